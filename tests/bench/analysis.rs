//! The work that is timed: seeded data, every statistic of every area and period part by part, and exact intervals in
//! bulk for the comparison with other libraries. Compiled natively and to WebAssembly from the same lines.

use force_compare::stats::binomial::odds_limits;
use force_compare::stats::tails::EXACT;
use force_compare::stats::*;
use wasm_bindgen::prelude::*;

const CONFIDENCE: f64 = 0.95;
const PER: f64 = 100_000.0;
/// The share of z-scores winsorised, and the share of false discoveries, as in the product's verdicts.
const TRIM: f64 = 0.1;
const FALSE_DISCOVERIES: f64 = 0.05;
const FEWEST_EVENTS: u64 = 10;

/// A part of the analysis, by name; it returns a sum of all that it worked out, so that no compiler leaves it out.
type Part = (&'static str, fn(&Analysis) -> f64);

/// The parts that are worked out for every area and period; changes are between each period and the one before.
const PARTS: [Part; 9] = [
    ("count limits (exact) and rates", counts_and_rates),
    ("shares (Wilson)", shares),
    ("changes (mid-p interval, p)", changes),
    ("level against the rest (mid-p)", levels),
    ("change against the rest (conditional mid-p)", changes_against_rest),
    ("funnel of changes, Benjamini-Hochberg, verdicts", verdicts),
    ("rate funnel", rate_funnels),
    ("ranks with their range, last period", last_ranks),
    ("trends", trends),
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

    /// Runs all parts.
    pub fn run(&self) -> f64 {
        PARTS.iter().map(|(_, part)| part(self)).sum()
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

fn levels(analysis: &Analysis) -> f64 {
    let of =
        |area: &Exposed, nation: &Exposed| ratio_sum(rate_against_rest(*area, *nation, CONFIDENCE, Method::MidPRatio));
    let columns = analysis.periods.iter().zip(&analysis.nation);
    columns.map(|(column, nation)| column.iter().map(|area| of(area, nation)).sum::<f64>()).sum()
}

fn changes_against_rest(analysis: &Analysis) -> f64 {
    let nations = analysis.nation.windows(2).map(|two| [two[0].count, two[1].count]);
    let of = |area, nation| ratio_sum(change_against_rest(area, nation, CONFIDENCE, Method::ConditionalMidP));
    analysis
        .pairs()
        .zip(nations)
        .map(|(pairs, nation)| pairs.into_iter().map(|pair| of(pair, nation)).sum::<f64>())
        .sum()
}

/// Judges as the product does: the spread that areas' changes usually have widens each interval, and the share of false
/// discoveries among all of them is held.
fn verdicts(analysis: &Analysis) -> f64 {
    let of = |pairs: Vec<[u64; 2]>| {
        let funnel = change_funnel(&pairs, TRIM).unwrap();
        let unlike: f64 = funnel.marks.iter().flatten().map(|mark| mark.p(&funnel.dispersion)).sum();
        let tau2 = funnel.dispersion.tau2;
        let widened = |pair: &[u64; 2]| widened_change(at(pair[1]), at(pair[0]), tau2, CONFIDENCE);
        let changes: Vec<Option<Ratio>> = pairs.iter().map(widened).collect();
        let p: Vec<Option<f64>> = changes.iter().map(|change| change.map(|change| change.p)).collect();
        let adjusted = benjamini_hochberg(&p);
        let enough = |pair: &[u64; 2]| pair[0] + pair[1] >= FEWEST_EVENTS;
        let beyond = |(pair, q): (&[u64; 2], &Option<f64>)| enough(pair) && q.is_some_and(|q| q <= FALSE_DISCOVERIES);
        let found = pairs.iter().zip(&adjusted).filter(|of| beyond(*of)).count();
        unlike + changes.into_iter().map(ratio_sum).sum::<f64>() + found as f64
    };
    analysis.pairs().map(of).sum()
}

fn rate_funnels(analysis: &Analysis) -> f64 {
    let of = |column: &Vec<Exposed>| {
        let funnel = rate_funnel(column, FunnelScale::Root, TRIM).unwrap();
        funnel.marks.iter().map(|mark| mark.p(&funnel.dispersion)).sum::<f64>()
    };
    analysis.periods.iter().map(of).sum()
}

/// Zero where there are too many areas.
fn last_ranks(analysis: &Analysis) -> f64 {
    let made = analysis.periods.last().and_then(|column| ranks(column, CONFIDENCE));
    made.iter().flatten().map(|rank| rank.mean + rank.lower as f64 + rank.upper as f64).sum()
}

/// Zero where there are too few periods.
fn trends(analysis: &Analysis) -> f64 {
    let of = |area: usize| {
        let series: Vec<Option<Exposed>> = analysis.periods.iter().map(|column| Some(column[area])).collect();
        let made = trend(&series)?;
        let change = made.per_period(CONFIDENCE)?;
        Some(change.value + change.interval.lower + change.interval.upper + made.p()?)
    };
    let areas = if analysis.periods.len() < 3 { 0 } else { analysis.periods[0].len() };
    (0..areas).filter_map(of).sum()
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
