//! One entry of the plan as it stands: who said what, what comes of it, and why not today.

use chrono::NaiveDate;
use serde::Serialize;

use super::{SCHEMA, ask, history::State, labelled, list, paragraph, quiet_hint, rfc3339, time};
use crate::{
    engine::{memory::Memory, record::Scope},
    language::Language,
    plan::{
        Reading,
        entry::{EntryKind, Said},
        model::{Anchor, CountFrom, Phase, Reminder, Restriction},
    },
    schedule::{
        Schedule,
        occurrence::Occurrence,
        silence::Silence,
        zone::{Moment, Zone},
    },
};

/// How much of what comes is shown.
const NEXT: usize = 5;

/// How many days ahead a change is looked for.
const AHEAD: usize = 366 * 8;

/// The answer of `explain --json`: every entry with the id that was asked for.
#[derive(Debug, Serialize)]
pub struct Explanation {
    schema: u32,
    id: String,
    entries: Vec<Item>,
}

#[derive(Debug, Serialize)]
struct Item {
    kind: &'static str,
    values: Vec<Saying>,
    /// What it means for today, in words.
    today: Vec<String>,
    next: Vec<Next>,
}

#[derive(Debug, Serialize)]
struct Saying {
    key: String,
    value: String,
    /// `null` when no file says it.
    file: Option<String>,
    line: Option<usize>,
}

/// Something to come: an occurrence with its moment, or a date from which something changes.
#[derive(Debug, Serialize)]
struct Next {
    date: NaiveDate,
    at: Option<String>,
    what: String,
}

/// What an explanation is made from.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// What was read.
    pub reading: &'a Reading,
    /// What follows from it.
    pub schedule: &'a Schedule,
    /// What became of it so far.
    pub memory: &'a Memory,
    /// When it is asked.
    pub now: Moment,
    /// In which language.
    pub language: &'a Language,
}

/// Explains every entry with this id; `None` when there is none.
pub fn explain(asked: Asked<'_>, id: &str) -> Option<Explanation> {
    let kinds = EntryKind::ALL.into_iter();
    let entries: Vec<Item> = kinds
        .filter_map(|kind| Some(asked.item(kind, id, asked.reading.sayings(kind, id)?)))
        .collect();
    let is_known = !entries.is_empty();
    is_known.then(|| Explanation { schema: SCHEMA, id: id.to_owned(), entries })
}

