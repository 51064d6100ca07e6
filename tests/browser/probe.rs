//! The messages and requests of a page, as the probe and the browser kept them.

use serde_json::{Value, json};

use crate::engine::{Browser, Engine};

impl Browser {
    /// Errors, warnings, refusals of the policy and failed loads since the page began.
    pub async fn problems(&self) -> Vec<String> {
        let kept = self.run("return window.__probe ? window.__probe.problems : ['the probe is not in the page']").await;
        let mut problems: Vec<String> = serde_json::from_value(kept).unwrap();
        if self.engine == Engine::Webkit {
            // Under load WebKit says now and then that it told of a size a frame late. Nothing is lost by that, and the
            // element only asks for that frame.
            problems
                .retain(|problem| !problem.contains("ResizeObserver loop completed with undelivered notifications"));
        }
        if self.engine == Engine::Chromium {
            // Messages that the browser itself writes to the console never reach a page's script.
            let log = self.harmless("se/log", json!({"type": "browser"})).await;
            let entries = log.as_array().cloned().unwrap_or_default();
            problems
                .extend(entries.iter().map(|entry| format!("log: {}", entry["message"].as_str().unwrap_or_default())));
        }
        problems
    }

    /// Lists everything that the page loaded from another host.
    pub async fn foreign(&self) -> Vec<String> {
        let foreign = "return performance.getEntriesByType('resource').map((entry) => entry.name)
            .filter((name) => !name.startsWith('data:') && new URL(name).origin != location.origin)";
        serde_json::from_value(self.run(foreign).await).unwrap()
    }

    /// Waits for the first event of this kind of a widget (`ready`, `change`, `select`, `error`), and returns its
    /// detail.
    pub async fn event(&self, name: &str) -> Value {
        let found = format!("window.__probe?.events.find((event) => event.name == '{name}')");
        self.until(&format!("there is an event {name}"), &format!("return {found}")).await;
        self.run(&format!("return {found}.detail")).await
    }

    /// Stops the page's clock: from now on `pass` alone brings it frames and fires its timers.
    pub async fn stop_clock(&self) {
        let stopped = "const done = arguments[0]; window.__probe.clock.stop().then(() => done())";
        self.client.execute_async(stopped, vec![]).await.unwrap();
    }

    /// Moves the stopped clock on by so many milliseconds, with one frame at their end.
    pub async fn pass(&self, milliseconds: u32) {
        self.run(&format!("window.__probe.clock.pass({milliseconds})")).await;
    }

    /// The layout shift so far; none where the browser does not measure it.
    pub async fn shift(&self) -> Option<f64> {
        if self.engine != Engine::Chromium {
            return None;
        }
        self.run("return window.__probe.shift").await.as_f64()
    }
}
