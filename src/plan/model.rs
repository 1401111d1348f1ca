//! The plan as values that cannot be wrong: what [`read`](super::read) makes of a file.

use chrono::{NaiveDate, NaiveTime, TimeDelta};

use super::{cron::CronFields, days::DaySet};

/// All that a person was told to do, and not to do, around their sessions.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Shown by `today`, the report and the calendar.
    pub title: Option<String>,
    /// Every treatment date, oldest first, the cancelled ones included.
    pub sessions: Vec<Session>,
    /// What moves the days after some of them, in the order in which it was decided.
    pub shifts: Vec<Shift>,
    /// The number that the treatment day itself has: 0 or 1.
    pub day_of_session: i32,
    /// The IANA zone that the plan is pinned to; the system's zone when absent.
    pub timezone: Option<String>,
    /// How much of a text may reach the screen.
    pub privacy: Privacy,
    /// How long what is over stays in the history.
    pub history: History,
    /// When the person's day begins and ends.
    pub day: Day,
    /// The daily span without notifications; `None` when the plan asks for none.
    pub quiet: Option<DailySpan>,
    /// Whom to ask.
    pub contact: Contact,
    /// Where the person lives; needed for sunrise and sunset only.
    pub place: Option<Place>,
    /// The words on the buttons.
    pub labels: Labels,
    /// Named spans of recovery days. They are shown; they schedule nothing.
    pub phases: Vec<Phase>,
    /// What is not allowed yet.
    pub restrictions: Vec<Restriction>,
    /// What there is to do or to know.
    pub reminders: Vec<Reminder>,
}

impl Plan {
    /// How many occurrences a day can have, at most, if every reminder recurs on it.
    pub fn most_a_day(&self) -> u64 {
        self.reminders.iter().map(|reminder| reminder.cadence.most_a_day()).sum()
    }
}

impl Cadence {
    fn most_a_day(&self) -> u64 {
        match self {
            Self::At(points) => points.len() as u64,
            Self::Every { step, .. } => {
                let step = step.num_minutes().max(1).unsigned_abs();
                (24_u64 * 60).div_ceil(step)
            }
            Self::Cron(fields) => {
                u64::from(fields.hours.count_ones()) * u64::from(fields.minutes.count_ones())
            }
        }
    }
}

/// One treatment date. Each restarts the recovery days, unless it is cancelled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The calendar date of the treatment.
    pub date: NaiveDate,
    /// When it begins, if the plan says so.
    pub time: Option<NaiveTime>,
    /// A name for it, such as "Second session".
    pub label: Option<String>,
    /// Whether it took place, or will.
    pub status: SessionStatus,
}

/// A body that takes its own time: what the plan says of later recovery days comes later, or earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shift {
    /// The session whose recovery days it is about; the next one starts afresh.
    pub session: NaiveDate,
    /// The last recovery day that stays as it is.
    pub after: i32,
    /// How many days later; earlier when negative. Never 0.
    pub days: i32,
}

impl Session {
    /// Whether it anchors recovery days.
    pub fn counts(&self) -> bool {
        match self.status {
            SessionStatus::Booked | SessionStatus::Done => true,
            SessionStatus::Cancelled => false,
        }
    }
}

/// Whether a session counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionStatus {
    /// It is to come, or nobody has said that it took place. It counts.
    Booked,
    /// It took place. It counts.
    Done,
    /// It does not take place, and anchors nothing.
    Cancelled,
}

/// How much of a text may reach the screen, which others may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Privacy {
    /// The `discreet` text of each entry.
    Discreet,
    /// The `text` and `details` of each entry.
    Plain,
    /// Nothing but the program's name.
    Silent,
}

/// How long what is over stays in the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum History {
    /// Until it is older than so many days, and the last session is, too.
    Days(u32),
    /// Until the end of the following day: so long it is needed to show nothing twice.
    Off,
}

/// The frame of the person's day, as times on their wall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// When the day begins.
    pub wake: NaiveTime,
    /// When it ends; at or before `wake` means after midnight.
    pub sleep: NaiveTime,
    /// When release notices are shown.
    pub notices: NaiveTime,
}

/// A span of every day, from `from` until before `to`; it may cross midnight.
///
/// `from` and `to` differ: a span that is empty or whole has no use here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DailySpan {
    /// The first time inside.
    pub from: NaiveTime,
    /// The first time after it.
    pub to: NaiveTime,
}

/// Whom to ask, as free text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contact {
    /// Who did the treatment, for questions about aftercare.
    pub practitioner: Option<String>,
    /// Who is asked about a health worry.
    pub doctor: Option<String>,
}

/// A place on Earth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// Degrees north, -90 to 90.
    pub latitude: f64,
    /// Degrees east, -180 to 180.
    pub longitude: f64,
}

/// The words on the buttons, as far as the plan says them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Labels {
    /// "Done": it was done.
    pub done: Option<String>,
    /// "Later": ask again after the reminder's `snooze`.
    pub later: Option<String>,
    /// "Skip": it will not be done this time.
    pub skip: Option<String>,
}

