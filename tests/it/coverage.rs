//! What a cleared environment keeps for `tests/coverage`: where a program writes which lines it ran.

use std::ffi::OsString;

/// The name of that variable and its value, while coverage is measured.
pub(crate) fn measured() -> Option<(OsString, OsString)> {
    std::env::vars_os().find(|(name, _)| name == "LLVM_PROFILE_FILE")
}
