//! Everything that is said around each picture, as text to be read aloud.

use expect_test::expect_file;
use force_compare::chart::{Of, TypicalSans, layout};
use force_compare::compare::{Comparison, Quantity, Subject, View};
use force_compare::data::Dataset;
use force_compare::words::{self, Sentence};

use crate::fixture::{ARTICLE, compare, image_offences, officers_payload, seizures_payload};

fn tooltip(comparison: &Comparison<'_>, of: Of) -> String {
    let Sentence { fact, weight, .. } = match of {
        Of::Subject(Subject::Area(area)) => words::sentence(comparison, area),
        Of::Subject(Subject::Nation) => words::nation(comparison).unwrap_or_default(),
        Of::Figure(subject, period) => words::moment(comparison, subject, period),
        Of::Part(part) => words::part(comparison, part),
    };
    format!("{fact} {weight}").trim_end().to_string()
}

/// Headline, subtitle, what is said to those who do not see it, and the first marks' tooltips.
pub fn aloud(dataset: &Dataset, areas: &[&str]) -> String {
    let mut out = String::new();
    for view in View::ALL {
        if let Some(why) = view.why_not(dataset) {
            out += &format!("== {}\n{}\n\n", words::view(view), words::why_not(why));
            continue;
        }
        for quantity in Quantity::ALL {
            if let Some(why) = quantity.why_not(view, dataset) {
                out += &format!("== {}, {}\n{}\n\n", words::view(view), quantity.id(), words::why_not(why));
                continue;
            }
            // Parts have shares, whichever quantity is chosen.
            if view == View::Breakdown && quantity != Quantity::Count {
                continue;
            }
            let comparison = compare(dataset, areas, view.id(), quantity.id());
            let (headline, subtitle) = (words::headline(&comparison), words::subtitle(&comparison));
            let description = words::description(&comparison);
            out += &format!("== {}, {}\n{headline}\n{subtitle}\n({description})\n", words::view(view), quantity.id());
            let scene = layout(&comparison, 680.0, None, &TypicalSans);
            for mark in scene.marks.iter().take(3) {
                out += &format!("- {}\n", tooltip(&comparison, mark.of));
            }
            out += "\n";
        }
    }
    out
}

#[test]
fn image_offences_in_every_view() {
    expect_file!["snapshots/aloud-image-offences.txt"].assert_eq(&aloud(&image_offences(), &ARTICLE));
}

#[test]
fn seizures_in_every_view() {
    let areas = ["hertfordshire", "merseyside", "hampshire"];
    expect_file!["snapshots/aloud-seizures.txt"].assert_eq(&aloud(&seizures_payload().dataset, &areas));
}

#[test]
fn officers_in_every_view() {
    expect_file!["snapshots/aloud-officers.txt"].assert_eq(&aloud(&officers_payload().dataset, &ARTICLE));
}
