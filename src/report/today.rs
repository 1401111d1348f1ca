//! "What may I do today?": the day, what is closed, what is to be done, whom to ask.

use std::{fmt::Write as _, iter::once};

use chrono::NaiveDate;
use serde::Serialize;

use super::{
    SCHEMA, contacts, history, list, long_date, paragraph, rfc3339, shift::later, short_date, time,
};
use crate::{
    engine::{memory::Memory, record::Scope},
    plan::model::{CountFrom, Phase, Restriction, Session, Shift},
    schedule::{
        Schedule, allowance,
        occurrence::{Kind, Occurrence},
        zone::Moment,
    },
};

/// The answer of `today --json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Today {
    schema: u32,
    title: String,
    date: NaiveDate,
    /// The recovery day; negative before a session, `null` without one.
    recovery_day: Option<i32>,
    session: Option<SessionItem>,
    next_session: Option<NaiveDate>,
    phases: Vec<PhaseItem>,
    /// What moves the days after the latest session.
    shifts: Vec<ShiftItem>,
    closed: Vec<Closed>,
    /// What is allowed from today.
    opened: Vec<String>,
    tasks: Vec<Item>,
    notes: Vec<Item>,
    /// The next occurrence after the moment it was asked; `null` when a date was given.
    next: Option<Item>,
    /// Until when the person has paused every reminder.
    paused_until: Option<String>,
    /// The reminders that the person has muted, by id.
    muted: Vec<String>,
    practitioner: Option<String>,
    doctor: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct SessionItem {
    date: NaiveDate,
    number: usize,
    of: usize,
    label: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct PhaseItem {
    id: String,
    label: String,
    note: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct ShiftItem {
    after: i32,
    days: i32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Closed {
    id: String,
    label: String,
    /// The first date on which it is free again; `null` when somebody has to decide.
    free_from: Option<NaiveDate>,
    because: Option<String>,
    /// What is allowed until then.
    meanwhile: Option<String>,
    ask: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Item {
    id: String,
    slot: u16,
    at: String,
    /// The same on the wall.
    time: String,
    text: String,
    #[serde(skip)]
    date: NaiveDate,
    /// What the notification says below the text, when it may.
    details: Option<String>,
    state: &'static str,
}

/// What holds on a date. With `now`, also what comes next after that moment.
pub fn today(schedule: &Schedule, memory: &Memory, date: NaiveDate, now: Option<Moment>) -> Today {
    let plan = schedule.plan();
    let occurrences = schedule.on(date);
    let items = |kind: Kind| {
        let of_kind = occurrences.iter().filter(|occurrence| occurrence.kind == kind);
        of_kind
            .map(|occurrence| item(schedule, occurrence, state(memory, occurrence, now)))
            .collect()
    };
    let next = now.and_then(|now| schedule.next_after(now));
    Today {
        schema: SCHEMA,
        title: plan.title.clone(),
        date,
        recovery_day: schedule.days().number(date),
        session: session(schedule, date),
        next_session: schedule.days().next(date),
        phases: phases(schedule, date),
        shifts: shifts(schedule, date),
        closed: closed(schedule, date),
        opened: schedule.released(date).into_iter().map(allowance).collect(),
        tasks: items(Kind::Task),
        notes: items(Kind::Note),
        next: next.map(|next| item(schedule, &next, state(memory, &next, now))),
        paused_until: now.and_then(|now| paused_until(schedule, memory, now)),
        muted: now.map(|now| muted(memory, now)).unwrap_or_default(),
        practitioner: plan.contact.practitioner.clone(),
        doctor: plan.contact.doctor.clone(),
    }
}

fn paused_until(schedule: &Schedule, memory: &Memory, now: Moment) -> Option<String> {
    let mut held = memory.held(now);
    let (_, until) = held.find(|(scope, _)| **scope == Scope::Everything)?;
    Some(schedule.zone().wall(until?).format("%A %-d %B at %H:%M").to_string())
}

fn muted(memory: &Memory, now: Moment) -> Vec<String> {
    let reminders = memory.held(now).filter_map(|(scope, _)| match scope {
        Scope::Everything => None,
        Scope::Reminder(reminder) => Some(reminder.clone()),
    });
    reminders.collect()
}

fn session(schedule: &Schedule, date: NaiveDate) -> Option<SessionItem> {
    let days = schedule.days();
    let latest = days.latest(date)?;
    let is_latest = |session: &&Session| session.date == latest && session.counts();
    let label = schedule.plan().sessions.iter().find(is_latest).and_then(|s| s.label.clone());
    Some(SessionItem { date: latest, number: days.count(date), of: days.len(), label })
}

fn shifts(schedule: &Schedule, date: NaiveDate) -> Vec<ShiftItem> {
    let days = schedule.days();
    let shifts = days.latest(date).into_iter().flat_map(|session| days.shifts_of(session));
    shifts.map(|Shift { after, days, .. }| ShiftItem { after: *after, days: *days }).collect()
}

fn phases(schedule: &Schedule, date: NaiveDate) -> Vec<PhaseItem> {
    let covers = |phase: &&Phase| schedule.days().hold(&phase.days, CountFrom::Latest, date);
    let phases = schedule.plan().phases.iter().filter(covers).cloned();
    phases.map(|Phase { id, label, note, .. }| PhaseItem { id, label, note }).collect()
}

fn closed(schedule: &Schedule, date: NaiveDate) -> Vec<Closed> {
    let days = schedule.days();
    let closed = |restriction: &&Restriction| days.closed(restriction, date);
    let restrictions = schedule.plan().restrictions.iter().filter(closed);
    restrictions
        .map(|restriction| Closed {
            id: restriction.id.clone(),
            label: restriction.label.clone(),
            free_from: days.free_from(restriction, date),
            because: restriction.because.clone(),
            meanwhile: restriction.meanwhile.clone(),
            ask: restriction.ask.clone(),
        })
        .collect()
}

/// Where it stands. What came due without a record was not reminded of: no daemon ran.
fn state(memory: &Memory, occurrence: &Occurrence, now: Option<Moment>) -> &'static str {
    match memory.get(&occurrence.key) {
        Some(known) => history::state(known),
        None if now.is_some_and(|now| occurrence.due < now) => "unrecorded",
        None => "planned",
    }
}

fn item(schedule: &Schedule, occurrence: &Occurrence, state: &'static str) -> Item {
    let Occurrence { key, due, .. } = occurrence;
    let wording = schedule.wording(key).map(|wording| (wording.text, wording.details));
    let (text, details) = wording.unwrap_or_default();
    let details = Some(details).filter(|details| !details.is_empty());
    Item {
        id: key.reminder.clone(),
        slot: key.slot,
        at: rfc3339(*due, schedule.zone()),
        time: time(*due, schedule.zone()),
        text,
        details,
        date: schedule.wall_date(*due),
        state,
    }
}

impl Today {
    /// All of it as text.
    pub fn text(&self) -> String {
        let sections = [
            self.heading(),
            self.silence_section(),
            list("Allowed from today", &self.opened),
            self.closed_section(),
            items_section("To do", &self.tasks),
            items_section("To know", &self.notes),
            self.next_section(),
            self.contact_section(),
        ];
        let sections: Vec<String> = sections.into_iter().filter(|text| !text.is_empty()).collect();
        sections.join("\n\n") + "\n"
    }

    fn heading(&self) -> String {
        let mut text = format!("{}\n{}", self.title, long_date(self.date));
        let line = match (self.recovery_day, &self.session) {
            (None, _) => "The plan has no session, so nothing is planned.\n\
                 Add a line such as: sessions = [2026-11-20]"
                .to_owned(),
            (Some(day), Some(session)) => {
                let label = session.label.as_deref().map(|label| format!(" ({label})"));
                let SessionItem { number, of, .. } = session;
                format!("Day {day}, after session {number} of {of}{}", label.unwrap_or_default())
            }
            (Some(day), None) => format!("Day {day}, before the first session"),
        };
        let _ = write!(text, "\n{line}");
        for phase in &self.phases {
            let note = phase.note.as_deref().map(|note| format!(". {note}")).unwrap_or_default();
            let _ = write!(text, "\n{}", paragraph("Phase: ", &format!("{}{note}", phase.label)));
        }
        for ShiftItem { after, days } in &self.shifts {
            let _ = write!(text, "\nShifted: everything after day {after} comes {}", later(*days));
        }
        if let Some(next) = self.next_session {
            let away = match (next - self.date).num_days() {
                1 => "tomorrow".to_owned(),
                days => format!("in {days} days"),
            };
            let _ = write!(text, "\nNext session: {}, {away}", short_date(next));
        }
        text
    }

    /// What the person has asked not to be shown; who forgets that would wait in vain.
    fn silence_section(&self) -> String {
        let paused = self.paused_until.as_ref().map(|until| {
            format!("Reminders are paused until {until}. To end that: aftercare resume")
        });
        let muted = self.muted.iter();
        let muted = muted.map(|id| format!("{id} is muted. To end that: aftercare resume {id}"));
        paused.into_iter().chain(muted).collect::<Vec<_>>().join("\n")
    }

    fn closed_section(&self) -> String {
        let lines: Vec<String> = self.closed.iter().map(Closed::text).collect();
        list("Not yet", &lines)
    }

    fn next_section(&self) -> String {
        self.next.as_ref().map_or_else(String::new, |next| {
            let date = Some(next.date).filter(|date| *date != self.date);
            let day = date.map(|date| format!("{}, ", short_date(date))).unwrap_or_default();
            paragraph("Next: ", &format!("{day}{}, {}", next.time, next.text))
        })
    }

    fn contact_section(&self) -> String {
        contacts(self.practitioner.as_deref(), self.doctor.as_deref())
    }
}

impl Closed {
    fn text(&self) -> String {
        let until = match (self.free_from, &self.ask) {
            (Some(date), None) => format!("not before {}", short_date(date)),
            (Some(date), Some(ask)) => format!("not before {}; ask {ask}", short_date(date)),
            (None, Some(ask)) => format!("ask {ask}"),
            (None, None) => "ask your specialist".to_owned(),
        };
        let because = self.because.as_deref().map(|because| format!(". {because}"));
        let meanwhile = self.meanwhile.as_deref().map(|this| format!(" Until then: {this}."));
        let (because, meanwhile) = (because.unwrap_or_default(), meanwhile.unwrap_or_default());
        format!("{}: {until}{because}{meanwhile}", self.label)
    }
}

fn items_section(heading: &str, items: &[Item]) -> String {
    if items.is_empty() {
        return String::new();
    }
    let line = |item: &Item| {
        let state = match item.state {
            "unanswered" => "not marked, that's fine",
            "unrecorded" => "no record",
            state => state,
        };
        let lead = format!("  {}  ", item.time);
        let text = paragraph(&lead, &format!("{} ({state}) [{}]", item.text, item.id));
        let details = item.details.iter();
        let details = details.map(|details| paragraph("         ", details));
        once(text).chain(details).collect::<Vec<_>>().join("\n")
    };
    let lines: Vec<String> = items.iter().map(line).collect();
    format!("{heading}\n{}", lines.join("\n"))
}
