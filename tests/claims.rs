//! Laws of the claims: a true figure is never called wrong, a wrong figure is never called right, and no text costs
//! more than its length.

use force_compare::claims::{Checked, ClaimVerdict, FactRow, Facts, Finding, check};
use force_compare::words;
use proptest::prelude::*;

const AREAS: [&str; 6] = ["Ashby", "North Teesmouth", "Brackenshire", "St Osyth", "Quorn-Lyde", "Pembury"];
const PERIODS: [&str; 4] = ["2014/15", "2015/16", "2016/17", "2017/18"];
const MEASURE: &str = "bicycle thefts";

/// Counts of six areas in four years.
type Counts = Vec<Vec<u64>>;

fn facts(counts: &Counts) -> Facts {
    let mut rows = Vec::new();
    for (area, row) in AREAS.iter().zip(counts) {
        for (period, count) in PERIODS.iter().zip(row) {
            let [area, period, measure] = [area, period, &MEASURE].map(|text| text.to_string());
            rows.push(FactRow { area, period, measure, value: *count as f64, half_width: 0.0 });
        }
    }
    Facts::new(&rows, &[("the six areas".into(), AREAS.map(String::from).to_vec())], &[])
}

/// A sentence with a gap for its figure, the figure that is true, and one beyond every tolerance.
struct Rendered {
    text: [String; 2],
    figure: String,
    moved: String,
}

impl Rendered {
    fn new(text: String, figure: String, moved: String) -> Option<Self> {
        let (before, after) = text.split_once("{}")?;
        Some(Self { text: [before.into(), after.into()], figure, moved })
    }

    fn with(&self, figure: &str) -> String {
        [&self.text[0], figure, &self.text[1]].concat()
    }
}

fn far(count: u64) -> u64 {
    count + count / 2 + 7
}

/// Every frame for one area and two years.
fn render(counts: &Counts, area: usize, first: usize, last: usize, frame: usize) -> Option<Rendered> {
    let (name, other) = (AREAS[area], AREAS[(area + 1) % AREAS.len()]);
    let (p, q) = (PERIODS[first], PERIODS[last]);
    let (a, b) = (counts[area][first], counts[area][last]);
    let n = words::count;
    let change = 100.0 * (b as f64 / a as f64 - 1.0);
    let size = change.abs();
    let (rose, up, rise, more) =
        if b > a { ("rose", "up", "a rise", "more") } else { ("fell", "down", "a fall", "fewer") };
    let count = |text: String, count: u64| Rendered::new(text, n(count), n(far(count)));
    let cent = |text: String| {
        if a == b { None } else { Rendered::new(text, format!("{size:.0}"), format!("{:.0}", size + 9.0)) }
    };
    let pair = format!("{name} recorded {} bicycle thefts in {p} and {} in {q}", n(a), n(b));
    let all: u64 = counts.iter().map(|row| row[last]).sum();
    match frame {
        0 => count(format!("{name} recorded {{}} bicycle thefts in {q}."), b),
        1 => count(format!("In {q}, {{}} bicycle thefts were recorded in {name}."), b),
        2 => count(format!("In {name} there were {} bicycle thefts in {p} and {{}} in {q}.", n(a)), b),
        3 => count(format!("The number of bicycle thefts in {name} went from {{}} in {p} to {} in {q}.", n(b)), a),
        4 => count(
            format!(
                "{name} had {{}} bicycle thefts in {q} and {other} had {}.",
                n(counts[(area + 1) % AREAS.len()][last])
            ),
            b,
        ),
        5 => cent(format!("{pair}, {rise} of {{}} per cent.")),
        6 => cent(format!("{pair}. That is {rise} of {{}} per cent.")),
        7 => cent(format!("Bicycle thefts in {name} {rose} by {{}} per cent between {p} and {q}.")),
        8 => cent(format!(
            "{name} recorded {} bicycle thefts in {q}, {{}} per cent {more} than the {} in {p}.",
            n(b),
            n(a)
        )),
        9 => cent(format!("Bicycle thefts in {name} were {up} {{}}% from {} in {p} to {} in {q}.", n(a), n(b))),
        10 => {
            let size = a.abs_diff(b);
            if size == 0 { None } else { count(format!("{pair}, {rise} of {{}}."), size) }
        }
        11 => count(format!("Across the six areas, {{}} bicycle thefts were recorded in {q}."), all),
        12 if b > 0 => {
            let round = b / 100 * 100;
            if round == 0 || round == b {
                None
            } else {
                Rendered::new(
                    format!("More than {{}} bicycle thefts were recorded in {name} in {q}."),
                    n(round),
                    n(round + 200),
                )
            }
        }
        13 if b > 0 => {
            let days = 365.0 + f64::from(u8::from(q == "2015/16"));
            let minutes = days * 1440.0 / b as f64;
            if minutes < 2.0 {
                None
            } else {
                Rendered::new(
                    format!("A bicycle theft was recorded in {name} every {{}} minutes in {q}."),
                    format!("{minutes:.0}"),
                    format!("{:.0}", minutes * 1.5 + 3.0),
                )
            }
        }
        14 if all > 0 => {
            let share = 100.0 * b as f64 / all as f64;
            Rendered::new(
                format!("Of the bicycle thefts across the six areas in {q}, {} ({{}} per cent) were in {name}.", n(b)),
                format!("{share:.0}"),
                format!("{:.0}", share + 9.0),
            )
        }
        15 if a > 0 && b > 0 => {
            let times = b as f64 / a as f64;
            let word = match times {
                t if (1.8..2.2).contains(&t) => "doubled",
                t if (2.8..3.2).contains(&t) => "tripled",
                t if (0.46..0.54).contains(&t) => "halved",
                _ => return None,
            };
            let moved = match word {
                "doubled" => "tripled",
                "tripled" => "quadrupled",
                _ => "doubled",
            };
            Rendered::new(
                format!("Bicycle thefts in {name} {{}} from {} in {p} to {} in {q}.", n(a), n(b)),
                word.into(),
                moved.into(),
            )
        }
        _ => None,
    }
}

