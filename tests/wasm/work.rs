//! A newsroom's whole way through the layers that a page can run too, as one text: a sheet read with its recipe, or with
//! a guessed one; the article checked against it; everything to publish. The same source is compiled for this machine
//! and for WebAssembly, and both have to write the same text.

use std::collections::BTreeMap;
use std::fmt::Write;

use force_compare::claims::{self, Article, Facts};
use force_compare::compare::Asked;
use force_compare::data;
use force_compare::publish::{Bundle, DisplayOptions, Publication, Words, bundle, report, review};
use force_compare::sheet::{self, Problems};

/// Everything that comes of the files of a folder: `sheet` is a spreadsheet, the recipe beside it is used where there is
/// one, and `article.html` and `words.json` where they are.
pub fn work(files: &BTreeMap<String, Vec<u8>>, sheet: &str) -> String {
    let mut out = String::new();
    let recipe = format!("{}.toml", sheet::stem(sheet));
    let mut problems = Problems::default();
    let text = if files.contains_key(&recipe) {
        problems.take(sheet::recipe_text(files, &recipe))
    } else {
        problems.take(sheet::sketch(files, sheet, &[])).and_then(|sketch| {
            let _ = writeln!(out, "{}\n{}", sketch.guessed.join("\n"), sketch.open.join("\n"));
            for question in &sketch.questions {
                let _ = writeln!(out, "{question}");
            }
            if sketch.questions.is_empty() { Some(sketch.recipe) } else { sheet::provisional(&sketch) }
        })
    };
    let payload = text.and_then(|text| {
        let _ = writeln!(out, "{text}");
        sheet::make(files, &recipe, &text, &mut problems)
    });
    let payload = payload.and_then(|payload| problems.take(sheet::publishable(files, &recipe, payload)));
    let (problems, more) = problems.finish();
    for problem in problems {
        let _ = writeln!(out, "{} {problem}", problem.severity.as_str());
    }
    let _ = writeln!(out, "and {more} more");
    if let Some(payload) = payload {
        published(payload, files, &mut out);
    }
    out
}

fn published(payload: data::Payload, files: &BTreeMap<String, Vec<u8>>, out: &mut String) {
    let _ = writeln!(out, "{}", data::write(&payload));
    let mut findings = Vec::new();
    if let Ok(html) = sheet::text_of(files, "article.html") {
        let (article, facts) = (Article::read(&html), Facts::of(&payload));
        if let Ok(checked) = claims::check_with(&article.text, &facts, &article.pins) {
            let report = report(&article.text, &checked, &facts, &payload);
            findings = report["findings"].as_array().cloned().unwrap_or_default();
            let _ = writeln!(out, "{report}\n{}", review(&article.text, &checked));
        }
    }
    let words = Words::open(files, "words.json").map_err(|error| writeln!(out, "{error}")).ok();
    for view in ["change", "ranking", "funnel"] {
        let asked = Asked { view: Some(view.into()), ..Asked::default() };
        let options = DisplayOptions { asked, theme: None, words: words.clone() };
        let publication = Publication::new("figures.json".into(), payload.clone(), findings.clone());
        let publication = match publication.with_words(options.words.as_ref()) {
            Ok(publication) => publication,
            Err(error) => {
                let _ = writeln!(out, "{error}");
                continue;
            }
        };
        let url = Some("https://news.example/widgets/");
        let wanted = Bundle { publications: &[publication], options: &options, url, article: Some("#story") };
        match bundle(&wanted, &BTreeMap::from([("define.js".to_string(), "sha384-x".to_string())])) {
            Ok(files) => {
                for (path, bytes) in files {
                    let _ = writeln!(out, "{view} {path}\n{}", String::from_utf8_lossy(&bytes));
                }
            }
            Err(error) => drop(writeln!(out, "{view}: {error}")),
        }
    }
}
