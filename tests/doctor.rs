//! `doctor`: pages that keep the widget from readers, each with the finding on it; following a finding helps.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use force_compare::cli::doctor::{Answer, Diagnosis, Obstacle, Remedy, VisitError, examine, get};
use url::Url;

const PAGE: &str = "http://localhost:81/story.html";
const OTHER: &str = "http://localhost:82";
const POLICY: &str =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; frame-src 'self'";
const HTML: &str = "<!doctype html>
<html lang=en>
<head>
  <link rel=stylesheet href=/force-compare/define.css>
  <script type=module src=/force-compare/define.js></script>
</head>
<body>
  <force-compare src=/force-compare/data/figures.json areas='kent essex' view=change>
    <figure class=force-compare-static></figure>
  </force-compare>
</body>
</html>
";

/// The answers of servers on this machine, by address.
#[derive(Clone)]
struct Web(BTreeMap<String, Answer>);

impl Web {
    /// A page that nothing is wrong with.
    fn well() -> Self {
        let mut web = Self(BTreeMap::new());
        web.put(PAGE, "text/html", HTML);
        web.send(PAGE, "Content-Security-Policy", POLICY);
        web.bundle("http://localhost:81");
        web
    }

    /// The widget's files on a server.
    fn bundle(&mut self, origin: &str) {
        for (name, kind, text) in [
            ("define.css", "text/css", "force-compare { display: block }"),
            ("define.js", "text/javascript", "class A { load() { import(`./element.0a1b.js`) } }"),
            ("element.0a1b.js", "text/javascript", "fetch(new URL(`./engine.9f.wasm`, import.meta.url))"),
            ("engine.9f.wasm", "application/wasm", "\0asm"),
            ("data/figures.json", "application/json", figures()),
            (
                "embed.html",
                "text/html",
                &HTML.replace("src=/force-compare/data/figures.json areas='kent essex' view=change", ""),
            ),
        ] {
            self.put(&format!("{origin}/force-compare/{name}"), kind, text);
        }
    }

    fn put(&mut self, address: &str, kind: &str, text: &str) {
        let headers = vec![("content-type".into(), format!("{kind}; charset=utf-8"))];
        self.0.insert(address.into(), Answer { status: 200, headers, body: text.as_bytes().to_vec() });
    }

    fn at(&mut self, address: &str) -> &mut Answer {
        let address = address.split('?').next().unwrap();
        self.0.get_mut(address).unwrap_or_else(|| panic!("nothing at {address}"))
    }

    fn send(&mut self, address: &str, name: &str, value: &str) {
        self.drop(address, name);
        self.at(address).headers.push((name.into(), value.into()));
    }

    fn drop(&mut self, address: &str, name: &str) {
        self.at(address).headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
    }

    fn html(&mut self, old: &str, new: &str) {
        let page = self.at(PAGE);
        let html = String::from_utf8(page.body.clone()).unwrap();
        assert!(html.contains(old), "{old} is not in the page");
        page.body = html.replacen(old, new, 1).into_bytes();
    }

    fn policy(&mut self, policy: &str) {
        self.send(PAGE, "Content-Security-Policy", policy);
    }

    fn look(&self) -> Diagnosis {
        let visit = |address: &Url, _: &str| {
            let mut address = address.clone();
            address.set_query(None);
            Ok::<_, VisitError>(
                self.0.get(address.as_str()).cloned().unwrap_or(Answer { status: 404, ..Answer::default() }),
            )
        };
        examine(&Url::parse(PAGE).unwrap(), &visit).unwrap()
    }

    /// Follows an obstacle's advice; returns false where that is not a line to write.
    fn follow(&mut self, obstacle: &Obstacle) -> bool {
        let place = obstacle.place.to_string();
        match &obstacle.remedy {
            Remedy::Send { with, name, value } => self.send(with.as_str(), name, value),
            Remedy::Drop { with, name } => self.drop(with.as_str(), name),
            Remedy::Replace { old, new } => {
                let page = self.at(&place);
                let html = String::from_utf8(page.body.clone()).unwrap();
                let line = html.lines().nth(obstacle.line.unwrap() - 1).unwrap();
                assert!(line.contains(old.lines().next().unwrap()), "{old} is not in line {:?}", obstacle.line);
                page.body = html.replacen(old, new, 1).into_bytes();
            }
            Remedy::Head(new) => {
                let page = self.at(&place);
                page.body = String::from_utf8(page.body.clone())
                    .unwrap()
                    .replacen("</head>", &format!("{new}\n</head>"), 1)
                    .into_bytes();
            }
            Remedy::Do(_) => return false,
        }
        true
    }
}

