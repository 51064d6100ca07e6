//! Laws of the statistics that compare many areas: funnels, dispersion, ranks, shares of one whole, averages, totals.

use force_compare::stats::beta::{Split, regularised_beta};
use force_compare::stats::binomial::binomial_tails;
use force_compare::stats::normal::normal_below;
use force_compare::stats::poisson::poisson_tails;
use force_compare::stats::poisson_binomial::{Without, poisson_binomial};
use force_compare::stats::quadrature::{GaussLegendre, POINTS};
use force_compare::stats::*;
use proptest::prelude::*;

/// An area of a national table: some dozens to some millions of people, from no event up.
fn areas() -> impl Strategy<Value = Exposed> {
    let count = prop_oneof![1 => 0..5_u64, 3 => 5..100_u64, 3 => 100..3_000_u64, 1 => 3_000..3_000_000_u64];
    (count, 0.3..3.0_f64, -1.5..1.5_f64).prop_map(|(count, size, rate)| {
        let people = (count as f64 + 1.0) * size * 500.0 * rate.exp();
        Exposed { count, exposure: people.ceil() }
    })
}

fn confidences() -> impl Strategy<Value = f64> {
    prop_oneof![Just(0.95), Just(0.998), 0.5..0.9999_f64]
}

fn close(a: f64, b: f64, digits: f64) -> bool {
    a == b || (a - b).abs() <= digits * a.abs().max(b.abs()).max(1.0)
}

