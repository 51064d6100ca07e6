//! Finds out whom a row is about: one of the areas, under any of its names; the nation; a total of areas; or nobody.

use std::collections::HashMap;

use super::body::{Body, text};
use super::recipe::{Recipe, RowEntry};
use super::{
    CellAt, Problem, Problems, Severity, apart, is_total, nearest, nearest_official, official_area, one_line,
    serves_others, simple,
};
use crate::data::{Area, Particulars};

/// The subject of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowSubject {
    /// An area, by its index in [`AreaIndex::areas`].
    Area(usize),
    /// The nation.
    Nation,
    /// A total of areas, by its index in [`AreaIndex::totals`].
    Total(usize),
    /// A row that the recipe tells us to skip.
    Skipped,
}

/// The areas found so far, and every name that they go by.
pub struct AreaIndex<'r> {
    recipe: &'r Recipe,
    /// The areas.
    pub areas: Vec<Area>,
    /// Further facts on each area, in the same order.
    pub particulars: Vec<Particulars>,
    /// The names of the rows of totals.
    pub totals: Vec<String>,
    /// Names as typed that have been resolved already.
    met: HashMap<String, RowSubject>,
    /// The row in which each identifier was first met.
    ids: HashMap<String, u64>,
    /// Areas by simplified spelling; `None` if two areas share it.
    loose: HashMap<String, Option<usize>>,
    /// Whether an unknown name may become a new area.
    open: bool,
}

/// The columns that describe an area, where the sheet has them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Described {
    pub shown: Option<usize>,
    pub id: Option<usize>,
    pub official: Option<usize>,
    pub code: Option<usize>,
    pub group: Option<usize>,
}

impl Described {
    /// Finds the columns that the recipe names. Fails if the headings do not have one of them.
    pub fn of(recipe: &Recipe, body: &Body<'_>) -> Result<Self, Problem> {
        let columns = &recipe.areas.columns;
        Ok(Self {
            shown: body.optional(columns.shown.as_deref())?,
            id: body.optional(columns.id.as_deref())?,
            official: body.optional(columns.official.as_deref())?,
            code: body.optional(columns.code.as_deref())?,
            group: body.optional(columns.group.as_deref())?,
        })
    }
}

impl<'r> AreaIndex<'r> {
    /// An index without areas. Call [`Self::list`] if the areas have a file of their own; otherwise the rows of counts
    /// add them.
    pub fn new(recipe: &'r Recipe) -> Self {
        Self {
            recipe,
            areas: Vec::new(),
            particulars: Vec::new(),
            totals: Vec::new(),
            met: HashMap::new(),
            ids: HashMap::new(),
            loose: HashMap::new(),
            open: true,
        }
    }

    /// Reads the areas from a file of their own. After that no other area is accepted.
    pub fn list(&mut self, body: &Body<'_>, problems: &mut Problems) -> Option<()> {
        let columns = &self.recipe.areas.columns;
        let name = columns.name.as_deref().unwrap_or(&self.recipe.counts.columns.area);
        let named = problems.take(body.column(name))?;
        let described = problems.take(Described::of(self.recipe, body))?;
        let part = problems.take(body.optional(columns.part.as_deref()))?;
        let mut rows = HashMap::new();
        let read = body.rows(&mut |row| {
            let accepted =
                part.is_none_or(|part| self.recipe.areas.accept.iter().any(|accept| *accept == row.cell(part).text()));
            if !accepted {
                return;
            }
            let at = CellAt { file: body.name(), row, column: named };
            let Some(name) = text(row, Some(named)) else {
                return problems.add(at.problem("this row does not name an area", "type the name, or delete the row"));
            };
            if let Some(first) = rows.insert(name.clone(), row.number) {
                let message = format!("this area is in the list already, in row {first}");
                return problems.add(at.problem(message, "delete one of the two rows"));
            }
            self.add(name, &at, &described, problems);
        });
        problems.take(read)?;
        self.open = false;
        Some(())
    }

