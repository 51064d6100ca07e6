//! One list has everything that pages can say to the element; the scripts, the styles and the guide have all of it and
//! nothing more.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use force_compare::build::api::{ATTRIBUTES, CUSTOM_PROPERTIES, EVENTS, METHODS, Named, PARTS, PROPERTIES};
use force_compare::build::manifest::{class_types, custom_elements, interface, page_types, tables};

const WIDGET: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/www/force-compare");

/// The widget's sources of a kind, one after the other.
fn sources(ending: &str) -> String {
    let paths = fs::read_dir(WIDGET).unwrap().map(|entry| entry.unwrap().path());
    let named = paths.filter(|path| path.extension().is_some_and(|own| own == ending));
    named.map(|path| fs::read_to_string(path).unwrap()).collect()
}

/// Lists the letters, digits and hyphens that follow each `before`.
fn after(text: &str, before: &str) -> BTreeSet<String> {
    let rests = text.match_indices(before).map(|(at, _)| &text[at + before.len()..]);
    let word = |rest: &str| rest.chars().take_while(|sign| sign.is_ascii_alphanumeric() || *sign == '-').collect();
    rests.map(word).filter(|word: &String| !word.is_empty()).collect()
}

fn set<'a>(names: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    names.into_iter().map(String::from).collect()
}

fn names(list: &[Named]) -> BTreeSet<String> {
    set(list.iter().map(|item| item.name))
}

#[test]
fn attributes_are_those_that_the_element_observes() {
    let shell = fs::read_to_string(Path::new(WIDGET).join("shell.js")).unwrap();
    let (_, list) = shell.split_once("const REFLECTED = [").unwrap();
    let (list, _) = list.split_once(']').unwrap();
    let mut observed: Vec<_> = list.split(',').map(|name| name.trim().trim_matches('\'')).collect();
    // This attribute has no value: it is there or not.
    observed.push("review");
    assert_eq!(ATTRIBUTES.map(|attribute| attribute.name).to_vec(), observed);
    assert!(shell.contains("static observedAttributes = [...REFLECTED, 'review'];"));
}

#[test]
fn members_are_those_of_the_class() {
    let shell = fs::read_to_string(Path::new(WIDGET).join("shell.js")).unwrap();
    let public =
        |line: &&str| line.starts_with("  ") && !line.starts_with("   ") && line.ends_with('}') | line.ends_with('{');
    let own = shell.lines().filter(public).filter_map(|line| {
        let name = line.trim().trim_start_matches("get ").split_once('(')?.0;
        let name_only = name.chars().all(|sign| sign.is_ascii_alphanumeric());
        (name_only && !name.ends_with("Callback")).then(|| name.to_string())
    });
    let own: BTreeSet<_> = own.collect();
    let members = METHODS.iter().chain(&PROPERTIES).map(|member| member.name);
    let switches = ATTRIBUTES.iter().filter(|attribute| attribute.gives == "boolean");
    assert_eq!(own, set(members.chain(switches.map(|attribute| attribute.name))));
}

#[test]
fn events_are_those_that_the_scripts_send() {
    let scripts = sources("js");
    let mut sent: BTreeSet<_> =
        after(&scripts, ".emit('").into_iter().map(|name| format!("force-compare-{name}")).collect();
    sent.extend(
        after(&scripts, "new CustomEvent('force-compare-").into_iter().map(|name| format!("force-compare-{name}")),
    );
    assert_eq!(sent, set(EVENTS.iter().map(|event| event.name)));
}

#[test]
fn parts_are_those_of_the_panel() {
    let scripts = sources("js");
    let mut parts = after(&scripts, "part: '");
    // The two groups of buttons are named after what they choose.
    assert!(scripts.contains("part: `${name}s`"));
    parts.extend(after(&scripts, "asked('"));
    parts.extend(after(&scripts, "new RadioGroup(controller, '").into_iter().map(|name| format!("{name}s")));
    assert_eq!(parts, names(&PARTS));
}

#[test]
fn custom_properties_are_those_of_the_styles() {
    let used = after(&sources("css"), "--force-compare-").into_iter().map(|name| format!("--force-compare-{name}"));
    assert_eq!(used.collect::<BTreeSet<_>>(), names(&CUSTOM_PROPERTIES));
}

#[test]
fn readers_of_the_guide_and_of_the_package_are_told_the_same() {
    let (guide, package) = (interface(), tables().concat());
    let members = METHODS.iter().chain(&PROPERTIES).map(|member| member.name);
    let attributes = ATTRIBUTES.iter().map(|attribute| attribute.name);
    let named = EVENTS.iter().map(|event| event.name).chain(PARTS.iter().chain(&CUSTOM_PROPERTIES).map(|own| own.name));
    let tabled: Vec<_> = attributes.chain(named).collect();
    for name in tabled.iter().copied().chain(members) {
        assert!(guide.contains(&format!("<th scope=\"row\"><code>{name}</code></th>")), "the guide lacks {name}");
    }
    for name in tabled {
        assert!(package.contains(&format!("| `{name}` | ")), "the package’s README.md lacks {name}");
    }
}

#[test]
fn the_manifest_and_the_types_name_everything() {
    let manifest = custom_elements();
    let class = &manifest["modules"][0]["declarations"][0];
    let listed = |key: &str| -> BTreeSet<String> {
        let items = class[key].as_array().unwrap().iter();
        items.map(|item| item["name"].as_str().unwrap().to_string()).collect()
    };
    assert_eq!(listed("attributes"), set(ATTRIBUTES.iter().map(|attribute| attribute.name)));
    assert_eq!(listed("events"), set(EVENTS.iter().map(|event| event.name)));
    assert_eq!(listed("cssParts"), names(&PARTS));
    assert_eq!(listed("cssProperties"), names(&CUSTOM_PROPERTIES));
    let members = METHODS.iter().chain(&PROPERTIES).map(|member| member.name);
    assert_eq!(listed("members"), set(members.chain(ATTRIBUTES.iter().map(|attribute| attribute.name))));
    let set_state = class["members"].as_array().unwrap().iter().find(|member| member["name"] == "setState").unwrap();
    assert_eq!(set_state["parameters"][0]["name"], "state");
    assert_eq!(set_state["parameters"][0]["type"]["text"], "StateWish");
    assert_eq!(set_state["return"]["type"]["text"], "void");
    let (class, page) = (class_types(), page_types());
    for attribute in &ATTRIBUTES {
        assert!(class.contains(&format!("set {}(value: {});", attribute.name, attribute.takes)), "{}", attribute.name);
    }
    for event in &EVENTS {
        assert_eq!(
            page.matches(&format!("'{}': CustomEvent<{}>;", event.name, event.types)).count(),
            3,
            "{}",
            event.name
        );
    }
}