fn sum(values: impl IntoIterator<Item = f64>) -> f64 {
    values.into_iter().sum()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn limits_of_an_expected_count(log in -7.0..20.0_f64, coverage in confidences(), wider in 0.0..1.0_f64) {
        let expected = log.exp();
        let smooth = interpolated_limits(expected, coverage).unwrap();
        let steps = quantile_limits(expected, coverage).unwrap();
        let tail = (1.0 - coverage) / 2.0;
        prop_assert!(0.0 <= smooth.lower && smooth.lower <= smooth.upper && smooth.upper.is_finite());
        prop_assert!(steps.lower - 1.0 <= smooth.lower && smooth.lower <= steps.lower, "{smooth:?} {steps:?}");
        prop_assert!(steps.upper - 1.0 <= smooth.upper && smooth.upper <= steps.upper, "{smooth:?} {steps:?}");
        // The definition: the first count that reaches the level.
        let (low, high) = (poisson_tails(steps.lower, expected), poisson_tails(steps.upper, expected));
        prop_assert!(low.below < tail && tail <= low.below + low.at);
        prop_assert!(high.above <= tail && (steps.upper == 0.0 || tail < high.above + high.at));
        prop_assert!(low.below + high.above <= 1.0 - coverage + 1e-15);

        let outer = interpolated_limits(expected, coverage + (0.99999 - coverage) * wider).unwrap();
        prop_assert!(outer.lower <= smooth.lower && smooth.upper <= outer.upper);
        let more = interpolated_limits(expected * 1.01, coverage).unwrap();
        prop_assert!(smooth.lower <= more.lower && smooth.upper <= more.upper);
        prop_assert!(smooth.scale(1.0 / expected).contains(1.0) || expected < 2.0);
    }

    #[test]
    fn limits_of_a_later_count(log in 0.0..18.0_f64, odds in -3.0..3.0_f64, coverage in confidences()) {
        let (events, odds) = (log.exp() as u64, odds.exp());
        let limits = interpolated_later_limits(events, odds, coverage).unwrap();
        let tail = (1.0 - coverage) / 2.0;
        let n = events as f64;
        prop_assert!(0.0 <= limits.lower && limits.lower <= limits.upper && limits.upper <= n);
        // The definition: outside is what is unlikelier than the tail.
        let law = |count: f64| binomial_tails(count, n - count, odds);
        let (low, high) = (limits.lower.ceil(), limits.upper.floor());
        let (least, most) = (tail * (1.0 - 1e-9), tail * (1.0 + 1e-9));
        prop_assert!(law(low).low(1.0) >= least && law(high).high(1.0) >= least);
        prop_assert!((low < 1.0 || law(low - 1.0).low(1.0) < most) && (high >= n || law(high + 1.0).high(1.0) < most));
        // The two periods exchanged.
        let back = interpolated_later_limits(events, 1.0 / odds, coverage).unwrap();
        prop_assert!((limits.lower + back.upper - n).abs() <= 1e-9 * n);
        // Hardly any of many events later: the Poisson law.
        let rare = interpolated_later_limits(1 << 33, odds * 1e-8, coverage).unwrap();
        let poisson = interpolated_limits(odds * 1e-8 * 8_589_934_592.0, coverage).unwrap();
        prop_assert!(close(rare.lower, poisson.lower, 1e-5) && close(rare.upper, poisson.upper + 1.0, 1e-5));
    }

    #[test]
    fn funnels_of_rates(areas in prop::collection::vec(areas(), 1..50), trim in 0.0..0.4_f64) {
        let pooled = Pooled::new(&areas).unwrap();
        for scale in [FunnelScale::Root, FunnelScale::Ratio] {
            let Some(funnel) = rate_funnel(&areas, scale, trim) else {
                prop_assert_eq!(pooled.events, 0.0);
                continue;
            };
            let RateFunnelFit { benchmark, dispersion, marks, .. } = &funnel;
            prop_assert!(close(*benchmark, pooled.rate(1.0), 1e-15) && marks.len() == areas.len());
            prop_assert!(dispersion.tau2 >= 0.0 && dispersion.phi >= 0.0);
            // The expected events of all areas add up to those observed.
            prop_assert!(close(sum(marks.iter().map(|mark| mark.expected)), pooled.events, 1e-12));
            for mark in marks {
                let wide = mark.z_widened(dispersion);
                prop_assert!(mark.z.is_finite() && wide.abs() <= mark.z.abs());
                prop_assert!(dispersion.inflated(mark.z).abs() <= mark.z.abs());
                prop_assert!((mark.z > 0.0) == (mark.ratio > 1.0));
                let (narrow, broad) =
                    (funnel.limits(mark.expected, 0.95).unwrap(), funnel.limits(mark.expected, 0.998).unwrap());
                prop_assert!(broad.lower <= narrow.lower && narrow.upper < broad.upper && narrow.contains(1.0));
                let p = mark.p(dispersion);
                // The limit at 0 is for show where nothing lies below.
                let agrees = narrow.contains(mark.ratio) == (p >= 0.05) || (p - 0.05).abs() < 1e-9;
                prop_assert!(agrees || mark.ratio == 0.0, "{mark:?}");
            }
        }
    }

    #[test]
    fn tests_of_dispersion(areas in prop::collection::vec(areas(), 1..50), k in 0.001..1000.0_f64) {
        match dispersion_test(&areas) {
            None => prop_assert!(areas.len() < 2 || areas.iter().all(|area| area.count == 0)),
            Some(test) => {
                prop_assert!(test.pearson >= 0.0 && test.deviance >= 0.0 && test.df == (areas.len() - 1) as f64);
                prop_assert!((0.0..=1.0).contains(&test.p_pearson) && (0.0..=1.0).contains(&test.p_deviance));
                // The unit of exposure changes nothing.
                let scale = |area: &Exposed| Exposed { exposure: area.exposure * k, ..*area };
                let scaled: Vec<Exposed> = areas.iter().map(scale).collect();
                let again = dispersion_test(&scaled).unwrap();
                prop_assert!(close(test.pearson, again.pearson, 1e-9) && close(test.deviance, again.deviance, 1e-9));
            }
        }
    }

    /// One common change: exchanging the periods, or the areas, changes nothing; nor do areas without events.
    #[test]
    fn tests_of_changes(pairs in prop::collection::vec([0..3_000_u64, 0..3_000_u64], 1..40)) {
        let Some(test) = change_dispersion_test(&pairs) else {
            let none = |at: usize| pairs.iter().all(|pair| pair[at] == 0);
            prop_assert!(none(0) || none(1) || pairs.iter().filter(|pair| **pair != [0, 0]).count() < 2);
            return Ok(());
        };
        let mut back: Vec<[u64; 2]> = pairs.iter().rev().map(|&[earlier, later]| [later, earlier]).collect();
        back.push([0, 0]);
        let again = change_dispersion_test(&back).unwrap();
        prop_assert!(close(test.pearson, again.pearson, 1e-9) && close(test.deviance, again.deviance, 1e-9));
        prop_assert!(test.df == again.df && (0.0..=1.0).contains(&test.p_pearson));
        // The other formula of the same table: the sum of the squared distances of the later shares.
        let (x1, x2) = pairs.iter().fold((0.0, 0.0), |(x1, x2), pair| (x1 + pair[0] as f64, x2 + pair[1] as f64));
        let p = x2 / (x1 + x2);
        let by_shares = sum(pairs.iter().filter(|pair| **pair != [0, 0]).map(|&[earlier, later]| {
            let n = (earlier + later) as f64;
            let gap = later as f64 / n - p;
            n * gap * gap / (p * (1.0 - p))
        }));
        prop_assert!(close(test.pearson, by_shares, 1e-9), "{} {by_shares}", test.pearson);
    }

    #[test]
    fn averages(areas in prop::collection::vec(areas(), 1..20)) {
        let (pooled, mean) = (Pooled::new(&areas).unwrap(), MeanOfRates::new(&areas).unwrap());
        let rates = || areas.iter().map(|area| area.count as f64 / area.exposure * 1e5);
        let (least, most) = (rates().fold(f64::INFINITY, f64::min), rates().fold(0.0, f64::max));
        for value in [pooled.rate(1e5), mean.rate(1e5)] {
            prop_assert!(least * (1.0 - 1e-12) <= value && value <= most * (1.0 + 1e-12));
        }
    }

    #[test]
    fn simultaneous_shares(parts in prop::collection::vec(0..1_000_000_u64, 1..12), confidence in confidences()) {
        let whole: u64 = parts.iter().sum();
        let Some(shares) = goodman(&parts, confidence) else {
            prop_assert_eq!(whole, 0);
            return Ok(());
        };
        prop_assert!(close(sum(shares.iter().map(|share| share.value)), 1.0, 1e-12));
        let single = 1.0 - (1.0 - confidence) / parts.len() as f64;
        for (share, part) in shares.iter().zip(&parts) {
            let Interval { lower, upper, .. } = share.interval;
            prop_assert!(0.0 <= lower && lower <= share.value && share.value <= upper && upper <= 1.0, "{share:?}");
            let alone = wilson(*part, whole, single).unwrap().interval;
            prop_assert!(close(lower, alone.lower, 1e-9) && close(upper, alone.upper, 1e-9));
            let usual = wilson(*part, whole, confidence).unwrap().interval;
            prop_assert!(lower <= usual.lower + 1e-15 && usual.upper <= upper + 1e-15);
        }
    }

    #[test]
    fn withheld_counts(counts in prop::collection::vec((0..10_000_u64, 0..5_u64, 0..=4_u64), 0..30)) {
        let ranges: Vec<CountRange> =
            counts.iter().map(|&(least, width, _)| CountRange::new(least, least + width).unwrap()).collect();
        let whole = total(&ranges).unwrap();
        // The range of the total holds the true total, whatever it was.
        let truth: u64 = counts.iter().map(|&(least, width, more)| least + more.min(width)).sum();
        prop_assert!(whole.least() <= truth && truth <= whole.greatest());
        prop_assert_eq!(whole.known().is_some(), ranges.iter().all(|range| range.known().is_some()));
    }

    #[test]
    fn numbers_of_successes(p in prop::collection::vec(0.0..=1.0_f64, 1..60)) {
        let law = poisson_binomial(p.iter().copied());
        prop_assert!(law.len() == p.len() + 1 && close(sum(law.iter().copied()), 1.0, 1e-13));
        prop_assert!(close(sum((0..).zip(&law).map(|(n, q)| f64::from(n) * q)), sum(p.iter().copied()), 1e-12));
        for (place, &own) in p.iter().enumerate() {
            let others = p.iter().enumerate().filter(|(other, _)| *other != place).map(|(_, &p)| p);
            let expected = poisson_binomial(others);
            let found: Vec<f64> = if own <= 0.5 {
                let mut without = Without::ascending(own);
                law.iter().take(p.len()).map(|&q| without.next(q)).collect()
            } else {
                let mut without = Without::descending(own);
                let mut found: Vec<f64> = law.iter().skip(1).rev().map(|&q| without.next(q)).collect();
                found.reverse();
                found
            };
            prop_assert!(expected.iter().zip(&found).all(|(a, b)| (a - b).abs() < 1e-14), "{own}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn ranks_of_areas(areas in prop::collection::vec(areas(), 1..25), confidence in confidences()) {
        let laws = rank_probabilities(&areas).unwrap();
        let ranks = ranks(&areas, confidence).unwrap();
        // Every area has one rank, and every rank one area.
        for (place, law) in laws.iter().enumerate() {
            prop_assert!(law.iter().all(|p| *p >= 0.0) && close(sum(law.iter().copied()), 1.0, 1e-11));
            prop_assert!(close(sum(laws.iter().map(|law| law[place])), 1.0, 1e-11));
        }
        for (own, rank) in areas.iter().zip(&ranks) {
            prop_assert!(1 <= rank.lower && rank.lower <= rank.median && rank.median <= rank.upper);
            prop_assert!(rank.upper <= areas.len() && (1..=areas.len()).contains(&rank.place));
            // Computes the mean another way: by the chance of each other area to be above, from the beta law.
            let above = |other: &Exposed| {
                let split = Split::from_odds(own.exposure / other.exposure);
                regularised_beta(own.count as f64 + 0.5, other.count as f64 + 0.5, split).0
            };
            // The area itself, in the sum as well, is above itself with probability one half.
            let mean = 0.5 + sum(areas.iter().map(above));
            prop_assert!(close(rank.mean, mean, 1e-11), "{} {mean}", rank.mean);
        }
        let (mut back, mut more) = (areas.clone(), areas.clone());
        back.reverse();
        let mirrored = rank_probabilities(&back).unwrap();
        for (law, again) in laws.iter().zip(mirrored.iter().rev()) {
            prop_assert!(law.iter().zip(again).all(|(a, b)| (a - b).abs() < 1e-12));
        }
        more[0].count += 1 + more[0].count / 10;
        prop_assert!(force_compare::stats::ranks(&more, confidence).unwrap()[0].mean <= ranks[0].mean + 1e-9);
    }

}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, failure_persistence: None, ..ProptestConfig::default() })]

    /// The quick range differs from the exact ranks by one place at most, and its mean is right.
    #[test]
    fn ranks_of_one_among_many(areas in prop::collection::vec(areas(), 20..60), chosen in 0..20_usize) {
        let exact = ranks(&areas, 0.95).unwrap()[chosen];
        let near = rank_among(&areas, chosen, 0.95).unwrap();
        prop_assert!(near.place == exact.place && close(near.mean, exact.mean, 1e-6), "{exact:?} {near:?}");
        for (a, b) in [(near.lower, exact.lower), (near.median, exact.median), (near.upper, exact.upper)] {
            prop_assert!(a.abs_diff(b) <= 1, "{exact:?} {near:?}");
        }
    }
}

