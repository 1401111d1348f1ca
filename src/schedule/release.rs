//! Release notices: what is allowed again from a date on, in one notification a morning.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{Schedule, occurrence::Wording};
use crate::{language::Language, plan::model::Restriction};

impl Schedule {
    /// The restrictions that are free on `date` and were closed the day before.
    pub fn released(&self, date: NaiveDate) -> Vec<&Restriction> {
        let Some(eve) = date.pred_opt() else { return Vec::new() };
        let days = self.days();
        let opens = |r: &&Restriction| days.closed(r, eve) && !days.closed(r, date);
        self.plan().restrictions.iter().filter(opens).collect()
    }

    /// The words of the release notice of `date`.
    pub(super) fn release_wording(&self, date: NaiveDate, language: &Language) -> Wording {
        let released = self.released(date);
        let texts: Vec<String> = released.iter().map(|r| allowance(r, language)).collect();
        let with_day = |text: String| match self.days().number(date) {
            None => text,
            Some(day) => {
                language.say_with("release-day", &[("day", day.into()), ("text", text.into())])
            }
        };
        let (headline, details) = at_a_glance(&texts, language);
        let (discreet, discreet_details) = discreet_texts(&released, language);
        Wording {
            text: with_day(texts.join("; ")),
            headline: with_day(headline),
            details,
            discreet,
            discreet_details,
        }
    }
}

/// The first text and how many more there are, then those.
fn at_a_glance(texts: &[String], language: &Language) -> (String, String) {
    match texts {
        [] => (String::new(), String::new()),
        [only] => (only.clone(), String::new()),
        [first, more @ ..] => {
            let about = [("first", first.into()), ("count", more.len().into())];
            let texts = more.join("; ");
            (
                language.say_with("release-more", &about),
                language.say_with("release-also", &[("texts", texts.into())]),
            )
        }
    }
}

/// The discreet texts of several releases, each once: the first to be read at a glance, the others
/// below it.
fn discreet_texts(released: &[&Restriction], language: &Language) -> (String, String) {
    let mut seen = BTreeSet::new();
    let usual = || language.say("release-discreet");
    let texts = released.iter().map(|r| r.discreet.clone().unwrap_or_else(usual));
    let mut texts = texts.filter(|text| seen.insert(text.clone()));
    let first = texts.next().unwrap_or_default();
    (first, texts.collect::<Vec<_>>().join("\n"))
}

/// "gentle shampoo allowed", or the label with that word where the plan gives no `then`.
pub fn allowance(restriction: &Restriction, language: &Language) -> String {
    let allowed =
        || language.say_with("release-allowed", &[("what", restriction.label.as_str().into())]);
    restriction.then.clone().unwrap_or_else(allowed)
}