const FRAMES: usize = 16;

fn shown(checked: &Checked) -> String {
    checked
        .findings
        .iter()
        .map(|finding| format!("{:?} {:?}: {}\n", finding.surface, finding.verdict, finding.explanation))
        .collect()
}

fn counts() -> impl Strategy<Value = Counts> {
    let count = prop_oneof![1u64..50, 50u64..2_000, 2_000u64..90_000];
    prop::collection::vec(prop::collection::vec(count, PERIODS.len()), AREAS.len())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn what_is_true_is_never_called_wrong(counts in counts(), area in 0..AREAS.len(), first in 0..3usize, gap in 1..3usize) {
        let last = (first + gap).min(3);
        let facts = facts(&counts);
        for frame in 0..FRAMES {
            let Some(rendered) = render(&counts, area, first, last, frame) else { continue };
            let text = rendered.with(&rendered.figure);
            let checked = check(&text, &facts);
            let wrong = checked.findings.iter().any(|finding| finding.verdict == ClaimVerdict::Contradicted);
            prop_assert!(!wrong, "frame {}: {}\n{}", frame, text, shown(&checked));
        }
    }

    #[test]
    fn what_is_wrong_is_never_called_right(counts in counts(), area in 0..AREAS.len(), first in 0..3usize, gap in 1..3usize) {
        let last = (first + gap).min(3);
        let facts = facts(&counts);
        for frame in 0..FRAMES {
            let Some(rendered) = render(&counts, area, first, last, frame) else { continue };
            let text = rendered.with(&rendered.moved);
            let at = rendered.text[0].len();
            let checked = check(&text, &facts);
            let right = checked.findings.iter().find(|finding| {
                let covers = finding.start.byte <= at && at < finding.end.byte;
                covers && matches!(finding.verdict, ClaimVerdict::Verified | ClaimVerdict::RoundedRight)
            });
            prop_assert!(right.is_none(), "frame {}: {}\n{}", frame, text, shown(&checked));
        }
    }

    #[test]
    fn places_mean_the_same_in_bytes_code_points_and_units(text in "([a-z £–’🚲é]{0,6}|[0-9,.%]{0,4}| per cent | rose by | in 2016/17| Ashby ){0,30}") {
        for finding in check(&text, &facts(&vec![vec![10; 4]; 6])).findings {
            let cut = text.get(finding.start.byte..finding.end.byte);
            prop_assert_eq!(cut, Some(finding.surface.as_str()));
            let points: String = text.chars().skip(finding.start.point).take(finding.end.point - finding.start.point).collect();
            prop_assert_eq!(&points, &finding.surface);
            let units: Vec<u16> = text.encode_utf16().skip(finding.start.unit).take(finding.end.unit - finding.start.unit).collect();
            prop_assert_eq!(String::from_utf16(&units).unwrap(), finding.surface);
        }
    }

    #[test]
    fn no_text_panics(text in any::<String>(), words in prop::collection::vec(word(), 0..60)) {
        let facts = facts(&vec![vec![10; 4]; 6]);
        check(&text, &facts);
        check(&words.concat(), &facts);
    }

    #[test]
    fn numbers_are_read_as_they_are_printed(value in 0u64..1_000_000_000_000, tenths in 0u32..3) {
        let value = value as f64 / 10f64.powi(tenths as i32);
        let read = words::printed(&words::decimal(value, tenths)).unwrap();
        prop_assert!((read.value - value).abs() <= 1e-9 * value.max(1.0));
        prop_assert!((read.step - 0.1f64.powi(tenths as i32)).abs() < 1e-12);
    }
}

