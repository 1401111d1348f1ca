//! An oracle for the schedule: the moments at which a rule comes due, found by looking at every
//! minute.
//!
//! It shares nothing with the program. The zone files are read by another crate (`tz-rs`), only in
//! the direction UTC to local time, which has one answer. The other direction, with its gaps and
//! folds, is a scan: a wall time exists at every moment at which the wall clock shows it.
//!
//! Moments are seconds since 1970 in UTC. Wall times inside are seconds too: what the same date
//! and time would be in UTC. Both being integers keeps the scan plain.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, Timelike, Weekday};

/// Where the system keeps its zone files.
const DATABASE: &str = "/usr/share/zoneinfo";

/// How far around the asked dates the clock is known. Offsets lie within 15 hours of UTC, so that
/// this is more than enough even for a zone that skips a whole date.
const MARGIN: i64 = 26 * HOUR;

/// Seconds in an hour.
const HOUR: i64 = 3600;

/// Seconds in a minute.
const MINUTE: i64 = 60;

/// When a reminder comes due, all names and anchors already replaced by times.
#[derive(Debug, Clone)]
pub(crate) enum Rule {
    /// At fixed times of the day.
    At(Vec<NaiveTime>),
    /// In steps of elapsed time, within a window that belongs to the date on which it starts.
    Every {
        /// The length of a step.
        step_minutes: i64,
        /// The window's start, which is the first occurrence.
        from: NaiveTime,
        /// The window's end, itself outside; not later than `from` means on the next date.
        until: NaiveTime,
    },
    /// By cron fields, each as the set of the values that match; all of them must match.
    Cron {
        /// 0 to 59.
        minutes: Vec<u32>,
        /// 0 to 23.
        hours: Vec<u32>,
        /// 1 to 31.
        days_of_month: Vec<u32>,
        /// 1 to 12.
        months: Vec<u32>,
        /// The days of the week.
        weekdays: Vec<Weekday>,
        /// The hour or minute field has a `*` or `/`: real elapsed passes instead of fixed times.
        wildcard: bool,
    },
}

/// One zone of the system's database.
pub(crate) struct ZoneFile {
    zone: tz::TimeZone,
}

impl ZoneFile {
    /// Reads the file of the zone with this name.
    pub(crate) fn open(name: &str) -> Self {
        let bytes = fs::read(Path::new(DATABASE).join(name)).expect("the zone has a file");
        Self { zone: tz::TimeZone::from_tz_data(&bytes).expect("the zone file is sound") }
    }

    /// The moments after `from`, up to and including `to`, at which the offset from UTC changes.
    ///
    /// Found by looking at every hour, not by trusting the file's own list: that list also has
    /// changes of nothing but the name, and ends where the file's closing rule takes over.
    pub(crate) fn transitions(&self, from: i64, to: i64) -> Vec<i64> {
        let mut found = Vec::new();
        let (mut at, mut offset) = (from, self.offset(from));
        while at < to {
            let next = to.min(at + HOUR);
            let next_offset = self.offset(next);
            if next_offset != offset {
                found.push(self.first_change(at, next));
            }
            (at, offset) = (next, next_offset);
        }
        found
    }

    /// The change of offset between two moments whose offsets differ.
    fn first_change(&self, mut before: i64, mut after: i64) -> i64 {
        let offset = self.offset(before);
        while after - before > 1 {
            let middle = before.midpoint(after);
            if self.offset(middle) == offset {
                before = middle;
            } else {
                after = middle;
            }
        }
        after
    }

    /// Seconds by which local time is ahead of UTC at this moment.
    pub(crate) fn offset(&self, moment: i64) -> i64 {
        let kind = self.zone.find_local_time_type(moment).expect("the zone knows every moment");
        i64::from(kind.ut_offset())
    }
}