/// Without an answer the functions return none.
#[test]
fn no_answer() {
    for (values, trim) in [
        (&[][..], 0.1),
        (&[1.0, f64::NAN], 0.1),
        (&[1.0, f64::INFINITY], 0.1),
        (&[1.0, 2.0], 0.6),
        (&[1.0, 2.0], -0.1),
        (&[1.0, 2.0], f64::NAN),
    ] {
        assert_eq!(winsorise(values, trim), None, "{values:?} {trim}");
    }
    let one = Exposed { count: 5, exposure: 1.0 };
    for odd in [0.0, 1.0, -0.5, 2.0, f64::NAN, f64::INFINITY] {
        assert!(interpolated_limits(5.0, odd).is_none() && quantile_limits(5.0, odd).is_none());
        assert!(goodman(&[1, 2], odd).is_none());
        assert!(ranks(&[one; 3], odd).is_none() && rank_among(&[one; 3], 0, odd).is_none());
        assert!(rate_funnel(&[one; 3], FunnelScale::Root, 0.1).unwrap().limits(5.0, odd).is_none());
    }
    for odd in [0.0, -1.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert!(interpolated_limits(odd, 0.95).is_none() && quantile_limits(odd, 0.95).is_none());
        assert!(rate_funnel(&[one; 3], FunnelScale::Ratio, 0.1).unwrap().limits(odd, 0.95).is_none());
        let areas = [one, Exposed { count: 5, exposure: odd }, one];
        assert!(Pooled::new(&areas).is_none() && MeanOfRates::new(&areas).is_none());
        assert!(rate_funnel(&areas, FunnelScale::Root, 0.1).is_none() && dispersion_test(&areas).is_none());
        assert!(rank_probabilities(&areas).is_none() && rank_among(&areas, 0, 0.95).is_none());
    }
    assert!(interpolated_limits(1e10, 0.95).is_none());
    for odds in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert!(interpolated_later_limits(10, odds, 0.95).is_none());
    }
    for coverage in [0.0, 1.0, f64::NAN] {
        assert!(interpolated_later_limits(10, 1.0, coverage).is_none());
    }
    assert!(
        interpolated_later_limits(0, 1.0, 0.95).is_none() && interpolated_later_limits(1 << 34, 1.0, 0.95).is_none()
    );
    for odd in
        [&[][..], &[[5, 6]], &[[5, 6], [0, 0]], &[[5, 0], [6, 0]], &[[0, 5], [0, 6]], &[[5, 6], [MAX_COUNT + 1, 6]]]
    {
        assert!(change_dispersion_test(odd).is_none(), "{odd:?}");
    }
    assert!(
        goodman(&[], 0.95).is_none() && goodman(&[0, 0], 0.95).is_none() && goodman(&[u64::MAX, 1], 0.95).is_none()
    );
    assert!(rank_probabilities(&[]).is_none() && rank_probabilities(&[one; MAX_RANKED + 1]).is_none());
    assert!(rank_among(&[one; 3], 3, 0.95).is_none());
    let most = Exposed { count: MAX_COUNT + 1, exposure: 1.0 };
    assert!(Pooled::new(&[most]).is_none() && ranks(&[most], 0.95).is_none());
    assert!(Pooled::new(&[]).is_none() && MeanOfRates::new(&[]).is_none() && dispersion_test(&[one]).is_none());
    assert!(CountRange::new(5, 4).is_none());
    assert!(total(&[CountRange::exactly(u64::MAX), CountRange::exactly(1)]).is_none());
    assert_eq!(total(&[]), Some(CountRange::exactly(0)));
}

