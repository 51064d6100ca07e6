//! The site over HTTP, with the headers that a strict newsroom sends.

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
    /// No port could be had.
    Bind(u16, io::Error),
    /// The server stopped by itself.
    Run(io::Error),
}

impl fmt::Display for ServerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bind(port, error) => {
                write!(f, "port {port} of this machine cannot be used: {error}; name another with --port")
            }
            Self::Run(error) => write!(f, "the server stopped: {error}"),
        }
    }
}

impl std::error::Error for ServerError {}

/// What the widget must live with. `wasm-unsafe-eval` is the one permission it asks of a newsroom; it allows
/// WebAssembly and no `eval`.
pub const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; font-src 'self'; frame-src 'self'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'self'";

/// Sent with every answer, a refusal too. A browser has to ask whether a file is still the same, and what is sent depends
/// on the encodings that it accepts.
const HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (header::CACHE_CONTROL, "no-cache"),
    (header::VARY, "accept-encoding"),
];

/// Sent instead with a file whose name says what is in it: it never changes.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

const NOT_FOUND: &str = "<!doctype html>\n<html lang=\"en-GB\">\n<meta charset=\"utf-8\">\n<title>Page not found</title>\n\
    <h1>There is no page at this address</h1>\n<p><a href=\"/\">Go to the first page</a>.</p>\n";

/// The site of a folder. It answers GET and HEAD, and never from outside the folder.
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

/// Refuses what stands in the folder and leads out of it: a link to a file elsewhere. Paths that lead out by themselves
/// are refused below.
async fn inside(State(within): State<Within>, request: Request, next: Next) -> Response {
    let path = percent_encoding::percent_decode_str(request.uri().path()).decode_utf8_lossy();
    let asked = within.folder.join(path.trim_start_matches('/'));
    let leads_out = match (asked.canonicalize(), within.folder.canonicalize()) {
        (Ok(asked), Ok(folder)) => !asked.starts_with(folder),
        // What is not there leads nowhere.
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

/// Serves a site until Ctrl-C, and tells the address once it answers.
pub fn serve(site: Router, port: u16, ready: impl FnOnce(SocketAddr)) -> Result<(), ServerError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(ServerError::Run)?;
    runtime.block_on(async {
        let listener = bind(port).await?;
        // From here on the system accepts connections, and the server below answers each.
        ready(listener.local_addr().map_err(ServerError::Run)?);
        // Not gracefully: a page that waits for the next build would hold the program.
        tokio::select! {
            served = async { axum::serve(listener, site).await } => served.map_err(ServerError::Run),
            () = stop() => Ok(()),
        }
    })
}

/// What to say when the port that was asked for is not the one that was had.
pub fn instead(port: u16, address: SocketAddr) -> Option<String> {
    (port != 0 && port != address.port())
        .then(|| format!("Port {port} is used by another program, so this is served on port {}.", address.port()))
}

/// This machine alone, never the network: a draft article is nobody else's business.
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
        // Without a handler Ctrl-C ends the process by itself.
        std::future::pending::<()>().await;
    }
}
