//! `template`: the text of a built-in template, to read it or to begin one's own with it.

use std::io::Write;

use super::{Failure, write_text};
use crate::world::built_in;

/// Prints the template of this name.
pub(super) fn run(name: &str, out: &mut impl Write) -> Result<(), Failure> {
    let text =
        if name == built_in::BLANK { Some(built_in::BLANK_TEXT) } else { built_in::text(name) };
    let text = text.ok_or_else(|| Failure::Failed(built_in::unknown(name)))?;
    write_text(text, out)
}
