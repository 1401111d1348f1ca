//! One thing wrong with a plan file: where, what, and what to write instead.

use std::ops::Range;

/// Something that a person should change in a plan file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Whether the plan can be used in spite of it.
    pub severity: Severity,
    /// What is wrong, in one lower-case sentence without a full stop.
    pub message: String,
    /// The bytes it is about in the [`Sources`](super::source::Sources); `None` for the whole file.
    pub span: Option<Range<usize>>,
    /// A word or two beside the caret.
    pub label: Option<String>,
    /// Why it is wrong, if the message does not say so.
    pub note: Option<String>,
    /// What to do about it.
    pub help: Option<Help>,
}

/// Whether a plan can be used in spite of a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The plan is accepted; the person should look at this.
    Warning,
    /// The plan is not accepted.
    Error,
}

/// What to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Help {
    /// An instruction, in lower case.
    pub message: String,
    /// The bytes to replace and their replacement, when that alone mends it.
    pub replace: Option<(Range<usize>, String)>,
}