/// The article's figures.
fn figures() -> &'static str {
    static FIGURES: OnceLock<String> = OnceLock::new();
    FIGURES.get_or_init(|| {
        let recipe = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/data/image-offences.toml");
        force_compare::build::open(&recipe).unwrap().text()
    })
}

type Break = fn(&mut Web);

/// A fault, the finding on it, and the line that mends it.
const CASES: &[(Break, &str, &str)] = &[
    (
        |web| web.policy("script-src 'self'"),
        "refuses WebAssembly",
        "Content-Security-Policy: script-src 'self' 'wasm-unsafe-eval'",
    ),
    (
        |web| web.policy("default-src 'self'"),
        "refuses WebAssembly",
        "Content-Security-Policy: default-src 'self'; script-src 'self' 'wasm-unsafe-eval'",
    ),
    (
        |web| web.policy("default-src 'none'"),
        "refuses WebAssembly, define.css, define.js, element.0a1b.js, engine.9f.wasm and the figures",
        "Content-Security-Policy: default-src 'none'; script-src 'wasm-unsafe-eval' 'self'; style-src 'self'; connect-src 'self'",
    ),
    (
        |web| web.policy("script-src https://cdn.example 'wasm-unsafe-eval'; connect-src 'self'"),
        "refuses define.js",
        "script-src https://cdn.example 'wasm-unsafe-eval' 'self'; connect-src 'self'",
    ),
    (
        |web| web.policy("connect-src 'none'"),
        "refuses engine.9f.wasm and the figures",
        "Content-Security-Policy: connect-src 'self'",
    ),
    (|web| web.policy("style-src 'none'"), "refuses define.css", "style-src 'self'"),
    (
        |web| web.policy("default-src 'self' 'wasm-unsafe-eval'; sandbox allow-forms"),
        "refuses all scripts",
        "sandbox allow-forms allow-scripts",
    ),
    (
        |web| web.policy("script-src 'strict-dynamic' 'nonce-r4nd0m' 'wasm-unsafe-eval'"),
        "only scripts with the page’s nonce",
        "<script type=\"module\" src=\"/force-compare/define.js\" nonce=\"r4nd0m\">",
    ),
    // Two policies, of which the second refuses.
    (
        |web| web.policy("default-src 'self' 'wasm-unsafe-eval', script-src 'self'"),
        "refuses WebAssembly",
        "default-src 'self' 'wasm-unsafe-eval', script-src 'self' 'wasm-unsafe-eval'",
    ),
    (
        |web| web.html("<head>", "<head>\n<meta http-equiv=content-security-policy content=\"script-src 'self'\">"),
        "Policy in the page refuses WebAssembly",
        "content=\"script-src 'self' 'wasm-unsafe-eval'\"",
    ),
    (
        |web| web.html("type=module ", ""),
        "define.js is a module",
        "<script src=\"/force-compare/define.js\" type=\"module\">",
    ),
    (
        |web| web.html("  <script type=module src=/force-compare/define.js></script>\n", ""),
        "does not load define.js",
        "<script type=\"module\" src=\"/force-compare/define.js\"></script>",
    ),
    (
        |web| web.html("  <link rel=stylesheet href=/force-compare/define.css>\n", ""),
        "does not load define.css",
        "<link rel=\"stylesheet\" href=\"/force-compare/define.css\">",
    ),
    // An element in a comment, a template or a noscript is not in the page.
    (
        |web| {
            web.html(
                "<script type=module src=/force-compare/define.js></script>",
                "<!-- <script type=module src=/force-compare/define.js></script> -->",
            )
        },
        "does not load define.js",
        "<script type=\"module\"",
    ),
    (
        |web| web.html("<figure class=force-compare-static></figure>", "<noscript><figure></figure></noscript>"),
        "no static chart",
        "<!-- static fallback: written in by the bundle step -->",
    ),
    (
        |web| web.send("http://localhost:81/force-compare/define.js", "content-type", "text/plain"),
        "define.js is refused: it is sent as text/plain",
        "Content-Type: text/javascript",
    ),
    (
        |web| web.send("http://localhost:81/force-compare/define.css", "content-type", "text/html"),
        "define.css is refused",
        "Content-Type: text/css",
    ),
    (
        |web| web.drop("http://localhost:81/force-compare/element.0a1b.js", "content-type"),
        "sent without a type",
        "Content-Type: text/javascript",
    ),
    (
        |web| web.send("http://localhost:81/force-compare/engine.9f.wasm", "content-type", "application/octet-stream"),
        "loads more slowly",
        "Content-Type: application/wasm",
    ),
    (
        |web| web.html("areas='kent essex'", "areas='kemt essex'"),
        "there is no “kemt” in the data; did you mean kent?",
        "areas=\"kent essex\"",
    ),
    (
        |web| web.html("areas='kent essex'", "areas='atlantis essex'"),
        "there is no “atlantis” in the data",
        "areas=\"essex\"",
    ),
    (
        |web| web.html("areas='kent essex'", "areas='kent essex surrey sussex dorset cumbria norfolk'"),
        "one too many",
        "areas=\"kent essex surrey sussex dorset cumbria\"",
    ),
    (
        |web| web.html("view=change", "view=rankin"),
        "no “rankin” in the data; did you mean ranking?",
        "view=\"ranking\"",
    ),
    (|web| web.html("view=change", "view=trend"), "not available", "<force-compare src="),
    (
        |web| web.html("view=change", "view=change measure=rates"),
        "no “rates” in the data; did you mean rate?",
        "measure=\"rate\"",
    ),
    (
        |web| web.html("view=change", "view=change period='2016-17 2017-81'"),
        "did you mean 2017-18?",
        "period=\"2016-17 2017-18\"",
    ),
    (
        |web| web.html("areas='kent essex'", "area='kent essex'"),
        "no attribute area; did you mean areas?",
        "areas=\"kent essex\"",
    ),
    (|web| web.html("view=change", "view=change colour=red"), "no attribute colour", "view=\"change\">"),
    (|web| web.html("view=change", "view=change theme=drak"), "theme is light or dark, not “drak”", "theme=\"dark\""),
    (
        |web| {
            web.html("  <force-compare ", "  <force-compare fragment=a src=/force-compare/data/figures.json><figure></figure></force-compare>\n  <force-compare fragment=a ")
        },
        "use the prefix a in the page’s address",
        "fragment=\"a2\"",
    ),
    // Figures and scripts of another site.
    (
        |web| {
            web.bundle(OTHER);
            web.policy("script-src *  'wasm-unsafe-eval'");
            web.html("src=/force-compare/data", "src=http://localhost:82/force-compare/data")
        },
        "does not share it with http://localhost:81",
        "Access-Control-Allow-Origin: http://localhost:81",
    ),
    (
        |web| {
            web.bundle(OTHER);
            web.policy("script-src http://localhost:* 'wasm-unsafe-eval'");
            web.html("src=/force-compare/define.js", "src=http://localhost:82/force-compare/define.js")
        },
        "define.js is refused: it comes from another site",
        "Access-Control-Allow-Origin: http://localhost:81",
    ),
    (
        |web| {
            web.bundle(OTHER);
            web.policy("script-src 'self' 'wasm-unsafe-eval'");
            web.send(PAGE, "Cross-Origin-Embedder-Policy", "require-corp");
            web.html("href=/force-compare/define.css", "href=http://localhost:82/force-compare/define.css")
        },
        "from another site, which keeps it to itself",
        "Cross-Origin-Resource-Policy: cross-origin",
    ),
    (
        |web| {
            web.bundle(OTHER);
            web.html("src=/force-compare/data", "src=http://localhost:82/force-compare/data");
            web.send("http://localhost:82/force-compare/data/figures.json", "access-control-allow-origin", "*")
        },
        "refuses the figures",
        "connect-src 'self' http://localhost:82",
    ),
    (
        |web| web.html("src=/force-compare/data", "src=http://figures.example/force-compare/data"),
        "is refused on an https page",
        "src=https://figures.example/force-compare/data",
    ),
    // Frames.
    (
        |web| framed(web, "/force-compare/embed.html?src=data/figures.json", "default-src 'none'"),
        "refuses the frame",
        "Content-Security-Policy: default-src 'none'; frame-src 'self'",
    ),
    (
        |web| {
            framed(web, "/force-compare/embed.html?src=data/figures.json", POLICY);
            web.send("http://localhost:81/force-compare/embed.html", "X-Frame-Options", "DENY")
        },
        "sent with X-Frame-Options: deny",
        "X-Frame-Options",
    ),
    (
        |web| {
            web.bundle(OTHER);
            framed(web, "http://localhost:82/force-compare/embed.html?src=data/figures.json", "frame-src *");
            web.send(
                "http://localhost:82/force-compare/embed.html",
                "Content-Security-Policy",
                "frame-ancestors 'self'",
            )
        },
        "and http://localhost:81 is not one of them",
        "Content-Security-Policy: frame-ancestors 'self' http://localhost:81",
    ),
    (
        |web| {
            framed(web, "/force-compare/embed.html?src=data/figures.json", POLICY);
            web.html("<iframe", "<iframe sandbox='allow-popups'")
        },
        "sandbox attribute blocks its scripts",
        "sandbox=\"allow-popups allow-scripts\"",
    ),
    (
        |web| {
            framed(web, "/force-compare/embed.html?src=data/figures.json", POLICY);
            web.send(PAGE, "Cross-Origin-Embedder-Policy", "require-corp")
        },
        "the page around it is cross-origin isolated",
        "Cross-Origin-Embedder-Policy: require-corp",
    ),
    (
        |web| {
            framed(web, "/force-compare/embed.html?src=data/figures.json", POLICY);
            web.send("http://localhost:81/force-compare/embed.html", "Content-Security-Policy", "script-src 'self'")
        },
        "refuses WebAssembly",
        "Content-Security-Policy: script-src 'self' 'wasm-unsafe-eval'",
    ),
];

