//! Runs the browsers. Each test has a driver and a window to itself, so that tests neither wait for nor disturb each
//! other; a later test may get them again, as they were at first.

use std::any::Any;
use std::cell::Cell;
use std::ffi::OsStr;
use std::fs;
use std::future::poll_fn;
use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::pin::pin;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, OnceLock};
use std::task::Poll;
use std::time::{Duration, Instant};

use fantoccini::actions::{InputSource, MouseActions, PointerAction};
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::site::Site;

/// How long a test waits for a condition. Nothing takes nearly as long, so that only a condition that never comes
/// fails, also on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(60);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Chromium,
    Firefox,
    Webkit,
}

impl Engine {
    /// All of them, in the order in which pages name them.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::Webkit];
}

/// Makes a test for each browser of each function: `name::chromium`, `name::firefox`, `name::webkit`.
macro_rules! in_every_engine {
    ($($(#[$note:meta])* async fn $name:ident($browser:ident) $body:block)+) => { $(
        mod $name {
            #[allow(unused_imports)]
            use super::*;
            use crate::engine::{Browser, Engine, run};

            $(#[$note])*
            async fn test($browser: &Browser) $body

            #[test]
            fn chromium() {
                run(Engine::Chromium, stringify!($name), test);
            }

            #[test]
            fn firefox() {
                run(Engine::Firefox, stringify!($name), test);
            }

            #[test]
            fn webkit() {
                run(Engine::Webkit, stringify!($name), test);
            }
        }
    )+ };
}

/// A window of a browser.
pub struct Browser {
    pub engine: Engine,
    /// For commands of the standard that this type does not offer.
    pub client: Client,
    /// Whether the test changed the browser itself: no other test gets it then.
    spent: Cell<bool>,
}

/// A browser between two tests: starting one takes longer than most tests.
struct Idle {
    runtime: Runtime,
    driver: Driver,
    client: Client,
}

static IDLE: Mutex<Vec<Idle>> = Mutex::new(Vec::new());

impl Idle {
    fn take(engine: Engine) -> Self {
        let mut idle = IDLE.lock().unwrap();
        let waiting = idle.iter().position(|one| one.driver.engine == engine);
        if let Some(at) = waiting {
            return idle.swap_remove(at);
        }
        drop(idle);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let driver = Driver::start(engine);
        let client = runtime.block_on(driver.session());
        Self { runtime, driver, client }
    }
}

/// Runs a test in a browser, and keeps a picture of what it saw when it fails.
pub fn run(engine: Engine, name: &str, test: impl AsyncFnOnce(&Browser)) {
    let idle = Idle::take(engine);
    let browser = Browser { engine, client: idle.client.clone(), spent: Cell::new(false) };
    let (ended, rested) = idle.runtime.block_on(async {
        browser.view(1024, 768).await;
        let ended = caught(test(&browser)).await;
        if ended.is_err() {
            let file = browser.picture(&format!("{name}-failed")).await;
            eprintln!("{name} failed in {engine:?}; picture: {file}; the page said {:#?}", browser.problems().await);
        }
        let rested = ended.is_ok() && browser.rest().await.unwrap_or(false);
        if !rested {
            let _ = browser.client.clone().close().await;
        }
        (ended, rested)
    });
    if rested {
        IDLE.lock().unwrap().push(idle);
    }
    if let Err(panic) = ended {
        resume_unwind(panic);
    }
}

/// Waits for a test, and catches its panic.
async fn caught(test: impl Future<Output = ()>) -> Result<(), Box<dyn Any + Send>> {
    let mut test = pin!(test);
    poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| test.as_mut().poll(context))) {
        Ok(Poll::Pending) => Poll::Pending,
        Ok(Poll::Ready(())) => Poll::Ready(Ok(())),
        Err(panic) => Poll::Ready(Err(panic)),
    })
    .await
}

