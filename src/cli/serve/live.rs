//! Reloads open pages after a rebuild, and shows the problem in them if a build fails. `serve` adds this to its
//! answers; the site on the disk has none of it.

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

/// The address of the script, and the beginning of the address at which it asks for later news.
const SCRIPT: &str = "/__serve/live.js";
const SINCE: &str = "/__serve/since/";
/// The longest wait for news: a proxy between a page and this server may give up on an answer that takes longer.
const PATIENCE: Duration = Duration::from_secs(25);

/// The news for the pages. The numbers only ever grow, even when the program is restarted.
#[derive(Clone, Debug, Serialize)]
struct News {
    /// Grows with every build, good or bad.
    turn: u64,
    /// The turn of the build that is served.
    build: u64,
    /// Why a later build failed.
    problem: Option<String>,
}

/// The state of the latest build, and the lock on the folder of the site.
#[derive(Debug)]
pub struct Live {
    news: watch::Sender<News>,
    place: RwLock<()>,
}

impl Live {
    /// The state of a site that has just been built.
    pub fn new() -> Arc<Self> {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let turn = u64::try_from(now.as_millis()).unwrap_or_default();
        Arc::new(Self { news: watch::Sender::new(News { turn, build: turn, problem: None }), place: RwLock::new(()) })
    }

    /// Serves the site in a folder, and the news.
    pub fn router(self: &Arc<Self>, folder: &Path) -> Router {
        server::router(folder).layer(from_fn_with_state(self.clone(), answer))
    }

    /// Requests wait while this is held, because a folder that is being replaced can be missing for a moment.
    pub fn hold(&self) -> RwLockWriteGuard<'_, ()> {
        self.place.blocking_write()
    }

    /// Tells the pages the result of a build.
    pub fn tell(&self, built: Result<(), String>) {
        self.news.send_modify(|news| {
            news.turn += 1;
            news.problem = built.err();
            if news.problem.is_none() {
                news.build = news.turn;
            }
        });
    }

    /// The news, as soon as they are later than those that a page has.
    async fn since(&self, heard: u64) -> News {
        let mut news = self.news.subscribe();
        let later = async { drop(news.wait_for(|news| news.turn != heard).await) };
        // If there are none in time, the page gets the old news again.
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
    // Held until the file is open: an open file is not affected when its folder is replaced.
    let _held = live.place.read().await;
    let page = request.method() == Method::GET && is_page(&path);
    if page {
        as_text(request.headers_mut());
    }
    let build = live.news.borrow().build;
    let response = next.run(request).await;
    if page { with_script(response, build).await } else { response }
}

/// Whether a path can be a page: a folder, or a name with no ending or with `.html`.
fn is_page(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    !name.contains('.') || name.ends_with(".html")
}

/// Makes a request ask for the whole page without compression, even if the browser has cached it.
fn as_text(headers: &mut HeaderMap) {
    for name in [header::ACCEPT_ENCODING, header::RANGE, header::IF_MODIFIED_SINCE, header::IF_NONE_MATCH] {
        headers.remove(name);
    }
}

/// Headers that are wrong once the body is changed.
const OF_THE_BODY: [HeaderName; 4] =
    [header::CONTENT_LENGTH, header::LAST_MODIFIED, header::ETAG, header::ACCEPT_RANGES];

/// Adds the script to a page, with the number of the page's build in its address.
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

/// Calls a function whenever files of a folder have changed and then stayed unchanged between two checks. Checking a
/// folder of some dozen files costs little and works on every disk; notifications from the system do not.
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
        // The next round sees any change from here on.
        known = now;
        changed();
    }
}

/// A hash of the names, sizes and times of a folder's files. It ignores the files that editors keep for themselves.
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