impl Asked<'_> {
    fn item(self, kind: EntryKind, id: &str, said: Vec<Said<'_>>) -> Item {
        let plan = self.schedule.plan();
        let (today, next) = match kind {
            EntryKind::Reminder => self.schedule.reminder(id).map(|it| self.reminder(it)),
            EntryKind::Restriction => self.schedule.restriction(id).map(|it| self.restriction(it)),
            EntryKind::Phase => plan.phases.iter().find(|it| it.id == id).map(|it| self.phase(it)),
        }
        .unwrap_or_default();
        Item {
            kind: kind.name(),
            values: said.into_iter().map(|said| self.saying(said)).collect(),
            today,
            next,
        }
    }

    fn today(self) -> NaiveDate {
        self.schedule.wall_date(self.now)
    }

    fn reminder(self, reminder: &Reminder) -> (Vec<String>, Vec<Next>) {
        let mut occurrences = self.schedule.occurrences(reminder, self.today());
        occurrences.sort_by_key(|occurrence| occurrence.due);
        let occurrences = occurrences.iter().map(|occurrence| self.state(occurrence));
        let silence = self.schedule.silence(reminder, self.today());
        let silence =
            silence.into_iter().map(|reason| reason_text(reminder, reason, self.language));
        let today = self.held(reminder).into_iter().chain(occurrences).chain(silence).collect();
        let coming = self.schedule.coming(reminder, self.now, NEXT);
        (today, coming.iter().map(|occurrence| self.next(occurrence)).collect())
    }

    /// What the person has asked for, and may have forgotten.
    fn held(self, reminder: &Reminder) -> Vec<String> {
        let held = self.memory.held(self.now).filter_map(|(scope, until)| {
            let until = until.map(|until| self.until(until)).unwrap_or_default();
            let about = [("until", until.into()), ("id", reminder.id.as_str().into())];
            match scope {
                Scope::Everything => Some(self.language.say_with("explain-paused", &about)),
                Scope::Reminder(id) if *id == reminder.id => {
                    Some(self.language.say_with("explain-muted", &about))
                }
                Scope::Reminder(_) => None,
            }
        });
        held.collect()
    }

    /// " until Tue 24 Nov 18:00", with the space before it.
    fn until(self, until: Moment) -> String {
        let wall = self.zone().wall(until);
        let (day, time) = (self.language.short_day(wall.date_naive()), time(until, self.zone()));
        let about = [("day", day.into()), ("time", time.into())];
        format!(" {}", self.language.say_with("explain-until", &about))
    }

    fn state(self, occurrence: &Occurrence) -> String {
        let state = self.memory.get(&occurrence.key).map_or(State::Planned, State::of);
        let hint = quiet_hint(self.schedule, occurrence, self.language);
        let state = format!("{}{hint}", state.told(self.language));
        labelled(&self.time(occurrence), &state, self.language)
    }

    fn time(self, occurrence: &Occurrence) -> String {
        time(occurrence.due, self.zone())
    }

    fn zone(&self) -> &Zone {
        self.schedule.zone()
    }

    fn next(self, occurrence: &Occurrence) -> Next {
        let date = self.schedule.wall_date(occurrence.due);
        let day = self.schedule.days().number(date);
        let within = |day: i32| self.language.say_with("day-within", &[("day", day.into())]);
        let day = day.map(|day| format!(", {}", within(day))).unwrap_or_default();
        let written = self.language.short_date(date);
        let hint = quiet_hint(self.schedule, occurrence, self.language);
        Next {
            date,
            at: Some(rfc3339(occurrence.due, self.zone())),
            what: format!("{written}{day}, {}{hint}", self.time(occurrence)),
        }
    }

    fn restriction(self, restriction: &Restriction) -> (Vec<String>, Vec<Next>) {
        let days = self.schedule.days();
        let today = if !days.closed(restriction, self.today()) {
            self.language.say("explain-open")
        } else if let Some(date) = days.free_from(restriction, self.today()) {
            self.dated("explain-closed-until", date)
        } else {
            let ask = ask(restriction.ask.as_deref(), self.language);
            self.language.say_with("explain-closed", &[("ask", ask.into())])
        };
        let holds = |date| days.closed(restriction, date);
        (vec![today], self.changes(holds, ["explain-closes", "explain-frees"]))
    }

    fn phase(self, phase: &Phase) -> (Vec<String>, Vec<Next>) {
        let holds = |date| self.schedule.days().hold(&phase.days, CountFrom::Latest, date);
        let today = if holds(self.today()) { "explain-this-phase" } else { "explain-other-phase" };
        let today = self.language.say(today);
        (vec![today], self.changes(holds, ["explain-begins", "explain-ends"]))
    }

    fn changes(self, holds: impl Fn(NaiveDate) -> bool, words: [&str; 2]) -> Vec<Next> {
        let [begins, ends] = words;
        let changes = changes(holds, self.today());
        let next = changes.into_iter().map(|(date, holds)| {
            let word = if holds { begins } else { ends };
            Next { date, at: None, what: self.dated(word, date) }
        });
        next.collect()
    }

    fn dated(self, key: &str, date: NaiveDate) -> String {
        dated(key, date, self.language)
    }

    fn saying(self, said: Said<'_>) -> Saying {
        let value = match (said.place, said.key.as_str()) {
            (None, "discreet") => format!("\"{}\"", self.language.say("notice-discreet")),
            (None | Some(_), _) => said.value,
        };
        Saying {
            key: said.key,
            value,
            file: said.place.map(|place| place.source.to_owned()),
            line: said.place.map(|place| place.line),
        }
    }
}

