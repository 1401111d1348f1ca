//! Random plans, as the text that a person would have written, and their edits.

use std::fmt::Write as _;

use aftercare::{
    engine::ActivePlan,
    plan::{self, Source},
    schedule::zone::Zone,
};
use chrono::{Days, NaiveDate};

use super::rng::Rng;

/// The names of reminders. Few, so that edits bring dropped ones back.
const IDS: &[&str] = &["cream", "drink", "photo", "rinse", "sleep-high", "sun", "wash"];

/// What can stand below `[day]` and `[quiet]`.
const DAYS: &[&str] = &["", "wake = \"07:30\"\nsleep = \"23:00\"", "sleep = \"01:00\""];
const QUIET: &[&str] =
    &["", "", "from = \"00:00\"\nto = \"00:00\"", "from = \"13:00\"\nto = \"14:30\""];

/// The days on which creams are closed.
const RESTRICTIONS: &[&str] = &["0..3", "0..10", "2..5", "1..9/2,20"];

/// What can stand below a restriction: the session that its days count from.
const COUNTS: &[&str] = &["latest", "latest", "last"];

/// A plan, as far as a person edits it here.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    sessions: Vec<(NaiveDate, bool)>,
    /// Of which session, after which day, by how many days.
    shifts: Vec<(NaiveDate, i64, i64)>,
    reminders: Vec<Item>,
    day: &'static str,
    quiet: &'static str,
    privacy: &'static str,
    restriction: &'static str,
    counts: &'static str,
    /// The days of a second restriction, if there is one.
    washing: &'static str,
    /// How long what is over is kept.
    history: &'static str,
    edits: u32,
}

#[derive(Debug, Clone)]
struct Item {
    id: &'static str,
    edition: u32,
    lines: Vec<String>,
    when: String,
    enabled: bool,
}

impl Draft {
    /// A plan whose first session is on a date.
    pub(crate) fn random(rng: &mut Rng, start: NaiveDate) -> Self {
        let count = rng.between(1, 6);
        let mut draft = Self {
            sessions: vec![(start, false)],
            shifts: Vec::new(),
            reminders: Vec::new(),
            day: rng.pick(DAYS),
            quiet: rng.pick(QUIET),
            privacy: rng.pick(&["plain", "discreet"]),
            restriction: rng.pick(RESTRICTIONS),
            counts: rng.pick(COUNTS),
            washing: "",
            // What is erased is another story, for who wants to tell it.
            history: "3650d",
            edits: 0,
        };
        for _ in 0..count {
            draft.add(rng);
        }
        draft
    }

    /// Changes one thing, on a date.
    pub(crate) fn edit(&mut self, rng: &mut Rng, today: NaiveDate) {
        self.edits += 1;
        match rng.below(10) {
            0 => self.add(rng),
            1 => self.remove(rng),
            2 | 3 => self.on_one(rng, |item, rng| item.when = cadence(rng)),
            4 => self.on_one(rng, |item, _| item.edition += 1),
            5 => self.on_one(rng, |item, _| item.enabled = !item.enabled),
            6 => self.on_one(rng, |item, rng| item.lines = manners(rng)),
            7 => self.sessions.push((near(rng, today), rng.percent(30))),
            8 => self.shift(rng),
            _ => self.move_or_cancel(rng, today),
        }
    }

    /// Changes one thing, what all reminders share included.
    pub(super) fn edit_anything(&mut self, rng: &mut Rng, today: NaiveDate) {
        match rng.below(20) {
            0 => self.day = rng.pick(DAYS),
            1 => self.quiet = rng.pick(QUIET),
            2 => (self.restriction, self.counts) = (rng.pick(RESTRICTIONS), rng.pick(COUNTS)),
            3 => self.washing = rng.pick(&["", "0..2", "0..6"]),
            4 => self.privacy = rng.pick(&["plain", "discreet", "silent"]),
            _ => self.edit(rng, today),
        }
    }

