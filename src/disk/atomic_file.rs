//! Writes a file under a temporary name beside its place, and moves it there in a single step. If the program is
//! stopped in between, the file is as it was, and the next run removes the temporary one.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use super::temporary::{beside, clear};

/// Replaces a file, or creates it. Something that is not a plain file, such as `/dev/stdout`, cannot be replaced and is
/// written to instead.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // A symbolic link stays: the file that it leads to is replaced.
    let path = &fs::canonicalize(path).unwrap_or(path.into());
    let before = fs::metadata(path);
    if before.as_ref().is_ok_and(|before| !before.is_file()) {
        return fs::write(path, bytes);
    }
    placed(path, |part, file| {
        file.write_all(bytes)?;
        if let Ok(before) = &before {
            file.set_permissions(before.permissions())?;
        }
        file.sync_all()?;
        fs::rename(part, path)
    })
}

/// Creates a file. It is an error if one is there already, even if it was created in the meantime.
pub fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    placed(path, |part, file| {
        file.write_all(bytes)?;
        file.sync_all()?;
        // A hard link, unlike a rename, is refused if the name is taken; the temporary name is removed after it.
        fs::hard_link(part, path).and_then(|()| fs::remove_file(part))
    })
}

/// Creates a temporary file beside a path, for `fill` to write and to move to the path.
fn placed(path: &Path, fill: impl FnOnce(&Path, &mut File) -> io::Result<()>) -> io::Result<()> {
    clear(path, "part");
    let part = beside(path, "part")?;
    let written = File::create(&part).and_then(|mut file| {
        // Locked until it is in its place, so that another run does not remove it as left over.
        let _ = file.lock();
        fill(&part, &mut file)
    });
    if written.is_err() {
        // Only the first error matters.
        let _ = fs::remove_file(&part);
    }
    // The move has to reach the disk too. Not every file system can sync a folder, so errors are ignored.
    #[cfg(unix)]
    let _ = File::open(path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")))
        .and_then(|folder| folder.sync_all());
    written
}

#[cfg(test)]
mod tests {
    use std::fs::{self, File};
    use std::path::{Path, PathBuf};

    use super::replace;
    use crate::disk::temporary::left_over;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("force-compare-whole-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names.into_iter().map(|name| name.into_string().unwrap()).collect()
    }

    #[test]
    fn clears_what_a_stopped_run_left_and_nothing_else() {
        let folder = folder("clears");
        for name in ["data.json", ".data.json.7.part", ".data.json.part", ".data.json.x.part", ".other.json.7.part"] {
            fs::write(folder.join(name), "before").unwrap();
        }
        let held = File::create(folder.join(".data.json.8.part")).unwrap();
        held.lock().unwrap();
        replace(&folder.join("data.json"), b"after").unwrap();
        assert_eq!(
            names(&folder),
            [".data.json.8.part", ".data.json.part", ".data.json.x.part", ".other.json.7.part", "data.json"]
        );
        drop(held);
        assert_eq!(left_over(&folder.join("data.json"), "part"), [folder.join(".data.json.8.part")]);
        assert_eq!(fs::read_to_string(folder.join("data.json")).unwrap(), "after");
        fs::remove_dir_all(folder).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn a_link_and_its_permissions_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};

        let folder = folder("link");
        let (file, link) = (folder.join("data.json"), folder.join("link.json"));
        fs::write(&file, "before").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("data.json", &link).unwrap();
        replace(&link, b"after").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&file).unwrap(), "after");
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn what_cannot_be_written_leaves_nothing() {
        let folder = folder("refused");
        assert!(replace(&folder.join("nowhere/data.json"), b"after").is_err());
        assert!(replace(&folder, b"after").is_err());
        assert_eq!(names(&folder), [""; 0]);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_file_that_is_there_is_not_created_again() {
        let folder = folder("create");
        let path = folder.join("recipe.toml");
        super::create(&path, b"first").unwrap();
        let refused = super::create(&path, b"second").unwrap_err();
        assert_eq!(refused.kind(), std::io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read_to_string(&path).unwrap(), "first");
        assert_eq!(names(&folder), ["recipe.toml"]);
        fs::remove_dir_all(folder).unwrap();
    }
}
