//! What of a plan becomes an event, and what it says.

use chrono::{Days, NaiveDate, TimeDelta};

use super::{MOST, Unwritten};
use crate::{
    language::Language,
    plan::model::{Privacy, QuietPolicy, Restriction, Session, Urgency},
    report::{
        runs::{Run, runs},
        until_then,
    },
    schedule::{
        Schedule,
        occurrence::{Key, Occurrence},
        zone::Moment,
    },
};

/// What an event says that may say nothing.
pub(super) const NAME: &str = "Aftercare";

/// How many dates are looked at in one go, so that a far end is noticed before memory is full.
const STRIDE: Days = Days::new(30);

/// One event.
#[derive(Debug)]
pub(super) struct Event {
    /// What it is known by. Ids have no dots, so parts of it cannot run into each other.
    pub(super) uid: String,
    pub(super) when: When,
    pub(super) summary: String,
    /// May be empty.
    pub(super) description: String,
    pub(super) has_alarm: bool,
    pub(super) is_cancelled: bool,
}

/// When an event is.
#[derive(Debug, Clone, Copy)]
pub(super) enum When {
    At(Moment),
    /// All day, from the first date until before another.
    Days {
        first: NaiveDate,
        after: NaiveDate,
    },
}

/// What is written, how much of it, and in which language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Written<'a> {
    pub(super) schedule: &'a Schedule,
    pub(super) privacy: Privacy,
    pub(super) language: &'a Language,
}

/// Every event from one date to another: sessions, what is closed, then the occurrences.
pub(super) fn all(
    written: Written<'_>,
    [begin, until]: [NaiveDate; 2],
) -> Result<Vec<Event>, Unwritten> {
    let occurrences = occurrences(written, [begin, until])?;
    let Written { schedule, privacy, .. } = written;
    let sessions = schedule.plan().sessions.iter().enumerate();
    let sessions = sessions.filter(|(_, session)| session.date <= until);
    let sessions = sessions.map(|(place, it)| session(written, place + 1, it));
    let closed = match privacy {
        Privacy::Plain => each_restriction(written, [begin, until]),
        Privacy::Discreet | Privacy::Silent => all_restrictions(written, [begin, until]),
    };
    Ok(sessions.chain(closed).chain(occurrences).collect())
}

/// A session is known by its place among all: when it moves, its event does.
fn session(written: Written<'_>, place: usize, session: &Session) -> Event {
    let Written { schedule, privacy, language } = written;
    let Session { date, time, .. } = session;
    let when = match time {
        Some(time) => When::At(schedule.zone().resolve(date.and_time(*time)).moment),
        None => all_day(*date, *date),
    };
    let summary = match privacy {
        Privacy::Plain => session
            .label
            .clone()
            .unwrap_or_else(|| language.say_with("ics-session", &[("number", place.into())])),
        Privacy::Discreet => language.say("ics-appointment"),
        Privacy::Silent => NAME.to_owned(),
    };
    let is_cancelled = !session.counts();
    let uid = format!("appointment.{place}");
    Event { uid, when, summary, description: String::new(), has_alarm: false, is_cancelled }
}

fn occurrences(
    written: Written<'_>,
    [begin, until]: [NaiveDate; 2],
) -> Result<Vec<Event>, Unwritten> {
    let schedule = written.schedule;
    let mut events = Vec::new();
    let mut first = Some(begin);
    while let Some(date) = first.filter(|date| *date <= until) {
        let next = date.checked_add_days(STRIDE).zip(until.succ_opt()).map(|(a, b)| a.min(b));
        let before = |date| schedule.midnight(date) - TimeDelta::nanoseconds(1);
        let found = schedule.between(before(date), next.map_or(Moment::MAX_UTC, before));
        events.extend(found.iter().filter_map(|found| occurrence(written, found)));
        if MOST < events.len() {
            return Err(Unwritten::TooMany);
        }
        first = next;
    }
    Ok(events)
}

/// An occurrence at the moment at which it may be shown; `None` when quiet hours drop it.
fn occurrence(written: Written<'_>, occurrence: &Occurrence) -> Option<Event> {
    let Written { schedule, privacy, language } = written;
    let Occurrence { key, due, .. } = occurrence;
    let wording = schedule.wording(key, language)?;
    let reminder = schedule.reminder(&key.reminder);
    let policy = reminder.map_or(QuietPolicy::Wait, |reminder| reminder.quiet);
    let shown = schedule.allowed_from(*due, policy);
    if policy == QuietPolicy::Drop && shown != *due {
        return None;
    }
    let (summary, description) = match privacy {
        Privacy::Plain => (wording.headline, wording.details),
        Privacy::Discreet => (wording.discreet, wording.discreet_details),
        Privacy::Silent => (NAME.to_owned(), String::new()),
    };
    Some(Event {
        uid: occurrence_uid(key),
        when: When::At(shown),
        summary,
        description,
        // What a desktop only lists makes no noise on a phone either.
        has_alarm: reminder.is_none_or(|reminder| reminder.urgency != Urgency::Low),
        is_cancelled: false,
    })
}

