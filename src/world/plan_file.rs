//! Reading a plan file that may be anything: a folder, a pipe, huge, or not text.

use std::{
    fs::File,
    io::{self, Read},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

/// The largest file that is read, in bytes.
const LARGEST: u64 = 1024 * 1024;

/// Why a plan file has no text.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// There is no such file.
    #[error("there is no file {}", .0.display())]
    Missing(PathBuf),
    /// It is a folder.
    #[error("{} is a folder; name the plan file in it", .0.display())]
    Folder(PathBuf),
    /// It is a pipe, a socket or a device.
    #[error("{} is not a file with text in it but a pipe, socket or device", .0.display())]
    NotAFile(PathBuf),
    /// It is larger than a plan can be.
    #[error("{} is larger than 1 MiB; a plan is a short text", .0.display())]
    TooLarge(PathBuf),
    /// Its bytes are not UTF-8.
    #[error(
        "{} is not UTF-8 text (byte {byte} in line {line}); save it as UTF-8 in your editor",
        path.display()
    )]
    NotText {
        /// The file.
        path: PathBuf,
        /// The line in which the first wrong byte is.
        line: usize,
        /// How many bytes are good before it.
        byte: usize,
    },
    /// The system refuses.
    #[error("cannot read {}: {error}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
}

/// The text of a plan file.
pub fn read(path: &Path) -> Result<String, Unreadable> {
    let failed = |error| Unreadable::Io { path: path.to_owned(), error };
    let file = open(path)?;
    let metadata = file.metadata().map_err(failed)?;
    if metadata.is_dir() {
        return Err(Unreadable::Folder(path.to_owned()));
    }
    if !metadata.is_file() {
        return Err(Unreadable::NotAFile(path.to_owned()));
    }
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(failed)?;
    if LARGEST < bytes.len() as u64 {
        return Err(Unreadable::TooLarge(path.to_owned()));
    }
    text(bytes, path)
}

/// Opened without waiting: a pipe without a writer would block for ever.
fn open(path: &Path) -> Result<File, Unreadable> {
    let flags = (rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY).bits();
    let flags = i32::try_from(flags).unwrap_or(0);
    let opened = File::options().read(true).custom_flags(flags).open(path);
    opened.map_err(|error| {
        let path = path.to_owned();
        // A socket, or a pipe that nobody listens to.
        let no_device = Some(rustix::io::Errno::NXIO.raw_os_error());
        if error.kind() == io::ErrorKind::NotFound {
            Unreadable::Missing(path)
        } else if error.raw_os_error() == no_device {
            Unreadable::NotAFile(path)
        } else {
            Unreadable::Io { path, error }
        }
    })
}

fn text(bytes: Vec<u8>, path: &Path) -> Result<String, Unreadable> {
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let before = error.as_bytes().iter().take(good);
        let line = 1 + before.filter(|byte| **byte == b'\n').count();
        Unreadable::NotText { path: path.to_owned(), line, byte: good + 1 }
    })
}