    /// Adds the area that a cell names, and returns its index.
    fn add(&mut self, name: String, cell: &CellAt<'_>, described: &Described, problems: &mut Problems) -> usize {
        let (at, row) = (self.areas.len(), cell.row);
        let id = text(row, described.id).unwrap_or_else(|| identifier(&name));
        if id.is_empty() {
            let help = "add a column of identifiers to the sheet, and name that column with areas.columns.id";
            let message = "this name has no letter or digit that a link could use";
            problems.add(cell.problem(message, help));
        } else if let Some(first) = self.ids.get(&id) {
            let message = format!("links would call this area “{id}”, as they call the one in row {first}");
            let help = "if they are the same area, spell it in one way; if not, add a column of identifiers \
                        and name it with areas.columns.id";
            problems.add(cell.problem(message, help));
        } else {
            self.ids.insert(id.clone(), row.number);
        }
        let known = self.recipe.areas.known.as_ref().and_then(|_| official_area(&name));
        let official = text(row, described.official).or(known.map(|known| known.official.into()));
        let aliases = self.recipe.areas.aliases.get(&name).cloned().unwrap_or_default();
        self.met.insert(name.clone(), RowSubject::Area(at));
        for spelling in aliases.iter().chain(&official).chain([&name]) {
            let same = self.loose.entry(simple(spelling)).or_insert(Some(at));
            *same = same.filter(|first| *first == at);
        }
        // Other files, identifiers and aliases use the name from the column of names, so readers may search for it too.
        let shown = text(row, described.shown).filter(|shown| *shown != name);
        let aliases = aliases.into_iter().chain(shown.is_some().then(|| name.clone())).collect();
        self.particulars.push(Particulars {
            official: official.filter(|official| *official != name),
            code: text(row, described.code)
                .or(known.map(|known| known.code.into()).filter(|code: &String| !code.is_empty())),
            kind: self.recipe.areas.kind.clone(),
            aliases,
            source: None,
        });
        let group = text(row, described.group).or(known.map(|known| known.region.into()));
        self.areas.push(Area { id, no_rate: serves_others(&name), name: shown.unwrap_or(name), group, note: None });
        at
    }

    /// The subject that a name stands for, if the index has it already. Footnote marks and case make no difference, and
    /// nor does the spelling of an official or a listed name.
    pub fn look(&self, name: &str) -> Option<RowSubject> {
        let nation = self.recipe.nation.as_ref();
        if nation.is_some_and(|nation| nation.row.as_ref().unwrap_or(&nation.name) == name || nation.name == name) {
            return Some(RowSubject::Nation);
        }
        self.met.get(name).copied().or_else(|| self.loose(apart(name).0))
    }

    fn loose(&self, name: &str) -> Option<RowSubject> {
        // Without official names and without a list, two spellings are two areas.
        let official = self.recipe.areas.known.is_some() || !self.open;
        let found = self.loose.get(&simple(name)).copied().flatten();
        found
            .filter(|at| official || one_line(&self.areas[*at].name).to_lowercase() == name.to_lowercase())
            .map(RowSubject::Area)
    }

    /// The subject of a row of counts. Adds the area or total if it is new; reports a problem and returns `None` if the
    /// name is missing or unknown.
    pub fn of(&mut self, cell: &CellAt<'_>, described: &Described, problems: &mut Problems) -> Option<RowSubject> {
        let typed = cell.text();
        let name = typed.as_str();
        let counts = &self.recipe.counts;
        if counts.skip.iter().any(|skip| skip == name) || counts.skip_rows.contains(&cell.row.number) {
            return Some(RowSubject::Skipped);
        }
        let (bare, _, marks) = apart(name);
        let entry = counts.rows.get(name).or_else(|| counts.rows.get(bare));
        if entry == Some(&RowEntry::Skip) {
            return Some(RowSubject::Skipped);
        }
        let area = entry == Some(&RowEntry::Area);
        let declared = entry == Some(&RowEntry::Total) || counts.totals.iter().any(|total| total == name);
        if !declared && let Some(subject) = self.look(name) {
            return Some(subject);
        }
        let nation = self.recipe.nation.as_ref().map(|nation| nation.row.as_ref().unwrap_or(&nation.name));
        if !area && nation.is_some_and(|nation| is_total(bare) && simple(nation) == simple(bare)) {
            return Some(RowSubject::Nation);
        }
        if declared || (!area && is_total(bare)) {
            self.totals.push(name.into());
            let subject = RowSubject::Total(self.totals.len() - 1);
            self.met.insert(name.into(), subject);
            return Some(subject);
        }
        if name.is_empty() {
            let help =
                "type the area's name; if the row is a note below the table, set counts.last to the table's last row";
            problems.add(cell.problem("this row does not name an area", help));
            return None;
        }
        let (found, marks) = match self.matched(bare, marks) {
            // The recipe says that it is one, so its name need not be known.
            (None, marks) if area => (Some(bare.to_string()), marks),
            found => found,
        };
        let Some(found) = found else {
            problems.gather(&format!("area {name}"), || self.unknown(cell, bare));
            return None;
        };
        if !marks.is_empty() {
            let message = format!("“{marks}” was read as a footnote mark, and the area as “{found}”");
            problems.gather("marks of names", || {
                cell.problem(message, "if readers need the footnote, add it to caveats in the recipe")
                    .as_a(Severity::Note)
            });
        }
        let subject = match self.look(&found) {
            Some(subject) => subject,
            None => RowSubject::Area(self.add(found, cell, described, problems)),
        };
        // The next row with this spelling is then found at once.
        self.met.insert(name.into(), subject);
        Some(subject)
    }

