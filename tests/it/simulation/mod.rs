//! A seeded simulation that attacks the promises of the engine.
//!
//! A world with a bad clock, a bad journal, a bad notification server and an ordinary person is
//! driven by chance; after every step a judge that shares no decision with the engine checks what
//! was promised. A failing seed replays exactly: `AFTERCARE_SEED=17 cargo test simulation`.
//!
//! `tests/simulate --seeds 10000 --years 1` makes a longer run, by `AFTERCARE_SEEDS` and
//! `AFTERCARE_YEARS` (or `_DAYS`); `AFTERCARE_FIRST` begins elsewhere. A failing life is shortened;
//! `AFTERCARE_SHORTEN=0` saves that time and tells only its end, by its last 120 lines or
//! `AFTERCARE_LINES`.

#![expect(clippy::wildcard_enum_match_arm, reason = "a judge picks out what it checks")]

mod almanac;
mod desk;
mod edits;
mod found;
mod judge;
mod ledger;
pub(crate) mod plans;
pub(crate) mod rng;
mod world;

use std::{collections::BTreeMap, num::NonZero, ops::Range};

use aftercare::{
    engine::{ActivePlan, Engine, Event, Greeting, memory::Memory},
    language::Language,
    plan::{self, Source},
    schedule::zone::{Moment, Zone},
};
use tokio::time::Instant;

use world::{Stats, World, shortened};

/// How many lines of a trace are printed when nobody asks for more.
const LAST_LINES: u64 = 120;

/// How long a life is when nobody asks for a longer one.
const DAYS: u64 = 30;

/// How many lives are lived between two lines that tell how far it is.
const PORTION: usize = 500;

/// How many letters of a failure tell what kind it is.
const KIND: usize = 8;

/// How many reminders the first plan of a life has at most.
const MOST_REMINDERS: usize = 6;

#[expect(clippy::disallowed_methods, reason = "a longer run is asked for by whoever runs tests")]
fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|value| value.parse().expect("a number"))
}

fn days() -> i64 {
    let years = setting("AFTERCARE_YEARS").map(|years| years * 365);
    let days = years.or_else(|| setting("AFTERCARE_DAYS")).unwrap_or(DAYS);
    i64::try_from(days).expect("not that long")
}

fn live(seed: u64, days: i64) -> Result<Stats, String> {
    World::new(seed, &[], false).live(days)
}

/// A life that fails, made as short as it is found to fail still.
struct Shortest {
    seed: u64,
    /// The reminders that the first plan can do without.
    dropped: Vec<usize>,
    script: Vec<u64>,
}

impl Shortest {
    fn of(seed: u64, script: &[u64]) -> Self {
        let why = |dropped: &[usize], script: &[u64]| {
            let why = World::new(seed, dropped, false).follow(script).err();
            why.map(|why| why.chars().take(KIND).collect::<String>())
        };
        let found = why(&[], script);
        // Another failure than the one that was found would be another story.
        let fails = |dropped: &[usize], script: &[u64]| why(dropped, script) == found;
        let mut dropped = Vec::new();
        let mut script = shortened(script.to_vec(), &mut |script| fails(&dropped, script));
        for place in (0..MOST_REMINDERS).rev() {
            let fewer = [&dropped[..], &[place]].concat();
            if fails(&fewer, &script) {
                dropped = fewer;
            }
        }
        script = shortened(script, &mut |script| fails(&dropped, script));
        Self { seed, dropped, script }
    }

    /// What happens in it, the line of a test that lives it again, and the file that this reads.
    fn tell(&self) -> String {
        let Self { seed, dropped, script } = self;
        let mut world = World::new(*seed, dropped, true);
        let why = world.follow(script).err().unwrap_or_default();
        let life = format!("again({seed}, &{dropped:?}, include_str!(\"found/{seed}\"))");
        let steps = lines_of(script);
        format!("{}\n{life}\n{steps}seed {seed}: {why}", last_lines(&world))
    }
}

/// The steps of a life, as a file of `found` has them.
fn lines_of(script: &[u64]) -> String {
    let words = |steps: &[u64]| steps.iter().map(u64::to_string).collect::<Vec<_>>().join(" ");
    script.chunks(4).map(|steps| words(steps) + "\n").collect()
}

