//! The plan, read a second time: what comes due when, and when nothing may be shown.
//!
//! It shares the plan's fields with the program and nothing else. Sets of days are parsed from the
//! text again, and the zone files are read by the crate that the schedule's oracle uses, so that a
//! mistake in days, sessions, shifts, clock changes or quiet hours is not believed twice.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::OnceLock,
};

use aftercare::{
    engine::ActivePlan,
    plan::{
        Plan,
        cron::CronFields,
        model::{
            Anchor, Cadence, CountFrom, Day, History, QuietPolicy, Reminder, ReminderKind,
            Restriction, SessionStatus, TimePoint,
        },
    },
    schedule::{
        occurrence::{Key, Kind, Occurrence, RELEASE},
        zone::Moment,
    },
};
use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};

use crate::oracle::ZoneFile;

/// The zones that a life can be in. The last ones have other rules for the time of the first ones.
pub(super) const ZONES: &[&str] = &[
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "UTC",
    "Africa/Casablanca",
    "Africa/Tunis",
    "America/Panama",
];

/// What is known of a zone's clock: 1969 to 2034, in seconds since 1970.
const KNOWN: (i64, i64) = (-31_536_000, 2_019_686_400);

/// How many dates around a moment can have an occurrence that comes due then.
const REACH: i64 = 3;

/// The clock on the wall of a zone: since when which offset holds.
struct Wall(Vec<(Moment, TimeDelta)>);

/// A plan in a zone.
pub(super) struct Almanac {
    plan: Plan,
    wall: &'static Wall,
    /// Those that count, oldest first.
    sessions: Vec<NaiveDate>,
    /// The sets of days, by the id of what they belong to.
    days: BTreeMap<String, Vec<Span>>,
}

/// Days from a first to a last one, so many apart.
#[derive(Clone, Copy)]
struct Span {
    first: i64,
    last: i64,
    step: i64,
}

/// Whether days are those of something that lasts, or of something that recurs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lasts {
    Yes,
    No,
}

/// A slot of a date: its number, its moment, and whether the wall shows its time.
type Slot = (u16, Moment, bool);

impl Wall {
    /// The clock of one of [`ZONES`].
    fn of(name: &str) -> &'static Self {
        static WALLS: OnceLock<BTreeMap<&str, Wall>> = OnceLock::new();
        let walls =
            WALLS.get_or_init(|| ZONES.iter().map(|name| (*name, Self::read(name))).collect());
        walls.get(name).expect("one of the zones")
    }

    fn read(name: &str) -> Self {
        let file = ZoneFile::open(name);
        let (from, to) = KNOWN;
        let starts = std::iter::once(from).chain(file.transitions(from, to));
        let moment = |at| DateTime::from_timestamp(at, 0).expect("a moment");
        Self(starts.map(|at| (moment(at), TimeDelta::seconds(file.offset(at)))).collect())
    }

    fn reading(&self, moment: Moment) -> NaiveDateTime {
        let later = self.0.partition_point(|(start, _)| *start <= moment);
        (moment + self.0[later.saturating_sub(1)].1).naive_utc()
    }

    /// The spans that can show a wall time, each with its end.
    fn around(&self, wall: NaiveDateTime) -> impl Iterator<Item = (Moment, Moment, TimeDelta)> {
        let early = wall.and_utc() - TimeDelta::hours(26);
        let first = self.0.partition_point(|(start, _)| *start <= early).saturating_sub(1);
        let late = wall.and_utc() + TimeDelta::hours(26);
        let spans = (first..self.0.len()).map(|place| {
            let end = self.0.get(place + 1).map_or(Moment::MAX_UTC, |(start, _)| *start);
            (self.0[place].0, end, self.0[place].1)
        });
        spans.take_while(move |(start, _, _)| *start <= late)
    }

    /// Every moment at which the wall shows this.
    fn passes(&self, wall: NaiveDateTime) -> impl Iterator<Item = Moment> {
        let at = move |(start, end, offset): (Moment, Moment, TimeDelta)| {
            let moment = wall.and_utc() - offset;
            (start <= moment && moment < end).then_some(moment)
        };
        self.around(wall).filter_map(at)
    }

    /// The first of them; or, in a gap, as long after it as the time lies within it.
    fn resolve(&self, wall: NaiveDateTime) -> (Moment, bool) {
        if let Some(moment) = self.passes(wall).next() {
            return (moment, true);
        }
        let jumped = |(_, end, offset): &(Moment, Moment, TimeDelta)| {
            let moment = wall.and_utc() - *offset;
            *end <= moment && moment < *end + TimeDelta::hours(24)
        };
        let before = self.around(wall).filter(jumped).last().expect("a skipped time has a gap");
        (wall.and_utc() - before.2, false)
    }
}