impl Browser {
    /// Goes to a path of a site, and waits until the document and its scripts are loaded.
    pub async fn open(&self, site: &Site, path: &str) {
        self.client.goto(&format!("{}{path}", site.address)).await.unwrap();
    }

    /// Runs a script in the page and returns its result.
    pub async fn run(&self, script: &str) -> Value {
        self.client.execute(script, vec![]).await.unwrap_or_else(|error| panic!("{error}\nin: {script}"))
    }

    /// Waits until a script returns something true.
    pub async fn until(&self, what: &str, script: &str) {
        assert!(self.comes(script).await, "{:?}: waited in vain until {what}", self.engine);
    }

    /// Waits until a script returns something true; false if it never does.
    pub async fn comes(&self, script: &str) -> bool {
        let start = Instant::now();
        while self.run(&format!("return Boolean((() => {{ {script} }})())")).await != true {
            if start.elapsed() > PATIENCE {
                return false;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        true
    }

    /// Waits until the browser has painted the current state: for two frames, of which the first may have begun before.
    pub async fn painted(&self) {
        let frames = "const done = arguments[0]; document.fonts.ready.then(
            () => requestAnimationFrame(() => requestAnimationFrame(() => done())))";
        self.client.execute_async(frames, vec![]).await.unwrap();
    }

    /// Sends a command outside the standard that this browser's driver knows. Its effect may outlast the page.
    pub async fn command(&self, path: &'static str, body: Value) -> Value {
        self.spent.set(true);
        self.harmless(path, body).await
    }

    /// Sends such a command that leaves no trace, or none but the size that every test sets.
    pub async fn harmless(&self, path: &'static str, body: Value) -> Value {
        self.client.issue_cmd(Extension { path, body }).await.unwrap()
    }

    /// Clears up after this test; returns false where something would be left for the next one. Storage and cache need
    /// no care: every test serves from addresses of its own.
    async fn rest(&self) -> Result<bool, fantoccini::error::CmdError> {
        if self.spent.get() || self.client.windows().await?.len() > 1 {
            return Ok(false);
        }
        // Nothing may lie under the pointer of the next page.
        let corner = PointerAction::MoveTo { duration: None, x: 0.0, y: 0.0 };
        self.client.perform_actions(MouseActions::new("mouse".into()).then(corner)).await?;
        self.client.release_actions().await?;
        self.client.goto("about:blank").await?;
        if self.engine == Engine::Chromium {
            self.harmless("se/log", json!({"type": "browser"})).await;
        }
        Ok(true)
    }

    /// Asks the browser's accessibility tree about an element: `computedrole` or `computedlabel`.
    pub async fn asked(&self, element: &str, what: &'static str) -> String {
        let answer = self.client.issue_cmd(Computed { element: element.into(), what }).await;
        answer.map_or_else(|error| format!("{error}"), |value| value.as_str().unwrap_or_default().into())
    }

    /// Scrolls to the first thing that a selector finds.
    pub async fn scroll_to(&self, selector: &str) {
        self.run(&format!("document.querySelector('{selector}').scrollIntoView({{behavior: 'instant'}})")).await;
    }

    /// Gives the page's viewport exactly this size, however small a window the browser allows.
    pub async fn view(&self, width: u32, height: u32) {
        match self.engine {
            Engine::Chromium => {
                let metrics = json!({"width": width, "height": height, "deviceScaleFactor": 0, "mobile": false});
                let command = json!({"cmd": "Emulation.setDeviceMetricsOverride", "params": metrics});
                self.harmless("goog/cdp/execute", command).await;
            }
            Engine::Firefox => {
                // The window gets no narrower than 450 pixels, but the element that holds the page within it does.
                self.client.set_window_size(width.max(800) + 100, height + 200).await.unwrap();
                self.harmless("moz/context", json!({"context": "chrome"})).await;
                self.run(&format!(
                    "const {{style}} = gBrowser.selectedBrowser;
                    style.minWidth = style.width = style.maxWidth = '{width}px';
                    style.minHeight = style.height = style.maxHeight = '{height}px'",
                ))
                .await;
                self.harmless("moz/context", json!({"context": "content"})).await;
                // The page is in another process, which hears of it later.
                self.until("the page has its size", &format!("return innerWidth == {width}")).await;
            }
            Engine::Webkit => {
                // The window's own parts take some room, and how much shows only when the window is there (gtk.css
                // keeps it small). The window also takes its size in its own time.
                let mut asked = [width, height];
                let start = Instant::now();
                while start.elapsed() < PATIENCE {
                    self.client.set_window_size(asked[0], asked[1]).await.unwrap();
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    let inner = self.run("return [innerWidth, innerHeight]").await;
                    let lost = [width, height]
                        .into_iter()
                        .enumerate()
                        .map(|(at, wanted)| i64::from(wanted) - inner[at].as_i64().unwrap());
                    let lost: Vec<i64> = lost.collect();
                    if lost == [0, 0] {
                        break;
                    }
                    for (asked, lost) in asked.iter_mut().zip(lost) {
                        *asked = u32::try_from(i64::from(*asked) + lost).unwrap_or(*asked);
                    }
                }
            }
        }
        self.until(
            &format!("the viewport is {width} by {height}"),
            &format!("return innerWidth == {width} && innerHeight == {height}"),
        )
        .await;
    }

    /// Saves a picture of the viewport for people to look at, and returns its path.
    pub async fn picture(&self, name: &str) -> String {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/screenshots");
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join(format!("{:?}-{name}.png", self.engine).to_lowercase());
        fs::write(&file, self.client.screenshot().await.unwrap()).unwrap();
        file.display().to_string()
    }
}

/// A driver's process, and the screen that it needs.
struct Driver {
    engine: Engine,
    port: u16,
    _process: Minded,
    _screen: Option<Screen>,
}

impl Driver {
    fn start(engine: Engine) -> Self {
        // The port is free again at once; nothing else on a test machine takes it in between.
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let screen = (engine == Engine::Webkit).then(Screen::start);
        let program = match engine {
            Engine::Chromium => "chromedriver".into(),
            Engine::Firefox => geckodriver(),
            Engine::Webkit => "WebKitWebDriver".into(),
        };
        let mut command = Minded::command(program.as_os_str());
        match engine {
            // `view` needs this to resize the browser's own parts.
            Engine::Firefox => {
                command.args(["--allow-system-access", "--port", &port.to_string(), "--host", "127.0.0.1"])
            }
            _ => command.arg(format!("--port={port}")),
        };
        if let Some(screen) = &screen {
            command.env("DISPLAY", &screen.name).env_remove("WAYLAND_DISPLAY").env("XDG_CONFIG_HOME", gtk_style());
        }
        command.stdout(Stdio::null()).stderr(Stdio::null());
        Self { engine, port, _process: Minded::start(&mut command), _screen: screen }
    }