/// The moments (UTC seconds) at which the rule comes due for the calendar dates `first..=last`,
/// sorted, without repetition.
///
/// A moment belongs to the date that the rule names, also if a gap or a window past midnight moves
/// it to a later date on the wall.
pub(crate) fn moments(zone: &ZoneFile, rule: &Rule, first: NaiveDate, last: NaiveDate) -> Vec<i64> {
    // A window of the last date may end on the date after it, so its midnight is still too early.
    let clock =
        WallClock::over(zone, midnight(first) - MARGIN, midnight(last) + 48 * HOUR + MARGIN);
    let found: BTreeSet<i64> = match rule {
        Rule::Cron { wildcard: true, .. } => clock.passes(rule, first, last).collect(),
        Rule::At(_) | Rule::Every { .. } | Rule::Cron { .. } => {
            dates(first, last).flat_map(|date| clock.on_date(rule, date)).collect()
        }
    };
    found.into_iter().collect()
}

/// The name of every zone of the system's database, links included, sorted.
pub(crate) fn zone_names() -> Vec<String> {
    let files = zone_files(Path::new(DATABASE));
    let name = |file: PathBuf| {
        let name = file.strip_prefix(DATABASE).expect("it lies inside").to_string_lossy();
        name.into_owned()
    };
    let mut names: Vec<_> = files.into_iter().map(name).collect();
    names.sort();
    names
}

/// The zone files in a folder of the database and below it.
fn zone_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the database can be listed");
    let paths = entries.map(|entry| entry.expect("the database can be listed").path());
    let zones = paths.filter(|path| !is_no_zone(path));
    zones
        .flat_map(|path| if path.is_dir() { zone_files(&path) } else { vec![path] })
        .filter(|path| is_zone_file(path))
        .collect()
}

/// Whether this is another view of the database (`right` counts leap seconds) or a setting of this
/// system, which are no zones by name.
fn is_no_zone(path: &Path) -> bool {
    ["posix", "right", "posixrules", "localtime"].iter().any(|name| path.ends_with(name))
}

/// Whether the file starts as zone files do; the database also has tables in plain text.
fn is_zone_file(path: &Path) -> bool {
    fs::read(path).is_ok_and(|bytes| bytes.starts_with(b"TZif"))
}

/// What the clock on the wall shows during a range of moments.
struct WallClock {
    /// Since when each offset holds, and the offset; the earliest first.
    spans: Vec<(i64, i64)>,
    /// How far apart the moments may be that a scan looks at.
    step: u8,
}

impl WallClock {
    /// The clock of a zone from one moment to another.
    fn over(zone: &ZoneFile, from: i64, to: i64) -> Self {
        let starts = std::iter::once(from).chain(zone.transitions(from, to));
        let spans: Vec<_> = starts.map(|start| (start, zone.offset(start))).collect();
        // Wall time ran in step with UTC's minutes nearly everywhere, but not before about 1972.
        let changes = spans.iter().skip(1).map(|(start, _)| start);
        let mut all = changes.chain(spans.iter().map(|(_, offset)| offset));
        let step = if all.all(|second| second % MINUTE == 0) { 60 } else { 1 };
        Self { spans, step }
    }

    /// The offset at this moment.
    fn offset(&self, moment: i64) -> i64 {
        let span = self.spans.iter().rev().find(|(start, _)| *start <= moment);
        span.expect("the clock covers the moment").1
    }

    /// The wall time at this moment.
    fn reading(&self, moment: i64) -> i64 {
        moment + self.offset(moment)
    }

    /// The moments to look at for a wall time. They have its second of the minute.
    ///
    /// No moment further away can show it, as no offset is that large or small; the hour on either
    /// side is for the minutes next to a gap, and to be generous.
    fn around(&self, wall: i64) -> impl Iterator<Item = i64> {
        let offsets = || self.spans.iter().map(|(_, offset)| *offset);
        let most = offsets().max().expect("the clock has an offset");
        let least = offsets().min().expect("the clock has an offset");
        (wall - most - HOUR..=wall - least + HOUR).step_by(self.step.into())
    }

