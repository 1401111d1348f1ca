//! What a plan costs that is as large as one may be: `cargo bench`.
//!
//! It has 10,000 entries in two files, sessions and restrictions among them, every cadence, and
//! 10,000 occurrences a day if all recur. Printed are the median of some runs, the fastest and the
//! slowest, and the most memory that the process held until then; nothing is judged.

#![expect(clippy::print_stdout, reason = "figures are what it is for")]
#![expect(clippy::expect_used, reason = "a benchmark that cannot run says why")]

use std::{collections::VecDeque, fmt::Write as _, fs, hint::black_box, time::Duration};

use aftercare::{
    engine::{
        ActivePlan, Answers, Effect, Engine, Event, Greeting, Server, memory::Memory,
        notice::Handle,
    },
    language::Language,
    plan::{
        self, Plan, Reading, Source,
        render::{Look, render},
    },
    review::review,
    schedule::{
        Schedule,
        zone::{Moment, Zone},
    },
};
use chrono::{NaiveDate, NaiveTime, TimeDelta};
use tokio::time::Instant;

/// What the plan has.
const SESSIONS: usize = 100;
const RESTRICTIONS: usize = 500;
const AT: usize = 8_800;
const CRON: usize = 300;
const EVERY: usize = 300;

/// How often each measurement is taken.
const RUNS: usize = 5;

/// How many reminders come each day of it.
const A_DAY: usize = 1_000;

/// How many days are lived.
const YEAR: i64 = 365;

fn main() {
    println!("{:<44} {:>10} {:>10} {:>10}   peak", "", "median", "fastest", "slowest");
    let text = reminders(|number| match number % 4 {
        0 => "",
        1 => "4..",
        2 => "0..90",
        _ => "5..400/2",
    });
    measure("read 10,000 entries, with all checks", || accepted(&text));
    let wrong = text.replace("text =", "txet =");
    let reading = read(&wrong);
    measure("find what is wrong in each reminder", || read(&wrong));
    measure("render the 1,000 problems that are told", || {
        render(&reading.problems, &reading.sources, Look::Plain)
    });
    let (reading, schedule_of) = (read(&text), Schedule::new(accepted(&text), berlin()));
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date");
    measure("review it, as `check` does for warnings", || {
        review(&reading, &schedule_of, today, &|_| false)
    });
    schedule(&accepted(&text));
    let over = accepted(&reminders(|_| "0..30"));
    let over = Schedule::new(over, berlin());
    let late = moment(2040, 1, 1);
    measure("find that nothing is to come in eight years", || over.next_after(late));
    live_a_year();
}

/// Lives a year with a thousand reminders a day, on a server that takes everything at once, and prints
/// how much is remembered: the history is full after the first months, and grows no more.
fn live_a_year() {
    let mut text = String::new();
    for number in 0..A_DAY {
        writeln!(text, "[[reminder]]\nid = \"r{number}\"\ntext = \"Do it\"\nat = \"12:00\"")
            .expect("memory");
    }
    let (now, plan) = (moment(2026, 11, 25), accepted(&text));
    let active = ActivePlan { plan, zone: berlin(), fingerprint: String::new() };
    let mut engine = Engine::new(active, Memory::default(), Language::english());
    engine.start(Greeting::Never, now);
    let server = Server { name: "one".to_owned(), answers: Answers::Buttons };
    tell(&mut engine, Event::ServerUp(server), now);
    for day in 1..=YEAR {
        let end = now + TimeDelta::days(day);
        while let Some(wake) = engine.wake().filter(|wake| *wake < end) {
            tell(&mut engine, Event::Tick, wake);
        }
        if day % (YEAR / 5) == 0 {
            let (known, held) = (engine.memory().known().len(), memory("VmRSS:"));
            println!("{:<44} {known:>10} occurrences   {held}", format!("remembered on day {day}"));
        }
    }
}

/// Tells the engine something, and that each notification is on the screen at once.
fn tell(engine: &mut Engine, event: Event, now: Moment) {
    let mut events = VecDeque::from([event]);
    while let Some(event) = events.pop_front() {
        for effect in engine.apply(event, now) {
            if let Effect::Show { ticket, .. } = effect {
                let id = u32::try_from(ticket.0).expect("not that many");
                let handle = Handle { server: "one".to_owned(), id };
                events.push_back(Event::Shown { ticket, handle });
            }
        }
    }
}

