//! Cells and headings as people type them: numbers, signs, marks, periods, names.

use force_compare::data::{Date, Flags, Marker, MeasureKind, Observation};
use force_compare::sheet::{
    Ambiguity, CellReading, DaySpan, Placeholder, ReadRules, SheetCell, apart, is_total, nearest_official,
    official_area, official_areas,
};
use proptest::prelude::*;

fn read(text: &str) -> Result<CellReading, &'static str> {
    ReadRules::default().read(&SheetCell::of(text)).map_err(|unread| unread.problem)
}

fn count(text: &str) -> Option<u64> {
    read(text).ok()?.observation.count()
}

fn marker(text: &str) -> Option<Marker> {
    match read(text).ok()?.observation {
        Observation::Marker(marker) => Some(marker),
        _ => None,
    }
}

/// Writes a number with a separator between its thousands.
fn grouped(number: u32, separator: &str) -> String {
    let digits = number.to_string();
    let groups: Vec<_> = digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap()).collect();
    groups.join(separator)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_number_is_itself_whatever_groups_its_thousands(number in any::<u32>(), separator in "[,'’ \u{a0}\u{2009}\u{202f}]") {
        let text = grouped(number, &separator);
        let reading = read(&text).unwrap();
        prop_assert_eq!(reading.observation.count(), Some(number.into()));
        // A plain blank could as well stand between two numbers, so the reading doubts it.
        prop_assert_eq!(reading.ambiguity, (separator == " " && number >= 1000).then_some(Ambiguity::Space));
        prop_assert_eq!(count(&format!("{text}.00")), Some(number.into()));
    }

    #[test]
    fn no_digit_of_a_mark_becomes_one_of_the_number(
        number in any::<u32>(),
        mark in prop::sample::select(vec!["¹", "²³", "*", "**", "†", " (1)", " (20)", "(a)", "[1]", " [note 12]", "#", " *", "¹²", "(1)(2)", "[p]", "[r][e]", "p", " r"]),
    ) {
        let reading = read(&format!("{number}{mark}")).unwrap();
        prop_assert_eq!(reading.observation.count(), Some(number.into()));
        let flags: String = reading.flags.iter().collect();
        prop_assert_eq!(reading.marks.is_empty(), !flags.is_empty());
        prop_assert!(!mark.contains("[p]") || flags == "[p]");
    }

    #[test]
    fn no_text_is_read_as_digits_that_are_not_in_it(text in "[-+.,' 0-9eE%£()\\[\\]a-z*¹²<]{0,12}") {
        if let Some(number) = count(&text) {
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            prop_assert!(digits.contains(&number.to_string()) || number == 0, "{text} read as {number}");
        }
    }

    #[test]
    fn nothing_panics(text in any::<String>()) {
        let _ = read(&text);
        let _ = ReadRules { kind: MeasureKind::Amount, thousands: Some('.'), ..ReadRules::default() }.read(&SheetCell::of(&text));
        let _ = ReadRules::default().population(&SheetCell::of(&text));
        let _ = DaySpan::find(&text);
        let _ = apart(&text);
        let _ = (official_area(&text), nearest_official(&text), is_total(&text), Placeholder::of(&text));
    }

    #[test]
    fn amounts_keep_their_fractions(whole in 0_u32..1_000_000, hundredths in 0_u32..100) {
        let rules = ReadRules { kind: MeasureKind::Amount, ..ReadRules::default() };
        let text = format!("{}.{hundredths:02}", grouped(whole, ","));
        let amount = rules.read(&SheetCell::of(&text)).unwrap().observation.value().unwrap();
        prop_assert!((amount - f64::from(whole) - f64::from(hundredths) / 100.0).abs() < 1e-6);
    }

    #[test]
    fn a_financial_year_begins_in_april(year in 1990_u16..2090) {
        let short = (year + 1) % 100;
        let forms = [
            format!("{year}/{short:02}"), format!("{year}-{short:02}"), format!("{year}–{short:02}"), format!("{year}/{}", year + 1),
            format!("FY {year}/{short:02}"), format!("FY{year}-{short:02}"), format!("Financial year {year} to {}", year + 1),
            format!("Apr {year} - Mar {}", year + 1), format!("1 April {year} to 31 March {}", year + 1), format!("01/04/{year} - 31/03/{}", year + 1),
            format!("Offences {year}/{short:02} [note 1]"), format!("Year ending March {}", year + 1), format!("12 months to 31 March {}", year + 1), format!("YE Mar {}", year + 1),
            format!("FYE {}", year + 1),
        ];
        for form in forms {
            let span = DaySpan::find(&form);
            prop_assert!(span.is_some(), "{form}");
            let span = span.unwrap();
            prop_assert_eq!((span.start, span.end), (Date::new(year, 4, 1).unwrap(), Date::new(year + 1, 3, 31).unwrap()), "{}", form);
        }
    }

    #[test]
    fn quarters_and_months_tile_the_year(year in 2013_u16..2090) {
        for parts in [
            (1..=4).map(|q| format!("Q{q} {year}")).collect::<Vec<_>>(),
            (1..=4).map(|q| format!("{year} Quarter {q}")).collect(),
            (1..=12).map(|month| format!("{month:02}/{year}")).collect(),
            (1..=12).map(|month| format!("{year}-{month:02}")).collect(),
            ["Jan", "February", "Mar", "april", "MAY", "Jun", "july", "Aug", "Sept", "Oct", "Nov", "December"].map(|month| format!("{month} {year}")).to_vec(),
        ] {
            // 2012-13 would be a financial year.
            let spans: Vec<_> = parts.iter().map(|part| DaySpan::find(part).unwrap()).filter(|span| span.ambiguity.is_none_or(|ambiguity| ambiguity.contains("quarter"))).collect();
            prop_assert!(spans.iter().all(|span| span.start <= span.end));
            for pair in spans.windows(2) {
                prop_assert!(pair[0].end.ordinal() < pair[1].start.ordinal(), "{pair:?}");
            }
            prop_assert_eq!(spans[0].start, Date::new(year, 1, 1).unwrap());
            prop_assert_eq!(spans.last().unwrap().end, Date::new(year, 12, 31).unwrap());
        }
    }
}