/// The first dates after `date` on which something begins or ends to hold, each with whether it
/// holds from then on.
fn changes(holds: impl Fn(NaiveDate) -> bool, date: NaiveDate) -> Vec<(NaiveDate, bool)> {
    let mut before = holds(date);
    let dates = date.iter_days().skip(1).take(AHEAD);
    let changed = dates.map(|date| (date, holds(date))).filter(|(_, holds)| {
        let changes = *holds != before;
        before = *holds;
        changes
    });
    changed.take(NEXT).collect()
}

fn dated(key: &str, date: NaiveDate, language: &Language) -> String {
    language.say_with(key, &[("date", language.short_date(date).into())])
}

fn reason_text(reminder: &Reminder, reason: Silence<'_>, language: &Language) -> String {
    match reason {
        Silence::SwitchedOff => language.say("explain-switched-off"),
        Silence::NoSession => language.say("explain-no-session"),
        Silence::BeforeFirstSession(first) => dated("explain-before-first", first, language),
        Silence::WaitsForLastSession(last) => dated("explain-waits-for-last", last, language),
        Silence::OtherDays(day) => language.say_with("explain-other-days", &[("day", day.into())]),
        Silence::Paused(restriction) => {
            let label = restriction.label.as_str();
            language.say_with("explain-pauses", &[("label", label.into())])
        }
        Silence::OtherDates => language.say("explain-other-dates"),
        Silence::NoSun(Anchor::Sunset) => language.say("explain-no-sunset"),
        Silence::NoSun(Anchor::Sunrise | Anchor::Wake | Anchor::Sleep) => {
            language.say("explain-no-sunrise")
        }
        Silence::NoTime => {
            language.say_with("explain-no-time", &[("id", reminder.id.as_str().into())])
        }
    }
}

impl Explanation {
    /// All of it as text; `today` is the date that "today" means.
    pub fn text(&self, today: NaiveDate, language: &Language) -> String {
        let entries: Vec<String> =
            self.entries.iter().map(|item| item.text(&self.id, today, language)).collect();
        entries.join("\n\n") + "\n"
    }
}

impl Item {
    fn text(&self, id: &str, today: NaiveDate, language: &Language) -> String {
        let next: Vec<String> = self.next.iter().map(|next| next.what.clone()).collect();
        let next = if next.is_empty() { vec![language.say("explain-nothing")] } else { next };
        let about = [("kind", self.kind.into()), ("id", id.into())];
        let head = language.say_with("explain-entry", &about);
        let date = language.long_date(today);
        let today = language.say_with("explain-today", &[("date", date.into())]);
        let [today, next] = [list(&today, &self.today), list(&language.say("explain-next"), &next)];
        let sections = std::iter::once(head).chain(self.by_file(language)).chain([today, next]);
        sections.collect::<Vec<_>>().join("\n\n")
    }

    /// What each file says, then what holds because none does.
    fn by_file(&self, language: &Language) -> Vec<String> {
        let mut files: Vec<Option<&str>> = Vec::new();
        for value in &self.values {
            if !files.contains(&value.file.as_deref()) {
                files.push(value.file.as_deref());
            }
        }
        files.sort_by_key(Option::is_none);
        let section = |file: Option<&str>| {
            let of_file = self.values.iter().filter(|value| value.file.as_deref() == file);
            let lines: Vec<String> = of_file.map(|value| value.text(language)).collect();
            let heading = file.map_or_else(|| language.say("explain-usual"), str::to_owned);
            format!("{heading}\n{}", lines.join("\n"))
        };
        files.into_iter().map(section).collect()
    }
}

impl Saying {
    fn text(&self, language: &Language) -> String {
        let line = |line: usize| language.say_with("explain-line", &[("line", line.into())]);
        let line = self.line.map(line).unwrap_or_default();
        paragraph(&format!("  {line:<9}  "), &format!("{} = {}", self.key, self.value))
    }
}
