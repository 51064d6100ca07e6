//! Texts around the figures of an article that the widget marks and lists.
//!
//! The bundle step writes them into the script that a page with such figures loads (`www/force-compare/article.js`).

use serde::Serialize;

/// The texts of the list and of the note beside a figure. The sums themselves come with the findings.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct ArticleLabels {
    /// The disclosure of the list.
    pub figures: &'static str,
    /// The disclosure as authors see it: {0} figures, of which {1} are contradicted.
    pub reviewed: &'static str,
    /// The button that leads from a figure to the chart.
    pub chart: &'static str,
    /// The button that leads from a figure to the list.
    pub list: &'static str,
    /// The button that closes the note.
    pub close: &'static str,
    /// Tells authors that a figure is no longer in the article.
    pub gone: &'static str,
    /// The verdict on a figure that is right, for authors.
    pub verified: &'static str,
    /// The verdict on a figure that is right as rounded.
    pub rounded_right: &'static str,
    /// The verdict on a figure that the data contradict.
    pub contradicted: &'static str,
    /// The verdict on a figure that cannot be checked.
    pub not_checkable: &'static str,
}

/// The texts in English; none depends on the data.
pub const ARTICLE: ArticleLabels = ArticleLabels {
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
