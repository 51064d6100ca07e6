//! Makes the widget's package for bundlers: `npm pack` and `npm publish` work in its folder.

use std::path::Path;

use super::manifest::{class_types, custom_elements, page_types, tables};
use super::widget::WidgetSources;
use super::{BuildError, wasm};
use crate::disk::read_text;
use crate::publish::{File, LANGUAGES};

/// The files of the package.
pub fn files(widget: &WidgetSources, sources: &Path) -> Result<Vec<File>, BuildError> {
    let mut files = widget.for_bundlers()?;
    let mut add = |name: &str, text: String| files.push((name.into(), text.into_bytes()));
    add("package.json", description());
    add("custom-elements.json", pretty(&custom_elements()));
    add("shell.d.ts", class_types());
    add("define.d.ts", page_types());
    // The script exports nothing; importing it brings the tag and its events, as `define.js` does.
    add("self-contained.d.ts", "import './define.js';\n\nexport {};\n".into());
    add("README.md", readme());
    for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
        add(licence, read_text(&sources.join(licence))?);
    }
    Ok(files)
}

fn pretty(value: &serde_json::Value) -> String {
    format!("{}\n", serde_json::to_string_pretty(value).unwrap_or_default())
}

/// The content of `package.json`. It is written as text because the order of conditions matters: TypeScript takes the
/// first one that it knows.
pub fn description() -> String {
    let exports = [("", "define"), ("/element", "shell"), ("/inline", "self-contained")].map(|(path, stem)| {
        format!("    \".{path}\": {{\"types\": \"./{stem}.d.ts\", \"default\": \"./{stem}.js\"}},\n")
    });
    let files = [("wasm", wasm::WHOLE.module), ("define.css", "define.css")].into_iter();
    let languages: Vec<_> = LANGUAGES.iter().map(|(language, _)| format!("{language}.json")).collect();
    let files = files.chain(languages.iter().map(|name| (name.as_str(), name.as_str())));
    let files = files.chain(["custom-elements.json", "package.json"].map(|name| (name, name)));
    let files: Vec<_> = files.map(|(path, file)| format!("    \"./{path}\": \"./{file}\"")).collect();
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    format!(
        "{{\n  \"name\": {},\n  \"version\": {},\n  \"description\": {},\n  \"license\": {},\n  \
         \"keywords\": [\"custom element\", \"web component\", \"chart\", \"statistics\", \"news\"],\n  \
         \"type\": \"module\",\n  \"exports\": {{\n{}{}\n  }},\n  \"types\": \"./define.d.ts\",\n  \
         \"customElements\": \"custom-elements.json\",\n  \
         \"sideEffects\": [\"./define.js\", \"./self-contained.js\", \"./define.css\"]\n}}\n",
        quoted(env!("CARGO_PKG_NAME")),
        quoted(env!("CARGO_PKG_VERSION")),
        quoted(env!("CARGO_PKG_DESCRIPTION")),
        quoted(&format!("({})", env!("CARGO_PKG_LICENSE"))),
        exports.concat(),
        files.join(",\n"),
    )
}

const USE: &str = "\
# Force Compare

A custom element for news articles that report figures by police force, or by any areas: readers compare areas with their
neighbours and the nation, and are told how sure anyone can be. Statistics in WebAssembly, drawn on a canvas.

```js
import 'force-compare/define.css';
import 'force-compare';
```

```html
<force-compare src=\"/data/image-offences.json\" areas=\"hertfordshire bedfordshire\">
  <figure class=\"force-compare-static\">… the static chart that `force-compare render` made …</figure>
</force-compare>
```

The payload comes from `force-compare import`. `force-compare` makes the element known, in browsers only;
`force-compare/element` exports its class and does nothing else; `force-compare/inline` has everything in one script, the
engine too; `force-compare/wasm` is the engine's file. The rest loads when a reader comes near: bundlers find it by
`import('./element.js')` and `new URL('./first.wasm', import.meta.url)`. The page's Content-Security-Policy needs
`script-src 'self' 'wasm-unsafe-eval'`.
";

fn readme() -> String {
    let [attributes, events, parts, properties] = tables();
    format!("{USE}\n{attributes}\n{events}\n{parts}\n{properties}")
}
