//! Names of views, quantities, markers and controls.

use super::article::ARTICLE;
use super::fill::{fill, of, say};
use crate::compare::{Comparison, Quantity, Subject, View, WhyNot};
use crate::data::{Dataset, Date, Marker, Period, Source, digits};

/// The chart's name, where the noun for an area takes "a".
const CHART_A: &str = "Chart. Arrow keys move through it, Space says more, Enter adds a {0}, ? shows all keys.";

/// The chart's name, where the noun takes "an".
const CHART_AN: &str = "Chart. Arrow keys move through it, Space says more, Enter adds an {0}, ? shows all keys.";

/// The texts of the controls, which do not depend on what is chosen.
#[derive(Clone, Debug)]
pub struct Labels {
    /// The search box.
    pub add: String,
    /// The list of areas in focus.
    pub areas: String,
    /// The message when a search finds nothing.
    pub none: String,
    /// The message when no more areas can be added.
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
    /// The word before the source.
    pub source: &'static str,
    /// The button that brings the area of a tooltip into focus.
    pub pick: String,
    /// The choice of periods.
    pub periods: &'static str,
    /// The word before the earlier period.
    pub from: &'static str,
    /// The word before the later period.
    pub to: &'static str,
    /// The button that closes a pinned tooltip.
    pub close: &'static str,
    /// The disclosure of sound, downloads and links.
    pub share: &'static str,
    /// The message where a part that is loaded on request did not come.
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

/// The name of a view.
pub fn view(view: View) -> &'static str {
    say(match view {
        View::Change => "Change",
        View::Ranking => "Ranking",
        View::Funnel => "By size",
        View::Breakdown => "Breakdown",
        View::Trend => "Over time",
    })
}

/// The name of a quantity.
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

/// The message where there is nothing to draw.
pub fn nothing_to_show(comparison: &Comparison<'_>) -> String {
    fill("No {0} has figures to show here.", &[&comparison.dataset.noun.singular])
}

/// The table's cell for a change on a base under 10: a percentage would say less than the two figures.
pub fn small_base() -> &'static str {
    say("base under 10")
}

/// Stands for a missing later figure beside a mark, and in a cell whose figure cannot be worked out. A dash would not
/// do: screen readers pass over it.
pub fn no_figure() -> &'static str {
    say("no figure")
}

/// The nation's cell in a column that judges areas.
pub fn no_verdict() -> &'static str {
    say("not judged")
}

/// The word before the source.
pub fn source() -> &'static str {
    say("Source")
}

/// The button beneath the static chart of a reader who saves data.
pub fn load() -> &'static str {
    say("Load the interactive chart")
}

/// The link that dials a telephone number: `tel:` with its digits and plus signs.
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

/// Says why there is no figure, as part of a sentence.
pub fn marker(marker: Marker) -> &'static str {
    say(match marker {
        Marker::Missing => "no figure in our sources",
        Marker::Unavailable => "not available",
        Marker::Withheld | Marker::Below(_) => "held back so that no one can be named",
        Marker::NotApplicable => "not applicable",
        Marker::Low => "rounds to zero, but is not zero",
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

/// `in 2016/17`; for a single day `on 30 September 2019`, since its label may be shortened for the chart.
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

/// A word with a capital, to begin a line with.
pub fn capital(word: &str) -> String {
    let mut word = word.to_string();
    // ASCII only: the tables of all scripts' capitals would cost readers ten kilobytes.
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
