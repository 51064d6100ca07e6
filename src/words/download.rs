//! Texts of the share menu and of the files that readers download: pictures and figures.
//!
//! The engine that all readers load has none of them: the bundle step writes them into the script that is loaded when a
//! reader asks for the menu (`www/force-compare/export.js`).

use serde::Serialize;

/// The texts of the menu and of the files.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Download {
    /// The button for a picture made of pixels.
    pub png: &'static str,
    /// The button for a picture made of shapes and text.
    pub svg: &'static str,
    /// The button for the figures.
    pub csv: &'static str,
    /// The button for a link to what is shown.
    pub link: &'static str,
    /// The button for the code that puts the widget into another page.
    pub embed: &'static str,
    /// The button for the chart as sound.
    pub hear: &'static str,
    /// The message after a copy.
    pub copied: &'static str,
    /// The message after a download; {0} is the file's name.
    pub saved: &'static str,
    /// The message where the browser refuses to copy; the text to copy stands below it.
    pub refused: &'static str,
    /// The message where anything else went wrong.
    pub failed: &'static str,
    /// The last line of a picture: {0} is the title of the data, {1} the day.
    pub drawn: &'static str,
    /// The method behind the limits of a count or a rate.
    pub poisson: &'static str,
    /// The method behind the limits of a share.
    pub wilson: &'static str,
    /// The comparison behind a change, where the periods have the same length.
    pub counts: &'static str,
    /// The comparison behind a change, where the periods differ in length.
    pub daily: &'static str,
    /// The method behind the limits that chance alone allows.
    pub chance: &'static str,
    /// The method behind the usual range.
    pub usual: &'static str,
    /// The method behind the range that stands in its place where too few areas are known.
    pub test: &'static str,
}

/// The texts in English; none depends on the data.
pub const DOWNLOAD: Download = Download {
    png: "Picture (PNG)",
    svg: "Picture (SVG)",
    csv: "Figures (CSV)",
    link: "Copy link",
    embed: "Copy embed code",
    hear: "Hear the chart",
    copied: "Copied",
    saved: "Saved as {0}",
    refused: "Your browser does not allow copying. The text is selected below: copy it from there.",
    failed: "That did not work. Load the page again, then try once more.",
    drawn: "{0}. Picture made on {1}.",
    poisson: "exact Poisson limits (Garwood 1936), 95%",
    wilson: "Wilson limits (1927), 95%",
    counts: "later count over earlier count",
    daily: "later daily average over earlier daily average, because the periods differ in length",
    chance: "chance alone: conditional mid-p limits, 95%",
    usual: "what areas of this size did: random effects (Paule and Mandel 1982), 95%; outer 99.8%",
    test: "what a mid-p test of chance alone does not reject, 95%; outer 99.8%",
};
