//! Maps values to places. We use our own, because it is total: whatever the data, every value has a place inside the
//! range, and ticks are few. (An axis of a plotting library has been seen to hang the page on an empty or infinite
//! range.)

/// A monotone map from a domain of values to a range of pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    domain: (f64, f64),
    range: (f64, f64),
    logarithmic: bool,
}

/// The least and the greatest of the finite values above a floor; `None` where there are none.
fn extent(values: &[f64], floor: f64) -> Option<(f64, f64)> {
    let mut extent = None;
    for &value in values {
        if value.is_finite() && value > floor {
            let (low, high) = extent.unwrap_or((value, value));
            extent = Some((value.min(low), value.max(high)));
        }
    }
    extent
}

impl Scale {
    /// A scale with equal steps for equal differences. Without values it goes from 0 to 1; a single value gets room
    /// around it.
    pub fn linear(values: &[f64], range: (f64, f64)) -> Self {
        let (low, high) = extent(values, f64::NEG_INFINITY).unwrap_or((0.0, 1.0));
        let (low, high) = (low.max(-1e300), high.min(1e300));
        let domain = if low < high { (low, high) } else { (low - 1.0, low + 1.0 + low.abs() * 1e-9) };
        Self { domain, range, logarithmic: false }
    }

    /// A scale with equal steps for equal ratios. Values of zero and below have no place of their own and stand at its
    /// low end.
    pub fn logarithmic(values: &[f64], range: (f64, f64)) -> Self {
        let (low, high) = extent(values, 0.0).unwrap_or((1.0, 10.0));
        // One value, or all alike: from half to double, so that they stand in the middle.
        let domain = if high / low > 1.0001 { (low, high) } else { (low / 2.0, high * 2.0) };
        Self { domain, range, logarithmic: true }
    }

    /// The place of a value. Values outside the domain stand at its nearer end, NaN at the low end.
    pub fn place(&self, value: f64) -> f64 {
        let (low, high) = self.domain;
        let part = if self.logarithmic {
            if value > 0.0 { (value / low).ln() / (high / low).ln() } else { 0.0 }
        } else {
            // Halved, so that a domain as wide as a double allows does not overflow.
            (value / 2.0 - low / 2.0) / (high / 2.0 - low / 2.0)
        };
        let part = if part.is_nan() { 0.0 } else { part.max(0.0).min(1.0) };
        self.range.0 + part * (self.range.1 - self.range.0)
    }

    /// Whether a place is inside the range, and not at its end, where everything beyond the domain stands.
    pub fn holds(&self, place: f64) -> bool {
        let (low, high) = (self.range.0.min(self.range.1), self.range.0.max(self.range.1));
        low < place && place < high
    }

    /// Round values inside the domain, lowest first, at most about `most`.
    pub fn ticks(&self, most: usize) -> Vec<f64> {
        if self.logarithmic { self.ratio_ticks(most) } else { self.even_ticks(most) }
    }

    /// The ticks as places and texts, the texts made by `name`.
    pub fn named(&self, most: usize, name: &dyn Fn(f64) -> String) -> Vec<(f64, String)> {
        let mut named = Vec::new();
        for tick in self.ticks(most) {
            named.push((self.place(tick), name(tick)));
        }
        named
    }

    fn even_ticks(&self, most: usize) -> Vec<f64> {
        let (low, high) = self.domain;
        let step = round_up(high / most.max(1) as f64 - low / most.max(1) as f64);
        let first = (low / step).ceil();
        let mut ticks = Vec::new();
        // Steps are counted, not added up: a step below the spacing of doubles would never arrive.
        for at in 0..=most {
            let tick = (first + at as f64) * step;
            if tick <= high + step * 1e-9 {
                ticks.push(tick);
            }
        }
        ticks
    }

    /// 1, 2 and 5 in each decade, or fewer when that is too many; even steps within less than a decade.
    fn ratio_ticks(&self, most: usize) -> Vec<f64> {
        let mut ticks = self.within(&[1.0, 2.0, 5.0], 1);
        if ticks.len() < 2 {
            return self.even_ticks(most);
        }
        if ticks.len() > most {
            // Of very many decades, every n-th is kept.
            let decades = self.within(&[1.0], 1).len();
            ticks = self.within(&[1.0], decades.div_ceil(most.max(1)).max(1));
        }
        ticks
    }

    /// Those numbers in the domain that are a mantissa times a power of ten, or only every n-th of them.
    fn within(&self, mantissas: &[f64], every: usize) -> Vec<f64> {
        let (low, high) = self.domain;
        let (mut ticks, mut found) = (Vec::new(), 0);
        let mut decade = decade(low);
        while decade <= high {
            for mantissa in mantissas {
                let tick = mantissa * decade;
                if low <= tick && tick <= high {
                    if found % every == 0 {
                        ticks.push(tick);
                    }
                    found += 1;
                }
            }
            decade *= 10.0;
        }
        ticks
    }
}

/// The greatest power of ten that is not above a positive value.
fn decade(value: f64) -> f64 {
    let mut unit = 1.0;
    while unit > value && unit > 1e-300 {
        unit /= 10.0;
    }
    while unit * 10.0 <= value && unit < 1e300 {
        unit *= 10.0;
    }
    unit
}

/// The least number not below a positive value that is 1, 2 or 5 times a power of ten.
fn round_up(value: f64) -> f64 {
    let unit = decade(value);
    // With a little tolerance, so that 0.2 made by division still counts as 0.2.
    let steps = [1.0, 2.0, 5.0];
    unit * steps.into_iter().find(|step| step * unit >= value * (1.0 - 1e-9)).unwrap_or(10.0)
}
