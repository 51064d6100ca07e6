//! Everything that needs no browser.

mod allocator; // the allocator of the reader's memory, worn out
mod aloud; // whole visits as a screen reader says them
mod amounts; // figures that are not counts, without a word on chance
mod api; // the interface for pages, held to the scripts and to the guide
mod articles; // articles with claims found by hand, scored
mod asking; // the questions of import, and their answers
mod calibration; // how often areas that are not different lie outside the usual range, simulated
mod certified; // statistics against values computed elsewhere
mod checking; // the verb `check`
mod claims; // laws of the claims in an article
mod colours; // colours that everyone can read and tell apart
mod command; // the program as people type it
mod conformance; // the page that says who can use it, held to the tests that it names
mod coverage; // how often the default interval holds the truth, by enumeration
mod dataset; // the real figures, and faults in spreadsheets
mod doctor; // pages that keep the widget from readers, and the lines that help
mod findings; // headlines, whatever is missing
mod fixture; // datasets for the modules below
mod guide; // README.md, the guide and the maps: every command, snippet and link
mod hostile; // harmful input
mod importing; // import at its limits
mod kinds; // kinds of sheets that were read wrongly once
mod languages; // every text in Welsh, and none outside the catalogue
mod laws; // laws of the statistics for all counts
mod laws_areas; // laws of the statistics of many areas
mod laws_effort; // the work that a limit may cost
mod laws_sheets; // sheets made from a known table, which give it or a question
mod layers; // who may name whom, and what no file may do
mod live; // a site that is built again while it is served
mod manuscripts; // articles as newsrooms have them: Word, rich text, Markdown, tables
mod motion; // the way from one picture to the next
mod newsroom; // the page for newsrooms, held to the program's answers
mod payload; // refused payloads, with the place of the fault
mod picture; // laws of every chart
mod plain; // how hard every text is to read
mod reading; // cells and headings as people type them
mod rendering; // the static chart and table as files
mod scenes; // charts as text
mod sentences; // sentences of our own about invented tables, scored
mod serving; // the server's headers and refusals
mod shares; // shares of one whole
mod sheets; // spreadsheets as newsrooms get them
mod sound; // laws of the chart as sound
mod strange; // words and data of no language
mod supply; // packages from elsewhere, in every package here
mod tables; // each figure the same in sentence, label and table
mod trim; // the parts that are cut from the readers' module
mod verdicts; // one verdict, whoever says it
mod wording; // sentences and numbers
mod worked; // the page of worked cases, held to the words and the statistics
