//! Pages: `check` reads them for their article, and `doctor` for what keeps a widget from readers. After a first NUL
//! come a page's headers, a line each, and after a second the content of every other file.
#![no_main]

use std::path::Path;
use std::sync::LazyLock;

use force_compare::build;
use force_compare::cli::doctor;
use force_compare::data::Payload;
use force_compare::publish::{findings_of, is_for_readers};
use libfuzzer_sys::fuzz_target;
use url::Url;

static PAYLOAD: LazyLock<Payload> = LazyLock::new(|| {
    let recipe = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../www/data/image-offences.toml");
    build::open(&recipe).expect("the demonstration's figures").data().clone()
});

static ADDRESS: LazyLock<Url> =
    LazyLock::new(|| Url::parse("http://localhost:8080/news/page.html").expect("an address"));

fuzz_target!(|data: &[u8]| {
    let mut pieces = data.splitn(3, |byte| *byte == 0);
    let mut piece = || String::from_utf8_lossy(pieces.next().unwrap_or_default()).into_owned();
    let (page, headers, other) = (piece(), piece(), piece());
    if let Ok(findings) = findings_of(&page, &PAYLOAD) {
        for finding in &findings {
            is_for_readers(finding);
        }
    }
    let named = headers.lines().filter_map(|line| line.split_once(": "));
    let headers: Vec<(String, String)> = named.map(|(name, value)| (name.into(), value.into())).collect();
    let visit = |address: &Url, _: &str| {
        let body = if address.path() == ADDRESS.path() { page.clone() } else { other.clone() };
        Ok(doctor::Answer { status: 200, headers: headers.clone(), body: body.into_bytes() })
    };
    if let Ok(diagnosis) = doctor::examine(&ADDRESS, &visit) {
        for obstacle in diagnosis.obstacles {
            let said = obstacle.to_string();
            assert!(!said.is_empty());
        }
    }
});
