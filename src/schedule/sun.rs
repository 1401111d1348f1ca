//! Sunrise and sunset on a calendar date at a place.

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use solar_positioning::{Horizon, Location, SolarEvents};

use super::zone::{Moment, Zone};
use crate::plan::model::Place;

/// Terrestrial time ahead of universal time, in seconds. It changes by less than a second in the
/// years a plan can be about, and sunrise by as little.
const DELTA_T: f64 = 69.2;

/// The Julian date of 1970-01-01T00:00Z.
const JULIAN_UNIX_EPOCH: f64 = 2_440_587.5;

/// The seconds of a day.
const DAY: f64 = 86_400.0;

/// The two ends of daylight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SunEvent {
    Sunrise,
    Sunset,
}

/// The moment of the first such event on the local date; `None` in polar day or night.
///
/// The search runs from local midnight to local midnight, because libraries that are given a date
/// alone answer with the wrong day at some longitudes.
pub(super) fn moment(
    event: SunEvent,
    date: NaiveDate,
    place: Place,
    zone: &Zone,
) -> Option<Moment> {
    let start = julian(zone.resolve(date.and_time(NaiveTime::MIN)).moment);
    let end = julian(zone.resolve(date.succ_opt()?.and_time(NaiveTime::MIN)).moment);
    let location = Location { latitude: place.latitude, longitude: place.longitude };
    let (events, horizon) = (SolarEvents::new(), Horizon::SunriseSunset);
    let found = match event {
        SunEvent::Sunrise => events.next_rise_from_julian(start, end, location, DELTA_T, horizon),
        SunEvent::Sunset => events.next_set_from_julian(start, end, location, DELTA_T, horizon),
    };
    found.ok().flatten().and_then(from_julian)
}

#[expect(clippy::cast_precision_loss, reason = "seconds since 1970 fit a double for ever")]
fn julian(moment: Moment) -> f64 {
    JULIAN_UNIX_EPOCH + moment.timestamp() as f64 / DAY
}

#[expect(clippy::cast_possible_truncation, reason = "rounded to the second on purpose")]
fn from_julian(julian: f64) -> Option<Moment> {
    let seconds = ((julian - JULIAN_UNIX_EPOCH) * DAY).round() as i64;
    Moment::UNIX_EPOCH.checked_add_signed(TimeDelta::try_seconds(seconds)?)
}