/// Known values, and the edges of funnels.
#[test]
fn funnel_edges() {
    assert_eq!(interpolated_limits(3.68, 0.95).unwrap().lower, 0.0);
    assert!(interpolated_limits(3.70, 0.95).unwrap().lower > 0.0);
    let rare = interpolated_limits(1e-9, 0.95).unwrap();
    assert_eq!((rare.lower, rare.upper), (0.0, 0.0));
    assert_eq!(quantile_limits(1e-9, 0.95).unwrap().upper, 0.0);
    // A coverage that leaves next to nothing, from few events and from many.
    for expected in [0.01, 5.0, 4e9] {
        let limits = interpolated_limits(expected, 1.0 - 1e-13).unwrap();
        assert!(limits.lower < expected && expected + 6.0 * expected.sqrt() < limits.upper, "{limits:?}");
    }
}

/// One area is so much larger than all others that nothing is left of them: the variance between areas is not below
/// zero, and a distance beyond all measure has the chance zero rather than NaN.
#[test]
fn sizes_worlds_apart() {
    for power in 1..120 {
        for digits in [1.0, 1.37, 2.9, 7.3] {
            let small = digits * 10_f64.powi(-power);
            let spread = dispersion(&[30.0, -4.0, 0.5], &[small, 1.0, 0.7], 0.1);
            assert!(spread.is_none_or(|spread| spread.tau2 >= 0.0), "{small}: {spread:?}");
        }
    }
    for power in [10, 100, 150, 180, 300] {
        let apart =
            [(1_000_000_000, 1.0), (1, 10_f64.powi(power))].map(|(count, exposure)| Exposed { count, exposure });
        let test = dispersion_test(&apart);
        assert!(test.is_none_or(|test| test.p_pearson == 0.0 && test.p_deviance == 0.0), "{power}: {test:?}");
    }
}

