//! The texts of a plan with their places, and the sentences and words in them.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

use crate::plan::{Reading, Written, entry::EntryKind};

/// The texts that a person is shown while they heal, by the kind of entry.
const SHOWN: [(EntryKind, &[&str]); 3] = [
    (EntryKind::Reminder, &["text", "details", "discreet"]),
    (EntryKind::Restriction, &["meanwhile", "then", "because", "discreet"]),
    (EntryKind::Phase, &["note"]),
];

/// One text of a plan.
pub(super) struct Passage<'a> {
    /// The kind of its entry.
    pub(super) kind: EntryKind,
    /// The id of its entry.
    pub(super) id: &'a str,
    pub(super) key: &'static str,
    pub(super) text: &'a str,
    pub(super) written: Written<'a>,
}

/// Every text that is shown.
pub(super) fn texts(reading: &Reading) -> impl Iterator<Item = Passage<'_>> {
    SHOWN.into_iter().flat_map(|(kind, keys)| {
        reading.entries(kind).flat_map(move |entry| {
            keys.iter().filter_map(move |key| {
                let written = entry.get(key)?;
                Some(Passage { kind, id: entry.id, key, text: written.text()?, written })
            })
        })
    })
}

impl<'a> Passage<'a> {
    /// The bytes of a part of it.
    pub(super) fn part(&self, part: &Part<'_>) -> Range<usize> {
        self.written.part(part.start..part.start + part.text.len())
    }

    /// Its sentences. A line break ends one, too.
    pub(super) fn sentences(&self) -> impl Iterator<Item = Part<'a>> {
        self.text.split_sentence_bound_indices().filter_map(|(start, sentence)| {
            let text = sentence.trim();
            let start = start + (sentence.len() - sentence.trim_start().len());
            (!text.is_empty()).then_some(Part { start, text })
        })
    }
}

/// A part of a text, and its place in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part<'a> {
    pub(super) start: usize,
    pub(super) text: &'a str,
}

impl<'a> Part<'a> {
    /// Its words. One with a hyphen or an apostrophe is one: "touch-up" does not ask for touching.
    pub(super) fn words(self) -> impl Iterator<Item = Part<'a>> {
        words(self.text).map(move |word| Part { start: self.start + word.start, ..word })
    }

    /// How many words a person counts in it: what stands between blanks.
    pub(super) fn count(&self) -> usize {
        let pieces = self.text.split_whitespace();
        pieces.filter(|piece| piece.contains(char::is_alphanumeric)).count()
    }
}

/// The words of a text.
pub(super) fn words(text: &str) -> impl Iterator<Item = Part<'_>> {
    const JOINTS: [char; 3] = ['-', '\'', '\u{2019}'];
    let mut start = 0;
    let pieces = text.split_inclusive(|c: char| !c.is_alphanumeric() && !JOINTS.contains(&c));
    pieces.filter_map(move |piece| {
        let at = start;
        start += piece.len();
        let before = piece.len() - piece.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
        let word = piece.trim_matches(|c: char| !c.is_alphanumeric());
        (!word.is_empty()).then_some(Part { start: at + before, text: word })
    })
}

/// What a plan is written in, if its texts leave no doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    English,
    Another,
    Unclear,
}

/// The language of these texts together.
pub(super) fn language<'a>(texts: impl Iterator<Item = &'a str>) -> Language {
    let together = texts.collect::<Vec<_>>().join("\n");
    match whatlang::detect(&together).filter(whatlang::Info::is_reliable) {
        Some(info) if info.lang() == whatlang::Lang::Eng => Language::English,
        Some(_) => Language::Another,
        None => Language::Unclear,
    }
}
