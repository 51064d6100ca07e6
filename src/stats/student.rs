//! Student's t: a normal law whose standard deviation had to be estimated from few values.

use std::f64::consts::FRAC_2_PI;

/// P(|T| > |t|) on a whole number of degrees of freedom, at least 1: the finite sums in powers of the cosine of
/// arctan(t / √df) (Abramowitz & Stegun 1964, 26.7.3 and 26.7.4). Off by less than 10⁻¹²; work grows with `df`.
pub fn two_sided_t(t: f64, df: u32) -> f64 {
    let df_whole = f64::from(df.max(1));
    // Beyond any t that data can give, so that its square stays finite.
    let t = t.abs().min(1e150);
    let hypotenuse = (df_whole + t * t).sqrt();
    let (sine, cosine) = (t / hypotenuse, df_whole.sqrt() / hypotenuse);
    let odd = df % 2 == 1;
    let (mut term, mut at) = if odd { (cosine, 2.0) } else { (1.0, 1.0) };
    let mut sum = 0.0;
    for _ in 0..df / 2 {
        sum += term;
        term *= cosine * cosine * (at / (at + 1.0));
        at += 2.0;
    }
    let within = if odd { FRAC_2_PI * (arctangent(sine, cosine) + sine * sum) } else { sine * sum };
    (1.0 - within).max(0.0)
}

/// The angle from 0 to a right angle with this sine and cosine, by halving it until its series is short. (The library's
/// own would be the only trigonometric function that readers load.)
fn arctangent(sine: f64, cosine: f64) -> f64 {
    // The tangent of half the angle, then of a quarter, and so on.
    let mut tangent = sine / (1.0 + cosine);
    for _ in 0..3 {
        tangent /= 1.0 + (1.0 + tangent * tangent).sqrt();
    }
    let (mut sum, mut power) = (0.0, tangent);
    for at in 0..12 {
        sum += power / f64::from(2 * at + 1);
        power *= -tangent * tangent;
    }
    16.0 * sum
}
