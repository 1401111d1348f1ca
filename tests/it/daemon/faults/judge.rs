//! What came of a fault, read in the history and in what the server was given.

use std::collections::{BTreeMap, BTreeSet};
use std::iter::Sum;
use std::ops::AddAssign;

use aftercare::engine::record::{Entry, Outcome, Record};
use aftercare::schedule::{occurrence::Key, zone::Moment};

use super::super::{Home, count, intended, shown};

/// How often a fault was done, and what came of it.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Tally {
    /// How often.
    pub(super) times: usize,
    /// What came due and is not in the history, and answers that are not.
    pub(super) lost: usize,
    /// Showings too many that do not say so, or that no fault excuses.
    pub(super) doubled: usize,
    /// Showings that say that they are not the first.
    pub(super) repeats: usize,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.times += other.times;
        self.lost += other.lost;
        self.doubled += other.doubled;
        self.repeats += other.repeats;
    }
}

impl Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(tallies: I) -> Self {
        let mut sum = Self::default();
        tallies.for_each(|tally| sum += tally);
        sum
    }
}

impl Tally {
    /// Prints a line of the table.
    pub(super) fn tell(self, fault: &str) -> Self {
        let Self { times, lost, doubled, repeats } = self;
        println!("fault|{fault}|{times}|{lost}|{doubled}|{repeats}");
        self
    }

    /// Holds the promise against it.
    #[track_caller]
    pub(super) fn is_kept(self) {
        assert!(0 < self.times, "nothing was tried");
        assert_eq!((self.lost, self.doubled), (0, 0), "{self:?}");
    }
}

/// What dunst was given with a text in the summary.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seen {
    all: usize,
    pub(super) labelled: usize,
}

impl Seen {
    /// Out of what dunst prints of each notification.
    pub(super) fn of(text: &str, printed: &str) -> Self {
        let given = printed.split("\tsummary: '").skip(1);
        let is_it = |given: &&str| given.lines().next().is_some_and(|it| it.contains(text));
        given.filter(is_it).fold(Self::default(), |seen, given| Self {
            all: seen.all + 1,
            labelled: seen.labelled + usize::from(given.contains("Shown before: ")),
        })
    }

    pub(super) fn is_more_than(self, before: Self) -> bool {
        before.all < self.all
    }
}

impl AddAssign for Seen {
    fn add_assign(&mut self, other: Self) {
        self.all += other.all;
        self.labelled += other.labelled;
    }
}

/// What came of faults while the task `wash` came due at these moments.
///
/// Each fault excuses one more showing, which then has to say so.
pub(super) fn judge(home: &Home, times: &[Moment], seen: Seen, faults: usize) -> Tally {
    let entries = home.entries();
    let up = entries.last().expect("a history").at;
    let due = times.iter().filter(|at| **at <= up).count();
    assert!(0 < due, "nothing came due");
    each_showing_was_intended(&entries);
    let doubled = ended_twice(&entries) + shown_too_often(&entries, "wash", seen, faults);
    Tally { times: faults, lost: lost(&entries, due), doubled, repeats: seen.labelled }
}

/// How many of the first `due` times of the day are not in the history.
pub(super) fn lost(entries: &[Entry], due: usize) -> usize {
    let keys = entries.iter().filter_map(|entry| begun(&entry.record).or(ended(&entry.record)));
    let slots: BTreeSet<usize> = keys.map(|key| usize::from(key.slot)).collect();
    let open: BTreeSet<&Key> = entries.iter().filter_map(|it| begun(&it.record)).collect();
    let over: BTreeSet<&Key> = entries.iter().filter_map(|it| ended(&it.record)).collect();
    assert!(open.difference(&over).count() <= 1, "more than one is open");
    (0..due).filter(|slot| !slots.contains(slot)).count()
}

/// How many occurrences were taken up or ended more often than once.
fn ended_twice(entries: &[Entry]) -> usize {
    let mut times = BTreeMap::<(bool, &Key), usize>::new();
    for Entry { record, .. } in entries {
        let found = begun(record).map(|key| (true, key)).or(ended(record).map(|key| (false, key)));
        if let Some(found) = found {
            *times.entry(found).or_default() += 1;
        }
    }
    times.values().filter(|times| 1 < **times).count()
}

/// Before every `Shown` there is an `Intended` of its own.
pub(super) fn each_showing_was_intended(entries: &[Entry]) {
    let mut waiting = BTreeSet::new();
    for Entry { record, .. } in entries {
        waiting.extend(intended(record));
        if let Some((key, _)) = shown(record) {
            assert!(waiting.remove(key), "not intended: {record:?}");
        }
    }
}

/// Whoever looks at the screen sees each once, and once more for a fault, which then says so.
pub(super) fn shown_too_often(
    entries: &[Entry],
    reminder: &str,
    seen: Seen,
    excuses: usize,
) -> usize {
    let intended: Vec<&Key> = entries.iter().filter_map(|it| intended(&it.record)).collect();
    let intended: Vec<&Key> = intended.into_iter().filter(|it| it.reminder == reminder).collect();
    let different = intended.iter().collect::<BTreeSet<_>>().len();
    assert!(seen.all <= intended.len(), "shown without being intended");
    let silent = (seen.all - seen.labelled).saturating_sub(different);
    silent + seen.all.saturating_sub(different + excuses)
}

/// How many occurrences of a reminder a person has done.
pub(super) fn done(entries: &[Entry], reminder: &str) -> usize {
    count(entries, |record| {
        let by_person = matches!(record, Record::Ended { outcome: Outcome::Done, .. });
        by_person && ended(record).is_some_and(|key| key.reminder == reminder)
    })
}

fn begun(record: &Record) -> Option<&Key> {
    if let Record::Due { key, .. } = record { Some(key) } else { None }
}

fn ended(record: &Record) -> Option<&Key> {
    if let Record::Ended { key, .. } = record { Some(key) } else { None }
}
