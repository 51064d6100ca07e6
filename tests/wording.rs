//! Words and numbers as readers meet them.

use expect_test::{Expect, expect};
use force_compare::compare::{Quantity, Subject};
use force_compare::data::{Dataset, read};
use force_compare::words;
use proptest::prelude::*;
use serde_json::json;

use crate::fixture::{ARTICLE, compare, generated, generated_payload, image_offences};

fn said(dataset: &Dataset, area: &str) -> String {
    let comparison = compare(dataset, &[area], "change", "count");
    let said = words::sentence(&comparison, comparison.choice.areas[0]);
    [said.fact, said.weight, said.rest].join("\n")
}

fn check(dataset: &Dataset, area: &str, expected: Expect) {
    expected.assert_eq(&said(dataset, area));
}

#[test]
fn the_three_forces_and_the_nation_read_aloud() {
    let dataset = image_offences();
    check(
        &dataset,
        "hertfordshire",
        expect![[r#"
            Hertfordshire recorded 301 offences, down from 309: a fall of 2.6%.
            Within the usual range: forces of this size usually moved between a fall of 24.5% and a rise of 65.5%.
            The rest of the UK rose by 23.1%. 25.5 for every 100,000 people, within the usual range: forces of this size usually have between 19.3 and 75.0."#]],
    );
    check(
        &dataset,
        "bedfordshire",
        expect![[r#"
            Bedfordshire recorded 200 offences, up from 118: a rise of 69.5%.
            Within the usual range: forces of this size usually moved between a fall of 26.6% and a rise of 70.4%.
            The rest of the UK rose by 22.4%. 30.1 for every 100,000 people, within the usual range: forces of this size usually have between 19.2 and 75.3."#]],
    );
    check(
        &dataset,
        "cambridgeshire",
        expect![[r#"
            Cambridgeshire recorded 164 offences, down from 209: a fall of 21.5%.
            Within the usual range: forces of this size usually moved between a fall of 26.0% and a rise of 68.9%.
            The rest of the UK rose by 23.2%. 19.4 for every 100,000 people, within the usual range: forces of this size usually have between 19.3 and 75.1."#]],
    );
    let comparison = compare(&dataset, &ARTICLE, "change", "count");
    let nation = words::nation(&comparison).unwrap();
    expect![[r#"
        UK: 22,724 offences recorded, up from 18,522: a rise of 22.7%.

        On average, one offence was recorded every 23 minutes in 2017/18. 34.4 for every 100,000 people. As published for all forces; the forces with figures here do not sum to it."#]]
    .assert_eq(&[nation.fact, nation.weight, nation.rest].join("\n"));
}

#[test]
fn missing_figures_are_said_to_be_missing() {
    let dataset = image_offences();
    check(
        &dataset,
        "north-yorkshire",
        expect![[r#"
            North Yorkshire recorded 286 offences in 2016/17; no figure in our sources for 2017/18.

            The figure for 2017/18 was published only as “more than 600”. The figure for 2016/17 is from one local news digest."#]],
    );
    check(
        &dataset,
        "kent",
        expect![[r#"
            Kent: no figure in our sources for 2016/17 or 2017/18.

        "#]],
    );
}

#[test]
fn an_interval_without_no_change_is_not_called_beyond_when_many_are_compared() {
    check(
        &image_offences(),
        "essex",
        expect![[r#"
            Essex recorded 767 offences, up from 568: a rise of 35.0%.
            Within the usual range: forces of this size usually moved between a fall of 23.1% and a rise of 62.5%.
            The rest of the UK rose by 22.3%. 42.1 for every 100,000 people, within the usual range: forces of this size usually have between 19.4 and 74.8."#]],
    );
}

/// Two areas, so that verdicts rest on chance alone, with the counts given for the first.
fn two(earlier: serde_json::Value, later: serde_json::Value) -> Dataset {
    let mut payload = generated_payload(2, 2, 1);
    payload["areas"][0]["name"] = json!("Northshire");
    payload["counts"] = json!([[earlier, 500], [later, 520]]);
    payload.as_object_mut().unwrap().remove("populations");
    payload.as_object_mut().unwrap().remove("nation");
    read(&payload).unwrap()
}

#[test]
fn few_areas_small_counts_zeros_and_markers() {
    check(
        &two(json!(118), json!(200)),
        "a0",
        expect![[r#"
            Northshire recorded 200 thefts, up from 118: a rise of 69.5%.
            More than chance alone explains. If nothing had changed, chance alone would put it between a fall of 19.3% and a rise of 23.9%. Real figures vary more.
        "#]],
    );
    check(
        &two(json!(4), json!(1)),
        "a0",
        expect![[r#"
            Northshire recorded 1 theft, down from 4.
            Within what chance alone explains. If nothing had changed, chance alone would put it between a fall of 75.0% and a rise of 300.0%. Real figures vary more.
        "#]],
    );
    check(
        &two(json!(0), json!(40)),
        "a0",
        expect![[r#"
            Northshire recorded 40 thefts, up from none.
            More than chance alone explains. If nothing had changed, chance alone would put it between a fall of 46.2% and a rise of 85.7%. Real figures vary more.
        "#]],
    );
    check(
        &two(json!(30), json!(30)),
        "a0",
        expect![[r#"
            Northshire recorded 30 thefts, the same as in 1950.
            Within what chance alone explains. If nothing had changed, chance alone would put it between a fall of 37.8% and a rise of 60.9%. Real figures vary more.
        "#]],
    );
    check(
        &two(json!("[c]"), json!(30)),
        "a0",
        expect![[r#"
            Northshire recorded 30 thefts in 1951; held back so that no one can be named for 1950.

        "#]],
    );
}

#[test]
fn no_change_is_worked_out_across_a_break() {
    let mut payload = generated_payload(2, 2, 1);
    payload["counts"] = json!([[100, 500], [900, 520]]);
    payload["breaks"] = json!([{"period": "p1", "area": "a0", "note": "The counting rules changed."}]);
    let dataset = read(&payload).unwrap();
    let text = said(&dataset, "a0");
    assert!(text.starts_with("Area 0 recorded 900 thefts in 1951"), "{text}");
    assert!(text.contains("no change is worked out: The counting rules changed."), "{text}");
    assert!(!text.lines().next().unwrap().contains('%'), "a percentage across a break: {text}");
    assert!(!said(&dataset, "a1").contains("no change is worked out"));
}

#[test]
fn headlines_are_findings() {
    let dataset = image_offences();
    let headline = |areas: &[&str], view, measure| words::headline(&compare(&dataset, areas, view, measure));
    let lines = [
        headline(&ARTICLE, "change", "count"),
        headline(&["hertfordshire"], "change", "count"),
        headline(&["hertfordshire", "cambridgeshire"], "change", "count"),
        headline(&["hertfordshire", "cambridgeshire", "essex"], "change", "count"),
        headline(&["kent"], "change", "count"),
        headline(&[], "change", "count"),
        headline(&ARTICLE, "ranking", "count"),
        headline(&ARTICLE, "ranking", "rate"),
        headline(&ARTICLE, "ranking", "share"),
        headline(&["kent"], "ranking", "rate"),
    ];
    expect![[r#"
        Bedfordshire: recorded offences rose by 69.5%, the largest rise of 16 forces, yet within the usual range
        Hertfordshire: recorded offences fell by 2.6%, within the usual range
        Changes in both forces are within the usual range
        Changes in all 3 chosen forces are within the usual range
        Child abuse image offences, by force
        Child abuse image offences, by force
        Hertfordshire recorded 301 offences in 2017/18, the most of the 3 chosen forces
        Rates in all 3 chosen forces are within the usual range
        Hertfordshire recorded 1.32% of the UK’s offences in 2017/18, the most of the 3 chosen forces
        Child abuse image offences, by force"#]]
    .assert_eq(&lines.join("\n"));
}

#[test]
fn one_every_so_many_minutes_counts_the_days() {
    let of = |end: &str| {
        let mut payload = generated_payload(1, 1, 1);
        payload["counts"] = json!([[22_724]]);
        payload["periods"][0] = json!({"id": "p", "label": "p", "start": "2017-04-01", "end": end});
        let dataset = read(&payload).unwrap();
        let comparison = compare(&dataset, &["a0"], "ranking", "count");
        comparison.pace(Subject::Area(0), 0).unwrap()
    };
    // 365 days of 1,440 minutes over 22,724 events, and 366.
    assert!((of("2018-03-31") - 525_600.0 / 22_724.0).abs() < 1e-12);
    assert!((of("2018-04-01") - 527_040.0 / 22_724.0).abs() < 1e-12);
    assert_eq!(words::pace(23.13), "23 minutes");
    assert_eq!(words::pace(60.2 * 24.0), "24 hours");
    assert_eq!(words::pace(5.0 * 1440.0), "5 days");
    assert_eq!(words::pace(1.2), "minute");
    assert_eq!(words::pace(0.2), "less than a minute");
}

#[test]
fn templates_are_filled_by_number() {
    assert_eq!(words::fill("{1} of {0}: {1}!", &["{1}", "é—"]), "é— of {1}: é—!");
    assert_eq!(words::fill("At 95%, 100,000", &[]), "At 95%, 100,000");
    let wrong: [(&str, &[&str]); 4] = [("{0}", &[]), ("{0} {1}", &["a"]), ("{0}", &["a", "b"]), ("{1}", &["a", "b"])];
    for (template, parts) in wrong {
        assert!(std::panic::catch_unwind(|| words::fill(template, parts)).is_err(), "{template}, {}", parts.len());
    }
}

/// A template with a missing placeholder would lose a word only for readers, in a case that no other test comes upon.
#[test]
fn every_template_has_as_many_places_as_parts() {
    let mut filled = 0;
    for path in ["words", "chart", "web", "."].iter().flat_map(|folder| sources(folder)) {
        let text = std::fs::read_to_string(&path).unwrap();
        // A template that is chosen before it is filled stands elsewhere in the file.
        for call in text.split("fill(").skip(1) {
            let Some((template, parts)) = call.trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"'))
            else {
                continue;
            };
            let Some(parts) = parts.trim_start_matches([',', ' ', '\n']).strip_prefix("&[") else { continue };
            let places = (0..10).take_while(|place| template.contains(&format!("{{{place}}}"))).count();
            assert_eq!(template.matches('{').count(), places, "{}: each place once: {template}", path.display());
            assert_eq!(items(parts), places, "{}: {template}", path.display());
            filled += 1;
        }
    }
    assert!(filled > 40, "only {filled} templates found");
}

/// How many items stand before the bracket that closes a list.
fn items(list: &str) -> usize {
    let (mut depth, mut items, mut begun) = (0, 0, false);
    for sign in list.chars() {
        match sign {
            '(' | '[' => depth += 1,
            ']' if depth == 0 => break,
            ')' | ']' => depth -= 1,
            ',' if depth == 0 => begun = false,
            _ if !sign.is_whitespace() && !begun => (items, begun) = (items + 1, true),
            _ => {}
        }
    }
    items
}

fn sources(folder: &str) -> Vec<std::path::PathBuf> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(folder);
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|path| path.extension().is_some_and(|extension| extension == "rs")).collect()
}

#[test]
fn numbers_as_a_newspaper_prints_them() {
    assert_eq!(words::count(22_724), "22,724");
    assert_eq!(words::count(0), "0");
    assert_eq!(words::count(1_000_050), "1,000,050");
    assert_eq!(words::count(u64::MAX), "18,446,744,073,709,551,615");
    assert_eq!(force_compare::data::digits(2018), "2018");
    assert_eq!(words::decimal(69.491_525, 1), "69.5");
    // Rounded once: 69.49 is 69, though the 69.5 shown above would round to 70.
    assert_eq!(words::decimal(69.491_525, 0), "69");
    assert_eq!(words::decimal(-0.04, 1), "0.0");
    assert_eq!(words::signed_per_cent(-2.589), "−2.6%");
    assert_eq!(words::signed_per_cent(0.04), "0.0%");
    assert_eq!(words::signed_per_cent(12_345.6), "+12,346%");
    assert_eq!(words::decimal(1234.0, 2), "1,234.00");
    assert_eq!(words::decimal(-1.05, 2), "−1.05");
    assert_eq!(words::rate(8.0), "8.00");
    assert_eq!(words::tick(Quantity::Change, 50.0), "+50%");
}

#[test]
fn large_numbers_of_areas_and_other_nouns_read_well() {
    let many = generated(1_500, 2, 4);
    let comparison = compare(&many, &["a0"], "change", "count");
    let usual = comparison.areas().find_map(|area| {
        let said = words::sentence(&comparison, area);
        said.weight.contains("usually moved").then_some(said.weight)
    });
    assert!(usual.as_ref().is_some_and(|weight| weight.contains(": areas of this size")), "{usual:?}");
    assert!(words::methods(&comparison).iter().any(|method| method.contains("what 1,")));
    assert_eq!(words::labels(&many).add, "Add an area");
    assert_eq!(words::labels(&image_offences()).add, "Add a force");
}

proptest! {
    #[test]
    fn a_decimal_reads_back_to_the_nearest(value in -1e9f64..1e9, places in 0u32..4) {
        let shown = words::decimal(value, places).replace(',', "").replace('−', "-");
        let read: f64 = shown.parse().unwrap();
        let grain = 0.5 * 0.1f64.powi(places as i32);
        prop_assert!((read - value).abs() <= grain * (1.0 + 1e-6), "{value} shown as {shown}");
    }

    #[test]
    fn a_count_keeps_its_digits(number: u64) {
        let shown = words::count(number);
        prop_assert_eq!(shown.replace(',', ""), number.to_string());
        prop_assert!(shown.split(',').skip(1).all(|group| group.len() == 3));
    }
}

/// A newsroom's own words may have braces of their own, even so many that copying the text between them would never
/// end.
#[test]
fn only_a_place_is_filled() {
    for (template, said) in [
        ("{0} of {1}", "a of b"),
        ("{1}{0}{1}", "bab"),
        ("a{b{c {0}", "a{b{c a"),
        ("{per} {0} {", "{per} a {"),
        ("{01}{ 0}{}}", "{01}{ 0}{}}"),
        ("{9}", ""),
        ("é{0}é", "éaé"),
        ("{{0}}", "{a}"),
    ] {
        assert_eq!(words::filled(template, &["a", "b"]), said, "{template}");
    }
    assert_eq!(words::filled(&"{".repeat(10_000), &[]).len(), 10_000);
    assert_eq!(
        [words::placeholders("{0}{2}"), words::placeholders("{0 {1 2}"), words::placeholders("{")],
        [0b101, 0, 0]
    );
}
