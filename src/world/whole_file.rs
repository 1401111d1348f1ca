//! Files that appear whole or not at all.

use std::{
    io::{self, Write},
    path::Path,
};

use tempfile::NamedTempFile;

/// The folder that a file is in, also when it is named without one.
pub(super) fn folder_of(file: &Path) -> &Path {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}

/// All of the text or the old file, whatever happens; readable by its owner alone.
pub(super) fn write(file: &Path, text: &str) -> io::Result<()> {
    let mut new = NamedTempFile::new_in(folder_of(file))?;
    new.write_all(text.as_bytes())?;
    new.as_file().sync_all()?;
    new.persist(file)?;
    Ok(())
}
