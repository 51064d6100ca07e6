//! The rows of a table below its headings.

use super::table::{ReadOptions, SheetTable};
use super::{FileName, Files, Problem, SheetRow, headings, is_same, nearest, one_line};

/// A table whose headings have been read.
pub struct Body<'f> {
    table: SheetTable<'f>,
    headings: Vec<String>,
    heading: SheetRow,
}

impl<'f> Body<'f> {
    /// Opens a file and reads its headings, from the rows in `header`, or from the first row that is not blank if it is
    /// empty. Fails if the file cannot be read or has no such row.
    pub fn open(files: &'f dyn Files, file: &str, asked: &ReadOptions, header: &[u64]) -> Result<Self, Problem> {
        let table = SheetTable::open(files, file, asked)?;
        let mut rows = Vec::new();
        table.rows(&mut |row| {
            let number = row.number;
            let wanted = if header.is_empty() { !row.is_blank() } else { header.contains(&number) };
            if wanted {
                rows.push(row);
            }
            rows.len() < header.len().max(1) && header.last().is_none_or(|last| number < *last)
        })?;
        let Some(heading) = rows.last().cloned() else {
            return Err(Problem::of_file(
                &table.name,
                "this table has no row of headings",
                "set header in the recipe to the number of the row that has them",
            ));
        };
        let headings = headings(&rows);
        Ok(Self { table, headings, heading })
    }

    /// The file's name in messages.
    pub fn name(&self) -> &FileName {
        &self.table.name
    }

    /// Warnings and notes on the choices made when the file was opened.
    pub fn taken(&self, asked: &ReadOptions) -> Vec<Problem> {
        self.table.taken(asked)
    }

    /// The index of the column with this heading, or of `column B` by its place (`column 2` in a CSV file). Fails if no
    /// heading matches, or if more than one does.
    pub fn column(&self, wanted: &str) -> Result<usize, Problem> {
        let exact = |heading: &String| heading == wanted;
        if let Some(column) = (0..self.headings.len()).find(|column| self.name().nth(*column) == wanted)
            && !self.headings.iter().any(exact)
        {
            return Ok(column);
        }
        let found: Vec<usize> = match self.headings.iter().filter(|heading| exact(heading)).count() {
            0 => (0..self.headings.len()).filter(|at| is_same(&self.headings[*at], wanted)).collect(),
            _ => (0..self.headings.len()).filter(|at| exact(&self.headings[*at])).collect(),
        };
        match found[..] {
            [column] => Ok(column),
            [_, second, ..] => Err(Problem::of_cell(
                self.name(),
                &self.heading,
                second,
                format!("two columns have the heading “{wanted}”"),
                format!(
                    "write “{}” in the recipe to take this one; \
                     or, if the headings fill two rows, name both rows with header",
                    self.name().nth(second)
                ),
            )),
            [] => {
                let filled = self.headings.iter().filter(|heading| !heading.is_empty());
                let list = filled.clone().map(String::as_str).collect::<Vec<_>>().join(", ");
                let near = nearest(wanted, filled.map(String::as_str));
                let near = near.map(|near| format!("did you mean “{near}”? ")).unwrap_or_default();
                let help = format!("{near}The headings are: {list}");
                Err(Problem {
                    place: Some((self.heading.number, None)),
                    ..Problem::of_file(self.name(), format!("no column has the heading “{wanted}”"), help)
                })
            }
        }
    }

    /// As [`Self::column`], for a column that the recipe need not name.
    pub fn optional(&self, wanted: Option<&str>) -> Result<Option<usize>, Problem> {
        wanted.map(|wanted| self.column(wanted)).transpose()
    }

    /// Hands out each row below the headings that is not blank.
    pub fn rows(&self, each: &mut dyn FnMut(&SheetRow)) -> Result<(), Problem> {
        self.table.rows(&mut |row| {
            if row.number > self.heading.number && !row.is_blank() {
                each(&row);
            }
            true
        })
    }

    /// The problem of a row with a cell to the right of the last heading, as a delimiter inside a name causes.
    pub fn too_wide(&self, row: &SheetRow) -> Option<Problem> {
        let column = (self.headings.len()..row.cells.len()).find(|column| !row.cell(*column).is_blank())?;
        let help = "if a name contains the delimiter, put the name in quotes; if this is a note, delete it";
        Some(Problem::of_cell(self.name(), row, column, "this cell is to the right of the last heading", help))
    }
}

/// A cell's text in one line; `None` without a column or if the cell is blank.
pub fn text(row: &SheetRow, column: Option<usize>) -> Option<String> {
    let text = one_line(&row.cell(column?).text());
    (!text.is_empty()).then_some(text)
}
