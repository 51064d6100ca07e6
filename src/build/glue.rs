//! The glue, in which module and page know each other by short names: the module's exports are numbered, and its
//! imports stand in a list, each under its place there.
//!
//! wasm-bindgen's own names are long or end in sixteen digits of a hash, both sides have to say each of them, and no
//! compression makes that small: more than a kilobyte for readers.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::mem;

use oxc_ast::AstKind;
use oxc_ast::ast::BinaryOperator;
use wasm_bindgen_cli_support::Output;

use super::script::{self, each_node, edited, range};

/// Hands the module's exports to the glue, and takes the module's first step.
const BEGIN: &str = "
export function begin(instance) {
  __wbg_set_wasm(instance.exports);
  wasm.__wbindgen_start();
}
";

/// The glue as a module that exports one function, `glue`: called, it gives what belongs to one instance. An instance
/// that stopped is replaced by another, with glue of its own. The module itself gets the short names.
pub fn shortened(made: &mut Output) -> Result<String, String> {
    let glue = made.start().cloned().ok_or_else(|| strange("its glue"))? + BEGIN;
    // The memory keeps its name: tests watch it grow.
    let exports = made.wasm_mut().exports.iter_mut().filter(|export| export.name != "memory");
    // The longest first, so that numbers go to the same exports as long as their names stay.
    let mut exports: Vec<_> = exports.collect();
    exports.sort_by_key(|export| Reverse(export.name.len()));
    let mut short = BTreeMap::new();
    for (at, export) in exports.into_iter().enumerate() {
        let long = mem::replace(&mut export.name, format!("e{at}"));
        short.insert(long, export.name.clone());
    }
    let glue = adapted(&glue, &short)?;
    if let Some(long) = short.keys().find(|long| glue.contains(*long)) {
        return Err(strange(long));
    }
    if glue.contains("__wbindgen_start") || !glue.contains("function __wbg_set_wasm(") {
        return Err(strange("how a module starts"));
    }
    let functions = script::exported_functions(&glue)?;
    let (mut edits, mut list, mut names) = (Vec::new(), String::new(), Vec::new());
    for (at, import) in made.wasm_mut().imports.iter_mut().enumerate() {
        let function = functions.iter().find(|function| function.name == import.name);
        let function = function.ok_or_else(|| strange(&import.name))?;
        edits.push((function.statement.clone(), String::new()));
        list += &format!("function{}, ", &glue[function.unnamed.clone()]);
        import.module = "glue".into();
        names.push(mem::replace(&mut import.name, at.to_string()));
    }
    let glue = edited(&glue, edits);
    if let Some(name) = names.iter().find(|name| glue.contains(*name)) {
        return Err(strange(name));
    }
    let glue = glue + &format!("const imports = {{glue: [{list}]}};\nexport {{imports}};");
    Ok(format!("export const glue = {};", script::as_function(&glue)?))
}

fn strange(what: &str) -> String {
    format!("wasm-bindgen writes {what} otherwise than glue.rs expects")
}

/// The glue with the short names of the module's exports, and without the two things that the widget does not need.
fn adapted(glue: &str, short: &BTreeMap<String, String>) -> Result<String, String> {
    let (mut edits, mut contexts) = (Vec::new(), 0_usize);
    each_node(glue, |node| match node {
        AstKind::StaticMemberExpression(member) if member.object.is_specific_id("wasm") => {
            if let Some(short) = short.get(member.property.name.as_str()) {
                edits.push((range(member.property.span), short.clone()));
            }
        }
        // A canvas may have been moved to another document, where contexts are of that document's kind.
        AstKind::BinaryExpression(test)
            if test.operator == BinaryOperator::Instanceof && test.right.is_specific_id("CanvasRenderingContext2D") =>
        {
            contexts += 1;
            edits.push((range(test.span), "true".into()));
        }
        // For `using`, which the element does not write.
        AstKind::IfStatement(branch) if branch.test.is_specific_member_access("Symbol", "dispose") => {
            edits.push((range(branch.span), String::new()));
        }
        _ => {}
    })?;
    if contexts == 0 {
        return Err(strange("its test of what a context is"));
    }
    Ok(edited(glue, edits))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::adapted;

    #[test]
    fn changes_what_it_knows_by_what_it_is() {
        let short = BTreeMap::from([("widget_new".to_string(), "e0".to_string()), ("widget".into(), "e1".into())]);
        let glue = "const a = arg0 instanceof CanvasRenderingContext2D;\n// wasm.widget\nwasm.widget_new(wasm.widget, \
                    'wasm.widget', wasm.memory);\nif (Symbol.dispose) Widget.prototype[Symbol.dispose] = b;\n";
        let expected = "const a = true;\n// wasm.widget\nwasm.e0(wasm.e1, 'wasm.widget', wasm.memory);\n\n";
        assert_eq!(adapted(glue, &short).unwrap(), expected);
        assert!(adapted("wasm.widget();", &short).is_err(), "where it tests for no context, something is new");
    }
}
