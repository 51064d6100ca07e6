//! Shows a progress bar while a large file is read, if standard error is a terminal.

use std::io::{self, IsTerminal, Read, Seek, SeekFrom};
use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};

use crate::build::Folder;
use crate::sheet::{Files, ReadSeek};

/// The size in bytes below which a file has no progress bar.
const LONG: u64 = 1 << 20;

/// A folder whose files show their progress while they are read.
pub struct WithProgress(pub Folder);

impl Files for WithProgress {
    fn open(&self, name: &str) -> io::Result<Box<dyn ReadSeek + '_>> {
        let file = self.0.open(name)?;
        Ok(match bar(&self.0.path(name)) {
            Some(bar) => Box::new(Counted { file, bar }),
            None => file,
        })
    }

    fn called(&self, name: &str) -> String {
        self.0.called(name)
    }
}

/// A bar for a file. None if the file is short, or nobody watches.
fn bar(path: &Path) -> Option<ProgressBar> {
    let length = std::fs::metadata(path).map_or(0, |data| data.len());
    if length < LONG || !io::stderr().is_terminal() {
        return None;
    }
    let bar = ProgressBar::new(length);
    let style = ProgressStyle::with_template("{msg} {wide_bar} {percent}%  {eta} left");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.set_message(format!("Reading {}", path.display()));
    Some(bar)
}

/// A file that moves its bar while it is read, and removes it in the end.
struct Counted<R> {
    file: R,
    bar: ProgressBar,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(out)?;
        self.bar.inc(read as u64);
        Ok(read)
    }
}

impl<R: Seek> Seek for Counted<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let place = self.file.seek(to)?;
        self.bar.set_position(place);
        Ok(place)
    }
}

impl<R> Drop for Counted<R> {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
