//! What is said in and around what readers take with them: pictures, figures, links.
//!
//! The engine that all readers load has none of it. The bundle step writes these texts into the script that comes when a
//! reader asks for it (`www/force-compare/export.js`).

use serde::Serialize;

/// The texts of the menu and of the files.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Download {
    /// The button for a picture of dots.
    pub png: &'static str,
    /// The button for a picture of shapes and text.
    pub svg: &'static str,
    /// The button for the figures.
    pub csv: &'static str,
    /// The button for a link to what is shown.
    pub link: &'static str,
    /// The button for the code that puts the widget into another page.
    pub embed: &'static str,
    /// The button for the chart as sound.
    pub hear: &'static str,
    /// What is said after a copy.
    pub copied: &'static str,
    /// What is said after a download; {0} is the file's name.
    pub saved: &'static str,
    /// What is said where the browser refuses to copy; the text stands below it.
    pub refused: &'static str,
    /// What is said where something else went wrong.
    pub failed: &'static str,
    /// The last line of a picture: {0} is the title of the data, {1} the day.
    pub drawn: &'static str,
    /// How the limits of a count and of a rate are made.
    pub poisson: &'static str,
    /// How the limits of a share are made.
    pub wilson: &'static str,
    /// What a change compares where periods are alike.
    pub counts: &'static str,
    /// What a change compares where periods differ in length.
    pub daily: &'static str,
    /// How the limits that chance alone allows are made.
    pub chance: &'static str,
    /// How the limits that the usual ups and downs allow are made.
    pub usual: &'static str,
}

/// They do not depend on the data.
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
    usual: "chance and the usual ups and downs between areas: additive overdispersion (Spiegelhalter 2005), 95%",
};