/// The name of an occurrence says no more than its discreet text: an id such as "wash" would.
fn occurrence_uid(Key { reminder, date, slot }: &Key) -> String {
    format!("occurrence.{:08x}.{date}.{slot}", crc32fast::hash(reminder.as_bytes()))
}

/// Every span of every restriction, with its words. A span is known by its place, so that a shift
/// moves its event.
fn each_restriction(written: Written<'_>, range: [NaiveDate; 2]) -> Vec<Event> {
    let schedule = written.schedule;
    let restrictions = schedule.plan().restrictions.iter();
    let events = restrictions.flat_map(|restriction| {
        let closed = |date| schedule.days().closed(restriction, date).then_some(());
        let spans = spans(closed, range).into_iter().enumerate();
        spans.map(move |(place, span)| restriction_event(written, restriction, place + 1, span))
    });
    events.collect()
}

fn restriction_event(
    written: Written<'_>,
    restriction: &Restriction,
    place: usize,
    span: Span<()>,
) -> Event {
    let Written { schedule, language, .. } = written;
    let free = schedule.days().free_from(restriction, span.last);
    let ask = match (&restriction.ask, free) {
        (Some(ask), _) => language.say_with("ics-ask", &[("whom", ask.as_str().into())]),
        (None, None) => language.say("ics-ask-specialist"),
        (None, Some(_)) => String::new(),
    };
    let open_end = if span.is_cut { language.say("ics-goes-on") } else { String::new() };
    let because = restriction.because.as_deref().unwrap_or_default();
    let meanwhile = restriction.meanwhile.as_deref();
    let meanwhile = meanwhile.map(|text| until_then(text, language)).unwrap_or_default();
    Event {
        uid: format!("closed.{}.{place}", restriction.id),
        when: all_day(span.first, span.last),
        summary: language.say_with("ics-not-yet", &[("what", restriction.label.as_str().into())]),
        description: paragraphs(&[because, &meanwhile, &ask, &open_end]),
        has_alarm: false,
        is_cancelled: false,
    }
}

/// One bar for all that is closed, which tells how much it is and not what: bars that each say
/// nothing would only fill the screen.
fn all_restrictions(written: Written<'_>, range: [NaiveDate; 2]) -> Vec<Event> {
    let schedule = written.schedule;
    let restrictions = &schedule.plan().restrictions;
    let count = |date| {
        let closed = restrictions.iter().filter(|r| schedule.days().closed(r, date)).count();
        (0 < closed).then_some(closed)
    };
    let spans = spans(count, range).into_iter().enumerate();
    spans.map(|(place, span)| summed_event(written, place + 1, span)).collect()
}

fn summed_event(written: Written<'_>, place: usize, span: Span<usize>) -> Event {
    let Written { privacy, language, .. } = written;
    let open_end = if span.is_cut { language.say("ics-plan-goes-on") } else { String::new() };
    let (summary, description) = match privacy {
        Privacy::Silent => (NAME.to_owned(), String::new()),
        Privacy::Plain | Privacy::Discreet => (
            language.say_with("ics-not-yet-count", &[("count", span.value.into())]),
            paragraphs(&[&language.say("ics-see-today"), &open_end]),
        ),
    };
    let (uid, when) = (format!("closed.{place}"), all_day(span.first, span.last));
    Event { uid, when, summary, description, has_alarm: false, is_cancelled: false }
}

/// Dates in a row with the same value.
#[derive(Debug, Clone, Copy)]
struct Span<T> {
    value: T,
    first: NaiveDate,
    last: NaiveDate,
    /// Whether it ends only because the calendar does.
    is_cut: bool,
}

/// The longest spans of a range in which a value is there and stays the same.
fn spans<T: PartialEq>(
    value: impl Fn(NaiveDate) -> Option<T>,
    [begin, until]: [NaiveDate; 2],
) -> Vec<Span<T>> {
    let dates = begin.iter_days().take_while(|date| *date <= until);
    let runs = runs(dates.filter_map(|date| Some((date, value(date)?)))).into_iter();
    let span =
        |Run { value, from, until: last }| Span { value, first: from, last, is_cut: last == until };
    runs.map(span).collect()
}

fn all_day(first: NaiveDate, last: NaiveDate) -> When {
    When::Days { first, after: last.succ_opt().unwrap_or(last) }
}

fn paragraphs(texts: &[&str]) -> String {
    let texts = texts.iter().copied().filter(|text| !text.is_empty());
    texts.collect::<Vec<_>>().join("\n")
}
