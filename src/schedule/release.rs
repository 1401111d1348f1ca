//! Release notices: what is allowed again from a date on, in one notification a morning.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{Schedule, occurrence::Wording};
use crate::plan::model::Restriction;

/// What a release notice says where its restriction has no discreet text.
const DISCREET: &str = "There is news in your plan today";

impl Schedule {
    /// The restrictions that are free on `date` and were closed the day before.
    pub fn released(&self, date: NaiveDate) -> Vec<&Restriction> {
        let Some(eve) = date.pred_opt() else { return Vec::new() };
        let days = self.days();
        let opens = |r: &&Restriction| days.closed(r, eve) && !days.closed(r, date);
        self.plan().restrictions.iter().filter(opens).collect()
    }

    /// The words of the release notice of `date`.
    pub(super) fn release_wording(&self, date: NaiveDate) -> Wording {
        let released = self.released(date);
        let texts: Vec<String> = released.iter().map(|r| allowance(r)).collect();
        let day = self.days().number(date).map(|day| format!("Day {day}: ")).unwrap_or_default();
        let (headline, details) = match texts.as_slice() {
            [] => (String::new(), String::new()),
            [only] => (only.clone(), String::new()),
            [first, more @ ..] => {
                (format!("{first}, and {} more", more.len()), format!("Also: {}", more.join("; ")))
            }
        };
        let (discreet, discreet_details) = discreet_texts(&released);
        Wording {
            text: format!("{day}{}", texts.join("; ")),
            headline: format!("{day}{headline}"),
            details,
            discreet,
            discreet_details,
        }
    }
}

/// The discreet texts of several releases, each once: the first to be read at a glance, the others
/// below it.
fn discreet_texts(released: &[&Restriction]) -> (String, String) {
    let mut seen = BTreeSet::new();
    let texts = released.iter().map(|r| r.discreet.as_deref().unwrap_or(DISCREET));
    let mut texts = texts.filter(|text| seen.insert(*text));
    let first = texts.next().unwrap_or_default().to_owned();
    (first, texts.collect::<Vec<_>>().join("\n"))
}

/// "gentle shampoo allowed", or the label with that word where the plan gives no `then`.
pub fn allowance(restriction: &Restriction) -> String {
    restriction.then.clone().unwrap_or_else(|| format!("{} allowed", restriction.label))
}