    /// The name of the area that is meant, if there is one, and the footnote marks behind it.
    fn matched(&self, bare: &str, marks: String) -> (Option<String>, String) {
        // A superscript may have become a plain digit: `Sussex2`.
        let less = bare.trim_end_matches(|letter: char| letter.is_ascii_digit()).trim_end();
        let alias = |name: &str| {
            let mut aliases = self.recipe.areas.aliases.iter();
            let found = aliases.find(|(_, aliases)| aliases.iter().any(|alias| simple(alias) == simple(name)));
            found.map(|(name, _)| name.clone())
        };
        if self.recipe.areas.known.is_some() {
            let also = |name: &str| self.recipe.areas.also.iter().find(|also| is_same_name(also, name)).cloned();
            let known = |name: &str| {
                also(name).or_else(|| alias(name)).or_else(|| official_area(name).map(|known| known.name.into()))
            };
            return match known(bare) {
                Some(name) => (Some(name), marks),
                None => (known(less).filter(|_| !less.is_empty()), format!("{}{marks}", &bare[less.len()..])),
            };
        }
        if self.open {
            return (Some(alias(bare).unwrap_or_else(|| bare.into())), marks);
        }
        let listed = |name: &str| match self.look(name) {
            Some(RowSubject::Area(at)) => Some(self.areas[at].name.clone()),
            _ => official_area(name)
                .and_then(|known| self.areas.iter().find(|area| area.name == known.name))
                .map(|area| area.name.clone()),
        };
        match listed(bare) {
            Some(name) => (Some(name), marks),
            None => (listed(less).filter(|_| !less.is_empty()), format!("{}{marks}", &bare[less.len()..])),
        }
    }

    /// The problem of a name that is no known area, with the nearest name that is.
    fn unknown(&self, cell: &CellAt<'_>, name: &str) -> Problem {
        let (message, near, help) = if self.recipe.areas.known.is_some() {
            let help = "correct the name, or add it to areas.also if it is an area, or to counts.skip if it is not";
            ("no police force in the United Kingdom has this name", nearest_official(name).map(String::from), help)
        } else {
            let spellings = self
                .areas
                .iter()
                .map(|area| area.name.as_str())
                .chain(self.particulars.iter().filter_map(|area| area.official.as_deref()));
            let known = nearest_official(name).filter(|known| self.areas.iter().any(|area| area.name == *known));
            let near = nearest(name, spellings).or(known).map(String::from);
            ("this area is not in the list of areas", near, "correct the name, or add the area to the list")
        };
        let help = match near {
            Some(near) => format!(
                "did you mean “{near}”? If so, correct the name, or add \"{near}\" = [\"{name}\"] \
                 under [areas.aliases] in the recipe; if not, {help}"
            ),
            None => help.into(),
        };
        cell.problem(message, help)
    }
}

fn is_same_name(a: &str, b: &str) -> bool {
    one_line(a).to_lowercase() == one_line(b).to_lowercase()
}

/// The identifier of an area in attributes and links: `avon-and-somerset` for `Avon and Somerset`.
fn identifier(name: &str) -> String {
    let words = name.to_lowercase();
    let words = words.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}