#[test]
fn signs_are_kept_as_what_they_are() {
    for (texts, expected) in [
        (
            &[
                "",
                " ",
                "\u{a0}",
                "-",
                "–",
                "—",
                "Refused",
                "No response",
                "not held",
                "did not reply",
                "Exempt under section 40(2)",
                "?",
            ][..],
            Marker::Missing,
        ),
        (&["..", "…", ":", "N/A", "n/a", "NA", "[x]", "Not available", "unknown"], Marker::Unavailable),
        (&["*", "**", "c", "[c]", "[C]", "Suppressed", "withheld"], Marker::Withheld),
        (&["[z]", "z", "Not applicable"], Marker::NotApplicable),
        (&["[low]"], Marker::Low),
        (
            &["<5", "< 5", "Less than 5", "fewer than 5", "under 5", "≤4", "<=4", "1-4", "1 to 4", "<5*", "<5 (1)"],
            Marker::Below(5),
        ),
        (&["<20", "1–19"], Marker::Below(20)),
    ] {
        for text in texts {
            assert_eq!(marker(text), Some(expected), "{text}");
        }
    }
    for text in ["0", "nil", "Zero", "-0", "0.0"] {
        assert_eq!(count(text), Some(0), "{text}");
    }
    // A sign that elsewhere means zero is doubted, and words that say why a figure is missing are kept.
    assert_eq!(
        read("-").unwrap().ambiguity,
        Some(Ambiguity::Placeholder(Placeholder::Marker(Marker::Missing), "zero"))
    );
    assert_eq!(read("Refused").unwrap().words.as_deref(), Some("Refused"));
    assert_eq!(read("..").unwrap().ambiguity, None);
}

#[test]
fn a_recipe_says_what_a_sign_means() {
    let signs = [("-", "zero"), ("refused", "withheld"), ("k", "<5"), ("#ref!", "missing")]
        .map(|(text, name)| (text.into(), Placeholder::named(name).unwrap()));
    let rules = ReadRules { placeholders: signs.into(), ..ReadRules::default() };
    let read = |cell: SheetCell| rules.read(&cell).unwrap();
    assert_eq!((read(SheetCell::of("-")).observation.count(), read(SheetCell::of("-")).ambiguity), (Some(0), None));
    assert_eq!(read(SheetCell::of("Refused")).observation, Observation::Marker(Marker::Withheld));
    assert_eq!(read(SheetCell::of("K")).observation, Observation::Marker(Marker::Below(5)));
    assert_eq!(read(SheetCell::Other("an error", "#REF!".into())).observation, Observation::Marker(Marker::Missing));
    assert_eq!(Placeholder::named("nought"), None);
}