/// The normal law agrees with printed tables, and its two sides with each other.
#[test]
fn the_normal_law() {
    for (z, below) in [(0.0, 0.5), (1.0, 0.841_344_746), (1.959_963_985, 0.975), (3.0, 0.998_650_102)] {
        assert!((normal_below(z) - below).abs() < 1e-9 && (normal_below(-z) - (1.0 - below)).abs() < 1e-9, "{z}");
    }
}

/// The quick range of one area's place differs from its exact ranks by one place at most.
#[test]
fn quick_ranges_of_places() {
    for seed in 1..40_u64 {
        let area = |at: u64| {
            let mixed = (seed * 7919 + at * 104_729).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            Exposed {
                count: (mixed >> 40) % [30, 300, 3_000][(seed % 3) as usize],
                exposure: 1e5 + (mixed % 9_000) as f64 * 1e2,
            }
        };
        let areas: Vec<Exposed> = (0..5 + seed % 30).map(area).collect();
        for (at, exact) in ranks(&areas, 0.95).unwrap().iter().enumerate() {
            let quick = rank_range(&areas, at, 0.95).unwrap();
            let off = [(quick.lower, exact.lower), (quick.upper, exact.upper)].map(|(a, b)| a.abs_diff(b));
            assert!(
                quick.place == exact.place && off.iter().all(|places| *places <= 1),
                "{areas:?} {at}: {quick:?} {exact:?}"
            );
        }
    }
    // The first and the last of areas worlds apart, and an area alone, have no doubt about their places.
    let apart = [(1_000_000, 1.0), (1, 1e9), (1_000, 1.0)].map(|(count, exposure)| Exposed { count, exposure });
    let places = [0, 1, 2].map(|at| rank_range(&apart, at, 0.998).map(|range| (range.place, range.lower, range.upper)));
    assert_eq!(places, [Some((1, 1, 1)), Some((3, 3, 3)), Some((2, 2, 2))]);
    assert_eq!(rank_range(&apart, 3, 0.95), None);
    assert!(rank_range(&[apart[0]; 1_000], 0, 0.95).is_some() && rank_range(&[apart[0]; 1_001], 0, 0.95).is_none());
}