/// A named span of recovery days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phase {
    /// Its stable name.
    pub id: String,
    /// What the person reads.
    pub label: String,
    /// The recovery days it covers.
    pub days: DaySet,
    /// A sentence about it.
    pub note: Option<String>,
}

/// Something that is not allowed yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restriction {
    /// Its stable name.
    pub id: String,
    /// What it is about: "Washing your scalp".
    pub label: String,
    /// The recovery days on which it is closed.
    pub days: DaySet,
    /// The session that `days` count from.
    pub count_from: CountFrom,
    /// What is allowed while it is closed: "a clean, loose hat for a short time".
    pub meanwhile: Option<String>,
    /// What is allowed afterwards: "gentle shampoo allowed".
    pub then: Option<String>,
    /// The reason, shown with every answer.
    pub because: Option<String>,
    /// Who decides when `days` has no end, or whom to ask in doubt.
    pub ask: Option<String>,
    /// What `aftercare may` understands.
    pub words: Vec<String>,
    /// The text of the release notice in discreet mode.
    pub discreet: Option<String>,
}

/// The session that recovery days count from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CountFrom {
    /// The newest session whose date has come.
    Latest,
    /// The final session: while another is to come, nothing is counted yet.
    Last,
}

/// Something to do or to know, at set times.
#[derive(Debug, Clone, PartialEq)]
pub struct Reminder {
    /// Its stable name; part of the identity of every occurrence.
    pub id: String,
    /// The summary: it makes sense when it is read aloud alone.
    pub text: String,
    /// The body.
    pub details: Option<String>,
    /// What is shown in discreet mode.
    pub discreet: Option<String>,
    /// The recovery days on which it recurs; `None` is every day from the first session on.
    pub days: Option<DaySet>,
    /// The session that `days` count from.
    pub count_from: CountFrom,
    /// The times of day.
    pub cadence: Cadence,
    /// Whether there is something to confirm.
    pub kind: ReminderKind,
    /// How much it may insist.
    pub urgency: Urgency,
    /// How late it is still worth showing.
    pub grace: TimeDelta,
    /// What becomes of it after an absence.
    pub if_missed: IfMissed,
    /// Whether it is shown again until it is answered.
    pub nag: Option<Nag>,
    /// What "Later" offers.
    pub snooze: TimeDelta,
    /// What becomes of it in quiet hours.
    pub quiet: QuietPolicy,
    /// The restriction while which it pauses.
    pub unless_closed: Option<String>,
    /// `false` switches it off.
    pub enabled: bool,
}

/// The times of day at which a reminder recurs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cadence {
    /// At each of these; an occurrence's slot is the position in this list.
    At(Vec<TimePoint>),
    /// Every `step` of elapsed time from `from`, which is included, to `until`, which is not.
    Every {
        /// At least a minute.
        step: TimeDelta,
        /// Where the window begins.
        from: TimePoint,
        /// Where it ends; at or before `from` means after midnight.
        until: TimePoint,
    },
    /// At the times that a five-field cron expression matches.
    Cron(CronFields),
}

/// A time of day, perhaps tied to something that moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimePoint {
    /// A time on the wall.
    Clock(NaiveTime),
    /// So long after an anchor, or before it when negative.
    Anchored {
        /// What it is tied to.
        anchor: Anchor,
        /// Elapsed time after the anchor, less than a day either way.
        offset: TimeDelta,
    },
}

/// What a time of day can be tied to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// `[day] wake`.
    Wake,
    /// `[day] sleep`.
    Sleep,
    /// The moment the sun's upper edge rises at `[place]`.
    Sunrise,
    /// The moment it sets there.
    Sunset,
}

/// Whether there is something to confirm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReminderKind {
    /// Done, Later or Skip.
    Task,
    /// Something to know; being shown is its end.
    Note,
}

/// The urgency levels of the desktop notification specification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// A habit.
    Low,
    /// A task.
    Normal,
    /// Rare: it does not go away by itself.
    Critical,
}

/// What becomes of an occurrence that came due during an absence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IfMissed {
    /// The latest one is shown if it is within its grace.
    Show,
    /// It is told in one summary.
    Digest,
    /// It is recorded only.
    Drop,
}

/// Showing again until answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nag {
    /// The time between two showings, at least a minute.
    pub every: TimeDelta,
    /// How often it is shown again, at most.
    pub times: u32,
}

/// What becomes of an occurrence that falls into quiet hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuietPolicy {
    /// It waits for their end.
    Wait,
    /// It is not shown, and recorded as missed.
    Drop,
    /// It is shown all the same.
    Ignore,
}

#[cfg(test)]
impl Plan {
    /// The same, with the words that an English person sees where it has none of its own.
    pub(super) fn in_english(mut self) -> Self {
        let english = crate::language::Language::english();
        let words = |key| Some(english.say(key));
        self.title = self.title.or(words("title"));
        self.labels.done = self.labels.done.or(words("notice-done"));
        self.labels.later = self.labels.later.or(words("notice-later"));
        self.labels.skip = self.labels.skip.or(words("notice-skip"));
        for reminder in &mut self.reminders {
            reminder.discreet = reminder.discreet.take().or(words("notice-discreet"));
        }
        self
    }
}
