//! Tests of a site that is built again while it is served: its pages hear of the build, and none is ever missing.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use force_compare::cli::serve::live::{self, Live};
use force_compare::cli::serve::server;
use force_compare::disk::NextFolder;
use serde_json::Value;

use crate::serving::{ask, folder, serve};

/// How long a test waits for a condition: far longer than it takes, so that only what never comes fails.
const PATIENCE: Duration = Duration::from_secs(60);

/// Asks for the news as a page does that has heard nothing yet, or everything up to a turn.
fn news(address: &str, heard: u64) -> (u64, u64, Value) {
    let (status, _, body) = ask(address, &format!("GET /__serve/since/{heard}"), "");
    assert_eq!(status, 200);
    let news: Value = serde_json::from_str(&body).unwrap();
    (news["turn"].as_u64().unwrap(), news["build"].as_u64().unwrap(), news["problem"].clone())
}

#[test]
fn pages_get_a_script_that_is_not_in_the_site() {
    let folder = folder("live");
    fs::write(folder.join("index.html.br"), "compressed").unwrap();
    fs::write(folder.join("headed.html"), "<!doctype html><head><title>T</title></head><body>B</body>").unwrap();
    let (live, plain) = (Live::new(), serve(server::router(&folder)));
    let address = serve(live.router(&folder));
    let kept = "accept-encoding: br\r\nif-modified-since: Fri, 01 Jan 2100 00:00:00 GMT\r\n";
    let (_, build, _) = news(&address, 0);
    let script = format!("<script type=\"module\" src=\"/__serve/live.js?{build}\"></script>");
    for (path, status) in [("/", 200), ("/headed.html", 200), ("/nowhere", 404)] {
        let (found, head, body) = ask(&address, &format!("GET {path}"), kept);
        assert_eq!(found, status, "{path}");
        assert!(body.contains(&script) && !head.contains("content-encoding"), "{path}: {head}\n{body}");
        assert!(head.contains("content-security-policy: default-src 'none'"), "{path}: {head}");
        assert!(
            !ask(&plain, &format!("GET {path}"), "").2.contains("__serve"),
            "{path}: the script is not in `serve` alone"
        );
    }
    assert!(ask(&address, "GET /headed.html", "").2.contains(&format!("{script}\n</head>")));
    assert_eq!(ask(&address, "GET /force-compare/a.js", "").2, "export {};");
    assert_eq!(ask(&address, "GET /force-compare/a.wasm", "accept-encoding: br\r\n").2, "small");
    let (status, head, body) = ask(&address, "GET /__serve/live.js", "");
    assert!(status == 200 && head.contains("text/javascript") && body.contains("location.reload"), "{head}");
    assert_eq!(ask(&plain, "GET /__serve/live.js", "").0, 404);
}

#[test]
fn pages_hear_how_a_build_ended() {
    let (live, folder) = (Live::new(), folder("news"));
    let address = serve(live.router(&folder));
    let (first, build, problem) = news(&address, 0);
    assert_eq!((build, &problem), (first, &Value::Null));
    // A build that fails leaves the one that is served.
    live.tell(Err("a.toml: line 3: no <b>bold</b> column".into()));
    let (second, kept, problem) = news(&address, first);
    assert_eq!((second, kept), (first + 1, build));
    assert_eq!(problem, "a.toml: line 3: no <b>bold</b> column");
    assert_eq!(ask(&address, "GET /", "").0, 200);
    // A page that waits hears of the next build.
    let waiting = std::thread::spawn({
        let address = address.clone();
        move || news(&address, second)
    });
    live.tell(Ok(()));
    assert_eq!(waiting.join().unwrap(), (second + 1, second + 1, Value::Null));
    assert!(ask(&address, "GET /", "").2.contains(&format!("live.js?{}", second + 1)));
}

/// A folder that is being replaced is away for a moment, and nobody may find it gone.
#[test]
fn nothing_is_missing_while_a_build_is_put_in_its_place() {
    let (live, folder) = (Live::new(), folder("swaps"));
    let address = serve(live.router(&folder));
    let (done, asked) = (AtomicBool::new(false), AtomicUsize::new(0));
    let mut turn = 0;
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    for (path, part) in [("/", "Front"), ("/force-compare/a.js", "export")] {
                        let (status, _, body) = ask(&address, &format!("GET {path}"), "");
                        assert!(status == 200 && body.contains(part), "{path}: {status} {body}");
                        asked.fetch_add(1, Ordering::Relaxed);
                    }
                }
            });
        }
        // Builds until enough requests have fallen among them.
        let start = Instant::now();
        while turn < 150 || (asked.load(Ordering::Relaxed) < 300 && start.elapsed() < PATIENCE) {
            turn += 1;
            let next = NextFolder::begin(&folder).unwrap();
            fs::create_dir_all(next.folder.join("force-compare")).unwrap();
            fs::write(next.folder.join("index.html"), format!("<!doctype html>Front {turn}")).unwrap();
            fs::write(next.folder.join("force-compare/a.js"), "export {};").unwrap();
            let _held = live.hold();
            next.place().unwrap();
        }
        done.store(true, Ordering::Relaxed);
    });
    let asked = asked.into_inner();
    assert!(asked >= 300, "only {asked} requests in a minute");
    assert!(ask(&address, "GET /", "").2.contains(&format!("Front {turn}")));
}

#[test]
fn a_change_is_seen_wherever_it_is() {
    let folder = folder("watched");
    let (tell, told) = channel();
    let watched = folder.clone();
    std::thread::spawn(move || live::watch(&watched, Duration::from_millis(5), || tell.send(()).unwrap()));
    let changes: [&dyn Fn(); 4] = [
        &|| fs::write(folder.join("index.html"), "<!doctype html>Longer than before").unwrap(),
        &|| {
            fs::create_dir_all(folder.join("data/deep")).unwrap();
            fs::write(folder.join("data/deep/new.csv"), "a,b").unwrap();
        },
        &|| fs::rename(folder.join("data/deep/new.csv"), folder.join("data/other.csv")).unwrap(),
        &|| fs::remove_file(folder.join("data/other.csv")).unwrap(),
    ];
    for (at, change) in changes.into_iter().enumerate() {
        change();
        if at == 0 {
            // The watcher may look for the first time after the first change: until it is seen, the page changes again.
            let start = Instant::now();
            let mut length = 2;
            while told.recv_timeout(Duration::from_millis(200)).is_err() {
                assert!(start.elapsed() < PATIENCE, "no change was seen");
                length += 1;
                fs::write(folder.join("index.html"), "<!doctype html>".repeat(length)).unwrap();
            }
        } else {
            assert!(told.recv_timeout(PATIENCE).is_ok(), "change {at} was not seen");
        }
        while told.try_recv().is_ok() {}
    }
}

#[test]
fn takes_another_port_when_its_own_is_taken_and_says_so() {
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = taken.local_addr().unwrap().port();
    let (tell, told) = channel();
    std::thread::spawn(move || {
        server::serve(server::router(&folder("ports")), port, |address| tell.send(address).unwrap())
    });
    let address: SocketAddr = told.recv().unwrap();
    assert_ne!(address.port(), port);
    assert_eq!(ask(&address.to_string(), "GET /", "").0, 200);
    let said = server::instead(port, address).unwrap();
    assert!(said.contains(&port.to_string()) && said.contains(&address.port().to_string()), "{said}");
    assert_eq!(server::instead(0, address), None, "any port was asked for");
    assert_eq!(server::instead(address.port(), address), None);
}
