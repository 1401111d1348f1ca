//! One reminder on one calendar date: the moments of its slots.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::{
    sun::{self, SunEvent},
    zone::{Fit, Moment, Resolved, Zone},
};
use crate::plan::{
    cron::CronFields,
    model::{Anchor, Cadence, Day, Place as Location, TimePoint},
};

/// The most slots that one reminder can have on one date: one a minute over two days.
const MOST_SLOTS: usize = 2 * 24 * 60;

/// What turns the times of a reminder into moments.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame<'a> {
    pub(super) zone: &'a Zone,
    pub(super) day: Day,
    pub(super) location: Option<Location>,
}

/// A time point on a date, before it is resolved.
#[derive(Debug, Clone, Copy)]
enum Place {
    Wall(NaiveDateTime),
    Moment(Moment),
}

/// One slot of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Slot {
    /// The place within the date.
    pub(super) number: u16,
    pub(super) at: Resolved,
}

impl Frame<'_> {
    /// The slots of a date in the order of their numbers. A sunrise that does not happen has none.
    pub(super) fn slots(self, cadence: &Cadence, date: NaiveDate) -> Vec<Slot> {
        let moments: Vec<Option<Resolved>> = match cadence {
            Cadence::At(points) => points.iter().map(|point| self.point(*point, date)).collect(),
            Cadence::Every { step, from, until } => self.window(*step, *from, *until, date),
            Cadence::Cron(fields) => self.cron(fields, date),
        };
        (0_u16..)
            .zip(moments)
            .filter_map(|(number, at)| at.map(|at| Slot { number, at }))
            .take(MOST_SLOTS)
            .collect()
    }

    /// Whether there is such a time on a date: the sun may neither rise nor set.
    pub(super) fn happens(self, point: TimePoint, date: NaiveDate) -> bool {
        self.place(point, date).is_some()
    }

    fn point(self, point: TimePoint, date: NaiveDate) -> Option<Resolved> {
        match self.place(point, date)? {
            Place::Wall(wall) => Some(self.zone.resolve(wall)),
            Place::Moment(moment) => Some(Resolved { moment, fit: Fit::Exact }),
        }
    }

    fn place(self, point: TimePoint, date: NaiveDate) -> Option<Place> {
        match point {
            TimePoint::Clock(time) => Some(Place::Wall(date.and_time(time))),
            TimePoint::Anchored { anchor, offset } => match anchor {
                Anchor::Wake => {
                    date.and_time(self.day.wake).checked_add_signed(offset).map(Place::Wall)
                }
                Anchor::Sleep => self.bedtime(date)?.checked_add_signed(offset).map(Place::Wall),
                Anchor::Sunrise => self.sun(SunEvent::Sunrise, date, offset),
                Anchor::Sunset => self.sun(SunEvent::Sunset, date, offset),
            },
        }
    }

    /// The end of the person's day that begins on `date`, perhaps after midnight.
    fn bedtime(self, date: NaiveDate) -> Option<NaiveDateTime> {
        let Day { wake, sleep, .. } = self.day;
        let date = if sleep <= wake { date.succ_opt()? } else { date };
        Some(date.and_time(sleep))
    }

    fn sun(self, event: SunEvent, date: NaiveDate, offset: TimeDelta) -> Option<Place> {
        let moment = sun::moment(event, date, self.location?, self.zone)?;
        moment.checked_add_signed(offset).map(Place::Moment)
    }

    /// Steps of elapsed time from the window's start, which is one of them, to before its end.
    fn window(
        self,
        step: TimeDelta,
        from: TimePoint,
        until: TimePoint,
        date: NaiveDate,
    ) -> Vec<Option<Resolved>> {
        let Some(start) = self.point(from, date) else { return Vec::new() };
        let Some(end) = self.window_end(from, until, date) else { return Vec::new() };
        let step = step.max(TimeDelta::minutes(1));
        std::iter::successors(Some(start.moment), |moment| moment.checked_add_signed(step))
            .take_while(|moment| *moment < end)
            .take(MOST_SLOTS)
            .map(|moment| Some(Resolved { moment, fit: start.fit }))
            .collect()
    }

    /// An end that the wall shows at or before the start lies on the next date. The wall decides,
    /// not the moments: a start that a clock change moved does not move the end.
    fn window_end(self, from: TimePoint, until: TimePoint, date: NaiveDate) -> Option<Moment> {
        let (start, end) = (self.place(from, date)?, self.place(until, date)?);
        let on = if self.wall(end) <= self.wall(start) { date.succ_opt()? } else { date };
        self.point(until, on).map(|end| end.moment)
    }

    fn wall(self, place: Place) -> NaiveDateTime {
        match place {
            Place::Wall(wall) => wall,
            Place::Moment(moment) => self.zone.wall(moment).naive_local(),
        }
    }

    fn cron(self, fields: &CronFields, date: NaiveDate) -> Vec<Option<Resolved>> {
        if !fields.allows(date) {
            return Vec::new();
        }
        let times = times_of(fields).map(|time| date.and_time(time));
        if !fields.wildcard {
            return times.map(|wall| Some(self.zone.resolve(wall))).collect();
        }
        let mut passes: Vec<Moment> = times.flat_map(|wall| self.zone.passes(wall)).collect();
        passes.sort_unstable();
        passes.into_iter().map(|moment| Some(Resolved { moment, fit: Fit::Exact })).collect()
    }
}

/// The times of day that the hour and minute fields allow, in order.
fn times_of(fields: &CronFields) -> impl Iterator<Item = NaiveTime> + '_ {
    let hours = (0..24).filter(|hour| fields.hours & (1 << hour) != 0);
    hours.flat_map(|hour| {
        let minutes = (0..60).filter(|minute| fields.minutes & (1 << minute) != 0);
        minutes.filter_map(move |minute| NaiveTime::from_hms_opt(hour, minute, 0))
    })
}
