//! Sentences that are too long to be understood at a glance.

use super::Case;
use crate::plan::problem::Problem;

/// The most words of a sentence. Patients understood instructions better when sentences kept to
/// fifteen words (PMC3318988).
const MOST_WORDS: usize = 15;

/// A warning for each long sentence, whatever its language.
pub(super) fn warnings<'a>(case: &'a Case<'a>) -> impl Iterator<Item = Problem> + 'a {
    case.own_texts().flat_map(|text| {
        let long = text.sentences().filter(|sentence| MOST_WORDS < sentence.count());
        long.map(|sentence| {
            Problem::warning(text.part(&sentence), "this sentence is long")
                .label(format!("{} words; up to {MOST_WORDS} are easy", sentence.count()))
                .help("make two sentences of it, or leave words out")
        })
    })
}
