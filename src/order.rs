//! Sorts without the library's slice sort, each use of which adds four kilobytes of WebAssembly.

use std::cmp::Ordering;

/// The indices `0..length`, sorted by `compare`; equal ones keep the order of their indices.
///
/// A heap sort: n log n at worst, and a few hundred bytes.
pub fn order(length: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places = Vec::new();
    for place in 0..length {
        places.push(place);
    }
    let before = |a: usize, b: usize| compare(a, b).then(a.cmp(&b)).is_lt();
    // First build the heap, from its last parent up; then move its greatest item to the end, again and again.
    let (mut parent, mut unsorted) = (length / 2, length);
    while unsorted > 1 {
        if parent > 0 {
            parent -= 1;
        } else {
            unsorted -= 1;
            places.swap(0, unsorted);
        }
        let mut at = parent;
        loop {
            let mut child = 2 * at + 1;
            if child >= unsorted {
                break;
            }
            if child + 1 < unsorted && before(places[child], places[child + 1]) {
                child += 1;
            }
            if !before(places[at], places[child]) {
                break;
            }
            places.swap(at, child);
            at = child;
        }
    }
    places
}

/// The indices of the values, from the least to the greatest.
pub fn ascending(values: &[f64]) -> Vec<usize> {
    order(values.len(), &|a, b| values[a].total_cmp(&values[b]))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{ascending, order};

    proptest! {
        #[test]
        fn orders_as_the_stable_sort_does(values in prop::collection::vec(-9_i64..9, 0..200)) {
            let mut expected: Vec<usize> = (0..values.len()).collect();
            expected.sort_by_key(|&place| values[place]);
            prop_assert_eq!(order(values.len(), &|a, b| values[a].cmp(&values[b])), expected.clone());
            let values: Vec<f64> = values.iter().map(|&value| value as f64).collect();
            prop_assert_eq!(ascending(&values), expected);
        }
    }
}
