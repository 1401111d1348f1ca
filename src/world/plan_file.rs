//! Reading a plan file that may be anything: a folder, a pipe, huge, or not text.

use std::{
    fs::{DirBuilder, File},
    io::{self, Read, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

use chrono::{DateTime, Utc};
use rustix::{fs::OFlags, io::Errno};

/// The largest file that is read, in bytes.
const LARGEST: u64 = 1024 * 1024;

/// Why a plan file has no text.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// There is no such file.
    #[error("there is no such file")]
    Missing,
    /// It is a folder.
    #[error("this is a folder; name the plan file in it")]
    Folder,
    /// It is a pipe, a socket or a device.
    #[error("this is a pipe, a socket or a device; a plan is a file with text in it")]
    NotAFile,
    /// It is larger than a plan can be.
    #[error("this file is larger than 1 MiB; a plan is a short text")]
    TooLarge,
    /// Its bytes are not UTF-8.
    #[error("line {line} is not UTF-8 text (byte {byte} of the file); save the file as UTF-8")]
    NotText {
        /// The line in which the first wrong byte is.
        line: usize,
        /// Where it is, counted from 1.
        byte: usize,
    },
    /// The system refuses.
    #[error("it cannot be read: {0}")]
    Io(#[from] io::Error),
}

/// The text of a plan file.
pub fn read(path: &Path) -> Result<String, Unreadable> {
    let file = open(path)?;
    let metadata = file.metadata()?;
    if metadata.is_dir() {
        return Err(Unreadable::Folder);
    }
    if !metadata.is_file() {
        return Err(Unreadable::NotAFile);
    }
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if LARGEST < bytes.len() as u64 {
        return Err(Unreadable::TooLarge);
    }
    text(bytes)
}

/// When one of these files was changed last; `None` when nothing tells.
pub fn changed(files: &[PathBuf]) -> Option<DateTime<Utc>> {
    let changed = files.iter().filter_map(|file| file.metadata().ok()?.modified().ok());
    changed.max().map(DateTime::from)
}

/// Writes a new plan file, and its folder if that is missing. What is there already stays.
pub fn create(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    }
    let mut file = File::options().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all())
}

/// Opened without waiting: a pipe without a writer would block for ever.
fn open(path: &Path) -> Result<File, Unreadable> {
    let flags = (OFlags::NONBLOCK | OFlags::NOCTTY).bits();
    let flags = i32::try_from(flags).unwrap_or(0);
    let opened = File::options().read(true).custom_flags(flags).open(path);
    opened.map_err(|error| {
        if error.kind() == io::ErrorKind::NotFound {
            Unreadable::Missing
        } else if error.raw_os_error() == Some(Errno::NXIO.raw_os_error()) {
            // A socket.
            Unreadable::NotAFile
        } else {
            Unreadable::Io(error)
        }
    })
}

fn text(bytes: Vec<u8>) -> Result<String, Unreadable> {
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let before = error.as_bytes().iter().take(good);
        let line = 1 + before.filter(|byte| **byte == b'\n').count();
        Unreadable::NotText { line, byte: good + 1 }
    })
}
