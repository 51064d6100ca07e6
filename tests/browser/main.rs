//! The widget in three browsers. Run with `tests/run`, or with `cargo test --test browser` where browsers and drivers
//! are installed; `cargo test --test browser firefox` runs one browser.

#[macro_use]
mod engine; // the browsers: start, window, screenshots
mod figures_file; // the file of figures held to the native program
mod input; // keyboard and pointer
mod probe; // what a page said and asked for
mod rendered; // the static picture beside the canvas
mod site; // the bundle, served well or badly
mod states; // what a reader's system asks for
#[path = "../strange.rs"]
mod strange; // words and data of no language

mod article; // the demonstration's pages as readers meet them
mod axe; // what a checker that others wrote finds: nothing
mod bundles; // what a newsroom uploads: in its pages, in one script, through a bundler
mod doctor; // what is said of a page that is blocked, and that it helps
mod engines; // the one that readers load first, and the one that does everything
mod exports; // pictures, figures and links that readers take with them
mod faults; // what goes wrong between a server and a page
mod frames; // the embed page
mod hear; // the chart as sound
mod hostile; // input that was made to do harm
mod languages; // Welsh, a newsroom's own words, and none that can be had
mod live; // a site that is built again while its pages are open
mod matrix; // every fault in every engine, held to the page that promises
mod measured; // contrast, targets, reflow and spacing, computed
mod motion; // what moves when a reader chooses
mod parents; // the embed page in other sites' pages
mod periods; // the choice of two among many periods
mod pointing; // the tooltip: pointed at, pinned, sent away
mod quotes; // the figures of an article, marked and listed
mod reader; // what a reader does, and the same figures everywhere
mod sheet; // the states in one picture, on request
mod soak; // elements that come and go, and a reader who does anything
mod sparing; // readers who save data, and slow lines
mod state; // the state in attributes, properties, methods and the page's address
mod structure; // roles, names and order, and what stays the same node
mod trials; // the faults of the matrix, done to the widget
mod variants; // the pages of states
mod visits; // whole visits, by keyboard and by touch