    /// Changes one thing, as a person does who wants to read what is shown.
    pub(super) fn edit_legibly(&mut self, rng: &mut Rng, today: NaiveDate) {
        self.edit_anything(rng, today);
        if self.privacy == "silent" {
            self.privacy = "discreet";
        }
    }

    /// Asks for everything at the same time of the day.
    pub(super) fn crowd(&mut self, rng: &mut Rng) {
        self.edits += 1;
        (0..2 * IDS.len()).for_each(|_| self.add(rng));
        let time = format!("at = [\"{:02}:00\"]", rng.between(8, 20));
        self.reminders.iter_mut().for_each(|item| item.when.clone_from(&time));
    }

    /// Says how long what is over is kept.
    pub(super) fn keep_history(&mut self, history: &'static str) {
        self.history = history;
    }

    /// Drops the reminder at a place, if it is not the only one.
    pub(super) fn drop_one(&mut self, place: usize) {
        if self.reminders.len() > 1 && place < self.reminders.len() {
            self.reminders.remove(place);
        }
    }

    /// The names of all reminders.
    pub(super) fn ids(&self) -> Vec<&'static str> {
        self.reminders.iter().map(|item| item.id).collect()
    }

    /// The plan in a zone, or `None` when the text has a mistake.
    pub(super) fn active(&self, zone: &Zone) -> Option<ActivePlan> {
        let fingerprint = self.toml();
        let source = Source { name: "plan.toml".to_owned(), text: fingerprint.clone() };
        let plan = plan::read(source, &mut |_| Err("no templates here".to_owned())).plan?;
        Some(ActivePlan { plan, zone: zone.clone(), fingerprint })
    }

    /// The text of the file.
    pub(crate) fn toml(&self) -> String {
        let history = self.history;
        let head = format!("history = \"{history}\"\nprivacy = \"{}\"\n", self.privacy);
        let mut text = format!("{head}[day]\n{}\n", self.day);
        if !self.quiet.is_empty() {
            writeln!(text, "[quiet]\n{}", self.quiet).expect("memory");
        }
        for (date, cancelled) in &self.sessions {
            let status = if *cancelled { "cancelled" } else { "booked" };
            writeln!(text, "[[session]]\ndate = {date}\nstatus = \"{status}\"").expect("memory");
        }
        for (session, after, days) in &self.shifts {
            writeln!(text, "[[shift]]\nsession = {session}\nafter = {after}\ndays = {days}")
                .expect("memory");
        }
        let (days, counts) = (self.restriction, self.counts);
        writeln!(
            text,
            "[[restriction]]\nid = \"creams\"\nlabel = \"Creams\"\ndays = \"{days}\"\n\
             count_from = \"{counts}\""
        )
        .expect("memory");
        if !self.washing.is_empty() {
            let days = self.washing;
            writeln!(
                text,
                "[[restriction]]\nid = \"washing\"\nlabel = \"Wash\"\ndays = \"{days}\""
            )
            .expect("memory");
        }
        self.reminders.iter().for_each(|item| item.write(&mut text));
        text
    }

    fn add(&mut self, rng: &mut Rng) {
        let id = rng.pick(IDS);
        if self.reminders.iter().all(|item| item.id != id) {
            let (lines, when) = (manners(rng), cadence(rng));
            self.reminders.push(Item { id, edition: 0, lines, when, enabled: true });
        }
    }

    fn remove(&mut self, rng: &mut Rng) {
        if self.reminders.len() > 1 {
            let id = rng.pick(&self.ids());
            self.reminders.retain(|item| item.id != id);
        }
    }

    fn on_one(&mut self, rng: &mut Rng, change: impl FnOnce(&mut Item, &mut Rng)) {
        let id = rng.pick(&self.ids());
        let item = self.reminders.iter_mut().find(|item| item.id == id).expect("it was picked");
        change(item, rng);
    }

    fn shift(&mut self, rng: &mut Rng) {
        let session = rng.pick(&self.sessions).0;
        let days = rng.pick(&[-6, -2, 1, 3, 10]);
        self.shifts.push((session, rng.between(0, 21), days));
        if self.shifts.len() > 4 {
            self.shifts.remove(0);
        }
    }

    fn move_or_cancel(&mut self, rng: &mut Rng, today: NaiveDate) {
        let last = self.sessions.last_mut().expect("there is a first session");
        if rng.percent(50) {
            last.1 = !last.1;
        } else {
            last.0 = near(rng, today);
        }
        let sessions: Vec<NaiveDate> = self.sessions.iter().map(|session| session.0).collect();
        self.shifts.retain(|shift| sessions.contains(&shift.0));
        // Not both of them: a plan without any session asks for nothing.
        self.sessions[0].1 = false;
    }
}

