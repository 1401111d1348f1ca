//! How the daemon is, for `status` and for the service manager.

use serde::{Deserialize, Serialize};

use super::{SCHEMA, rfc3339, time};
use crate::{
    engine::{Attention, HistoryTrouble, Outlook, Upcoming, record::Scope},
    schedule::zone::{Moment, Zone},
};

/// The answer of `status --json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    schema: u32,
    running: bool,
    /// The recovery day.
    day: Option<i32>,
    next: Option<Next>,
    /// Reminders that wait for an answer or for the screen, by id.
    open: Vec<String>,
    /// Where reminders are shown: the run of a notification server, or "terminal".
    shown_on: Option<String>,
    plan: String,
    zone: String,
    plan_problem: Option<String>,
    /// Whether the plan in force has any reminder.
    reminds: bool,
    /// Why the history is not being kept.
    history_problem: Option<String>,
    /// What to do about it.
    history_advice: Option<String>,
    /// What is paused or muted.
    held: Vec<Held>,
    /// "locked" or "inhibited" while nothing new appears on the screen.
    waits_for: Option<String>,
    /// Why changes of the plan are not noticed, if they are not.
    watch_problem: Option<String>,
    /// Whether it came up with the last good plan, because it had crashed again and again.
    #[serde(default)]
    safe_mode: bool,
    /// Histories that could not be read once, and were kept.
    #[serde(default)]
    kept_aside: Vec<String>,
    confinement: Option<Confinement>,
}

/// What the kernel really keeps the daemon from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confinement {
    /// "full", "partial" or "none".
    pub landlock: String,
    /// The version of Landlock that is in use, 0 without any.
    pub landlock_version: i32,
    /// Why it is not all of it.
    pub landlock_problem: Option<String>,
    /// What becomes of system calls: "filter", "strict" or "off"; `null` when it is not known.
    pub seccomp: Option<String>,
    /// Whether no program could give it more rights; `null` when it is not known.
    pub no_new_privileges: Option<bool>,
}

/// A pause, or a muted reminder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Held {
    /// `null` when everything is paused.
    reminder: Option<String>,
    /// `null` when the end is not known.
    until: Option<String>,
    /// The same on the wall.
    time: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Next {
    id: String,
    at: String,
    /// The same on the wall.
    time: String,
}

impl Status {
    /// The status of a daemon with this outlook.
    pub fn new(outlook: Outlook, plan: String, zone: &Zone, now: Moment) -> Self {
        let problem = outlook.plan_problem.map(|m| format!("{}: {}", m.place, m.message));
        let trouble = outlook.history_problem.map(in_words);
        Self {
            schema: SCHEMA,
            running: true,
            day: outlook.day,
            next: outlook.next.map(|Upcoming { reminder, due, .. }| Next {
                id: reminder,
                at: rfc3339(due, zone),
                time: on_the_wall(due, zone, now),
            }),
            open: outlook.open,
            shown_on: outlook.server,
            plan,
            zone: zone.name().to_owned(),
            plan_problem: problem,
            reminds: outlook.reminds,
            history_problem: trouble.as_ref().map(|(what, _)| what.clone()),
            history_advice: trouble.map(|(_, advice)| advice.to_owned()),
            held: outlook.held.into_iter().map(|held| Held::new(held, zone, now)).collect(),
            waits_for: match outlook.attention {
                Attention::Free => None,
                Attention::Locked => Some("locked".to_owned()),
                Attention::Inhibited => Some("inhibited".to_owned()),
            },
            watch_problem: None,
            safe_mode: false,
            kept_aside: Vec::new(),
            confinement: None,
        }
    }

    /// The same, of a daemon that is confined like this.
    #[must_use]
    pub fn with_confinement(mut self, confinement: Confinement) -> Self {
        self.confinement = Some(confinement);
        self
    }

    /// The same, of a daemon that came up in safe mode.
    #[must_use]
    pub fn in_safe_mode(mut self) -> Self {
        self.safe_mode = true;
        self
    }

    /// The same, of a daemon that does not notice changes of its plan for this reason.
    #[must_use]
    pub fn with_watch_problem(mut self, why: Option<String>) -> Self {
        self.watch_problem = why;
        self
    }

    /// The same, where these histories could not be read once.
    #[must_use]
    pub fn with_kept_aside(mut self, files: Vec<String>) -> Self {
        self.kept_aside = files;
        self
    }

    /// The day and what comes next.
    pub fn brief(&self) -> String {
        let day = self.day.map(|day| format!("Day {day}. ")).unwrap_or_default();
        format!("{day}Next: {}.", self.next_words())
    }

    /// One line without any text of the plan, because the service manager keeps it.
    pub fn line(&self) -> String {
        let (brief, open) = (self.brief(), self.open.len());
        let trouble = match (&self.plan_problem, &self.history_problem, &self.shown_on) {
            (Some(_), _, _) if self.reminds => {
                " The plan file has a mistake; the last good plan is in force."
            }
            (Some(_), _, _) => " The plan file has a mistake; no plan is in force.",
            (None, Some(_), _) => " The history is not being kept.",
            (None, None, None) => " Waiting for a notification server.",
            (None, None, Some(_)) => "",
        };
        let deaf =
            if self.watch_problem.is_some() { " Changes of the plan need a reload." } else { "" };
        let safe = if self.safe_mode { " Safe mode: the last good plan is in force." } else { "" };
        format!("{brief} {open} open.{trouble}{deaf}{safe}")
    }

