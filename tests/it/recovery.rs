//! Recovery days, anchors and the sun: tables of plans and what they mean on a date.

use aftercare::{
    plan::model::CountFrom,
    schedule::{
        Schedule,
        occurrence::{Key, Kind},
        silence::Silence,
        zone::{Moment, Zone},
    },
};
use chrono::NaiveDate;

use crate::plans::plan;

fn schedule(text: &str, zone: &str) -> Schedule {
    Schedule::new(plan(text), Zone::named(zone).unwrap())
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn the_day_counts_from_the_newest_session_that_has_come() {
    let plan = "[[session]]\ndate = 2026-11-20\n[[session]]\ndate = 2026-11-25\nstatus = 'cancelled'\n\
                [[session]]\ndate = 2026-12-04\n";
    let days = |plan: &str, on: &str| schedule(plan, "UTC").days().number(date(on));
    for (on, day) in [
        ("2026-11-13", -7),
        ("2026-11-19", -1),
        ("2026-11-20", 0),
        ("2026-11-25", 5),
        ("2026-12-03", 13),
        ("2026-12-04", 0),
        ("2027-12-04", 365),
    ] {
        assert_eq!(days(plan, on), Some(day), "{on}");
        let from_one = if day < 0 { day } else { day + 1 };
        assert_eq!(days(&format!("day_of_session = 1\n{plan}"), on), Some(from_one), "{on}");
    }
    assert_eq!(days("", "2026-11-20"), None);
}

/// On which of the dates from 2026-11-10 to 2026-12-20 a reminder with these lines recurs.
fn recurs(lines: &str) -> String {
    let text = format!(
        "sessions = [2026-11-20, 2026-12-04]\n[[reminder]]\nid = 'a'\ntext = 'A'\nat = ['09:00']\n{lines}\n"
    );
    let schedule = schedule(&text, "UTC");
    let reminder = schedule.reminder("a").unwrap();
    let dates = date("2026-11-10").iter_days().take(41);
    let on = dates.filter(|date| schedule.recurs_on(reminder, *date));
    on.map(|date| date.format("%-m/%-d").to_string()).collect::<Vec<_>>().join(" ")
}

#[test]
fn days_say_on_which_dates_a_reminder_recurs() {
    for (lines, dates) in [
        ("days = '0..1'", "11/20 11/21 12/4 12/5"),
        ("days = '12..'", "12/2 12/3 12/16 12/17 12/18 12/19 12/20"),
        ("days = '5..9/2'", "11/25 11/27 11/29 12/9 12/11 12/13"),
        ("days = '-2..-1, 3'", "11/18 11/19 11/23 12/2 12/3 12/7"),
        ("days = '-1..1'", "11/19 11/20 11/21 12/3 12/4 12/5"),
        ("days = 4", "11/24 12/8"),
        ("days = [0, '2..3']", "11/20 11/22 11/23 12/4 12/6 12/7"),
        ("days = '2..3'\ncount_from = 'last'", "12/6 12/7"),
        ("days = '-1'\ncount_from = 'last'", "12/3"),
        ("enabled = false", ""),
    ] {
        assert_eq!(recurs(lines), dates, "{lines}");
    }
}

#[test]
fn a_shift_moves_the_days_of_its_own_session_alone() {
    for (lines, dates) in [
        ("days = '0,5..6'", "11/20 11/29 11/30 12/4 12/9 12/10"),
        ("days = '3..5'", "11/23 11/24 11/25 11/26 11/27 11/28 11/29 12/7 12/8 12/9"),
        ("days = '-2,4'", "11/18 11/24 12/2 12/8"),
        ("days = '5'\ncount_from = 'last'", "12/9"),
    ] {
        let shift = "[[shift]]\nsession = 2026-11-20\nafter = 4\ndays = 4";
        assert_eq!(recurs(&format!("{lines}\n{shift}")), dates, "{lines}");
    }
}

#[test]
fn a_day_that_is_held_keeps_its_phase_its_restriction_and_no_task() {
    let text = "sessions = [2026-11-20]\n[[phase]]\nid = 'p'\nlabel = 'P'\ndays = 0\n\
                [[restriction]]\nid = 'r'\nlabel = 'R'\nask = 'Sam'\ndays = 0\n\
                [[reminder]]\nid = 'a'\ntext = 'A'\nat = ['09:00']\ndays = 0\n\
                [[shift]]\nsession = 2026-11-20\nafter = 0\ndays = 3\n";
    let schedule = schedule(text, "UTC");
    let (days, plan) = (schedule.days(), schedule.plan());
    for (on, is_held, recurs) in [
        ("2026-11-20", true, true),
        ("2026-11-21", true, false),
        ("2026-11-23", true, false),
        ("2026-11-24", false, false),
    ] {
        let on = date(on);
        assert_eq!(days.hold(&plan.phases[0].days, CountFrom::Latest, on), is_held, "{on}");
        assert_eq!(days.closed(&plan.restrictions[0], on), is_held, "{on}");
        assert_eq!(schedule.recurs_on(&plan.reminders[0], on), recurs, "{on}");
    }
}

#[test]
fn the_day_that_is_shown_stays_the_count_since_the_session() {
    let shift = "sessions = [2026-11-20]\n[[shift]]\nsession = 2026-11-20\nafter = 1\ndays = 9\n";
    assert_eq!(schedule(shift, "UTC").days().number(date("2026-11-25")), Some(5));
}

#[test]
fn shifted_restrictions_close_longer_and_say_so() {
    let shift = |session: &str, days: i32| {
        format!("[[shift]]\nsession = {session}\nafter = 2\ndays = {days}")
    };
    let last = "days = '0..9'\ncount_from = 'last'";
    for (lines, expected) in [
        (
            format!("days = '0..3'\n{}", shift("2026-11-20", 3)),
            "11/20 closed 11/27 free 12/4 closed 12/8 free",
        ),
        (
            format!("days = '0..3'\n{}", shift("2026-12-04", 30)),
            "11/20 closed 11/24 free 12/4 closed 1/7 free",
        ),
        (
            format!("days = '0..5'\n{}", shift("2026-11-20", -9)),
            "11/20 closed 11/23 free 12/4 closed 12/10 free",
        ),
        (format!("{last}\n{}", shift("2026-11-20", 3)), "11/20 closed 12/14 free"),
        (format!("{last}\n{}", shift("2026-12-04", 3)), "11/20 closed 12/17 free"),
        (format!("days = '0..3'\n{}", shift("2026-11-20", 20)), "11/20 closed 12/8 free"),
        (
            format!("days = '2'\n{}", shift("2026-11-20", 3)),
            "11/22 closed 11/26 free 12/6 closed 12/7 free",
        ),
    ] {
        assert_eq!(closed(&lines), expected, "{lines}");
    }
}

/// On which dates a restriction with these lines is closed.
fn closed(lines: &str) -> String {
    let text = format!(
        "sessions = [2026-11-20, 2026-12-04]\n[[restriction]]\nid = 'a'\nlabel = 'A'\nask = 'Sam'\n{lines}\n"
    );
    let schedule = schedule(&text, "UTC");
    let restriction = schedule.restriction("a").unwrap();
    let mut changes = Vec::new();
    let mut before = false;
    for on in date("2026-11-10").iter_days().take(60) {
        let now = schedule.days().closed(restriction, on);
        if now != before {
            let word = if now { "closed" } else { "free" };
            changes.push(format!("{} {word}", on.format("%-m/%-d")));
        }
        if now {
            check_free_from(&schedule, on);
        }
        before = now;
    }
    changes.join(" ")
}

/// The date that is promised is the first free one.
fn check_free_from(schedule: &Schedule, on: NaiveDate) {
    let (days, restriction) = (schedule.days(), schedule.restriction("a").unwrap());
    let promised = days.free_from(restriction, on);
    let far = on.iter_days().take(3000).find(|date| !days.closed(restriction, *date));
    assert_eq!(promised, far, "from {on}");
    if let Some(free) = promised {
        assert!(on < free && !days.closed(restriction, free));
        let mut until = on.iter_days().take_while(|date| *date < free);
        assert!(until.all(|date| days.closed(restriction, date)));
    }
}

#[test]
fn restrictions_close_and_open_with_the_sessions() {
    for (lines, expected) in [
        ("days = '0..3'", "11/20 closed 11/24 free 12/4 closed 12/8 free"),
        ("days = '0..'", "11/20 closed"),
        ("days = '0..29'", "11/20 closed 1/3 free"),
        ("days = '0..9'\ncount_from = 'last'", "11/20 closed 12/14 free"),
        ("days = '-2..-1'", "11/18 closed 11/20 free 12/2 closed 12/4 free"),
    ] {
        assert_eq!(closed(lines), expected, "{lines}");
    }
}

/// The times on the wall of one date: of a plan that begins so, with a reminder that recurs so.
fn times(head: &str, cadence: &str, zone: &str, on: &str) -> String {
    let text =
        format!("sessions = [2020-01-01]\n{head}\n[[reminder]]\nid = 'a'\ntext = 'A'\n{cadence}\n");
    let schedule = schedule(&text, zone);
    let occurrences = schedule.on(date(on));
    let wall = |moment| schedule.zone().wall(moment).format("%-d %H:%M").to_string();
    occurrences.iter().map(|o| wall(o.due)).collect::<Vec<_>>().join(", ")
}

#[test]
fn anchors_follow_the_persons_day() {
    let late = "[day]\nwake = '10:00'\nsleep = '01:30'";
    for (head, cadence, expected) in [
        (late, "at = ['wake', 'wake+45m', 'sleep-30m']", "24 10:00, 24 10:45, 25 01:00"),
        (late, "every = '4h'", "24 10:00, 24 14:00, 24 18:00, 24 22:00"),
        (late, "every = '4h'\nuntil = '22:00'", "24 10:00, 24 14:00, 24 18:00"),
        ("", "every = '5h'\nfrom = '22:00'\nuntil = '06:00'", "24 22:00, 25 03:00"),
        ("", "cron = '0 9-17/4 * * *'", "24 09:00, 24 13:00, 24 17:00"),
        ("", "cron = '30 7 24 * TUE'", "24 07:30"),
        ("", "cron = '30 7 24 * MON'", ""),
    ] {
        assert_eq!(times(head, cadence, "UTC", "2026-11-24"), expected, "{cadence}");
    }
}

#[test]
fn the_sun_rises_and_sets_where_the_person_lives() {
    // The short formula of NOAA says 07:42 and 16:03 for Berlin, and 05:49 and 18:39 for Apia; it
    // is known to be a minute or two off.
    let berlin = "[place]\nlatitude = 52.52\nlongitude = 13.40";
    let at = "at = ['sunrise', 'sunset-1h']";
    assert_eq!(times(berlin, at, "Europe/Berlin", "2026-11-24"), "24 07:43, 24 15:02");
    let tromso = "[place]\nlatitude = 69.65\nlongitude = 18.96";
    let at = "at = ['sunrise', '12:00']";
    assert_eq!(times(tromso, at, "Europe/Oslo", "2026-12-24"), "24 12:00", "no sunrise");
    // Far east of Greenwich, where libraries that are given a date alone answer with another day.
    let apia = "[place]\nlatitude = -13.83\nlongitude = -171.77";
    let at = "at = ['sunrise', 'sunset']";
    assert_eq!(times(apia, at, "Pacific/Apia", "2026-11-24"), "24 05:48, 24 18:38");
}

#[test]
fn a_travelling_person_keeps_what_is_known() {
    let text = "sessions = [2026-11-20]\n[[reminder]]\nid = 'a'\ntext = 'A'\nat = ['09:00']\n";
    let (berlin, tokyo) = (schedule(text, "Europe/Berlin"), schedule(text, "Asia/Tokyo"));
    let on = date("2026-11-24");
    let (here, there) = (&berlin.on(on)[0], &tokyo.on(on)[0]);
    assert_eq!(here.key, there.key);
    assert_eq!((here.due - there.due).num_hours(), 8);
}

/// A plan with one reminder, every three hours from 22:00 until 04:00, and one at midnight.
const NIGHT: &str = "sessions = [2026-11-20]\n[[reminder]]\nid = 'late'\ntext = 'Late'\nat = '00:00'\n\
                     [[reminder]]\nid = 'night'\ntext = 'Night'\nevery = '2h'\nfrom = '22:00'\nuntil = '04:00'\n";

#[test]
fn between_two_moments_is_what_comes_after_the_first_and_not_after_the_second() {
    let schedule = schedule(NIGHT, "UTC");
    let moment = |text: &str| format!("2026-11-{text}:00Z").parse::<Moment>().unwrap();
    let between = |after: &str, until: &str| {
        let found = schedule.between(moment(after), moment(until));
        found.iter().map(|o| o.due.format("%d %H:%M").to_string()).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(between("23T22:00", "24T02:00"), "24 00:00, 24 00:00, 24 02:00");
    assert_eq!(between("23T21:59", "23T22:00"), "23 22:00");
    assert_eq!(between("23T22:00", "23T23:59"), "");
    for after in ["23T12:00", "23T22:00", "23T23:59", "24T00:00", "24T02:00"] {
        let all = schedule.between(moment(after), moment("25T12:00"));
        assert_eq!(schedule.next_after(moment(after)).as_ref(), all.first(), "{after}");
        let night = schedule.reminder("night").unwrap();
        let of_it: Vec<_> = all.into_iter().filter(|o| o.key.reminder == "night").collect();
        assert_eq!(schedule.coming(night, moment(after), 3), of_it[..3], "{after}");
    }
}

/// The reasons for which a reminder with these lines does not come on a date.
fn why(head: &str, lines: &str, on: &str) -> String {
    let text = format!("{head}\n[[reminder]]\nid = 'a'\ntext = 'A'\n{lines}\n");
    let schedule = schedule(&text, "Europe/Oslo");
    let reasons = schedule.silence(schedule.reminder("a").unwrap(), date(on));
    let word = |reason: &Silence<'_>| {
        if let Silence::Paused(restriction) = reason {
            format!("paused by {}", restriction.id)
        } else {
            format!("{reason:?}")
        }
    };
    reasons.iter().map(word).collect::<Vec<_>>().join(", ")
}

#[test]
fn every_reason_for_which_a_reminder_does_not_come() {
    let two = "sessions = [2026-11-20, 2026-12-04]";
    let closed = "sessions = [2026-11-20]\n[[restriction]]\nid = 'r'\nlabel = 'R'\ndays = '0..3'";
    let north = "sessions = [2026-11-20]\n[place]\nlatitude = 69.65\nlongitude = 18.96";
    for (head, lines, on, reasons) in [
        (two, "at = '09:00'", "2026-11-20", ""),
        (two, "at = '09:00'", "2026-11-19", "BeforeFirstSession(2026-11-20)"),
        ("", "at = '09:00'", "2026-11-19", "NoSession"),
        (two, "at = '09:00'\ndays = '3..'", "2026-11-22", "OtherDays(2)"),
        (two, "at = '09:00'\ndays = '3..'", "2026-11-19", "OtherDays(-1)"),
        (
            two,
            "at = '09:00'\ndays = '2'\ncount_from = 'last'",
            "2026-11-22",
            "WaitsForLastSession(2026-12-04)",
        ),
        (two, "at = '09:00'\ndays = '2'\ncount_from = 'last'", "2026-11-19", "OtherDays(-1)"),
        (two, "at = '09:00'\ndays = '2'\ncount_from = 'last'", "2026-12-05", "OtherDays(1)"),
        (two, "at = '09:00'\ndays = '2'", "2026-11-23", "OtherDays(3)"),
        (two, "at = '09:00'\nenabled = false", "2026-11-22", "SwitchedOff"),
        (closed, "at = '09:00'\nunless_closed = 'r'", "2026-11-22", "paused by r"),
        (closed, "at = '09:00'\nunless_closed = 'r'", "2026-11-24", ""),
        (two, "cron = '30 7 24 * *'", "2026-11-23", "OtherDates"),
        (two, "cron = '30 7 24 * *'", "2026-11-24", ""),
        (north, "at = 'sunrise'", "2026-12-24", "NoSun(Sunrise)"),
        (north, "at = ['sunset', '12:00']", "2026-12-24", "NoSun(Sunset)"),
        (north, "every = '1h'\nfrom = 'sunrise'\nuntil = '12:00'", "2026-12-24", "NoSun(Sunrise)"),
        (north, "at = ['sunset', '12:00']", "2026-11-21", ""),
        (
            closed,
            "at = '09:00'\ndays = '9'\nunless_closed = 'r'\nenabled = false",
            "2026-11-22",
            "SwitchedOff, OtherDays(2), paused by r",
        ),
    ] {
        assert_eq!(why(head, lines, on), reasons, "{lines} on {on}");
    }
}

#[test]
fn a_window_that_a_clock_change_leaves_nothing_of_has_no_time() {
    let lines = "every = '1h'\nfrom = '02:00'\nuntil = '03:00'";
    assert_eq!(why("sessions = [2026-03-01]", lines, "2026-03-29"), "NoTime");
}

#[test]
fn what_comes_only_on_leap_days_is_found_eight_years_later() {
    let text = "sessions = [2090-11-20]\n[[reminder]]\nid = 'a'\ntext = 'A'\ncron = '0 9 29 2 *'\n";
    let after = "2096-02-29T10:00:00Z".parse().unwrap();
    let next = schedule(text, "UTC").next_after(after).map(|next| next.due.to_string());
    assert_eq!(next.as_deref(), Some("2104-02-29 09:00:00 UTC"));
}

#[test]
fn nothing_of_a_plan_is_before_its_first_date() {
    let reminder = "[[reminder]]\nid = 'a'\ntext = 'A'\nat = '09:00'";
    let restriction = "[[restriction]]\nid = 'r'\nlabel = 'R'";
    for (lines, first) in [
        (String::new(), "2026-11-20"),
        (format!("{reminder}\n"), "2026-11-20"),
        (format!("{reminder}\ndays = '3..9'\n"), "2026-11-20"),
        (format!("{reminder}\ndays = '2,-7..-1'\n"), "2026-11-13"),
        (format!("{reminder}\ndays = '-7..-1'\n{restriction}\ndays = '-9..3'"), "2026-11-11"),
    ] {
        let text = format!("sessions = [2026-12-04, 2026-11-20]\n{lines}");
        assert_eq!(schedule(&text, "UTC").first_date(), Some(date(first)), "{lines}");
    }
    assert_eq!(schedule("", "UTC").first_date(), None);
}

#[test]
fn sessions_are_counted_and_zones_have_names() {
    let days = schedule("sessions = [2026-11-20, 2026-12-04, 2027-01-04]", "UTC");
    let (days, none) = (days.days().clone(), schedule("", "UTC").days().clone());
    assert_eq!((days.len(), days.is_empty()), (3, false));
    assert_eq!((none.len(), none.is_empty()), (0, true));
    assert!(Zone::names().iter().any(|name| name == "Europe/Oslo"));
}

#[test]
fn an_occurrence_is_named_by_what_it_is_known_by_and_its_kind_as_in_json() {
    let key = Key { reminder: "cream".to_owned(), date: date("2026-11-20"), slot: 1 };
    assert_eq!(key.to_string(), "cream 2026-11-20 1");
    for kind in [Kind::Task, Kind::Note, Kind::Release] {
        assert_eq!(serde_json::to_value(kind).unwrap(), kind.word());
    }
}
