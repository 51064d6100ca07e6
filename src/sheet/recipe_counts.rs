//! Writes the parts of a recipe on the figures: their columns, the rows to leave out, the totals and the placeholders.

use super::heading::is_remark;
use super::question::{Candidate, QuestionKind};
use super::recipe_text::{FILL_IN, key, list, quoted};
use super::recipe_writer::{RecipeWriter, how};
use super::survey::RowKind;
use super::{TableShape, is_total, naming, one_line};

impl RecipeWriter<'_> {
    /// Writes `[counts]`.
    pub fn counts(&mut self, file: &str, known: bool) {
        self.line(&format!("[counts]\nfile = {}", toml::Value::String(file.into())));
        self.file();
        let rows: Vec<_> = self.layout.header.iter().map(u64::to_string).collect();
        let header = if rows.len() == 1 { rows.concat() } else { format!("[{}]", rows.join(", ")) };
        self.line(
            "# The row of headings, and the last row of the table if notes follow it, as the spreadsheet numbers them.",
        );
        self.line(&format!("header = {header}"));
        let mut said = format!("headings: row {}", rows.join(" and "));
        if self.survey.below || self.layout.until.is_some() {
            self.line(&format!("last = {}", self.survey.last));
            said += &format!("; the table ends with row {}, and notes follow", self.survey.last);
        }
        self.guessed.push(said);
        self.thousands();
        if let Some(hidden) = self.answers.says(&["counts", "hidden"]) {
            self.line(&format!("hidden = {hidden}"));
        }
        self.rows_left_out(known);
        self.totals();
        let picked = self.answers.pairs(&["counts", "only"]);
        if !picked.is_empty() {
            let entries: Vec<_> =
                picked.iter().map(|(column, text)| format!("{} = {}", quoted(column), quoted(text))).collect();
            self.line(&format!("only = {{ {} }}", entries.join(", ")));
            self.guessed.push(format!("rows that are taken: {}", entries.join(", ")));
        }
        if self.answers.says(&["counts", "add_up"]) == Some(true) {
            self.line("# The figures of several rows of an area and a period are added up.\nadd_up = true");
        } else if self.survey.repeated.is_some() && self.layout.first_figure().is_some() {
            self.kinds();
        }
        if self.layout.first_figure().is_none() {
            self.line("# Each row is one event, so the rows are counted.\ncount_rows = true");
        }
        self.columns();
        self.rows();
    }

    fn file(&mut self) {
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
    }

    fn thousands(&mut self) {
        if let Some(answer) = self.answers.text(&["counts", "thousands"]) {
            self.line(&format!("thousands = {}", toml::Value::String(answer.into())));
        } else if let Some((text, place)) = self.survey.doubtful_point() {
            let (plain, decimal) =
                (text.replace('.', ""), text.trim_end_matches('0').trim_end_matches('.').to_string());
            let candidates = vec![
                Candidate {
                    says: "the point marks thousands".into(),
                    gives: vec![(format!("“{text}”"), plain)],
                    line: "counts.thousands = \".\"".into(),
                },
                Candidate {
                    says: "the point marks decimals".into(),
                    gives: vec![(format!("“{text}”"), decimal)],
                    line: "counts.thousands = \",\"".into(),
                },
            ];
            let asks = "Does the point in these numbers mark thousands or decimals?".into();
            let because = "no number in the table settles it";
            self.ask(QuestionKind::Thousands, (Some(place.0), Some(place.1)), asks, because, candidates);
            self.line(&format!("thousands = \"{FILL_IN}\""));
        } else if self.survey.spaced {
            self.line("thousands = \" \"");
        }
    }

    fn rows_left_out(&mut self, known: bool) {
        if !self.survey.regions.is_empty() {
            let rows: Vec<_> = self.survey.regions.iter().map(u64::to_string).collect();
            self.line(&format!(
                "# These rows are the West Midlands region, not the force.\nskip_rows = [{}]",
                rows.join(", ")
            ));
            self.guessed.push(format!("rows left out, because they are the West Midlands region: {}", rows.join(", ")));
        }
        let inside = self
            .survey
            .without_figures
            .iter()
            .filter(|(row, text)| *row < self.survey.last && (known || is_remark(text)))
            .map(|(_, text)| text.clone());
        let inside: Vec<String> = inside.collect();
        let averages: Vec<(String, Option<_>)> = self
            .survey
            .rows
            .iter()
            .zip(&self.survey.kinds)
            .filter_map(|(row, kind)| match kind {
                RowKind::Average(found) => Some((row.name.clone(), *found)),
                _ => None,
            })
            .collect();
        let names: Vec<String> = inside.iter().cloned().chain(averages.iter().map(|(name, _)| name.clone())).collect();
        if !names.is_empty() {
            self.line("# Rows that are neither areas nor totals.");
            self.line(&format!("skip = {}", list(&names)));
        }
        if !inside.is_empty() {
            self.guessed.push(format!("rows left out, because they have no figures: {}", inside.join(", ")));
        }
        for (name, found) in averages {
            let why = found.as_ref().map_or("by its name".into(), how);
            self.guessed.push(format!("row left out, because it is an average: {name} ({why})"));
        }
    }

    fn totals(&mut self) {
        let whole = self.survey.whole().map(|whole| whole.name.clone());
        let totals: Vec<(String, Option<_>)> =
            self.survey.totals().map(|(row, found)| (row.name.clone(), found)).collect();
        let listed: Vec<String> =
            totals.iter().map(|(name, _)| name.clone()).filter(|name| Some(name) != whole.as_ref()).collect();
        if !listed.is_empty() {
            self.line("# Totals of other rows: they are checked, and are not areas.");
            self.line(&format!("totals = {}", list(&listed)));
        }
        for (name, found) in totals {
            let why = found.as_ref().map_or("by its name".into(), how);
            self.guessed.push(format!("total: {name} ({why})"));
        }
    }

    fn columns(&mut self) {
        let area = quoted(&self.heading(self.layout.area));
        match &self.layout.shape {
            TableShape::Wide(columns) => {
                self.line(&format!("columns = {{ area = {area} }}\n"));
                let taken = self.layout.taken();
                let unused: Vec<_> = (0..self.layout.headings.len())
                    .filter(|column| !taken.contains(column) && !self.layout.headings[*column].is_empty())
                    .map(|column| self.heading(column))
                    .collect();
                if let ([(column, _)], true) = (&columns[..], columns.len() == 1) {
                    self.guessed.push(format!("figures: in column “{}”", self.heading(*column)));
                }
                if !unused.is_empty() {
                    self.guessed.push(format!("columns not used: {}", unused.join(", ")));
                }
            }
            TableShape::Tidy { period, count, flags } => {
                let flags =
                    flags.map(|column| format!(", flags = {}", quoted(&self.heading(column)))).unwrap_or_default();
                let period = quoted(&self.heading(*period));
                match count.map(|count| self.heading(count)) {
                    Some(count) => {
                        self.line("# Each row has one figure.");
                        self.line(&format!(
                            "columns = {{ area = {area}, period = {period}, count = {}{flags} }}\n",
                            quoted(&count)
                        ));
                        self.guessed.push(format!("figures: in column “{count}”"));
                    }
                    None => {
                        self.line(&format!("columns = {{ area = {area}, period = {period} }}\n"));
                        self.guessed.push("figures: the number of rows".into());
                    }
                }
            }
        }
    }

    /// Writes what single rows are, where their names would say something else or nobody knows.
    fn rows(&mut self) {
        let doubtful = self.doubtful_rows();
        let answered = self.answers.pairs(&["counts", "rows"]);
        let named: Vec<String> = self
            .survey
            .rows
            .iter()
            .zip(&self.survey.kinds)
            .filter(|(row, kind)| **kind == RowKind::Area && is_total(&row.name))
            .map(|(row, _)| row.name.clone())
            .filter(|name| !answered.iter().any(|(known, _)| known == name))
            .collect();
        if doubtful.is_empty() && answered.is_empty() && named.is_empty() {
            return;
        }
        self.line("# What single rows are: \"area\", \"total\", or \"skip\" for a row that is neither.\n[counts.rows]");
        for (name, kind) in &answered {
            self.line(&format!("{} = {}", key(name), quoted(kind)));
        }
        for name in &named {
            self.line(&format!("{} = \"area\"", key(name)));
        }
        for name in &doubtful {
            self.line(&format!("{} = \"{FILL_IN}\"", key(name)));
        }
        self.line("");
    }

    /// Asks whether several rows of an area and a period are to be added up, or which to pick.
    fn kinds(&mut self) {
        self.line("# Some areas have several rows for one period. Say which rows to take, or that they are added up:");
        self.line("# add_up = true");
        let shown = |sums: &std::collections::BTreeMap<String, f64>| {
            let pairs = sums.iter().map(|(area, sum)| (area.clone(), sum.to_string()));
            pairs.collect::<Vec<_>>()
        };
        let mut candidates = Vec::new();
        let columns: Vec<_> = self.survey.kind_columns.iter().filter(|(_, kinds)| kinds.varies).collect();
        let mut told_apart = false;
        for (column, kinds) in columns {
            let heading = self.heading(*column);
            let some: Vec<_> = kinds.sums.keys().take(8).cloned().collect();
            if let [first, _, ..] = &some[..] {
                told_apart = true;
                self.line(&format!(
                    "# only = {{ {} = {} }}  # or {}",
                    quoted(&heading),
                    quoted(first),
                    one_line(&some[1..].join(", "))
                ));
                self.open.push(format!("which rows to take (counts.only): column “{heading}” has {}", some.join(", ")));
                candidates.extend(kinds.sums.iter().take(8).map(|(text, sums)| Candidate {
                    says: format!("only the rows with “{text}” in column “{heading}”"),
                    gives: shown(sums),
                    line: format!("counts.only.{} = {}", key(&heading), quoted(text)),
                }));
            }
        }
        let add = Candidate {
            says: "add them up".into(),
            gives: shown(&self.survey.sums),
            line: "counts.add_up = true".into(),
        };
        candidates.insert(0, add);
        if !told_apart && matches!(self.layout.shape, TableShape::Wide(_)) {
            // A row that is there twice is a fault, and is reported as one.
            return;
        }
        let because =
            if told_apart { "their rows differ in other columns" } else { "no other column tells the rows apart" };
        let place = (self.survey.repeated, Some(self.layout.area));
        let asks = "Some areas have several rows for one period: are they added up, or is one of them meant?".into();
        self.ask(QuestionKind::Repeats, place, asks, because, candidates);
    }

    /// Writes `[markers]`, if there are placeholders with several meanings.
    pub fn markers(&mut self) {
        if self.survey.marks.is_empty() {
            return;
        }
        let answered = self.answers.pairs(&["markers"]);
        let by_totals = self.survey.marks_are_zero();
        self.line("# What stands in place of figures, and its meaning, which is one of:");
        self.line("# missing, unavailable, withheld, not applicable, low or zero.\n[markers]");
        for (text, mark) in self.survey.marks.clone() {
            let times = if mark.times == 1 { "once, in".into() } else { format!("{} times, first in", mark.times) };
            let place = format!("{times} row {}, column {}", mark.row, self.table.name.column(mark.column));
            let (plain, other) = (mark.meaning.name(), mark.other);
            let said = answered.iter().find(|(known, _)| *known == text).map(|(_, meaning)| meaning.clone());
            let noted = self.noted(&text);
            let settled = match (said, other) {
                (Some(said), _) => Some((said, "you answered so")),
                (None, "zero") => match (noted, by_totals) {
                    (Some(zero), _) => Some((if zero { "zero".into() } else { plain.clone() }, "a note says so")),
                    (None, Some(true)) => Some(("zero".into(), "the totals are right with it")),
                    (None, Some(false)) => Some((plain.clone(), "the totals have more than the rows")),
                    (None, None) if self.survey.has_zeros() => {
                        Some((plain.clone(), "zeros are written as 0 in this table; in other files it means zero"))
                    }
                    (None, None) => None,
                },
                // No meaning of it is a figure.
                (None, _) => Some((plain.clone(), "")),
            };
            self.line(&format!("# Found {place}. In other files it means \"{other}\"."));
            match settled {
                Some((meaning, why)) => {
                    self.line(&format!("{} = {}", quoted(&text), quoted(&meaning)));
                    let why = if why.is_empty() { format!("in other files it means {other}") } else { why.to_string() };
                    self.guessed.push(format!("“{text}” was read as {meaning}; {why} ({place})"));
                    if why.starts_with("in other files") {
                        self.open.push(format!("what “{text}” means ([markers])"));
                    }
                }
                None => {
                    self.line(&format!("{} = \"{FILL_IN}\"", quoted(&text)));
                    let candidate = |meaning: &str, gives: &str| Candidate {
                        says: meaning.into(),
                        gives: vec![(mark.area.clone(), gives.into())],
                        line: format!("markers.{} = {}", key(&text), quoted(meaning)),
                    };
                    let candidates = vec![candidate(&plain, "no figure"), candidate("zero", "0")];
                    let place = (Some(mark.row), Some(mark.column));
                    let because = "files differ in what they mean by it, and nothing here settles it";
                    self.ask(QuestionKind::Mark, place, format!("What does “{text}” mean?"), because, candidates);
                }
            }
        }
        self.line("");
    }

    /// What a note in the sheet says of a placeholder: true if it is zero.
    fn noted(&self, text: &str) -> Option<bool> {
        let notes = self.layout.above.iter().chain(self.survey.without_figures.iter().map(|(_, text)| text));
        notes
            .filter_map(|note| {
                let rest = note.trim_start_matches(['“', '"', '\'', '‘']).strip_prefix(text)?;
                let rest = rest.trim_start_matches(['”', '"', '\'', '’', ' ', '=', ':']).to_lowercase();
                let says = |words: &[&str]| words.iter().any(|word| rest.contains(word));
                if says(&["nil", "zero", "none recorded", "no offences", "no incidents"]) {
                    Some(true)
                } else {
                    says(&[
                        "not available",
                        "missing",
                        "no data",
                        "not provided",
                        "unavailable",
                        "unknown",
                        "no figure",
                        "no response",
                        "not known",
                        "not supplied",
                    ])
                    .then_some(false)
                }
            })
            .next()
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
