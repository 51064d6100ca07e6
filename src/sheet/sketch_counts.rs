//! Writes the parts of a guessed recipe on the figures: their columns, the rows to leave out, the totals and the
//! placeholders.

use super::sketch::{RecipeWriter, list, quoted};
use super::{TableShape, naming, one_line};

impl RecipeWriter<'_> {
    /// Writes `[counts]`.
    pub fn counts(&mut self, file: &str, known: bool) {
        self.line(&format!("[counts]\nfile = {}", toml::Value::String(file.into())));
        if let Some(sheet) = &self.table.name.sheet {
            self.line(&format!("sheet = {}", toml::Value::String(sheet.clone())));
            if self.table.sheets.len() > 1 {
                self.guessed.push(format!("sheet: “{sheet}”, of {}", self.table.sheets.join(", ")));
            }
        }
        if let Some(delimiter) = self.table.delimiter().filter(|delimiter| *delimiter != ",") {
            self.line(&format!("delimiter = {}", quoted(delimiter)));
        }
        if let Some(encoding) = self.table.encoding() {
            self.line(&format!("encoding = {}", quoted(encoding)));
            self.guessed.push(format!("encoding: {encoding}; check that names with accents are right"));
        }
        let rows: Vec<_> = self.layout.header.iter().map(u64::to_string).collect();
        let header = if rows.len() == 1 { rows.concat() } else { format!("[{}]", rows.join(", ")) };
        self.line(
            "# The row of headings, and the last row of the table if notes follow it, as the spreadsheet numbers them.",
        );
        self.line(&format!("header = {header}"));
        let mut said = format!("headings: row {}", rows.join(" and "));
        if self.survey.below {
            self.line(&format!("last = {}", self.survey.last));
            said += &format!("; the table ends with row {}, and notes follow", self.survey.last);
        }
        self.guessed.push(said);
        if self.survey.spaced {
            self.line("thousands = \" \"");
        }
        if !self.survey.regions.is_empty() {
            let rows: Vec<_> = self.survey.regions.iter().map(u64::to_string).collect();
            self.line(&format!(
                "# These rows are the West Midlands region, not the force.\nskip_rows = [{}]",
                rows.join(", ")
            ));
            self.guessed.push(format!("rows left out, because they are the West Midlands region: {}", rows.join(", ")));
        }
        let inside: Vec<String> = self
            .survey
            .without_figures
            .iter()
            .filter(|(row, text)| *row < self.survey.last && (known || naming::is_remark(text)))
            .map(|(_, text)| text.clone())
            .collect();
        if !inside.is_empty() {
            self.line("# Rows among the areas that have no figures.");
            self.line(&format!("skip = {}", list(&inside)));
            self.guessed.push(format!("rows left out, because they have no figures: {}", inside.join(", ")));
        }
        let whole = self.survey.whole().map(|whole| whole.name.clone());
        let totals: Vec<String> = self
            .survey
            .totals
            .iter()
            .map(|total| total.name.clone())
            .filter(|name| Some(name) != whole.as_ref())
            .collect();
        if !totals.is_empty() {
            self.line("# Totals of other rows: they are checked, and are not areas.");
            self.line(&format!("totals = {}", list(&totals)));
            self.guessed.push(format!("totals, which are checked: {}", totals.join(", ")));
        }
        if self.survey.repeated {
            self.kinds();
        }
        let area = quoted(&self.heading(self.layout.area));
        match &self.layout.shape {
            TableShape::Wide(columns) => {
                self.line(&format!("columns = {{ area = {area} }}\n"));
                let used: Vec<usize> = columns
                    .iter()
                    .map(|(column, _)| *column)
                    .chain([self.layout.area])
                    .chain(self.layout.code)
                    .chain(self.layout.group)
                    .collect();
                let unused: Vec<_> = (0..self.layout.headings.len())
                    .filter(|column| !used.contains(column) && !self.layout.headings[*column].is_empty())
                    .map(|column| self.heading(column))
                    .collect();
                if !unused.is_empty() {
                    self.guessed.push(format!("columns not used: {}", unused.join(", ")));
                }
            }
            TableShape::Tidy { period, count, flags } => {
                let flags =
                    flags.map(|column| format!(", flags = {}", quoted(&self.heading(column)))).unwrap_or_default();
                let (period, count) = (self.heading(*period), self.heading(*count));
                self.line("# Each row has one figure.");
                self.line(&format!(
                    "columns = {{ area = {area}, period = {}, count = {}{flags} }}\n",
                    quoted(&period),
                    quoted(&count)
                ));
                self.guessed.push(format!("figures: in column “{count}”"));
            }
        }
    }

    /// Proposes `only`. An area with several rows for one period has a row for each kind of something.
    fn kinds(&mut self) {
        self.line("# Some areas have several rows for one period. Say which rows to take, for example:");
        for (column, kinds) in &self.survey.kinds {
            let some: Vec<_> = kinds.iter().take(8).map(String::as_str).collect();
            if let [first, _, ..] = some[..] {
                let heading = self.heading(*column);
                self.line(&format!(
                    "# only = {{ {} = {} }}  # or {}",
                    quoted(&heading),
                    quoted(first),
                    one_line(&some[1..].join(", "))
                ));
                self.open.push(format!("which rows to take (counts.only): column “{heading}” has {}", some.join(", ")));
            }
        }
    }

    /// Writes `[markers]`, if there are placeholders with several meanings.
    pub fn markers(&mut self) {
        if self.survey.placeholders.is_empty() {
            return;
        }
        self.line("# What stands in place of figures, and its meaning, which is one of:");
        self.line("# missing, unavailable, withheld, not applicable, low or zero.\n[markers]");
        for (text, (count, row, column, placeholder, other)) in &self.survey.placeholders {
            let times = if *count == 1 { "once, in".into() } else { format!("{count} times, first in") };
            let place = format!("{times} row {row}, column {}", self.table.name.column(*column));
            self.line(&format!(
                "# Found {place}. In other files it means \"{other}\".\n{} = \"{}\"",
                quoted(text),
                placeholder.name()
            ));
            self.guessed.push(format!(
                "“{text}” was read as {}; in other files it means {other} ({place})",
                placeholder.name()
            ));
            self.open.push(format!("what “{text}” means ([markers])"));
        }
        self.line("");
    }

    /// Writes `[nation]`, if the sheet has a total.
    pub fn nation(&mut self, known: bool) {
        let Some(whole) = self.survey.whole() else { return };
        let sums = self.survey.sums_to(whole);
        let name = naming::whole(self.survey, whole, known);
        if name.starts_with("All ") {
            self.open.push(format!("what the whole in row “{}” is called ([nation] name)", whole.name));
        }
        self.line("# The whole that the areas are part of.");
        self.line(&format!("[nation]\nname = {}", quoted(&name)));
        if name != whole.name {
            self.line(&format!("row = {}", quoted(&whole.name)));
        }
        let short = if name == "United Kingdom" { "UK" } else { &name };
        self.line(&format!("short = {}", quoted(short)));
        self.line("# Write true if the areas add up to it: their sum is then checked.");
        self.line(&format!("areas_sum = {sums}"));
        let how = if sums { "the areas should add up to it" } else { "the areas do not add up to it" };
        self.guessed.push(format!("the whole: row “{}”; {how}", whole.name));
    }
}
