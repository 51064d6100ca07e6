//! Resolves the reader's choice against a dataset: every choice that comes out of here can be answered.

use crate::data::{Dataset, glimpse};

/// The most areas in focus at a time: there are no more colours that can be told apart.
pub const MOST_AREAS: usize = 6;

/// Which question the chart answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// How did each area move between two periods?
    Change,
    /// Who is high and who is low?
    Ranking,
    /// Is this area different, given its size?
    Funnel,
    /// How is the total made up?
    Breakdown,
    /// How did each area's figures move over three or more periods?
    Trend,
}

impl View {
    /// Every view, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Change, Self::Ranking, Self::Funnel, Self::Breakdown, Self::Trend];

    /// Its name in attributes and links.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Change => "change",
            Self::Ranking => "ranking",
            Self::Funnel => "funnel",
            Self::Breakdown => "breakdown",
            Self::Trend => "trend",
        }
    }

    /// Why a dataset cannot support this view; `None` if it can.
    pub fn why_not(self, dataset: &Dataset) -> Option<WhyNot> {
        match self {
            Self::Change if dataset.periods.len() < 2 => Some(WhyNot::OnePeriod),
            Self::Funnel if !dataset.is_counts() => Some(WhyNot::NotCounts),
            Self::Funnel if dataset.areas.len() < 2 => Some(WhyNot::OneArea),
            Self::Funnel => match Quantity::Change.why_not(self, dataset) {
                Some(_) => Quantity::Rate.why_not(self, dataset),
                None => None,
            },
            Self::Breakdown => match &dataset.categories {
                Some(categories) if categories.total > 0 => None,
                _ => Some(WhyNot::NoCategories),
            },
            Self::Trend if dataset.periods.len() < 3 => Some(WhyNot::FewPeriods),
            Self::Change | Self::Ranking | Self::Trend => None,
        }
    }
}

/// The figure that is shown of each area; the `measure` attribute chooses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// Events recorded.
    Count,
    /// Events per 100,000 people.
    Rate,
    /// The later period against the earlier one, in per cent.
    Change,
    /// The area's share of the nation's events, in per cent.
    Share,
}

impl Quantity {
    /// Every quantity, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Count, Self::Rate, Self::Change, Self::Share];

    /// Its name in attributes and links.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Rate => "rate",
            Self::Change => "change",
            Self::Share => "share",
        }
    }

    /// Why a view of a dataset cannot show this quantity; `None` if it can.
    pub fn why_not(self, view: View, dataset: &Dataset) -> Option<WhyNot> {
        match self {
            Self::Count | Self::Share if view == View::Funnel => Some(WhyNot::BySize),
            Self::Count => None,
            Self::Rate => {
                let known = dataset.columns.iter().any(|column| column.populations.iter().any(Option::is_some));
                (!known).then_some(WhyNot::NoPopulation)
            }
            Self::Change if matches!(view, View::Change | View::Trend) => Some(WhyNot::ShownAlready),
            Self::Change => (dataset.periods.len() < 2).then_some(WhyNot::OnePeriod),
            Self::Share => {
                let nation = dataset.nation.as_ref();
                let known = nation.is_some_and(|nation| nation.counts.iter().any(|count| count.value().is_some()));
                (!known).then_some(WhyNot::NoNation)
            }
        }
    }
}

/// Why a view or a quantity is not available.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyNot {
    /// There is no earlier period to compare with.
    OnePeriod,
    /// The figures are not counts of events, and the answer would be about chance.
    NotCounts,
    /// No area has a population.
    NoPopulation,
    /// There is no national total.
    NoNation,
    /// The view shows it whatever is chosen.
    ShownAlready,
    /// There is nothing to compare the area with.
    OneArea,
    /// Too few periods to follow anything over.
    FewPeriods,
    /// The data do not say what is inside the total.
    NoCategories,
    /// The larger area has more of it, which is no news.
    BySize,
}

/// A choice as attributes and links put it, not yet resolved. `None` asks for the default.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Identifiers of areas, in the order wanted.
    pub areas: Option<Vec<String>>,
    /// Identifier of a view.
    pub view: Option<String>,
    /// Identifier of a quantity.
    pub measure: Option<String>,
    /// Identifiers of the periods, one or two.
    pub periods: Option<Vec<String>>,
}

/// Something that was asked for and could not be had: it is left out, or the default stands in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnmetChoice {
    /// The attribute that asked.
    pub attribute: &'static str,
    /// The identifier that it asked for, cut to fit a message.
    pub id: String,
    /// Why it could not be had.
    pub why: Unmet,
}

/// Why something asked for could not be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unmet {
    /// Nothing has this identifier.
    Unknown,
    /// It is there, but more were asked for than there can be, or this one twice.
    OneTooMany,
    /// The data cannot support it.
    Unavailable(WhyNot),
}

