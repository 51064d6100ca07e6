//! Plain words: measures how hard every text is that readers see, by formulas that others made.
//!
//! There are three measures, because each misses something; a text has to pass all:
//!
//! - the grade of Flesch and Kincaid (Kincaid, Fishburne, Rogers and Chissom 1975, "Derivation of new readability
//!   formulas", Naval Technical Training Command, Research Branch Report 8-75): 0.39 × words per sentence + 11.8 ×
//!   syllables per word − 15.59;
//! - the Automated Readability Index (Senter and Smith 1967, "Automated readability index", AMRL-TR-66-220): 4.71 ×
//!   letters per word + 0.5 × words per sentence − 21.43;
//! - no sentence of more than 25 words, as the United Kingdom's government asks of its writers (gov.uk, "Content design:
//!   planning, writing and managing content").
//!
//! A grade is a year of school in the United States: grade 7 is read at 12 to 13, grade 8 at 13 to 14.
//!
//! Names and notes that come from the data (of areas, of periods, of the events counted) are a newsroom's own text: each
//! counts as a word of one syllable, and so does a number with its sign and unit. Syllables are groups of the letters a,
//! e, i, o, u and y, without a final silent e, es or ed, and one at least. A sentence ends with a full stop, and so does a
//! text; colons and semicolons end none, which makes the grades higher than most tools give. The formulas say nothing of
//! fewer than five words: there no word may have more than four syllables.

use std::collections::BTreeSet;

use force_compare::compare::{Comparison, Quantity, Subject, View, WhyNot};
use force_compare::data::{Dataset, Marker};
use force_compare::words::{self, Sentence};

use crate::fixture::{ARTICLE, compare, generated, image_offences, officers_payload, seizures_payload};

/// The highest grade that a text may have, by both formulas.
const GRADE: f64 = 7.5;
/// The most words of a sentence.
const LONGEST: usize = 25;
/// Below this a text is a label.
const FEWEST: usize = 5;

/// Only statisticians know these words. They stand in the paragraph that is addressed to statisticians, and nowhere
/// else.
const TERMS: [&str; 15] = [
    "overdispersion",
    "interval",
    "confidence",
    "limits",
    "poisson",
    "mid-p",
    "significan",
    "funnel",
    "variance",
    "posterior",
    "discovery",
    "median",
    "outlier",
    "deviation",
    "per capita",
];

/// Terms that the other texts repeat, and that "How sure can we be?" explains.
const EXPLAINED: [&str; 4] = ["By chance alone", "usual range", "95%", "the rest of the nation"];

/// The counts that say how hard a text is.
#[derive(Clone, Copy, Debug, Default)]
struct Counted {
    sentences: usize,
    words: usize,
    letters: usize,
    syllables: usize,
    longest: usize,
}

impl Counted {
    fn of(text: &str) -> Self {
        let mut counted = Self::default();
        let mut length = 0;
        for token in text.split_whitespace() {
            let word = token.trim_matches(|sign: char| !sign.is_alphanumeric());
            if word.is_empty() {
                continue;
            }
            // A word with a hyphen is two to read.
            for part in word.split('-') {
                let number = part.contains(|sign: char| sign.is_ascii_digit());
                counted.words += 1;
                length += 1;
                counted.letters += if number { 2 } else { part.chars().filter(|sign| sign.is_alphabetic()).count() };
                counted.syllables += if number { 1 } else { syllables(part) };
            }
            if token.trim_end_matches([')', '”', '’']).ends_with(['.', '?', '!']) {
                counted.sentences += 1;
                counted.longest = counted.longest.max(length);
                length = 0;
            }
        }
        if length > 0 {
            counted.sentences += 1;
            counted.longest = counted.longest.max(length);
        }
        counted
    }

    fn grades(self) -> [f64; 2] {
        let [sentences, words, letters, syllables] =
            [self.sentences, self.words, self.letters, self.syllables].map(|number| number as f64);
        [
            0.39 * words / sentences + 11.8 * syllables / words - 15.59,
            4.71 * letters / words + 0.5 * words / sentences - 21.43,
        ]
    }
}

