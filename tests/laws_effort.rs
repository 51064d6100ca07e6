//! Limits the work that a limit may cost, by counting evaluations rather than seconds.

use std::cell::Cell;

use force_compare::stats::binomial::binomial_tails;
use force_compare::stats::normal::z_of;
use force_compare::stats::poisson::poisson_tails;
use force_compare::stats::tails::{EXACT, MID_P, Side, Tails, limit, start};
use proptest::prelude::*;

/// How many evaluations of a tail a search may take from the statistics' own start. Of 20,000 searches none took more
/// than three.
const FROM_START: u32 = 5;

/// How many it may take from any start: it finds a bracket by eighths, and halves it.
const FROM_ANYWHERE: u32 = 60;

/// Counts of every size up to a thousand million, as many small as large.
fn counts() -> impl Strategy<Value = u64> {
    prop_oneof![1..20_u64, 20..2_000_u64, 2_000..1_000_000_u64, 1_000_000..=1_000_000_000_u64]
}

fn weights() -> impl Strategy<Value = f64> {
    prop_oneof![Just(EXACT), Just(MID_P)]
}

fn sides() -> impl Strategy<Value = Side> {
    prop_oneof![Just(Side::Lower), Just(Side::Upper)]
}

/// How often the search asks for a tail.
fn effort(side: Side, alpha: f64, weight: f64, from: f64, law: &dyn Fn(f64) -> Tails) -> u32 {
    let asked = Cell::new(0);
    let found = limit(side, alpha, weight, from, &|at| {
        asked.set(asked.get() + 1);
        law(at)
    });
    assert!(found > 0.0 && found.is_finite(), "{found}");
    asked.get()
}

/// The shapes midway between those of the two tails, as the statistics take them.
fn shapes(side: Side, count: f64, other: f64, weight: f64) -> (f64, f64, f64) {
    match side {
        Side::Lower => (count + 1.0 - weight, other + weight, -1.0),
        Side::Upper => (count + weight, other + 1.0 - weight, 1.0),
    }
}

proptest! {
    #[test]
    fn a_limit_is_found_in_a_few_evaluations(
        count in counts(), other in counts(), confidence in 0.5..0.9999_f64, weight in weights(), side in sides(),
    ) {
        let (count, other) = (count as f64, other as f64);
        let (z, alpha) = (z_of(confidence).unwrap(), (1.0 - confidence) / 2.0);
        let (a, b, sign) = shapes(side, count, other, weight);
        let mean = effort(side, alpha, weight, start(a, 0.0, sign * z, weight), &|mean| poisson_tails(count, mean));
        prop_assert!(mean <= FROM_START, "{mean} evaluations for the limit of a mean");
        let from = start(a, 1.0 / b, sign * z, weight) / b;
        let odds = effort(side, alpha, weight, from, &|odds| binomial_tails(count, other, odds));
        prop_assert!(odds <= FROM_START, "{odds} evaluations for the limit of odds");
    }

    #[test]
    fn a_limit_is_found_from_anywhere(
        count in 1..10_000_u64, other in 1..10_000_u64, confidence in 0.5..0.9999_f64, weight in weights(), side in sides(),
        power in -12..12_i32,
    ) {
        let (count, other, alpha, from) = (count as f64, other as f64, (1.0 - confidence) / 2.0, 10_f64.powi(power));
        let mean = effort(side, alpha, weight, from, &|mean| poisson_tails(count, mean));
        let odds = effort(side, alpha, weight, from, &|odds| binomial_tails(count, other, odds));
        prop_assert!(mean.max(odds) <= FROM_ANYWHERE, "{mean} and {odds} evaluations");
    }
}
