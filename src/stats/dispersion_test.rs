//! Could one common rate, or one common change, have produced all these counts?

use super::average::Pooled;
use super::count::number;
use super::gamma::regularised_gamma;
use super::ratio::Exposed;
use super::special::half_deviance;

/// The test of one common rate or change, by two statistics that are close to chi-square if there is one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DispersionTest {
    /// Pearson's chi-square: Σ(O - E)² / E.
    pub pearson: f64,
    /// The deviance: 2 Σ(O ln(O / E) - (O - E)), with 0 ln 0 = 0.
    pub deviance: f64,
    /// Degrees of freedom: areas less one.
    pub df: f64,
    /// P-value of Pearson's statistic.
    pub p_pearson: f64,
    /// P-value of the deviance.
    pub p_deviance: f64,
}

/// Pearson's and the deviance test of one rate common to all areas.
///
/// A small p-value is the rule and no news, because areas differ; by how much, [`rate_funnel`](super::rate_funnel())
/// says. `None` for fewer than two areas, without events, and for an exposure that is not positive and finite.
pub fn dispersion_test(areas: &[Exposed]) -> Option<DispersionTest> {
    let pooled = Pooled::new(areas)?;
    if areas.len() < 2 || pooled.events == 0.0 {
        return None;
    }
    let mut sums = TestSums::default();
    for area in areas {
        sums.add(area.count as f64, pooled.expected(area.exposure));
    }
    Some(sums.test((areas.len() - 1) as f64))
}

/// Pearson's and the deviance test of one change common to all areas, their counts given as [earlier, later]: a table
/// of two columns with its margins fixed, so that neither the areas' sizes nor the lengths of the periods matter.
///
/// An area without events in either period is not counted. `None` when fewer than two areas are left, when either
/// period has no events, and for a count above 2³².
///
/// Pearson 1900; Armitage, Berry & Matthews 2002, Statistical Methods in Medical Research, on 2 × k tables.
pub fn change_dispersion_test(counts: &[[u64; 2]]) -> Option<DispersionTest> {
    let (mut columns, mut areas) = ([0.0, 0.0], 0.0_f64);
    for &[earlier, later] in counts {
        columns[0] += number(earlier)?;
        columns[1] += number(later)?;
        areas += f64::from(earlier.max(later) > 0);
    }
    if areas < 2.0 || columns[0] == 0.0 || columns[1] == 0.0 {
        return None;
    }
    let whole = columns[0] + columns[1];
    let mut sums = TestSums::default();
    for &[earlier, later] in counts {
        let row = earlier as f64 + later as f64;
        if row > 0.0 {
            sums.add(earlier as f64, row * (columns[0] / whole));
            sums.add(later as f64, row * (columns[1] / whole));
        }
    }
    Some(sums.test(areas - 1.0))
}

/// Both statistics so far.
#[derive(Default)]
struct TestSums {
    pearson: f64,
    deviance: f64,
}

impl TestSums {
    fn add(&mut self, observed: f64, expected: f64) {
        let gap = observed - expected;
        self.pearson += gap * gap / expected;
        self.deviance += 2.0 * half_deviance(observed, expected, gap);
    }

    fn test(self, df: f64) -> DispersionTest {
        let TestSums { pearson, deviance } = self;
        let p = |statistic: f64| regularised_gamma(df / 2.0, statistic / 2.0).1;
        DispersionTest { pearson, deviance, df, p_pearson: p(pearson), p_deviance: p(deviance) }
    }
}
