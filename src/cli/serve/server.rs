//! Serves a site over HTTP, with the headers that a strict newsroom sends.

use std::fmt;
use std::fs;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use axum::Router;
use axum::extract::{Request, State};
use axum::handler::HandlerWithoutStateExt;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{Html, IntoResponse, Response};
use tokio::net::TcpListener;
use tower_http::services::ServeDir;

use super::framing;
use crate::publish::unhashed;

/// Why the site cannot be served.
#[derive(Debug)]
pub enum ServerError {
    /// The port cannot be used, or no free port could be found (0).
    Bind(u16, io::Error),
    /// The server failed.
    Run(io::Error),
}

impl fmt::Display for ServerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bind(port, error) => {
                write!(f, "port {port} cannot be used: {error}; name another one with --port")
            }
            Self::Run(error) => write!(f, "the server stopped: {error}"),
        }
    }
}

impl std::error::Error for ServerError {}

/// A strict policy, which the widget must work with. `wasm-unsafe-eval` is the one permission that it asks of a
/// newsroom; it allows WebAssembly, but not `eval`.
pub const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; font-src 'self'; frame-src 'self'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'self'";

/// The headers of every answer, even of a refusal. With `no-cache`, a browser asks each time whether a file has
/// changed; the answer varies with the encodings that the browser accepts.
const HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (header::CACHE_CONTROL, "no-cache"),
    (header::VARY, "accept-encoding"),
];

/// The `cache-control` of a file with a hash of its content in its name: it never changes.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

const NOT_FOUND: &str = "<!doctype html>\n<html lang=\"en-GB\">\n<meta charset=\"utf-8\">\n<title>Page not found</title>\n\
    <h1>There is no page at this address</h1>\n<p><a href=\"/\">Go to the first page</a>.</p>\n";

/// Serves the site in a folder. It answers GET and HEAD, and never with a file from outside the folder.
pub fn router(folder: &Path) -> Router {
    let page = fs::read_to_string(folder.join("404.html")).unwrap_or_else(|_| NOT_FOUND.into());
    let not_found = (StatusCode::NOT_FOUND, Html(page));
    let missing = not_found.clone();
    let files = ServeDir::new(folder).precompressed_br().precompressed_gzip();
    let within = Within { folder: folder.into(), not_found };
    Router::new()
        .fallback_service(files.not_found_service((async || missing).into_service()))
        .layer(from_fn_with_state(within, inside))
        .layer(from_fn(with_headers))
        .layer(from_fn(framing::allow))
}

#[derive(Clone)]
struct Within {
    folder: PathBuf,
    not_found: (StatusCode, Html<String>),
}

/// Refuses a link in the folder that leads to a file outside it. [`ServeDir`] itself refuses paths that lead out.
async fn inside(State(within): State<Within>, request: Request, next: Next) -> Response {
    let path = percent_encoding::percent_decode_str(request.uri().path()).decode_utf8_lossy();
    let asked = within.folder.join(path.trim_start_matches('/'));
    let leads_out = match (asked.canonicalize(), within.folder.canonicalize()) {
        (Ok(asked), Ok(folder)) => !asked.starts_with(folder),
        // A file that does not exist leads nowhere.
        _ => false,
    };
    if leads_out { within.not_found.into_response() } else { next.run(request).await }
}

async fn with_headers(request: Request, next: Next) -> Response {
    let lasting = request.uri().path().rsplit('/').next().is_some_and(|name| unhashed(name).is_some());
    let mut response = next.run(request).await;
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    if lasting && (response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED) {
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(FOR_EVER));
    }
    response
}

/// Serves a site until Ctrl-C. Calls `ready` with the address once the site can be reached.
pub fn serve(site: Router, port: u16, ready: impl FnOnce(SocketAddr)) -> Result<(), ServerError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(ServerError::Run)?;
    runtime.block_on(async {
        let listener = bind(port).await?;
        // From here on the system accepts connections; the server below will answer each of them.
        ready(listener.local_addr().map_err(ServerError::Run)?);
        // Not a graceful shutdown: a page that waits for the next build would keep the program running.
        tokio::select! {
            served = async { axum::serve(listener, site).await } => served.map_err(ServerError::Run),
            () = stop() => Ok(()),
        }
    })
}

/// A message for when the site is served on another port than the one asked for.
pub fn instead(port: u16, address: SocketAddr) -> Option<String> {
    (port != 0 && port != address.port())
        .then(|| format!("Port {port} is in use, so the site is on port {}.", address.port()))
}

/// Listens to this machine alone, never to the network: a draft article is nobody else's business. If the port is in
/// use, takes a free one.
async fn bind(port: u16) -> Result<TcpListener, ServerError> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await {
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
            TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.map_err(|error| ServerError::Bind(0, error))
        }
        bound => bound.map_err(|error| ServerError::Bind(port, error)),
    }
}

async fn stop() {
    if tokio::signal::ctrl_c().await.is_err() {
        // If there is no handler, Ctrl-C ends the process anyway.
        std::future::pending::<()>().await;
    }
}