#[test]
fn what_is_no_count_is_refused_as_what_it_is() {
    for (text, problem) in [
        ("1.5", "this is not a whole number"),
        ("-4", "this figure is below zero"),
        ("(4)", "this number is in brackets, which in accounts means below zero"),
        ("12%", "this is a percentage"),
        ("£12", "this figure has a currency sign"),
        ("1.23E+05", "the spreadsheet shortened this number, and digits are lost"),
        ("1.234", "the point in this number could mark thousands or decimals"),
        ("1.000", "the point in this number could mark thousands or decimals"),
        ("12,34", "the digits of this number are not grouped in threes"),
        ("1,5", "the digits of this number are not grouped in threes"),
        ("0,123", "the digits of this number are not grouped in threes"),
        ("118 45", "the digits of this number are not grouped in threes"),
        ("118 (45)", "this cell has a number and something else in brackets"),
        ("118 [c]", "this is not a number"),
        ("about 40", "this is not a number"),
        ("<25", "this is not a number"),
        ("0-4", "this is not a number"),
        ("１２", "this is not a number"),
        ("inf", "this is not a number"),
        ("4294967297", "this number is too large"),
    ] {
        assert_eq!(read(text).map(|reading| reading.observation).unwrap_err(), problem, "{text}");
    }
    let cell = |cell| {
        ReadRules::default().read(&cell).map(|reading| reading.observation.count()).map_err(|unread| unread.problem)
    };
    assert_eq!(cell(SheetCell::Number(118.0)), Ok(Some(118)));
    assert_eq!(cell(SheetCell::Number(118.5)), Err("this is not a whole number"));
    assert_eq!(cell(SheetCell::Number(f64::NAN)), Err("this is not a number"));
    assert_eq!(cell(SheetCell::Percentage(0.5)), Err("this is a percentage"));
    assert_eq!(cell(SheetCell::Date("2018-04-01".into())), Err("this is a date, not a figure"));
}

#[test]
fn where_the_point_groups_thousands_the_comma_is_the_decimal_sign() {
    let rules = ReadRules { thousands: Some('.'), ..ReadRules::default() };
    let read = |text: &str| rules.read(&SheetCell::of(text)).ok().and_then(|reading| reading.observation.count());
    assert_eq!(
        ["1.234", "1.234.567", "1.234,0", "987", "1 234"].map(read),
        [1234, 1_234_567, 1234, 987, 1234].map(Some)
    );
    assert_eq!(["1,234", "1.2", "12.34"].map(read), [None; 3]);
    assert_eq!(count("1.234.567"), Some(1_234_567));
}

