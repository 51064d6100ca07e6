//! Finds by arithmetic which rows are sums or means of others, whatever they are called, and how likely it is that this
//! is no accident.

/// A row of figures; `None` where there is none that could be added.
#[derive(Clone, Debug)]
pub struct FigureRow {
    pub figures: Vec<Option<f64>>,
}

/// What a row is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MadeOf {
    /// The sum of all other rows.
    All,
    /// The sum of the rows right above it, up to the last sum; so many.
    Above(usize),
    /// The sum of the rows right below it; so many.
    Below(usize),
    /// The sum of sums above it.
    Sums(usize),
    /// The mean of the rows above it.
    Mean(usize),
}

/// What a row is made of, and how much says so.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    pub made: MadeOf,
    /// The logarithm of how many rows of that size would have to be tried before one equals the sum by accident.
    pub evidence: f64,
    /// Whether some of the rows have figures missing, so that only a bound could be held.
    pub open: bool,
}

/// The evidence that needs no name: one accident in three thousand.
pub const SURE: f64 = 8.0;

/// The evidence below which a sum is an accident as likely as not, unless a name speaks for it.
pub const LIKELY: f64 = 3.0;

/// The evidence that is enough for the first or the last row of a table to be asked about. Below it, accidents in small
/// tables of small figures are more frequent than totals without a name.
pub const SOME: f64 = 2.0;

/// Rows that have been added up, period by period.
#[derive(Clone, Debug)]
struct Added {
    rows: usize,
    sums: Vec<f64>,
    known: Vec<usize>,
    least: Vec<f64>,
    most: Vec<f64>,
}

impl Added {
    fn none(periods: usize) -> Self {
        Self {
            rows: 0,
            sums: vec![0.0; periods],
            known: vec![0; periods],
            least: vec![f64::INFINITY; periods],
            most: vec![f64::NEG_INFINITY; periods],
        }
    }

    fn add(&mut self, row: &FigureRow) {
        self.rows += 1;
        for (at, figure) in row.figures.iter().enumerate() {
            let Some(figure) = figure else { continue };
            self.sums[at] += figure;
            self.known[at] += 1;
            self.least[at] = self.least[at].min(*figure);
            self.most[at] = self.most[at].max(*figure);
        }
    }

    /// Takes a row out again. The least and the most stay as they were: nobody asks for them then.
    fn remove(&mut self, row: &FigureRow) {
        self.rows -= 1;
        for (at, figure) in row.figures.iter().enumerate() {
            let Some(figure) = figure else { continue };
            self.sums[at] -= figure;
            self.known[at] -= 1;
        }
    }

    fn and(&self, more: &Self) -> Self {
        let mut all = self.clone();
        all.rows += more.rows;
        for at in 0..all.sums.len() {
            all.sums[at] += more.sums[at];
            all.known[at] += more.known[at];
        }
        all
    }

    /// Holds a row against the sum. `None` if they differ anywhere, or nothing could be held.
    fn is_sum(&self, row: &FigureRow, rounded: f64) -> Option<(f64, bool)> {
        if self.rows < 2 {
            return None;
        }
        let (mut evidence, mut open, mut held) = (0.0, false, Vec::new());
        let fractions = row.figures.iter().flatten().any(|figure| figure.fract() != 0.0);
        // Figures with fractions were rounded one by one.
        let slack = rounded + if fractions { 0.006 * self.rows as f64 + 0.01 } else { 1e-6 };
        for (at, figure) in row.figures.iter().enumerate() {
            let Some(figure) = figure else { continue };
            if self.known[at] < self.rows {
                if self.sums[at] > figure + slack {
                    return None;
                }
                open = true;
                continue;
            }
            if (self.sums[at] - figure).abs() > slack {
                return None;
            }
            // Two periods with the same figures say no more than one.
            if !held.contains(figure) {
                held.push(*figure);
                evidence += figure.max(1.0).ln();
            }
        }
        (!held.is_empty()).then_some((evidence, open))
    }

    /// Holds a row against the mean, as it was rounded.
    fn is_mean(&self, row: &FigureRow) -> Option<f64> {
        let (mut evidence, mut held) = (0.0, false);
        for (at, figure) in row.figures.iter().enumerate() {
            let Some(figure) = figure else { continue };
            if self.known[at] < 2 {
                continue;
            }
            let mean = self.sums[at] / self.known[at] as f64;
            let rounded = if figure.fract() == 0.0 { 0.5 } else { 0.051 };
            if (mean - figure).abs() > rounded + 1e-9 {
                return None;
            }
            evidence += ((self.most[at] - self.least[at]) / (2.0 * rounded)).max(1.0).ln();
            held = true;
        }
        held.then_some(evidence)
    }
}

