//! The schema of plans for editors, and its place beside a plan.

use std::{
    fs::DirBuilder,
    io,
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
};

use serde::Deserialize;

use super::{
    plan_file::{self, Unreadable},
    whole_file,
};

/// What editors need to know of the plan language: a JSON schema.
pub const TEXT: &str = include_str!("../../config/plan.schema.json");

/// The first line of a plan, by which editors find the schema beside it.
pub const FIRST_LINE: &str = "#:schema ./plan.schema.json";

/// The name of the file beside the plan.
const NAME: &str = "plan.schema.json";

/// Why there is no schema beside the plan.
#[derive(Debug, thiserror::Error)]
pub enum Unwritten {
    /// The name is taken by something else, which is left alone.
    #[error(
        "{} is no schema of aftercare and stays as it is; move it away, then try again",
        file.display()
    )]
    Foreign {
        /// What has the name.
        file: PathBuf,
    },
    /// The system refuses.
    #[error("cannot write {}: {error}", file.display())]
    Io {
        /// The file.
        file: PathBuf,
        /// What the system said.
        error: io::Error,
    },
}

/// Writes the schema beside a plan that is there or will be, over an older one; says where.
pub fn write_beside(plan: &Path) -> Result<PathBuf, Unwritten> {
    let file = plan.with_file_name(NAME);
    match is_free(&file).and_then(|is_free| is_free.then(|| replace(&file)).transpose()) {
        Ok(Some(())) => Ok(file),
        Ok(None) => Err(Unwritten::Foreign { file }),
        Err(error) => Err(Unwritten::Io { file, error }),
    }
}

/// Whether nothing has the name, or a schema of ours.
fn is_free(file: &Path) -> io::Result<bool> {
    match plan_file::read(file) {
        Err(Unreadable::Missing) => Ok(true),
        Err(Unreadable::Io(error)) => Err(error),
        Ok(text) => Ok(identity(&text).is_some_and(|id| Some(id) == identity(TEXT))),
        Err(
            Unreadable::Folder
            | Unreadable::NotAFile
            | Unreadable::TooLarge
            | Unreadable::NotText { .. },
        ) => Ok(false),
    }
}

/// The name that every version of our schema has in it.
fn identity(text: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Identity {
        #[serde(rename = "$id")]
        id: String,
    }
    serde_json::from_str::<Identity>(text).ok().map(|identity| identity.id)
}

/// Writes it, in a folder that is made if it is missing.
fn replace(file: &Path) -> io::Result<()> {
    let folder = whole_file::folder_of(file);
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    whole_file::write(file, TEXT)
}