    /// The moment of a wall time: the first at which the clock shows it, or one after the gap.
    fn resolve(&self, wall: i64) -> i64 {
        let shown = self.around(wall).find(|moment| self.reading(*moment) == wall);
        shown.unwrap_or_else(|| self.after_gap(wall))
    }

    /// The moment as far after the gap's start as the wall time, never shown, lies into the gap.
    fn after_gap(&self, wall: i64) -> i64 {
        let step = i64::from(self.step);
        let jumps = |at: &i64| self.reading(*at) < wall && wall < self.reading(at + step);
        let before = self.around(wall).find(jumps).expect("a skipped time lies in a gap");
        let offset = self.offset(before);
        let mut later = before + 1..=before + step;
        let gap = later.find(|at| self.offset(*at) != offset).expect("the clock jumped there");
        let into_gap = wall - (gap + offset);
        gap + into_gap
    }

    /// The moments that a rule of fixed times or a window has for one date.
    fn on_date(&self, rule: &Rule, date: NaiveDate) -> Vec<i64> {
        let at = |time: NaiveTime| self.resolve(midnight(date) + seconds(time));
        match rule {
            Rule::At(times) => times.iter().copied().map(at).collect(),
            Rule::Every { step_minutes, from, until } => {
                let end_date = if until <= from { next(date) } else { date };
                let end = self.resolve(midnight(end_date) + seconds(*until));
                steps(at(*from), end, step_minutes * MINUTE)
            }
            Rule::Cron { .. } => fixed_times(rule, date).into_iter().map(at).collect(),
        }
    }

    /// Every moment at which the clock shows a date of the range and a minute that the rule names:
    /// skipped minutes never, repeated ones twice.
    fn passes(&self, rule: &Rule, first: NaiveDate, last: NaiveDate) -> impl Iterator<Item = i64> {
        let shown = midnight(first)..midnight(next(last));
        let scan =
            (midnight(first) - MARGIN..midnight(next(last)) + MARGIN).step_by(self.step.into());
        scan.filter(move |moment| {
            let wall = self.reading(*moment);
            shown.contains(&wall) && wall % MINUTE == 0 && matches_wall(rule, wall)
        })
    }
}

/// The moments from `start`, in equal steps, that lie before `end`.
fn steps(start: i64, end: i64, step: i64) -> Vec<i64> {
    assert!(step > 0, "a step must lead somewhere");
    std::iter::successors(Some(start), |at| Some(at + step)).take_while(|at| *at < end).collect()
}

/// The times of one date that the fields name.
fn fixed_times(rule: &Rule, date: NaiveDate) -> Vec<NaiveTime> {
    let minutes_of_day = (0..24 * 60).filter(|minute| {
        let wall = midnight(date) + minute * MINUTE;
        matches_wall(rule, wall)
    });
    let time = |minute| NaiveTime::MIN + chrono::TimeDelta::minutes(minute);
    minutes_of_day.map(time).collect()
}

/// Whether all fields of a cron rule have this minute on the wall.
fn matches_wall(rule: &Rule, wall: i64) -> bool {
    let Rule::Cron { minutes, hours, days_of_month, months, weekdays, .. } = rule else {
        return false;
    };
    let wall = DateTime::from_timestamp(wall, 0).expect("the date can be written").naive_utc();
    minutes.contains(&wall.minute())
        && hours.contains(&wall.hour())
        && days_of_month.contains(&wall.day())
        && months.contains(&wall.month())
        && weekdays.contains(&wall.weekday())
}

/// Every calendar date from one to another, whether or not the zone had it.
fn dates(first: NaiveDate, last: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    first.iter_days().take_while(move |date| *date <= last)
}

/// The calendar date after this one.
fn next(date: NaiveDate) -> NaiveDate {
    date.checked_add_days(Days::new(1)).expect("the calendar goes on")
}

