//! "May I?": what the plan says about something on a date, and never more than it says. Pure.
//!
//! A question becomes topics ([`question`]): what the plan's words or a few everyday ones name. A
//! topic becomes parts, one for each restriction that it touches ([`verdict`]), and the strictest
//! part decides. What the plan does not name is answered so: silence is never "yes".

mod english;
mod foreign;
mod question;
mod stem;
mod verdict;
mod vocabulary;

use std::collections::BTreeSet;

use chrono::NaiveDate;

pub use self::verdict::{Part, Verdict};
use self::{
    question::{Found, Matter, Question},
    vocabulary::Vocabulary,
};
use crate::{
    language::Language,
    plan::model::{CountFrom, Phase},
    schedule::Schedule,
};

/// The answer to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum May {
    /// What the plan says about each topic.
    Plan(Answer),
    /// It is about how the skin is or looks, which no plan can see: a person has to.
    Worry(Worry),
    /// It has no word that could be looked up.
    Empty,
    /// It says "not" or "without", so that a "yes" would mean its opposite.
    Negated(String),
}

/// What the plan says about each topic of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// In the order of the question; never empty.
    pub topics: Vec<Topic>,
    /// A word that names another date than the one that the answer is for.
    pub other_date: Option<String>,
}

/// One thing that was asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// The word as it was typed.
    pub typed: String,
    /// What it was taken for, if that is another word.
    pub taken_for: Option<String>,
    /// A word that is near, but too far to be taken for it.
    pub perhaps: Option<String>,
    /// What decides.
    pub verdict: Verdict,
    /// One for each restriction that it touches, in the plan's order.
    pub parts: Vec<Part>,
    /// What it takes, too, of which the plan says nothing.
    pub unsaid: Vec<String>,
    /// What phases and reminders of that date say with the same word.
    pub mentions: Vec<String>,
}

/// How urgent a question about the skin can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// How it looks: for the practitioner.
    Look,
    /// What doctors and clinics publish as a reason to call somebody.
    Warning,
}

/// A question about the skin instead of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worry {
    /// The word that says so, as it was typed.
    pub typed: String,
    /// How urgent it can be.
    pub sign: Sign,
    /// What phases and reminders of that date say with a word of the question.
    pub mentions: Vec<String>,
}

/// What the plan says on a date about what `words` name, in English or the person's language.
pub fn answer(schedule: &Schedule, date: NaiveDate, words: &str, language: &Language) -> May {
    let vocabulary = Vocabulary::of(schedule.plan(), language.tongue());
    let question = Question::read(words, &vocabulary);
    if let Some(worry) = worry(schedule, date, &question) {
        return May::Worry(worry);
    }
    if let Some(word) = question.negation {
        return May::Negated(word);
    }
    let topics: Vec<Topic> =
        question.found.iter().filter_map(|found| topic(schedule, date, found)).collect();
    if topics.is_empty() {
        return May::Empty;
    }
    May::Plan(Answer { topics, other_date: question.other_date })
}

/// A sign anywhere in the question is what it is about; the gravest one counts.
fn worry(schedule: &Schedule, date: NaiveDate, question: &Question) -> Option<Worry> {
    let signs = question.found.iter().filter_map(|found| match found.matter {
        Matter::Sign(sign) => Some((sign, found)),
        Matter::Parts(_) | Matter::Unknown => None,
    });
    let (sign, found) =
        signs.reduce(|a, b| if b.0 == Sign::Warning && a.0 == Sign::Look { b } else { a })?;
    let mentions = match sign {
        // Nothing comforting is quoted beside a warning sign.
        Sign::Warning => Vec::new(),
        Sign::Look => {
            let stems = question.found.iter().flat_map(|found| found.stems.clone()).collect();
            mentions(schedule, date, &stems)
        }
    };
    Some(Worry { typed: found.typed.clone(), sign, mentions })
}

fn topic(schedule: &Schedule, date: NaiveDate, found: &Found) -> Option<Topic> {
    let wanted = match &found.matter {
        Matter::Sign(_) => return None,
        Matter::Parts(parts) => parts.as_slice(),
        Matter::Unknown => &[],
    };
    let touches = |id: &String| wanted.iter().any(|part| part.restrictions.contains(id));
    let restrictions = schedule.plan().restrictions.iter().filter(|r| touches(&r.id));
    let parts: Vec<Part> =
        restrictions.map(|r| verdict::part(schedule, r, date, &found.stems)).collect();
    let silent = wanted.iter().filter(|part| part.restrictions.is_empty());
    let unsaid: Vec<String> = silent.map(|part| part.name.clone()).collect();
    Some(Topic {
        typed: found.typed.clone(),
        taken_for: found.taken_for.clone(),
        perhaps: found.perhaps.clone(),
        verdict: verdict::strictest(&parts, !unsaid.is_empty()),
        mentions: if parts.is_empty() {
            mentions(schedule, date, &found.stems.iter().cloned().collect())
        } else {
            Vec::new()
        },
        parts,
        unsaid,
    })
}

/// What phases and reminders of a date say with one of these words: quoted, never an answer.
fn mentions(schedule: &Schedule, date: NaiveDate, stems: &BTreeSet<String>) -> Vec<String> {
    let days = schedule.days();
    let plan = schedule.plan();
    let covers = |phase: &&Phase| days.cover(Some(&phase.days), CountFrom::Latest, date);
    let notes = plan.phases.iter().filter(covers).filter_map(|phase| phase.note.clone());
    let reminders = plan.reminders.iter().filter(|r| schedule.recurs_on(r, date)).map(|r| {
        let details = r.details.as_deref().map(|details| format!(" {details}"));
        format!("{}{}", r.text, details.unwrap_or_default())
    });
    let names = |text: &String| stem::stems(text).any(|stem| stems.contains(&stem));
    notes.chain(reminders).filter(names).collect()
}
