//! One entry of the plan as it stands: who said what, what comes of it, and why not today.

use chrono::NaiveDate;
use serde::Serialize;

use super::{SCHEMA, list, long_date, paragraph, quiet_hint, rfc3339, short_date, time};
use crate::{
    engine::{memory::Memory, record::Scope},
    plan::{
        Reading,
        entry::{EntryKind, Said},
        model::{Anchor, CountFrom, Phase, Reminder, Restriction},
    },
    report::history,
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
        Item { kind: kind.name(), values: said.into_iter().map(saying).collect(), today, next }
    }

    fn today(self) -> NaiveDate {
        self.schedule.wall_date(self.now)
    }

    fn reminder(self, reminder: &Reminder) -> (Vec<String>, Vec<Next>) {
        let mut occurrences = self.schedule.occurrences(reminder, self.today());
        occurrences.sort_by_key(|occurrence| occurrence.due);
        let occurrences = occurrences.iter().map(|occurrence| self.state(occurrence));
        let silence = self.schedule.silence(reminder, self.today());
        let silence = silence.into_iter().map(|reason| reason_text(reminder, reason));
        let today = self.held(reminder).into_iter().chain(occurrences).chain(silence).collect();
        let coming = self.schedule.coming(reminder, self.now, NEXT);
        (today, coming.iter().map(|occurrence| self.next(occurrence)).collect())
    }

    /// What the person has asked for, and may have forgotten.
    fn held(self, reminder: &Reminder) -> Vec<String> {
        let held = self.memory.held(self.now).filter_map(|(scope, until)| {
            let until = until.map(|until| self.zone().wall(until).format(" until %a %-d %b %H:%M"));
            let until = until.map(|until| until.to_string()).unwrap_or_default();
            match scope {
                Scope::Everything => {
                    Some(format!("everything is paused{until}; to end that: aftercare resume"))
                }
                Scope::Reminder(id) if *id == reminder.id => {
                    Some(format!("it is muted{until}; to end that: aftercare resume {id}"))
                }
                Scope::Reminder(_) => None,
            }
        });
        held.collect()
    }

    fn state(self, occurrence: &Occurrence) -> String {
        let state = self.memory.get(&occurrence.key).map_or("planned", history::state);
        format!("{}: {state}{}", self.time(occurrence), quiet_hint(self.schedule, occurrence))
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
        let day = day.map(|day| format!(", day {day}")).unwrap_or_default();
        let hint = quiet_hint(self.schedule, occurrence);
        Next {
            date,
            at: Some(rfc3339(occurrence.due, self.zone())),
            what: format!("{}{day}, {}{hint}", short_date(date), self.time(occurrence)),
        }
    }

    fn restriction(self, restriction: &Restriction) -> (Vec<String>, Vec<Next>) {
        let days = self.schedule.days();
        let today = if !days.closed(restriction, self.today()) {
            "it is not closed".to_owned()
        } else if let Some(date) = days.free_from(restriction, self.today()) {
            format!("it is closed, and free from {}", short_date(date))
        } else {
            let ask = restriction.ask.as_deref().unwrap_or("your specialist");
            format!("it is closed, and the plan gives no end; ask {ask}")
        };
        let holds = |date| days.closed(restriction, date);
        (vec![today], self.changes(holds, ["closed from", "free from"]))
    }

    fn phase(self, phase: &Phase) -> (Vec<String>, Vec<Next>) {
        let holds = |date| self.schedule.days().hold(&phase.days, CountFrom::Latest, date);
        let today = if holds(self.today()) { "it is this phase" } else { "it is another phase" };
        (vec![today.to_owned()], self.changes(holds, ["begins on", "is over from"]))
    }

    fn changes(self, holds: impl Fn(NaiveDate) -> bool, words: [&str; 2]) -> Vec<Next> {
        let [begins, ends] = words;
        let changes = changes(holds, self.today());
        let next = changes.into_iter().map(|(date, holds)| {
            let word = if holds { begins } else { ends };
            Next { date, at: None, what: format!("{word} {}", short_date(date)) }
        });
        next.collect()
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

fn saying(said: Said<'_>) -> Saying {
    Saying {
        key: said.key,
        value: said.value,
        file: said.place.map(|place| place.source.to_owned()),
        line: said.place.map(|place| place.line),
    }
}

fn reason_text(reminder: &Reminder, reason: Silence<'_>) -> String {
    match reason {
        Silence::SwitchedOff => "it is switched off (enabled = false)".to_owned(),
        Silence::NoSession => "the plan has no session".to_owned(),
        Silence::BeforeFirstSession(first) => {
            format!("it begins with the first session, on {}", short_date(first))
        }
        Silence::WaitsForLastSession(last) => {
            format!("it counts from the last session, which is on {}", short_date(last))
        }
        Silence::OtherDays(day) => format!("it is for other recovery days; this is day {day}"),
        Silence::Paused(restriction) => {
            format!("it pauses while \"{}\" is closed", restriction.label)
        }
        Silence::OtherDates => "its cron expression leaves this date out".to_owned(),
        Silence::NoSun(Anchor::Sunset) => "the sun does not set on this date".to_owned(),
        Silence::NoSun(Anchor::Sunrise | Anchor::Wake | Anchor::Sleep) => {
            "the sun does not rise on this date".to_owned()
        }
        Silence::NoTime => format!("no time of \"{}\" falls on this date", reminder.id),
    }
}

impl Explanation {
    /// All of it as text; `today` is the date that "today" means.
    pub fn text(&self, today: NaiveDate) -> String {
        let entries: Vec<String> =
            self.entries.iter().map(|item| item.text(&self.id, today)).collect();
        entries.join("\n\n") + "\n"
    }
}

impl Item {
    fn text(&self, id: &str, today: NaiveDate) -> String {
        let next: Vec<String> = self.next.iter().map(|next| next.what.clone()).collect();
        let next = if next.is_empty() { vec!["nothing is to come".to_owned()] } else { next };
        let head = format!("The {} {id}", self.kind);
        let said = self.by_file();
        let today = list(&format!("Today, {}", long_date(today)), &self.today);
        let sections = std::iter::once(head).chain(said).chain([today, list("Next", &next)]);
        sections.collect::<Vec<_>>().join("\n\n")
    }

    /// What each file says, then what holds because none does.
    fn by_file(&self) -> Vec<String> {
        let mut files: Vec<Option<&str>> = Vec::new();
        for value in &self.values {
            if !files.contains(&value.file.as_deref()) {
                files.push(value.file.as_deref());
            }
        }
        files.sort_by_key(Option::is_none);
        let section = |file: Option<&str>| {
            let of_file = self.values.iter().filter(|value| value.file.as_deref() == file);
            let lines: Vec<String> = of_file.map(Saying::text).collect();
            format!("{}\n{}", file.unwrap_or("Not said, so this holds"), lines.join("\n"))
        };
        files.into_iter().map(section).collect()
    }
}

impl Saying {
    fn text(&self) -> String {
        let line = self.line.map_or_else(String::new, |line| format!("line {line}"));
        paragraph(&format!("  {line:<9}  "), &format!("{} = {}", self.key, self.value))
    }
}