/// Faults that no line mends.
const TO_DO: &[(Break, &str, &str)] = &[
    (
        |web| drop(web.0.remove("http://localhost:81/force-compare/data/figures.json")),
        "the server answers 404",
        "force-compare import",
    ),
    (
        |web| drop(web.0.remove("http://localhost:81/force-compare/engine.9f.wasm")),
        "engine.9f.wasm is not there",
        "Upload all files of one bundle",
    ),
    (
        |web| web.put("http://localhost:81/force-compare/data/figures.json", "application/json", "<!doctype html>"),
        "is not JSON",
        "Make it again",
    ),
    (
        |web| {
            web.put(
                "http://localhost:81/force-compare/data/figures.json",
                "application/json",
                "{\"format\": \"force-compare/9\"}",
            )
        },
        "made by another version",
        "Make it again",
    ),
    (
        |web| {
            web.put(
                "http://localhost:81/force-compare/data/figures.json",
                "application/json",
                &figures().replacen("309", "-309", 1),
            )
        },
        "counts[0][17]",
        "Make it again",
    ),
    (
        |web| web.html("src=/force-compare/data/figures.json", "src=''"),
        "no figures: its src is empty",
        "force-compare import",
    ),
    (|web| web.html("<force-compare ", "<force-contrast "), "no <force-compare> element", "Write <force-compare"),
    (
        |web| framed(web, "/force-compare/embed.html?src=https://figures.example/a.json", POLICY),
        "only figures from its own site",
        "beside the embed page",
    ),
    (
        |web| framed(web, "/force-compare/embed.html?src=data/figures.json&areas=kemt", POLICY),
        "did you mean kent?",
        "Correct the frame’s address",
    ),
    (
        |web| framed(web, "/force-compare/embed.html?src=data/nowhere.json", POLICY),
        "the server answers 404",
        "force-compare import",
    ),
];

