//! Files for other programs: whole or not at all, and never over what is not ours.

use std::{
    fs::File,
    io::{self, ErrorKind, Read},
    path::{Path, PathBuf},
};

use super::whole_file;

/// What a new file may replace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replace {
    /// A file that begins as ours do.
    Ours,
    /// Any file.
    Anything,
}

/// Why a file is not written.
#[derive(Debug, thiserror::Error)]
pub enum Unwritten {
    /// The name is taken by something else, which is left alone.
    #[error(
        "{} is there already and was not written by this command; to replace it, add --force",
        file.display()
    )]
    Foreign {
        /// What has the name.
        file: PathBuf,
    },
    /// A folder, a pipe or a device cannot be replaced.
    #[error("{} is no file; name a file, or write - for the terminal or a pipe", file.display())]
    NoFile {
        /// What has the name.
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

/// Writes a file that its owner alone can read. `signature` is how files of ours begin.
pub fn write(file: &Path, text: &str, signature: &str, replace: Replace) -> Result<(), Unwritten> {
    let failed = |error| Unwritten::Io { file: file.to_owned(), error };
    // A link stays one: what it leads to is replaced.
    let real = file.canonicalize().unwrap_or_else(|_missing| file.to_owned());
    match real.metadata() {
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(failed(error)),
        Ok(metadata) if !metadata.is_file() => {
            return Err(Unwritten::NoFile { file: file.to_owned() });
        }
        Ok(_) if replace == Replace::Anything || begins(&real, signature).map_err(failed)? => {}
        Ok(_) => return Err(Unwritten::Foreign { file: file.to_owned() }),
    }
    whole_file::write(&real, text).map_err(failed)
}

fn begins(file: &Path, signature: &str) -> io::Result<bool> {
    let mut start = Vec::new();
    File::open(file)?.take(signature.len() as u64).read_to_end(&mut start)?;
    Ok(start == signature.as_bytes())
}
