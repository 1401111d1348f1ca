//! The program is killed: at rest, again and again at random, and at every system call that
//! leaves a trace.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use aftercare::engine::record::{Entry, Record};
use aftercare::schedule::{occurrence::Key, zone::Moment};
use chrono::TimeDelta;

use super::{BUTTONS, FakeServer, Home, Rig, intended, program, shown, soon, task};
use crate::lab::{Asked, Lab, eventually, find, pass};

/// After a crash, what is open is on the screen once, and the new process hears its answer.
fn is_taken_up(lab: Lab) {
    let rig = Rig::with_task(lab);
    let daemon = rig.home.start();
    rig.home.is_shown("wash", 1);
    daemon.kill();
    assert_eq!(rig.lab.count(), 1);
    let daemon = rig.home.start();
    rig.home.is_shown("wash", 2);
    assert_eq!(rig.lab.count(), 1, "stacked");
    assert!(rig.lab.texts().contains("Shown before: "), "{}", rig.lab.texts());
    rig.lab.invoke(rig.home.number("wash"), "done");
    rig.home.comes_to("wash", "done");
    eventually("the screen is empty", || (rig.lab.count() == 0).then_some(()));
    assert_eq!(rig.home.states("wash").len(), 1);
    daemon.stop();
}

#[test]
fn after_a_crash_the_open_task_is_on_dunst_once_and_can_be_answered() {
    is_taken_up(Lab::dunst());
}

#[test]
fn after_a_crash_the_open_task_is_on_mako_once_and_can_be_answered() {
    is_taken_up(Lab::mako());
}

/// Numbers that look random and are the same in every run (splitmix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % limit
    }
}

const KILLS: usize = 48;

#[test]
fn of_many_crashes_at_random_moments_none_loses_or_doubles_anything() {
    let rig = Rig::new(Lab::bare());
    let home = &rig.home;
    home.known_already(&["wash"]);
    let fake = FakeServer::start(&rig.lab, BUTTONS);
    let first = soon(1);
    let times: Vec<Moment> = (0..60).map(|n| first + TimeDelta::seconds(2 * n)).collect();
    home.plan(&task("wash", &times));
    let mut dice = Dice(4);
    for kill in 0..KILLS {
        let daemon = home.start_with(home.command());
        // The way to the first showing takes a fraction of a second; now and then it may go on.
        let limit = if kill % 4 == 0 { 2000 } else { 500 };
        pass(Duration::from_millis(dice.below(limit)));
        daemon.kill();
    }
    let daemon = home.start();
    let entries = home.entries();
    let up = entries.iter().rfind(|entry| entry.record == Record::Started).unwrap().at;
    daemon.stop();
    let entries = home.entries();
    let due = times.iter().filter(|at| **at <= up).count();
    assert!(10 <= due, "only {due} came due");
    every_one_is_there_once(&entries, due);
    each_showing_was_intended(&entries);
    no_crash_showed_more_than_one_too_many(&entries, &fake.asked_for("zebra"), KILLS);
}

/// The first `due` times of the day are in the journal, each taken up once and ended once, but
/// for the last, which may be open.
fn every_one_is_there_once(entries: &[Entry], due: usize) {
    let (mut begun, mut ended) = (BTreeMap::<Key, usize>::new(), BTreeMap::<Key, usize>::new());
    for entry in entries {
        if let Record::Due { key, .. } = &entry.record {
            *begun.entry(key.clone()).or_default() += 1;
        } else if let Record::Ended { key, .. } = &entry.record {
            *ended.entry(key.clone()).or_default() += 1;
        }
    }
    assert!(begun.values().chain(ended.values()).all(|times| *times == 1), "{begun:?} {ended:?}");
    let known: BTreeSet<&Key> = begun.keys().chain(ended.keys()).collect();
    let slots: BTreeSet<usize> = known.iter().map(|key| usize::from(key.slot)).collect();
    let lost: Vec<usize> = (0..due).filter(|slot| !slots.contains(slot)).collect();
    assert!(lost.is_empty(), "lost: {lost:?}");
    let open = begun.keys().filter(|key| !ended.contains_key(key)).count();
    assert!(open <= 1, "{open} are open");
}

