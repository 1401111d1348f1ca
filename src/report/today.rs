//! "What may I do today?": the day, what is closed, what is to be done, whom to ask.

use std::iter::once;

use chrono::NaiveDate;
use serde::Serialize;

use super::{
    Paragraph, SCHEMA, Section, ask, beside_or_below, contacts, day_after, history::State,
    labelled, page, rfc3339, shift::later, time, title, until_then,
};
use crate::{
    engine::{
        memory::Memory,
        record::{Outcome, Scope},
    },
    language::Language,
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
    pub(super) title: String,
    pub(super) date: NaiveDate,
    /// The recovery day; negative before a session, `null` without one.
    pub(super) recovery_day: Option<i32>,
    pub(super) session: Option<SessionItem>,
    pub(super) next_session: Option<NaiveDate>,
    pub(super) phases: Vec<PhaseItem>,
    /// What moves the days after the latest session.
    pub(super) shifts: Vec<ShiftItem>,
    pub(super) closed: Vec<Closed>,
    /// What is allowed from today.
    pub(super) opened: Vec<String>,
    pub(super) tasks: Vec<Item>,
    pub(super) notes: Vec<Item>,
    /// The next occurrence after the moment it was asked; `null` when a date was given.
    pub(super) next: Option<Item>,
    /// Until when the person has paused every reminder.
    pub(super) paused_until: Option<String>,
    /// The reminders that the person has muted, by id.
    pub(super) muted: Vec<String>,
    pub(super) practitioner: Option<String>,
    pub(super) doctor: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct SessionItem {
    pub(super) date: NaiveDate,
    pub(super) number: usize,
    pub(super) of: usize,
    pub(super) label: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct PhaseItem {
    id: String,
    pub(super) label: String,
    pub(super) note: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct ShiftItem {
    pub(super) after: i32,
    pub(super) days: i32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Closed {
    id: String,
    pub(super) label: String,
    /// The first date on which it is free again; `null` when somebody has to decide.
    pub(super) free_from: Option<NaiveDate>,
    pub(super) because: Option<String>,
    /// What is allowed until then.
    pub(super) meanwhile: Option<String>,
    pub(super) ask: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Item {
    pub(super) id: String,
    pub(super) slot: u16,
    pub(super) at: String,
    /// The same on the wall.
    pub(super) time: String,
    pub(super) text: String,
    #[serde(skip)]
    pub(super) date: NaiveDate,
    /// What the notification says below the text, when it may.
    pub(super) details: Option<String>,
    pub(super) state: State,
}

/// What holds on a date. With `now`, also what comes next after that moment.
pub fn today(
    schedule: &Schedule,
    memory: &Memory,
    date: NaiveDate,
    now: Option<Moment>,
    language: &Language,
) -> Today {
    let plan = schedule.plan();
    let occurrences = schedule.on(date);
    let items = |kind: Kind| {
        let of_kind = occurrences.iter().filter(|occurrence| occurrence.kind == kind);
        of_kind
            .map(|occurrence| item(schedule, occurrence, state(memory, occurrence, now), language))
            .collect()
    };
    let next = now.and_then(|now| schedule.next_after(now));
    Today {
        schema: SCHEMA,
        title: title(plan, language),
        date,
        recovery_day: schedule.days().number(date),
        session: session(schedule, date),
        next_session: schedule.days().next(date),
        phases: phases(schedule, date),
        shifts: shifts(schedule, date),
        closed: closed(schedule, date),
        opened: schedule.released(date).into_iter().map(|it| allowance(it, language)).collect(),
        tasks: items(Kind::Task),
        notes: items(Kind::Note),
        next: next.map(|next| item(schedule, &next, state(memory, &next, now), language)),
        paused_until: now.and_then(|now| paused_until(schedule, memory, now, language)),
        muted: now.map(|now| muted(memory, now)).unwrap_or_default(),
        practitioner: plan.contact.practitioner.clone(),
        doctor: plan.contact.doctor.clone(),
    }
}

fn paused_until(
    schedule: &Schedule,
    memory: &Memory,
    now: Moment,
    language: &Language,
) -> Option<String> {
    let mut held = memory.held(now);
    let (_, until) = held.find(|(scope, _)| **scope == Scope::Everything)?;
    Some(language.moment(schedule.zone().wall(until?).naive_local()))
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
fn state(memory: &Memory, occurrence: &Occurrence, now: Option<Moment>) -> State {
    match memory.get(&occurrence.key) {
        Some(known) => State::of(known),
        None if now.is_some_and(|now| occurrence.due < now) => State::Unrecorded,
        None => State::Planned,
    }
}

fn item(schedule: &Schedule, occurrence: &Occurrence, state: State, language: &Language) -> Item {
    let Occurrence { key, due, .. } = occurrence;
    let wording = schedule.wording(key, language).map(|wording| (wording.text, wording.details));
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
    pub fn text(&self, language: &Language) -> String {
        let heading = [self.title.clone(), language.long_date(self.date), self.day_line(language)];
        let heading = heading.iter().map(|line| Paragraph::new("", line));
        page(&[
            heading.chain(self.circumstances(language)).collect(),
            self.silence(language),
            self.opened(language),
            self.closed(language),
            items(&language.say("today-tasks"), &self.tasks, language),
            self.notes(language),
            self.next(language),
            self.contacts(language),
        ])
    }

    /// Where the day stands among the sessions.
    pub(super) fn day_line(&self, language: &Language) -> String {
        match (self.recovery_day, &self.session) {
            (None, _) => {
                let (none, add) =
                    (language.say("today-no-session"), language.say("today-add-line"));
                format!("{none}\n{add} sessions = [2026-11-20]")
            }
            (Some(day), Some(SessionItem { number, of, label, .. })) => {
                let label = label.as_deref().map(|label| format!(" ({label})"));
                day_after(day, [*number, *of], language) + &label.unwrap_or_default()
            }
            (Some(day), None) => language.say_with("day-before", &[("day", day.into())]),
        }
    }

    /// Phases, shifts and the next session.
    pub(super) fn circumstances(&self, language: &Language) -> Section {
        let phases = self.phases.iter().map(|phase| phase.line(language));
        let shifts = self.shifts.iter().map(|shift| shift.line(language));
        let next = self.next_session_told(language).map(|told| Paragraph::new("", &told));
        phases.chain(shifts).chain(next).collect()
    }

    /// When the next session is, and how far away.
    pub(super) fn next_session_told(&self, language: &Language) -> Option<String> {
        let next = self.next_session?;
        let away = match (next - self.date).num_days() {
            1 => language.say("today-tomorrow"),
            days => language.say_with("today-in-days", &[("count", days.into())]),
        };
        let about = [("date", language.short_date(next).into()), ("away", away.into())];
        Some(language.say_with("today-next-session", &about))
    }

    /// What the person has asked not to be shown; who forgets that would wait in vain.
    pub(super) fn silence(&self, language: &Language) -> Section {
        let paused = self.paused_until.as_ref().map(|until| {
            let paused = language.say_with("today-paused", &[("until", until.as_str().into())]);
            beside_or_below(&paused, &language.say("today-end-pause"))
        });
        let muted = self.muted.iter().map(|id| {
            let say = |key| language.say_with(key, &[("id", id.as_str().into())]);
            beside_or_below(&say("today-muted"), &say("today-end-mute"))
        });
        paused.into_iter().chain(muted).map(|line| Paragraph::new("", &line)).collect()
    }

    /// What is allowed from this day on.
    pub(super) fn opened(&self, language: &Language) -> Section {
        listed(&language.say("today-allowed"), self.opened.iter().cloned())
    }

    /// What is not.
    pub(super) fn closed(&self, language: &Language) -> Section {
        let lines = self.closed.iter().map(|closed| closed.text(language));
        listed(&language.say("today-not-yet"), lines)
    }

    /// What is only to be known.
    pub(super) fn notes(&self, language: &Language) -> Section {
        items(&language.say("today-notes"), &self.notes, language)
    }

    /// What comes next.
    pub(super) fn next(&self, language: &Language) -> Section {
        let next = self.next.iter().map(|next| {
            let date = Some(next.date).filter(|date| *date != self.date);
            let day = date.map(|date| format!("{}, ", language.short_date(date)));
            let lead = format!("{} ", language.say("today-next"));
            Paragraph::new(
                &lead,
                &format!("{}{}, {}", day.unwrap_or_default(), next.time, next.text),
            )
        });
        next.collect()
    }

    /// Whom to ask.
    pub(super) fn contacts(&self, language: &Language) -> Section {
        contacts(self.practitioner.as_deref(), self.doctor.as_deref(), language)
    }
}

impl PhaseItem {
    fn line(&self, language: &Language) -> Paragraph {
        let note = self.note.as_deref().map(|note| format!(". {note}")).unwrap_or_default();
        let lead = format!("{} ", language.say("today-phase"));
        Paragraph::new(&lead, &format!("{}{note}", self.label))
    }
}

impl ShiftItem {
    fn line(&self, language: &Language) -> Paragraph {
        Paragraph::new("", &self.told(language))
    }

    /// What comes later, or earlier, and by how much.
    pub(super) fn told(&self, language: &Language) -> String {
        let later = later(self.days, language);
        let about = [("day", self.after.into()), ("later", later.into())];
        language.say_with("today-shifted", &about)
    }
}

impl Closed {
    fn text(&self, language: &Language) -> String {
        let because = self.because.as_deref().map(|because| format!(". {because}"));
        let meanwhile = self.meanwhile.as_deref().map(|text| until_then(text, language));
        let meanwhile = meanwhile.map(|text| format!(" {text}")).unwrap_or_default();
        let until = format!("{}{}{meanwhile}", self.until(language), because.unwrap_or_default());
        labelled(&self.label, &until, language)
    }

    /// "not before Tue 24 Nov 2026; ask your specialist".
    pub(super) fn until(&self, language: &Language) -> String {
        let whom = self.ask.as_deref();
        let Some(date) = self.free_from else { return ask(whom, language) };
        let about =
            [("date", language.short_date(date).into()), ("whom", whom.unwrap_or_default().into())];
        language.say_with(whom.map_or("today-until", |_| "today-until-ask"), &about)
    }
}

impl Item {
    /// How it stands, for somebody who may still have it on their mind.
    pub(super) fn told(&self, language: &Language) -> String {
        if self.state == State::Ended(Outcome::Unanswered) {
            language.say("state-unanswered-today")
        } else {
            self.state.told(language)
        }
    }

    /// Whether it waits for an answer.
    pub(super) fn is_open(&self) -> bool {
        matches!(self.state, State::Due | State::Shown)
    }

    /// Whether its time is still to come.
    pub(super) fn is_to_come(&self) -> bool {
        self.state == State::Planned
    }

    /// When, what, and where it stands, after a mark in the margin.
    pub(super) fn line_after(&self, mark: &str, language: &Language) -> Paragraph {
        let state = self.told(language);
        let text = format!("{} ({state}) [{}]", self.text, self.id);
        Paragraph::new(&format!("{mark}{}  ", self.time), &text)
    }

    /// What the notification says below the text.
    pub(super) fn below(&self) -> Option<Paragraph> {
        self.details.as_deref().map(|details| Paragraph::new("         ", details))
    }
}

fn items(heading: &str, items: &[Item], language: &Language) -> Section {
    let lines = |item: &Item| once(item.line_after("  ", language)).chain(item.below());
    headed(heading, items.iter().flat_map(lines))
}

fn listed(heading: &str, lines: impl Iterator<Item = String>) -> Section {
    headed(heading, lines.map(|line| Paragraph::new("  - ", &line)))
}

/// Lines below a heading; nothing without lines.
fn headed(heading: &str, lines: impl Iterator<Item = Paragraph>) -> Section {
    let mut section = vec![Paragraph::new("", heading)];
    section.extend(lines);
    if section.len() == 1 { Section::new() } else { section }
}
