//! A Content-Security-Policy: whether it allows what a page needs, and how to amend it so that it does.

use url::Url;

/// One policy. A page may have several, and each has to agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    directives: Vec<(String, Vec<String>)>,
}

/// Something that a page needs.
#[derive(Clone, Debug)]
pub enum Need<'a> {
    /// Loading an address as a script, style, connection or frame, with the nonce and the hashes of its tag.
    Load { directive: &'static str, address: &'a Url, nonce: Option<&'a str>, integrity: Option<&'a str> },
    /// Compiling WebAssembly.
    Wasm,
    /// Running scripts, even in a sandbox.
    Run,
}

/// The directives that decide on a kind of load: the first one that the policy has.
fn fallbacks(directive: &str) -> &'static [&'static str] {
    match directive {
        "script-src" => &["script-src-elem", "script-src", "default-src"],
        "style-src" => &["style-src-elem", "style-src", "default-src"],
        "frame-src" => &["frame-src", "child-src", "default-src"],
        "connect-src" => &["connect-src", "default-src"],
        _ => &[],
    }
}

impl Policy {
    /// The policies of a header's or a meta element's text; separated by commas.
    pub fn all(text: &str) -> Vec<Self> {
        text.split(',').map(Self::read).filter(|policy| !policy.directives.is_empty()).collect()
    }

    fn read(text: &str) -> Self {
        let mut directives: Vec<(String, Vec<String>)> = Vec::new();
        for part in text.split(';') {
            let mut words = part.split_whitespace().map(String::from);
            let Some(name) = words.next().map(|name| name.to_ascii_lowercase()) else { continue };
            // Of two of the same name browsers take the first.
            if !directives.iter().any(|(known, _)| *known == name) {
                directives.push((name, words.collect()));
            }
        }
        Self { directives }
    }

    fn get(&self, name: &str) -> Option<&Vec<String>> {
        self.directives.iter().find(|(known, _)| known == name).map(|(_, sources)| sources)
    }

    /// Whether this policy allows what a page needs.
    pub fn allows(&self, need: &Need<'_>, own: &Url) -> bool {
        match need {
            Need::Run => self.get("sandbox").is_none_or(|flags| flags.iter().any(|flag| flag == "allow-scripts")),
            Need::Wasm => {
                let sources = ["script-src", "default-src"].into_iter().find_map(|name| self.get(name));
                sources.is_none_or(|sources| {
                    sources.iter().any(|source| ["'wasm-unsafe-eval'", "'unsafe-eval'"].contains(&source.as_str()))
                })
            }
            Need::Load { directive, address, nonce, integrity } => {
                let sources = fallbacks(directive).iter().find_map(|name| self.get(name));
                sources.is_none_or(|sources| {
                    let named = |given: &str| sources.iter().any(|source| source == given);
                    nonce.is_some_and(|nonce| named(&format!("'nonce-{nonce}'")))
                        || integrity
                            .is_some_and(|hashes| hashes.split_whitespace().all(|hash| named(&format!("'{hash}'"))))
                        || (!self.is_strict(directive) && sources.iter().any(|source| matches(source, address, own)))
                })
            }
        }
    }

    /// Whether it has `strict-dynamic`: scripts run by nonce or hash, not by address.
    pub fn is_strict(&self, directive: &str) -> bool {
        let sources = fallbacks(directive).iter().find_map(|name| self.get(name));
        directive == "script-src"
            && sources.is_some_and(|sources| sources.iter().any(|source| source == "'strict-dynamic'"))
    }

    /// The nonce that scripts have to carry.
    pub fn nonce(&self) -> Option<&str> {
        let sources = fallbacks("script-src").iter().find_map(|name| self.get(name))?;
        sources.iter().find_map(|source| source.strip_prefix("'nonce-")?.strip_suffix('\''))
    }

    /// Adds what is needed, and no more.
    pub fn allow(&mut self, need: &Need<'_>, own: &Url) {
        match need {
            Need::Run => self.add("sandbox", &["sandbox"], "allow-scripts"),
            Need::Wasm => self.add("script-src", &["script-src", "default-src"], "'wasm-unsafe-eval'"),
            Need::Load { directive, address, .. } => {
                let source = source_of(address, own);
                self.add(directive, fallbacks(directive), &source);
            }
        }
    }

    fn add(&mut self, directive: &str, fallbacks: &[&str], source: &str) {
        let found = fallbacks.iter().find(|name| self.get(name).is_some()).copied();
        let mut sources = found.and_then(|name| self.get(name)).cloned().unwrap_or_default();
        sources.retain(|known| known != "'none'");
        sources.push(source.into());
        // A general directive stays as strict as it is: the narrower one is added instead.
        let name = found.filter(|name| !["default-src", "child-src"].contains(name)).unwrap_or(directive);
        match self.directives.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => *known = sources,
            None => self.directives.push((name.into(), sources)),
        }
    }

    /// Whether a page may put this one into a frame.
    pub fn allows_in(&self, around: &Url, own: &Url) -> bool {
        self.get("frame-ancestors").is_none_or(|sources| sources.iter().any(|source| matches(source, around, own)))
    }

    /// Lets a page put this one into a frame.
    pub fn allow_in(&mut self, around: &Url, own: &Url) {
        let source = source_of(around, own);
        self.add("frame-ancestors", &["frame-ancestors"], &source);
    }
}

impl std::fmt::Display for Policy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let parts =
            self.directives.iter().map(|(name, sources)| format!("{name} {}", sources.join(" ")).trim().to_string());
        f.write_str(&parts.collect::<Vec<_>>().join("; "))
    }
}

/// The source expression for the origin of an address.
fn source_of(address: &Url, own: &Url) -> String {
    if address.origin() == own.origin() { "'self'".into() } else { address.origin().ascii_serialization() }
}

/// Whether a source expression covers an address.
fn matches(source: &str, address: &Url, own: &Url) -> bool {
    let source = source.to_ascii_lowercase();
    if source == "'self'" {
        return address.origin() == own.origin();
    }
    if source == "*" {
        return ["http", "https"].contains(&address.scheme());
    }
    if let Some(scheme) = source.strip_suffix(':') {
        return scheme == address.scheme() || (scheme == "http" && address.scheme() == "https");
    }
    let (scheme, rest) =
        source.split_once("://").map_or((own.scheme(), source.as_str()), |(scheme, rest)| (scheme, rest));
    if !(scheme == address.scheme() || (scheme == "http" && address.scheme() == "https")) {
        return false;
    }
    let (authority, path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
    let (host, port) = authority.rsplit_once(':').unwrap_or((authority, ""));
    let here = address.host_str().unwrap_or_default();
    let host = match host.strip_prefix("*.") {
        Some(parent) => here.strip_suffix(parent).is_some_and(|sub| sub.ends_with('.')),
        None => host == here,
    };
    let port = match port {
        "*" => true,
        "" => address.port().is_none(),
        port => address.port_or_known_default().is_some_and(|known| known.to_string() == port),
    };
    let path =
        path.is_empty() || if path.ends_with('/') { address.path().starts_with(path) } else { address.path() == path };
    host && port && path
}
