//! What a question names, in the order of its words.

use std::collections::BTreeSet;

use super::{Sign, english, stem, vocabulary::Vocabulary};

/// How long a misspelt word is at least: shorter ones resemble too much.
const SHORTEST_SLIP: usize = 5;

/// A question, taken apart.
#[derive(Debug, Default)]
pub(super) struct Question {
    pub(super) found: Vec<Found>,
    /// A word that would turn the answer round.
    pub(super) negation: Option<String>,
    /// A word that names another date.
    pub(super) other_date: Option<String>,
}

/// Something that a question names.
#[derive(Debug)]
pub(super) struct Found {
    /// As it was typed.
    pub(super) typed: String,
    pub(super) stems: Vec<String>,
    /// What it was taken for, if that is another word.
    pub(super) taken_for: Option<String>,
    /// A word that is near, but too far to be taken for it.
    pub(super) perhaps: Option<String>,
    pub(super) matter: Matter,
}

/// What a phrase is about.
#[derive(Debug, Clone)]
pub(super) enum Matter {
    /// What it takes, each of it.
    Parts(Vec<Wanted>),
    /// The skin itself.
    Sign(Sign),
    /// Nothing that is known.
    Unknown,
}

/// One thing that a phrase takes, and the restrictions that are about it; none when the plan is
/// silent.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    pub(super) name: String,
    pub(super) restrictions: BTreeSet<String>,
}

impl Wanted {
    pub(super) fn new(name: String) -> Self {
        Self { name, restrictions: BTreeSet::new() }
    }
}

impl Question {
    /// Reads a question, the longest known phrases first.
    pub(super) fn read(text: &str, vocabulary: &Vocabulary) -> Self {
        let mut words = vocabulary.words(text);
        words.retain(|word| !vocabulary.is_small(word));
        let stems: Vec<String> = words.iter().map(|word| stem::stem(word)).collect();
        let (mut question, mut at) = (Self::default(), 0);
        while let (Some(rest), Some(typed)) = (stems.get(at..), words.get(at..)) {
            let (Some(word), Some(stem)) = (typed.first(), rest.first()) else { break };
            let known = vocabulary.longest_start(rest);
            let foreign = vocabulary.longest_foreign_start(typed);
            let length = known.map_or(0, |(length, _, _)| length);
            at += if let Some((length, english)) = foreign.filter(|(other, _)| length < *other) {
                let typed = typed.get(..length).unwrap_or_default().join(" ");
                question.take_foreign(&typed, english, vocabulary);
                length
            } else if let Some((length, phrase, matter)) = known {
                let typed = typed.get(..length).unwrap_or_default().join(" ");
                let stems = rest.get(..length).unwrap_or_default().to_vec();
                question.add(Found::known(typed, stems, phrase, matter));
                length
            } else {
                question.take_unknown(word, stem, vocabulary);
                1
            };
        }
        question
    }

    /// A word of another language is asked as each English one that it stands for.
    fn take_foreign(&mut self, typed: &str, english: &[&str], vocabulary: &Vocabulary) {
        for phrase in english {
            let stems = vocabulary.phrase_stems(phrase);
            let known = vocabulary.longest_start(&stems).filter(|known| known.0 == stems.len());
            let matter = known.map_or(&Matter::Unknown, |(_, _, matter)| matter);
            let mut found = Found::known(typed.to_owned(), stems, phrase, matter);
            found.taken_for.get_or_insert_with(|| (*phrase).to_owned());
            self.add(found);
        }
    }

    fn take_unknown(&mut self, word: &str, stem: &str, vocabulary: &Vocabulary) {
        let is_digits = word.chars().all(|c| c.is_ascii_digit());
        if english::NEGATIONS.contains(&word) || vocabulary.foreign().negates(word) {
            self.negation.get_or_insert_with(|| word.to_owned());
        } else if english::DATES.contains(&word) || vocabulary.foreign().names_a_date(word) {
            self.other_date.get_or_insert_with(|| word.to_owned());
        } else if !is_digits
            && !english::CARRYING.contains(&word)
            && !vocabulary.foreign().carries(word)
        {
            self.add(Found::misspelt(word, stem, vocabulary));
        }
    }

    /// The same thing twice is asked once.
    fn add(&mut self, found: Found) {
        if !self.found.iter().any(|known| known.stems == found.stems) {
            self.found.push(found);
        }
    }
}

impl Found {
    fn known(typed: String, stems: Vec<String>, phrase: &str, matter: &Matter) -> Self {
        let taken_for = match matter {
            Matter::Parts(parts) => told(phrase, parts),
            Matter::Sign(_) | Matter::Unknown => None,
        };
        Self { typed, stems, taken_for, perhaps: None, matter: matter.clone() }
    }

    /// A word that nobody knows, or a slip of the pen: then it says what it was taken for.
    fn misspelt(word: &str, stem: &str, vocabulary: &Vocabulary) -> Self {
        let (mut perhaps, mut taken_for, mut matter) = (None, None, Matter::Unknown);
        match vocabulary.nearest(word) {
            Some((phrase, known)) if is_slip(word, phrase) => {
                taken_for = Some(phrase.to_owned());
                matter = known.clone();
            }
            Some((phrase, _)) => perhaps = Some(phrase.to_owned()),
            None => {}
        }
        let (typed, stems) = (word.to_owned(), vec![stem.to_owned()]);
        Self { typed, stems, taken_for, perhaps, matter }
    }
}

/// Whether two words differ by so little that one was meant by the other. What is merely near is
/// offered, not answered: a guess could be a wrong "yes".
fn is_slip(word: &str, phrase: &str) -> bool {
    let length = word.chars().count();
    let slips = strsim::damerau_levenshtein(word, phrase);
    let begins_alike = word.chars().next() == phrase.chars().next();
    SHORTEST_SLIP <= length && begins_alike && slips <= if length < 8 { 1 } else { 2 }
}

/// What an everyday word stands for, where that is not the word itself.
fn told(phrase: &str, parts: &[Wanted]) -> Option<String> {
    let names: Vec<&str> = parts.iter().map(|part| part.name.as_str()).collect();
    (names != [phrase]).then(|| names.join(", "))
}
