//! Shares of one whole, and figures that are known only to be below a number.

use force_compare::compare::NoShares;
use force_compare::data::{Marker, Observation, Payload, read, write};
use force_compare::stats::Method;
use serde_json::{Value, json};

use crate::fixture::{all, image_offences, years};

fn near(found: f64, expected: f64, apart: f64) {
    assert!((found - expected).abs() <= apart, "{found}, {expected} expected");
}

#[test]
fn shares_of_what_is_inside_the_total() {
    let dataset = image_offences();
    let comparison = all(&dataset);
    let shares = comparison.shares().unwrap();
    assert_eq!((shares.periods, shares.total), (&[0, 1][..], 41_246));
    // Goodman 1965, computed outside this program: Wilson's limits at an error of 0.05 / 4.
    for (part, (share, lower, upper, derived)) in shares.parts.iter().zip([
        (63.206_129_079, 62.611_087_454, 63.797_176_407, false),
        (25.857_052_806, 25.322_245_856, 26.399_161_979, true),
        (0.353_973_719, 0.288_061_423, 0.434_901_847, false),
        (10.582_844_397, 10.210_464_760, 10.967_146_064, false),
    ]) {
        near(part.share.value, share, 1e-8);
        near(part.share.interval.lower, lower, 1e-8);
        near(part.share.interval.upper, upper, 1e-8);
        assert_eq!((part.category.derived, part.share.interval.method), (derived, Method::Goodman));
    }
    assert_eq!(shares.parts.len(), 4);
    near(shares.parts.iter().map(|part| part.share.value).sum(), 100.0, 1e-12);
}

#[test]
fn no_shares_say_why() {
    let mut payload = years(&[vec![json!(4)]]);
    let shares = |payload: &Value| {
        let dataset = read(&payload.clone()).unwrap();
        all(&dataset).shares().map(|shares| shares.parts.len())
    };
    assert_eq!(shares(&payload), Err(NoShares::NoCategories));
    payload["categories"] = json!({"periods": ["p0"], "total": 0, "parts": [{"label": "All", "count": 0}]});
    assert_eq!(shares(&payload), Err(NoShares::NoEvents));
    payload["categories"] = json!({"periods": ["p0"], "total": 4, "parts": [{"label": "All", "count": 4}]});
    assert_eq!(shares(&payload), Ok(1));
}

#[test]
fn what_is_below_a_number_is_read_and_written() {
    for bound in 2..=20 {
        let text = format!("<{bound}");
        assert_eq!(Marker::parse(&text), Some(Marker::Below(bound)));
        assert_eq!(Marker::Below(bound).shorthand(), text);
    }
    for plain in [Marker::Missing, Marker::Unavailable, Marker::Withheld, Marker::NotApplicable, Marker::Low] {
        assert_eq!(Marker::parse(&plain.shorthand()), Some(plain));
    }
    for text in ["<", "<0", "<1", "<21", "<05", "< 5", "<5 ", "5", "<-5", "<5.0", "≤5"] {
        assert_eq!(Marker::parse(text), None, "{text}");
    }
    let payload = years(&[vec![json!("<5")], vec![json!(3)]]);
    let dataset = read(&payload).unwrap();
    assert_eq!(dataset.observation(0, 0), Observation::Marker(Marker::Below(5)));
    assert_eq!(dataset.observation(0, 0).count(), None);
    let payload = Payload::read(&payload).unwrap();
    assert_eq!(Payload::read(&write(&payload)).unwrap(), payload);
}
