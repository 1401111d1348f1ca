//! A seeded simulation that attacks the promises of the engine.
//!
//! A world with a bad clock, a bad journal, a bad notification server and an ordinary person is
//! driven by chance; after every step a judge that shares no decision with the engine checks what
//! was promised. A failing seed replays exactly: `AFTERCARE_SEED=17 cargo test simulation`.
//!
//! `AFTERCARE_SEEDS` and `AFTERCARE_DAYS` make a longer run, `AFTERCARE_FIRST` begins elsewhere.

mod desk;
mod judge;
mod ledger;
mod plans;
mod rng;
mod world;

use world::{Stats, World};

/// How many lines of a trace are printed.
const LAST_LINES: usize = 80;

#[expect(clippy::disallowed_methods, reason = "a longer run is asked for by whoever runs tests")]
fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|value| value.parse().expect("a number"))
}

fn days() -> i64 {
    i64::try_from(setting("AFTERCARE_DAYS").unwrap_or(91)).expect("not that long")
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

/// The first failing seeds of a range, and what happened in all.
fn search(first: u64, count: u64, days: i64) -> (Vec<(u64, String)>, Stats) {
    let mut failures = Vec::new();
    let mut sum = Stats::default();
    for seed in first..first + count {
        match live(seed, days, false).1 {
            Ok(stats) => sum.add(stats),
            Err(why) => failures.push((seed, why)),
        }
    }
    (failures, sum)
}

#[test]
fn the_promises_hold_whatever_happens() {
    let days = days();
    let (first, count) = match setting("AFTERCARE_SEED") {
        Some(seed) => (seed, 1),
        None => {
            (setting("AFTERCARE_FIRST").unwrap_or(0), setting("AFTERCARE_SEEDS").unwrap_or(300))
        }
    };
    let (failures, sum) = search(first, count, days);
    println!("seeds {first}..{}, {days} days each, {sum:?}", first + count);
    for (seed, why) in &failures {
        println!("seed {seed}: {why}");
    }
    if let Some((seed, _)) = failures.first() {
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
