//! Everyday words of other languages than English. Each stands for an English word, and that decides:
//! so a plan is asked in the person's language whatever it is written in.

mod french;
mod german;
mod spanish;

use std::collections::BTreeSet;

use super::stem;
use crate::language::Tongue;

/// What people say in one language.
#[derive(Debug, Clone, Copy)]
struct Lists {
    /// A word or several, and the English ones that it stands for: more than one where it could mean
    /// either, so that each is answered.
    words: &'static [(&'static str, English)],
    /// Small words between those that matter.
    small: &'static [&'static str],
    /// Words that carry a question and are not what it is about.
    carrying: &'static [&'static str],
    /// What would turn "yes" into its opposite.
    negations: &'static [&'static str],
    /// Words that name another date.
    dates: &'static [&'static str],
}

/// English needs no other words.
const NONE: Lists = Lists { words: &[], small: &[], carrying: &[], negations: &[], dates: &[] };

/// What a word stands for.
pub(super) type English = &'static [&'static str];

/// The same, ready to be looked up: every word is a [`plain`] one.
#[derive(Debug)]
pub(super) struct Foreign {
    words: Vec<(Vec<String>, English)>,
    small: BTreeSet<String>,
    carrying: BTreeSet<String>,
    negations: BTreeSet<String>,
    dates: BTreeSet<String>,
}

impl Lists {
    fn of(tongue: Tongue) -> Self {
        match tongue {
            Tongue::English => NONE,
            Tongue::German => german::WORDS,
            Tongue::Spanish => spanish::WORDS,
            Tongue::French => french::WORDS,
        }
    }
}

impl Foreign {
    pub(super) fn of(tongue: Tongue) -> Self {
        let Lists { words, small, carrying, negations, dates } = Lists::of(tongue);
        let set = |words: &[&str]| words.iter().map(|word| plain(word)).collect();
        let phrase = |phrase: &str| phrase.split(' ').map(plain).collect();
        Self {
            words: words.iter().map(|(words, english)| (phrase(words), *english)).collect(),
            small: set(small),
            carrying: set(carrying),
            negations: set(negations),
            dates: set(dates),
        }
    }

    pub(super) fn is_small(&self, word: &str) -> bool {
        self.small.contains(&plain(word))
    }

    pub(super) fn carries(&self, word: &str) -> bool {
        self.carrying.contains(&plain(word))
    }

    pub(super) fn negates(&self, word: &str) -> bool {
        self.negations.contains(&plain(word))
    }

    pub(super) fn names_a_date(&self, word: &str) -> bool {
        self.dates.contains(&plain(word))
    }

    /// The longest phrase at the beginning of `words`: how many words it has, and what it stands for.
    pub(super) fn longest_start(&self, words: &[String]) -> Option<(usize, English)> {
        let words: Vec<String> = words.iter().map(|word| plain(word)).collect();
        let starts = self.words.iter().filter(|(phrase, _)| words.starts_with(phrase));
        let longest = starts.max_by_key(|(phrase, _)| phrase.len());
        longest.map(|(phrase, english)| (phrase.len(), *english))
    }
}

/// A word as people type it in haste: without accents, and without the endings of [`stem`].
fn plain(word: &str) -> String {
    let letters = word.chars().map(|letter| match letter {
        'á' | 'à' | 'â' | 'ä' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'î' | 'ï' => 'i',
        'ó' | 'ô' | 'ö' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ñ' => 'n',
        'ç' => 'c',
        letter => letter,
    });
    stem::stem(&letters.collect::<String>())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{super::english, *};

    /// A target that nobody knows would be answered with silence.
    #[test]
    fn every_word_stands_for_one_that_is_known() {
        let template = include_str!("../../../config/smp.toml");
        let of_template = |word: &str| template.contains(&format!("\"{word}\""));
        let everyday = english::EVERYDAY.iter();
        let phrases: Vec<&str> = everyday.map(|word| word.phrase).collect();
        let lists = [&phrases[..], english::UNPLANNED, english::WARNINGS, english::LOOKS];
        for tongue in Tongue::ALL {
            for english in Lists::of(tongue).words.iter().flat_map(|(_, english)| *english) {
                let known = lists.iter().any(|list| list.contains(english));
                assert!(known || of_template(english), "{english} in {tongue:?}");
            }
        }
    }

    #[test]
    fn accents_may_be_left_out() {
        let spanish = Foreign::of(Tongue::Spanish);
        for word in ["champu", "champú"] {
            assert_eq!(spanish.longest_start(&[word.to_owned()]), Some((1, &["shampoo"][..])));
        }
        assert!(Foreign::of(Tongue::German).carries("durfen"));
    }

    #[test]
    fn the_longest_phrase_counts() {
        let words = ["creme", "solaire"].map(str::to_owned);
        let french = Foreign::of(Tongue::French);
        assert_eq!(french.longest_start(&words), Some((2, &["sunscreen"][..])));
        assert_eq!(french.longest_start(&words[..1]), Some((1, &["cream"][..])));
    }

    #[test]
    fn no_word_has_two_meanings() {
        for tongue in Tongue::ALL {
            let Lists { words, small, carrying, negations, dates } = Lists::of(tongue);
            let phrases = words.iter().map(|(phrase, english)| (*phrase, english.join(", ")));
            let lists =
                [("small", small), ("carries", carrying), ("no", negations), ("date", dates)];
            let lists = lists
                .into_iter()
                .flat_map(|(name, words)| words.iter().map(move |word| (*word, name.to_owned())));
            let mut meanings = BTreeMap::new();
            let mut wrong = Vec::new();
            for (word, meaning) in phrases.chain(lists) {
                let plain = word.split(' ').map(plain).collect::<Vec<_>>().join(" ");
                let known = meanings.entry(plain).or_insert_with(|| meaning.clone());
                if *known != meaning {
                    wrong.push(format!("{word}: {known} or {meaning}"));
                }
            }
            assert!(wrong.is_empty(), "in {tongue:?}: {wrong:?}");
        }
    }

    /// A word within a phrase is not left out before the phrase is looked for.
    #[test]
    fn no_phrase_has_a_small_word() {
        for tongue in Tongue::ALL {
            let foreign = Foreign::of(tongue);
            for (phrase, _) in Lists::of(tongue).words {
                assert!(!phrase.split(' ').any(|word| foreign.is_small(word)), "{phrase}");
            }
        }
    }
}
