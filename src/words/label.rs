//! Names of views, quantities, markers and controls.

use super::article::ARTICLE;
use super::fill::{fill, of, say};
use crate::compare::{Comparison, Quantity, Subject, View, WhyNot};
use crate::data::{Dataset, Date, Marker, Period, Source, digits};

/// The chart's name, of areas whose name takes "a".
const CHART_A: &str = "Chart. Arrow keys move through it, Space says more, Enter adds a {0}, ? shows all keys.";

/// And of those that take "an".
const CHART_AN: &str = "Chart. Arrow keys move through it, Space says more, Enter adds an {0}, ? shows all keys.";

/// The texts of the controls, which do not depend on what is chosen.
#[derive(Clone, Debug)]
pub struct Labels {
    /// The search box.
    pub add: String,
    /// The list of areas in focus.
    pub areas: String,
    /// A search that finds nothing.
    pub none: String,
    /// A search when no more areas can be added.
    pub full: String,
    /// The choice of view.
    pub view: &'static str,
    /// The choice of quantity.
    pub measure: &'static str,
    /// The disclosure of the figures in the article.
    pub figures: &'static str,
    /// The disclosure of the table.
    pub table: &'static str,
    /// The chart's name and how to use it by keyboard.
    pub chart: String,
    /// The disclosure of the methods.
    pub sure: &'static str,
    /// What stands before the source.
    pub source: &'static str,
    /// The button that brings the area of a tooltip into focus.
    pub pick: String,
    /// The choice of periods.
    pub periods: &'static str,
    /// What stands before the earlier period.
    pub from: &'static str,
    /// What stands before the later period.
    pub to: &'static str,
    /// The button that takes a pinned tooltip away.
    pub close: &'static str,
    /// The disclosure of what readers can take with them.
    pub share: &'static str,
    /// Where that did not load.
    pub offline: &'static str,
}

/// The texts of the controls.
pub fn labels(dataset: &Dataset) -> Labels {
    let (one, many) = (&dataset.noun.singular, &dataset.noun.plural);
    let vowel = matches!(one.as_bytes(), [b'a' | b'e' | b'i' | b'o' | b'u', ..]);
    Labels {
        add: fill(if vowel { "Add an {0}" } else { "Add a {0}" }, &[one]),
        areas: fill("Chosen {0}", &[many]),
        none: fill("No {0} of that name", &[one]),
        full: fill("Six {0} at most: remove one first", &[of(&dataset.noun, 6)]),
        view: say("Chart"),
        measure: say("Show"),
        figures: say(ARTICLE.figures),
        table: say("All figures as a table"),
        chart: fill(if vowel { CHART_AN } else { CHART_A }, &[one]),
        sure: say("How sure can we be?"),
        source: source(),
        pick: fill("Add this {0}", &[one]),
        periods: say("Periods"),
        from: say("From"),
        to: say("to"),
        close: say("Close"),
        share: say("Hear, download, share"),
        offline: say("This part did not load. Try it again."),
    }
}

/// What a view is called.
pub fn view(view: View) -> &'static str {
    say(match view {
        View::Change => "Change",
        View::Ranking => "Ranking",
        View::Funnel => "By size",
        View::Breakdown => "Breakdown",
        View::Trend => "Over time",
    })
}

/// What a quantity is called.
pub fn quantity(comparison: &Comparison<'_>, quantity: Quantity) -> String {
    match quantity {
        Quantity::Count => say("Number").into(),
        Quantity::Rate => say("Per 100,000 people").into(),
        Quantity::Change => say("Change").into(),
        Quantity::Share => match comparison.name(Subject::Nation) {
            "" => say("Share of the whole").into(),
            nation => fill("Share of {0}", &[nation]),
        },
    }
}

/// The name of the button that takes an area out of focus.
pub fn remove(name: &str) -> String {
    fill("Remove {0}", &[name])
}

/// What is said where there is nothing to draw.
pub fn nothing_to_show(comparison: &Comparison<'_>) -> String {
    fill("No {0} has figures to show here.", &[&comparison.dataset.noun.singular])
}

