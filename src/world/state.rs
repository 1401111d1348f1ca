//! Where files are, and the folder that only one daemon at a time may use.

use std::{
    fs::{self, DirBuilder, File, Permissions, TryLockError},
    io,
    os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
};

use rustix::fs::OFlags;

/// Every path the program uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// The plan that is read when no other is named.
    pub plan: PathBuf,
    /// The folder of everything that is remembered.
    pub state: PathBuf,
}

impl Paths {
    /// The same with the state of a trial, which leaves the person's own alone.
    #[must_use]
    pub fn trial(&self) -> Self {
        Self { state: self.state.join("trial"), ..self.clone() }
    }

    /// The history.
    pub fn history(&self) -> PathBuf {
        self.state.join("history.db")
    }

    /// Held by the daemon while it runs.
    pub fn lock(&self) -> PathBuf {
        self.state.join("lock")
    }

    /// When the daemon came up of late; gone when it ended well.
    pub fn starts(&self) -> PathBuf {
        self.state.join("starts")
    }

    /// Where a running daemon listens to this user's commands, with or without a session bus.
    pub fn control(&self) -> PathBuf {
        self.state.join("control")
    }
}

/// The state folder, held by this process until it ends.
#[derive(Debug)]
pub struct Held {
    _lock: File,
}

/// Why the state folder cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum Unavailable {
    /// Another process holds it.
    #[error("aftercare is running already")]
    InUse,
    /// Others may write to it, so what is in it proves nothing.
    #[error("others may write to {}; make it yours alone with chmod 700", folder.display())]
    Exposed {
        /// The folder.
        folder: PathBuf,
    },
    /// It cannot be made or opened.
    #[error("cannot use {}: {error}", folder.display())]
    Io {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        error: io::Error,
    },
}

/// Makes the state folder if it is missing, and holds it.
pub fn hold(paths: &Paths) -> Result<Held, Unavailable> {
    let folder = &paths.state;
    let failed = |error| Unavailable::Io { folder: folder.clone(), error };
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(failed)?;
    if is_exposed(folder).map_err(failed)? {
        return Err(Unavailable::Exposed { folder: folder.clone() });
    }
    // Others may have read it until now; on a disk that is read-only it stays as it is.
    fs::set_permissions(folder, Permissions::from_mode(0o700)).ok();
    let lock = open_lock(&paths.lock()).map_err(failed)?;
    match lock.try_lock() {
        Ok(()) => Ok(Held { _lock: lock }),
        Err(TryLockError::WouldBlock) => Err(Unavailable::InUse),
        Err(TryLockError::Error(error)) => Err(failed(error)),
    }
}

/// A link in its place would lock a file that another folder may share. What cannot be written any
/// more, on a disk that became read-only, can still be held.
fn open_lock(path: &Path) -> io::Result<File> {
    let no_link = i32::try_from(OFlags::NOFOLLOW.bits()).unwrap_or_default();
    let mut options = File::options();
    let options = options.create(true).truncate(false).mode(0o600).custom_flags(no_link);
    options.write(true).open(path).or_else(|refused| {
        let mut reading = File::options();
        reading.read(true).custom_flags(no_link).open(path).or(Err(refused))
    })
}

/// Whether a process holds the state folder. Looking changes nothing.
pub fn is_held(paths: &Paths) -> bool {
    let lock = File::open(paths.lock());
    lock.is_ok_and(|lock| matches!(lock.try_lock_shared(), Err(TryLockError::WouldBlock)))
}

fn is_exposed(folder: &Path) -> io::Result<bool> {
    let metadata = fs::metadata(folder)?;
    let own = metadata.uid() == rustix::process::geteuid().as_raw();
    Ok(!own || metadata.mode() & 0o022 != 0)
}
