//! Writes out the element's interface for editors and catalogues, for TypeScript, and for people.

use serde_json::{Value, json};

use maud::{Markup, html};

use super::api::{ATTRIBUTES, CUSTOM_PROPERTIES, EVENTS, METHODS, Member, Named, PARTS, PROPERTIES, SLOTS, TYPES};

/// The name of the element's tag.
const TAG: &str = "force-compare";

/// The name of the element's class.
const CLASS: &str = "ForceCompare";

/// The module that declares the class, and the one that defines the element.
const MODULES: [&str; 2] = ["shell.js", "define.js"];

/// The content of `custom-elements.json`, in version 2.1.0 of its schema.
pub fn custom_elements() -> Value {
    let text = |types: &str| json!({"text": types});
    let named = |list: &[Named]| -> Vec<Value> {
        list.iter().map(|item| json!({"name": item.name, "description": item.says})).collect()
    };
    let attributes = ATTRIBUTES.iter().map(|attribute| {
        let description = format!("{}; without it: {}", attribute.says, attribute.without);
        json!({"name": attribute.name, "type": text("string"), "fieldName": attribute.name, "description": description})
    });
    let reflected = ATTRIBUTES.iter().map(|attribute| {
        json!({"kind": "field", "name": attribute.name, "type": text(attribute.gives), "description": attribute.says,
            "attribute": attribute.name, "reflects": true})
    });
    let properties = PROPERTIES.iter().map(
        |Member { name, types, says }| json!({"kind": "field", "name": name, "type": text(types), "description": says}),
    );
    let methods = METHODS.iter().map(|Member { name, types, says }| {
        let (parameters, returns) = types.trim_start_matches('(').split_once("): ").unwrap_or_default();
        let parameters = parameters.split_once(": ").map(|(name, types)| json!({"name": name, "type": text(types)}));
        json!({"kind": "method", "name": name, "description": says, "return": {"type": text(returns)},
            "parameters": parameters.into_iter().collect::<Vec<_>>()})
    });
    let events = EVENTS.iter().map(|Member { name, types, says }| {
        json!({"name": name, "type": text(&format!("CustomEvent<{types}>")), "description": says})
    });
    let [module, define] = MODULES;
    json!({
        "schemaVersion": "2.1.0",
        "modules": [
            {
                "kind": "javascript-module",
                "path": module,
                "declarations": [{
                    "kind": "class",
                    "name": CLASS,
                    "tagName": TAG,
                    "customElement": true,
                    "superclass": {"name": "HTMLElement"},
                    "description": env!("CARGO_PKG_DESCRIPTION"),
                    "attributes": attributes.collect::<Vec<_>>(),
                    "members": reflected.chain(properties).chain(methods).collect::<Vec<_>>(),
                    "events": events.collect::<Vec<_>>(),
                    "slots": named(&SLOTS),
                    "cssParts": named(&PARTS),
                    "cssProperties": named(&CUSTOM_PROPERTIES),
                }],
                "exports": [{"kind": "js", "name": CLASS, "declaration": {"name": CLASS, "module": module}}],
            },
            {
                "kind": "javascript-module",
                "path": define,
                "declarations": [],
                "exports": [
                    {"kind": "js", "name": CLASS, "declaration": {"name": CLASS, "module": module}},
                    {"kind": "custom-element-definition", "name": TAG, "declaration": {"name": CLASS, "module": module}},
                ],
            },
        ],
    })
}

/// The content of `shell.d.ts`, which declares the class.
pub fn class_types() -> String {
    let mut out = format!("{TYPES}\nexport class {CLASS} extends HTMLElement {{\n");
    out += "  static readonly observedAttributes: readonly string[];\n";
    for attribute in &ATTRIBUTES {
        let (name, gives, takes) = (attribute.name, attribute.gives, attribute.takes);
        out += &format!("  /** The attribute `{name}`: {}. Without it: {}. */\n", attribute.says, attribute.without);
        out += &format!("  get {name}(): {gives};\n  set {name}(value: {takes});\n");
    }
    for Member { name, types, says } in &PROPERTIES {
        out += &format!("  /** {says}. */\n  get {name}(): {types};\n  set {name}(value: {types});\n");
    }
    for Member { name, types, says } in &METHODS {
        out += &format!("  /** {says}. */\n  {name}{types};\n");
    }
    out + "}\n"
}

/// The content of `define.d.ts`, which adds the tag and its events to the types of a page.
pub fn page_types() -> String {
    let [module, _] = MODULES;
    let mut out =
        format!("import {{{CLASS}, Selection, State, Trouble}} from './{module}';\n\nexport * from './{module}';\n");
    out += &format!("\ndeclare global {{\n  interface HTMLElementTagNameMap {{\n    '{TAG}': {CLASS};\n  }}\n");
    // The events bubble, so they reach `document` and `window` too.
    for map in ["HTMLElementEventMap", "DocumentEventMap", "WindowEventMap"] {
        out += &format!("\n  interface {map} {{\n");
        for Member { name, types, says } in &EVENTS {
            out += &format!("    /** {says} */\n    '{name}': CustomEvent<{types}>;\n");
        }
        out += "  }\n";
    }
    out + "}\n"
}

/// The tables of attributes, events, parts and custom properties, in Markdown.
pub fn tables() -> [String; 4] {
    let two = |heading: &str, rows: Vec<(&str, &str)>| {
        let rows = rows.into_iter().map(|(name, says)| format!("| `{name}` | {says} |\n"));
        format!("| {heading} | says |\n| --- | --- |\n{}", rows.collect::<String>())
    };
    let listed = |list: &'static [Named]| list.iter().map(|item| (item.name, item.says)).collect();
    let rows = ATTRIBUTES.iter().map(|row| format!("| `{}` | {} | {} |\n", row.name, row.says, row.without));
    let attributes = format!("| attribute | says | without it |\n| --- | --- | --- |\n{}", rows.collect::<String>());
    [
        attributes,
        two("event", EVENTS.iter().map(|event| (event.name, event.says)).collect()),
        two("part", listed(&PARTS)),
        two("custom property", listed(&CUSTOM_PROPERTIES)),
    ]
}

/// These tables in HTML, for a page.
pub fn interface() -> String {
    let captions = ["Attributes", "Events", "Parts, for ::part()", "Custom properties"];
    let markup = html! {
        @for (table, caption) in tables().iter().zip(captions) {
            div class="scroll words" role="region" tabindex="0" aria-label=(caption) { "\n"
                table { "\n"
                    caption { (caption) } "\n"
                    // The second line is Markdown's rule beneath the heading.
                    @for (at, row) in table.lines().enumerate().filter(|(at, _)| *at != 1) {
                        tr {
                            @for (place, cell) in row.trim_matches('|').split(" | ").enumerate() {
                                @if at == 0 { th scope="col" { (with_code(cell.trim())) } }
                                @else if place == 0 { th scope="row" { (with_code(cell.trim())) } }
                                @else { td { (with_code(cell.trim())) } }
                            }
                        } "\n"
                    }
                } "\n"
            } "\n"
        }
    };
    markup.into_string()
}

/// Turns the code between a text's backticks into `<code>`.
fn with_code(text: &str) -> Markup {
    html! {
        @for (at, part) in text.split('`').enumerate() {
            @if at % 2 == 0 { (part) } @else { code { (part) } }
        }
    }
}