/// What is counted instead of bicycle thefts.
const DECOY_MEASURES: [&str; 24] = [
    "attempted bicycle thefts",
    "electric bicycle thefts",
    "unsolved bicycle thefts",
    "fatal bicycle accidents",
    "bicycle sales",
    "car thefts",
    "shop thefts",
    "bicycle thefts by teenagers",
    "bicycle thefts from schools",
    "bicycle thefts at night",
    "bicycle thefts involving violence",
    "arrests for bicycle theft",
    "convictions for bicycle theft",
    "reports of found bicycles",
    "bicycle thieves",
    "bicycle owners",
    "burglaries",
    "drug offences",
    "complaints about bicycle thefts",
    "recovered bicycles",
    "police officers",
    "school places",
    "bicycle racks",
    "stolen bicycles returned to their owners",
];

/// Places without figures.
const DECOY_PLACES: [&str; 14] = [
    "Wexborough",
    "Great Tilling",
    "neighbouring Wexborough",
    "the neighbouring force",
    "the force next door",
    "north Ashby",
    "parts of Pembury",
    "the city of Ashby",
    "England",
    "the UK",
    "the rest of the country",
    "the region",
    "other forces",
    "Upper Pembury",
];

/// Periods without figures.
const DECOY_PERIODS: [&str; 12] = [
    "2009/10",
    "2018/19",
    "2019/20",
    "March 2017",
    "the first half of 2016/17",
    "the first three months of 2017/18",
    "the second quarter of 2016/17",
    "the six months to September 2016",
    "December 2016",
    "the last quarter of 2017/18",
    "2021",
    "1998",
];