/// A page with a frame in place of the element.
fn framed(web: &mut Web, src: &str, policy: &str) {
    web.put(PAGE, "text/html", &format!("<!doctype html>\n<html lang=en><head></head><body>\n<iframe src='{src}' title=Figures></iframe>\n</body></html>\n"));
    web.policy(policy);
}

#[test]
fn says_nothing_of_a_page_that_is_well() {
    assert_eq!(Web::well().look().obstacles, []);
    let mut web = Web::well();
    for policy in [
        "require-trusted-types-for 'script'; trusted-types none",
        "default-src https: http:; script-src 'self' 'unsafe-eval'",
        "script-src http://localhost:81/force-compare/ 'wasm-unsafe-eval'; connect-src localhost:81",
        "default-src * 'wasm-unsafe-eval'",
        "frame-ancestors 'none'; upgrade-insecure-requests",
    ] {
        web.policy(policy);
        assert_eq!(web.look().obstacles, [], "{policy}");
    }
    web.drop(PAGE, "Content-Security-Policy");
    assert_eq!(web.look().obstacles, []);
    framed(&mut web, "/force-compare/embed.html?src=data/figures.json&areas=kent", POLICY);
    web.send("http://localhost:81/force-compare/embed.html", "X-Frame-Options", "SAMEORIGIN");
    assert_eq!(web.look().obstacles, []);
    // `doctor` asks no other machines.
    web.html("src='/force-compare", "src='https://news.example/force-compare");
    web.policy("frame-src https:");
    let looked = web.look();
    assert_eq!(looked.obstacles, []);
    assert_eq!(looked.unasked.len(), 1);
}

