//! How the daemon is, for `status` and for the service manager.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use super::{SCHEMA, paragraph, rfc3339, time};
use crate::{
    engine::{Attention, HistoryTrouble, Outlook, Upcoming, record::Scope},
    language::Language,
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
    /// Why the history is not being kept, in a word of this program.
    #[serde(default)]
    history_trouble: Option<String>,
    /// The same, in words.
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
        let trouble = outlook.history_problem.map(|trouble| (word(&trouble), in_words(trouble)));
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
            history_trouble: trouble.as_ref().map(|(word, _)| (*word).to_owned()),
            history_problem: trouble.as_ref().map(|(_, (what, _))| what.clone()),
            history_advice: trouble.map(|(_, (_, advice))| advice.to_owned()),
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

    /// Whether it has to say more than how it stands with the plan, which others can see, too.
    pub fn complains(&self) -> bool {
        let silent = self.shown_on.is_none() || self.safe_mode;
        silent || self.history_problem.is_some() || self.watch_problem.is_some()
    }

    /// The day and what comes next.
    pub fn brief(&self, now: Moment, language: &Language) -> String {
        let next = self.next_words(now, language);
        let next = language.say_with("status-brief", &[("next", next.into())]);
        let Some(day) = self.day else { return next };
        format!("{}. {next}", language.say_with("day", &[("day", day.into())]))
    }

    /// One line without any text of the plan, because the service manager keeps it.
    pub fn line(&self, now: Moment, language: &Language) -> String {
        let trouble = match (&self.plan_problem, &self.history_problem, &self.shown_on) {
            (Some(_), _, _) if self.reminds => Some("status-line-mistake"),
            (Some(_), _, _) => Some("status-line-no-plan"),
            (None, Some(_), _) => Some("status-line-history"),
            (None, None, None) => Some("status-line-waiting"),
            (None, None, Some(_)) => None,
        };
        let deaf = self.watch_problem.as_ref().map(|_| "status-line-deaf");
        let safe = self.safe_mode.then_some("status-line-safe-mode");
        let open = language.say_with("status-line-open", &[("count", self.open.len().into())]);
        let more = [trouble, deaf, safe].into_iter().flatten().map(|key| language.say(key));
        let parts = [self.brief(now, language), open].into_iter().chain(more);
        parts.collect::<Vec<_>>().join(" ")
    }

    /// All of it, a line each.
    pub fn text(&self, now: Moment, language: &Language) -> String {
        let rows = Rows::of(language);
        let open = match self.open.as_slice() {
            [] => language.say("status-open-nothing"),
            open => open.join(", "),
        };
        let day = self.day.map_or_else(|| language.say("status-day-none"), |day| day.to_string());
        let lines = [
            language.say("status-running"),
            rows.row("status-plan", &self.plan),
            rows.row("status-zone", &self.zone),
            rows.row("status-day", &day),
            rows.row("status-next", &self.next_words(now, language)),
            rows.row("status-open", &open),
            rows.row("status-shown-on", &self.place(language)),
        ];
        let held = self.held.iter().map(|held| held.row(&rows, now));
        let waits = self.waits_for.iter().map(|reason| {
            let about = [("reason", reason.as_str().into())];
            rows.row("status-waiting", &language.say_with("status-waits-for", &about))
        });
        let confinement = self.confinement.iter().map(|confinement| confinement.row(&rows));
        let lines = lines.into_iter().chain(held).chain(waits).chain(self.troubles(&rows));
        lines.chain(confinement).collect::<Vec<_>>().join("\n") + "\n"
    }

    /// What is wrong, and what to do.
    fn troubles(&self, rows: &Rows<'_>) -> Vec<String> {
        let language = rows.language;
        let in_force = if self.reminds { "status-last-plan" } else { "status-no-plan" };
        let plan = self.plan_problem.iter().map(|problem| {
            let kept = format!("{} {}", language.say(in_force), language.say("status-see-check"));
            rows.row("status-plan-problem", &format!("{problem}\n{kept}"))
        });
        let history = self
            .history_problem
            .iter()
            .map(|problem| rows.row("status-history", &self.history_words(problem, language)));
        let aside = self.kept_aside.iter().map(|file| {
            let [kept, delete] =
                ["status-kept-aside", "status-delete-it"].map(|key| language.say(key));
            rows.row("status-old-history", &format!("{kept}\n{file}\n{delete}"))
        });
        let watch = self.watch_problem.iter().map(|problem| {
            let why = language.say_with("status-deaf", &[("why", problem.as_str().into())]);
            rows.row("status-changes", &format!("{why}\n{}", language.say("status-reload")))
        });
        let safe_mode = self.safe_mode.then(|| {
            let words = ["status-crashed", "status-tried-again", "status-try-now"];
            rows.row("status-safe-mode", &words.map(|key| language.say(key)).join("\n"))
        });
        plan.chain(history).chain(aside).chain(watch).chain(safe_mode).collect()
    }

    fn history_words(&self, problem: &str, language: &Language) -> String {
        let trouble = self.history_trouble.as_deref().unwrap_or_default();
        let about = [("trouble", trouble.into()), ("why", problem.into())];
        let problem = language.say_with("status-history-trouble", &about);
        let advice = language.say_with("status-history-advice", &about[..1]);
        let not_kept = language.say_with("status-not-kept", &[("why", problem.into())]);
        format!("{not_kept}\n{} {advice}", language.say("status-go-on"))
    }

    fn place(&self, language: &Language) -> String {
        language.say(match self.shown_on.as_deref() {
            None => "status-nowhere",
            Some("terminal") => "status-terminal",
            Some(_) => "status-desktop",
        })
    }

    fn next_words(&self, now: Moment, language: &Language) -> String {
        let Some(Next { id, at, time }) = &self.next else {
            return language.say("status-nothing-more");
        };
        format!("{id} {}", in_words_at(at, now, language).unwrap_or_else(|| time.clone()))
    }
}