    async fn session(&self) -> Client {
        let start = Instant::now();
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            assert!(start.elapsed() < PATIENCE, "{:?}: no driver answers; tests/run installs it", self.engine);
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let Value::Object(wanted) = wanted(self.engine) else { unreachable!("an object") };
        let address = format!("http://127.0.0.1:{}", self.port);
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let session = builder.capabilities(wanted).connect(&address).await;
        session.unwrap_or_else(|error| panic!("{:?}: no session: {error}", self.engine))
    }
}

/// A process that ends with this one, together with everything that it started. Nothing else would end the browsers
/// that still wait for another test after the last one, or any browser after an interruption.
struct Minded(Child);

impl Minded {
    fn command(program: &OsStr) -> Command {
        let mut command = Command::new("sh");
        // The shell waits for the end of its input, to which nobody writes: it ends when this process lets go of it.
        command.args(["-c", "\"$@\" & cat > /dev/null; kill -KILL 0", "sh"]).arg(program);
        command.stdin(Stdio::piped()).process_group(0);
        command
    }

    fn start(command: &mut Command) -> Self {
        Self(command.spawn().unwrap_or_else(|error| panic!("sh: {error}")))
    }
}

impl Drop for Minded {
    fn drop(&mut self) {
        // `wait` closes the input first.
        let _ = self.0.wait();
    }
}

/// The capabilities that a session asks of its browser. Chromium refuses to start in its sandbox on some systems, and
/// always as root; the pages are our own, so it runs without.
fn wanted(engine: Engine) -> Value {
    let timeouts = json!({"script": 120_000, "pageLoad": 120_000, "implicit": 0});
    let mut wanted = match engine {
        Engine::Chromium => json!({
            "goog:loggingPrefs": {"browser": "ALL"},
            "goog:chromeOptions": {"args": [
                "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-quic",
            ]},
        }),
        Engine::Firefox => json!({"moz:firefoxOptions": {"args": ["-headless"]}}),
        Engine::Webkit => json!({"webkitgtk:browserOptions": {"binary": mini_browser(), "args": ["--automation"]}}),
    };
    wanted["timeouts"] = timeouts;
    wanted
}

/// The path of geckodriver: cargo installs it where a system has no package of it.
fn geckodriver() -> std::path::PathBuf {
    let home = std::env::var_os("CARGO_HOME").map(std::path::PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    let own = home.map(|home| home.join("bin/geckodriver")).filter(|own| own.is_file());
    own.unwrap_or("geckodriver".into())
}

/// The path of WebKitGTK's small browser, which comes with the library, in a folder named for machine and version.
fn mini_browser() -> String {
    let machines = fs::read_dir("/usr/lib").unwrap().flatten().map(|entry| entry.path());
    let browsers =
        machines.flat_map(|machine| ["4.1", "4.0"].map(|api| machine.join(format!("webkit2gtk-{api}/MiniBrowser"))));
    let found = browsers.into_iter().find(|browser| browser.is_file());
    found.unwrap_or_else(|| panic!("no MiniBrowser of WebKitGTK; tests/run installs it")).display().to_string()
}

/// A folder of settings with a style sheet for the browser's own parts, written once a run.
fn gtk_style() -> &'static Path {
    static FOLDER: OnceLock<&Path> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        fs::create_dir_all(folder.join("gtk-3.0")).unwrap();
        fs::write(folder.join("gtk-3.0/gtk.css"), include_str!("gtk.css")).unwrap();
        folder
    })
}