    /// All of it, a line each.
    pub fn text(&self) -> String {
        let day = self.day.map_or_else(|| "none".to_owned(), |day| day.to_string());
        let open = if self.open.is_empty() { "nothing".to_owned() } else { self.open.join(", ") };
        let shown_on = match self.shown_on.as_deref() {
            None => "nowhere yet: waiting for a notification server",
            Some("terminal") => "this daemon's terminal: there is no session bus",
            Some(_) => "the desktop",
        };
        let in_force =
            if self.reminds { "The last good plan is in force." } else { "No plan is in force." };
        let mut lines = vec![
            "The daemon is running.".to_owned(),
            format!("plan          {}", self.plan),
            format!("time zone     {}", self.zone),
            format!("recovery day  {day}"),
            format!("next          {}", self.next_words()),
            format!("open          {open}"),
            format!("shown on      {shown_on}"),
        ];
        lines.extend(self.held.iter().map(Held::line));
        lines.extend(self.waits_for.iter().map(|reason| match reason.as_str() {
            "locked" => "waiting       the screen is locked".to_owned(),
            _ => "waiting       the desktop shows no notifications (do not disturb)".to_owned(),
        }));
        lines.extend(self.plan_problem.iter().map(|problem| {
            format!("plan problem  {problem}\n              {in_force} See: aftercare check")
        }));
        lines.extend(self.history_problem.iter().map(|problem| {
            let advice = self.history_advice.as_deref().unwrap_or_default();
            format!(
                "history       not being kept: {problem}\n              Reminders go on. {advice}"
            )
        }));
        lines.extend(self.kept_aside.iter().map(|file| {
            format!(
                "old history   could not be read; it is kept as\n              {file}\n              \
                 Delete it when you need it no more. So does: aftercare forget"
            )
        }));
        lines.extend(self.watch_problem.iter().map(|problem| {
            format!("changes       of the plan are not noticed: {problem}\n              After a change: systemctl --user reload aftercare")
        }));
        lines.extend(self.safe_mode.then(|| SAFE_MODE.to_owned()));
        lines.extend(self.confinement.as_ref().map(Confinement::line));
        lines.join("\n") + "\n"
    }

    fn next_words(&self) -> String {
        let next = self.next.as_ref().map(|Next { id, time, .. }| format!("{id} {time}"));
        next.unwrap_or_else(|| "nothing more is planned".to_owned())
    }
}

/// What it means, and what to do.
const SAFE_MODE: &str = "\
safe mode     It crashed three times within a minute. Your last good plan is in force.
              The plan file is tried again in ten minutes.
              To try it now: systemctl --user reload aftercare";

impl Confinement {
    fn line(&self) -> String {
        let Self { landlock, landlock_version: version, .. } = self;
        let landlock = match &self.landlock_problem {
            None => format!("Landlock {landlock} (version {version})"),
            Some(problem) => format!("Landlock {landlock} (version {version}: {problem})"),
        };
        let seccomp = self.seccomp.as_deref().unwrap_or("unknown");
        let privileges = match self.no_new_privileges {
            Some(true) => "none",
            Some(false) => "possible",
            None => "unknown",
        };
        format!(
            "confinement   {landlock}\n              \
             system call filter: {seccomp}; new privileges: {privileges}"
        )
    }
}

/// What is wrong with the history, and what to do.
fn in_words(trouble: HistoryTrouble) -> (String, &'static str) {
    let (what, advice) = match trouble {
        HistoryTrouble::Full => ("the disk is full", "Free some space; the rest goes by itself."),
        HistoryTrouble::ReadOnly => (
            "its file or disk is read-only",
            "Make it writable. To see where it is: aftercare paths",
        ),
        HistoryTrouble::Locked => (
            "another program holds it",
            "Close what has opened it. To see where it is: aftercare paths",
        ),
        HistoryTrouble::Closed => (
            "its file or folder cannot be opened",
            "It must be there, and be yours. To see where it is: aftercare paths",
        ),
        HistoryTrouble::Failing => (
            "the disk reports errors",
            "Copy your files to another disk, and have this one checked.",
        ),
        HistoryTrouble::Damaged => (
            "its file is damaged",
            "This puts it aside and begins anew: systemctl --user restart aftercare",
        ),
        HistoryTrouble::Other(why) => {
            return (why, "To see where it is: aftercare paths");
        }
    };
    (what.to_owned(), advice)
}

impl Held {
    fn new((scope, until): (Scope, Option<Moment>), zone: &Zone, now: Moment) -> Self {
        let reminder = match scope {
            Scope::Everything => None,
            Scope::Reminder(reminder) => Some(reminder),
        };
        let until_text = until.map(|until| rfc3339(until, zone));
        let time = until.map(|until| on_the_wall(until, zone, now));
        Self { reminder, until: until_text, time }
    }

    fn line(&self) -> String {
        let id = self.reminder.as_deref().map(|id| format!(" {id}")).unwrap_or_default();
        let end = match &self.time {
            Some(time) => format!("it ends {time}, or with: aftercare resume{id}"),
            None => format!("it ends with: aftercare resume{id}"),
        };
        match &self.reminder {
            None => format!("paused        everything; {end}"),
            Some(reminder) => format!("muted         {reminder}; {end}"),
        }
    }
}

fn on_the_wall(at: Moment, zone: &Zone, now: Moment) -> String {
    let wall = zone.wall(at);
    if wall.date_naive() == zone.wall(now).date_naive() {
        format!("at {}", time(at, zone))
    } else {
        wall.format("on %a %-d %b at %H:%M").to_string()
    }
}
