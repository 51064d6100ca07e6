//! Replaces a folder as a whole. The new folder is built beside its place and exchanged with the old one, in a single
//! step if the system can do that. If the program is stopped at any moment, there is never half a folder: on systems
//! that need two steps there may be none, and the next run puts the old one back.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::temporary::{beside, clear, left_over};

/// A folder that is being built.
pub struct NextFolder {
    /// The temporary folder to write into.
    pub folder: PathBuf,
    to: PathBuf,
    /// Locked while this run works on the folder, so that another run does not remove it as left over.
    held: Option<File>,
}

impl NextFolder {
    /// Begins a folder that is to replace `to`, and removes temporary folders that interrupted runs left beside it.
    pub fn begin(to: &Path) -> io::Result<Self> {
        // A symbolic link stays: the folder that it leads to is replaced.
        let to = &fs::canonicalize(to).unwrap_or(to.into());
        let folder = beside(to, "new")?;
        heal(to);
        clear(to, "new");
        clear(to, "old");
        if let Some(above) = to.parent() {
            fs::create_dir_all(above)?;
        }
        fs::create_dir(&folder)?;
        let held = File::open(&folder).ok().filter(|held| held.try_lock().is_ok());
        Ok(Self { folder, to: to.into(), held })
    }

    /// Puts the folder in its place.
    pub fn place(mut self) -> io::Result<()> {
        // Even if there is no folder yet, another run may create one before this rename; then the two are exchanged.
        let first = fs::symlink_metadata(&self.to).is_err() && fs::rename(&self.folder, &self.to).is_ok();
        if !first && exchange(&self.folder, &self.to).is_err() {
            self.replace()?;
        }
        self.held = None;
        Ok(())
    }

    /// Replaces the folder in two steps. If the program is stopped between them, there is no folder, and the next run
    /// puts the old one back.
    fn replace(&self) -> io::Result<()> {
        let old = beside(&self.to, "old")?;
        fs::rename(&self.to, &old)?;
        if let Err(error) = fs::rename(&self.folder, &self.to) {
            let _ = fs::rename(&old, &self.to);
            return Err(error);
        }
        let _ = fs::remove_dir_all(old);
        Ok(())
    }
}

impl Drop for NextFolder {
    /// Removes the temporary folder: after an exchange it is the old one, otherwise an unfinished one.
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Puts the old folder back if an earlier run was stopped between the two steps.
fn heal(to: &Path) {
    if fs::symlink_metadata(to).is_err()
        && let Some(old) = left_over(to, "old").pop()
    {
        let _ = fs::rename(old, to);
    }
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};

    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests {
    use std::fs::{self, File};
    use std::path::{Path, PathBuf};

    use super::NextFolder;

    fn place(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("force-compare-swap-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        folder.join("site")
    }

    fn build(to: &Path, text: &str) {
        let next = NextFolder::begin(to).unwrap();
        fs::write(next.folder.join("a.txt"), text).unwrap();
        next.place().unwrap();
    }

    fn beside(to: &Path) -> Vec<String> {
        let entries = fs::read_dir(to.parent().unwrap()).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn replaces_and_leaves_nothing_beside() {
        let to = place("replaces");
        for text in ["first", "second"] {
            build(&to, text);
            assert_eq!(fs::read_to_string(to.join("a.txt")).unwrap(), text);
            assert_eq!(beside(&to), ["site"]);
        }
        drop(NextFolder::begin(&to).unwrap());
        assert_eq!(fs::read_to_string(to.join("a.txt")).unwrap(), "second");
        assert_eq!(beside(&to), ["site"]);
        fs::remove_dir_all(to.parent().unwrap()).unwrap();
    }

    #[test]
    fn in_two_steps_too() {
        let to = place("steps");
        build(&to, "first");
        let next = NextFolder::begin(&to).unwrap();
        fs::write(next.folder.join("a.txt"), "second").unwrap();
        next.replace().unwrap();
        drop(next);
        assert_eq!(fs::read_to_string(to.join("a.txt")).unwrap(), "second");
        assert_eq!(beside(&to), ["site"]);
        fs::remove_dir_all(to.parent().unwrap()).unwrap();
    }

    #[test]
    fn clears_what_was_left_and_puts_back_what_was_moved_away() {
        let to = place("clears");
        let left = |name: &str, text: &str| {
            let folder = to.with_file_name(name);
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join("a.txt"), text).unwrap();
            folder
        };
        // A run was stopped between the two steps: there is no folder, only the old one beside its place.
        left(".site.1.old", "old");
        left(".site.1.new", "half");
        let held = File::open(left(".site.2.new", "of another run")).unwrap();
        held.lock().unwrap();
        let next = NextFolder::begin(&to).unwrap();
        assert_eq!(fs::read_to_string(to.join("a.txt")).unwrap(), "old");
        drop(next);
        assert_eq!(beside(&to), [".site.2.new", "site"]);
        fs::remove_dir_all(to.parent().unwrap()).unwrap();
    }
}
