//! Chooses the columns of the figures by what stands in them and what their headings say. What several columns fit is a
//! question.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::heading_words::{self, Named, named, subject, words};
use super::profile::Profile;
use super::question::{Candidate, Question, QuestionKind};
use super::recipe_text::{column_name, list, quoted};
use super::{Answers, DaySpan, FileName, SheetCell, TableHead, periods};

/// A table whose columns are to be chosen.
pub struct ColumnsOf<'a> {
    pub file: &'a FileName,
    pub head: &'a TableHead,
    pub profile: &'a Profile,
    pub area: usize,
    pub code: Option<usize>,
    pub group: Option<usize>,
    /// Columns that are not to be read: hidden ones, and those of another table beside this one.
    pub left_out: &'a HashSet<usize>,
    pub answers: &'a Answers,
}

/// The columns of the figures.
#[derive(Clone, Debug)]
pub enum Columns {
    /// One for each period.
    Wide(Vec<usize>),
    /// One, with the period of each row in another.
    Tidy { period: usize, count: Option<usize>, flags: Option<usize> },
    /// One, and no column says of which period.
    Single(usize),
}

/// The columns, and why others were left alone.
#[derive(Clone, Debug)]
pub struct ColumnsChosen {
    pub columns: Columns,
    /// What was left out and why, a clause for each.
    pub passed_over: Vec<String>,
}

/// Why a column of numbers is not taken for the figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    /// It may be the figures.
    Figures,
    /// It may be figures, but of another kind than counts.
    Measure,
    /// It is none.
    No,
}

