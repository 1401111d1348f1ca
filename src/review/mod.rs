//! What a careful reader says of a plan that can be used: warnings, each with its place.
//!
//! Nothing here refuses a plan. What nobody can change, because it stands in a template that comes
//! with the program, is left alone; and a doubtful case is let pass, for a warning that is wrong
//! once is not read a second time.

mod calendar;
mod conflict;
mod crowd;
mod discretion;
mod grade;
mod length;
mod plain_words;
mod sentences;
mod sessions;
#[cfg(test)]
mod tests;
mod texts;
mod unreachable;

use std::ops::Range;

use chrono::NaiveDate;

use self::{calendar::Calendar, texts::Passage};
use crate::{
    language::Language,
    plan::{Reading, entry::EntryKind, problem::Problem},
    schedule::Schedule,
};

/// The most warnings of one theme: whoever mends these is shown the others.
const MOST: usize = 20;

/// What is wrong with a plan that can be used, as far as a person can mend it.
///
/// `is_fixed` says of the name of a source whether nobody can edit it.
pub fn review(
    reading: &Reading,
    schedule: &Schedule,
    today: NaiveDate,
    is_fixed: &dyn Fn(&str) -> bool,
) -> Vec<Problem> {
    let calendar = Calendar::of(schedule);
    let texts: Vec<_> = texts::texts(reading).collect();
    let case = Case { reading, schedule, today, is_fixed, calendar, texts };
    let mut found = Vec::new();
    found.extend(conflict::warnings(&case).take(MOST));
    found.extend(unreachable::warnings(&case).take(MOST));
    found.extend(crowd::warning(&case));
    found.extend(sessions::too_close(&case).take(MOST));
    found.extend(sessions::long_past(&case).take(MOST));
    found.extend(length::warnings(&case).take(MOST));
    found.extend(sentences::warnings(&case).take(MOST));
    found.extend(plain_words::warnings(&case).take(MOST));
    found.extend(grade::warning(&case));
    found.extend(discretion::warnings(&case).take(MOST));
    found
}

/// A plan, and what it is judged by.
struct Case<'a> {
    reading: &'a Reading,
    schedule: &'a Schedule,
    today: NaiveDate,
    is_fixed: &'a dyn Fn(&str) -> bool,
    calendar: Calendar<'a>,
    texts: Vec<Passage<'a>>,
}

impl<'a> Case<'a> {
    /// The texts that the person can change.
    fn own_texts(&self) -> impl Iterator<Item = &Passage<'a>> {
        self.texts.iter().filter(|text| self.is_own(&text.written.span()))
    }

    /// Where the first of these values of an entry that the person can change was written.
    fn own(&self, kind: EntryKind, id: &str, keys: &[&str]) -> Option<Range<usize>> {
        let entry = self.reading.entry(kind, id)?;
        let mut spans = keys.iter().filter_map(|key| Some(entry.get(key)?.span()));
        spans.find(|span| self.is_own(span))
    }

    /// Whether the person can change these bytes.
    fn is_own(&self, span: &Range<usize>) -> bool {
        let place = self.reading.sources.place(span.start);
        place.is_some_and(|place| !(self.is_fixed)(place.source))
    }

    /// "day 4, Tue 24 Nov 2026", the recovery day of a date with its date.
    fn day(&self, date: NaiveDate) -> String {
        let written = Language::english().short_date(date);
        let number = self.schedule.days().number(date);
        number.map_or_else(|| written.clone(), |day| format!("day {day}, {written}"))
    }
}
