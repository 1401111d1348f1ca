//! How many years of school the texts of an English plan ask for.

use super::{
    Case,
    texts::{Language, Passage, language, words},
};
use crate::plan::problem::Problem;

/// The grade that texts for patients should keep to (AAFP: grade 5 to 6).
const HIGHEST: f64 = 6.0;
/// With fewer words the measure means little.
const FEWEST_WORDS: u32 = 100;

/// What is counted in a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Counts {
    sentences: u32,
    words: u32,
    syllables: u32,
}

/// One warning for the plan, at the text that weighs most.
pub(super) fn warning(case: &Case<'_>) -> Option<Problem> {
    let counted: Vec<_> = case.own_texts().map(|text| (text, Counts::of(text))).collect();
    let all = counted.iter().fold(Counts::default(), |all, (_, counts)| all.plus(*counts));
    let is_measurable = FEWEST_WORDS <= all.words
        && language(case.own_texts().map(|text| text.text)) == Language::English;
    if !is_measurable || all.grade() <= HIGHEST {
        return None;
    }
    let heaviest = heaviest(counted);
    let (first, others) = heaviest.split_first()?;
    let others: Vec<_> = others.iter().map(|text| place(case, text)).collect();
    let grade = all.grade();
    let message = format!("these texts ask for {grade:.1} years of school; {HIGHEST:.0} is plenty");
    let problem = Problem::warning(first.written.span(), message)
        .label("this one weighs most")
        .help("write shorter sentences and shorter words, first of all in these texts");
    Some(if others.is_empty() {
        problem
    } else {
        problem.note(format!("then: {}", others.join(", ")))
    })
}

/// The three texts that raise the grade most.
fn heaviest<'t, 'a>(mut counted: Vec<(&'t Passage<'a>, Counts)>) -> Vec<&'t Passage<'a>> {
    counted.sort_by(|(_, one), (_, other)| other.weight().total_cmp(&one.weight()));
    counted.into_iter().take(3).map(|(text, _)| text).collect()
}

fn place(case: &Case<'_>, text: &Passage<'_>) -> String {
    let line = case.reading.sources.place(text.written.span().start).map(|place| place.line);
    let line = line.map(|line| format!(" in line {line}")).unwrap_or_default();
    format!("`{}` of `{}`{line}", text.key, text.id)
}

impl Counts {
    fn of(text: &Passage<'_>) -> Self {
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Self {
            sentences: count(text.sentences().count()),
            words: count(words(text.text).count()),
            syllables: words(text.text).map(|word| syllables(word.text)).sum(),
        }
    }

    fn plus(self, other: Self) -> Self {
        Self {
            sentences: self.sentences + other.sentences,
            words: self.words + other.words,
            syllables: self.syllables + other.syllables,
        }
    }

    /// The Flesch-Kincaid grade (Kincaid and others, 1975).
    fn grade(self) -> f64 {
        let [sentences, words] = [self.sentences, self.words].map(|count| f64::from(count.max(1)));
        0.39 * words / sentences + 11.8 * f64::from(self.syllables) / words - 15.59
    }

    /// How much a text raises the grade of all: a long one more than a short one.
    fn weight(self) -> f64 {
        (self.grade() - HIGHEST) * f64::from(self.words)
    }
}

/// About how many syllables an English word has: its groups of vowels, without a silent e.
fn syllables(word: &str) -> u32 {
    let lower = word.to_lowercase();
    let is_vowel = |c: char| "aeiouy".contains(c);
    let mut groups = 0;
    let mut was_vowel = false;
    for letter in lower.chars() {
        groups += u32::from(is_vowel(letter) && !was_vowel);
        was_vowel = is_vowel(letter);
    }
    (groups - u32::from(groups > 1 && has_silent_e(&lower))).max(1)
}

fn has_silent_e(word: &str) -> bool {
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    if ends(&["le", "les"]) {
        return ends(&["ale", "ile", "ole", "ule", "ales", "iles", "oles", "ules"]);
    }
    let is_spoken = ends(&["ted", "ded", "ses", "zes", "ces", "ges", "xes", "shes", "ches"]);
    !is_spoken && ends(&["e", "es", "ed"]) && !ends(&["ee", "ie", "ye", "oe", "ue", "ees", "eed"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_counted_nearly_as_people_do() {
        let words = [("wash", 1), ("use", 1), ("apply", 2), ("gentle", 2), ("moisturizer", 4)];
        let more = [("touched", 1), ("needed", 2), ("scalp", 1), ("razors", 2), ("SPF", 1)];
        for (word, count) in words.into_iter().chain(more) {
            assert_eq!(syllables(word), count, "{word}");
        }
    }

    #[test]
    fn the_grade_is_that_of_flesch_and_kincaid() {
        let counts = Counts { sentences: 10, words: 100, syllables: 150 };
        assert!((counts.grade() - 6.01).abs() < 1e-9);
    }
}
