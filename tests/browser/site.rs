//! Builds the bundle once a run, and serves it as `serve` does, or with something broken.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex, OnceLock};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use force_compare::build::site;
use force_compare::cli::serve::server;
use force_compare::publish::unhashed;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, oneshot};

/// Something that goes wrong between a server and a page.
#[derive(Clone, Debug)]
pub enum Fault {
    /// The server has no such file.
    Missing,
    /// The server is in trouble itself.
    Failing,
    /// The server has no such file this many times, and has it from then on.
    MissingFor(Arc<AtomicUsize>),
    /// The file ends half way.
    Half,
    /// The server has something else there.
    Instead(&'static str),
    /// The server says that the file is of another type.
    Called(&'static str),
    /// The server keeps the file back until the test lets it go.
    Held(Gate),
    /// The server sends the browser to another address.
    Elsewhere(&'static str),
}

/// Keeps answers back until it is opened, so that a test can look at a page that waits, however long the look takes.
#[derive(Clone, Debug)]
pub struct Gate(Arc<Semaphore>);

impl Gate {
    pub fn shut() -> Self {
        Self(Arc::new(Semaphore::new(0)))
    }

    /// Lets go of the answers that wait, and of all later ones.
    pub fn open(&self) {
        self.0.close();
    }

    async fn wait(&self) {
        // The semaphore gives nothing until it is closed, and then an error.
        let _ = self.0.acquire().await;
    }
}

/// The demonstration site on a port of its own, until it is dropped.
pub struct Site {
    /// `http://127.0.0.1:…`, without a slash at the end.
    pub address: String,
    stop: Option<oneshot::Sender<()>>,
}

/// The ways in which a server differs from `serve`.
#[derive(Clone, Default)]
pub struct Served {
    faults: HashMap<&'static str, Fault>,
    pages: HashMap<&'static str, String>,
    scripts: HashMap<&'static str, &'static str>,
    policy: Option<&'static str>,
    folder: Option<PathBuf>,
    policies: HashMap<&'static str, &'static str>,
    headers: HashMap<&'static str, &'static str>,
}

impl Served {
    /// Serves the site as `serve` does.
    pub fn well() -> Self {
        Self::default()
    }

    /// Serves another folder than the demonstration site.
    pub fn of(folder: impl Into<PathBuf>) -> Self {
        Self { folder: Some(folder.into()), ..Self::default() }
    }

    /// Breaks one path, from the root; of a file that is named by its content, without the hash.
    pub fn but(mut self, path: &'static str, fault: Fault) -> Self {
        self.faults.insert(path, fault);
        self
    }

    /// Adds a page, or replaces one.
    pub fn page(mut self, path: &'static str, html: impl Into<String>) -> Self {
        self.pages.insert(path, html.into());
        self
    }

    /// Adds a script.
    pub fn script(mut self, path: &'static str, text: &'static str) -> Self {
        self.scripts.insert(path, text);
        self
    }

    /// Sends another Content-Security-Policy.
    pub fn under(mut self, policy: &'static str) -> Self {
        self.policy = Some(policy);
        self
    }

    /// Sends another Content-Security-Policy with this path alone.
    pub fn but_only(mut self, path: &'static str, policy: &'static str) -> Self {
        self.policies.insert(path, policy);
        self
    }

    /// Adds a header, or replaces one.
    pub fn sending(mut self, name: &'static str, value: &'static str) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// Starts the server.
    pub fn start(self) -> Site {
        let folder = self.folder.as_ref().unwrap_or_else(|| bundle());
        let router = server::router(folder).layer(from_fn(move |request, next| answer(self.clone(), request, next)));
        Site::of(router)
    }
}

impl Site {
    /// Starts a server of any router.
    pub fn of(router: Router) -> Self {
        let (stop, stopped) = oneshot::channel();
        let (tell, told) = channel();
        std::thread::spawn(move || run(router, |address| drop(tell.send(address)), stopped));
        Self { address: told.recv().unwrap(), stop: Some(stop) }
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
    }
}

fn run(router: Router, ready: impl FnOnce(String), stopped: oneshot::Receiver<()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let listener = unused().await;
        ready(format!("http://{}", listener.local_addr().unwrap()));
        // It does not end gracefully: a browser that holds a connection must not hold the test.
        tokio::select! {
            served = async { axum::serve(listener, router).await } => served.unwrap(),
            _ = stopped => {}
        }
    });
}

/// Listens on an address that no other site of this run had: a browser that goes from test to test may still keep files
/// of that site.
async fn unused() -> TcpListener {
    static USED: Mutex<BTreeSet<u16>> = Mutex::new(BTreeSet::new());
    loop {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        if USED.lock().unwrap().insert(listener.local_addr().unwrap().port()) {
            return listener;
        }
    }
}

/// The article's payload as it is served.
pub fn payload() -> String {
    let recipe = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/data/image-offences.toml");
    force_compare::build::open(&recipe).unwrap().text()
}

/// The bundle, in the folder that `serve` uses.
fn bundle() -> &'static PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = site::folder().unwrap();
        site::build(&folder).unwrap_or_else(|error| panic!("{error}"));
        folder
    })
}