/// A sentence in which the measure, the place or the period is none of the data, with figures that may be the data's.
fn decoy(counts: &Counts, kind: usize, of: usize, frame: usize, own: bool, figures: [u64; 2]) -> Option<String> {
    let area = of % AREAS.len();
    let (mut name, mut noun, mut period) = (AREAS[area], MEASURE, PERIODS[3]);
    match kind {
        0 => noun = DECOY_MEASURES[of % DECOY_MEASURES.len()],
        1 => name = DECOY_PLACES[of % DECOY_PLACES.len()],
        _ => period = DECOY_PERIODS[of % DECOY_PERIODS.len()],
    }
    let [a, b] = if own { [counts[area][2], counts[area][3]] } else { figures };
    let before = "the year before";
    let n = words::count;
    let cent = if a > 0 && b != a { (100.0 * (b as f64 / a as f64 - 1.0)).abs() } else { return None };
    let (rose, up, rise) = if b > a { ("rose", "up", "a rise") } else { ("fell", "down", "a fall") };
    // A wrong percentage too, so that both kinds of mistake have their chance.
    let cent = if own { cent } else { cent + 11.0 };
    let capital = |text: &str| text[..1].to_uppercase() + &text[1..];
    Some(match frame {
        // A figure that is exactly the data's may be taken for the article's own name of the measure only where three
        // are; here it is one.
        0 if !own => format!("{} recorded {} {noun} in {period}.", capital(name), n(b)),
        1 => format!("{} in {name} {rose} by {cent:.0} per cent in {period}.", capital(noun)),
        2 => format!("The number of {noun} in {name} {rose} by {cent:.1} per cent in {period}."),
        3 if !own => format!("There were {} {noun} in {name} in {period}, {up} from {} {before}.", n(b), n(a)),
        4 if !own => format!(
            "There were {} {noun} in {name} in {period}, {up} from {} {before} – {rise} of {cent:.0} per cent.",
            n(b),
            n(a)
        ),
        5 if !own => format!("{} in {name} went from {} to {} in {period}.", capital(noun), n(a), n(b)),
        6 => format!("In {period} {noun} in {name} were {up} {cent:.0}% on {before}."),
        7 => format!("{} saw {rise} of {cent:.0} per cent in {noun} in {period}.", capital(name)),
        8 if !own => format!("In {name}, {} {noun} were recorded in {period}.", n(b)),
        9 => format!(
            "Ashby recorded {} bicycle thefts in 2017/18. {} in {name} {rose} by {cent:.0} per cent in {period}.",
            n(counts[0][3]),
            capital(noun)
        ),
        10 => format!(
            "Bicycle thefts in Quorn-Lyde went from {} to {} in 2017/18, while {noun} in {name} {rose} by {cent:.0} per cent in {period}.",
            n(counts[4][2]),
            n(counts[4][3])
        ),
        11 if !own => format!(
            "Quorn-Lyde recorded {} bicycle thefts in 2017/18, compared with {} {noun} in {name} in {period}.",
            n(counts[4][3]),
            n(b)
        ),
        12 if !own => format!("{} in {name}: {} in {period}.", capital(noun), n(b)),
        13 => format!("{cent:.0} per cent more {noun} were recorded in {name} in {period} than {before}."),
        _ => return None,
    })
}

/// Checks a decoy: nothing in it but what the frame says of the data itself is called wrong or right.
fn decided_decoys(counts: &Counts, text: &str, facts: &Facts) -> Option<String> {
    let checked = check(text, facts);
    let told = |finding: &&Finding| {
        let own = counts.iter().flatten().any(|count| words::count(*count) == finding.surface);
        match finding.verdict {
            ClaimVerdict::Contradicted => true,
            ClaimVerdict::NotCheckable => false,
            _ => !own,
        }
    };
    checked.findings.iter().any(|finding| told(&finding)).then(|| format!("{text}\n{}", shown(&checked)))
}

/// `DECOYS=200000` tries as many sentences; the suite tries a share of them.
#[test]
fn what_is_said_of_something_else_is_neither_right_nor_wrong() {
    let all: usize = std::env::var("DECOYS").ok().and_then(|number| number.parse().ok()).unwrap_or(4_000);
    let mut random = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = |below: u64| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        random % below
    };
    let (mut made, mut told) = (0, Vec::new());
    while made < all {
        let size = [60, 900, 7_000, 60_000][next(4) as usize];
        let counts: Counts = (0..6).map(|_| (0..4).map(|_| 12 + next(size)).collect()).collect();
        let facts = facts(&counts);
        for _ in 0..40 {
            let (kind, of, frame, own) = (next(3) as usize, next(1 << 20) as usize, next(14) as usize, next(2) == 0);
            let figures = [12 + next(size), 12 + next(size)];
            let Some(text) = decoy(&counts, kind, of, frame, own, figures) else { continue };
            made += 1;
            told.extend(decided_decoys(&counts, &text, &facts));
        }
    }
    assert!(told.is_empty(), "{} of {made} sentences:\n{}", told.len(), told[..told.len().min(40)].join("\n"));
}

/// Digits in an order that no newspaper prints are no number: two figures that a comma parts would be read as one.
#[test]
fn digits_in_no_order_are_no_number() {
    for text in
        ["1,23", "1,2345", "1234,567", "12,345,67", ",123", "1,,234", "1.", ".5", "1.2.3", "1,234.", "", "−", "1,a23"]
    {
        assert_eq!(words::printed(text), None, "{text}");
    }
    assert_eq!(words::printed("12,345.6").map(|read| read.value), Some(12345.6));
}