impl Item {
    fn write(&self, text: &mut String) {
        let Self { id, edition, when, enabled, .. } = self;
        let lines = self.lines.join("\n");
        writeln!(
            text,
            "[[reminder]]\nid = \"{id}\"\ntext = \"text {id} {edition}\"\n\
             discreet = \"discreet {id} {edition}\"\nenabled = {enabled}\n{when}\n{lines}"
        )
        .expect("memory");
    }
}

fn near(rng: &mut Rng, today: NaiveDate) -> NaiveDate {
    let start = today.checked_sub_days(Days::new(10)).expect("not that long ago");
    let days = u64::try_from(rng.below(40)).expect("a few days");
    start.checked_add_days(Days::new(days)).expect("not that far ahead")
}

fn cadence(rng: &mut Rng) -> String {
    let time = |rng: &mut Rng| format!("\"{:02}:{:02}\"", rng.below(24), rng.below(4) * 15);
    match rng.below(8) {
        0 => format!("every = \"{}h\"", rng.between(1, 6)),
        1 => "every = \"25m\"\nfrom = \"14:00\"\nuntil = \"17:00\"".to_owned(),
        2 => "at = [\"wake\", \"sleep-30m\"]".to_owned(),
        // Where clock changes are.
        3 => format!("at = [\"02:{:02}\", \"02:30\", \"12:00\"]", rng.below(29)),
        4 => format!("at = [{}]", time(rng)),
        5 => "every = \"2h\"\nfrom = \"20:30\"\nuntil = \"05:00\"".to_owned(),
        6 => {
            let crons = ["30 2 * * *", "*/40 1-3 * * *", "15 9 * * mon,thu", "0 8,20 1-20 * *"];
            format!("cron = \"{}\"", rng.pick(&crons))
        }
        _ => {
            let mut times = vec![time(rng), time(rng), time(rng)];
            times.sort();
            times.dedup();
            format!("at = [{}]", times.join(", "))
        }
    }
}

/// Everything about a reminder except its times.
fn manners(rng: &mut Rng) -> Vec<String> {
    let mut lines = vec![
        format!("kind = \"{}\"", rng.pick(&["task", "task", "task", "note"])),
        format!("urgency = \"{}\"", rng.pick(&["low", "normal", "critical"])),
        format!("if_missed = \"{}\"", rng.pick(&["show", "show", "digest", "drop"])),
        format!("quiet = \"{}\"", rng.pick(&["wait", "wait", "drop", "ignore"])),
    ];
    if rng.percent(60) {
        lines.push(format!("grace = \"{}\"", rng.pick(&["5m", "30m", "2h", "6h", "1d", "3d"])));
    }
    if lines[0].contains("task") && rng.percent(40) {
        let (every, times) = (rng.pick(&["10m", "30m", "2h"]), rng.between(1, 4));
        lines.push(format!("nag = {{ every = \"{every}\", times = {times} }}"));
    }
    if lines[0].contains("task") && rng.percent(40) {
        lines.push(format!("snooze = \"{}\"", rng.pick(&["10m", "1h", "5h"])));
    }
    if rng.percent(25) {
        lines.push("unless_closed = \"creams\"".to_owned());
    }
    if rng.percent(25) {
        lines.push(format!(
            "days = \"{}\"",
            rng.pick(&["0..20", "4..", "-3..3", "0..60/2", "2,5..9"])
        ));
    }
    if rng.percent(10) {
        lines.push("count_from = \"last\"".to_owned());
    }
    lines
}