/// Before every `Shown` there is an `Intended` of its own.
fn each_showing_was_intended(entries: &[Entry]) {
    let mut waiting = BTreeSet::new();
    for Entry { record, .. } in entries {
        waiting.extend(intended(record));
        if let Some((key, _)) = shown(record) {
            assert!(waiting.remove(key), "not intended: {record:?}");
        }
    }
}

/// Whoever looks at the screen sees each once, and once more for a crash, which then says so.
fn no_crash_showed_more_than_one_too_many(entries: &[Entry], asked: &[Asked], crashes: usize) {
    let intended: Vec<&Key> = entries.iter().filter_map(|it| intended(&it.record)).collect();
    let different = intended.iter().collect::<BTreeSet<_>>().len();
    let fresh = asked.iter().filter(|it| !it.body.contains("Shown before: ")).count();
    assert!(asked.len() <= intended.len(), "shown without being intended");
    assert!(fresh <= different, "{fresh} of {different} do not say that they were shown before");
    assert!(asked.len() <= different + crashes, "{} showings of {different}", asked.len());
}

/// Kills the program before its first, second, third ... system call of a kind, from its start
/// to the showing of a task that is due, until there are no more such calls.
fn no_crash_point_loses_it(call: &str) {
    let rig = Rig::with_task(Lab::bare());
    let fake = FakeServer::start(&rig.lab, BUTTONS);
    // It has come due by the time of the first try.
    pass(Duration::from_secs(2));
    for point in 1..200 {
        let home = rig.home.copy();
        let before = fake.asked().len();
        if !dies_at(&home, call, point) {
            assert!(3 < point, "only {point} calls of {call}");
            return;
        }
        let daemon = home.start();
        eventually("it is shown after the crash", || {
            (home.states("wash") == ["shown"] && 1 <= home.showings("wash")).then_some(())
        });
        daemon.kill();
        let seen = &fake.asked()[before..];
        let entries = home.entries();
        every_one_is_there_once(&entries, 1);
        each_showing_was_intended(&entries);
        no_crash_showed_more_than_one_too_many(&entries, seen, 1);
        let last = seen.last().expect("it is never lost");
        assert!((1..=2).contains(&seen.len()), "{call} {point}: {seen:?}");
        assert!(
            seen.len() == 1 || last.body.contains("Shown before: "),
            "{call} {point}: {last:?}"
        );
    }
    panic!("there is no end of {call}");
}

/// Whether the program comes to this call. If it does not, it shows the task and rests.
fn dies_at(home: &Home, call: &str, point: usize) -> bool {
    let mut command = home.command_of(&find("strace"));
    // -D: the program is our child, and strace its guest.
    command.args(["-D", "-f", "-qq", "-o", "/dev/null", "-e"]).arg(format!("trace={call}"));
    command.arg("-e").arg(format!("inject={call}:signal=KILL:when={point}")).arg(program());
    let mut daemon = home.start_with(command);
    let died = eventually("it dies, or shows the task", || {
        let shown = 1 <= home.showings("wash");
        (shown || !daemon.is_alive()).then(|| !daemon.is_alive())
    });
    daemon.kill();
    died
}

#[test]
fn killed_before_any_write_to_the_history_it_loses_and_doubles_nothing() {
    no_crash_point_loses_it("pwrite64");
}

#[test]
fn killed_before_any_sync_of_the_history_it_loses_and_doubles_nothing() {
    no_crash_point_loses_it("fsync");
}

#[test]
fn killed_before_any_message_to_the_bus_it_loses_and_doubles_nothing() {
    no_crash_point_loses_it("sendmsg");
}
