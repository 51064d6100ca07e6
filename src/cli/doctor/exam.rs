//! Examines one page: whether the files that its widgets load are there and of the right type, and whether the page's
//! policies allow them.

use std::collections::BTreeSet;

use url::Url;

use super::obstacle::{Obstacle, Remedy};
use super::page::{Page, PageTag};
use super::policy::{Need, Policy};
use super::visit::{Answer, VisitError};

/// Gets the answer of an address, for a page of the given origin.
pub type Visit<'a> = &'a dyn Fn(&Url, &str) -> Result<Answer, VisitError>;

const POLICY: &str = "Content-Security-Policy";
const SCRIPTS: [&str; 4] = ["text/javascript", "application/javascript", "application/x-javascript", "text/ecmascript"];

/// A page, the answer that brought it, and the obstacles so far.
pub struct Exam<'a> {
    pub page: Page,
    pub answer: Answer,
    pub obstacles: Vec<Obstacle>,
    /// Addresses on other machines, which are not asked.
    pub unasked: BTreeSet<String>,
    pub visit: Visit<'a>,
    /// Whether it is an embed page in a frame: its state is in its address, and correcting its tags would not help.
    pub framed: bool,
    /// The needs that its policies must allow, each with its name in messages.
    pub needs: Vec<(String, OwnedNeed)>,
}

/// A [`Need`] that owns its parts.
pub enum OwnedNeed {
    /// Loading an address, by directive, with the nonce and the hashes of its tag.
    Load(&'static str, Url, Option<String>, Option<String>),
    /// Compiling WebAssembly.
    Wasm,
    /// Running scripts, even in a sandbox.
    Run,
}

impl OwnedNeed {
    fn need(&self) -> Need<'_> {
        match self {
            Self::Load(directive, address, nonce, integrity) => {
                Need::Load { directive, address, nonce: nonce.as_deref(), integrity: integrity.as_deref() }
            }
            Self::Wasm => Need::Wasm,
            Self::Run => Need::Run,
        }
    }
}

impl<'a> Exam<'a> {
    /// Gets a page and reads it.
    pub fn of(address: &Url, visit: Visit<'a>) -> Result<Self, VisitError> {
        let answer = visit(address, &address.origin().ascii_serialization())?;
        if answer.status != 200 {
            return Err(VisitError::Missing(address.clone(), answer.status));
        }
        let page = Page::read(address.clone(), &String::from_utf8_lossy(&answer.body));
        let (obstacles, unasked, needs) = (Vec::new(), BTreeSet::new(), Vec::new());
        Ok(Self { page, answer, obstacles, unasked, visit, framed: false, needs })
    }

    /// Notes a problem of the page.
    pub fn find(&mut self, line: Option<usize>, problem: impl Into<String>, remedy: Remedy) {
        self.find_in(self.page.address.clone(), line, problem, remedy);
    }

    /// Notes a problem of another address.
    pub fn find_in(&mut self, place: Url, line: Option<usize>, problem: impl Into<String>, remedy: Remedy) {
        let obstacle = Obstacle { place, line, problem: problem.into(), remedy };
        if !self.obstacles.contains(&obstacle) {
            self.obstacles.push(obstacle);
        }
    }

    /// Whether the page is a file, so that its headers are not known.
    pub fn is_file(&self) -> bool {
        self.page.address.scheme() == "file"
    }

