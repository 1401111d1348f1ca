//! The program is broken on purpose, with a real bus, a real server and a real disk.
//!
//! As part of the tests each fault is done a few times; `tests/faults` does them as often as a
//! promise needs, adds those that need root, and prints a table. Lives differ by their number
//! alone, so that a bad one can be lived again.

mod clock;
mod day;
mod desktop;
mod disk;
mod judge;
mod kills;
mod plans;
mod power;
mod sleep;

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

use aftercare::schedule::zone::Moment;
use chrono::{NaiveTime, TimeDelta};

use self::judge::Tally;
use super::{Home, soon, task};
use crate::lab::pass;

/// How many lives are lived at a time: more than there are processors, for the load.
const AT_A_TIME: usize = 3;

/// How often a fault is done: as often as whoever runs the tests says, or only a few times.
#[expect(clippy::disallowed_methods, reason = "a longer run is asked for by whoever runs tests")]
fn times(few: usize) -> usize {
    std::env::var("AFTERCARE_TIMES").ok().map_or(few, |it| it.parse().expect("a number"))
}

/// Does so many faults in lives of at most `most` faults each, some lives at a time.
///
/// A life gets its number and how many faults are its share.
fn in_lives(faults: usize, most: usize, live: impl Fn(usize, usize) -> Tally + Sync) -> Tally {
    let (lives, next) = (faults.div_ceil(most), AtomicUsize::new(0));
    let share = |number: usize| most.min(faults - number * most);
    let some = || {
        let mut sum = Tally::default();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if lives <= number {
                return sum;
            }
            sum += live(number, share(number));
        }
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..AT_A_TIME.min(lives)).map(|_| scope.spawn(some)).collect();
        threads.into_iter().map(|it| it.join().expect("a life without a panic")).sum()
    })
}

/// Moments of one day, the first soon and then one every `seconds`.
fn moments(count: i64, seconds: i64) -> Vec<Moment> {
    let length = TimeDelta::seconds(count * seconds + 10);
    let first = soon(1);
    // A reminder's times belong to a day: none of them may fall into the next one.
    if (first + length).date_naive() != first.date_naive() {
        let left = first.date_naive().succ_opt().expect("a next day").and_time(NaiveTime::MIN);
        pass((left.and_utc() - first + TimeDelta::seconds(2)).to_std().expect("not yet"));
        return moments(count, seconds);
    }
    (0..count).map(|n| first + TimeDelta::seconds(seconds * n)).collect()
}

/// Plans the task `wash` at moments of today, as if it had been planned for long.
fn plan_wash(home: &Home, count: i64, seconds: i64) -> Vec<Moment> {
    home.known_already(&["wash"]);
    let times = moments(count, seconds);
    home.plan(&task("wash", &times));
    times
}

/// Numbers that look random and are the same in every run (splitmix64).
struct Dice(u64);

impl Dice {
    fn of(life: usize) -> Self {
        Self(u64::try_from(life).expect("few lives") << 32)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % limit
    }

    /// A place in something.
    fn place(&mut self, among: Range<usize>) -> usize {
        let length = u64::try_from(among.len()).expect("not that long");
        among.start + usize::try_from(self.below(length)).expect("a place")
    }

    /// Lets a time pass that is below so many milliseconds.
    fn pass(&mut self, milliseconds: u64) {
        pass(std::time::Duration::from_millis(self.below(milliseconds)));
    }
}
