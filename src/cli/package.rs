//! The widget as a package for bundlers: `npm pack` and `npm publish` work in its folder.

use std::path::Path;

use serde_json::json;

use super::manifest::{class_types, custom_elements, page_types, tables};
use super::site::{Error, read};
use super::widget::{File, Widget};

/// The folder of the package within a bundle.
pub const PACKAGE: &str = "package";

/// The files of the package.
pub fn files(widget: &Widget, sources: &Path) -> Result<Vec<File>, Error> {
    let mut files = widget.for_bundlers()?;
    let mut add = |name: &str, text: String| files.push((name.into(), text.into_bytes()));
    add("package.json", pretty(&description()));
    add("custom-elements.json", pretty(&custom_elements()));
    add("shell.d.ts", class_types());
    add("define.d.ts", page_types());
    // It exports nothing; what it brings are the same tag and events.
    add("self-contained.d.ts", "import './define.js';\n\nexport {};\n".into());
    add("README.md", readme());
    for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
        add(licence, read(&sources.join(licence))?);
    }
    Ok(files)
}

fn pretty(value: &serde_json::Value) -> String {
    format!("{}\n", serde_json::to_string_pretty(value).unwrap_or_default())
}

fn description() -> serde_json::Value {
    let with_types = |stem: &str| json!({"types": format!("./{stem}.d.ts"), "default": format!("./{stem}.js")});
    json!({
        "name": env!("CARGO_PKG_NAME"),
        "version": env!("CARGO_PKG_VERSION"),
        "description": env!("CARGO_PKG_DESCRIPTION"),
        "license": format!("({})", env!("CARGO_PKG_LICENSE")),
        "keywords": ["custom element", "chart", "statistics", "news", "web component"],
        "type": "module",
        "exports": {
            ".": with_types("define"),
            "./element": with_types("shell"),
            "./inline": with_types("self-contained"),
            "./wasm": "./engine.wasm",
            "./define.css": "./define.css",
            "./custom-elements.json": "./custom-elements.json",
            "./package.json": "./package.json",
        },
        "types": "./define.d.ts",
        "customElements": "custom-elements.json",
        "sideEffects": ["./define.js", "./self-contained.js", "./define.css"],
    })
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
`import('./element.js')` and `new URL('./engine.wasm', import.meta.url)`. The page's Content-Security-Policy needs
`script-src 'self' 'wasm-unsafe-eval'`.
";

fn readme() -> String {
    let [attributes, events, parts, properties] = tables();
    format!("{USE}\n{attributes}\n{events}\n{parts}\n{properties}")
}