    /// Checks that the widget's scripts and styles are there, of the right type, and shared if another site has them.
    pub fn loads(&mut self) -> Result<(), VisitError> {
        self.needs.push(("all scripts".into(), OwnedNeed::Run));
        self.needs.push(("WebAssembly".into(), OwnedNeed::Wasm));
        let own = |tag: &&PageTag, name: &str, ending: &str| {
            let file = tag.get(name).unwrap_or_default().split(['?', '#']).next().unwrap_or_default();
            let file = file.rsplit('/').next().unwrap_or_default();
            file.starts_with("define") && file.ends_with(ending)
        };
        let style = self.page.named("link").find(|tag| own(tag, "href", ".css")).cloned();
        let script = self.page.named("script").find(|tag| own(tag, "src", ".js")).cloned();
        let folder = self.folder(script.as_ref(), style.as_ref());
        match style {
            Some(style) => {
                let address = style.get("href").unwrap_or_default().to_string();
                if !style.get("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("stylesheet")) {
                    let new = style.with("rel", Some("stylesheet"));
                    self.find(
                        Some(style.line),
                        "the link to define.css has no rel=\"stylesheet\"",
                        Remedy::Replace { old: style.text.clone(), new },
                    );
                }
                let wanted = |address| {
                    OwnedNeed::Load(
                        "style-src",
                        address,
                        style.get("nonce").map(String::from),
                        style.get("integrity").map(String::from),
                    )
                };
                self.file(&address, style.line, "define.css", &["text/css"], wanted)?;
            }
            None => self.find(
                None,
                "the page does not load define.css, so the static chart has no layout until the widget is loaded",
                Remedy::Head(format!("<link rel=\"stylesheet\" href=\"{folder}define.css\">")),
            ),
        }
        let Some(script) = script else {
            self.find(
                None,
                "the page does not load define.js, so <force-compare> never becomes a chart",
                Remedy::Head(format!("<script type=\"module\" src=\"{folder}define.js\"></script>")),
            );
            return Ok(());
        };
        if !script.get("type").is_some_and(|kind| kind.trim().eq_ignore_ascii_case("module")) {
            let new = script.with("type", Some("module"));
            self.find(
                Some(script.line),
                "define.js is a module, but its tag has no type=\"module\"",
                Remedy::Replace { old: script.text.clone(), new },
            );
        }
        self.script(&script)
    }

    fn script(&mut self, script: &PageTag) -> Result<(), VisitError> {
        let nonce = script.get("nonce").map(String::from);
        // A policy with `strict-dynamic` ignores addresses: the script needs the page's nonce, and may then load
        // others.
        if nonce.is_none()
            && let Some(wanted) =
                self.policies().iter().find(|policy| policy.is_strict("script-src")).and_then(Policy::nonce)
            && script.get("integrity").is_none()
        {
            let new = script.with("nonce", Some(wanted));
            let problem =
                "the Content-Security-Policy allows only scripts with the page’s nonce, and define.js has none";
            self.find(Some(script.line), problem, Remedy::Replace { old: script.text.clone(), new });
        }
        let integrity = script.get("integrity").map(String::from);
        let vouched = nonce.clone();
        let src = script.get("src").unwrap_or_default().to_string();
        let Some((shell, text)) = self.file(&src, script.line, "define.js", &SCRIPTS, |address| {
            OwnedNeed::Load("script-src", address, nonce, integrity)
        })?
        else {
            return Ok(());
        };
        // The files themselves name the rest, because a bundle may have renamed them.
        let Some(name) = quoted(&text, "import(", ".js") else { return Ok(()) };
        let strict = self.policies().iter().any(|policy| policy.is_strict("script-src"));
        let element = shell.join(&name).unwrap_or_else(|_| shell.clone());
        let loaded = self.file(element.as_str(), script.line, &name, &SCRIPTS, |address| {
            OwnedNeed::Load("script-src", address, vouched, None)
        })?;
        if strict {
            // The policy allows it together with the script that loads it.
            self.needs.pop();
        }
        let Some((element, text)) = loaded else { return Ok(()) };
        if let Some(name) = quoted(&text, "", ".wasm") {
            let module = element.join(&name).unwrap_or_else(|_| element.clone());
            self.file(module.as_str(), script.line, &name, &["application/wasm"], |address| {
                OwnedNeed::Load("connect-src", address, None, None)
            })?;
        }
        Ok(())
    }

    /// Notes that the page needs a frame.
    pub fn needs_frame(&mut self, address: Url) {
        self.needs.push(("the frame".into(), OwnedNeed::Load("frame-src", address, None, None)));
    }