fn schedule(plan: &Plan) {
    let now = moment(2026, 11, 25);
    let schedule = Schedule::new(plan.clone(), berlin());
    let date = schedule.wall_date(now);
    println!("{:>44} occurrences on that day", schedule.on(date).len());
    measure("take up the plan", || Schedule::new(plan.clone(), berlin()));
    measure("schedule one day", || schedule.on(date));
    measure("find the next occurrence", || schedule.next_after(now));
    measure("schedule a year, day by day", || {
        date.iter_days().take(365).map(|date| schedule.on(date).len()).sum::<usize>()
    });
    let active = ActivePlan { plan: plan.clone(), zone: berlin(), fingerprint: String::new() };
    let mut engine = Engine::new(active, Memory::default(), Language::english());
    engine.start(Greeting::FirstTime, now);
    let wake = engine.wake().expect("something is to come");
    measure("wake, show what is due, look ahead", || engine.clone().apply(Event::Tick, wake));
}

/// Prints what some runs of one thing took.
fn measure<T>(name: &str, mut run: impl FnMut() -> T) {
    let mut took: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let began = Instant::now();
            black_box(run());
            began.elapsed()
        })
        .collect();
    took.sort_unstable();
    let shown = [RUNS / 2, 0, RUNS - 1].map(|place| took.get(place).copied().unwrap_or_default());
    let [median, fastest, slowest] = shown.map(|took| format!("{took:.1?}"));
    println!("{name:<44} {median:>10} {fastest:>10} {slowest:>10}   {}", peak());
}

/// The most memory that the process has held at once.
fn peak() -> String {
    memory("VmHWM:")
}

fn memory(field: &str) -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(field));
    let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u32>().ok());
    kib.map_or_else(|| "?".to_owned(), |kib| format!("{} MiB", kib / 1024))
}

fn read(template: &str) -> Reading {
    let source = |name: &str, text: &str| Source { name: name.to_owned(), text: text.to_owned() };
    plan::read(source("plan.toml", &own()), &mut |name| Ok(source(name, template)))
}

fn accepted(template: &str) -> Plan {
    let reading = read(template);
    let problems = render(&reading.problems, &reading.sources, Look::Plain);
    reading.plan.expect(&problems)
}

/// The person's own file: sessions and restrictions.
fn own() -> String {
    let mut text = "extends = \"clinic.toml\"\n".to_owned();
    let first = NaiveDate::from_ymd_opt(2026, 11, 20).expect("a date");
    for date in first.iter_days().step_by(20).take(SESSIONS) {
        writeln!(text, "[[session]]\ndate = {date}").expect("memory");
    }
    for number in 0..RESTRICTIONS {
        let (id, last) = (format!("c{number}"), number % 28);
        writeln!(text, "[[restriction]]\nid = \"{id}\"\nlabel = \"{id}\"\ndays = \"0..{last}\"")
            .expect("memory");
    }
    text
}

/// The template: reminders, on days that depend on their number.
fn reminders(days: impl Fn(usize) -> &'static str) -> String {
    let mut text = String::new();
    for number in 0..AT + CRON + EVERY {
        let (hour, minute) = (8 + number % 14, number % 60);
        let when = match number {
            0..AT => format!("at = \"{hour:02}:{minute:02}\""),
            n if n < AT + CRON => format!("cron = \"{minute} {hour} * * mon-fri\""),
            _ => "every = \"5h\"".to_owned(),
        };
        writeln!(text, "[[reminder]]\nid = \"r{number}\"\ntext = \"Do {number}\"\n{when}")
            .expect("memory");
        let days = days(number);
        if !days.is_empty() {
            writeln!(text, "days = \"{days}\"").expect("memory");
        }
        if number % 3 == 0 {
            writeln!(text, "unless_closed = \"c{}\"", number % RESTRICTIONS).expect("memory");
        }
    }
    text
}

fn berlin() -> Zone {
    Zone::named("Europe/Berlin").expect("the system has the zone")
}

fn moment(year: i32, month: u32, day: u32) -> Moment {
    let date = NaiveDate::from_ymd_opt(year, month, day).expect("a date");
    date.and_time(NaiveTime::MIN).and_utc() + TimeDelta::hours(7)
}