fn syllables(word: &str) -> usize {
    let word = word.to_lowercase().replace('’', "");
    let vowel = |sign: char| "aeiouy".contains(sign);
    let mut groups = 0;
    let mut before = false;
    for sign in word.chars() {
        groups += usize::from(vowel(sign) && !before);
        before = vowel(sign);
    }
    let silent = |ending: &str, sounded: &[char]| {
        word.strip_suffix(ending).is_some_and(|stem| stem.ends_with(|sign| !vowel(sign) && !sounded.contains(&sign)))
    };
    // "table" and "counted" and "chances" sound theirs; "rate", "allowed" and "times" do not.
    if silent("e", &['l']) || silent("ed", &['t', 'd']) || silent("es", &['s', 'c', 'g', 'x', 'z', 'h', 'l']) {
        groups -= 1;
    }
    groups.max(1)
}

/// Replaces all that comes from the data by words of one syllable.
fn own(dataset: &Dataset, text: &str) -> String {
    let mut foreign: Vec<&str> = dataset.areas.iter().map(|area| area.name.as_str()).collect();
    foreign.extend(dataset.areas.iter().filter_map(|area| area.note.as_deref()));
    foreign.extend(dataset.periods.iter().map(|period| period.label.as_str()));
    foreign.extend(dataset.breaks.iter().map(|at| at.note.as_str()));
    foreign.extend(dataset.categories.iter().flat_map(|all| all.parts.iter().map(|category| category.label.as_str())));
    if let Some(nation) = &dataset.nation {
        foreign.extend([nation.name.as_str(), nation.short.as_str()].into_iter().chain(nation.note.as_deref()));
    }
    foreign.extend([&*dataset.measure, &*dataset.title, &*dataset.event.plural, &*dataset.event.singular]);
    foreign.extend([&*dataset.noun.plural, &*dataset.noun.singular]);
    foreign.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let mut out = text.to_string();
    for name in foreign {
        // A note is whole sentences.
        out = out.replace(name, if name.ends_with('.') { "" } else { "it" });
    }
    out
}

/// Lists every text of a comparison that is more than a name; texts that are said together stand together.
fn texts(comparison: &Comparison<'_>) -> Vec<String> {
    let mut said = vec![words::headline(comparison), words::description(comparison), words::subtitle(comparison)];
    let mut add = |Sentence { fact, weight, rest }: Sentence| said.push([fact, weight, rest].join(" "));
    for area in comparison.areas() {
        add(words::sentence(comparison, area));
        for period in 0..comparison.dataset.periods.len() {
            if comparison.point(Subject::Area(area), period).is_some() {
                add(words::moment(comparison, Subject::Area(area), period));
            }
        }
    }
    words::nation(comparison).map(&mut add);
    if let Ok(shares) = comparison.shares() {
        (0..shares.parts.len()).for_each(|part| add(words::part(comparison, part)));
    }
    let mut methods = words::methods(comparison);
    // This paragraph is addressed to statisticians, as it says: they look for the names of methods.
    if comparison.dataset.is_counts() {
        assert!(methods.pop().is_some_and(|last| last.starts_with("For statisticians:")));
    }
    said.extend(methods);
    let subjects: Vec<_> = comparison.choice.areas.iter().map(|area| Subject::Area(*area)).collect();
    said.push(words::hearing(comparison, &subjects, false, Some((1.0, 2.0))) + " " + words::noise());
    said
}

/// Says what makes a text too hard, if anything does.
fn too_hard(text: &str) -> Option<String> {
    let counted = Counted::of(text);
    if counted.words < FEWEST {
        let word = text.split_whitespace().find(|word| syllables(word) > 4)?;
        return Some(format!("{word}: {text}"));
    }
    let [kincaid, index] = counted.grades();
    let hard = counted.longest > LONGEST || kincaid.max(index) > GRADE;
    hard.then(|| format!("{kincaid:.1} {index:.1}, {} words: {text}", counted.longest))
}

/// Lists everything said of the demonstration's data and of odd data, in every view.
fn everything() -> BTreeSet<String> {
    let mut found: BTreeSet<String> = fixed().into_iter().collect();
    let odd = [generated(45, 2, 7), generated(3, 5, 7), generated(12, 1, 3)];
    let real = [image_offences(), seizures_payload().dataset, officers_payload().dataset];
    for dataset in real.into_iter().chain(odd) {
        let first: Vec<&str> = dataset.areas.iter().take(6).map(|area| area.id.as_str()).collect();
        let article = dataset.areas.iter().any(|area| area.id == ARTICLE[0]);
        let areas = if article { &ARTICLE } else { &first[..] };
        for view in View::ALL.into_iter().filter(|view| view.why_not(&dataset).is_none()) {
            for quantity in Quantity::ALL.into_iter().filter(|quantity| quantity.why_not(view, &dataset).is_none()) {
                let comparison = compare(&dataset, areas, view.id(), quantity.id());
                found.extend(texts(&comparison).iter().map(|text| own(&dataset, text)));
            }
        }
    }
    assert!(found.len() > 1000, "{}", found.len());
    found
}

