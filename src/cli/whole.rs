//! A file written whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Writes a file so that whoever opens it meets the old one or the new one, never half of either, even if this program or
/// the machine stops in between: it is written beside its place, and moved there once it is on the disk.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // A link stays one: the file that it leads to is replaced.
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    // What is no file, such as /dev/stdout, cannot be replaced.
    if fs::metadata(path).is_ok_and(|data| !data.is_file()) {
        return fs::OpenOptions::new().write(true).open(path)?.write_all(bytes);
    }
    let file = beside(path, bytes)?;
    if let Ok(old) = fs::metadata(path) {
        file.as_file().set_permissions(old.permissions())?;
    }
    file.as_file().sync_all()?;
    file.persist(path)?;
    moved(path);
    Ok(())
}

/// The same for a file that must not be there yet.
pub fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let file = beside(path, bytes)?;
    file.as_file().sync_all()?;
    file.persist_noclobber(path)?;
    moved(path);
    Ok(())
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The bytes in a file beside the one that they are for.
fn beside(path: &Path, bytes: &[u8]) -> io::Result<tempfile::NamedTempFile> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let prefix = format!(".{name}.");
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(".part");
    #[cfg(unix)]
    {
        // As any new file, not for its writer's eyes alone.
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder(path))?;
    file.write_all(bytes)?;
    Ok(file)
}

/// The move itself has to reach the disk too; a system that cannot do that for a folder has done what it can.
fn moved(path: &Path) {
    #[cfg(unix)]
    let _ = fs::File::open(folder(path)).and_then(|folder| folder.sync_all());
}
