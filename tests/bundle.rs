//! The files that `bundle` leaves in its folder, also when it is stopped. It compiles the engine and compresses as
//! strongly as it can, which takes a while: `tests/run` runs these tests.

mod sbom; // the bill of materials, and whether others can make the same bytes

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::Instant;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use force_compare::disk;
use force_compare::publish::{hashed, unhashed};
use serde_json::{Value, json};
use sha2::{Digest, Sha384};

const URL: &str = "https://example.org/widgets/x";

/// A new place for a test's folders.
fn place(name: &str) -> PathBuf {
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bundles").join(name);
    let _ = fs::remove_dir_all(&place);
    fs::create_dir_all(&place).unwrap();
    place
}

fn program(verb: &str, to: &Path, typed: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_force-compare"));
    command.arg(verb).arg("-o").arg(to).args(typed).current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

const ARTICLE: &str = "www/data/image-offences.toml";

fn run(verb: &str, to: &Path, typed: &[&str]) -> (i32, String, String) {
    let output = program(verb, to, typed).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// Every file of a folder by its name in it.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let named = |path: PathBuf| (path.strip_prefix(folder).unwrap().display().to_string(), fs::read(&path).unwrap());
    disk::files(folder).unwrap().into_iter().map(named).collect()
}

/// A bundle of two datasets with an address, made once, and what was printed.
fn made() -> &'static (BTreeMap<String, Vec<u8>>, String) {
    static MADE: OnceLock<(BTreeMap<String, Vec<u8>>, String)> = OnceLock::new();
    MADE.get_or_init(|| {
        let folder = place("made").join("out");
        let (code, out, said) = run("bundle", &folder, &[ARTICLE, "www/data/officers.toml", "--url", URL]);
        assert_eq!(code, 0, "{said}");
        (contents(&folder), out)
    })
}

fn text(name: &str) -> &'static str {
    str::from_utf8(made().0.get(name).unwrap_or_else(|| panic!("no {name}"))).unwrap()
}

