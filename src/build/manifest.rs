//! Writes out the element's interface for editors and catalogues, for TypeScript, and for people.

use maud::{Markup, html};
use serde_json::{Value, json};

use super::api::{
    ATTRIBUTES, Attribute, CUSTOM_PROPERTIES, EVENTS, METHODS, Member, Named, PARTS, PROPERTIES, SLOTS, TYPES,
};

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

/// A table of the interface; what stands between backticks is code.
struct InterfaceTable {
    caption: &'static str,
    heads: &'static [&'static str],
    rows: Vec<Vec<String>>,
}

impl InterfaceTable {
    fn of_names(caption: &'static str, heads: &'static [&'static str], list: &[Named]) -> Self {
        let rows = list.iter().map(|item| vec![format!("`{}`", item.name), item.says.into()]);
        Self { caption, heads, rows: rows.collect() }
    }

    fn of_members(caption: &'static str, heads: &'static [&'static str], list: &[Member]) -> Self {
        let row =
            |member: &Member| vec![format!("`{}`", member.name), format!("`{}`", member.types), member.says.into()];
        Self { caption, heads, rows: list.iter().map(row).collect() }
    }

    fn attributes() -> Self {
        let row = |row: &Attribute| vec![format!("`{}`", row.name), row.says.into(), row.without.into()];
        let heads = &["attribute", "says", "without it"];
        Self { caption: "Attributes", heads, rows: ATTRIBUTES.iter().map(row).collect() }
    }

    fn events() -> Self {
        let rows = EVENTS.iter().map(|event| vec![format!("`{}`", event.name), event.says.into()]);
        Self { caption: "Events", heads: &["event", "says"], rows: rows.collect() }
    }

    fn parts() -> Self {
        Self::of_names("Parts, for ::part()", &["part", "says"], &PARTS)
    }

    fn custom_properties() -> Self {
        Self::of_names("Custom properties", &["custom property", "says"], &CUSTOM_PROPERTIES)
    }

    fn markdown(&self) -> String {
        let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
        let heads = self.heads.iter().map(|head| head.to_string()).collect::<Vec<_>>();
        let below = vec!["---".to_string(); heads.len()];
        line(&heads) + &line(&below) + &self.rows.iter().map(|row| line(row)).collect::<String>()
    }

    fn html(&self) -> Markup {
        html! {
            div class="scroll words" role="region" tabindex="0" aria-label=(self.caption) { "\n"
                table { "\n"
                    caption { (self.caption) } "\n"
                    tr { @for head in self.heads { th scope="col" { (head) } } } "\n"
                    @for row in &self.rows {
                        tr {
                            @for (at, text) in row.iter().enumerate() {
                                @if at == 0 { th scope="row" { (with_code(text)) } } @else { td { (with_code(text)) } }
                            }
                        } "\n"
                    }
                } "\n"
            } "\n"
        }
    }
}

/// Turns the code between a text's backticks into `<code>`.
fn with_code(text: &str) -> Markup {
    html! {
        @for (at, part) in text.split('`').enumerate() {
            @if at % 2 == 0 { (part) } @else { code { (part) } }
        }
    }
}

/// The tables of attributes, events, parts and custom properties in the package's README.md.
pub fn tables() -> [String; 4] {
    [
        InterfaceTable::attributes(),
        InterfaceTable::events(),
        InterfaceTable::parts(),
        InterfaceTable::custom_properties(),
    ]
    .map(|table| table.markdown())
}

/// The whole interface as the guide's tables: attributes, properties and methods, events, parts and custom properties.
pub fn interface() -> String {
    let tables = [
        InterfaceTable::attributes(),
        InterfaceTable::of_members(
            "Properties without an attribute",
            &["property", "in TypeScript", "says"],
            &PROPERTIES,
        ),
        InterfaceTable::of_members("Methods", &["method", "in TypeScript", "says"], &METHODS),
        InterfaceTable::events(),
        InterfaceTable::parts(),
        InterfaceTable::custom_properties(),
    ];
    tables.iter().map(|table| table.html().into_string()).collect()
}
