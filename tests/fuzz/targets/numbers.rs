//! Numbers, signs, periods and names as people type them: every reading is a possible figure, and a figure as this
//! project prints it is read as itself.
#![no_main]

use force_compare::data::{Date, Flags, MeasureKind, Observation};
use force_compare::sheet::{
    DaySpan, Placeholder, ReadRules, SheetCell, apart, is_total, nearest_official, official_area, one_line, total_of,
};
use force_compare::words;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Some((number, rest)) = data.split_first_chunk::<4>() {
        printed(u32::from_le_bytes(*number), rest.first().copied().unwrap_or_default());
    }
    let Ok(text) = str::from_utf8(data) else { return };
    for kind in [MeasureKind::Count, MeasureKind::Amount] {
        for thousands in [None, Some('.'), Some(',')] {
            let rules = ReadRules { kind, thousands, ..ReadRules::default() };
            if let Ok(reading) = rules.read(&SheetCell::of(text)) {
                let value = reading.observation.value();
                assert!(value.is_none_or(|value| value.is_finite() && value >= 0.0), "{value:?}");
                let is_count = matches!(reading.observation, Observation::Count(_));
                assert!(!is_count || kind == MeasureKind::Count);
                assert!(!is_count || value.is_some_and(|value| value.fract() == 0.0));
            }
            let _ = rules.population(&SheetCell::of(text));
        }
    }
    let (bare, _, marks) = apart(text);
    assert!(text.starts_with(bare) && marks.len() <= text.len());
    if let Some(printed) = words::printed(text) {
        assert!(printed.value.is_finite() && printed.step > 0.0, "{printed:?}");
    }
    if let Some(span) = DaySpan::find(text) {
        assert!(span.start <= span.end && !span.label.is_empty() && !span.id().is_empty());
    }
    if let Some(date) = Date::parse(text) {
        assert_eq!(Date::parse(&date.to_string()), Some(date));
    }
    let _ = (
        Flags::parse(text),
        Placeholder::of(text),
        Placeholder::named(text),
        official_area(text),
        is_total(text),
        total_of(text),
    );
    let _ = (nearest_official(text), words::number_word(text), words::multiplier(text), words::capital(text));
    assert!(!one_line(text).contains('\n'));
});

/// Reads back a number that is printed for a reader.
fn printed(number: u32, places: u8) {
    let text = words::count(number.into());
    let cell = ReadRules::default().read(&SheetCell::of(&text)).expect("a count as it is printed");
    assert_eq!(cell.observation.count(), Some(number.into()), "{text}");
    let places = u32::from(places % 3);
    let value = f64::from(number) / 10f64.powi(places as i32);
    let text = words::decimal(value, places);
    let read = words::printed(&text).expect("a number as it is printed");
    assert!((read.value - value).abs() <= 1e-9 * value.max(1.0), "{text}");
}