/// A moment as JSON has it, in words; `None` when it is none.
fn in_words_at(at: &str, now: Moment, language: &Language) -> Option<String> {
    let at: DateTime<FixedOffset> = at.parse().ok()?;
    let today = now.with_timezone(at.offset()).date_naive();
    Some(language.at_in_short(at.naive_local(), today))
}

/// Rows of a name and a text, which begin in one column.
struct Rows<'a> {
    language: &'a Language,
    width: usize,
}

/// The names of all rows.
const NAMES: [&str; 15] = [
    "status-plan",
    "status-zone",
    "status-day",
    "status-next",
    "status-open",
    "status-shown-on",
    "status-paused",
    "status-muted",
    "status-waiting",
    "status-plan-problem",
    "status-history",
    "status-old-history",
    "status-changes",
    "status-safe-mode",
    "status-confinement",
];

impl<'a> Rows<'a> {
    fn of(language: &'a Language) -> Self {
        let widths = NAMES.iter().map(|name| language.say(name).chars().count());
        Self { language, width: widths.max().unwrap_or(0) }
    }

    fn row(&self, name: &str, text: &str) -> String {
        let lead = format!("{:<width$}  ", self.language.say(name), width = self.width);
        let indent = " ".repeat(lead.chars().count());
        let leads = std::iter::once(&lead).chain(std::iter::repeat(&indent));
        // What is to be typed is not broken after its first word.
        let text = text.replace("aftercare ", "aftercare\u{a0}");
        let lines = leads.zip(text.lines()).map(|(lead, line)| {
            // A path is there to be copied, so it stays whole, however long.
            if line.contains(' ') { paragraph(lead, line) } else { format!("{lead}{line}") }
        });
        lines.collect::<Vec<_>>().join("\n").replace("aftercare\u{a0}", "aftercare ")
    }
}

impl Confinement {
    fn row(&self, rows: &Rows<'_>) -> String {
        let Self { landlock, landlock_version: version, .. } = self;
        let problem = self.landlock_problem.as_ref().map(|problem| format!(": {problem}"));
        let privileges = match self.no_new_privileges {
            Some(true) => "none",
            Some(false) => "possible",
            None => "unknown",
        };
        let word = |key, word: &str| rows.language.say_with(key, &[("word", word.into())]);
        let filter = self.seccomp.as_deref().unwrap_or("unknown");
        let about = [
            ("extent", word("status-extent", landlock).into()),
            ("version", version.to_string().into()),
            ("problem", problem.unwrap_or_default().into()),
            ("filter", word("status-filter", filter).into()),
            ("privileges", word("status-privileges", privileges).into()),
        ];
        let landlock = rows.language.say_with("status-landlock", &about);
        let rest = rows.language.say_with("status-kernel", &about);
        rows.row("status-confinement", &format!("{landlock}\n{rest}"))
    }
}

/// The word for what is wrong with the history, the same in every language.
fn word(trouble: &HistoryTrouble) -> &'static str {
    match trouble {
        HistoryTrouble::Full => "full",
        HistoryTrouble::ReadOnly => "read-only",
        HistoryTrouble::Locked => "locked",
        HistoryTrouble::Closed => "closed",
        HistoryTrouble::Failing => "failing",
        HistoryTrouble::Damaged => "damaged",
        HistoryTrouble::Other(_) => "other",
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

    fn row(&self, rows: &Rows<'_>, now: Moment) -> String {
        let language = rows.language;
        let id = self.reminder.as_deref().map(|id| format!(" {id}")).unwrap_or_default();
        let written = self.until.as_deref();
        let until = written.and_then(|until| in_words_at(until, now, language));
        let until = until.or_else(|| self.time.clone());
        let key = if until.is_some() { "status-ends" } else { "status-ends-with" };
        let about = [("when", until.unwrap_or_default().into()), ("id", id.into())];
        let end = language.say_with(key, &about);
        let everything = || language.say("status-everything");
        let what = self.reminder.clone().unwrap_or_else(everything);
        let held = language.say_with("status-held", &[("what", what.into()), ("end", end.into())]);
        let name = self.reminder.as_ref().map_or("status-paused", |_| "status-muted");
        rows.row(name, &held)
    }
}

/// For other programs, in English.
fn on_the_wall(at: Moment, zone: &Zone, now: Moment) -> String {
    let wall = zone.wall(at);
    if wall.date_naive() == zone.wall(now).date_naive() {
        format!("at {}", time(at, zone))
    } else {
        wall.format("on %a %-d %b at %H:%M").to_string()
    }
}