/// What stands in a table where a percentage would say less than the two counts.
pub fn small_base() -> &'static str {
    say("base under 10")
}

/// What stands beside a mark that has only the earlier figure, and in a cell whose figure cannot be worked out: a dash there
/// would be silent.
pub fn no_figure() -> &'static str {
    say("no figure")
}

/// What stands where a verdict on an area would, in the nation's row.
pub fn no_verdict() -> &'static str {
    say("not judged")
}

/// What stands before the source.
pub fn source() -> &'static str {
    say("Source")
}

/// The button beneath the static chart of a reader who saves data.
pub fn load() -> &'static str {
    say("Load the interactive chart")
}

/// The link that dials a number.
pub fn telephone(number: &str) -> String {
    let mut link = String::from("tel:");
    for sign in number.chars() {
        if sign.is_ascii_digit() || sign == '+' {
            link.push(sign);
        }
    }
    link
}

/// Why a view or quantity is not available, as a sentence.
pub fn why_not(why: WhyNot) -> &'static str {
    say(match why {
        WhyNot::NotCounts => "These figures are not counts of events, so no range of chance is worked out.",
        WhyNot::OnePeriod => "There is only one period, so nothing to compare it with.",
        WhyNot::NoPopulation => "The data have no populations to work out rates.",
        WhyNot::NoNation => "The data have no national total.",
        WhyNot::ShownAlready => "This chart shows the change already; see Ranking for it in order.",
        WhyNot::OneArea => "There is nothing to compare it with.",
        WhyNot::FewPeriods => "It needs three or more periods.",
        WhyNot::NoCategories => "The data do not say what is inside the total.",
        WhyNot::BySize => "Larger areas simply have more. This chart allows for size.",
    })
}

/// What stands where a figure does not, within a sentence.
pub fn marker(marker: Marker) -> &'static str {
    say(match marker {
        Marker::Missing => "no figure in our sources",
        Marker::Unavailable => "not available",
        Marker::Withheld | Marker::Below(_) => "held back so that no one can be named",
        Marker::NotApplicable => "not applicable",
        Marker::Low => "rounds to zero, but is not zero",
    })
}

/// The short verdict of a table's cell.
pub fn verdict(verdict: crate::compare::Verdict) -> &'static str {
    say(match verdict {
        crate::compare::Verdict::Beyond => "Beyond",
        crate::compare::Verdict::Within => "Within",
        crate::compare::Verdict::TooFew => "Too few to say",
    })
}

pub(super) fn month(date: Date) -> &'static str {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    say(MONTHS[(date.month() - 1) as usize])
}

/// `13 September 2018`.
pub fn date(date: Date) -> String {
    fill("{0} {1} {2}", &[&digits(date.day().into()), month(date), &digits(date.year().into())])
}

/// `in 2016/17`; of a single day `on 30 September 2019`, however short its label is for the chart's sake.
pub(super) fn when(period: &Period) -> String {
    match period.days() {
        1 => fill("on {0}", &[&date(period.start())]),
        _ => fill("in {0}", &[&period.label]),
    }
}

/// `the UK`, but `England and Wales`: an initialism and a common noun take the article, a name does not.
pub fn nation_within(comparison: &Comparison<'_>) -> String {
    let nation = comparison.name(Subject::Nation);
    let is_name = matches!(nation.as_bytes(), [b'A'..=b'Z', b'a'..=b'z', ..]);
    fill(if is_name { "{0}" } else { "the {0}" }, &[nation])
}

/// A word as a line begins with it.
pub fn capital(word: &str) -> String {
    let mut word = word.to_string();
    // ASCII alone: the tables of all scripts' capitals would weigh ten kilobytes.
    if let Some(first) = word.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    word
}

/// `NSPCC, Freedom of Information requests to every UK force, 13 September 2018`.
pub fn source_line(source: &Source) -> String {
    let mut line = source.name.clone();
    for part in source.title.iter().chain(&source.published.map(date)) {
        line.push_str(", ");
        line.push_str(part);
    }
    line
}