/// The wall time 00:00 of a date.
fn midnight(date: NaiveDate) -> i64 {
    date.and_time(NaiveTime::MIN).and_utc().timestamp()
}

/// Seconds from 00:00 to a time of the day.
fn seconds(time: NaiveTime) -> i64 {
    i64::from(time.num_seconds_from_midnight())
}

/// The oracle against facts computed by hand from the zones' published rules.
#[cfg(test)]
mod facts {
    use super::*;

    /// A date, written as `2026-03-08`.
    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// A time, written as `02:30` or `02:30:15`.
    fn time(text: &str) -> NaiveTime {
        let long = if text.len() == 5 { format!("{text}:00") } else { text.to_owned() };
        long.parse().unwrap()
    }

    /// A moment, written as `2026-03-08 07:30` in UTC.
    fn utc(text: &str) -> i64 {
        let (day, clock) = text.split_once(' ').unwrap();
        date(day).and_time(time(clock)).and_utc().timestamp()
    }

    /// Several moments of one date in UTC.
    fn utc_on(day: &str, times: &[&str]) -> Vec<i64> {
        times.iter().map(|clock| utc(&format!("{day} {clock}"))).collect()
    }

    fn at(times: &[&str]) -> Rule {
        Rule::At(times.iter().map(|text| time(text)).collect())
    }

    fn every(hours: i64, from: &str, until: &str) -> Rule {
        Rule::Every { step_minutes: hours * 60, from: time(from), until: time(until) }
    }

    /// A cron rule of every date.
    fn cron(minutes: &[u32], hours: &[u32], wildcard: bool) -> Rule {
        let weekdays = std::iter::successors(Some(Weekday::Mon), |day| Some(day.succ()));
        Rule::Cron {
            minutes: minutes.to_vec(),
            hours: hours.to_vec(),
            days_of_month: (1..=31).collect(),
            months: (1..=12).collect(),
            weekdays: weekdays.take(7).collect(),
            wildcard,
        }
    }

    /// The moments of a rule on one date.
    fn due(zone: &str, rule: &Rule, day: &str) -> Vec<i64> {
        due_between(zone, rule, day, day)
    }

    /// The moments of a rule on a range of dates.
    fn due_between(zone: &str, rule: &Rule, first: &str, last: &str) -> Vec<i64> {
        moments(&ZoneFile::open(zone), rule, date(first), date(last))
    }

    /// The changes of offset in a range given in UTC.
    fn changes(zone: &str, from: &str, to: &str) -> Vec<i64> {
        ZoneFile::open(zone).transitions(utc(from), utc(to))
    }

    #[test]
    fn new_york_skips_an_hour() {
        let due = |times: &[&str]| due("America/New_York", &at(times), "2026-03-08");
        assert_eq!(due(&["01:59", "03:00"]), utc_on("2026-03-08", &["06:59", "07:00"]));
        assert_eq!(due(&["02:00", "02:30"]), utc_on("2026-03-08", &["07:00", "07:30"]));
        assert_eq!(due(&["02:59:59"]), utc_on("2026-03-08", &["07:59:59"]));
        assert_eq!(due(&["09:00"]), utc_on("2026-03-08", &["13:00"]));
    }

    #[test]
    fn two_occurrences_at_one_moment_are_one() {
        let due = due("America/New_York", &at(&["03:30", "02:30"]), "2026-03-08");
        assert_eq!(due, [utc("2026-03-08 07:30")]);
    }

    #[test]
    fn new_york_repeats_an_hour() {
        let due = |times: &[&str]| due("America/New_York", &at(times), "2026-11-01");
        assert_eq!(due(&["01:00", "01:30"]), utc_on("2026-11-01", &["05:00", "05:30"]));
        assert_eq!(due(&["00:59", "02:00"]), utc_on("2026-11-01", &["04:59", "07:00"]));
    }

