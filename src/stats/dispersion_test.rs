//! Could one common rate have produced all these counts?

use super::average::Pooled;
use super::gamma::regularised_gamma;
use super::ratio::Exposed;
use super::special::half_deviance;

/// The test of one common rate, by two statistics that are close to chi-square if there is one.
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
/// A small p-value is the rule and no news: areas differ. How much is for [`rate_funnel`](super::rate_funnel()) to
/// say. `None` for fewer than two areas, without events, and for an exposure that is not positive and finite.
pub fn dispersion_test(areas: &[Exposed]) -> Option<DispersionTest> {
    let pooled = Pooled::new(areas)?;
    if areas.len() < 2 || pooled.events == 0.0 {
        return None;
    }
    let (mut pearson, mut deviance) = (0.0, 0.0);
    for area in areas {
        let (observed, expected) = (area.count as f64, pooled.expected(area.exposure));
        let gap = observed - expected;
        pearson += gap * gap / expected;
        deviance += 2.0 * half_deviance(observed, expected, gap);
    }
    let df = (areas.len() - 1) as f64;
    let p = |statistic: f64| regularised_gamma(df / 2.0, statistic / 2.0).1;
    Some(DispersionTest { pearson, deviance, df, p_pearson: p(pearson), p_deviance: p(deviance) })
}