#[test]
fn a_label_says_which_days_it_means() {
    for (text, start, end, label) in [
        ("2017", "2017-01-01", "2017-12-31", "2017"),
        ("Calendar year 2017", "2017-01-01", "2017-12-31", "2017"),
        ("FY 2017", "2016-04-01", "2017-03-31", "2016/17"),
        ("1999/2000", "1999-04-01", "2000-03-31", "1999/00"),
        ("Year ending 30 September 2018", "2017-10-01", "2018-09-30", "Year to Sep 2018"),
        ("Year ending December 2018", "2018-01-01", "2018-12-31", "Year to Dec 2018"),
        ("Year ending February 2020", "2019-03-01", "2020-02-29", "Year to Feb 2020"),
        ("Q1 2019/20", "2019-04-01", "2019-06-30", "Q1 2019/20"),
        ("2019/20 Q4", "2020-01-01", "2020-03-31", "Q4 2019/20"),
        ("Jan-Mar 2019", "2019-01-01", "2019-03-31", "Jan to Mar 2019"),
        ("Mar-19", "2019-03-01", "2019-03-31", "Mar 2019"),
        ("31/03/2018", "2018-03-31", "2018-03-31", "31 Mar 2018"),
        ("as at 31st March 2018", "2018-03-31", "2018-03-31", "31 Mar 2018"),
        ("2018-03-31", "2018-03-31", "2018-03-31", "31 Mar 2018"),
        ("2011-12", "2011-04-01", "2012-03-31", "2011/12"),
        ("2011-12-31", "2011-12-31", "2011-12-31", "31 Dec 2011"),
        ("2016 to 2018", "2016-01-01", "2018-12-31", "2016 to 2018"),
    ] {
        let span = DaySpan::find(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(
            (span.start.to_string().as_str(), span.end.to_string().as_str(), span.label.as_str()),
            (start, end, label),
            "{text}"
        );
    }
    for text in [
        "",
        "Kent",
        "E23000027",
        "1234",
        "30/02/2018",
        "2016-18",
        "Ward 2",
        "5 May",
        "12016",
        "1,2016",
        "Q5 2019",
        "2016/19",
    ] {
        let found = DaySpan::find(text).filter(|span| span.rest.is_empty());
        assert_eq!(found.map(|span| span.label), None, "{text}");
    }
    // An ambiguous heading is doubted.
    for text in ["FY 2017", "Q1 2019", "2011-12", "2016 to 2018", "1 April 2018"] {
        assert!(DaySpan::find(text).unwrap().ambiguity.is_some(), "{text}");
    }
    assert_eq!(DaySpan::find("Offences, 2016/17 (number)").unwrap().rest, "Offences number");
}

#[test]
fn forces_are_known_by_all_their_names() {
    assert_eq!(official_areas().len(), 45);
    for area in official_areas() {
        for name in [
            area.name,
            area.official,
            &area.name.to_uppercase(),
            &area.official.replace(" and ", " & "),
            &format!("{} Police", area.name),
        ] {
            assert_eq!(official_area(name).map(|known| known.name), Some(area.name), "{name}");
        }
        assert_eq!(official_area(area.code).is_some(), !area.code.is_empty(), "{}", area.name);
    }
    for (name, expected) in [
        ("Herts Police", "Hertfordshire"),
        ("Hertfordshire Constabulary", "Hertfordshire"),
        ("The Met", "Metropolitan Police"),
        ("Metropolitan Police Service", "Metropolitan Police"),
        ("MPS", "Metropolitan Police"),
        ("London, City of", "City of London"),
        ("Heddlu De Cymru", "South Wales"),
        ("Heddlu Gogledd Cymru", "North Wales"),
        ("Dyfed Powys", "Dyfed-Powys"),
        ("Devon & Cornwall", "Devon and Cornwall"),
        ("PSNI", "Northern Ireland"),
        ("Police Scotland", "Scotland"),
        ("GMP", "Greater Manchester"),
        ("Hampshire and Isle of Wight Constabulary", "Hampshire"),
        ("Cleveland Police Force Area", "Cleveland"),
        ("E23000027", "Hertfordshire"),
    ] {
        assert_eq!(official_area(name).map(|known| known.name), Some(expected), "{name}");
    }
    for name in
        ["", "Police", "The", "England", "Ruritania", "Kentish Town", "North", "British Transport Police", "Total"]
    {
        assert_eq!(official_area(name), None, "{name}");
    }
    assert_eq!(nearest_official("Hertforshire"), Some("Hertfordshire"));
    assert_eq!(nearest_official("Glocestershire"), Some("Gloucestershire"));
    assert_eq!(nearest_official("Ruritania"), None);
}

#[test]
fn totals_are_known_by_name() {
    for name in [
        "Total",
        "TOTAL",
        "Grand total",
        "All forces",
        "England and Wales",
        "England & Wales",
        "United Kingdom",
        "Cyfanswm",
        "Total (43 forces)",
        "Sub-total",
        "England and Wales total",
    ] {
        assert!(is_total(name), "{name}");
    }
    for name in ["Kent", "Wales", "Totnes", "Allerdale", "South Wales", ""] {
        assert!(!is_total(name), "{name}");
    }
    assert_eq!(Flags::parse("[p]").map(|flags| flags.iter().collect::<String>()).as_deref(), Some("[p]"));
}
