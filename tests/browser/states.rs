//! States that a page cannot bring about by itself: what a reader's system asks for, in the engines whose drivers can
//! ask for it. WebKitGTK's can do none of these.

use force_compare::chart::{Ink, Theme};
use serde_json::json;

use crate::engine::{Browser, Engine};

/// A script's function `inks(element)`: of the pixels of its picture, how many have the first colour in focus of the light
/// scheme and of the dark one, and what part of all has no colour at all.
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
    /// A page whose reader asked for less motion, in engines whose drivers cannot ask for it either.
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

    /// The reader's own colours on every page, light or dark, or the pages' again.
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

    /// As on a screen with so many pixels to the CSS pixel.
    pub async fn screen(&self, ratio: f64) {
        match self.engine {
            Engine::Chromium => {
                // It notices another density with another size of the window only: here one that no widget notices.
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

    /// The page as it would be printed, on the screen.
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
