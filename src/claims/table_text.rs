//! Says a table in lines of text, so that its figures are read as those of sentences are: what is counted, the heading
//! of the row, and each cell behind the heading of its column.

/// A table as it stands in an article.
#[derive(Clone, Debug, Default)]
pub(super) struct TableText {
    /// Its caption, or the heading above it.
    pub caption: String,
    pub rows: Vec<Vec<String>>,
    /// Whether the first row has the headings.
    pub headed: bool,
}

/// What parts the cells of a row in a line of text.
pub(super) const BAR: &str = " | ";

impl TableText {
    /// The lines: `Burglaries | Kent | 2016/17: 1,250 | 2017/18: 1,340`.
    pub fn lines(&self) -> Vec<String> {
        let none = Vec::new();
        let (heads, rows) = match self.rows.split_first() {
            Some((first, rest)) if self.headed || is_heading(first) => (first, rest),
            _ => (&none, &self.rows[..]),
        };
        let counted = counted(&self.caption);
        let line = |row: &Vec<String>| {
            let (name, cells) = row.split_first()?;
            let cells =
                cells.iter().enumerate().filter(|(_, cell)| cell.contains(|letter: char| letter.is_ascii_digit()));
            let cells: Vec<_> =
                cells.map(|(at, cell)| said(heads.get(at + 1).map_or("", String::as_str), cell)).collect();
            (!cells.is_empty()).then(|| [counted, BAR, name, BAR, &cells.join(BAR)].concat())
        };
        rows.iter().filter_map(line).collect()
    }
}

/// A cell behind its heading. A column of changes says which way each goes, and a column of percentages that they are.
fn said(head: &str, cell: &str) -> String {
    let lower = head.to_lowercase();
    let share = lower.contains('%') || lower.contains("per cent") || lower.contains("percent");
    let unit = if share && !cell.contains('%') { "%" } else { "" };
    let bare = cell.trim_start_matches(['+', '-', '−', '–']);
    if ["change", "difference", "increase", "decrease", "rise", "fall"].iter().any(|word| lower.contains(word)) {
        let down =
            cell.len() > bare.len() && !cell.starts_with('+') || lower.contains("decrease") || lower.contains("fall");
        let way = if down { "down" } else { "up" };
        let by = if unit.is_empty() && !cell.contains('%') { " by " } else { " " };
        return [way, by, bare, unit].concat();
    }
    match head.trim() {
        "" => [cell, unit].concat(),
        head => [head, ": ", cell, unit].concat(),
    }
}

/// What a caption says is counted: its words before any sign, preposition or year.
fn counted(caption: &str) -> &str {
    const ENDS: [&str; 9] = [" by ", " per ", " for ", " across ", " from ", " between ", " since ", " in ", " over "];
    let ends = ENDS.iter().filter_map(|end| caption.find(end));
    let signs = caption.find([',', ':', '–', '—', '(', '|', ';', '.']);
    let digits = caption.find(|letter: char| letter.is_ascii_digit());
    let end = ends.chain(signs).chain(digits).min().unwrap_or(caption.len());
    match caption.get(..end).unwrap_or_default().trim() {
        "" => "Number",
        words => words,
    }
}

/// Whether a row has no figures but years and dates, so that it heads the columns.
fn is_heading(row: &[String]) -> bool {
    let figure = |cell: &String| {
        let digits = cell.bytes().filter(u8::is_ascii_digit).count();
        let year = cell.contains("19") || cell.contains("20");
        let date = year && (digits == 4 || digits == 6 || digits == 8 || cell.contains(char::is_alphabetic));
        digits > 0 && !date && !cell.contains(char::is_alphabetic)
    };
    row.len() > 1 && !row.iter().skip(1).any(figure) && row.iter().skip(1).any(|cell| !cell.is_empty())
}