/// A program that says nothing would keep the laws above. So most true figures have to be called right, and most wrong
/// ones wrong.
#[test]
fn what_is_plain_is_decided() {
    let (mut right, mut wrong, mut all) = (0, 0, 0);
    let mut missed = String::new();
    for seed in 1..60u64 {
        let count = |at: u64| (seed * 7919 + at * 104_729).pow(2) % [60, 900, 7_000, 60_000][(seed % 4) as usize] + 12;
        let counts: Counts = (0..6).map(|area| (0..4).map(|period| count(area * 4 + period)).collect()).collect();
        let facts = facts(&counts);
        for frame in 0..FRAMES {
            let Some(rendered) = render(&counts, (seed % 6) as usize, 1, 3, frame) else { continue };
            let at = rendered.text[0].len();
            let verdict = |text: String| {
                let findings = check(&text, &facts).findings;
                findings
                    .iter()
                    .find(|finding| finding.start.byte <= at && at < finding.end.byte)
                    .map(|finding| finding.verdict)
            };
            all += 1;
            let held = matches!(
                verdict(rendered.with(&rendered.figure)),
                Some(ClaimVerdict::Verified | ClaimVerdict::RoundedRight)
            );
            let caught = verdict(rendered.with(&rendered.moved)) == Some(ClaimVerdict::Contradicted);
            if !held || !caught {
                missed +=
                    &format!("frame {frame}: right {held}, wrong {caught}: {}\n", rendered.with(&rendered.figure));
            }
            right += usize::from(held);
            wrong += usize::from(caught);
        }
    }
    println!("{missed}{all} sentences: {right} called right as they are, {wrong} called wrong with their figure moved");
    assert!(right * 100 >= all * 95 && wrong * 100 >= all * 85, "{right} and {wrong} of {all}");
}

/// The words that claims are made of, to be strung in any order.
fn word() -> impl Strategy<Value = String> {
    let words = [
        "Ashby ",
        "Quorn-Lyde ",
        "rose ",
        "by ",
        "of ",
        "from ",
        "to ",
        "in ",
        "2016/17 ",
        "2015 ",
        "per cent ",
        "% ",
        "a quarter ",
        "one ",
        "in ",
        "five ",
        "every ",
        "minutes ",
        "twenty-",
        "two ",
        "hundred ",
        "and ",
        "million ",
        "more than ",
        "bicycle thefts ",
        ". ",
        ", ",
        "– ",
        "(",
        ")",
        "respectively",
        "the largest increase ",
        "doubled ",
        "times as many ",
        "between ",
        "the year to March ",
        "last year ",
        "£",
        "3",
        "1,300 ",
        "per 100,000 ",
        "a day ",
        "three of the four areas ",
        "half a million ",
        "\n\n",
        "That ",
        "http://a.b/1 ",
        "aged 12 ",
        "- ",
        "’",
        "0",
    ];
    prop_oneof![
        (0..words.len()).prop_map(move |at| words[at].to_string()),
        (0u64..3_000_000).prop_map(|number| format!("{number} ")),
        any::<char>().prop_map(String::from),
    ]
}

/// Work grows with the length of a text: a megabyte looks at no more words for each of its words than a page does.
#[test]
fn a_long_text_costs_what_its_length_costs() {
    let facts = facts(&vec![vec![118, 200, 309, 301]; 6]);
    let article =
        "Ashby recorded 118 bicycle thefts in 2014/15 and 200 in 2015/16, a rise of 69 per cent. That is 82 more. ";
    let endless = "and 118 in 2014/15 of a rise by 12 per cent, one in five – Ashby, Pembury, ";
    for (name, piece) in [
        ("sentences", article),
        ("one sentence", endless),
        ("digits", "1"),
        ("signs", "("),
        ("words", "every "),
        ("fractions", "one-"),
    ] {
        let work = |bytes: usize| check(&piece.repeat(bytes / piece.len()), &facts).work as f64 / bytes as f64;
        // Unoptimised, a megabyte of each would take a minute.
        let (page, megabyte) = (work(20_000), work(if name == "words" { 1_000_000 } else { 200_000 }));
        assert!(megabyte <= 1.2 * page + 1.0, "{name}: {page} for each byte of a page, {megabyte} of a megabyte");
    }
}

