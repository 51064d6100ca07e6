//! Links of a page, and whether there is something where they lead.

use std::fs;
use std::path::Path;

use force_compare::build::guide::PAGES;

use super::{place, read};

/// The files of a folder and the folders in it, with their names from the project's folder.
pub fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(place(folder)).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{folder}/{}", path.file_name().unwrap().to_str().unwrap());
        if path.is_dir() {
            found.extend(files(&name, ending));
        } else if path.extension().is_some_and(|own| own == ending) {
            found.push((name, fs::read_to_string(&path).unwrap_or_default()));
        }
    }
    found
}

/// Where a page's links lead, as they are written.
pub fn targets(page: &str, text: &str) -> Vec<String> {
    let code = |open: &str, close: &str| -> String {
        let parts = text.split(open).enumerate();
        parts.map(|(at, part)| if at == 0 { part } else { part.split_once(close).unwrap_or_default().1 }).collect()
    };
    if page.ends_with(".md") {
        let outside: String = text.split("```").step_by(2).collect();
        return outside.split("](").skip(1).filter_map(|rest| Some(rest.split_once(')')?.0.to_string())).collect();
    }
    let outside = code("<pre", "</pre>").split_whitespace().collect::<Vec<_>>().join(" ");
    let marks = outside.split(" href=\"").skip(1).chain(outside.split(" src=\"").skip(1));
    marks.filter_map(|rest| Some(rest.split_once('"')?.0.to_string())).collect()
}

/// The links that lead nowhere.
pub fn broken(page: &str, text: &str) -> Vec<String> {
    let mut found = targets(page, text);
    found.retain(|target| {
        let elsewhere = ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| target.starts_with(scheme));
        !elsewhere && !leads(page, text, target)
    });
    found
}

fn leads(page: &str, text: &str, target: &str) -> bool {
    let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
    if path.is_empty() {
        return has(page, text, anchor);
    }
    let folder = Path::new(page).parent().unwrap().to_str().unwrap();
    let mut name = joined(folder, path);
    if page.ends_with(".html") {
        // A page leads to what is served: the first page of a folder, and payloads made of recipes.
        if path.ends_with('/') {
            name = joined(&name, "index.html");
        }
        if let Some(payload) = name.strip_prefix("www/force-compare/data/") {
            name = format!("www/data/{}", payload.replace(".json", ".toml"));
        }
    }
    if !place(&name).exists() {
        return false;
    }
    anchor.is_empty() || has(&name, &read(&name), anchor)
}

/// A path beside a folder, both from the project's folder.
fn joined(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/').filter(|part| !part.is_empty() && *part != ".") {
        match part {
            ".." => _ = parts.pop(),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Whether a page has a place of that name: an `id`, or a heading as GitHub names it.
fn has(page: &str, text: &str, anchor: &str) -> bool {
    if page.ends_with(".html") {
        let shell = PAGES.iter().any(|(name, _)| page.ends_with(&format!("guide/{name}"))) && anchor == "text";
        return shell || text.contains(&format!(" id=\"{anchor}\""));
    }
    let headings = text.lines().filter(|line| line.starts_with('#')).map(|line| line.trim_start_matches('#').trim());
    headings.map(slug).any(|slug| slug == anchor)
}

fn slug(heading: &str) -> String {
    let kept = heading.to_lowercase();
    let kept = kept.chars().filter(|sign| sign.is_alphanumeric() || " -_".contains(*sign));
    kept.map(|sign| if sign == ' ' { '-' } else { sign }).collect()
}