    #[test]
    fn a_window_counts_elapsed_time() {
        let due = |day| due("America/New_York", &every(3, "00:00", "12:00"), day);
        let spring = ["05:00", "08:00", "11:00", "14:00"];
        assert_eq!(due("2026-03-08"), utc_on("2026-03-08", &spring));
        let autumn = ["04:00", "07:00", "10:00", "13:00", "16:00"];
        assert_eq!(due("2026-11-01"), utc_on("2026-11-01", &autumn));
    }

    #[test]
    fn a_window_excludes_its_end() {
        let due = due("UTC", &every(2, "08:00", "12:00"), "2026-07-01");
        assert_eq!(due, utc_on("2026-07-01", &["08:00", "10:00"]));
    }

    #[test]
    fn a_window_past_midnight_belongs_to_its_start() {
        // 22:00 to 06:00 is seven hours of this night.
        let due = |day| due("America/New_York", &every(2, "22:00", "06:00"), day);
        assert_eq!(due("2026-03-07"), utc_on("2026-03-08", &["03:00", "05:00", "07:00", "09:00"]));
        assert_eq!(due("2026-03-08"), utc_on("2026-03-09", &["02:00", "04:00", "06:00", "08:00"]));
    }

    #[test]
    fn a_window_from_a_time_to_itself_is_a_day() {
        let due = due("America/New_York", &every(8, "02:00", "02:00"), "2026-10-31");
        // 06:00 UTC to 07:00 UTC is 25 hours.
        let expected = ["2026-10-31 06:00", "2026-10-31 14:00", "2026-10-31 22:00"];
        let expected = expected.into_iter().chain(["2026-11-01 06:00"]).map(utc);
        assert_eq!(due, expected.collect::<Vec<_>>());
    }

    #[test]
    fn a_window_that_a_gap_turns_around_is_empty() {
        // It starts at what becomes 03:30 and ends at 03:00.
        assert_eq!(due("America/New_York", &every(1, "02:30", "03:00"), "2026-03-08"), [0_i64; 0]);
    }

    #[test]
    fn cron_with_a_wildcard_follows_the_clock() {
        let due = |hours: &[u32], day| due("America/New_York", &cron(&[0, 30], hours, true), day);
        let spring = ["06:00", "06:30", "07:00", "07:30"];
        assert_eq!(due(&[1, 2, 3], "2026-03-08"), utc_on("2026-03-08", &spring));
        assert_eq!(due(&[2], "2026-03-08"), [0_i64; 0]);
        let autumn = ["05:00", "05:30", "06:00", "06:30"];
        assert_eq!(due(&[1], "2026-11-01"), utc_on("2026-11-01", &autumn));
    }

    #[test]
    fn cron_without_a_wildcard_has_fixed_times() {
        let due = |hours: &[u32], day| due("America/New_York", &cron(&[30], hours, false), day);
        assert_eq!(due(&[2, 14], "2026-03-08"), utc_on("2026-03-08", &["07:30", "18:30"]));
        assert_eq!(due(&[1, 13], "2026-11-01"), utc_on("2026-11-01", &["05:30", "18:30"]));
    }

    #[test]
    fn cron_needs_all_its_fields() {
        // The only Friday the 13th of the second half of 2026 is in November.
        for wildcard in [false, true] {
            let rule = Rule::Cron {
                minutes: vec![0],
                hours: vec![9],
                days_of_month: vec![13],
                months: (1..=12).collect(),
                weekdays: vec![Weekday::Fri],
                wildcard,
            };
            let due = due_between("Europe/Berlin", &rule, "2026-06-01", "2026-12-31");
            assert_eq!(due, [utc("2026-11-13 08:00")]);
        }
    }