fn last_lines(world: &World) -> String {
    let lines = world.trace();
    let count = setting("AFTERCARE_LINES").unwrap_or(LAST_LINES);
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    lines[lines.len().saturating_sub(count)..].join("\n")
}

/// What came of some lives: the seeds that failed, and what happened in all others.
#[derive(Default)]
struct Outcome {
    failures: BTreeMap<u64, String>,
    sum: Stats,
}

impl Outcome {
    fn add(&mut self, other: Self) {
        self.failures.extend(other.failures);
        self.sum.add(other.sum);
    }
}

fn search(seeds: impl Iterator<Item = u64>, days: i64) -> Outcome {
    let mut outcome = Outcome::default();
    for seed in seeds {
        match live(seed, days) {
            Ok(stats) => outcome.sum.add(stats),
            Err(why) => drop(outcome.failures.insert(seed, why)),
        }
    }
    outcome
}

/// The same for a whole range, on every processor.
fn search_all(seeds: &Range<u64>, days: i64) -> Outcome {
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    let seeds = |thread: usize| seeds.clone().skip(thread).step_by(threads);
    let mut outcome = Outcome::default();
    std::thread::scope(|scope| {
        let start = |thread| scope.spawn(move || search(seeds(thread), days));
        let searches: Vec<_> = (0..threads).map(start).collect();
        for search in searches {
            outcome.add(search.join().expect("a judge does not panic"));
        }
    });
    outcome
}

/// The same, portion by portion: who waits is told how far it is, and of what failed so far.
fn search_and_tell(seeds: &Range<u64>, days: i64) -> Outcome {
    let mut outcome = Outcome::default();
    for first in seeds.clone().step_by(PORTION) {
        let portion = first..seeds.end.min(first + PORTION as u64);
        let found = search_all(&portion, days);
        println!("seeds {portion:?}: {} fail", found.failures.len());
        for (seed, why) in &found.failures {
            println!("seed {seed}: {why}");
        }
        outcome.add(found);
    }
    outcome
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
        None => (setting("AFTERCARE_FIRST").unwrap_or(0), setting("AFTERCARE_SEEDS").unwrap_or(80)),
    };
    let began = Instant::now();
    let seeds = first..first + count;
    let Outcome { failures, sum } = search_and_tell(&seeds, days);
    println!("seeds {seeds:?}, {days} days each, {sum:?}");
    println!("{} simulated years a second", speed(count, days, began));
    if let Some(seed) = failures.keys().next() {
        let mut world = World::new(*seed, &[], true);
        drop(world.live(days));
        let story = match setting("AFTERCARE_SHORTEN") {
            Some(0) => last_lines(&world),
            _ => Shortest::of(*seed, world.script()).tell(),
        };
        panic!("{} of {count} seeds fail\n{story}", failures.len());
    }
}

#[test]
fn a_seed_replays_exactly() {
    for seed in 0..3 {
        let traced = |script: Option<&[u64]>| {
            let mut world = World::new(seed, &[], true);
            let result = match script {
                None => world.live(30),
                Some(script) => world.follow(script),
            };
            result.expect("it holds");
            world
        };
        let first = traced(None);
        assert!(first.trace().len() > 100);
        for other in [traced(None), traced(Some(first.script()))] {
            assert!(first.trace() == other.trace(), "seed {seed} does not replay");
        }
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
    let mut engine = Engine::new(active, Memory::default(), Language::english());
    let now = |text: &str| text.parse::<Moment>().expect("a moment");
    engine.start(Greeting::FirstTime, now("2026-06-02T06:00:00Z"));
    engine.apply(Event::Tick, now("2026-06-02T13:30:00Z"));
    // Half past nine becomes half past three.
    engine.apply(Event::ZoneChanged(zone("Europe/Berlin")), now("2026-06-02T13:30:00Z"));
    engine.apply(Event::Tick, now("2026-06-02T13:31:00Z"));
    let open = engine.outlook().open;
    assert_eq!(open, ["cream"], "today's is due at three o'clock, half an hour ago");
}