#[test]
fn every_text_is_read_at_twelve_to_fourteen() {
    let everything = everything();
    let hardest = everything.iter().map(|text| Counted::of(text)).filter(|counted| counted.words >= FEWEST);
    let grades =
        hardest.map(Counted::grades).fold([0.0f64; 2], |most, grades| [0, 1].map(|at| most[at].max(grades[at])));
    println!("{} texts; the hardest: grade {:.1}, index {:.1}", everything.len(), grades[0], grades[1]);
    let hard: Vec<_> = everything.iter().filter_map(|text| too_hard(text)).collect();
    assert!(hard.is_empty(), "{} too hard:\n{}", hard.len(), hard.join("\n"));
}

#[test]
fn terms_are_for_statisticians_or_explained() {
    for text in everything() {
        let found: Vec<_> = TERMS.into_iter().filter(|term| text.to_lowercase().contains(term)).collect();
        assert!(found.is_empty(), "{found:?} in: {text}");
    }
    let dataset = image_offences();
    let answer = words::methods(&compare(&dataset, &ARTICLE, "change", "count"));
    for term in EXPLAINED {
        let said = |text: &String| text.to_lowercase().contains(&term.to_lowercase());
        assert!(answer[..answer.len() - 1].iter().any(said), "{term} is not explained");
    }
}

/// Lists the texts that do not depend on the data, but for a noun or two.
fn fixed() -> Vec<String> {
    let dataset = image_offences();
    let labels = words::labels(&dataset);
    let mut texts = vec![labels.add, labels.areas, labels.none, labels.full, labels.chart, labels.pick];
    texts.extend([labels.table, labels.sure, labels.offline, labels.share].map(String::from));
    texts.extend(
        [
            WhyNot::NotCounts,
            WhyNot::OnePeriod,
            WhyNot::NoPopulation,
            WhyNot::NoNation,
            WhyNot::ShownAlready,
            WhyNot::OneArea,
            WhyNot::FewPeriods,
            WhyNot::NoCategories,
            WhyNot::BySize,
        ]
        .map(|why| words::why_not(why).into()),
    );
    texts.extend(
        [Marker::Missing, Marker::Unavailable, Marker::Withheld, Marker::NotApplicable, Marker::Low]
            .map(|marker| words::marker(marker).into()),
    );
    let (download, hear) = (words::DOWNLOAD, words::HEAR);
    texts.extend(
        [download.refused, download.failed, download.saved, hear.silent, hear.end, hear.what].map(String::from),
    );
    let article = words::ARTICLE;
    texts.extend([article.figures, article.chart, article.list, article.gone].map(String::from));
    texts.push(words::example().title);
    texts
}

#[test]
fn the_formulas_are_those_of_their_authors() {
    // Counted by hand.
    for (word, number) in [
        ("rose", 1),
        ("recorded", 3),
        ("allowed", 2),
        ("table", 2),
        ("chances", 2),
        ("times", 1),
        ("people", 2),
        ("usual", 2),
        ("the", 1),
        ("range", 1),
        ("ranges", 2),
        ("counted", 2),
        ("happened", 2),
        ("forces", 2),
        ("Kent’s", 1),
    ] {
        assert_eq!(syllables(word), number, "{word}");
    }
    let counted = Counted::of("Kent recorded 1,320 offences, up from 976: a rise of 35.2%. The rest rose by 3%.");
    assert_eq!((counted.sentences, counted.words, counted.longest), (2, 16, 11));
    let [kincaid, index] = Counted { sentences: 2, words: 20, letters: 100, syllables: 30, longest: 12 }.grades();
    assert!((kincaid - 6.01).abs() < 1e-9 && (index - 7.12).abs() < 1e-9, "{kincaid} {index}");
    assert!(
        too_hard(
            "Additive overdispersion necessitates considerable methodological circumspection in every comparison."
        )
        .is_some()
    );
}
