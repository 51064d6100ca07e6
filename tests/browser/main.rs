//! The widget in three browsers. Run with `tests/run`, or with `cargo test --test browser` where browsers and drivers
//! are installed; `cargo test --test browser firefox` runs one browser.

#[macro_use]
mod engine; // the browsers: start, window, screenshots
mod figures_file; // the file of figures held to the native program
mod input; // keyboard and pointer
mod probe; // the messages and requests of a page
mod rendered; // the static picture beside the canvas
mod site; // the bundle, served well or badly
mod states; // the wishes of a reader's system
#[path = "../strange.rs"]
mod strange; // words and data of no language

mod article; // the demonstration's pages as readers meet them
mod axe; // a checker that others wrote finds nothing
mod bundles; // a newsroom's uploads: in its pages, in one script, through a bundler
mod contact_sheet; // the states in one picture, on request
mod doctor; // the advice on a page that is blocked, and its effect
mod engines; // the small engine that loads first, and the whole one
mod exports; // pictures, figures and links that readers take with them
mod faults; // faults between a server and a page
mod frames; // the embed page
mod hear; // the chart as sound
mod hostile; // harmful input
mod languages; // Welsh, a newsroom's own words, and words that do not load
mod live; // a site that is built again while its pages are open
mod matrix; // every fault in every engine, held to the page of promises
mod measured; // contrast, targets, reflow and spacing, computed
mod motion; // marks that travel from one picture to the next
mod parents; // the embed page in other sites' pages
mod periods; // the choice of two among many periods
mod pointing; // the tooltip: pointed at, pinned, sent away
mod quotes; // the figures of an article, marked and listed
mod reader; // a reader's acts, and the same figures everywhere
mod soak; // elements that come and go, and a reader who does anything
mod sparing; // readers who save data, and slow lines
mod state; // the state in attributes, properties, methods and the page's address
mod structure; // roles, names and order, and nodes that stay
mod trials; // does the faults of the matrix to the widget
mod variants; // the pages of states
mod visits; // whole visits, by keyboard and by touch