impl Span {
    fn read(text: &str) -> Self {
        let (range, step) = text.split_once('/').unwrap_or((text, "1"));
        let (first, last) = range.split_once("..").unwrap_or((range, range));
        let number = |text: &str| text.trim().parse::<i64>().expect("a day");
        let last = if last.trim().is_empty() { i64::MAX } else { number(last) };
        Self { first: number(first), last, step: number(step) }
    }

    fn has(self, day: i64) -> bool {
        self.first <= day && day <= self.last && (day - self.first) % self.step == 0
    }

    /// What is over by `after` stays, what is to come moves, what runs then ends at another time;
    /// but what is done on one day alone is not done again.
    fn shifted(self, (after, by): (i64, i64), lasts: Lasts) -> Self {
        let later = |day: i64, least: i64| {
            let moved = if day == i64::MAX { day } else { day + by };
            if by < 0 { moved.max(least) } else { moved }
        };
        let Self { first, last, .. } = self;
        if after < first {
            Self { first: later(first, after + 1), last: later(last, after + 1), ..self }
        } else if last < after || first == last && lasts == Lasts::No {
            self
        } else {
            Self { last: later(last, after), ..self }
        }
    }
}

impl Almanac {
    /// The almanac of a plan whose fingerprint is its text.
    pub(super) fn new(active: &ActivePlan) -> Self {
        let plan = active.plan.clone();
        let counts = plan.sessions.iter().filter(|s| s.status != SessionStatus::Cancelled);
        let mut sessions: Vec<NaiveDate> = counts.map(|session| session.date).collect();
        sessions.sort_unstable();
        let days = days_in(&active.fingerprint);
        Self { plan, wall: Wall::of(active.zone.name()), sessions, days }
    }

    /// The almanac of the same plan in another zone.
    pub(super) fn in_zone(&self, name: &str) -> Self {
        let Self { plan, sessions, days, .. } = self;
        let (plan, sessions, days) = (plan.clone(), sessions.clone(), days.clone());
        Self { plan, wall: Wall::of(name), sessions, days }
    }

    /// The plan.
    pub(super) fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The reminder of this id.
    pub(super) fn reminder(&self, id: &str) -> Option<&Reminder> {
        self.plan.reminders.iter().find(|reminder| reminder.id == id)
    }

    /// What comes due after one moment and not after another, in order.
    pub(super) fn between(&self, after: Moment, until: Moment) -> Vec<Occurrence> {
        let mut all: Vec<Occurrence> =
            self.dates(after, until).flat_map(|date| self.on(date)).collect();
        all.retain(|occurrence| after < occurrence.due && occurrence.due <= until);
        all.sort_by_key(|occurrence| occurrence.due);
        all
    }

    /// The occurrence of an identity, if the plan has it.
    pub(super) fn occurrence(&self, key: &Key) -> Option<Occurrence> {
        self.of(&key.reminder, key.date).into_iter().find(|found| found.key == *key)
    }

    /// Whether another one of the same reminder comes due from one moment on, until another.
    pub(super) fn has_other(&self, key: &Key, from: Moment, until: Moment) -> bool {
        let mut dates = self.dates(from, until);
        let newer = |o: &Occurrence| o.key != *key && from <= o.due && o.due <= until;
        dates.any(|date| self.of(&key.reminder, date).iter().any(newer))
    }

    /// Whether something of this policy may be shown.
    pub(super) fn allows(&self, moment: Moment, policy: QuietPolicy) -> bool {
        let Some(span) = self.plan.quiet.filter(|_| policy != QuietPolicy::Ignore) else {
            return true;
        };
        let time = self.wall.reading(moment).time();
        let (begun, over) = (span.from <= time, span.to <= time);
        if span.from < span.to { !begun || over } else { !begun && over }
    }

    /// The first moment from this one on at which it may be shown.
    pub(super) fn allowed_from(&self, moment: Moment, policy: QuietPolicy) -> Moment {
        let Some(span) = self.plan.quiet.filter(|_| !self.allows(moment, policy)) else {
            return moment;
        };
        let wall = self.wall.reading(moment);
        let days = Days::new(u64::from(span.to <= wall.time()));
        let end = (wall.date() + days).and_time(span.to);
        self.wall.resolve(end).0.max(moment)
    }

    /// When the day begins in which a moment lies.
    pub(super) fn midnight(&self, moment: Moment) -> Moment {
        self.wall.resolve(self.wall.reading(moment).date().and_time(NaiveTime::MIN)).0
    }