/// Looks for what each row is made of. `hinted` says which rows have a name that speaks for a sum, `areas` which are
/// known to be areas and never sums. Figures that are amounts may be off by the rounding of each.
pub fn find(rows: &[FigureRow], hinted: &[bool], areas: &[bool], amounts: bool) -> Vec<Option<Found>> {
    let periods = rows.iter().map(|row| row.figures.len()).max().unwrap_or(0);
    let mut found: Vec<Option<Found>> = vec![None; rows.len()];
    let none = || Added::none(periods);
    let (mut above, mut block, mut sums) = (none(), none(), none());
    // Each row that is held against others is one more try for an accident.
    let tries = (rows.len().max(1) as f64).ln();
    let mut after = none();
    for (row, hinted) in rows.iter().zip(hinted) {
        if !hinted {
            after.add(row);
        }
    }
    for (at, row) in rows.iter().enumerate() {
        if !hinted[at] {
            after.remove(row);
        }
        let rounded = if amounts { 0.5 } else { 0.0 };
        let mut best: Option<Found> = None;
        let mut offer = |made: MadeOf, evidence: f64, open: bool| {
            if best.is_none_or(|known| evidence > known.evidence + 1e-9) {
                best = Some(Found { made, evidence, open });
            }
        };
        if !areas[at] {
            let end = at == 0 || at + 1 == rows.len() || hinted[at];
            if end && let Some((evidence, open)) = above.and(&after).is_sum(row, rounded) {
                offer(MadeOf::All, evidence, open);
            }
            for members in [&above, &block] {
                if let Some((evidence, open)) = members.is_sum(row, rounded) {
                    offer(MadeOf::Above(members.rows), if end { evidence } else { evidence - tries }, open);
                }
                if let Some(evidence) = members.is_mean(row) {
                    // A row is near the mean of those above it more often than it is their sum.
                    offer(MadeOf::Mean(members.rows), evidence - 2.0, false);
                }
            }
            if let Some((evidence, open)) = sums.is_sum(row, rounded) {
                offer(MadeOf::Sums(sums.rows), evidence, open);
            }
            let mut below = none();
            for (other, further) in rows.iter().enumerate().skip(at + 1).take(60) {
                if hinted[other] {
                    break;
                }
                below.add(further);
                if let Some((evidence, open)) = below.is_sum(row, rounded) {
                    // Each number of rows is one more try.
                    offer(MadeOf::Below(below.rows), evidence - (below.rows as f64 + 4.0).ln() - tries, open);
                    break;
                }
            }
        }
        let mean = matches!(best, Some(Found { made: MadeOf::Mean(_), .. }));
        let sum = hinted[at] || best.is_some_and(|best| best.evidence >= LIKELY);
        found[at] = best;
        if !sum {
            above.add(row);
            block.add(row);
        } else if !mean {
            sums.add(row);
            block = none();
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{FigureRow, Found, MadeOf, SURE, find};

    fn found(rows: &[&[i32]]) -> Vec<Option<Found>> {
        let rows: Vec<_> = rows
            .iter()
            .map(|row| FigureRow {
                figures: row.iter().map(|figure| (*figure >= 0).then_some(f64::from(*figure))).collect(),
            })
            .collect();
        find(&rows, &vec![false; rows.len()], &vec![false; rows.len()], false)
    }

    #[test]
    fn a_sum_is_found_wherever_it_stands() {
        let made = |rows: &[&[i32]]| found(rows).iter().map(|found| found.map(|found| found.made)).collect::<Vec<_>>();
        let sums = made(&[&[118, 130], &[209, 250], &[327, 380], &[40, 50], &[367, 430]]);
        assert_eq!(sums[2], Some(MadeOf::Above(2)));
        assert!(matches!(sums[4], Some(MadeOf::All | MadeOf::Above(3))), "{sums:?}");
        assert_eq!(made(&[&[327, 380], &[118, 130], &[209, 250]])[0], Some(MadeOf::All));
        assert_eq!(made(&[&[118, 130], &[209, 250], &[163, 190]])[2], Some(MadeOf::Mean(2)));
        assert!(found(&[&[118, 130], &[209, 250], &[327, 380]])[2].is_some_and(|found| found.evidence > SURE));
    }

    #[test]
    fn small_sums_say_little_and_unequal_ones_nothing() {
        assert!(found(&[&[1], &[2], &[3]])[2].is_none_or(|found| found.evidence < 2.0));
        assert!(found(&[&[118, 130], &[209, 250], &[327, 381]])[2].is_none());
        assert!(found(&[&[118, -1], &[209, 250], &[327, 380]])[2].is_some_and(|found| found.open));
    }
}