#[test]
fn names_what_blocks_the_widget_and_the_line_that_helps() {
    for (at, (breaks, problem, line)) in CASES.iter().enumerate() {
        let mut web = Web::well();
        breaks(&mut web);
        let mut obstacles = web.look().obstacles;
        let said = obstacles.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
        assert!(
            obstacles
                .iter()
                .any(|obstacle| obstacle.problem.contains(problem) && obstacle.remedy.line().contains(line)),
            "{at}: {problem}: {line}\nis not in:\n{said}"
        );
        // Following the findings comes to an end, and each step leaves fewer of them.
        for _ in 0..12 {
            let Some(first) = obstacles.first() else { break };
            assert!(web.follow(first), "{at}: no line for {first}");
            let rest = web.look().obstacles;
            assert!(!rest.contains(first), "{at}: said again after it was followed: {first}");
            obstacles = rest;
        }
        assert_eq!(obstacles, [], "{at}: {problem}");
    }
}

#[test]
fn says_what_no_line_puts_right() {
    for (breaks, problem, advice) in TO_DO {
        let mut web = Web::well();
        breaks(&mut web);
        let obstacles = web.look().obstacles;
        let found = obstacles
            .iter()
            .find(|obstacle| obstacle.problem.contains(problem) && obstacle.remedy.line().contains(advice));
        let found = found.unwrap_or_else(|| panic!("{problem}: {advice}\nis not in {obstacles:#?}"));
        assert!(matches!(found.remedy, Remedy::Do(_)), "{found}");
    }
}

#[test]
fn a_base_moves_what_is_relative() {
    let mut web = Web::well();
    web.html("<head>", "<head><base href='/elsewhere/'>");
    assert_eq!(web.look().obstacles, [], "addresses from the root stay what they are");
    web.html("src=/force-compare/data/figures.json", "src=force-compare/data/figures.json");
    let obstacles = web.look().obstacles;
    assert!(obstacles[0].remedy.line().contains("The page’s <base>"), "{obstacles:#?}");
}

#[test]
fn asks_no_other_machine() {
    for address in [
        "https://example.org/",
        "http://example.org/",
        "http://192.0.2.1/",
        "ftp://localhost/",
        "http://localhost.example/",
    ] {
        assert!(matches!(get(&Url::parse(address).unwrap(), "null"), Err(VisitError::Elsewhere(_))), "{address}");
        let program = Command::new(env!("CARGO_BIN_EXE_force-compare")).args(["doctor", address]).output().unwrap();
        assert_eq!(program.status.code(), Some(2), "{address}");
        assert!(String::from_utf8_lossy(&program.stderr).contains("not an http address of this machine"), "{address}");
    }
}

#[test]
fn reads_files_and_says_what_a_file_cannot_tell() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("doctor");
    let put = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    put("news/2018/story.html", &HTML.replace("kent essex", "kemt essex"));
    put("force-compare/define.css", "");
    put("force-compare/define.js", "import('./element.js')");
    put("force-compare/element.js", "'./a.wasm'");
    put("force-compare/a.wasm", "");
    put("force-compare/data/figures.json", figures());
    let run = |more: &[&str]| {
        let program = Command::new(env!("CARGO_BIN_EXE_force-compare"))
            .arg("doctor")
            .arg(folder.join("news/2018/story.html"))
            .args(more)
            .output()
            .unwrap();
        (program.status.code(), String::from_utf8(program.stdout).unwrap())
    };
    let (code, said) = run(&[]);
    assert_eq!(code, Some(1), "{said}");
    for part in [
        "story.html:8: areas: there is no “kemt”",
        "In line 8, replace the tag with",
        "areas=\"kent essex\"",
        "A file has no headers",
        "1 problem found",
    ] {
        assert!(said.contains(part), "{part} is not in {said}");
    }
    let told: serde_json::Value = serde_json::from_str(&run(&["--json"]).1).unwrap();
    assert_eq!(told["findings"][0]["line"], 8);
    assert_eq!(told["findings"][0]["remedy"], "replace");
    put("news/2018/story.html", HTML);
    assert_eq!(run(&[]).0, Some(0));
    put("force-compare/data/figures.json", "{");
    assert_eq!(run(&[]).0, Some(1));
}
