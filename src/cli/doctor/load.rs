//! Checks the files that the widget loads: whether they are there, of the right type, and shared if on another site.

use url::Url;

use super::exam::{Exam, OwnedNeed};
use super::obstacle::Remedy;
use super::visit::{self, Answer, VisitError};

impl Exam<'_> {
    /// Checks a file that the widget loads; returns its address and its text if it is there.
    pub fn file(
        &mut self,
        address: &str,
        line: usize,
        name: &str,
        kinds: &[&str],
        wanted: impl FnOnce(Url) -> OwnedNeed,
    ) -> Result<Option<(Url, String)>, VisitError> {
        let Some((address, answer)) = self.asked(address, line, name, wanted)? else { return Ok(None) };
        if answer.status != 200 {
            return Ok(None);
        }
        let sent_as = match answer.kind() {
            Some(kind) => (!kinds.contains(&kind.as_str())).then(|| format!("it is sent as {kind}")),
            None => (!self.is_file()).then(|| "it is sent without a type".into()),
        };
        if let Some(sent_as) = sent_as {
            let blocked = if kinds == ["application/wasm"] { "loads more slowly" } else { "is refused" };
            let value = kinds[0].to_string();
            self.find_in(
                address.clone(),
                None,
                format!("{} {blocked}: {sent_as}", name.trim_start_matches("./")),
                Remedy::Send { with: address.clone(), name: "Content-Type", value },
            );
        }
        Ok(Some((address, String::from_utf8_lossy(&answer.body).into())))
    }

    /// Gets the widget's payload. Notes the problem if it is not there, or not shared with this page.
    pub fn payload(&mut self, address: &str, line: usize) -> Result<Option<Answer>, VisitError> {
        let answer =
            self.asked(address, line, address, |address| OwnedNeed::Load("connect-src", address, None, None))?;
        Ok(answer.map(|(_, answer)| answer).filter(|answer| answer.status == 200))
    }

    /// Gets something that the widget needs. Notes the problem if it is not there, or not shared with this page.
    pub fn asked(
        &mut self,
        written: &str,
        line: usize,
        name: &str,
        wanted: impl FnOnce(Url) -> OwnedNeed,
    ) -> Result<Option<(Url, Answer)>, VisitError> {
        let Some(address) = self.page.join(written) else {
            self.find(Some(line), format!("{written} is not an address"), Remedy::Do("Correct the address.".into()));
            return Ok(None);
        };
        let what = if name == written { "the figures" } else { name.trim_start_matches("./") }.to_string();
        self.needs.push((what, wanted(address.clone())));
        let address = self.on_disk(written, address);
        if !visit::is_here(&address) {
            if address.scheme() == "http" {
                let remedy = self.page.tags.iter().find(|tag| tag.line == line).map(|tag| Remedy::Replace {
                    old: tag.text.clone(),
                    new: tag.text.replacen("http://", "https://", 1),
                });
                let problem = format!("{written} is refused on an https page, because its address begins with http");
                self.find(Some(line), problem, remedy.unwrap_or(Remedy::Do("Begin its address with https.".into())));
            }
            self.unasked.insert(address.to_string());
            return Ok(None);
        }
        let origin = self.page.address.origin();
        let answer = (self.visit)(&address, &origin.ascii_serialization())?;
        if answer.status != 200 {
            self.absent(&address, line, name, answer.status);
        } else if !self.is_file() && address.origin() != origin {
            self.stranger(&address, name, &answer);
        }
        Ok(Some((address, answer)))
    }

    /// For a page on the disk, an address from the root of the site is a file in one of the folders above.
    pub fn on_disk(&self, written: &str, address: Url) -> Url {
        if !(self.is_file() && written.starts_with('/') && !written.starts_with("//")) {
            return address;
        }
        let page = self.page.address.to_file_path().unwrap_or_default();
        let found = visit::in_folder(&page, written).and_then(|path| Url::from_file_path(path).ok());
        found.map_or(address.clone(), |mut found| {
            found.set_query(address.query());
            found
        })
    }

    fn absent(&mut self, address: &Url, line: usize, name: &str, status: u16) {
        let based = if self.page.base == self.page.address {
            String::new()
        } else {
            format!(" The page’s <base> makes its addresses relative to {}.", self.page.base)
        };
        let do_ = if name.ends_with(".json") || name.contains("/data/") {
            format!(
                "Make it with `force-compare import RECIPE -o FILE` and put it at {address}, or correct the \
                 address.{based}"
            )
        } else {
            format!("Upload all files of one bundle together, or correct the address.{based}")
        };
        let problem = if self.is_file() {
            format!("{name} is not there")
        } else {
            format!("{name} is not there: the server answers {status}")
        };
        self.find(Some(line), problem, Remedy::Do(do_));
    }

    /// Checks the headers with which another site must share a file with this page.
    fn stranger(&mut self, address: &Url, name: &str, answer: &Answer) {
        let style = name.ends_with(".css");
        let origin = self.page.address.origin().ascii_serialization();
        let shared = answer.header("access-control-allow-origin");
        if !style && !shared.is_some_and(|shared| shared == "*" || shared == origin) {
            self.find_in(
                address.clone(),
                None,
                format!("{name} is refused: it comes from another site, which does not share it with {origin}"),
                Remedy::Send { with: address.clone(), name: "Access-Control-Allow-Origin", value: origin.clone() },
            );
        }
        let isolated =
            self.answer.header("cross-origin-embedder-policy").is_some_and(|policy| policy.contains("require-corp"));
        let kept = answer.header("cross-origin-resource-policy");
        if style && (kept == Some("same-origin") || (isolated && kept != Some("cross-origin"))) {
            self.find_in(
                address.clone(),
                None,
                format!("{name} is refused: it comes from another site, which keeps it to itself"),
                Remedy::Send {
                    with: address.clone(),
                    name: "Cross-Origin-Resource-Policy",
                    value: "cross-origin".into(),
                },
            );
        }
    }
}
