//! The schedule against an oracle that scans every minute with another reader of the zone files.

use std::{collections::BTreeMap, fs, thread};

use aftercare::{
    plan::{
        Plan,
        cron::CronFields,
        model::{Cadence, TimePoint},
    },
    schedule::{Schedule, zone::Zone},
};
use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, Weekday};

use crate::{
    oracle::{Rule, ZoneFile, moments, zone_names},
    plans::only_read,
};

/// 1990-01-01 and 2038-01-01, in seconds since 1970.
const FROM: i64 = 631_152_000;
const UNTIL: i64 = 2_145_916_800;

/// Every clock change of every zone, each with rules that fall around it.
#[test]
fn the_schedule_agrees_with_a_scan_of_every_minute_at_every_clock_change() {
    let zones = distinct_zones();
    let halves: Vec<Vec<String>> =
        (0..2).map(|half| zones.iter().skip(half).step_by(2).cloned().collect()).collect();
    let compared: usize = thread::scope(|scope| {
        let threads: Vec<_> =
            halves.iter().map(|zones| scope.spawn(|| compare_all(zones))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    assert!(50_000 < compared, "only {compared} comparisons: are there zone files?");
}

/// The cases that people remember, by name.
#[test]
fn the_oracle_and_the_schedule_agree_where_it_hurts() {
    for (zone, date) in [
        ("Australia/Lord_Howe", "2026-04-05"),
        ("Australia/Lord_Howe", "2026-10-04"),
        ("Africa/Casablanca", "2026-02-15"),
        ("Africa/Casablanca", "2026-03-22"),
        ("Pacific/Apia", "2011-12-30"),
        ("America/Santiago", "2026-09-06"),
        ("America/New_York", "2026-03-08"),
        ("America/New_York", "2026-11-01"),
    ] {
        let file = ZoneFile::open(zone);
        let zone = Zone::named(zone).unwrap();
        for seed in 0..200 {
            compare(&file, &zone, date.parse().unwrap(), seed);
        }
    }
}

/// One name of each file: links would only be tried twice.
fn distinct_zones() -> Vec<String> {
    let by_bytes: BTreeMap<Vec<u8>, String> = zone_names()
        .into_iter()
        .map(|name| (fs::read(format!("/usr/share/zoneinfo/{name}")).unwrap(), name))
        .collect();
    by_bytes.into_values().collect()
}

fn compare_all(zones: &[String]) -> usize {
    let mut compared = 0;
    for name in zones {
        let file = ZoneFile::open(name);
        let Some(zone) = Zone::named(name) else { continue };
        for (seed, transition) in (0..).zip(file.transitions(FROM, UNTIL)) {
            let moment = DateTime::from_timestamp(transition, 0).unwrap();
            let date = zone.wall(moment).date_naive();
            for rule in 0..4 {
                compare(&file, &zone, date, seed * 4 + rule);
                compared += 1;
            }
        }
    }
    compared
}

#[track_caller]
fn compare(file: &ZoneFile, zone: &Zone, date: NaiveDate, seed: u64) {
    let (first, last) = (date - Days::new(2), date + Days::new(2));
    let (rule, cadence) = rule(seed);
    let schedule = Schedule::new(daily(cadence), zone.clone());
    let (after, until) = (first - Days::new(4), last + Days::new(4));
    let found = schedule.between(
        after.and_time(NaiveTime::MIN).and_utc(),
        until.and_time(NaiveTime::MIN).and_utc(),
    );
    let mut found: Vec<i64> = found
        .iter()
        .filter(|occurrence| first <= occurrence.key.date && occurrence.key.date <= last)
        .map(|occurrence| occurrence.due.timestamp())
        .collect();
    found.sort_unstable();
    let expected = moments(file, &rule, first, last);
    assert_eq!(found, expected, "zone {} around {date}, rule {rule:?}", zone.name());
}

/// The same rule for both sides, chosen by a number.
fn rule(seed: u64) -> (Rule, Cadence) {
    let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    match seed % 4 {
        0 => at(&mut dice),
        1 => every(&mut dice),
        2 => cron(&mut dice, false),
        _ => cron(&mut dice, true),
    }
}

fn at(dice: &mut Dice) -> (Rule, Cadence) {
    let mut times: Vec<NaiveTime> = (0..4).map(|_| dice.time()).collect();
    times.sort_unstable();
    times.dedup();
    let points = times.iter().map(|time| TimePoint::Clock(*time)).collect();
    (Rule::At(times), Cadence::At(points))
}

fn every(dice: &mut Dice) -> (Rule, Cadence) {
    let step_minutes = 7 + i64::try_from(dice.below(400)).unwrap();
    let (from, until) = (dice.time(), dice.time());
    let step = TimeDelta::minutes(step_minutes);
    let window =
        Cadence::Every { step, from: TimePoint::Clock(from), until: TimePoint::Clock(until) };
    (Rule::Every { step_minutes, from, until }, window)
}

fn cron(dice: &mut Dice, wildcard: bool) -> (Rule, Cadence) {
    let minutes: Vec<u32> = (0..60).filter(|_| dice.below(12) == 0).collect();
    let hours: Vec<u32> = (0..24).filter(|_| dice.below(3) == 0).collect();
    let weekdays: Vec<Weekday> = [Weekday::Mon, Weekday::Sat, Weekday::Sun, Weekday::Fri]
        .into_iter()
        .filter(|_| dice.below(4) != 0)
        .collect();
    let fields = CronFields {
        text: String::new(),
        minutes: minutes.iter().fold(0, |bits, minute| bits | (1_u64 << minute)),
        hours: bits(hours.iter().copied()),
        days_of_month: !0,
        months: !0,
        weekdays: u8::try_from(bits(weekdays.iter().map(Weekday::num_days_from_monday))).unwrap(),
        wildcard,
    };
    let (days_of_month, months) = ((1..=31).collect(), (1..=12).collect());
    let rule = Rule::Cron { minutes, hours, days_of_month, months, weekdays, wildcard };
    (rule, Cadence::Cron(fields))
}

fn bits(values: impl Iterator<Item = u32>) -> u32 {
    values.fold(0, |bits, value| bits | (1 << value))
}

/// A plan with one reminder, every day since long ago.
fn daily(cadence: Cadence) -> Plan {
    let text =
        "sessions = [1985-01-01]\n[[reminder]]\nid = \"a\"\ntext = \"A\"\nat = [\"09:00\"]\n";
    let mut plan = only_read(text);
    plan.reminders[0].cadence = cadence;
    plan
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % bound
    }

    /// Often near midnight and the small hours, where clocks change.
    fn time(&mut self) -> NaiveTime {
        let hour = if self.below(3) == 0 { self.below(24) } else { self.below(4) };
        let minute = self.below(60);
        NaiveTime::from_hms_opt(u32::try_from(hour).unwrap(), u32::try_from(minute).unwrap(), 0)
            .unwrap()
    }
}

/// The first date of a window may be asked alone: nothing of it depends on its neighbours.
#[test]
fn a_date_and_a_span_of_moments_tell_the_same() {
    let zone = Zone::named("Pacific/Apia").unwrap();
    let (_, cadence) = rule(0);
    let schedule = Schedule::new(daily(cadence), zone);
    let dates = NaiveDate::from_ymd_opt(2011, 12, 1).unwrap().iter_days().take(60);
    let by_date: Vec<_> = dates.flat_map(|date| schedule.on(date)).collect();
    let (first, last) = (by_date.first().unwrap().due, by_date.last().unwrap().due);
    let by_moment = schedule.between(first - TimeDelta::seconds(1), last);
    assert_eq!(by_date, by_moment);
    assert!(by_date.iter().any(|occurrence| occurrence.key.date.year() == 2012));
}

/// A day of 25 hours, once a minute.
#[test]
fn a_window_has_every_one_of_its_steps() {
    let midnight = TimePoint::Clock(NaiveTime::MIN);
    let step = TimeDelta::minutes(1);
    let cadence = Cadence::Every { step, from: midnight, until: midnight };
    let schedule = Schedule::new(daily(cadence), Zone::named("Europe/Berlin").unwrap());
    assert_eq!(schedule.on(NaiveDate::from_ymd_opt(2026, 10, 25).unwrap()).len(), 25 * 60);
}
