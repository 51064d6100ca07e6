//! Places the parts of the small picture that explains a range.

use super::scale::Scale;

/// The picture's width.
const WIDTH: f64 = 320.0;

/// Places the lower limit, the figure and the upper limit: their distances from the left, in a picture 320 wide. The
/// figure stands in the middle, and the range takes half of the width.
pub fn example(range: [f64; 3]) -> [f64; 3] {
    let [lower, figure, upper] = range;
    let room = upper - lower;
    let scale = Scale::linear(&[figure - room, figure + room], (0.0, WIDTH));
    [lower, figure, upper].map(|at| scale.place(at))
}
