//! Makes the contact sheet: every state in three browsers, in one picture for people to look at. It is made only on
//! request: `cargo test --locked --test browser contact_sheet -- --ignored` writes it to `tests/browser/states.webp`.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use serde_json::json;

use crate::engine::{Browser, Engine, run};
use crate::site::Served;
use crate::variants::{STATES, decoded, open};

/// The size of the browser's viewport, and the part of it that the sheet shows.
const VIEW: (u32, u32) = (440, 640);
const SHOWN: (u32, u32) = (264, 384);

const STYLE: &str =
    "body { margin: 12px; display: grid; grid-template-columns: auto auto; gap: 16px; width: max-content;
        background: #fff; color: #222; font: 15px sans-serif }
    section { display: grid; grid-template-columns: repeat(3, auto); gap: 4px 6px }
    h2, p { margin: 0; font-size: 15px } h2 { grid-column: 1 / 4 }
    p { padding: 8px; border: 1px dashed #888; color: #555; font-size: 13px }
    img { display: block; object-fit: cover; object-position: bottom; outline: 1px solid #ccc }";

/// Whether only the driver can bring the state about.
fn asked(state: &str) -> bool {
    matches!(state, "forced-colours" | "print" | "ratio")
}

/// Takes one picture, a PNG; none where the driver cannot bring about the state.
async fn picture(browser: &Browser, state: &str) -> Option<Vec<u8>> {
    if asked(state) && !browser.asks() || state == "many" && browser.engine == Engine::Webkit {
        return None;
    }
    let site = Served::well().start();
    browser.view(VIEW.0, VIEW.1).await;
    if state == "ratio" {
        browser.screen(2.0).await;
    }
    open(browser, &site, state).await;
    match state {
        "forced-colours" => browser.force_colours(Some("dark")).await,
        "print" => browser.show_print().await,
        _ => {}
    }
    // The chart and what is just above it: the rest is the same in most.
    browser.run("document.documentElement.classList.add('sheet')").await;
    let chart = "document.querySelector('force-compare').shadowRoot.querySelector('.chart')";
    browser.run(&format!("{chart}.scrollIntoView({{behavior: 'instant', block: 'end'}})")).await;
    browser.painted().await;
    Some(browser.client.screenshot().await.unwrap())
}

#[test]
#[ignore = "makes a picture for people"]
fn contact_sheet() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/contact-sheet");
    fs::create_dir_all(&folder).unwrap();
    let mut cells = vec![String::new(); STATES.len()];
    for engine in [Engine::Chromium, Engine::Firefox, Engine::Webkit] {
        let mut take = |states: &[usize]| {
            run(engine, "contact_sheet", async |browser| {
                for &at in states {
                    let (state, ..) = STATES[at];
                    let (width, height) = SHOWN;
                    let cell = match picture(browser, state).await {
                        Some(png) => {
                            let file = folder.join(format!("{engine:?}-{state}.png"));
                            fs::write(&file, png).unwrap();
                            format!("<img src='{}' width={width} height={height}>", file.display())
                        }
                        None => "<p>WebKitGTK: no picture</p>".into(),
                    };
                    cells[at] += &cell;
                }
            });
        };
        // A state that the driver brought about stays with its browser, so each such state has a browser of its own.
        let (asked, usual): (Vec<_>, Vec<_>) = (0..STATES.len()).partition(|&at| asked(STATES[at].0));
        take(&usual);
        asked.into_iter().for_each(|at| take(&[at]));
    }
    let mut html = format!("<!doctype html><html><head><title>States</title><style>{STYLE}</style></head><body>");
    for ((state, ..), cell) in STATES.into_iter().zip(&cells) {
        write!(html, "<section><h2>{state}</h2>{cell}</section>").unwrap();
    }
    let page = folder.join("sheet.html");
    fs::write(&page, html).unwrap();
    run(Engine::Chromium, "contact_sheet", async |browser| {
        browser.view(1700, 900).await;
        browser.client.goto(&format!("file://{}", page.display())).await.unwrap();
        let size = browser.run("return [document.body.offsetWidth + 24, document.body.offsetHeight + 24]").await;
        let clip = json!({"x": 0, "y": 0, "width": size[0], "height": size[1], "scale": 1});
        let params = json!({"format": "webp", "quality": 60, "captureBeyondViewport": true, "clip": clip});
        let shot =
            browser.command("goog/cdp/execute", json!({"cmd": "Page.captureScreenshot", "params": params})).await;
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/states.webp");
        fs::write(file, decoded(shot["data"].as_str().unwrap())).unwrap();
    });
}
