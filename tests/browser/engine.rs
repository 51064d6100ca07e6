//! The browsers. A test gets a driver and a window of its own, so tests neither wait for nor disturb each other.

use std::any::Any;
use std::fs;
use std::future::poll_fn;
use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::pin::pin;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::task::Poll;
use std::time::{Duration, Instant};

use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::site::Site;

/// Long enough for a busy machine with two cores.
const PATIENCE: Duration = Duration::from_secs(30);

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

/// Makes one test for each browser of each function: `name::chromium`, `name::firefox`, `name::webkit`.
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
    /// For what the standard has and this has not.
    pub client: Client,
}

/// Runs a test in a browser, and keeps a picture of what it saw when it fails.
pub fn run(engine: Engine, name: &str, test: impl AsyncFnOnce(&Browser)) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let driver = Driver::start(engine);
    runtime.block_on(async {
        let browser = Browser { engine, client: driver.session().await };
        browser.view(1024, 768).await;
        let ended = caught(test(&browser)).await;
        if ended.is_err() {
            let file = browser.picture(&format!("{name}-failed")).await;
            eprintln!("{name} failed in {engine:?}; picture: {file}; the page said {:#?}", browser.problems().await);
        }
        let _ = browser.client.close().await;
        if let Err(panic) = ended {
            resume_unwind(panic);
        }
    });
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

    /// Runs a script in the page; what it returns.
    pub async fn run(&self, script: &str) -> Value {
        self.client.execute(script, vec![]).await.unwrap_or_else(|error| panic!("{error}\nin: {script}"))
    }

    /// Waits until a script returns something true.
    pub async fn until(&self, what: &str, script: &str) {
        let start = Instant::now();
        while self.run(&format!("return Boolean((() => {{ {script} }})())")).await != true {
            assert!(start.elapsed() < PATIENCE, "{:?}: waited in vain until {what}", self.engine);
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Waits until what was asked for is painted.
    pub async fn painted(&self) {
        let frames = "const done = arguments[0]; document.fonts.ready.then(
            () => requestAnimationFrame(() => requestAnimationFrame(() => done())))";
        self.client.execute_async(frames, vec![]).await.unwrap();
    }

    /// A command outside the standard that this browser's driver knows.
    pub async fn command(&self, path: &'static str, body: Value) -> Value {
        self.client.issue_cmd(Extension { path, body }).await.unwrap()
    }

    /// What the browser's accessibility tree has of an element: `computedrole` or `computedlabel`.
    pub async fn asked(&self, element: &str, what: &'static str) -> String {
        let answer = self.client.issue_cmd(Computed { element: element.into(), what }).await;
        answer.map_or_else(|error| format!("{error}"), |value| value.as_str().unwrap_or_default().into())
    }

    /// Scrolls to the first thing that a selector finds.
    pub async fn scroll_to(&self, selector: &str) {
        self.run(&format!("document.querySelector('{selector}').scrollIntoView({{behavior: 'instant'}})")).await;
    }

    /// Makes the page's viewport exactly so large, however small a window the browser allows.
    pub async fn view(&self, width: u32, height: u32) {
        match self.engine {
            Engine::Chromium => {
                let metrics = json!({"width": width, "height": height, "deviceScaleFactor": 0, "mobile": false});
                let command = json!({"cmd": "Emulation.setDeviceMetricsOverride", "params": metrics});
                self.command("goog/cdp/execute", command).await;
            }
            Engine::Firefox => {
                // The window stops at 450 pixels; the element that holds the page within it does not.
                self.client.set_window_size(width.max(800) + 100, height + 200).await.unwrap();
                self.command("moz/context", json!({"context": "chrome"})).await;
                self.run(&format!(
                    "const {{style}} = gBrowser.selectedBrowser;
                    style.minWidth = style.width = style.maxWidth = '{width}px';
                    style.minHeight = style.height = style.maxHeight = '{height}px'",
                ))
                .await;
                self.command("moz/context", json!({"context": "content"})).await;
                // The page is another process, and hears of it later.
                self.until("the page has its size", &format!("return innerWidth == {width}")).await;
            }
            Engine::Webkit => {
                // The window's own parts take an amount that only shows when it is there (gtk.css keeps it small), and
                // the window takes its size in its own time.
                let mut asked = [width, height];
                for _ in 0..20 {
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

    /// Keeps a picture of the viewport for people to look at, and gives its place.
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
    process: Child,
    _screen: Option<Screen>,
}

impl Driver {
    fn start(engine: Engine) -> Self {
        // The port is free again at once; nothing else on a test machine takes it in between.
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let screen = (engine == Engine::Webkit).then(Screen::start);
        let (name, mut command) = match engine {
            Engine::Chromium => ("chromedriver", Command::new("chromedriver")),
            Engine::Firefox => {
                let mut command = Command::new(geckodriver());
                // For `view`, which resizes the browser's own parts.
                command.arg("--allow-system-access");
                ("geckodriver", command)
            }
            Engine::Webkit => ("WebKitWebDriver", Command::new("WebKitWebDriver")),
        };
        match engine {
            Engine::Firefox => command.args(["--port", &port.to_string(), "--host", "127.0.0.1"]),
            _ => command.arg(format!("--port={port}")),
        };
        if let Some(screen) = &screen {
            command.env("DISPLAY", &screen.name).env_remove("WAYLAND_DISPLAY").env("XDG_CONFIG_HOME", gtk_style());
        }
        // A group of its own, so that the browser goes with the driver.
        command.process_group(0).stdout(Stdio::null()).stderr(Stdio::null());
        let process = command.spawn().unwrap_or_else(|error| panic!("{name}: {error}; tests/run installs it"));
        Self { engine, port, process, _screen: screen }
    }

    async fn session(&self) -> Client {
        let start = Instant::now();
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            assert!(start.elapsed() < PATIENCE, "{:?}: the driver does not answer", self.engine);
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let Value::Object(wanted) = wanted(self.engine) else { unreachable!("an object") };
        let address = format!("http://127.0.0.1:{}", self.port);
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let session = builder.capabilities(wanted).connect(&address).await;
        session.unwrap_or_else(|error| panic!("{:?}: no session: {error}", self.engine))
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // The whole group; it may have ended by itself.
        let group = format!("-{}", self.process.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
        let _ = self.process.wait();
    }
}

/// What a session asks of its browser. Some system's Chromium refuses to start in its sandbox, as root always; the pages
/// are our own.
fn wanted(engine: Engine) -> Value {
    let timeouts = json!({"script": 30_000, "pageLoad": 60_000, "implicit": 0});
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

/// Installed by cargo where a system has no package of it.
fn geckodriver() -> std::path::PathBuf {
    let home = std::env::var_os("CARGO_HOME").map(std::path::PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    let own = home.map(|home| home.join("bin/geckodriver")).filter(|own| own.is_file());
    own.unwrap_or("geckodriver".into())
}

/// WebKitGTK's small browser, which comes with the library, in a folder named for machine and version.
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
    process: Child,
}

impl Screen {
    fn start() -> Self {
        let mut process = Command::new("Xvfb")
            // It takes a free number and prints it once it is ready.
            .args(["-displayfd", "1", "-screen", "0", "2000x2000x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("Xvfb: {error}; tests/run installs it"));
        let mut number = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut number).unwrap();
        assert!(!number.trim().is_empty(), "Xvfb did not start");
        Self { name: format!(":{}", number.trim()), process }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
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

/// What a browser computes of an element, which the client has no words for.
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
