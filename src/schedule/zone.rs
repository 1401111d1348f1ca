//! Calendar time to moments and back: the only place that knows clock changes.
//!
//! `jiff` is used here and nowhere else. It reads the system's time zone database, which
//! `chrono-tz` does not, and it defines what a skipped and a repeated time are.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDateTime, TimeDelta, Timelike, Utc};
use jiff::{
    Timestamp, civil,
    tz::{AmbiguousOffset, Offset, TimeZone},
};

/// A point on the physical time line.
pub type Moment = DateTime<Utc>;

/// How many clock changes a fingerprint has: those of a year in most zones.
const KNOWN_CHANGES: usize = 2;

/// A time zone with all its clock changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Zone {
    rules: TimeZone,
}

/// Where a wall time lies on the time line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resolved {
    /// The moment.
    pub moment: Moment,
    /// Whether the wall shows that time at that moment.
    pub fit: Fit,
}

/// Whether a wall shows the time that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// It does, once or for the first time.
    Exact,
    /// A clock change skips that time; the moment lies after the gap.
    Skipped,
}

impl Zone {
    /// The zone of an IANA name such as `Europe/Berlin`, or `None` when the system has none.
    pub fn named(name: &str) -> Option<Self> {
        TimeZone::get(name).ok().map(|rules| Self { rules })
    }

    /// The system's zone as it is now, or `None` when it cannot be told.
    ///
    /// The caches of the library are dropped first: it is asked when something has changed.
    pub fn system() -> Option<Self> {
        jiff::tz::db().reset();
        jiff::tz::reset_system_time_zone_cache();
        TimeZone::try_system().ok().map(|rules| Self { rules })
    }

    /// Coordinated universal time.
    pub fn utc() -> Self {
        Self { rules: TimeZone::UTC }
    }

    /// Every zone name that the system's database has.
    pub fn names() -> Vec<String> {
        jiff::tz::db().available().map(|name| name.as_str().to_owned()).collect()
    }

    /// The IANA name, or a word that says that it has none.
    pub fn name(&self) -> &str {
        self.rules.iana_name().unwrap_or("the system's zone")
    }

    /// What tells it from another zone, or from other rules for the same place: its name, and what
    /// its wall shows from a moment on.
    pub fn fingerprint(&self, from: Moment) -> String {
        let Ok(from) = Timestamp::from_second(from.timestamp()) else {
            return self.name().to_owned();
        };
        let changes = self.rules.following(from).take(KNOWN_CHANGES);
        let changes = changes.map(|change| format!(", {} {}", change.timestamp(), change.offset()));
        let changes: String = changes.collect();
        format!("{} {}{changes}", self.name(), self.rules.to_offset(from))
    }

    /// The moment of a wall time: the first of two, and after a gap as far as it lies into it.
    ///
    /// This is what RFC 5545 and the Temporal proposal ("compatible") do.
    pub fn resolve(&self, wall: NaiveDateTime) -> Resolved {
        match self.offsets(wall) {
            AmbiguousOffset::Unambiguous { offset } => exact(wall, offset),
            AmbiguousOffset::Fold { before, .. } => exact(wall, before),
            AmbiguousOffset::Gap { before, .. } => {
                Resolved { moment: at_offset(wall, before), fit: Fit::Skipped }
            }
        }
    }

    /// Every moment at which the wall shows this time: none, one, or two in order.
    pub fn passes(&self, wall: NaiveDateTime) -> Vec<Moment> {
        match self.offsets(wall) {
            AmbiguousOffset::Unambiguous { offset } => vec![at_offset(wall, offset)],
            AmbiguousOffset::Gap { .. } => Vec::new(),
            AmbiguousOffset::Fold { before, after } => {
                vec![at_offset(wall, before), at_offset(wall, after)]
            }
        }
    }

    /// What the wall shows at a moment.
    pub fn wall(&self, moment: Moment) -> DateTime<FixedOffset> {
        let seconds = Timestamp::from_second(moment.timestamp())
            .map_or(0, |timestamp| self.rules.to_offset(timestamp).seconds());
        FixedOffset::east_opt(seconds)
            .map_or_else(|| moment.fixed_offset(), |offset| moment.with_timezone(&offset))
    }

    fn offsets(&self, wall: NaiveDateTime) -> AmbiguousOffset {
        civil(wall).map_or(AmbiguousOffset::Unambiguous { offset: Offset::UTC }, |wall| {
            self.rules.to_ambiguous_timestamp(wall).offset()
        })
    }
}

fn exact(wall: NaiveDateTime, offset: Offset) -> Resolved {
    Resolved { moment: at_offset(wall, offset), fit: Fit::Exact }
}

fn at_offset(wall: NaiveDateTime, offset: Offset) -> Moment {
    (wall - TimeDelta::seconds(i64::from(offset.seconds()))).and_utc()
}

/// The same calendar time in the other library; `None` beyond the years it knows.
fn civil(wall: NaiveDateTime) -> Option<civil::DateTime> {
    civil::DateTime::new(
        i16::try_from(wall.year()).ok()?,
        i8::try_from(wall.month()).ok()?,
        i8::try_from(wall.day()).ok()?,
        i8::try_from(wall.hour()).ok()?,
        i8::try_from(wall.minute()).ok()?,
        i8::try_from(wall.second()).ok()?,
        0,
    )
    .ok()
}