impl ColumnsOf<'_> {
    fn heading(&self, column: usize) -> &str {
        self.head.headings.get(column).map_or("", String::as_str)
    }

    fn name(&self, column: usize) -> String {
        column_name(&self.head.headings, self.file, column)
    }

    /// The period in a heading, which may be a date in its cell.
    fn span(&self, column: usize) -> Option<DaySpan> {
        let cell = self.head.cells.get(column).filter(|cell| matches!(cell, SheetCell::Date(_) | SheetCell::Month(_)));
        cell.and_then(super::profile::period).or_else(|| DaySpan::find(self.heading(column)))
    }

    /// What a heading says beside its period.
    fn rest(&self, column: usize) -> String {
        self.span(column).map_or_else(|| self.heading(column).to_string(), |span| span.rest)
    }

    fn free(&self) -> impl Iterator<Item = usize> + '_ {
        let taken = [Some(self.area), self.code, self.group];
        let all = 0..self.head.headings.len().max(self.profile.columns.len());
        all.filter(move |column| !taken.contains(&Some(*column)) && !self.left_out.contains(column))
    }

    fn has_figures(&self, column: usize) -> bool {
        let Some(profile) = self.profile.columns.get(column) else { return false };
        // Counts that are all withheld are counts all the same, if their heading says so.
        profile.has_figures() || (profile.is_withheld() && named(&self.rest(column)) == Named::Counts)
    }

    /// What a column of numbers can be, with the reason why it is no figures.
    fn standing(&self, column: usize, tidy: bool) -> (Standing, &'static str) {
        let Some(profile) = self.profile.columns.get(column) else { return (Standing::No, "it is empty") };
        let heading = self.rest(column);
        let dated = self.span(column).is_some();
        // Beside a period, `Week` or `to date` are words of the period.
        let named = if dated { named(&subject(&heading)) } else { named(&heading) };
        if named == Named::Label {
            return (Standing::No, "its heading names a code, a rank or a place");
        }
        if tidy && named != Named::Counts && profile.is_of_the_area() {
            return (Standing::No, "it says the same of an area in every period");
        }
        let nameless = heading.trim().is_empty()
            || words(&heading).iter().all(|word| ["x", "x1", "index", "n1", "column"].contains(&word.as_str()));
        if !dated && profile.is_sequence() && nameless {
            return (Standing::No, "it numbers the rows");
        }
        if profile.percentages * 2 > profile.filled {
            return (Standing::No, "it has percentages");
        }
        match named {
            Named::Derived => (Standing::Measure, "its heading names a rate, a share or a change"),
            Named::Population => (Standing::Measure, "its heading names a population"),
            _ if profile.negative > 0 => (Standing::Measure, "it has figures below zero"),
            _ => (Standing::Figures, ""),
        }
    }

    /// Chooses the columns, or asks.
    pub fn choose(&self) -> Result<ColumnsChosen, Box<Question>> {
        // A period whose figures are all withheld is a period all the same.
        let or_none = |column: usize| self.profile.columns.get(column).is_none_or(|profile| profile.may_be_withheld());
        let dated: Vec<usize> = self.free().filter(|column| self.span(*column).is_some() && or_none(*column)).collect();
        let period = self.period(&dated)?;
        match period {
            Some(period) => self.tidy(period),
            None if !dated.is_empty() => self.wide(&dated),
            None => self.single(),
        }
    }

    /// The column of the periods, if each row has one figure.
    fn period(&self, dated: &[usize]) -> Result<Option<usize>, Box<Question>> {
        if let Some(answer) = self.answers.text(&["counts", "columns", "period"]) {
            return Ok(self.column(answer));
        }
        let periods = |column: &usize| {
            let Some(profile) = self.profile.columns.get(*column) else { return false };
            let years = profile.is_years();
            // Counts can look like years, but the heading of their column tells them apart.
            profile.is_periods()
                && self.span(*column).is_none()
                && (!years || named(self.heading(*column)) != Named::Counts)
        };
        let found: Vec<usize> = self.free().filter(periods).collect();
        let Some(first) = found.first().copied() else { return Ok(None) };
        // Columns for several periods of one thing make a column of dates a fact of the area.
        let mut series: BTreeMap<String, BTreeSet<_>> = BTreeMap::new();
        for column in dated.iter().filter(|column| self.standing(**column, false).0 == Standing::Figures) {
            let days = self.span(*column).map(|span| (span.start, span.end));
            series.entry(subject(&self.rest(*column))).or_default().insert(days);
        }
        if self.answers.texts(&["counts", "columns", "figures"]).is_some() {
            return Ok(None);
        }
        let answered = self.answers.text(&["counts", "columns", "count"]).is_some();
        if !answered && series.values().any(|days| days.len() >= 2) {
            self.ask_for_shape(dated, &found)?;
            return Ok(None);
        }
        let texts = |column: usize| &self.profile.columns[column].texts;
        let others: Vec<usize> = found.iter().copied().filter(|column| texts(*column) != texts(first)).collect();
        // A column that never changes tells no periods apart.
        let (varied, fixed): (Vec<usize>, Vec<usize>) =
            found.iter().copied().partition(|column| texts(*column).len() > 1);
        if others.is_empty() || (varied.len() == 1 && !fixed.is_empty()) {
            return Ok(Some(varied.first().copied().unwrap_or(first)));
        }
        let candidates = found.iter().map(|column| Candidate {
            says: format!("column “{}”", self.name(*column)),
            gives: self.gives(*column),
            line: format!("counts.columns.period = {}", quoted(&self.name(*column))),
        });
        Err(Box::new(self.question(
            QuestionKind::Figures,
            Some(first),
            "Which column has the periods of the figures?",
            "several columns have dates in them",
            candidates.collect(),
        )))
    }

    /// Asks whether the figures are in the columns for several periods, or in one beside a column of periods.
    fn ask_for_shape(&self, dated: &[usize], periods: &[usize]) -> Result<(), Box<Question>> {
        let apart: Vec<usize> = periods.iter().chain(dated).copied().collect();
        let (figures, ..) = self.candidates(&apart, true);
        if figures.is_empty() && !self.profile.repeats {
            return Ok(());
        }
        let mut candidates: Vec<Candidate> = figures.iter().map(|column| self.count_candidate(*column)).collect();
        let names: Vec<String> = dated
            .iter()
            .filter(|column| self.standing(**column, false).0 == Standing::Figures)
            .map(|column| self.name(*column))
            .collect();
        candidates.push(Candidate {
            says: names.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", "),
            gives: dated.first().map(|column| self.gives(*column)).unwrap_or_default(),
            line: format!("counts.columns.figures = {}", list(&names)),
        });
        let because = "there is a column of periods, and there are columns that have a period in their headings";
        let asks = "Which columns have the figures?";
        Err(Box::new(self.question(QuestionKind::Figures, figures.first().copied(), asks, because, candidates)))
    }

    fn count_candidate(&self, column: usize) -> Candidate {
        Candidate {
            says: format!("column “{}”", self.name(column)),
            gives: self.gives(column),
            line: format!("counts.columns.count = {}", quoted(&self.name(column))),
        }
    }

    /// The column that an answer names.
    pub fn column(&self, name: &str) -> Option<usize> {
        let all = 0..self.head.headings.len();
        let nth = all.clone().find(|column| self.file.nth(*column) == name);
        all.clone()
            .find(|column| self.heading(*column) == name)
            .or(nth)
            .or_else(|| all.clone().find(|column| super::is_same(self.heading(*column), name)))
    }

    fn question(
        &self,
        kind: QuestionKind,
        column: Option<usize>,
        asks: &str,
        because: &str,
        candidates: Vec<Candidate>,
    ) -> Question {
        let place = (Some(self.head.last()), column);
        let (asks, because) = (asks.into(), because.into());
        Question { kind, file: Box::new(self.file.clone()), place, asks, because, candidates, form: None }
    }

    /// What a column would give: the first areas, each with its figure.
    fn gives(&self, column: usize) -> Vec<(String, String)> {
        self.profile.columns.get(column).map(|profile| profile.shown.clone()).unwrap_or_default()
    }

    /// The columns that may be the figures where there is only one: those that are, and those of another measure.
    fn candidates(&self, apart: &[usize], tidy: bool) -> (Vec<usize>, Vec<usize>, Vec<String>) {
        let (mut figures, mut measures, mut passed_over) = (Vec::new(), Vec::new(), Vec::new());
        for column in self.free().filter(|column| !apart.contains(column) && self.has_figures(*column)) {
            let profile = &self.profile.columns[column];
            // A column of dates is none of figures, but counts may look like years.
            let years = profile.years == profile.periods && named(self.heading(column)) == Named::Counts;
            if profile.is_periods() && !years {
                continue;
            }
            match self.standing(column, tidy) {
                (Standing::Figures, _) => figures.push(column),
                (standing, why) => {
                    if standing == Standing::Measure {
                        measures.push(column);
                    }
                    passed_over.push(format!("“{}”, because {why}", self.name(column)));
                }
            }
        }
        // Where one column is whole and says that it counts, fractions beside it are another measure.
        let whole = |column: &usize| {
            self.profile.columns[*column].fractions == 0 && named(self.heading(*column)) == Named::Counts
        };
        if figures.iter().any(whole) {
            let fractions: Vec<usize> =
                figures.iter().copied().filter(|column| self.profile.columns[*column].is_fractions()).collect();
            figures.retain(|column| !fractions.contains(column));
            for column in fractions {
                passed_over.push(format!("“{}”, because its figures are not whole", self.name(column)));
                measures.push(column);
            }
        }
        (figures, measures, passed_over)
    }

    /// The one column of figures among these, or a question.
    fn one(&self, apart: &[usize], tidy: bool) -> Result<(Option<usize>, Vec<String>), Box<Question>> {
        if let Some(answer) = self.answers.text(&["counts", "columns", "count"]) {
            return Ok((self.column(answer), Vec::new()));
        }
        if self.answers.says(&["counts", "count_rows"]) == Some(true) {
            return Ok((None, Vec::new()));
        }
        let (figures, measures, mut passed_over) = self.candidates(apart, tidy);
        // SDMX names its column of figures, and everything else beside it.
        let named_by_sdmx = figures.iter().copied().find(|column| words(self.heading(*column)) == ["obs", "value"]);
        if let Some(column) = named_by_sdmx.or(if figures.len() == 1 { Some(figures[0]) } else { None }) {
            passed_over.extend(figures.iter().filter(|other| **other != column).map(|other| {
                format!("“{}”, because “{}” is the one that SDMX defines", self.name(*other), self.name(column))
            }));
            return Ok((Some(column), passed_over));
        }
        let all: Vec<usize> = if figures.is_empty() { measures } else { figures.clone() };
        let mut candidates: Vec<Candidate> = all.iter().map(|column| self.count_candidate(*column)).collect();
        if candidates.is_empty() && self.profile.repeats {
            candidates.push(Candidate {
                says: "each row is one event, so the rows are counted".into(),
                gives: Vec::new(),
                line: "counts.count_rows = true".into(),
            });
        }
        let because = match (figures.len(), all.is_empty()) {
            (_, true) if passed_over.is_empty() => "no column has figures in it".to_string(),
            (_, true) => {
                format!("these columns have numbers, but are not taken for counts: {}", passed_over.join("; "))
            }
            (0, false) => "no heading says that the figures are counts, and rates are not".into(),
            _ => "several columns fit".into(),
        };
        let asks = "Which column has the figures?";
        let column = all.first().copied();
        let mut question = self.question(QuestionKind::Figures, column, asks, &because, candidates);
        if all.is_empty() {
            question.form = Some(format!("counts.columns.count = \"{}\"", super::recipe_text::FILL_IN));
        }
        Err(Box::new(question))
    }

    fn tidy(&self, period: usize) -> Result<ColumnsChosen, Box<Question>> {
        let flags = (0..self.head.headings.len()).find(|column| self.heading(*column).to_lowercase() == "flags");
        let apart: Vec<usize> = [Some(period), flags].into_iter().flatten().collect();
        let (count, passed_over) = self.one(&apart, true)?;
        Ok(ColumnsChosen { columns: Columns::Tidy { period, count, flags }, passed_over })
    }

    fn single(&self) -> Result<ColumnsChosen, Box<Question>> {
        let (count, passed_over) = self.one(&[], false)?;
        match count {
            Some(column) => Ok(ColumnsChosen { columns: Columns::Single(column), passed_over }),
            None => {
                // Rows that are counted need a day each.
                let because = "each row is one event, and no column says when";
                Err(Box::new(self.question(
                    QuestionKind::Days,
                    None,
                    "Which column has the days?",
                    because,
                    Vec::new(),
                )))
            }
        }
    }

    fn wide(&self, dated: &[usize]) -> Result<ColumnsChosen, Box<Question>> {
        if let Some(answer) = self.answers.texts(&["counts", "columns", "figures"]) {
            let columns = answer.iter().filter_map(|name| self.column(name)).collect();
            return Ok(ColumnsChosen { columns: Columns::Wide(columns), passed_over: Vec::new() });
        }
        // The headings of one series agree but for their periods.
        let mut series: BTreeMap<(Standing, String), Vec<usize>> = BTreeMap::new();
        let mut passed_over = Vec::new();
        for column in dated {
            let (standing, why) = self.standing(*column, false);
            if standing == Standing::No {
                passed_over.push(format!("“{}”, because {why}", self.name(*column)));
                continue;
            }
            series.entry((standing, subject(&self.rest(*column)))).or_default().push(*column);
        }
        let figures = series.keys().any(|(standing, _)| *standing == Standing::Figures);
        let mut fitting: Vec<Vec<usize>> = Vec::new();
        let mut things = 0;
        for ((standing, _), columns) in series {
            if figures && standing == Standing::Measure {
                passed_over.extend(
                    columns
                        .iter()
                        .map(|column| format!("“{}”, because {}", self.name(*column), self.standing(*column, false).1)),
                );
                continue;
            }
            things += 1;
            fitting.extend(self.by_length(columns));
        }
        fitting.sort();
        // Two columns of the same days are two answers.
        let alike = |columns: &[usize]| {
            let days: BTreeSet<_> =
                columns.iter().filter_map(|column| self.span(*column)).map(|span| (span.start, span.end)).collect();
            days.len() < columns.len()
        };
        if fitting.len() == 1 && !alike(&fitting[0]) && figures {
            self.unread_periods(&fitting[0])?;
            return Ok(ColumnsChosen { columns: Columns::Wide(fitting.remove(0)), passed_over });
        }
        if fitting.is_empty() {
            return self.single();
        }
        let because = if !figures {
            "no heading says that the figures are counts, and rates are not"
        } else if fitting.len() > 1 && things == 1 {
            "some of the periods lie within others"
        } else if fitting.len() > 1 {
            "the headings without their periods differ, so they are of different things"
        } else {
            "two headings name the same days"
        };
        let sets: Vec<Vec<usize>> = fitting
            .into_iter()
            .flat_map(|columns| if alike(&columns) { self.apart(&columns) } else { vec![columns] })
            .collect();
        let candidates = sets.iter().map(|columns| {
            let names: Vec<String> = columns.iter().map(|column| self.name(*column)).collect();
            Candidate {
                says: names.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", "),
                gives: columns.first().map(|column| self.gives(*column)).unwrap_or_default(),
                line: format!("counts.columns.figures = {}", list(&names)),
            }
        });
        let first = sets.first().and_then(|columns| columns.first().copied());
        let asks = "Which columns have the figures?";
        Err(Box::new(self.question(QuestionKind::Figures, first, asks, because, candidates.take(12).collect())))
    }

    /// Parts columns of years from columns of months and the like: one sums up the others.
    fn by_length(&self, columns: Vec<usize>) -> Vec<Vec<usize>> {
        let labels: Vec<_> = columns.iter().map(|column| self.head.label(*column)).collect();
        let spans = periods::spans(&labels);
        let within = spans.iter().flatten().any(|a| {
            let others = spans.iter().flatten().filter(|b| (a.start, a.end) != (b.start, b.end));
            others.into_iter().any(|b| a.start <= b.start && b.end <= a.end)
        });
        if !within {
            return vec![columns];
        }
        let mut lengths: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (column, span) in columns.into_iter().zip(spans) {
            let length = match span.map_or(0, |span| span.end.ordinal() - span.start.ordinal() + 1) {
                0..=1 => 1,
                2..=8 => 7,
                28..=31 => 30,
                89..=92 => 91,
                180..=184 => 182,
                365..=366 => 365,
                other => other,
            };
            lengths.entry(length).or_default().push(column);
        }
        lengths.into_values().collect()
    }

    /// The sets that columns of the same days can be parted into: the first of each, the second of each.
    fn apart(&self, columns: &[usize]) -> Vec<Vec<usize>> {
        let mut sets: Vec<Vec<usize>> = Vec::new();
        for column in columns {
            let days = |column: usize| self.span(column).map(|span| (span.start, span.end));
            let free = sets.iter_mut().find(|set| !set.iter().any(|known| days(*known) == days(*column)));
            match free {
                Some(set) => set.push(*column),
                None => sets.push(vec![*column]),
            }
        }
        sets
    }

    /// Asks about a column of figures whose heading has a year in it that cannot be read: it may be one more period.
    fn unread_periods(&self, chosen: &[usize]) -> Result<(), Box<Question>> {
        let year = |heading: &str| {
            let digits: Vec<char> = heading.chars().collect();
            digits.windows(4).any(|four| {
                four.iter().all(char::is_ascii_digit)
                    && matches!(four.iter().collect::<String>().parse(), Ok(1900..2100))
            })
        };
        let unread = self.free().find(|column| {
            self.span(*column).is_none()
                && year(self.heading(*column))
                && self.has_figures(*column)
                && self.standing(*column, false).0 == Standing::Figures
        });
        let Some(column) = unread else { return Ok(()) };
        let names: Vec<String> = chosen.iter().map(|column| self.name(*column)).collect();
        let candidates = vec![Candidate {
            says: format!("the other columns alone, without “{}”", self.name(column)),
            gives: self.gives(chosen[0]),
            line: format!("counts.columns.figures = {}", list(&names)),
        }];
        let mut question = self.question(
            QuestionKind::Days,
            Some(column),
            &format!("Which days does the column “{}” cover?", self.name(column)),
            "its heading has a year in it, but cannot be read as a period",
            candidates,
        );
        question.form = Some(super::recipe_text::form(&self.name(column)));
        Err(Box::new(question))
    }

    /// What the chosen columns and the texts around them are about, for the reading of their days.
    pub fn is_stock(&self, columns: &Columns, title: &str) -> bool {
        let of = |columns: &[usize]| {
            let fractions = columns.iter().filter_map(|column| self.profile.columns.get(*column));
            let (many, all) =
                fractions.fold((0, 0), |(many, all), profile| (many + usize::from(profile.is_fractions()), all + 1));
            let texts: Vec<String> = columns.iter().map(|column| self.heading(*column).to_string()).collect();
            many * 2 > all || heading_words::is_stock(&texts.join(" "))
        };
        heading_words::is_stock(title)
            || match columns {
                Columns::Wide(columns) => of(columns),
                Columns::Tidy { count: Some(count), .. } | Columns::Single(count) => of(&[*count]),
                Columns::Tidy { count: None, .. } => false,
            }
    }
}
