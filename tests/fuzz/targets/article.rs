//! Holds the text of an article to facts: every finding stands where it says, in the order of the sentences, and no
//! text costs more than its length.
#![no_main]

use std::sync::LazyLock;

use force_compare::claims::{FactRow, Facts, Pin, check_with};
use libfuzzer_sys::fuzz_target;

const AREAS: [&str; 5] = ["Ashby", "North Teesmouth", "St Osyth", "Quorn-Lyde", "Pembury"];
const PERIODS: [&str; 4] = ["2014/15", "2015/16", "2016/17", "2017/18"];

static FACTS: LazyLock<Facts> = LazyLock::new(|| {
    let mut rows = Vec::new();
    for (at, area) in AREAS.iter().enumerate() {
        for (year, period) in PERIODS.iter().enumerate() {
            for (measure, half_width) in [("bicycle thefts", 0.0), ("police officers", 0.05)] {
                let value = (at * 97 + year * 31 + measure.len()) as f64 * 3.0;
                rows.push(FactRow {
                    area: (*area).into(),
                    period: (*period).into(),
                    measure: measure.into(),
                    value,
                    half_width,
                });
            }
        }
    }
    Facts::new(&rows, &[("the five areas".into(), AREAS.map(String::from).to_vec())], &[])
});

/// How many words may be looked at for each byte; of 10 million texts made of words of claims none took a tenth of it.
const WORK: u64 = 2_000;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = str::from_utf8(data) else { return };
    // Takes the first line as an author's note on a claim, where it is one.
    let pins: Vec<_> = text
        .split_once('\n')
        .filter(|(first, _)| first.starts_with("ignore") || first.contains('('))
        .map(|(first, rest)| Pin { start: first.len() + 1, end: first.len() + 1 + rest.len(), says: first.into() })
        .into_iter()
        .collect();
    let Ok(checked) = check_with(text, &FACTS, &pins) else { return };
    let mut before = 0;
    for (start, end) in &checked.sentences {
        assert!(before <= start.byte && start.byte <= end.byte && end.byte <= text.len());
        assert!(text.is_char_boundary(start.byte) && text.is_char_boundary(end.byte));
        before = start.byte;
    }
    for finding in &checked.findings {
        let (start, end) = (finding.start, finding.end);
        assert_eq!(text.get(start.byte..end.byte), Some(finding.surface.as_str()));
        assert_eq!(text[..start.byte].chars().count(), start.point);
        assert_eq!(text[..start.byte].encode_utf16().count(), start.unit);
        assert!(finding.sentence < checked.sentences.len() && !finding.surface.is_empty());
        assert!(finding.recomputed.is_none_or(|range| !range.low.is_nan() && range.low <= range.high), "{finding:?}");
    }
    let most = WORK * (text.len() as u64 + 1);
    assert!(checked.work <= most, "{} words looked at for {} bytes", checked.work, text.len());
});
