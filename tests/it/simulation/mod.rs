//! A seeded simulation that attacks the promises of the engine.
//!
//! A world with a bad clock, a bad journal, a bad notification server and an ordinary person is
//! driven by chance; after every step a judge that shares no decision with the engine checks what
//! was promised. A failing seed replays exactly: `AFTERCARE_SEED=17 cargo test simulation`.
//!
//! `AFTERCARE_SEEDS` and `AFTERCARE_DAYS` make a longer run, `AFTERCARE_FIRST` begins elsewhere.

#![expect(clippy::wildcard_enum_match_arm, reason = "a judge picks out what it checks")]

mod desk;
mod edits;
mod judge;
mod ledger;
pub(crate) mod plans;
pub(crate) mod rng;
mod world;

use std::{collections::BTreeMap, num::NonZero};

use aftercare::{
    engine::{ActivePlan, Engine, Event, Greeting, memory::Memory},
    plan::{self, Source},
    schedule::zone::{Moment, Zone},
};
use tokio::time::Instant;

use world::{Stats, World};

/// How many lines of a trace are printed.
const LAST_LINES: usize = 80;

#[expect(clippy::disallowed_methods, reason = "a longer run is asked for by whoever runs tests")]
fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|value| value.parse().expect("a number"))
}

fn days() -> i64 {
    i64::try_from(setting("AFTERCARE_DAYS").unwrap_or(30)).expect("not that long")
}

fn live(seed: u64, days: i64, traced: bool) -> (World, Result<Stats, String>) {
    let mut world = World::new(seed, traced);
    let result = world.live(days);
    (world, result)
}

/// Tells what is wrong with a seed, with the end of its trace.
fn report(seed: u64, days: i64) -> String {
    let (world, result) = live(seed, days, true);
    let lines = world.trace();
    let lines = setting("AFTERCARE_SEED")
        .map_or_else(|| &lines[lines.len().saturating_sub(LAST_LINES)..], |_| lines);
    format!(
        "{}\nseed {seed}: {}",
        lines.join("\n"),
        result.map_or_else(|why| why, |_| "?".to_owned())
    )
}

/// The failing seeds of some, and what happened in all others.
fn search(seeds: impl Iterator<Item = u64>, days: i64) -> (BTreeMap<u64, String>, Stats) {
    let (mut failures, mut sum) = (BTreeMap::new(), Stats::default());
    for seed in seeds {
        match live(seed, days, false).1 {
            Ok(stats) => sum.add(stats),
            Err(why) => drop(failures.insert(seed, why)),
        }
    }
    (failures, sum)
}

/// The same for a whole range, on every processor.
fn search_all(first: u64, count: u64, days: i64) -> (BTreeMap<u64, String>, Stats) {
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    let seeds = |thread: usize| (first..first + count).skip(thread).step_by(threads);
    let (mut failures, mut sum) = (BTreeMap::new(), Stats::default());
    std::thread::scope(|scope| {
        let start = |thread| scope.spawn(move || search(seeds(thread), days));
        let searches: Vec<_> = (0..threads).map(start).collect();
        for search in searches {
            let (found, stats) = search.join().expect("a judge does not panic");
            failures.extend(found);
            sum.add(stats);
        }
    });
    (failures, sum)
}

fn speed(count: u64, days: i64, began: Instant) -> f64 {
    let days = days * i64::try_from(count).expect("not that many");
    let years = f64::from(i32::try_from(days).expect("not that many")) / 365.0;
    (10.0 * years / began.elapsed().as_secs_f64()).round() / 10.0
}

#[test]
fn the_promises_hold_whatever_happens() {
    let days = days();
    let (first, count) = match setting("AFTERCARE_SEED") {
        Some(seed) => (seed, 1),
        None => {
            (setting("AFTERCARE_FIRST").unwrap_or(0), setting("AFTERCARE_SEEDS").unwrap_or(150))
        }
    };
    let began = Instant::now();
    let (failures, sum) = search_all(first, count, days);
    println!("seeds {first}..{}, {days} days each, {sum:?}", first + count);
    println!("{} simulated years a second", speed(count, days, began));
    for (seed, why) in &failures {
        println!("seed {seed}: {why}");
    }
    if let Some(seed) = failures.keys().next() {
        panic!("{} of {count} seeds fail\n{}", failures.len(), report(*seed, days));
    }
}

#[test]
fn a_seed_replays_exactly() {
    for seed in 0..3 {
        let traces = [(); 2].map(|()| live(seed, 30, true).0.trace().join("\n"));
        assert!(traces[0] == traces[1], "seed {seed} does not replay");
        assert!(traces[0].lines().count() > 100);
    }
}

/// Travel changes when, never which: what lies in the past of the new zone, and has not come due
/// in the old one, is late and not lost.
#[test]
fn travel_east_loses_nothing() {
    let text =
        "sessions = [2026-06-01]\n[[reminder]]\nid = \"cream\"\ntext = \"Cream\"\nat = [\"15:00\"]";
    let source = Source { name: "plan.toml".to_owned(), text: text.to_owned() };
    let plan = plan::read(source, &mut |_| Err(String::new())).plan.expect("a plan");
    let zone = |name| Zone::named(name).expect("a zone of the system");
    let active = ActivePlan { plan, zone: zone("America/New_York"), fingerprint: String::new() };
    let mut engine = Engine::new(active, Memory::default());
    let now = |text: &str| text.parse::<Moment>().expect("a moment");
    engine.start(Greeting::FirstTime, now("2026-06-02T06:00:00Z"));
    engine.apply(Event::Tick, now("2026-06-02T13:30:00Z"));
    // Half past nine becomes half past three.
    engine.apply(Event::ZoneChanged(zone("Europe/Berlin")), now("2026-06-02T13:30:00Z"));
    engine.apply(Event::Tick, now("2026-06-02T13:31:00Z"));
    let open = engine.outlook().open;
    assert_eq!(open, ["cream"], "today's is due at three o'clock, half an hour ago");
}