    /// All policies of the page, from headers and from its markup.
    fn policies(&self) -> Vec<Policy> {
        let sent = self.answer.all(POLICY).flat_map(Policy::all);
        sent.chain(metas(&self.page).flat_map(|tag| Policy::all(tag.get("content").unwrap_or_default()))).collect()
    }

    /// Checks everything that the page needs against its policies.
    pub fn obeys(&mut self) {
        let sent: Vec<Policy> = self.answer.all(POLICY).flat_map(Policy::all).collect();
        let address = self.page.address.clone();
        if let Some((refused, value)) = self.amended(sent) {
            let remedy = Remedy::Send { with: address, name: POLICY, value };
            self.find(None, format!("the Content-Security-Policy refuses {refused}"), remedy);
        }
        for tag in metas(&self.page).cloned().collect::<Vec<_>>() {
            let written = Policy::all(tag.get("content").unwrap_or_default());
            if let Some((refused, value)) = self.amended(written) {
                let remedy = Remedy::Replace { old: tag.text.clone(), new: tag.with("content", Some(&value)) };
                self.find(Some(tag.line), format!("the Content-Security-Policy in the page refuses {refused}"), remedy);
            }
        }
    }

    /// The needs that the policies refuse, and the policies amended to allow them. None if they refuse none.
    fn amended(&self, mut policies: Vec<Policy>) -> Option<(String, String)> {
        let mut refused: Vec<&str> = Vec::new();
        for policy in &mut policies {
            let written = policy.clone();
            for (what, wanted) in &self.needs {
                let need = wanted.need();
                // With `strict-dynamic` another source would not help; the obstacle about the script's tag says what
                // does.
                let vouched = written.is_strict("script-src") && matches!(wanted, OwnedNeed::Load("script-src", ..));
                if vouched || written.allows(&need, &self.page.address) {
                    continue;
                }
                if !policy.allows(&need, &self.page.address) {
                    policy.allow(&need, &self.page.address);
                }
                if !refused.contains(&what.as_str()) {
                    refused.push(what);
                }
            }
        }
        let policies: Vec<String> = policies.iter().map(ToString::to_string).collect();
        (!refused.is_empty()).then(|| (listed(&refused), policies.join(", ")))
    }

    /// The folder of the bundle, as far as the page shows it.
    fn folder(&self, script: Option<&PageTag>, style: Option<&PageTag>) -> String {
        let known = script.and_then(|tag| tag.get("src")).or_else(|| style.and_then(|tag| tag.get("href")));
        let data = self.page.named("force-compare").find_map(|tag| tag.get("src"));
        let folder = known.and_then(|known| known.rsplit_once('/')).map(|(folder, _)| format!("{folder}/"));
        let beside = || Some(format!("{}/", data?.split_once("/data/")?.0));
        folder.or_else(beside).unwrap_or_else(|| "/force-compare/".into())
    }
}

fn metas(page: &Page) -> impl Iterator<Item = &PageTag> {
    page.named("meta").filter(|tag| tag.get("http-equiv").is_some_and(|name| name.eq_ignore_ascii_case(POLICY)))
}

/// The first quoted text that has the ending; right behind the mark, unless that is empty.
fn quoted(text: &str, after: &str, ending: &str) -> Option<String> {
    let quotes = ['"', '\'', '`'];
    let parts = text.match_indices(after).filter(|_| !after.is_empty()).map(|(at, _)| at + after.len());
    for from in parts {
        let mut rest = text[from..].chars();
        let quote = rest.next().filter(|quote| quotes.contains(quote))?;
        let name = rest.as_str().split(quote).next()?;
        if name.ends_with(ending) {
            return Some(name.into());
        }
    }
    if !after.is_empty() {
        return None;
    }
    let end = text.find(ending)? + ending.len();
    let from = text[..end].rfind(quotes)? + 1;
    Some(text[from..end].into())
}

/// `a`, `a and b`, `a, b and c`.
fn listed(parts: &[&str]) -> String {
    match parts {
        [] => String::new(),
        [one] => (*one).into(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