    /// The date before that of a moment.
    pub(super) fn yesterday(&self, now: Moment) -> NaiveDate {
        self.wall.reading(now).date() - Days::new(1)
    }

    /// Until which date the history is old: so many days after the last session.
    pub(super) fn old_until(&self, now: Moment) -> Option<NaiveDate> {
        let yesterday = self.yesterday(now);
        match self.plan.history {
            History::Off => Some(yesterday),
            History::Days(days) => {
                let until = yesterday - Days::new(days.into());
                (*self.sessions.last()? <= until).then_some(until)
            }
        }
    }

    /// When the person wakes next.
    pub(super) fn next_wake(&self, now: Moment) -> Moment {
        let today = self.wall.reading(now).date();
        let wakes =
            today.iter_days().map(|day| self.wall.resolve(day.and_time(self.plan.day.wake)).0);
        wakes.take(4).find(|wake| now < *wake).expect("a person wakes")
    }

    /// Whether the restriction that pauses a reminder is closed at a moment.
    pub(super) fn pauses(&self, id: &str, now: Moment) -> bool {
        let today = self.wall.reading(now).date();
        self.reminder(id).is_some_and(|reminder| self.is_paused(reminder, today))
    }

    fn dates(&self, after: Moment, until: Moment) -> impl Iterator<Item = NaiveDate> + use<> {
        let (first, last) = (self.wall.reading(after).date(), self.wall.reading(until).date());
        let reach = TimeDelta::days(REACH);
        let last = last + reach;
        (first - reach).iter_days().take_while(move |date| *date <= last)
    }

    fn on(&self, date: NaiveDate) -> Vec<Occurrence> {
        let reminders = self.plan.reminders.iter().map(|reminder| reminder.id.as_str());
        [RELEASE].into_iter().chain(reminders).flat_map(|id| self.of(id, date)).collect()
    }

    fn of(&self, id: &str, date: NaiveDate) -> Vec<Occurrence> {
        if id == RELEASE {
            return self.release(date).into_iter().collect();
        }
        let Some(reminder) = self.reminder(id) else { return Vec::new() };
        let kind = match reminder.kind {
            ReminderKind::Task => Kind::Task,
            ReminderKind::Note => Kind::Note,
        };
        let key = |slot| Key { reminder: id.to_owned(), date, slot };
        let slots = self.distinct(reminder, date).into_iter();
        slots.map(|(slot, due, _)| Occurrence { key: key(slot), kind, due }).collect()
    }

    fn release(&self, date: NaiveDate) -> Option<Occurrence> {
        let eve = date.pred_opt()?;
        let opens = |r: &Restriction| self.is_closed(r, eve) && !self.is_closed(r, date);
        self.plan.restrictions.iter().any(opens).then(|| {
            let key = Key { reminder: RELEASE.to_owned(), date, slot: 0 };
            let due = self.wall.resolve(date.and_time(self.plan.day.notices)).0;
            Occurrence { key, kind: Kind::Release, due }
        })
    }

    /// Two slots at one moment are one: a time that the wall shows wins over one that was moved
    /// there, the next date over this one, an earlier slot over a later one.
    fn distinct(&self, reminder: &Reminder, date: NaiveDate) -> Vec<Slot> {
        let slots = self.slots(reminder, date);
        let shown: BTreeSet<Moment> =
            slots.iter().filter(|slot| slot.2).map(|slot| slot.1).collect();
        let next: BTreeSet<Moment> =
            self.slots(reminder, date + Days::new(1)).iter().map(|slot| slot.1).collect();
        let mut seen = BTreeSet::new();
        let wins = |slot: &Slot| {
            let moved_onto = !slot.2 && shown.contains(&slot.1);
            !moved_onto && !next.contains(&slot.1) && seen.insert(slot.1)
        };
        slots.into_iter().filter(wins).collect()
    }

    fn slots(&self, reminder: &Reminder, date: NaiveDate) -> Vec<Slot> {
        let covered = self.covers((&reminder.id, Lasts::No), reminder.count_from, date);
        if !reminder.enabled || !covered || self.is_paused(reminder, date) {
            return Vec::new();
        }
        let moments: Vec<(Moment, bool)> = match &reminder.cadence {
            Cadence::At(points) => {
                points.iter().map(|point| self.wall.resolve(self.point(*point, date))).collect()
            }
            Cadence::Every { step, from, until } => self.window(*step, (*from, *until), date),
            Cadence::Cron(fields) => self.cron(fields, date),
        };
        (0..).zip(moments).map(|(number, (at, shown))| (number, at, shown)).collect()
    }

