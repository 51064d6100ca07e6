//! How often the default interval of a change holds the true ratio, counted over every outcome: no simulation.

use force_compare::stats::binomial::binomial_tails;
use force_compare::stats::special::poisson_pmf;
use force_compare::stats::*;

/// Nominal.
const CONFIDENCE: f64 = 0.95;
/// How many standard deviations a sum over outcomes reaches on either side; the outcomes beyond have a probability
/// below 10⁻¹⁵ in all.
const REACH: f64 = 9.0;

fn holds(later: u64, earlier: u64, ratio: f64, method: Method) -> bool {
    let at = |count| Exposed { count, exposure: 1.0 };
    rate_ratio(at(later), at(earlier), CONFIDENCE, method).unwrap().interval.contains(ratio)
}

/// The probability that the interval holds the true ratio, for Poisson counts of this earlier mean and ratio times it.
///
/// The sum of both counts is Poisson, and the later one binomial given the sum. The interval moves up with the later
/// count, so for each sum it holds the ratio between a first and a last one, which move on by at most one when the sum
/// does.
fn coverage(mean: f64, ratio: f64, method: Method) -> f64 {
    let whole = mean * (1.0 + ratio);
    let least = (whole - REACH * whole.sqrt()).max(0.0) as u64;
    let most = (whole + REACH * whole.sqrt() + REACH * REACH) as u64;
    let (mut first, mut last) = (0, 0);
    let mut sum = 0.0;
    for n in least..=most {
        while first < n && !holds(first, n - first, ratio, method) {
            first += 1;
        }
        last = last.max(first);
        while last < n && holds(last + 1, n - last - 1, ratio, method) {
            last += 1;
        }
        let below = binomial_tails(first as f64, (n - first) as f64, ratio).below;
        let above = binomial_tails(last as f64, (n - last) as f64, ratio).above;
        sum += poisson_pmf(n as f64, whole) * (1.0 - below - above);
    }
    sum
}

/// Computes [`coverage`] one pair of counts after another.
fn coverage_plainly(mean: f64, ratio: f64, method: Method) -> f64 {
    let most = |mean: f64| (mean + REACH * mean.sqrt() + REACH * REACH) as u64;
    let mut sum = 0.0;
    for earlier in 0..=most(mean) {
        for later in 0..=most(mean * ratio) {
            if holds(later, earlier, ratio, method) {
                sum += poisson_pmf(earlier as f64, mean) * poisson_pmf(later as f64, mean * ratio);
            }
        }
    }
    sum
}

const MEANS: [f64; 6] = [5.0, 10.0, 20.0, 50.0, 100.0, 300.0];
const RATIOS: [f64; 5] = [0.5, 0.8, 1.0, 1.25, 2.0];

#[test]
fn default_interval() {
    let mut worst: f64 = 1.0;
    for mean in MEANS {
        for ratio in RATIOS {
            let part = coverage(mean, ratio, Method::MidPRatio);
            println!("mean {mean}, ratio {ratio}: {:.3}%", 100.0 * part);
            assert!(part >= 0.949, "mean {mean}, ratio {ratio}: {part}");
            worst = worst.min(part);
        }
    }
    println!("never below {:.3}%", 100.0 * worst);
}

/// The guaranteed interval keeps its promise.
#[test]
fn exact_interval() {
    for mean in [5.0, 20.0, 50.0] {
        for ratio in RATIOS {
            let part = coverage(mean, ratio, Method::ExactRatio);
            assert!(part >= CONFIDENCE, "mean {mean}, ratio {ratio}: {part}");
        }
    }
}

/// The shortcut over the sums gives the plain sum's result.
#[test]
fn enumeration() {
    for ratio in [0.5, 1.25] {
        let (short, plain) = (coverage(5.0, ratio, Method::MidPRatio), coverage_plainly(5.0, ratio, Method::MidPRatio));
        assert!((short - plain).abs() < 1e-12, "ratio {ratio}: {short}, {plain}");
    }
}
