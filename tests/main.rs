//! Everything that needs no browser.

mod allocator; // what the reader's memory is handed out by, worn out
mod aloud; // whole visits as a screen reader says them
mod amounts; // figures that are not counts, and all that is not said of them
mod api; // what pages can say to the element, held to its scripts and to the guide
mod articles; // articles with claims found by hand, scored
mod averages; // averages, totals and shares, with what is missing or withheld
mod certified; // statistics against values computed elsewhere
mod checking; // the verb `check`
mod claims; // laws of the claims in an article
mod colours; // read and told apart by everyone
mod command; // the program as it is typed
mod conformance; // the page that says who can use it, held to the tests that it names
mod coverage; // how often the default interval holds the truth, by enumeration
mod dataset; // the real figures, and faults in spreadsheets
mod doctor; // pages that keep the widget from readers, and the lines that help
mod figures_in_time; // trends and control charts, with breaks and gaps
mod findings; // headlines, whatever is missing
mod fixture; // datasets for the modules below
mod funnels; // areas about the pooled rate and change, and against the rest
mod guide; // README.md, the guide and the maps: every command, snippet and link
mod hostile; // input that was made to do harm
mod importing; // import at its limits
mod languages; // every text in Welsh, and none past the catalogue
mod laws; // what must hold of the statistics for all counts
mod laws_areas; // the same for many areas at once
mod laws_effort; // how much work a limit may cost
mod laws_series; // the same for many periods
mod layers; // who may name whom, and what no file may do
mod live; // a site that is built again while it is served
mod motion; // from one picture to the next
mod newsroom; // the page for newsrooms, held to what the program answers
mod payload; // what is refused, and where
mod picture; // laws of every chart
mod plain; // how hard every text is
mod ranking; // places and their range
mod reading; // cells and headings as people type them
mod rendering; // the static chart and table in files
mod scenes; // charts as text
mod sentences; // sentences of our own about invented tables, scored
mod serving; // the server's headers and refusals
mod sheets; // spreadsheets as newsrooms get them
mod sound; // laws of the chart as sound
mod strange; // words and data of no language
mod supply; // what comes from elsewhere, in every package here
mod tables; // the same figures everywhere
mod trim; // what is taken out of the readers' module
mod wording; // sentences and numbers
mod worked; // the page of worked cases, held to the words and the statistics
