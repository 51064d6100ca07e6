//! States that a page cannot bring about by itself: the wishes of a reader's system, in the engines whose drivers can
//! set them. WebKitGTK's can set none of these.

use force_compare::chart::{Ink, Theme};
use serde_json::json;

use crate::engine::{Browser, Engine};

/// A script's function `inks(element)`: the number of pixels of its picture in the first focus colour of the light
/// scheme and in that of the dark one, and the share of pixels without any colour.
pub fn inks() -> String {
    let [light, dark] = [Theme::Light, Theme::Dark].map(|theme| {
        let colour = theme.colour(Ink::Focus(0));
        json!([colour.0, colour.1, colour.2])
    });
    format!(
        "const inks = (element) => {{
            const canvas = element.shadowRoot.querySelector('canvas');
            const {{data}} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            const wanted = [{light}, {dark}], found = [0, 0, 0];
            for (let at = 0; at < data.length; at += 4) {{
                if (!data[at + 3]) found[2]++;
                else wanted.forEach((colour, i) => found[i] += colour.every((part, j) => part == data[at + j]));
            }}
            found[2] /= data.length / 4;
            return found;
        }};"
    )
}

impl Browser {
    /// Makes the page's reader ask for less motion, also in engines whose drivers cannot.
    pub async fn calm(&self) {
        self.run(
            "const {matchMedia} = window; window.matchMedia = (query) => query.includes('reduced-motion')
            ? {matches: true, addEventListener() {}} : matchMedia.call(window, query)",
        )
        .await;
    }

    /// Whether the driver can change what the system asks for.
    pub fn asks(&self) -> bool {
        self.engine != Engine::Webkit
    }

    /// Forces the reader's own colours on every page, light or dark, or gives the pages theirs again.
    pub async fn force_colours(&self, scheme: Option<&str>) {
        match self.engine {
            Engine::Chromium => {
                let forced = if scheme.is_some() { "active" } else { "none" };
                let features = json!([
                    {"name": "forced-colors", "value": forced},
                    {"name": "prefers-color-scheme", "value": scheme.unwrap_or("light")},
                ]);
                let params = json!({"features": features});
                self.command("goog/cdp/execute", json!({"cmd": "Emulation.setEmulatedMedia", "params": params})).await;
            }
            Engine::Firefox => {
                let (text, paper) =
                    if scheme == Some("dark") { ("#ffffff", "#000000") } else { ("#000000", "#ffffff") };
                let forced = if scheme.is_some() { 2 } else { 0 };
                // The pages' colours come back before the reader's are changed, as on a switch of the system's theme.
                self.privileged(&format!(
                    "Services.prefs.setBoolPref('browser.display.use_system_colors', false);
                    for (const end of ['', '.dark']) {{
                        Services.prefs.setStringPref('browser.display.foreground_color' + end, '{text}');
                        Services.prefs.setStringPref('browser.display.background_color' + end, '{paper}');
                    }}
                    Services.prefs.setIntPref('browser.display.document_color_use', {forced})",
                ))
                .await;
            }
            Engine::Webkit => unreachable!("not to be asked of WebKitGTK"),
        }
    }

    /// Acts as a screen with so many pixels to the CSS pixel.
    pub async fn screen(&self, ratio: f64) {
        match self.engine {
            Engine::Chromium => {
                // The browser notices another density only with another size of the window: here one that no widget
                // notices.
                let width = self.run("return innerWidth ^ 1").await;
                let metrics = json!({"width": width, "height": 768, "deviceScaleFactor": ratio, "mobile": false});
                let command = json!({"cmd": "Emulation.setDeviceMetricsOverride", "params": metrics});
                self.command("goog/cdp/execute", command).await;
            }
            Engine::Firefox => {
                self.privileged(&format!("Services.prefs.setStringPref('layout.css.devPixelsPerPx', '{ratio}')")).await;
            }
            Engine::Webkit => unreachable!("not to be asked of WebKitGTK"),
        }
        self.until("the screen has changed", &format!("return Math.abs(devicePixelRatio - {ratio}) < 0.01")).await;
    }

    /// Shows the page on the screen as it would be printed.
    pub async fn show_print(&self) {
        self.run("dispatchEvent(new Event('beforeprint'))").await;
        match self.engine {
            Engine::Chromium => {
                let params = json!({"media": "print"});
                self.command("goog/cdp/execute", json!({"cmd": "Emulation.setEmulatedMedia", "params": params})).await;
            }
            Engine::Firefox => {
                self.privileged("gBrowser.selectedBrowser.browsingContext.mediumOverride = 'print'").await
            }
            Engine::Webkit => unreachable!("not to be asked of WebKitGTK"),
        }
    }

    /// Runs a script of Firefox's own.
    async fn privileged(&self, script: &str) {
        self.command("moz/context", json!({"context": "chrome"})).await;
        self.run(script).await;
        self.command("moz/context", json!({"context": "content"})).await;
    }
}