/// The rule for integrals: exact for polynomials.
#[test]
fn integrals() {
    let rule = GaussLegendre::new();
    for degree in 0..2 * POINTS as i32 {
        let power = |x: f64| x.powi(degree);
        let whole = sum(rule.weight.iter().zip(rule.at).map(|(w, x)| w * power(x)));
        assert!((whole - 1.0 / f64::from(degree + 1)).abs() < 1e-15, "{degree}: {whole}");
        if degree < POINTS as i32 {
            for (up_to, end) in rule.up_to.iter().zip(rule.at) {
                let part = sum(up_to.iter().zip(rule.at).map(|(w, x)| w * power(x)));
                assert!((part - power(end) * end / f64::from(degree + 1)).abs() < 1e-15, "{degree}, {end}: {part}");
            }
        }
    }
}

/// Like areas share every rank; equal rates share a place.
#[test]
fn ties() {
    for (count, digits) in [(0, 1e-9), (300, 1e-13)] {
        let alike = [Exposed { count, exposure: 1e6 }; 43];
        for law in rank_probabilities(&alike).unwrap() {
            assert!(law.iter().all(|p| (p - 1.0 / 43.0).abs() < digits));
        }
        for rank in ranks(&alike, 0.95).unwrap() {
            assert_eq!((rank.place, rank.lower, rank.median, rank.upper), (1, 2, 22, 42));
        }
    }
    let rates =
        [(30, 100.0), (10, 100.0), (20, 200.0), (5, 100.0)].map(|(count, exposure)| Exposed { count, exposure });
    let places: Vec<usize> = ranks(&rates, 0.95).unwrap().iter().map(|rank| rank.place).collect();
    assert_eq!(places, [1, 2, 2, 4]);
    // One area has one rank; rates worlds apart have no doubt; sizes worlds apart end.
    let alone = rank_probabilities(&rates[..1]).unwrap();
    assert!(alone.len() == 1 && close(alone[0][0], 1.0, 1e-12));
    let apart = [(1_000_000, 1.0), (1, 1e9), (1_000, 1.0)].map(|(count, exposure)| Exposed { count, exposure });
    let ranks = ranks(&apart, 0.998).unwrap();
    assert_eq!(ranks.iter().map(|rank| (rank.lower, rank.upper)).collect::<Vec<_>>(), [(1, 1), (3, 3), (2, 2)]);
    let sizes: Vec<Exposed> = (-45..45).map(|e| Exposed { count: 3, exposure: 10_f64.powi(2 * e) }).collect();
    assert!(rank_probabilities(&sizes).unwrap().iter().all(|law| close(sum(law.iter().copied()), 1.0, 1e-9)));
}
