//! Where the parts of the picture stand that explains what a range is.

use super::scale::Scale;

/// How wide the picture is.
const WIDTH: f64 = 320.0;

/// Where the lower limit, the figure and the upper limit stand from the left. There is as much room again at either side.
pub fn example(range: [f64; 3]) -> [f64; 3] {
    let [lower, figure, upper] = range;
    let room = upper - lower;
    let scale = Scale::linear(&[figure - room, figure + room], (0.0, WIDTH));
    [lower, figure, upper].map(|at| scale.place(at))
}
