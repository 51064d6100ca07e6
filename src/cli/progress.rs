//! How far a long reading is: on a terminal only, and only for files that take a while.

use std::io::IsTerminal;
use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};

/// A bar, or none.
pub struct Progress(Option<ProgressBar>);

/// Below this many bytes there is nothing to wait for.
const LONG: u64 = 1 << 20;

impl Progress {
    /// No bar.
    pub const fn none() -> Self {
        Self(None)
    }

    /// A bar as long as a file.
    pub fn of(path: &Path) -> Self {
        let length = std::fs::metadata(path).map_or(0, |data| data.len());
        if length < LONG || !std::io::stderr().is_terminal() {
            return Self::none();
        }
        let bar = ProgressBar::new(length);
        let style = "{msg} {wide_bar} {percent}%  {eta} left";
        bar.set_style(ProgressStyle::with_template(style).unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_message(format!("Reading {}", path.display()));
        Self(Some(bar))
    }

    /// A count of rows, for a file that does not say how many it has.
    pub fn of_rows(path: &Path) -> Self {
        let bar = Self::of(path);
        if let Self(Some(bar)) = &bar {
            bar.unset_length();
            bar.set_style(
                ProgressStyle::with_template("{msg}: {human_pos} rows")
                    .unwrap_or_else(|_| ProgressStyle::default_spinner()),
            );
        }
        bar
    }

    /// So many bytes, or rows, more.
    pub fn advance(&self, bytes: u64) {
        if let Some(bar) = &self.0 {
            bar.inc(bytes);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
