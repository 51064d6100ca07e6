//! The work that is timed: seeded data, every statistic of every area and period part by part, and exact intervals in
//! bulk for the comparison with other libraries. Compiled natively and to WebAssembly from the same lines.

use force_compare::stats::binomial::odds_limits;
use force_compare::stats::tails::EXACT;
use force_compare::stats::*;
use wasm_bindgen::prelude::*;

const CONFIDENCE: f64 = 0.95;
const PER: f64 = 100_000.0;
/// As many areas as a reader can choose.
const FOCUS: usize = 6;

/// A part of the analysis, by name; it returns a sum of all that it worked out, so that no compiler leaves it out.
type Part = (&'static str, fn(&Analysis) -> f64);

/// How many of the parts a view needs; the others come with the table or the figures file, on request.
const IN_A_VIEW: usize = 3;

/// The parts; changes are between each period and the one before.
const PARTS: [Part; 6] = [
    ("changes: usual range, verdicts", changes_judged),
    ("rates: usual range, verdicts", rates_judged),
    ("places of six areas with their range, last period", places),
    ("count limits (exact) and rates", counts_and_rates),
    ("shares (Wilson)", shares),
    ("changes by chance alone (mid-p interval, p)", changes),
];

/// Areas by periods, and the analysis of them.
#[wasm_bindgen]
pub struct Analysis {
    /// By period, then by area.
    periods: Vec<Vec<Exposed>>,
    nation: Vec<Exposed>,
}

#[wasm_bindgen]
impl Analysis {
    /// Makes the figures of a seed: counts from 5 to 5,000, as many small as large ones on a logarithmic scale, rates
    /// that differ between areas by 30%, changes that differ by 10% about a common one, and chance.
    #[wasm_bindgen(constructor)]
    pub fn new(areas: usize, periods: usize, seed: u64) -> Analysis {
        let mut random = Random(seed);
        let mut columns = vec![Vec::with_capacity(areas); periods];
        for _ in 0..areas {
            let usual = 7.0 * 600_f64.powf(random.uniform());
            let population = (usual / 0.004 * (0.3 * random.normal()).exp()).round();
            for (period, column) in columns.iter_mut().enumerate() {
                let mean = usual * (0.04 * period as f64 + 0.1 * random.normal()).exp();
                let count = (mean + mean.sqrt() * random.normal()).round().clamp(5.0, 5000.0);
                let exposure = (population * 1.005_f64.powi(period as i32)).round();
                column.push(Exposed { count: count as u64, exposure });
            }
        }
        let total = |column: &Vec<Exposed>| Exposed {
            count: column.iter().map(|area| area.count).sum(),
            exposure: column.iter().map(|area| area.exposure).sum(),
        };
        Analysis { nation: columns.iter().map(total).collect(), periods: columns }
    }

    /// Runs the parts that a view needs.
    pub fn run(&self) -> f64 {
        PARTS[..IN_A_VIEW].iter().map(|(_, part)| part(self)).sum()
    }

    /// Runs one part, by its number.
    pub fn run_part(&self, part: usize) -> f64 {
        PARTS[part].1(self)
    }

    /// The name of a part; none beyond the last.
    pub fn part_name(part: usize) -> Option<String> {
        PARTS.get(part).map(|(name, _)| (*name).to_owned())
    }
}

impl Analysis {
    /// Pairs each period with the one before: counts of every area, [earlier, later].
    fn pairs(&self) -> impl Iterator<Item = Vec<[u64; 2]>> {
        let pair = |(earlier, later): (&Exposed, &Exposed)| [earlier.count, later.count];
        self.periods.windows(2).map(move |two| two[0].iter().zip(&two[1]).map(pair).collect())
    }
}

fn counts_and_rates(analysis: &Analysis) -> f64 {
    let of = |area: &Exposed| {
        let limits = exact_limits(area.count, CONFIDENCE).unwrap();
        let rate = limits.scale(PER / area.exposure);
        limits.lower + limits.upper + rate.lower + rate.upper
    };
    analysis.periods.iter().flatten().map(of).sum()
}

fn shares(analysis: &Analysis) -> f64 {
    let of = |area: &Exposed, nation: &Exposed| {
        let share = wilson(area.count, nation.count, CONFIDENCE).unwrap();
        share.value + share.interval.lower + share.interval.upper
    };
    let columns = analysis.periods.iter().zip(&analysis.nation);
    columns.map(|(column, nation)| column.iter().map(|area| of(area, nation)).sum::<f64>()).sum()
}

fn changes(analysis: &Analysis) -> f64 {
    let of = |[earlier, later]: [u64; 2]| ratio_sum(rate_ratio(at(later), at(earlier), CONFIDENCE, Method::MidPRatio));
    analysis.pairs().flatten().map(of).sum()
}

/// Fits the usual range to all areas and judges each, with the limits that are drawn beside it.
fn judged(figures: &[LogFigure]) -> f64 {
    let usual = usual_range(figures).unwrap();
    let finite = |x: f64| if x.is_finite() { x } else { 0.0 };
    let of = |figure: &LogFigure| {
        let drawn = REACHES.map(|z| usual.limits(figure.size, z).map_or(0.0, |at| finite(at.lower) + finite(at.upper)));
        usual.z(figure) + drawn[0] + drawn[1]
    };
    figures.iter().map(of).sum()
}

fn changes_judged(analysis: &Analysis) -> f64 {
    let of = |pairs: Vec<[u64; 2]>| {
        let figure = |[earlier, later]: [u64; 2]| LogFigure::change(at(later), at(earlier)).unwrap();
        judged(&pairs.into_iter().map(figure).collect::<Vec<_>>())
    };
    analysis.pairs().map(of).sum()
}

fn rates_judged(analysis: &Analysis) -> f64 {
    let of =
        |column: &Vec<Exposed>| judged(&column.iter().map(|area| LogFigure::rate(*area).unwrap()).collect::<Vec<_>>());
    analysis.periods.iter().map(of).sum()
}

/// Zero where there are too many areas.
fn places(analysis: &Analysis) -> f64 {
    let Some(column) = analysis.periods.last() else { return 0.0 };
    let made = (0..FOCUS).filter_map(|area| rank_range(column, area, CONFIDENCE, 0.005));
    made.map(|range| (range.place + range.lower + range.upper) as f64).sum()
}

fn at(count: u64) -> Exposed {
    Exposed { count, exposure: 1.0 }
}

fn ratio_sum(ratio: Option<Ratio>) -> f64 {
    let finite = |x: f64| if x.is_finite() { x } else { 0.0 };
    ratio.map_or(0.0, |ratio| finite(ratio.interval.lower) + finite(ratio.interval.upper) + ratio.p)
}

/// Exact (Garwood) limits of counts, at one confidence each: lower and upper in turn.
#[wasm_bindgen]
pub fn count_limits(counts: &[f64], confidence: &[f64]) -> Vec<f64> {
    let of = |(count, confidence): (&f64, &f64)| {
        let made = exact_limits(*count as u64, *confidence);
        made.map_or([f64::NAN; 2], |interval| [interval.lower, interval.upper])
    };
    counts.iter().zip(confidence).flat_map(of).collect()
}

/// Exact (Clopper-Pearson) limits of ratios: `pairs` holds later and earlier count in turn, `exposures` their exposures
/// in that order. The p-value that the product asks for with them is left out, because the other libraries make none
/// either.
#[wasm_bindgen]
pub fn ratio_limits(pairs: &[f64], exposures: &[f64], confidence: &[f64]) -> Vec<f64> {
    let of = |((pair, exposure), confidence): ((&[f64], &[f64]), &f64)| {
        let (lower, upper) = odds_limits(pair[0], pair[1], (1.0 - confidence) / 2.0, EXACT);
        let scale = exposure[1] / exposure[0];
        [lower * scale, upper * scale]
    };
    pairs.chunks_exact(2).zip(exposures.chunks_exact(2)).zip(confidence).flat_map(of).collect()
}

/// SplitMix64, which gives the same numbers on every machine.
struct Random(u64);

impl Random {
    /// Between 0 and 1, never either.
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let x = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (((x ^ (x >> 31)) >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    /// Standard normal, near enough for data: twelve uniform numbers less six.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.uniform()).sum::<f64>() - 6.0
    }
}
