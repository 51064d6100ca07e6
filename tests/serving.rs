//! The server: the headers of every answer, and the requests that it refuses.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::sync::mpsc::channel;

use force_compare::cli::serve::server;

/// A folder with a page and a module, inside one with a secret.
pub fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name).join("site");
    fs::create_dir_all(folder.join("force-compare")).unwrap();
    fs::write(folder.with_file_name("secret.txt"), "secret").unwrap();
    fs::write(folder.join("index.html"), "<!doctype html>Front").unwrap();
    fs::write(folder.join("force-compare/a.js"), "export {};").unwrap();
    fs::write(folder.join("force-compare/a.wasm"), "as it is").unwrap();
    fs::write(folder.join("force-compare/a.wasm.br"), "small").unwrap();
    folder
}

/// Starts a server of a folder and returns its address.
fn start(folder: PathBuf) -> String {
    serve(server::router(&folder))
}

/// Starts a server and returns its address.
pub fn serve(site: axum::Router) -> String {
    let (tell, told) = channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            tell.send(listener.local_addr().unwrap().to_string()).unwrap();
            axum::serve(listener, site).await.unwrap();
        });
    });
    told.recv().unwrap()
}

/// Returns the status, the headers in small letters, and the body. It writes the request by hand, because HTTP clients
/// tidy a path before they ask.
pub fn ask(address: &str, request: &str, more: &str) -> (u16, String, String) {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "{request} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n{more}\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, head.to_lowercase(), body.into())
}

#[test]
fn sends_the_headers_of_a_strict_newsroom_with_every_answer() {
    let address = start(folder("headers"));
    for request in ["GET /", "HEAD /", "GET /nowhere", "POST /"] {
        let (_, head, _) = ask(&address, request, "");
        for header in [
            "content-security-policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
             img-src 'self' data:; connect-src 'self'; font-src 'self'; frame-src 'self'; base-uri 'none'; \
             form-action 'none'; frame-ancestors 'self'\r\n",
            "x-content-type-options: nosniff\r\n",
            "referrer-policy: strict-origin-when-cross-origin\r\n",
            "cross-origin-resource-policy: same-origin\r\n",
            "cache-control: no-cache\r\n",
            "vary: accept-encoding\r\n",
        ] {
            assert!(head.contains(header), "{request} lacks {header}in:\n{head}");
        }
    }
}

/// The widget's own files may be tried on pages of other ports of this machine, and on no other site's.
#[test]
fn lets_this_machine_frame_the_widget() {
    let address = start(folder("framing"));
    for path in ["/force-compare/a.js", "/force-compare/nowhere.html", "/frames/nowhere.html"] {
        let of = |origin: &str| ask(&address, &format!("GET {path}"), &format!("origin: {origin}\r\n")).1;
        let head = of("http://localhost:3000");
        for header in [
            "frame-ancestors 'self' http://localhost:* http://127.0.0.1:*\r\n",
            "cross-origin-resource-policy: same-site\r\n",
            "access-control-allow-origin: http://localhost:3000\r\n",
            "vary: accept-encoding, origin\r\n",
        ] {
            assert!(head.contains(header), "{path} lacks {header}in:\n{head}");
        }
        for origin in [
            "null",
            "https://example.org",
            "http://localhost.example:80",
            "http://localhost:80.example",
            "http://127.0.0.1.example",
        ] {
            assert!(!of(origin).contains("access-control"), "{path} is shared with {origin}");
        }
    }
    let (_, head, _) = ask(&address, "GET /", "origin: http://localhost:3000\r\n");
    assert!(!head.contains("access-control") && head.contains("cross-origin-resource-policy: same-origin"), "{head}");
}

#[test]
fn lets_browsers_keep_what_its_name_describes() {
    let folder = folder("lasting");
    for name in ["a.0123456789.js", "a.0123456789.wasm"] {
        fs::write(folder.join("force-compare").join(name), "export {};").unwrap();
    }
    let address = start(folder);
    for (path, kept) in [
        ("a.0123456789.js", "public, max-age=31536000, immutable"),
        ("a.0123456789.wasm", "public, max-age=31536000, immutable"),
        ("a.js", "no-cache"),
        // Not there yet: a bundle that is being uploaded may bring it.
        ("a.1123456789.js", "no-cache"),
    ] {
        let (_, head, _) = ask(&address, &format!("GET /force-compare/{path}"), "");
        assert!(head.contains(&format!("cache-control: {kept}\r\n")), "{path}: {head}");
    }
}

#[test]
fn sends_files_as_what_they_are() {
    let address = start(folder("files"));
    for (path, kind) in
        [("/", "text/html"), ("/force-compare/a.js", "text/javascript"), ("/force-compare/a.wasm", "application/wasm")]
    {
        let (status, head, _) = ask(&address, &format!("GET {path}"), "");
        assert_eq!(status, 200, "{path}");
        assert!(head.contains(&format!("content-type: {kind}")), "{path}:\n{head}");
    }
    let (_, head, body) = ask(&address, "GET /force-compare/a.wasm", "accept-encoding: gzip, br\r\n");
    assert!(head.contains("content-encoding: br") && body == "small", "{head}");
    let (_, head, body) = ask(&address, "GET /force-compare/a.wasm", "");
    assert!(!head.contains("content-encoding") && body == "as it is", "{head}");
}

#[test]
fn refuses_what_is_not_there_and_what_is_outside() {
    let folder = folder("refusals");
    let secret = folder.with_file_name("secret.txt");
    #[cfg(unix)]
    for (link, to) in [("link.txt", secret.as_path()), ("linked", folder.parent().unwrap())] {
        let _ = std::os::unix::fs::symlink(to, folder.join(link));
        assert!(folder.join(link).exists());
    }
    let absolute = format!("/{}", secret.display());
    let encoded = absolute.replace('/', "%2f");
    let address = start(folder);
    for path in [
        "/nowhere",
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/%252e%252e/secret.txt",
        "/..\\secret.txt",
        "/..%5csecret.txt",
        "/./../secret.txt",
        "/force-compare/../../secret.txt",
        "/force-compare/%2e%2e/%2e%2e/secret.txt",
        "/link.txt",
        "/linked/secret.txt",
        "/linked%2fsecret.txt",
        &absolute,
        &format!("/{encoded}"),
        "/secret.txt%00.html",
    ] {
        let (status, head, body) = ask(&address, &format!("GET {path}"), "");
        assert_eq!(status, 404, "{path}");
        assert!(head.contains("content-type: text/html") && body.contains("There is no page"), "{path}: {body}");
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        assert_eq!(ask(&address, &format!("{method} /"), "content-length: 0\r\n").0, 405, "{method}");
    }
}

#[test]
fn shows_the_sites_own_page_for_what_is_not_there() {
    let folder = folder("own");
    fs::write(folder.join("404.html"), "<!doctype html>Ours").unwrap();
    let (status, _, body) = ask(&start(folder), "GET /nowhere", "");
    assert_eq!((status, body.as_str()), (404, "<!doctype html>Ours"));
}
