//! Gets a page and its files, from this disk or from a server on this machine. No other machine is ever asked.

use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fmt, fs, io};

use url::{Host, Url};

/// The answer of an address.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// 200 for a file that is there.
    pub status: u16,
    /// Empty for a file.
    pub headers: Vec<(String, String)>,
    /// The content.
    pub body: Vec<u8>,
}

impl Answer {
    /// A header's values; most headers have one.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.headers.iter().filter(move |(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The first of a header's values.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The type without its parameters, in small letters.
    pub fn kind(&self) -> Option<String> {
        Some(self.header("content-type")?.split(';').next()?.trim().to_ascii_lowercase())
    }
}

/// Why there is no answer.
#[derive(Debug)]
pub enum VisitError {
    /// Neither a file nor an address of this machine.
    Elsewhere(String),
    /// The file cannot be read.
    File(PathBuf, io::Error),
    /// The server does not answer.
    Server(Url, Box<ureq::Error>),
    /// The page itself is not there.
    Missing(Url, u16),
}

impl fmt::Display for VisitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Elsewhere(address) => {
                write!(
                    f,
                    "{address}: not an http address of this machine; give a file, or an address such as \
                     http://localhost:8080/"
                )
            }
            Self::File(path, error) => write!(f, "{}: cannot be read: {error}", path.display()),
            Self::Server(address, error) => write!(f, "{address}: no answer ({error}); is the server running?"),
            Self::Missing(address, status) => write!(f, "{address}: the server answered {status}"),
        }
    }
}

impl std::error::Error for VisitError {}

/// The address that was typed: `http://localhost…`, or the path of a file.
pub fn address(typed: &str) -> Result<Url, VisitError> {
    if typed.contains("://") {
        return Url::parse(typed).ok().filter(is_here).ok_or_else(|| VisitError::Elsewhere(typed.into()));
    }
    let path = fs::canonicalize(typed).map_err(|error| VisitError::File(typed.into(), error))?;
    Url::from_file_path(&path).map_err(|()| VisitError::Elsewhere(typed.into()))
}

/// Whether an address is a file, or on this machine.
pub fn is_here(address: &Url) -> bool {
    match (address.scheme(), address.host()) {
        ("file", None) => true,
        ("http", Some(Host::Domain(name))) => name == "localhost",
        ("http", Some(Host::Ipv4(ip))) => ip.is_loopback(),
        ("http", Some(Host::Ipv6(ip))) => ip.is_loopback(),
        _ => false,
    }
}

/// The file that an address names. `to_file_path` alone would also accept `http://localhost/`.
pub fn on_disk(address: &Url) -> Option<PathBuf> {
    if address.scheme() == "file" { address.to_file_path().ok() } else { None }
}

/// Gets what is at an address of this machine, as a page of an origin would.
pub fn get(address: &Url, origin: &str) -> Result<Answer, VisitError> {
    if !is_here(address) {
        return Err(VisitError::Elsewhere(address.to_string()));
    }
    if let Some(path) = on_disk(address) {
        return match fs::read(&path) {
            Ok(body) => Ok(Answer { status: 200, body, ..Answer::default() }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Answer { status: 404, ..Answer::default() }),
            Err(error) => Err(VisitError::File(path, error)),
        };
    }
    // A redirect is reported, not followed: it may lead to another machine.
    let settings = ureq::Agent::config_builder();
    let settings =
        settings.http_status_as_error(false).max_redirects(0).proxy(None).timeout_global(Some(Duration::from_secs(20)));
    let agent: ureq::Agent = settings.build().into();
    let fault = |error: ureq::Error| VisitError::Server(address.clone(), Box::new(error));
    let mut answer = agent.get(address.as_str()).header("origin", origin).call().map_err(fault)?;
    let headers = answer
        .headers()
        .iter()
        .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into()));
    let (status, headers) = (answer.status().as_u16(), headers.collect());
    let body = answer.body_mut().with_config().limit(64 << 20).read_to_vec().map_err(fault)?;
    Ok(Answer { status, headers, body })
}

/// For a page on the disk, the file that an address from the site's root names: the nearest one above the page.
pub fn in_folder(page: &Path, address: &str) -> Option<PathBuf> {
    let path = address.split(['?', '#']).next().unwrap_or_default().trim_start_matches('/');
    page.ancestors().skip(1).map(|folder| folder.join(path)).find(|path| path.is_file())
}
