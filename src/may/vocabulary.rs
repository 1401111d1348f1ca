//! Phrases, and what each is about: the plan's words first, then everyday ones.

use std::collections::BTreeMap;

use super::{
    Sign,
    english::{self, Everyday},
    foreign::{English, Foreign},
    question::{Matter, Wanted},
    stem,
};
use crate::{
    language::Tongue,
    plan::{Plan, model::Restriction, nearest},
};

/// A phrase by the stems of its words.
type Stems = Vec<String>;

/// What every known phrase is about.
#[derive(Debug)]
pub(super) struct Vocabulary {
    /// Under the stems, the phrase as its author wrote it.
    phrases: BTreeMap<Stems, (String, Matter)>,
    /// How many words the longest phrase has.
    longest: usize,
    tongue: Tongue,
    foreign: Foreign,
}

impl Vocabulary {
    /// The words of a plan and the everyday ones. What is known first stays: a warning sign before
    /// everything, and the plan before what anybody says.
    pub(super) fn of(plan: &Plan, tongue: Tongue) -> Self {
        let foreign = Foreign::of(tongue);
        let mut all = Self { phrases: BTreeMap::new(), longest: 0, tongue, foreign };
        let of_plan = all.plan_words(plan);
        let everyday = english::EVERYDAY.iter();
        let everyday: Vec<_> =
            everyday.map(|word| (word.phrase.to_owned(), all.meaning(word, &of_plan))).collect();
        let unplanned = english::UNPLANNED.iter().map(|word| (*word).to_owned());
        let named = of_plan.values().cloned();
        all.add(signs(english::WARNINGS, Sign::Warning));
        all.add(named.map(|wanted| (wanted.name.clone(), Matter::Parts(vec![wanted]))));
        all.add(everyday.into_iter());
        all.add(signs(english::LOOKS, Sign::Look));
        all.add(unplanned.map(|word| (word, Matter::Unknown)));
        all
    }

    fn add(&mut self, words: impl Iterator<Item = (String, Matter)>) {
        for (phrase, matter) in words {
            let stems = self.phrase_stems(&phrase);
            self.longest = self.longest.max(stems.len());
            if !stems.is_empty() {
                self.phrases.entry(stems).or_insert((phrase, matter));
            }
        }
    }

    /// The longest phrase at the beginning of `stems`, and how many words it has.
    pub(super) fn longest_start(&self, stems: &[String]) -> Option<(usize, &str, &Matter)> {
        let lengths = (1..=self.longest.min(stems.len())).rev();
        lengths.filter_map(|length| stems.get(..length)).find_map(|start| {
            let (phrase, matter) = self.phrases.get(start)?;
            Some((start.len(), phrase.as_str(), matter))
        })
    }

    /// The known word that a misspelt one resembles.
    pub(super) fn nearest(&self, word: &str) -> Option<(&str, &Matter)> {
        let names = self.phrases.values().map(|(phrase, _)| phrase.as_str());
        let near = nearest(word, names)?;
        let known = self.phrases.values().find(|(phrase, _)| phrase == near);
        known.map(|(phrase, matter)| (phrase.as_str(), matter))
    }

    /// The words of a text as the person's language parts them.
    pub(super) fn words(&self, text: &str) -> Vec<String> {
        match self.tongue {
            Tongue::French => stem::words(&stem::unelided(text)),
            Tongue::English | Tongue::German | Tongue::Spanish => stem::words(text),
        }
    }

    /// Whether a word stands only between those that matter.
    pub(super) fn is_small(&self, word: &str) -> bool {
        english::SMALL.contains(&word) || self.foreign.is_small(word)
    }

    /// The words of the person's language.
    pub(super) fn foreign(&self) -> &Foreign {
        &self.foreign
    }

    /// The longest phrase of the person's language at the beginning of `words`.
    pub(super) fn longest_foreign_start(&self, words: &[String]) -> Option<(usize, English)> {
        self.foreign.longest_start(words)
    }

    /// What each word of a plan stands for: every restriction that lists it.
    fn plan_words(&self, plan: &Plan) -> BTreeMap<Stems, Wanted> {
        let mut words: BTreeMap<Stems, Wanted> = BTreeMap::new();
        for restriction in &plan.restrictions {
            for phrase in names(restriction) {
                let name = phrase.to_lowercase();
                let stems = self.phrase_stems(&phrase);
                let wanted = words.entry(stems).or_insert_with(|| Wanted::new(name));
                wanted.restrictions.insert(restriction.id.clone());
            }
        }
        words
    }

    /// What an everyday word takes, as far as the plan names it.
    fn meaning(&self, word: &Everyday, of_plan: &BTreeMap<Stems, Wanted>) -> Matter {
        let parts = word.parts.iter().map(|names| {
            let known = names.iter().find_map(|name| of_plan.get(&self.phrase_stems(name)));
            let name = names.first().copied().unwrap_or(word.phrase);
            known.cloned().unwrap_or_else(|| Wanted::new(name.to_owned()))
        });
        Matter::Parts(parts.collect())
    }

    /// A phrase by the stems of its words.
    pub(super) fn phrase_stems(&self, phrase: &str) -> Stems {
        let words = self.words(phrase).into_iter();
        let words = words.filter(|word| !self.is_small(word));
        words.map(|word| stem::stem(&word)).collect()
    }
}

fn signs(words: &[&str], sign: Sign) -> impl Iterator<Item = (String, Matter)> {
    words.iter().map(move |word| ((*word).to_owned(), Matter::Sign(sign)))
}

/// Its words; its id and label name it, too, whether it lists words or not.
fn names(restriction: &Restriction) -> impl Iterator<Item = String> {
    let Restriction { id, label, words, .. } = restriction;
    words.iter().chain([label, id]).cloned()
}
