//! What `serve` adds to the site while somebody works on it: the pages load themselves anew when the site was built again,
//! and say why when it could not be. None of it is ever written into the site.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, Method, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use tokio::sync::{RwLock, RwLockWriteGuard, watch};

use super::server;
use crate::disk;

/// Where the script stands, and where it asks for news since the last that it heard.
const SCRIPT: &str = "/__serve/live.js";
const SINCE: &str = "/__serve/since/";
/// What is between a page and us may give up on an answer that takes longer.
const PATIENCE: Duration = Duration::from_secs(25);

/// What the pages are told. The numbers only ever grow, over a new start of the program too.
#[derive(Clone, Debug, Serialize)]
struct News {
    /// Grows with every build, good or bad.
    turn: u64,
    /// The turn of the build that is served.
    build: u64,
    /// Why a later one is not.
    problem: Option<String>,
}

/// The site that is served, and what has become of the latest build.
#[derive(Debug)]
pub struct Live {
    news: watch::Sender<News>,
    place: RwLock<()>,
}

impl Live {
    /// For a site that has just been built.
    pub fn new() -> Arc<Self> {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let turn = u64::try_from(now.as_millis()).unwrap_or_default();
        Arc::new(Self { news: watch::Sender::new(News { turn, build: turn, problem: None }), place: RwLock::new(()) })
    }

    /// The site of a folder, and the news of it.
    pub fn router(self: &Arc<Self>, folder: &Path) -> Router {
        server::router(folder).layer(from_fn_with_state(self.clone(), answer))
    }

    /// While this is held nothing is answered: a folder that is replaced is away for a moment.
    pub fn hold(&self) -> RwLockWriteGuard<'_, ()> {
        self.place.blocking_write()
    }

    /// Tells the pages how a build ended.
    pub fn tell(&self, built: Result<(), String>) {
        self.news.send_modify(|news| {
            news.turn += 1;
            news.problem = built.err();
            if news.problem.is_none() {
                news.build = news.turn;
            }
        });
    }

    /// The news, once there are any that a page has not heard.
    async fn since(&self, heard: u64) -> News {
        let mut news = self.news.subscribe();
        let later = async { drop(news.wait_for(|news| news.turn != heard).await) };
        // When there are none in time, what was heard is said again.
        let _ = tokio::time::timeout(PATIENCE, later).await;
        self.news.borrow().clone()
    }
}

async fn answer(State(live): State<Arc<Live>>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    if path == SCRIPT {
        return ([(header::CONTENT_TYPE, "text/javascript")], include_str!("live.js")).into_response();
    }
    if let Some(heard) = path.strip_prefix(SINCE) {
        let news = live.since(heard.parse().unwrap_or_default()).await;
        let text = serde_json::to_string(&news).unwrap_or_default();
        return ([(header::CONTENT_TYPE, "application/json")], text).into_response();
    }
    // Read while no build is put in its place: opened files stay what they are.
    let _held = live.place.read().await;
    let page = request.method() == Method::GET && is_page(&path);
    if page {
        as_text(request.headers_mut());
    }
    let build = live.news.borrow().build;
    let response = next.run(request).await;
    if page { with_script(response, build).await } else { response }
}

/// Folders, and what has no ending or a page's.
fn is_page(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    !name.contains('.') || name.ends_with(".html")
}

/// Asks for the whole page as it is, whatever a browser has kept of it.
fn as_text(headers: &mut HeaderMap) {
    for name in [header::ACCEPT_ENCODING, header::RANGE, header::IF_MODIFIED_SINCE, header::IF_NONE_MATCH] {
        headers.remove(name);
    }
}

/// What is told of a body that is not sent as it is.
const OF_THE_BODY: [HeaderName; 4] =
    [header::CONTENT_LENGTH, header::LAST_MODIFIED, header::ETAG, header::ACCEPT_RANGES];

/// A page with the script, and with the build that it is from.
async fn with_script(response: Response, build: u64) -> Response {
    let kind = response.headers().get(header::CONTENT_TYPE);
    if !kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html")) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, usize::MAX).await else {
        return axum::http::StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    for name in OF_THE_BODY {
        parts.headers.remove(name);
    }
    let html = String::from_utf8_lossy(&body);
    let script = format!("<script type=\"module\" src=\"{SCRIPT}?{build}\"></script>");
    let html = match html.find("</head>") {
        Some(at) => format!("{}{script}\n{}", &html[..at], &html[at..]),
        None => format!("{html}{script}\n"),
    };
    Response::from_parts(parts, Body::from(html))
}

/// Does something whenever the files of a folder have changed and been left alone since the last look. Looking costs little for a
/// folder of some dozen files, and works on every disk; notices from the system do not come from all of them.
pub fn watch(folder: &Path, every: Duration, mut changed: impl FnMut()) -> ! {
    let mut known = look(folder);
    loop {
        std::thread::sleep(every);
        let mut now = look(folder);
        if now == known {
            continue;
        }
        loop {
            std::thread::sleep(every);
            let later = look(folder);
            if later == now {
                break;
            }
            now = later;
        }
        // What changes from here on is seen in the next round.
        known = now;
        changed();
    }
}

/// What tells a state of a folder from another: names, sizes and times. Files that editors keep for themselves do not count.
fn look(folder: &Path) -> u64 {
    let mut seen = DefaultHasher::new();
    for path in disk::files(folder).unwrap_or_default() {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with('.') || name.ends_with('~') {
            continue;
        }
        let about = fs::metadata(&path).ok().map(|about| (about.len(), about.modified().ok()));
        (path, about).hash(&mut seen);
    }
    seen.finish()
}