/// A choice that its dataset can answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The areas in focus, as indices: at most [`MOST_AREAS`], none twice.
    pub areas: Vec<usize>,
    view: View,
    /// The figure that is shown of each area.
    pub quantity: Quantity,
    /// The earlier period, as an index; the later one again when the dataset has only one.
    pub earlier: usize,
    /// The later period, as an index.
    pub later: usize,
}

impl Choice {
    /// Resolves what was asked for, and says what could not be had.
    pub fn resolve(asked: &Asked, dataset: &Dataset) -> (Self, Vec<UnmetChoice>) {
        let mut problems = UnmetChoices(Vec::new());
        let areas = match &asked.areas {
            Some(ids) => areas(ids, dataset, &mut problems),
            None => first_areas(dataset),
        };
        let (earlier, later) = periods(asked.periods.as_deref().unwrap_or_default(), dataset, &mut problems);
        let ids = View::ALL.map(View::id);
        let view = one("view", &asked.view, &ids, &|at| View::ALL[at].why_not(dataset), &mut problems);
        let view = View::ALL[view];
        let ids = Quantity::ALL.map(Quantity::id);
        let why_not = |at: usize| Quantity::ALL[at].why_not(view, dataset);
        let quantity = Quantity::ALL[one("measure", &asked.measure, &ids, &why_not, &mut problems)];
        (Self { areas, view, quantity, earlier, later }, problems.0)
    }

    /// The view. In a build that draws only one it is a constant, so that the compiler leaves out what the others need.
    #[inline(always)]
    pub fn view(&self) -> View {
        if cfg!(feature = "every-view") { self.view } else { View::Change }
    }

    /// Whether this build of the library has the view that was chosen.
    pub fn is_drawn(&self) -> bool {
        cfg!(feature = "every-view") || self.view == View::Change
    }
}

struct UnmetChoices(Vec<UnmetChoice>);

impl UnmetChoices {
    fn add(&mut self, attribute: &'static str, id: &str, why: Unmet) {
        self.0.push(UnmetChoice { attribute, id: glimpse(id), why });
    }
}

/// The index of the one asked for if it exists and is available, else of the first that is available.
fn one(
    attribute: &'static str,
    asked: &Option<String>,
    ids: &[&str],
    why_not: &dyn Fn(usize) -> Option<WhyNot>,
    problems: &mut UnmetChoices,
) -> usize {
    if let Some(asked) = asked.as_deref().filter(|asked| !asked.is_empty()) {
        match ids.iter().position(|id| *id == asked) {
            None => problems.add(attribute, asked, Unmet::Unknown),
            Some(at) => match why_not(at) {
                None => return at,
                Some(why) => problems.add(attribute, asked, Unmet::Unavailable(why)),
            },
        }
    }
    // Every dataset has the ranking, and every view that is available has some quantity.
    (0..ids.len()).find(|&at| why_not(at).is_none()).unwrap_or(0)
}

fn areas(ids: &[String], dataset: &Dataset, problems: &mut UnmetChoices) -> Vec<usize> {
    let mut chosen = Vec::new();
    for id in ids {
        match dataset.areas.iter().position(|area| area.id == *id) {
            None => problems.add("areas", id, Unmet::Unknown),
            Some(area) if chosen.contains(&area) => {}
            Some(_) if chosen.len() == MOST_AREAS => problems.add("areas", id, Unmet::OneTooMany),
            Some(area) => chosen.push(area),
        }
    }
    chosen
}

/// The default: the first three areas that have a figure in the last period.
fn first_areas(dataset: &Dataset) -> Vec<usize> {
    let last = dataset.periods.len() - 1;
    let mut areas = Vec::new();
    for area in 0..dataset.areas.len() {
        if areas.len() < 3 && dataset.observation(area, last).value().is_some() {
            areas.push(area);
        }
    }
    areas
}

/// The two periods asked for, the earlier first; the last two by default, and with only one the period before it too.
fn periods(ids: &[String], dataset: &Dataset, problems: &mut UnmetChoices) -> (usize, usize) {
    let last = dataset.periods.len() - 1;
    let mut chosen = Vec::new();
    for id in ids {
        match dataset.periods.iter().position(|period| period.id == *id) {
            None => problems.add("period", id, Unmet::Unknown),
            Some(period) if chosen.len() == 2 || chosen.contains(&period) => {
                problems.add("period", id, Unmet::OneTooMany);
            }
            Some(period) => chosen.push(period),
        }
    }
    match chosen[..] {
        [one, other] => (one.min(other), one.max(other)),
        [later] => (later.saturating_sub(1), later),
        _ => (last.saturating_sub(1), last),
    }
}
