//! Random numbers that are the same for the same seed.

use std::f64::consts::TAU;

use force_compare::stats::special::poisson_pmf;

/// SplitMix64.
pub struct Random(pub u64);

impl Random {
    /// Between 0 and 1, never either.
    pub fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let x = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (((x ^ (x >> 31)) >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    /// Between two positive numbers, each factor as likely as any other.
    pub fn log_uniform(&mut self, [least, most]: [f64; 2]) -> f64 {
        least * (most / least).powf(self.uniform())
    }

    /// Standard normal (Box and Muller 1958), because the tails matter here.
    pub fn normal(&mut self) -> f64 {
        (-2.0 * self.uniform().ln()).sqrt() * (TAU * self.uniform()).cos()
    }

    /// A Poisson count, by inversion at every mean: a normal law in its place would lack the skew that is measured.
    ///
    /// The counts are gone through from the likeliest outwards, so that no probability that matters is too small for a
    /// double; that takes about as many steps as the root of the mean.
    pub fn poisson(&mut self, mean: f64) -> u64 {
        let likeliest = mean.floor();
        let (mut low, mut high) = (likeliest, likeliest);
        let (mut below, mut above) = (poisson_pmf(likeliest, mean), poisson_pmf(likeliest, mean));
        let mut left = self.uniform() - above;
        // Rounding can leave a last bit of probability that belongs to no count.
        while left > 0.0 && above + below > 1e-18 {
            high += 1.0;
            above *= mean / high;
            left -= above;
            if left <= 0.0 {
                return high as u64;
            }
            if low > 0.0 {
                below *= low / mean;
                low -= 1.0;
                left -= below;
                if left <= 0.0 {
                    return low as u64;
                }
            } else {
                below = 0.0;
            }
        }
        likeliest as u64
    }
}
