//! Values in order, without the four kilobytes of WebAssembly that each use of the library's slice sort adds.

/// The places of the values from the least to the greatest; equal values in the order given.
///
/// A heap sort: n log n at worst, and a few hundred bytes.
pub fn ascending(values: &[f64]) -> Vec<usize> {
    let mut places = Vec::new();
    for place in 0..values.len() {
        places.push(place);
    }
    // Equal values are told apart by their places.
    let before = |a: usize, b: usize| values[a].total_cmp(&values[b]).then(a.cmp(&b)).is_lt();
    let mut unsorted = places.len();
    // First the heap is built from its last parent up; then its greatest goes to the end, again and again.
    let mut parent = unsorted / 2;
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
