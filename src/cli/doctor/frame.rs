//! Examines frames of the embed page: whether the page may frame them, and whether they let it.

use url::Url;

use super::exam::Exam;
use super::obstacle::Remedy;
use super::page::PageTag;
use super::policy::Policy;
use super::visit::{self, VisitError};

impl Exam<'_> {
    /// Examines every frame that holds the widget, and returns how many there are.
    pub fn frames(&mut self) -> Result<usize, VisitError> {
        let mut count = 0;
        for tag in self.page.named("iframe").cloned().collect::<Vec<_>>() {
            let Some(src) = tag.get("src") else { continue };
            let Some(address) = self.page.join(src).map(|address| self.on_disk(src, address)) else { continue };
            if !visit::is_here(&address) {
                // On another machine, only the name of the file tells that it is an embed page.
                if address.path().ends_with("/embed.html") {
                    count += 1;
                    self.unasked.insert(address.to_string());
                    self.sandboxed(&tag);
                    self.needs_frame(address);
                }
                continue;
            }
            let mut inner = match Exam::of(&address, self.visit) {
                Ok(inner) => inner,
                Err(VisitError::Missing(address, status)) => {
                    let problem = format!("the frame {address} is not there: the server answers {status}");
                    self.find(
                        Some(tag.line),
                        problem,
                        Remedy::Do("Upload all files of one bundle together, or correct the address.".into()),
                    );
                    continue;
                }
                Err(error) => return Err(error),
            };
            if inner.page.named("force-compare").next().is_none() {
                continue;
            }
            count += 1;
            self.sandboxed(&tag);
            self.needs_frame(address.clone());
            if !self.is_file() {
                self.admitted(&inner, &address);
            }
            inner.framed = true;
            inner.asked_by_address();
            inner.loads()?;
            inner.elements()?;
            inner.obeys();
            self.obstacles.append(&mut inner.obstacles);
            self.unasked.append(&mut inner.unasked);
        }
        Ok(count)
    }

    /// Checks that the frame's own tag lets it run scripts.
    fn sandboxed(&mut self, tag: &PageTag) {
        let Some(flags) = tag.get("sandbox") else { return };
        if !flags.split_ascii_whitespace().any(|flag| flag.eq_ignore_ascii_case("allow-scripts")) {
            let value = format!("{flags} allow-scripts").trim_start().to_string();
            let problem = "the frame’s sandbox attribute blocks its scripts";
            self.find(
                Some(tag.line),
                problem,
                Remedy::Replace { old: tag.text.clone(), new: tag.with("sandbox", Some(&value)) },
            );
        }
    }

    /// Checks that the frame's server lets this page frame it.
    fn admitted(&mut self, inner: &Exam<'_>, address: &Url) {
        let around = self.page.address.clone();
        let foreign = address.origin() != around.origin();
        let policies: Vec<Policy> = inner.answer.all("content-security-policy").flat_map(Policy::all).collect();
        if policies.iter().any(|policy| !policy.allows_in(&around, address)) {
            let amended = policies.iter().cloned().map(|mut policy| {
                if !policy.allows_in(&around, address) {
                    policy.allow_in(&around, address);
                }
                policy.to_string()
            });
            let value = amended.collect::<Vec<_>>().join(", ");
            let remedy = Remedy::Send { with: address.clone(), name: "Content-Security-Policy", value };
            let problem = format!(
                "the frame stays empty: its policy lists the sites that may frame it, and {} is not one of them",
                around.origin().ascii_serialization()
            );
            self.find_in(address.clone(), None, problem, remedy);
        }
        // If a policy names the pages that may frame it, browsers ignore the older header.
        let said = policies.iter().any(|policy| policy.to_string().contains("frame-ancestors"));
        let options = inner.answer.header("x-frame-options").map(str::to_ascii_lowercase);
        if let Some(options) =
            options.filter(|options| !said && (options == "deny" || (options == "sameorigin" && foreign)))
        {
            let problem = format!("the frame stays empty: it is sent with X-Frame-Options: {options}");
            self.find_in(
                address.clone(),
                None,
                problem,
                Remedy::Drop { with: address.clone(), name: "X-Frame-Options" },
            );
        }
        let isolated = |answer: &visit::Answer| {
            answer.header("cross-origin-embedder-policy").is_some_and(|policy| policy != "unsafe-none")
        };
        if isolated(&self.answer) && !isolated(&inner.answer) {
            let remedy = Remedy::Send {
                with: address.clone(),
                name: "Cross-Origin-Embedder-Policy",
                value: "require-corp".into(),
            };
            self.find_in(
                address.clone(),
                None,
                "the frame stays empty: the page around it is cross-origin isolated, and the frame is not",
                remedy,
            );
        }
        if isolated(&self.answer)
            && foreign
            && inner.answer.header("cross-origin-resource-policy") != Some("cross-origin")
        {
            let remedy = Remedy::Send {
                with: address.clone(),
                name: "Cross-Origin-Resource-Policy",
                value: "cross-origin".into(),
            };
            self.find_in(
                address.clone(),
                None,
                "the frame stays empty: the page around it is cross-origin isolated, and its site does not share it",
                remedy,
            );
        }
    }

    /// Does what the embed page's script does first: it takes the state from the address, and figures only from the
    /// page's own site.
    fn asked_by_address(&mut self) {
        let asked: Vec<(String, String)> = self.page.address.query_pairs().into_owned().collect();
        let mut strange = None;
        for tag in self.page.tags.iter_mut().filter(|tag| tag.name == "force-compare") {
            for name in ["src", "areas", "view", "measure", "period"] {
                let Some((_, value)) = asked.iter().find(|(known, _)| known == name) else { continue };
                tag.attributes.retain(|(known, _)| known != name);
                let own = self.page.base.join(value).is_ok_and(|src| src.origin() == self.page.address.origin());
                if name == "src" && !own && self.page.address.scheme() != "file" {
                    strange = Some(value.clone());
                } else {
                    tag.attributes.push((name.into(), value.clone()));
                }
            }
        }
        if let Some(src) = strange {
            self.page.tags.retain(|tag| tag.name != "force-compare");
            let problem = format!("the embed page shows only figures from its own site, and {src} is on another");
            self.find(
                None,
                problem,
                Remedy::Do("Upload the figures beside the embed page, and name them in the frame’s address.".into()),
            );
        }
    }
}
