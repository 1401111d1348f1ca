//! Hard words that have a plain one.

use std::collections::BTreeSet;

use super::{
    Case,
    texts::{Language, Part, Passage, language, words},
};
use crate::plan::problem::Problem;

/// Hard words of offices and clinics, each with the plain word that can stand in its place.
const PLAIN: &[(&str, &str)] = &[
    ("utilize", "use"),
    ("utilise", "use"),
    ("utilizes", "uses"),
    ("utilizing", "using"),
    ("utilising", "using"),
    ("utilized", "used"),
    ("commence", "start"),
    ("commences", "starts"),
    ("initiate", "start"),
    ("discontinue", "stop"),
    ("cease", "stop"),
    ("terminate", "end"),
    ("prior to", "before"),
    ("subsequent to", "after"),
    ("subsequently", "later"),
    ("in order to", "to"),
    ("refrain from", "avoid"),
    ("adhere to", "follow"),
    ("approximately", "about"),
    ("sufficient", "enough"),
    ("additional", "more"),
    ("numerous", "many"),
    ("facilitate", "help"),
    ("obtain", "get"),
    ("purchase", "buy"),
    ("consume", "have"),
    ("perspire", "sweat"),
    ("perspiration", "sweat"),
    ("perspiring", "sweating"),
    ("administer", "give"),
    ("cleanse", "wash"),
    ("cleansing", "washing"),
    ("exfoliate", "scrub"),
    ("exfoliating", "scrubbing"),
    ("exfoliation", "scrubbing"),
    ("erythema", "redness"),
    ("edema", "swelling"),
    ("oedema", "swelling"),
    ("pruritus", "itch"),
    ("desquamation", "flaking"),
    ("epidermis", "skin"),
    ("hematoma", "bruise"),
    ("haematoma", "bruise"),
    ("abrasion", "graze"),
    ("laceration", "cut"),
    ("lesion", "sore"),
    ("emollient", "moisturizer"),
    ("analgesic", "painkiller"),
    ("nocturnal", "night"),
    ("contraindicated", "not allowed"),
    ("topically", "on the skin"),
];

/// A warning for each hard word, unless the plan is in a language of which it may be a plain word.
pub(super) fn warnings<'a>(case: &'a Case<'a>) -> impl Iterator<Item = Problem> + 'a {
    let may_be_english = match language(case.own_texts().map(|text| text.text)) {
        Language::English | Language::Unclear => true,
        Language::Another => false,
    };
    let own_terms = own_terms(case);
    let texts = case.own_texts().filter(move |_| may_be_english);
    texts.flat_map(move |text| hard_words(case, text, &own_terms))
}

/// The words that the plan needs to name what is restricted.
fn own_terms(case: &Case<'_>) -> BTreeSet<String> {
    let restrictions = case.schedule.plan().restrictions.iter();
    let terms = restrictions.flat_map(|r| r.words.iter().chain([&r.label]));
    terms.flat_map(|term| words(term)).map(|word| word.text.to_lowercase()).collect()
}

fn hard_words(case: &Case<'_>, text: &Passage<'_>, own_terms: &BTreeSet<String>) -> Vec<Problem> {
    let all: Vec<_> = words(text.text).collect();
    let mut found = Vec::new();
    let mut rest = all.as_slice();
    while let Some((word, after)) = rest.split_first() {
        let known =
            PLAIN.iter().find_map(|(hard, plain)| Some((phrase(text, rest, hard)?, *plain)));
        if let Some((hard, plain)) = known
            && !own_terms.contains(&word.text.to_lowercase())
        {
            found.push(warning(case, text, &hard, plain));
        }
        rest = after;
    }
    found
}

/// The part of the text that is this phrase, if the next words are.
fn phrase<'t>(text: &Passage<'t>, next: &[Part<'t>], hard: &str) -> Option<Part<'t>> {
    let wanted = hard.split(' ');
    let count = wanted.clone().count();
    let next = next.get(..count)?;
    let is_it = wanted.zip(next).all(|(hard, word)| word.text.to_lowercase() == hard);
    let (first, last) = (next.first()?, next.last()?);
    let whole = text.text.get(first.start..last.start + last.text.len())?;
    is_it.then_some(Part { start: first.start, text: whole })
}

fn warning(case: &Case<'_>, text: &Passage<'_>, hard: &Part<'_>, plain: &str) -> Problem {
    let span = text.part(hard);
    let plain = like(hard.text, plain);
    let problem = Problem::warning(span.clone(), format!("`{}` is a hard word", hard.text));
    // A text with escapes is only known as a whole, which one word must not replace.
    if case.reading.sources.text(span.clone()) == Some(hard.text) {
        problem.mend("use a plain one", span, plain)
    } else {
        problem.help(format!("use a plain one: {plain}"))
    }
}

/// The plain word with a capital where the hard one has one.
fn like(hard: &str, plain: &str) -> String {
    let mut letters = plain.chars();
    match letters.next().filter(|_| hard.starts_with(char::is_uppercase)) {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => plain.to_owned(),
    }
}