const PROBE: &str = "/__probe.js";

/// The path of the accessibility checker.
pub const AXE: &str = "/__axe.js";

async fn answer(served: Served, mut request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    if path == PROBE {
        return ([(header::CONTENT_TYPE, "text/javascript")], include_str!("probe.js")).into_response();
    }
    if path == AXE {
        return ([(header::CONTENT_TYPE, "text/javascript")], axe()).into_response();
    }
    if let Some(text) = served.scripts.get(path.as_str()) {
        return ([(header::CONTENT_TYPE, "text/javascript")], *text).into_response();
    }
    let fault = served.faults.get(plain(&path).as_str());
    if let Some(Fault::Held(gate)) = fault {
        gate.wait().await;
    }
    // The probe is written into pages, so these must come uncompressed.
    let accepts = request.headers_mut().remove(header::ACCEPT_ENCODING).filter(|_| !path.ends_with(['/', 'l']));
    let accepts = accepts.filter(|_| !matches!(fault, Some(Fault::Half)));
    if let Some(accepts) = accepts {
        request.headers_mut().insert(header::ACCEPT_ENCODING, accepts);
    }
    let mut response = next.run(request).await;
    match fault {
        Some(Fault::MissingFor(times))
            if times.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_err() => {}
        Some(Fault::Missing | Fault::MissingFor(_)) => {
            *response.status_mut() = StatusCode::NOT_FOUND;
            response = replaced(response, "Not here.");
        }
        Some(Fault::Failing) => {
            *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
            response = replaced(response, "Not now.");
        }
        Some(Fault::Instead(body)) => {
            *response.status_mut() = StatusCode::OK;
            response = replaced(response, body);
        }
        Some(Fault::Half) => {
            let (mut parts, body) = response.into_parts();
            parts.headers.remove(header::CONTENT_LENGTH);
            let bytes = to_bytes(body, usize::MAX).await.unwrap();
            response = Response::from_parts(parts, Body::from(bytes.slice(..bytes.len() / 2)));
        }
        Some(Fault::Called(kind)) => {
            response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        }
        Some(Fault::Elsewhere(address)) => {
            *response.status_mut() = StatusCode::FOUND;
            response.headers_mut().insert(header::LOCATION, HeaderValue::from_static(address));
        }
        Some(Fault::Held(_)) | None => {}
    }
    if let Some(html) = served.pages.get(plain(&path).as_str()) {
        *response.status_mut() = StatusCode::OK;
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html"));
        response = replaced(response, html);
    }
    if let Some(policy) = served.policies.get(path.as_str()).copied().or(served.policy) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    }
    for (name, value) in served.headers {
        response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    probed(response).await
}

/// The checker, as npm has it.
fn axe() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/parents/node_modules/axe-core/axe.min.js");
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}; tests/run installs it", path.display()))
}

/// A path without the hash in its name.
fn plain(path: &str) -> String {
    let (folder, name) = path.rsplit_once('/').unwrap_or_default();
    format!("{folder}/{}", unhashed(name).as_deref().unwrap_or(name))
}

/// Replaces the body of an answer.
fn replaced(response: Response, body: &str) -> Response {
    let (mut parts, _) = response.into_parts();
    for name in [header::CONTENT_LENGTH, header::CONTENT_ENCODING, header::ETAG, header::LAST_MODIFIED] {
        parts.headers.remove(name);
    }
    Response::from_parts(parts, Body::from(body.to_owned()))
}

/// A page with the probe as its first script.
async fn probed(response: Response) -> Response {
    let page =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if !page {
        return response;
    }
    let (parts, body) = response.into_parts();
    let html = String::from_utf8(to_bytes(body, usize::MAX).await.unwrap().to_vec()).unwrap();
    let html = html.replacen("<head>", &format!("<head><script src=\"{PROBE}\"></script>"), 1);
    replaced(Response::from_parts(parts, Body::empty()), &html)
}