    #[test]
    fn lord_howe_changes_by_half_an_hour() {
        let zone = "Australia/Lord_Howe";
        let gap = due(zone, &at(&["02:00", "02:15", "02:30"]), "2026-10-04");
        assert_eq!(gap, utc_on("2026-10-03", &["15:30", "15:45"]));
        let fold = due(zone, &at(&["01:15", "01:45", "02:00"]), "2026-04-05");
        assert_eq!(fold, utc_on("2026-04-04", &["14:15", "14:45", "15:30"]));
        let passes = due(zone, &cron(&[0, 15, 30, 45], &[1], true), "2026-04-05");
        let expected = ["14:00", "14:15", "14:30", "14:45", "15:00", "15:15"];
        assert_eq!(passes, utc_on("2026-04-04", &expected));
    }

    #[test]
    fn casablanca_sets_its_clock_back_for_ramadan() {
        let zone = "Africa/Casablanca";
        let found = changes(zone, "2025-01-01 00:00", "2025-12-31 00:00");
        assert_eq!(found, [utc("2025-02-23 02:00"), utc("2025-04-06 02:00")]);
        let back = due(zone, &at(&["02:30", "03:00"]), "2025-02-23");
        assert_eq!(back, utc_on("2025-02-23", &["01:30", "03:00"]));
        let forth = due(zone, &at(&["02:30", "03:00"]), "2025-04-06");
        assert_eq!(forth, utc_on("2025-04-06", &["02:00", "02:30"]));
    }

    #[test]
    fn apia_skipped_a_date() {
        let zone = "Pacific/Apia";
        let nine = |first, last| due_between(zone, &at(&["09:00"]), first, last);
        assert_eq!(nine("2011-12-29", "2011-12-29"), [utc("2011-12-29 19:00")]);
        assert_eq!(nine("2011-12-30", "2011-12-30"), [utc("2011-12-30 19:00")]);
        assert_eq!(nine("2011-12-31", "2011-12-31"), [utc("2011-12-30 19:00")]);
        let three_dates = nine("2011-12-29", "2011-12-31");
        assert_eq!(three_dates, [utc("2011-12-29 19:00"), utc("2011-12-30 19:00")]);
        assert_eq!(due(zone, &cron(&[0], &[9], true), "2011-12-30"), [0_i64; 0]);
        assert_eq!(due(zone, &cron(&[0], &[9], false), "2011-12-30"), [utc("2011-12-30 19:00")]);
    }

    #[test]
    fn a_window_into_the_skipped_date_of_apia() {
        // 22:00 on the 29th; its end, 04:00 on the 30th, is what became 04:00 on the 31st.
        let due = |day| due("Pacific/Apia", &every(3, "22:00", "04:00"), day);
        assert_eq!(due("2011-12-29"), utc_on("2011-12-30", &["08:00", "11:00"]));
        assert_eq!(due("2011-12-30"), [0_i64; 0]);
        assert_eq!(due("2011-12-31"), utc_on("2011-12-31", &["08:00", "11:00"]));
    }

    #[test]
    fn kwajalein_skipped_a_date() {
        let nine = |day| due("Pacific/Kwajalein", &at(&["09:00"]), day);
        assert_eq!(nine("1993-08-20"), [utc("1993-08-20 21:00")]);
        assert_eq!(nine("1993-08-21"), [utc("1993-08-21 21:00")]);
        assert_eq!(nine("1993-08-22"), [utc("1993-08-21 21:00")]);
    }

    #[test]
    fn santiago_skips_midnight() {
        let zone = "America/Santiago";
        let due = due(zone, &at(&["00:00", "00:30", "01:00", "09:00"]), "2024-09-08");
        assert_eq!(due, utc_on("2024-09-08", &["04:00", "04:30", "12:00"]));
    }

    #[test]
    fn pyongyang_changed_its_zone_twice() {
        let zone = "Asia/Pyongyang";
        let late = at(&["23:29", "23:30", "23:45"]);
        let back = due(zone, &late, "2015-08-14");
        assert_eq!(back, utc_on("2015-08-14", &["14:29", "14:30", "14:45"]));
        let passes = due(zone, &cron(&[30, 45], &[23], true), "2015-08-14");
        assert_eq!(passes, utc_on("2015-08-14", &["14:30", "14:45", "15:00", "15:15"]));
        let forth = due(zone, &late, "2018-05-04");
        assert_eq!(forth, utc_on("2018-05-04", &["14:59", "15:00", "15:15"]));
    }