/// A finding shows its cells and its sum.
#[test]
fn what_was_found_is_shown() {
    let mut counts = vec![vec![118, 200, 23, 301]; 6];
    counts[2] = vec![118, 60, 9, 400];
    counts[3] = vec![118, 61, 8, 500];
    counts[5] = vec![118, 200, 58, 301];
    let facts = facts(&counts);
    for (text, explanation) in [
        ("Ashby recorded 118 bicycle thefts in 2014/15.", "Ashby 2014/15: 118."),
        ("Ashby recorded twenty-three bicycle thefts in 2016/17.", "Ashby 2016/17: 23."),
        ("Ashby recorded one hundred and eighteen bicycle thefts in 2014/15.", "Ashby 2014/15: 118."),
        (
            "Across the six areas, 708 bicycle thefts were recorded in 2014/15.",
            "118 + 118 + 118 + 118 + 118 + 118 = 708.",
        ),
        ("Ashby recorded an average of 0.3 bicycle thefts a day in 2014/15.", "Ashby 2014/15: 118, 0.32 a day."),
        ("Ashby recorded 9.8 bicycle thefts a month in 2014/15.", "Ashby 2014/15: 118, 9.84 a month."),
        ("Bicycle thefts in Ashby almost doubled between 2014/15 and 2015/16.", "times 1.69. The words stretch it."),
        (
            "Bicycle thefts in Pembury more than halved between 2015/16 and 2016/17.",
            "times 0.29. The words stretch it.",
        ),
    ] {
        let checked = check(text, &facts);
        let right = |finding: &&Finding| matches!(finding.verdict, ClaimVerdict::Verified | ClaimVerdict::RoundedRight);
        let first = checked.findings.iter().find(right);
        assert!(first.is_some_and(|finding| finding.explanation.ends_with(explanation)), "{text}\n{}", shown(&checked));
    }
}

/// An undecided figure comes with the reason: what the data lack, or that they do not bear it out.
#[test]
fn what_is_not_certain_says_why() {
    let facts = facts(&vec![vec![118, 200, 23, 301]; 6]);
    for (text, explanation) in [
        (
            "Ashby had the largest number of bicycle thefts across the six areas in 2017/18.",
            "These figures do not bear it out; others may be meant.",
        ),
        (
            "Across the six areas, two of the six areas saw bicycle thefts fall between 2016/17 and 2017/18.",
            "These figures do not bear it out; others may be meant.",
        ),
        (
            "Ashby had the largest number of bicycle thefts across the six areas in 2001/02.",
            "Not every area that this is said of is in the data.",
        ),
    ] {
        let checked = check(text, &facts);
        let [finding] = &checked.findings[..] else { panic!("{}", shown(&checked)) };
        assert_eq!(
            (finding.verdict, finding.explanation.as_str()),
            (ClaimVerdict::NotCheckable, explanation),
            "{text}"
        );
    }
}

/// A slip is named only where it gives the very figure that is printed.
#[test]
fn a_slip_is_named_where_it_explains() {
    let facts = facts(&vec![vec![118, 200, 23, 301]; 6]);
    let of = "That is the later figure as a percentage of the earlier, not the change.";
    let base = "That is the change with the later figure as its base.";
    for (figure, slip) in [("169", Some(of)), ("168", None), ("41", Some(base)), ("43", None)] {
        let text = format!("Bicycle thefts in Ashby rose by {figure} per cent between 2014/15 and 2015/16.");
        let checked = check(&text, &facts);
        let [finding] = &checked.findings[..] else { panic!("{}", shown(&checked)) };
        assert_eq!(finding.verdict, ClaimVerdict::Contradicted, "{text}");
        let named = [of, base].into_iter().find(|slip| finding.explanation.ends_with(slip));
        assert_eq!(named, slip, "{}", finding.explanation);
    }
}
