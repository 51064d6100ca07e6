//! Of many areas some will look unusual by chance: how many of those flagged may be false?

use crate::order::ascending;

/// p-values adjusted by Benjamini & Hochberg: flag those at or below q, and about q of the flags are expected false.
///
/// In the order given; q₍ᵢ₎ = min over j ≥ i of min(1, m p₍ⱼ₎ / j). A missing p-value, or one outside 0 to 1, stays
/// missing and is not counted in m. Ties share their value.
///
/// Benjamini & Hochberg 1995, JRSS B 57:289. Holds for independent and for positively dependent tests.
pub fn benjamini_hochberg(p: &[Option<f64>]) -> Vec<Option<f64>> {
    let (mut adjusted, mut keys, mut m) = (Vec::new(), Vec::new(), 0);
    for p in p {
        let valid = p.filter(|p| (0.0..=1.0).contains(p));
        m += usize::from(valid.is_some());
        // A missing one sorts behind every p-value, and so does not shift the ranks.
        keys.push(valid.unwrap_or(f64::INFINITY));
        adjusted.push(valid);
    }
    let mut least = 1.0_f64;
    for (rank, place) in ascending(&keys).into_iter().enumerate().rev() {
        if let Some(Some(p)) = adjusted.get_mut(place) {
            least = least.min(*p * m as f64 / (rank + 1) as f64);
            *p = least;
        }
    }
    adjusted
}