    #[test]
    fn dublin_counts_winter_as_the_exception() {
        let due = |day| due("Europe/Dublin", &at(&["01:30", "02:00"]), day);
        assert_eq!(due("2026-03-29"), utc_on("2026-03-29", &["01:00", "01:30"]));
        let autumn = [utc("2026-10-25 00:30"), utc("2026-10-25 02:00")];
        assert_eq!(due("2026-10-25"), autumn);
    }

    #[test]
    fn troll_changes_by_two_hours() {
        let due = |day| due("Antarctica/Troll", &at(&["01:30", "02:59", "03:00"]), day);
        assert_eq!(due("2026-03-29"), utc_on("2026-03-29", &["01:00", "01:30", "02:59"]));
        let autumn = ["2026-10-24 23:30", "2026-10-25 00:59", "2026-10-25 03:00"].map(utc);
        assert_eq!(due("2026-10-25"), autumn);
    }

    #[test]
    fn the_closing_rule_of_a_file_is_followed() {
        // 2036 may be listed in the file; 2060 never is.
        for (spring, autumn) in [("2036-03-30", "2036-10-26"), ("2060-03-28", "2060-10-31")] {
            let (from, to) = (format!("{spring} 00:00"), format!("{autumn} 23:00"));
            let expected = [spring, autumn].map(|day| utc(&format!("{day} 01:00")));
            assert_eq!(changes("Europe/Berlin", &from, &to), expected);
            let due = |day| due("Europe/Berlin", &at(&["02:30"]), day);
            assert_eq!(due(spring), utc_on(spring, &["01:30"]));
            assert_eq!(due(autumn), utc_on(autumn, &["00:30"]));
        }
    }

    #[test]
    fn offsets_with_seconds_are_scanned_by_the_second() {
        // Liberia was 44 minutes and 30 seconds behind UTC until 1972-01-07.
        let due = |times: &[&str], day| due("Africa/Monrovia", &at(times), day);
        assert_eq!(due(&["09:00"], "1971-06-01"), [utc("1971-06-01 09:44:30")]);
        assert_eq!(due(&["00:20"], "1972-01-07"), [utc("1972-01-07 01:04:30")]);
        assert_eq!(due(&["01:00"], "1972-01-07"), [utc("1972-01-07 01:00")]);
    }

    #[test]
    fn no_change_without_a_change_of_offset() {
        assert_eq!(changes("Etc/UTC", "1990-01-01 00:00", "1992-01-01 00:00"), [0_i64; 0]);
        // 1968-10-27: Dublin's summer time became its standard time, at the same offset.
        assert_eq!(changes("Europe/Dublin", "1968-10-01 00:00", "1968-11-30 00:00"), [0_i64; 0]);
    }

    #[test]
    fn the_ends_of_a_range_of_changes() {
        let change = utc("2026-03-08 07:00");
        let zone = ZoneFile::open("America/New_York");
        assert_eq!(zone.transitions(change - 1, change), [change]);
        assert_eq!(zone.transitions(change, change + HOUR), [0_i64; 0]);
    }

    #[test]
    fn names_are_those_of_the_database() {
        let names = zone_names();
        for name in ["UTC", "Europe/Berlin", "America/Argentina/Ushuaia", "US/Pacific"] {
            assert!(names.iter().any(|found| found == name), "{name} is missing");
        }
        assert!(names.len() > 400 && names.is_sorted());
        for name in ["right/UTC", "posix/UTC", "localtime", "tzdata.zi", "Europe"] {
            assert!(!names.iter().any(|found| found == name), "{name} is no zone");
        }
    }
}
