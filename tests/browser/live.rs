//! The pages of a site that is built again while they are open.

use std::fs;
use std::path::{Path, PathBuf};

use force_compare::cli::serve::live::Live;

use crate::site::Site;

/// A site of one page, whose text says which build it is from.
fn folder(browser: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("live-{browser}"));
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn write(folder: &Path, text: &str) {
    let page = format!(
        "<!doctype html><html lang=en><head><meta charset=utf-8><title>Live</title><link rel=icon href=data:,></head><body><p>{text}</p></body></html>"
    );
    fs::write(folder.join("index.html"), page).unwrap();
}

in_every_engine! {
    async fn pages_follow_the_builds(browser) {
        let folder = folder(&format!("{:?}", browser.engine));
        write(&folder, "first");
        let live = Live::new();
        let site = Site::of(live.router(&folder));
        let shows = |text: &str| format!("return document.querySelector('p')?.textContent == '{text}' && document.readyState == 'complete'");
        browser.open(&site, "/").await;
        browser.until("the first is shown", &shows("first")).await;
        assert_eq!(browser.run("return document.querySelector('[role=alert]')").await, serde_json::Value::Null);
        write(&folder, "second");
        live.tell(Ok(()));
        browser.until("it has loaded itself anew", &shows("second")).await;
        // A build that fails leaves the page as it is, and says why, as text.
        live.tell(Err("data/a.toml: line 3: <img src=x onerror=alert(1)>".into()));
        let alert = "document.querySelector('[role=alert]')";
        browser.until("it says why", &format!("return {alert}?.textContent.includes('line 3: <img')")).await;
        assert_eq!(browser.run(&format!("return [{alert}.children.length, {alert}.checkVisibility(), document.querySelector('p').textContent]")).await,
            serde_json::json!([0, true, "second"]));
        browser.picture("live").await;
        // The build has another fault, and then none.
        live.tell(Err("data/a.toml: line 4".into()));
        browser.until("it says what is wrong now", &format!("return {alert}?.textContent.includes('line 4')")).await;
        write(&folder, "third");
        live.tell(Ok(()));
        browser.until("it has loaded itself anew", &format!("{} && !{alert}", shows("third"))).await;
    }
}
