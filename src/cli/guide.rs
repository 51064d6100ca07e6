//! The guide: the source of a page in `www/guide/` has a title, a description and its text. The shell around all of them
//! is written here, once.

use std::path::Path;

use super::site::{Error, read, write};

/// The folder of the guide within the site.
pub const GUIDE: &str = "guide";

/// The pages in the order of the navigation: the file, and what the navigation calls it.
pub const PAGES: [(&str, &str); 13] = [
    ("index.html", "Contents"),
    ("newsroom.html", "In twenty minutes"),
    ("views.html", "What readers get"),
    ("attributes.html", "The element"),
    ("import.html", "Import"),
    ("checking.html", "Checking"),
    ("publishing.html", "Publishing"),
    ("languages.html", "Languages"),
    ("methods.html", "Methods"),
    ("accessibility.html", "Accessibility"),
    ("faults.html", "Faults"),
    ("performance.html", "Speed and size"),
    ("development.html", "Development"),
];

/// Pages that had an address of their own before there was a guide. The old address leads on to the page of that name.
pub const MOVED: [&str; 3] = ["newsroom.html", "accessibility.html", "faults.html"];

/// Puts the shell around the guide's pages in a built site, and a page that leads on at each old address.
pub(super) fn wrap(site: &Path) -> Result<(), Error> {
    for (name, _) in PAGES {
        let path = site.join(GUIDE).join(name);
        let page = page(name, &read(&path)?).map_err(|problem| Error::Source(path.clone(), problem))?;
        write(&path, page.as_bytes())?;
    }
    MOVED.iter().try_for_each(|name| write(&site.join(name), leads_on(name).as_bytes()))
}

/// A page of the guide, complete but for what [`pages::complete`](super::pages::complete) writes into every page.
///
/// # Errors
///
/// Says what is missing where the source does not begin with a `<title>` and a description.
pub fn page(name: &str, source: &str) -> Result<String, String> {
    let (title, rest) = titled(source).ok_or("it does not begin with a <title>")?;
    let (description, body) = described(rest).ok_or("no description follows its title")?;
    let widget = if body.contains("<force-compare") { WIDGET } else { "" };
    let items: String = PAGES.iter().map(|(file, label)| item(file, label, *file == name)).collect();
    Ok(format!(
        "{}{widget}</head>
<body>
  <a class=\"skip\" href=\"#text\">Skip to the text</a>
  <header class=\"masthead\">
    <p class=\"title\">Force Compare</p>
    <p class=\"motto\">The guide</p>
  </header>
  <div class=\"guide\">
    <nav aria-label=\"Guide\">
      <ul>
{items}      </ul>
    </nav>
    <main id=\"text\">
      <article>
        <header>
          <h1>{title}</h1>
          <p class=\"standfirst\">{description}</p>
        </header>
{}
      </article>
    </main>
  </div>
  <footer class=\"colophon\">
    <p>This guide sets no cookies and asks no other host for anything. See also <a href=\"../\">the demonstration</a>,
      <a href=\"../worked.html\">its figures worked out step by step</a>, and <a href=\"../variants/\">a page for each state of
      the widget</a>.</p>
  </footer>
</body>
</html>
",
        head(title, description, "../"),
        body.trim()
    ))
}

/// Style sheet and script for a page with a widget.
const WIDGET: &str = "  <link rel=\"stylesheet\" href=\"../force-compare/define.css\">
  <script type=\"module\" src=\"../force-compare/define.js\"></script>
";

/// The head of a page, not yet closed. `root` leads from the page to the site's first page.
fn head(title: &str, description: &str, root: &str) -> String {
    format!(
        "<!doctype html>
<html lang=\"en-GB\">
<head>
  <meta charset=\"utf-8\">
  <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
  <meta name=\"color-scheme\" content=\"light dark\">
  <title>{title} – Force Compare</title>
  <meta name=\"description\" content=\"{description}\">
  <link rel=\"icon\" href=\"data:,\">
  <link rel=\"stylesheet\" href=\"{root}article.css\">
  <link rel=\"stylesheet\" href=\"{root}{GUIDE}/guide.css\">
"
    )
}

/// A line of the navigation.
fn item(file: &str, label: &str, current: bool) -> String {
    let mark = if current { " aria-current=\"page\"" } else { "" };
    format!("        <li><a href=\"{file}\"{mark}>{label}</a></li>\n")
}

/// A page at an old address. It works without scripts and without waiting; the link is for whoever has redirections off.
fn leads_on(name: &str) -> String {
    let to = format!("{GUIDE}/{name}");
    format!(
        "{}  <meta http-equiv=\"refresh\" content=\"0; url={to}\">
  <link rel=\"canonical\" href=\"{to}\">
</head>
<body>
  <main>
    <article>
      <header>
        <h1>This page has moved</h1>
        <p class=\"standfirst\">It is now <a href=\"{to}\">part of the guide</a>.</p>
      </header>
    </article>
  </main>
</body>
</html>
",
        head("This page has moved", "This page is now part of the guide.", "")
    )
}

/// The title that a source begins with, and what follows it.
fn titled(source: &str) -> Option<(&str, &str)> {
    source.trim_start().strip_prefix("<title>")?.split_once("</title>")
}

/// The description that comes next, and what follows it.
fn described(source: &str) -> Option<(&str, &str)> {
    let tag = source.trim_start().strip_prefix("<meta")?.trim_start().strip_prefix("name=\"description\"")?;
    let (description, rest) = tag.trim_start().strip_prefix("content=\"")?.split_once('"')?;
    Some((description, rest.split_once('>')?.1))
}
