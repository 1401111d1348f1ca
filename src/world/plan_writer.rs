//! Writing a person's plan file: whole or not at all, and never over somebody else's change.

use std::{
    ffi::OsStr,
    fs::{self, File, Metadata, TryLockError},
    io::{self, ErrorKind, Write},
    os::{
        fd::AsFd,
        unix::fs::{MetadataExt, PermissionsExt},
    },
    path::{Path, PathBuf},
};

use rustix::fs::{Gid, Uid, fchown};
use tempfile::{Builder, NamedTempFile};

use super::{
    plan_file::{self, Unreadable},
    whole_file::folder_of,
};

/// What the name of a copy that somebody is editing begins with; the daemon does not look at it.
const COPY: &str = ".plan.edit-";

/// A plan file as it was read.
#[derive(Debug)]
pub struct Original {
    /// What it was called, perhaps by a link.
    named: PathBuf,
    /// Where it really is.
    real: PathBuf,
    text: String,
}

/// A sign for other edits in the same folder that one is open.
#[derive(Debug)]
pub struct Begun {
    /// The copies that earlier edits have left.
    pub left: Vec<PathBuf>,
    /// Locked, unless the folder is of a kind that cannot be.
    _folder: Option<File>,
}

/// Why a plan file is not written.
#[derive(Debug, thiserror::Error)]
pub enum Unwritten {
    /// Somebody else wrote it in between.
    #[error("{} was changed meanwhile, so it is left alone", file.display())]
    Changed {
        /// The file.
        file: PathBuf,
    },
    /// It is made by another program, or was protected.
    #[error(
        "{} is read-only, so it is left alone\n\
         Change it where it is made, or put a file of your own in its place.",
        file.display()
    )]
    ReadOnly {
        /// The file.
        file: PathBuf,
    },
    /// A new file needs its folder.
    #[error(
        "nothing can be written into {}\n\
         Change the plan where it is made, or make the folder yours.",
        folder.display()
    )]
    ReadOnlyFolder {
        /// The folder.
        folder: PathBuf,
    },
    /// A new file would be ours.
    #[error(
        "{} belongs to somebody else, so it is left alone\n\
         Ask them, or use a copy of your own.",
        file.display()
    )]
    NotYours {
        /// The file.
        file: PathBuf,
    },
    /// The system refuses.
    #[error("{} cannot be written: {error}", file.display())]
    Io {
        /// The file.
        file: PathBuf,
        /// What the system said.
        error: io::Error,
    },
}

impl Original {
    /// Reads a plan file that is to be changed.
    pub fn read(path: &Path) -> Result<Self, Unreadable> {
        let text = plan_file::read(path)?;
        Ok(Self { named: path.to_owned(), real: path.canonicalize()?, text })
    }

    /// What it says.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Gives it another text at once: whoever reads it sees the old one or the new one.
    pub fn replace(&self, text: &str) -> Result<(), Unwritten> {
        let metadata = self.writable()?;
        let mut new = self.beside(&self.real, Builder::new().prefix(".plan.new-"))?;
        self.fill(&mut new, text, &metadata)?;
        if !self.is_as_read() {
            return Err(Unwritten::Changed { file: self.named.clone() });
        }
        new.persist(&self.real).map_err(|failed| self.io(failed.error))?;
        // The name is safe too once the folder is; the text is in place either way.
        let folder = File::open(folder_of(&self.real)).and_then(|folder| folder.sync_all());
        folder.ok();
        Ok(())
    }

    /// A copy for an editor, in the plan's own folder so that what it refers to is found.
    pub fn copy(&self) -> Result<NamedTempFile, Unwritten> {
        self.writable()?;
        let mut copy = self.beside(&self.named, Builder::new().prefix(COPY).suffix(".toml"))?;
        copy.write_all(self.text.as_bytes()).map_err(|error| self.io(error))?;
        Ok(copy)
    }

    /// Begins an edit. While another one is open, no copy counts as left: it may be that one's.
    ///
    /// The folder is locked, not the copy: many editors put a new file in the place of the old one.
    pub fn begin_edit(&self) -> Begun {
        let folder = File::open(folder_of(&self.named)).ok();
        let tried = folder.as_ref().map(File::try_lock);
        let is_another_open = matches!(tried, Some(Err(TryLockError::WouldBlock)));
        let left = if is_another_open { Vec::new() } else { self.copies() };
        // Shared, so that several edits can be open.
        let held = folder.as_ref().map(File::try_lock_shared);
        held.and_then(Result::ok);
        Begun { left, _folder: folder }
    }

    fn copies(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(folder_of(&self.named)).into_iter().flatten().flatten();
        let is_copy = |path: &PathBuf| {
            let name = path.file_name().unwrap_or_default().as_encoded_bytes();
            name.starts_with(COPY.as_bytes()) && path.extension() == Some(OsStr::new("toml"))
        };
        let mut copies: Vec<_> = entries.map(|entry| entry.path()).filter(is_copy).collect();
        copies.sort();
        copies
    }

    fn writable(&self) -> Result<Metadata, Unwritten> {
        let metadata = fs::metadata(&self.real).map_err(|error| self.io(error))?;
        // Whoever may write everything still respects what was protected on purpose.
        if metadata.mode() & 0o222 == 0 {
            return Err(Unwritten::ReadOnly { file: self.named.clone() });
        }
        let folder = folder_of(&self.real);
        let is_closed = fs::metadata(folder).is_ok_and(|folder| folder.mode() & 0o222 == 0);
        if is_closed {
            return Err(Unwritten::ReadOnlyFolder { folder: folder.to_owned() });
        }
        Ok(metadata)
    }

    /// A new file in the folder of another.
    fn beside(&self, other: &Path, name: &Builder<'_, '_>) -> Result<NamedTempFile, Unwritten> {
        let folder = folder_of(other);
        name.tempfile_in(folder).map_err(|error| {
            let refused = [ErrorKind::PermissionDenied, ErrorKind::ReadOnlyFilesystem];
            if refused.contains(&error.kind()) {
                Unwritten::ReadOnlyFolder { folder: folder.to_owned() }
            } else {
                self.io(error)
            }
        })
    }

    /// The text on the disk, with the mode and the owner of the file that it replaces.
    fn fill(
        &self,
        new: &mut NamedTempFile,
        text: &str,
        metadata: &Metadata,
    ) -> Result<(), Unwritten> {
        let file = new.as_file_mut();
        let (owner, group) = (metadata.uid(), metadata.gid());
        let own = file.metadata().map_err(|error| self.io(error))?;
        if (own.uid(), own.gid()) != (owner, group) {
            let given =
                fchown(file.as_fd(), Some(Uid::from_raw(owner)), Some(Gid::from_raw(group)));
            given.map_err(|_refused| Unwritten::NotYours { file: self.named.clone() })?;
        }
        let mode = fs::Permissions::from_mode(metadata.mode() & 0o7777);
        let written = file.write_all(text.as_bytes());
        let written = written.and_then(|()| file.set_permissions(mode));
        written.and_then(|()| file.sync_all()).map_err(|error| self.io(error))
    }

    fn is_as_read(&self) -> bool {
        let same_file = self.named.canonicalize().is_ok_and(|real| real == self.real);
        same_file && plan_file::read(&self.real).is_ok_and(|text| text == self.text)
    }

    fn io(&self, error: io::Error) -> Unwritten {
        Unwritten::Io { file: self.named.clone(), error }
    }
}
