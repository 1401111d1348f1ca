//! One thing wrong with a plan file: where, what, and what to write instead.

use std::ops::Range;

use serde::Serialize;

use super::{
    source::{Place, Sources},
    text::visible,
};

/// Something that a person should change in a plan file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Whether the plan can be used in spite of it.
    pub severity: Severity,
    /// What is wrong, in one lower-case sentence without a full stop.
    pub message: String,
    /// The bytes it is about in the [`Sources`]; `None` for the whole file.
    pub span: Option<Range<usize>>,
    /// A word or two beside the caret.
    pub label: Option<String>,
    /// Why it is wrong, if the message does not say so.
    pub note: Option<String>,
    /// What to do about it.
    pub help: Option<Help>,
}

/// Whether a plan can be used in spite of a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
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

/// A problem as data, for programs that read `--json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Located {
    /// Whether the plan can be used in spite of it.
    pub severity: Severity,
    /// The name of the file or template that it is in.
    pub file: String,
    /// Counted from 1; absent when the whole file is meant.
    pub line: Option<usize>,
    /// Counted in characters, from 1; absent when the whole file is meant.
    pub column: Option<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Problem {
    /// Something because of which the plan is not accepted.
    pub fn error(span: Range<usize>, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, span, message)
    }

    /// Something that the person should look at.
    pub fn warning(span: Range<usize>, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, span, message)
    }

    fn new(severity: Severity, span: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            severity,
            message: message.into(),
            span: Some(span),
            label: None,
            note: None,
            help: None,
        }
    }

    /// Adds a word or two beside the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Adds the reason.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// Adds an instruction.
    #[must_use]
    pub fn help(mut self, message: impl Into<String>) -> Self {
        self.help = Some(Help { message: message.into(), replace: None });
        self
    }

    /// Adds an instruction with the bytes to replace and their replacement.
    #[must_use]
    pub fn mend(
        mut self,
        message: impl Into<String>,
        span: Range<usize>,
        replacement: impl Into<String>,
    ) -> Self {
        self.help =
            Some(Help { message: message.into(), replace: Some((span, replacement.into())) });
        self
    }

    /// What problems are sorted by: the order of the files, and first what is about all of them.
    pub(super) fn order(&self) -> Option<usize> {
        self.span.as_ref().map(|span| span.start)
    }

    /// The same as data, with the place spelt out.
    pub fn locate(&self, sources: &Sources) -> Located {
        let place = self.span.clone().and_then(|span| sources.place(span.start));
        Located {
            severity: self.severity,
            file: visible(place.as_ref().map_or(sources.main_name(), |place| place.source)),
            line: place.as_ref().map(|place| place.line),
            column: place.as_ref().map(Place::column),
            message: visible(&self.message),
            help: self.help.as_ref().map(|help| visible(&help.in_words())),
        }
    }
}

impl Help {
    /// The instruction and the replacement, for readers who are not shown the line.
    pub(super) fn in_words(&self) -> String {
        match &self.replace {
            Some((_, replacement)) if !self.message.contains(replacement.as_str()) => {
                format!("{}: {replacement}", self.message)
            }
            Some(_) | None => self.message.clone(),
        }
    }
}