/// The tag for an article names it, and the payload beside it has no finding that is not for readers.
#[test]
fn an_articles_figures_are_published_with_it() {
    let folder = place("article");
    let (article, data) = (folder.join("story.html"), folder.join("offences.json"));
    let wrong = "Bedfordshire recorded 118 offences in 2016/17 and 200 in 2017/18, an increase of 66 per cent.";
    fs::write(&article, format!("<article><p>{wrong}</p></article>")).unwrap();
    let check = Command::new(env!("CARGO_BIN_EXE_force-compare"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["check".as_ref(), article.as_os_str(), ARTICLE.as_ref(), "--payload".as_ref(), data.as_os_str()])
        .output()
        .unwrap();
    assert_eq!(check.status.code(), Some(1));
    let (code, out, said) =
        run("bundle", &folder.join("out"), &[data.to_str().unwrap(), "--article", "#story > \"b\"", "--url", URL]);
    assert_eq!(code, 0, "{said}");
    assert!(out.contains("1 finding that is not for readers is left out of the payloads"), "{out}");
    let made = contents(&folder.join("out"));
    let text = |name: &str| str::from_utf8(&made[name]).unwrap();
    let payload: Value = serde_json::from_str(text("force-compare/data/offences.json")).unwrap();
    assert_eq!(payload["findings"].as_array().unwrap().len(), 2);
    for name in ["snippet", "snippet-pinned", "snippet-one-script"] {
        let snippet = text(&format!("offences/{name}.html")).to_string();
        assert!(snippet.contains("<force-compare article=\"#story &gt; &quot;b&quot;\" src="), "{snippet}");
    }
    // A page for frames has no article around it.
    assert!(!text("offences/embed.html").contains("article="));
}

/// The static chart uses the newsroom's words, and the tag says where the widget finds them.
#[test]
fn words_of_ones_own_are_published_with_the_figures() {
    let folder = place("words");
    let words = folder.join("own.json");
    let own = json!({"format": "force-compare-words/1", "language": "en", "messages": {"Source": "From"}}).to_string();
    fs::write(&words, &own).unwrap();
    let (code, _, said) =
        run("bundle", &folder.join("out"), &[ARTICLE, "--words", words.to_str().unwrap(), "--url", URL]);
    assert_eq!(code, 0, "{said}");
    let made = contents(&folder.join("out"));
    let text = |name: &str| str::from_utf8(&made[name]).unwrap();
    let snippet = text("image-offences/snippet.html");
    assert!(
        snippet.contains("<p>From: ") && snippet.contains(&format!(" words=\"{URL}/force-compare/data/words.json\""))
    );
    assert!(text("image-offences/embed.html").contains(" words=\"../force-compare/data/words.json\""));
    assert_eq!(text("force-compare/data/words.json"), own);
}

#[test]
fn has_everything_to_upload() {
    let (files, _) = made();
    let plain = |name: &str| {
        let (folder, name) = name.rsplit_once('/').unwrap();
        format!("{folder}/{}", unhashed(name).map_or(name.into(), |plain| format!("{plain} hashed")))
    };
    let names: Vec<_> = files.keys().map(|name| plain(name)).collect();
    for name in [
        "force-compare/define.css",
        "force-compare/define.css hashed",
        "force-compare/define.js",
        "force-compare/define.js hashed",
        "force-compare/element.js hashed",
        "force-compare/first.wasm hashed",
        "force-compare/whole.js hashed",
        "force-compare/whole.wasm hashed",
        "force-compare/export.js hashed",
        "force-compare/finder.js hashed",
        "force-compare/keys.js hashed",
        "force-compare/hear.js hashed",
        "force-compare/self-contained.js",
        "force-compare/integrity.json",
        "force-compare/sbom.cdx.json",
        "force-compare/sizes.txt",
        "force-compare/data/image-offences.json",
        "force-compare/data/officers.json",
        "image-offences/snippet.html",
        "image-offences/snippet-one-script.html",
        "image-offences/snippet-pinned.html",
        "image-offences/embed.html",
        "image-offences/oembed.json",
        "image-offences/chart.svg",
        "officers/snippet.html",
        "package/package.json",
        "package/custom-elements.json",
        "package/define.d.ts",
        "package/LICENSE-MIT",
    ] {
        assert!(names.iter().any(|own| own == name), "no {name} in {names:#?}");
    }
    for name in files.keys().filter(|name| !name.starts_with("package/")) {
        let compressed = name.ends_with(".br") || name.ends_with(".gz") || name.ends_with("sizes.txt");
        for ending in ["br", "gz"] {
            assert!(compressed || files.contains_key(&format!("{name}.{ending}")), "no {ending} beside {name}");
        }
    }
    assert!(!names.iter().any(|name| name.starts_with("package/") && (name.ends_with(".br") || name.ends_with(".gz"))));
}

/// A file's name says what is in it, and every name that a script loads is there: two bundles cannot be mixed.
#[test]
fn names_say_what_is_in_the_files() {
    let (files, _) = made();
    let named = files.iter().filter_map(|(name, bytes)| Some((name, unhashed(name)?, bytes)));
    let mut seen = 0;
    for (name, plain, bytes) in named.filter(|(name, ..)| name.starts_with("force-compare/")) {
        assert_eq!(*name, hashed(&plain, bytes));
        seen += 1;
    }
    assert_eq!(seen, 12, "two that are pinned and ten that are loaded");
    let loads = |name: &str, ending: &str| {
        let script = text(name);
        let links = script.match_indices("./").map(|(at, _)| &script[at + 2..]);
        let names = links.map(|rest| rest.split(['\'', '"', '`']).next().unwrap());
        let names: Vec<_> = names.filter(|name| name.ends_with(ending) && unhashed(name).is_some()).collect();
        let found: Vec<_> = names.iter().map(|name| format!("force-compare/{name}")).collect();
        for name in &found {
            assert!(files.contains_key(name), "{name} is loaded, but not in the bundle");
        }
        found
    };
    let elements = loads("force-compare/define.js", ".js");
    assert_eq!(elements.len(), 1, "{elements:?}");
    // Both engines; the scripts of the whole one, the downloads, the marks in an article, the list of areas, the keys
    // and the sound.
    for (ending, number) in [(".wasm", 2), (".js", 6)] {
        let loaded = loads(&elements[0], ending);
        assert_eq!(loaded.len(), number, "{loaded:?}");
    }
    let scripts = loads(&elements[0], ".js");
    let whole = scripts.iter().find(|name| name.contains("whole")).unwrap();
    assert_eq!(loads(whole, ".json").len(), 1, "the words of each language but English");
}

#[test]
fn hashes_are_those_of_the_files() {
    let (files, _) = made();
    let hashes: BTreeMap<String, String> = serde_json::from_str(text("force-compare/integrity.json")).unwrap();
    assert_eq!(hashes.len(), 19);
    let hash = |bytes: &[u8]| format!("sha384-{}", BASE64.encode(Sha384::digest(bytes)));
    for (name, integrity) in &hashes {
        assert_eq!(*integrity, hash(&files[&format!("force-compare/{name}")]), "{name}");
    }
    let pinned = text("officers/snippet-pinned.html");
    for (name, integrity) in hashes.iter().filter(|(name, _)| name.starts_with("define.") && unhashed(name).is_some()) {
        let held = format!("\"{URL}/force-compare/{name}\" integrity=\"{integrity}\" crossorigin=\"anonymous\"");
        assert!(pinned.contains(&held), "{held}");
    }
}

#[test]
fn compressed_forms_hold_the_same() {
    use std::io::Read;

    let (files, _) = made();
    for (name, bytes) in files {
        let plain = || &files[&name[..name.len() - 3]];
        let mut out = Vec::new();
        if name.ends_with(".br") {
            brotli::BrotliDecompress(&mut &bytes[..], &mut out).unwrap();
        } else if name.ends_with(".gz") {
            flate2::read::GzDecoder::new(&bytes[..]).read_to_end(&mut out).unwrap();
            assert_eq!(bytes[4..8], [0; 4], "{name} says when it was made");
        } else {
            continue;
        }
        assert!(out == *plain(), "{name}");
    }
}

#[test]
fn snippets_and_pages_have_whole_addresses() {
    let snippet = text("image-offences/snippet.html");
    assert!(snippet.contains(&format!("<script type=\"module\" src=\"{URL}/force-compare/define.js\"></script>")));
    assert!(
        snippet.contains(&format!("<force-compare src=\"{URL}/force-compare/data/image-offences.json\">\n<figure "))
    );
    assert!(!snippet.contains("integrity"), "the script that keeps its name may change");
    let page = text("image-offences/embed.html");
    let discovery =
        format!("<link rel=\"alternate\" type=\"application/json+oembed\" href=\"{URL}/image-offences/oembed.json\"");
    assert!(page.contains(&discovery), "{page}");
    let told: Value = serde_json::from_str(text("image-offences/oembed.json")).unwrap();
    assert_eq!((&told["version"], &told["type"], &told["width"]), (&"1.0".into(), &"rich".into(), &680.into()));
    assert!(told["height"].as_u64().is_some_and(|height| (600..3000).contains(&height)), "{told}");
    let frame = told["html"].as_str().unwrap();
    assert!(frame.starts_with(&format!("<iframe src=\"{URL}/image-offences/embed.html\" title=")), "{frame}");
}

#[test]
fn without_an_address_it_says_what_is_missing() {
    let folder = place("bare").join("out");
    let (code, out, said) = run("bundle", &folder, &[ARTICLE, "--areas", "kent essex", "--view", "ranking"]);
    assert_eq!(code, 0, "{said}");
    assert!(out.contains("there is no oembed.json"), "{out}");
    assert!(!folder.join("image-offences/oembed.json").exists());
    let snippet = fs::read_to_string(folder.join("image-offences/snippet.html")).unwrap();
    let tag = "<force-compare src=\"force-compare/data/image-offences.json\" areas=\"kent essex\" view=\"ranking\">";
    assert!(snippet.contains(tag), "{snippet}");
    let page = fs::read_to_string(folder.join("image-offences/embed.html")).unwrap();
    assert!(!page.contains("oembed") && page.contains("src=\"../force-compare/define.js\""), "{page}");
}

#[test]
fn a_payload_makes_what_its_recipe_makes() {
    let place = place("payload");
    let payload = place.join("image-offences.json");
    assert_eq!(run("import", &payload, &[ARTICLE]).0, 0);
    let (code, _, said) = run("bundle", &place.join("out"), &[payload.to_str().unwrap(), "--url", URL]);
    assert_eq!(code, 0, "{said}");
    let (ours, theirs) = (contents(&place.join("out")), &made().0);
    for (name, bytes) in ours {
        assert!(theirs.get(&name) == Some(&bytes), "{name}");
    }
}

#[test]
fn refuses_before_it_writes() {
    let place = place("refusals");
    fs::write(place.join("a b.json"), "{}").unwrap();
    fs::write(place.join("broken.json"), "{\"format\": \"force-compare/9\"}").unwrap();
    fs::create_dir(place.join("home")).unwrap();
    fs::write(place.join("home/letters.txt"), "dear").unwrap();
    let out = place.join("out");
    for (typed, problem) in [
        (&["nowhere.json"][..], "nowhere.json"),
        (&["nowhere.toml"], "nowhere.toml"),
        (&[place.join("broken.json").to_str().unwrap()], "broken.json"),
        (&[ARTICLE, ARTICLE], "same name"),
        (&[ARTICLE, "--areas", "atlantis"], "atlantis"),
        (&[ARTICLE, "--words", "src/words/cy.json"], "it is in “en-GB”, and the words are in “cy”"),
        (&[ARTICLE, "--url", "example.org"], "--url"),
        (&["--url", URL], "need a payload or a recipe"),
    ] {
        let (code, printed, said) = run("bundle", &out, typed);
        assert_eq!((code, printed.as_str()), (2, ""), "{typed:?}");
        assert!(said.contains(problem), "{typed:?}: {said}");
        assert!(!out.exists());
    }
    assert_eq!(run("bundle", &place.join("home"), &[ARTICLE]).0, 2);
    assert_eq!(contents(&place.join("home")).len(), 1);
}

/// Tools take the first condition that they know, and every file that is named is there.
#[test]
fn the_package_describes_itself() {
    let text = text("package/package.json");
    let package: Value = serde_json::from_str(text).unwrap();
    assert_eq!(package["version"], env!("CARGO_PKG_VERSION"));
    assert!(package.get("scripts").is_none() && package.get("dependencies").is_none());
    let there =
        |path: &Value| made().0.contains_key(&format!("package/{}", path.as_str().unwrap().trim_start_matches("./")));
    let exports = package["exports"].as_object().unwrap();
    assert_eq!(exports.len(), 8);
    for (name, target) in exports {
        let targets = target.as_object().map_or(vec![target], |conditions| conditions.values().collect());
        assert!(targets.into_iter().all(there), "{name}: {target}");
    }
    assert_eq!(text.matches("{\"types\": ").count(), 3, "types come before what runs:\n{text}");
    for path in package["sideEffects"].as_array().unwrap().iter().chain([&package["types"], &package["customElements"]])
    {
        assert!(there(path), "{path}");
    }
    let manifest: Value = serde_json::from_slice(&made().0["package/custom-elements.json"]).unwrap();
    for module in manifest["modules"].as_array().unwrap() {
        assert!(there(&module["path"]), "{module}");
    }
}

/// The report of sizes agrees with the files in the folder.
#[test]
fn the_sizes_are_those_of_the_files() {
    let (files, out) = made();
    let sizes = text("force-compare/sizes.txt");
    assert!(out.starts_with(sizes), "it is printed too:\n{out}");
    let mut lines = 0;
    for line in sizes.lines() {
        let words: Vec<_> = line.split_whitespace().collect();
        let Some(bytes) = words.get(3).and_then(|name| files.get(&format!("force-compare/{name}"))) else { continue };
        let compressed = |ending| files[&format!("force-compare/{}.{ending}", words[3])].len();
        let expected = [bytes.len(), compressed("gz"), compressed("br")].map(|size| size.to_string());
        assert_eq!(words[..3], expected);
        lines += 1;
    }
    assert_eq!(lines, 17, "{sizes}");
}

#[test]
fn two_runs_make_the_same_bytes() {
    let folder = place("again").join("out");
    let (code, _, said) = run("bundle", &folder, &[ARTICLE, "www/data/officers.toml", "--url", URL]);
    assert_eq!(code, 0, "{said}");
    let (again, first) = (contents(&folder), &made().0);
    assert_eq!(again.keys().collect::<Vec<_>>(), first.keys().collect::<Vec<_>>());
    for (name, bytes) in &again {
        assert!(bytes == &first[name], "{name} differs");
    }
}

/// Runs a verb again and again, and kills it at moments all over its course, most of them near its end, where it puts
/// its output in place. The output is always the old one or the new one, whole.
fn killed(verb: &str, to: &Path, old: &[&str], new: &[&str], times: u32) {
    let state = |to: &Path| {
        if to.is_dir() { contents(to) } else { BTreeMap::from([(String::new(), fs::read(to).unwrap())]) }
    };
    assert_eq!(run(verb, to, new).0, 0);
    let after = state(to);
    let start = Instant::now();
    assert_eq!(run(verb, to, old).0, 0);
    let took = start.elapsed();
    let before = state(to);
    assert_ne!(before, after);
    let (mut ended, mut stopped) = (0, 0);
    for at in 0..times {
        let mut child = program(verb, to, new).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let share =
            if at % 3 == 0 { f64::from(at) / f64::from(times) } else { 0.8 + 0.4 * f64::from(at) / f64::from(times) };
        std::thread::sleep(took.mul_f64(share));
        child.kill().unwrap();
        if child.wait().unwrap().success() {
            ended += 1
        } else {
            stopped += 1
        }
        let found = state(to);
        let differing = |other: &BTreeMap<String, Vec<u8>>| -> Vec<String> {
            let names: BTreeSet<_> = found.keys().chain(other.keys()).collect();
            names.into_iter().filter(|name| found.get(*name) != other.get(*name)).cloned().collect()
        };
        assert!(
            found == before || found == after,
            "{verb} left half of its output when stopped after {share} of its time: it differs from the old in {:?} and from \
             the new in {:?}",
            differing(&before),
            differing(&after)
        );
        if found == after {
            assert_eq!(run(verb, to, old).0, 0);
        }
    }
    assert!(stopped > 0, "none was stopped in time, {ended} ended before");
    // The next run clears away what the stopped ones left.
    assert_eq!(run(verb, to, old).0, 0);
    assert_eq!(state(to), before);
    let beside: Vec<_> = fs::read_dir(to.parent().unwrap()).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(beside, [to]);
}

#[test]
fn stopped_at_any_moment_bundle_leaves_the_old_or_the_new() {
    let to = place("stopped-bundle").join("out");
    killed("bundle", &to, &[ARTICLE], &[ARTICLE, "--areas", "kent"], 12);
}

#[test]
fn stopped_at_any_moment_render_leaves_the_old_or_the_new() {
    let to = place("stopped-render").join("chart.svg");
    killed("render", &to, &[ARTICLE], &[ARTICLE, "--areas", "kent"], 60);
    let to = place("stopped-render-folder").join("out");
    killed("render", &to, &[ARTICLE], &[ARTICLE, "--areas", "kent"], 60);
}
