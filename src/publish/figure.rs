//! What a page shows without script: the same finding, picture, sentences and figures as the widget, as plain HTML.

use super::markup::escape;
use crate::chart::{Scene, Theme, TypicalSans, layout, shapes, svg, view_box};
use crate::compare::{Comparison, Subject};
use crate::data::About;
use crate::table::{Row, Table, table};
use crate::words;

/// The pictures: class, width, and how much higher than the widget's own chart. A style sheet shows the one that fits.
/// The widget has controls that the fallback has not; its lower chart makes room for them, so that nothing moves when it
/// takes over.
const PICTURES: [(&str, f64, f64); 2] = [("wide", 680.0, 1.35), ("narrow", 360.0, 1.5)];
/// The choice of periods, which only more than two of them bring.
const PERIODS: f64 = 52.0;
/// The list of the article's figures, where the widget marks them.
const FIGURES: f64 = 42.0;

/// A second row of chosen areas' names, and a line more for each of their sentences, which the widget breaks into parts: where
/// more are chosen than stand in one row.
const NAMES: f64 = 48.0;
const LINE: f64 = 24.0;
/// How many stand in one row, of a wide page.
const IN_A_ROW: usize = 3;

/// Which pictures stand in a figure.
#[derive(Clone, Copy, Debug)]
pub enum Pictures {
    /// Both above, with room for the widget's controls.
    Both,
    /// The same, with room for the list of an article's figures too.
    BesideArticle,
    /// One of a width, just as high as the widget's own chart; in the colours of a theme, or as the page is.
    One(f64, Option<Theme>),
}

/// The fallback of a comparison, to stand inside its `<force-compare>`.
pub fn figure(comparison: &Comparison<'_>, about: &About, beside_article: bool) -> String {
    drawn(comparison, about, if beside_article { Pictures::BesideArticle } else { Pictures::Both })
}

/// The same with other pictures.
pub fn drawn(comparison: &Comparison<'_>, about: &About, pictures: Pictures) -> String {
    // The text of a button for readers who save data; there is none without a script to make it.
    let mut out = format!(
        "<figure class=\"force-compare-static\" lang=\"{}\" data-load=\"{}\">\n",
        escape(&about.language),
        escape(words::load())
    );
    let name = escape(&words::description(comparison));
    out += &format!("<h3>{}</h3>\n", escape(&words::headline(comparison)));
    out += &format!("<p class=\"subtitle\">{}</p>\n", escape(&words::subtitle(comparison)));
    let mut add = |attributes: &str, picture: &str| {
        out += &format!("<div{attributes} role=\"img\" aria-label=\"{name}\">{picture}</div>\n");
    };
    match pictures {
        Pictures::Both | Pictures::BesideArticle => {
            let list = if matches!(pictures, Pictures::BesideArticle) { FIGURES } else { 0.0 };
            let names = match comparison.choice.areas.len().saturating_sub(IN_A_ROW) {
                0 => 0.0,
                areas => NAMES + LINE * areas as f64,
            };
            let more = if comparison.dataset.periods.len() > 2 { PERIODS } else { 0.0 } + list + names;
            for (class, width, stretch) in PICTURES {
                let height = layout(comparison, width, None, &TypicalSans).height * stretch + more;
                let picture = svg(&layout(comparison, width, Some(height), &TypicalSans));
                // Without a style sheet, in a feed reader or a mail, only the wide one is shown.
                let hidden = if class == "narrow" { " hidden" } else { "" };
                add(&format!(" class=\"{class}\"{hidden}"), &picture);
            }
        }
        Pictures::One(width, theme) => {
            let scene = layout(comparison, width, None, &TypicalSans);
            let picture = theme.map_or_else(|| svg(&scene), |theme| themed(&scene, theme));
            // Its own size, where no style sheet gives it the column's.
            let size = format!("<svg width=\"{}\" height=\"{:.1}\" ", scene.width, scene.height);
            add("", &picture.replacen("<svg ", &size, 1));
        }
    }
    out += "<ul class=\"sentences\">\n";
    let areas = comparison.choice.areas.iter().map(|&area| Subject::Area(area));
    for subject in areas.chain(comparison.dataset.nation.as_ref().map(|_| Subject::Nation)) {
        let said = match subject {
            Subject::Area(area) => words::sentence(comparison, area),
            Subject::Nation => words::nation(comparison).unwrap_or_default(),
        };
        let (fact, weight, rest) = (escape(&said.fact), escape(&said.weight), escape(&said.rest));
        out += &format!("<li><b>{fact}</b> {weight} {rest}</li>\n");
    }
    out += "</ul>\n";
    out += &figures(comparison, &table(comparison));
    for caveat in &about.caveats {
        out += &format!("<p>{}</p>\n", escape(caveat));
    }
    if let Some(source) = &about.source {
        let text = escape(&words::source_line(source));
        let link = source.url.as_ref().map_or(text.clone(), |url| format!("<a href=\"{}\">{text}</a>", escape(url)));
        out += &format!("<p>{}: {link}</p>\n", words::source());
    }
    if !about.support.is_empty() {
        let lines = about.support.iter().map(|line| {
            let (label, number) = (escape(&line.label), escape(&line.number));
            format!("{label} <a href=\"{}\">{number}</a>", escape(&words::telephone(&line.number)))
        });
        out += &format!("<p>{}</p>\n", lines.collect::<Vec<_>>().join(" · "));
    }
    out + "</figure>"
}

/// A figure whose heading has another level, from 1 to 6. Without a word it is the third, as beneath a section of an article;
/// the widget takes the level that it finds.
pub fn headed(figure: &str, level: usize) -> String {
    let level = level.clamp(1, 6);
    figure.replacen("<h3>", &format!("<h{level}>"), 1).replacen("</h3>", &format!("</h{level}>"), 1)
}

/// A picture in plain colours, which mail programs and feed readers know too.
fn themed(scene: &Scene, theme: Theme) -> String {
    format!("<svg viewBox=\"{}\" aria-hidden=\"true\">\n{}</svg>\n", view_box(scene), shapes(scene, theme))
}

/// The table behind a disclosure.
fn figures(comparison: &Comparison<'_>, table: &Table) -> String {
    let label = words::labels(comparison.dataset).table;
    let table = markup(table);
    format!("<details><summary>{}</summary>\n<div class=\"scroll\">{table}</div></details>\n", escape(label))
}

/// The table alone.
pub fn bare_table(comparison: &Comparison<'_>) -> String {
    markup(&table(comparison))
}

fn markup(table: &Table) -> String {
    let mut out = String::from("<table>\n");
    out += &format!("<caption>{}</caption>\n<thead><tr>", escape(&table.caption));
    for column in &table.columns {
        out += &format!("<th scope=\"col\">{}</th>", escape(&column.label));
    }
    out += "</tr></thead>\n<tbody>\n";
    for row in &table.rows {
        out += &line(row);
    }
    out + "</tbody></table>"
}

fn line(row: &Row) -> String {
    let cells = row.cells.iter().enumerate().map(|(at, cell)| match at {
        0 => format!("<th scope=\"row\">{}</th>", escape(cell)),
        _ => format!("<td>{}</td>", escape(cell)),
    });
    format!("<tr>{}</tr>\n", cells.collect::<String>())
}
