//! Student's t: a normal law whose standard deviation had to be estimated from few values.

use super::beta::{Split, beta_quantile, regularised_beta};

/// P(|T| > |t|) on `df` > 0 degrees of freedom.
pub fn two_sided_t(t: f64, df: f64) -> f64 {
    // Beyond any t that data can give, so that its square stays finite.
    let t = t.abs().min(1e150);
    let whole = df + t * t;
    regularised_beta(df / 2.0, 0.5, Split { x: df / whole, y: t * t / whole }).0
}

/// The t beyond which, on either side, lies the probability 1 - `confidence`: 12.7 at 0.95 on one degree of freedom,
/// 2.2 on ten. `None` unless 0 < confidence < 1 and `df` > 0.
pub fn t_of(confidence: f64, df: f64) -> Option<f64> {
    let usable = confidence > 0.0 && confidence < 1.0 && df > 0.0 && df < 1e15;
    usable.then(|| {
        let Split { x, y } = beta_quantile(df / 2.0, 0.5, 1.0 - confidence);
        (df * y / x).sqrt()
    })
}