/// A screen in memory, for the browser that has no headless mode.
struct Screen {
    name: String,
    _process: Minded,
}

impl Screen {
    fn start() -> Self {
        let mut command = Minded::command(OsStr::new("Xvfb"));
        // It takes a free number and prints it once it is ready.
        command.args(["-displayfd", "1", "-screen", "0", "2000x2000x24", "-nolisten", "tcp"]);
        let mut process = Minded::start(command.stdout(Stdio::piped()).stderr(Stdio::null()));
        let mut number = String::new();
        BufReader::new(process.0.stdout.take().unwrap()).read_line(&mut number).unwrap();
        assert!(!number.trim().is_empty(), "Xvfb did not start; tests/run installs it");
        Self { name: format!(":{}", number.trim()), _process: process }
    }
}

/// A command that only some drivers know.
#[derive(Debug)]
struct Extension {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Extension {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (axum::http::Method, Option<String>) {
        (axum::http::Method::POST, Some(self.body.to_string()))
    }
}

/// Asks for a property of an element that the browser computes; the client has no call for it.
#[derive(Debug)]
struct Computed {
    element: String,
    what: &'static str,
}

impl WebDriverCompatibleCommand for Computed {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/element/{}/{}", session.unwrap_or_default(), self.element, self.what))
    }

    fn method_and_body(&self, _: &url::Url) -> (axum::http::Method, Option<String>) {
        (axum::http::Method::GET, None)
    }
}