    fn point(&self, point: TimePoint, date: NaiveDate) -> NaiveDateTime {
        let Day { wake, sleep, .. } = self.plan.day;
        match point {
            TimePoint::Clock(time) => date.and_time(time),
            TimePoint::Anchored { anchor: Anchor::Wake, offset } => date.and_time(wake) + offset,
            TimePoint::Anchored { anchor: Anchor::Sleep, offset } => {
                let night = Days::new(u64::from(sleep <= wake));
                (date + night).and_time(sleep) + offset
            }
            TimePoint::Anchored { .. } => panic!("no plan here follows the sun"),
        }
    }

    fn window(
        &self,
        step: TimeDelta,
        (from, until): (TimePoint, TimePoint),
        date: NaiveDate,
    ) -> Vec<(Moment, bool)> {
        let start = self.point(from, date);
        let overnight = self.point(until, date) <= start;
        let end = self.point(until, date + Days::new(u64::from(overnight)));
        let ((first, shown), (end, _)) = (self.wall.resolve(start), self.wall.resolve(end));
        let steps = std::iter::successors(Some(first), |at| Some(*at + step));
        steps.take_while(|at| *at < end).map(|at| (at, shown)).collect()
    }

    fn cron(&self, fields: &CronFields, date: NaiveDate) -> Vec<(Moment, bool)> {
        let has = |set: u64, bit: u32| set >> bit & 1 == 1;
        let named = has(fields.days_of_month.into(), date.day())
            && has(fields.months.into(), date.month())
            && has(fields.weekdays.into(), date.weekday().num_days_from_monday());
        let minutes = (0..24 * 60).filter(|_| named).map(TimeDelta::minutes);
        let times = minutes.map(|since| NaiveTime::MIN + since).filter(|time| {
            has(fields.minutes, time.minute()) && has(fields.hours.into(), time.hour())
        });
        let walls = times.map(|time| date.and_time(time));
        if !fields.wildcard {
            return walls.map(|wall| self.wall.resolve(wall)).collect();
        }
        let mut passes: Vec<_> =
            walls.flat_map(|wall| self.wall.passes(wall).map(|at| (at, true))).collect();
        passes.sort_unstable();
        passes
    }

    fn is_paused(&self, reminder: &Reminder, date: NaiveDate) -> bool {
        let by = reminder.unless_closed.as_ref();
        self.plan.restrictions.iter().any(|r| Some(&r.id) == by && self.is_closed(r, date))
    }

    fn is_closed(&self, restriction: &Restriction, date: NaiveDate) -> bool {
        let between_sessions = self.sessions.first().is_some_and(|first| *first <= date)
            && self.sessions.last().is_some_and(|last| date < *last);
        restriction.count_from == CountFrom::Last && between_sessions
            || self.covers((&restriction.id, Lasts::Yes), restriction.count_from, date)
    }

    /// Whether the days that belong to an id have a date.
    fn covers(&self, (id, lasts): (&str, Lasts), count_from: CountFrom, date: NaiveDate) -> bool {
        let before = self.sessions.iter().rfind(|session| **session <= date);
        let after = self.sessions.iter().find(|session| date < **session);
        let Some(days) = self.days.get(id) else { return before.is_some() };
        let is_last = |session: &NaiveDate| self.sessions.last() == Some(session);
        let counts = |session: &&NaiveDate| count_from == CountFrom::Latest || is_last(session);
        let healing = before.filter(counts).is_some_and(|session| {
            let day = (date - *session).num_days() + i64::from(self.plan.day_of_session);
            days.iter().any(|span| self.shifted(*span, *session, lasts).has(day))
        });
        let coming = after.filter(counts).is_some_and(|session| {
            let day = (date - *session).num_days();
            days.iter().any(|span| span.has(day))
        });
        healing || coming
    }

    fn shifted(&self, span: Span, session: NaiveDate, lasts: Lasts) -> Span {
        let shifts = self.plan.shifts.iter().filter(|shift| shift.session == session);
        let shifts = shifts.map(|shift| (shift.after.into(), shift.days.into()));
        shifts.fold(span, |span, shift| span.shifted(shift, lasts))
    }
}

/// The sets of days in a plan as [`super::plans`] writes it, by the id above them.
fn days_in(text: &str) -> BTreeMap<String, Vec<Span>> {
    let (mut id, mut days) = ("", BTreeMap::new());
    for line in text.lines() {
        let value = |name: &str| line.strip_prefix(name)?.strip_suffix('"');
        if let Some(value) = value("id = \"") {
            id = value;
        } else if let Some(value) = value("days = \"") {
            days.insert(id.to_owned(), value.split(',').map(Span::read).collect());
        }
    }
    days
}
