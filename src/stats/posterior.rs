//! Where an area's true rate may lie, as a law of the square root of the rate.
//!
//! After a count from an exposure N, and Jeffreys' prior, the rate is Gamma(count + ½, N). Its root u has a density
//! in proportion to u^(2 count) exp(-N u²): smooth down to 0 even without events, and of spread 1/(2√N) whatever the
//! count, so that rates of every size are resolved alike.

use std::f64::consts::{PI, SQRT_2, TAU};

use super::gamma::regularised_gamma;
use super::ratio::Exposed;
use super::special::{half_deviance, stirling_error};

/// The law of the root of an area's rate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Posterior {
    count: f64,
    exposure: f64,
    /// The density at the mode.
    scale: f64,
}

impl Posterior {
    /// The law after an area's count; `None` for an exposure or a count that this layer does not answer.
    pub fn new(area: Exposed) -> Option<Posterior> {
        let (count, exposure) = area.numbers()?;
        Some(Posterior { count, exposure, scale: 2.0 * exposure.sqrt() * peak(count) })
    }

    /// The density at a root ≥ 0.
    pub fn density(&self, root: f64) -> f64 {
        let mean = self.exposure * root * root;
        self.scale * (-half_deviance(self.count, mean, self.count - mean)).exp()
    }

    /// The probability of a smaller root.
    pub fn below(&self, root: f64) -> f64 {
        regularised_gamma(self.count + 0.5, self.exposure * root * root).0
    }

    /// The standard deviation, which is the same for all but the smallest counts.
    pub fn spread(&self) -> f64 {
        0.5 / self.exposure.sqrt()
    }

    /// A stretch about the mode, with `z` standard deviations below it and enough above for the longer tail there.
    ///
    /// The density falls at least as exp(-2 N d²) at a distance d below the mode, and as exp(-N d²) above it.
    pub fn reach(&self, z: f64) -> (f64, f64) {
        let mode = (self.count / self.exposure).sqrt();
        ((mode - z * self.spread()).max(0.0), mode + z * self.spread() * SQRT_2)
    }
}

/// x^x e^-x / Γ(x + ½) for x = 0, 1, ...
fn peak(x: f64) -> f64 {
    if x < 1.0 {
        return 1.0 / PI.sqrt();
    }
    (-stirling_error(x - 0.5) - 0.5 - x * (-0.5 / x).ln_1p()).exp() / TAU.sqrt()
}
