//! Makes the static figure that a page shows without script: the headline, picture, sentences and table of the widget
//! as plain HTML.

use maud::{Markup, PreEscaped, html};

use crate::chart::{Scene, Theme, TypicalSans, layout, shapes, svg, view_box};
use crate::compare::{Comparison, Subject};
use crate::data::About;
use crate::table::{Table, table};
use crate::words;

/// Marks the place in a page where its static chart belongs.
pub const PLACE: &str = "<!-- static fallback: written in by the bundle step -->";

/// The class and width of each picture, and how many times as high as the widget's chart it is. A style sheet shows the
/// one that fits. The widget has controls that the fallback does not have; the extra height makes room for them, so
/// that nothing moves when the widget takes over.
const PICTURES: [(&str, f64, f64); 2] = [("wide", 680.0, 1.35), ("narrow", 360.0, 1.5)];
/// The height of the control for periods, which the widget has if there are more than two.
const PERIODS: f64 = 52.0;
/// The height of the list of the article's figures, which the widget has if it marks them.
const FIGURES: f64 = 42.0;

/// The height of a second row of names, which the widget needs if more areas are chosen than one row holds; and that of
/// one more line for the sentence of each further area, because the widget breaks sentences into parts.
const NAMES: f64 = 48.0;
const LINE: f64 = 24.0;
/// How many names one row of a wide page holds.
const IN_A_ROW: usize = 3;

/// The pictures of a figure.
#[derive(Clone, Copy, Debug)]
pub enum Pictures {
    /// A wide and a narrow picture, with room for the widget's controls.
    Both,
    /// As [`Self::Both`], with room for the list of the article's figures too.
    BesideArticle,
    /// One picture of this width in px, as high as the widget's chart; in the colours of the theme, or of the page.
    One(f64, Option<Theme>),
}

/// The `<figure>` of a comparison, which belongs inside its `<force-compare>`. `level` is that of its heading: 3 fits
/// below a section of an article, and anything outside 1 to 6 is taken as the nearest of these. The widget keeps the
/// level that it finds.
pub fn figure(comparison: &Comparison<'_>, about: &About, pictures: Pictures, level: usize) -> String {
    let (description, labels) = (words::description(comparison), words::labels(comparison.dataset));
    // `data-load` has the text of the button for readers who save data. Only a script makes that button.
    let figure = html! {
        figure class="force-compare-static" lang=(about.language) data-load=(words::load()) { "\n"
            (heading(&words::headline(comparison), level)) "\n"
            p class="subtitle" { (words::subtitle(comparison)) } "\n"
            @for picture in drawn(comparison, pictures) {
                div class=[picture.class] hidden[picture.hidden] role="img" aria-label=(description) {
                    (PreEscaped(picture.svg))
                } "\n"
            }
            ul class="sentences" { "\n"
                @for said in sentences(comparison) { li { b { (said.fact) } " " (said.weight) " " (said.rest) } "\n" }
            } "\n"
            details { summary { (labels.table) } "\n"
                div class="scroll" { (table_markup(&table(comparison))) }
            } "\n"
            @for caveat in &about.caveats { p { (caveat) } "\n" }
            @if let Some(source) = &about.source {
                p { (words::source()) ": "
                    @if let Some(url) = &source.url { a href=(url) { (words::source_line(source)) } }
                    @else { (words::source_line(source)) }
                } "\n"
            }
            @if !about.support.is_empty() {
                p {
                    @for (at, line) in about.support.iter().enumerate() {
                        @if at > 0 { " · " }
                        (line.label) " " a href=(words::telephone(&line.number)) { (line.number) }
                    }
                } "\n"
            }
        }
    };
    figure.into_string()
}

/// A heading of this level, from 1 to 6.
fn heading(text: &str, level: usize) -> Markup {
    match level {
        ..=1 => html! { h1 { (text) } },
        2 => html! { h2 { (text) } },
        3 => html! { h3 { (text) } },
        4 => html! { h4 { (text) } },
        5 => html! { h5 { (text) } },
        6.. => html! { h6 { (text) } },
    }
}

/// The areas' sentences, and the nation's.
fn sentences(comparison: &Comparison<'_>) -> Vec<words::Sentence> {
    let areas = comparison.choice.areas.iter().map(|&area| Subject::Area(area));
    let subjects = areas.chain(comparison.dataset.nation.as_ref().map(|_| Subject::Nation));
    let said = subjects.map(|subject| match subject {
        Subject::Area(area) => words::sentence(comparison, area),
        Subject::Nation => words::nation(comparison).unwrap_or_default(),
    });
    said.collect()
}

/// A picture of a figure.
struct Picture {
    class: Option<&'static str>,
    hidden: bool,
    svg: String,
}

fn drawn(comparison: &Comparison<'_>, pictures: Pictures) -> Vec<Picture> {
    let list = match pictures {
        Pictures::Both => 0.0,
        Pictures::BesideArticle => FIGURES,
        Pictures::One(width, theme) => {
            let scene = layout(comparison, width, None, &TypicalSans);
            let picture = theme.map_or_else(|| svg(&scene), |theme| themed(&scene, theme));
            // The picture needs a size of its own, because no style sheet fits it to the column.
            let size = format!("<svg width=\"{}\" height=\"{:.1}\" ", scene.width, scene.height);
            return vec![Picture { class: None, hidden: false, svg: picture.replacen("<svg ", &size, 1) }];
        }
    };
    let names = match comparison.choice.areas.len().saturating_sub(IN_A_ROW) {
        0 => 0.0,
        areas => NAMES + LINE * areas as f64,
    };
    let more = if comparison.dataset.periods.len() > 2 { PERIODS } else { 0.0 } + list + names;
    let both = PICTURES.map(|(class, width, stretch)| {
        let height = layout(comparison, width, None, &TypicalSans).height * stretch + more;
        // Feed readers and mail programs have no style sheet, so the narrow picture is hidden by its attribute.
        let svg = svg(&layout(comparison, width, Some(height), &TypicalSans));
        Picture { class: Some(class), hidden: class == "narrow", svg }
    });
    both.into()
}

/// A picture in fixed colours, which mail programs and feed readers can show too.
fn themed(scene: &Scene, theme: Theme) -> String {
    format!("<svg viewBox=\"{}\" aria-hidden=\"true\">\n{}</svg>\n", view_box(scene), shapes(scene, theme))
}

/// The table of a comparison alone, as HTML.
pub fn bare_table(comparison: &Comparison<'_>) -> String {
    table_markup(&table(comparison)).into_string()
}

fn table_markup(table: &Table) -> Markup {
    html! {
        table { "\n"
            caption { (table.caption) } "\n"
            thead { tr { @for column in &table.columns { th scope="col" { (column.label) } } } } "\n"
            tbody { "\n"
                @for row in &table.rows {
                    tr {
                        @for (at, cell) in row.cells.iter().enumerate() {
                            @if at == 0 { th scope="row" { (cell) } } @else { td { (cell) } }
                        }
                    } "\n"
                }
            }
        }
    }
}
