//! What is said around the figures of an article that the widget marks and lists.
//!
//! Like the words of what readers take with them, the bundle step writes these into the script that comes when a page has
//! such figures (`www/force-compare/article.js`).

use serde::Serialize;

/// The texts of the list and of the note beside a figure. The sums themselves come with the findings.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Article {
    /// The disclosure of the list.
    pub figures: &'static str,
    /// The same for authors: {0} figures, of which {1} are contradicted.
    pub reviewed: &'static str,
    /// The button that leads from a figure to the chart.
    pub chart: &'static str,
    /// The button that leads from a figure to the list.
    pub list: &'static str,
    /// The button that takes the note away.
    pub close: &'static str,
    /// What authors are told of a figure that is not in the article any more.
    pub gone: &'static str,
    /// A verdict for authors.
    pub verified: &'static str,
    /// A verdict for authors.
    pub rounded_right: &'static str,
    /// A verdict for authors.
    pub contradicted: &'static str,
    /// A verdict for authors.
    pub not_checkable: &'static str,
}

/// They do not depend on the data.
pub const ARTICLE: Article = Article {
    figures: "Figures in this article",
    reviewed: "Figures in this article: {0}, of which contradicted: {1}",
    chart: "Go to the chart",
    list: "Back to the list",
    close: "Close",
    gone: "The article no longer says this",
    verified: "Right",
    rounded_right: "Right, rounded",
    contradicted: "Contradicted",
    not_checkable: "Not checked",
};
