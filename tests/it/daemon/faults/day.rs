//! A day's life, broken at every system call of a kind: the program dies there, or is told that
//! the disk failed.
//!
//! The day: start, introduction, two tasks that are due, an answer, a snooze, two edits, a task
//! that comes due, and the stop. The person does whatever the program, or its successor, has not
//! taken yet.

use std::collections::BTreeMap;
use std::fs;
use std::sync::Mutex;
use std::time::Duration;

use aftercare::engine::record::{Entry, Record};
use rustix::process::Signal;

use super::judge::{Seen, Tally, done, each_showing_was_intended, shown_too_often};
use super::{Home, in_lives, times};
use crate::daemon::{Daemon, count, far, program, soon, task};
use crate::lab::{Lab, eventually, find, pass};

/// Every call by which the program leaves something in the world.
const CALLS: &[&str] =
    &["write", "pwrite64", "fsync", "fdatasync", "sendmsg", "rename", "unlink", "ftruncate"];
/// Those by which SQLite keeps something.
const STORE: &[&str] = &["pwrite64", "fsync", "fdatasync", "ftruncate"];
/// The reminders of the day, and a word of each.
const REMINDERS: [(&str, &str); 3] = [("wash", "zebra"), ("cream", "cream"), ("photo", "photo")];
/// How many days are lived beside one server.
const MOST: usize = 4;
/// One day may have a few calls more than another.
const MARGIN: usize = 2;

#[test]
fn killed_at_any_call_that_leaves_a_trace_it_loses_and_doubles_nothing() {
    broken_at_each(CALLS, "signal=KILL", "kill -9 at", 16);
}

#[test]
fn with_any_one_call_failing_for_lack_of_space_it_loses_and_doubles_nothing() {
    broken_at_each(STORE, "error=ENOSPC", "ENOSPC from", 6);
}

#[test]
fn with_any_one_call_failing_for_a_bad_disk_it_loses_and_doubles_nothing() {
    broken_at_each(STORE, "error=EIO", "EIO from", 6);
}

/// A system call, and the how-maniest of its kind in a day.
type Point = (&'static str, usize);

/// Lives a day for each point, or for only so `few` of them, spread over the day.
fn broken_at_each(calls: &'static [&'static str], fault: &str, told: &str, few: usize) {
    let mut points = points(calls);
    let step = points.len().div_ceil(times(few).max(1)).max(1);
    points = points.into_iter().step_by(step).collect();
    let tallies: Mutex<BTreeMap<&str, Tally>> = Mutex::default();
    in_lives(points.len(), MOST, |number, share| {
        let mut lab = Lab::dunst();
        for (call, nth) in &points[number * MOST..][..share] {
            let tally = day(&mut lab, &Fault { call, nth: *nth, what: fault });
            *tallies.lock().expect("no panic before").entry(call).or_default() += tally;
        }
        Tally::default()
    });
    let tallies = tallies.into_inner().expect("no panic before");
    for (call, tally) in tallies.iter().filter(|(_, tally)| 0 < tally.times) {
        tally.tell(&format!("{told} {call}"));
    }
    tallies.into_values().sum::<Tally>().is_kept();
}

/// All points of a day on which nothing is wrong. A call that it does not have has none.
fn points(calls: &[&'static str]) -> Vec<Point> {
    let lab = Lab::dunst();
    let home = home(&lab);
    Day::new(&home, &lab, &format!("trace={}", calls.join(","))).live();
    let trace = fs::read_to_string(home.path("trace")).expect("a trace");
    let last = |call| Some(most(call, &trace)).filter(|most| 0 < *most).map_or(0, |it| it + MARGIN);
    calls.iter().flat_map(|call| (1..=last(call)).map(move |nth| (*call, nth))).collect()
}

/// How often a thread made a call, at most: strace counts for each thread.
fn most(call: &str, trace: &str) -> usize {
    let mut threads = BTreeMap::<&str, usize>::new();
    // "1234 fsync(5) = 0"
    for (thread, rest) in trace.lines().filter_map(|line| line.split_once(' ')) {
        let is_it = rest.trim_start().strip_prefix(call).is_some_and(|it| it.starts_with('('));
        *threads.entry(thread).or_default() += usize::from(is_it);
    }
    threads.into_values().max().unwrap_or(0)
}

/// What is done to which call.
struct Fault<'a> {
    call: &'a str,
    nth: usize,
    what: &'a str,
}

/// Lives a day with one fault, if it comes to that point.
fn day(lab: &mut Lab, fault: &Fault<'_>) -> Tally {
    // A server that has seen nothing of the day before.
    lab.kill_server();
    lab.start_server();
    let home = home(lab);
    let Fault { call, nth, what } = fault;
    let rule = format!("inject={call}:{what}:when={nth}");
    let mut day = Day::new(&home, lab, &rule);
    day.live();
    let trace = fs::read_to_string(home.path("trace")).expect("a trace");
    let (died, failed) = (day.died, trace.contains("(INJECTED)"));
    if !died && !failed {
        return Tally::default();
    }
    let tally = judge(&home, &lab.texts(), usize::from(died));
    assert!(tally.lost + tally.doubled == 0, "{call} {nth}: {tally:?}: {:#?}", home.entries());
    tally
}

/// A home that has known two tasks for long, and nothing else.
fn home(lab: &Lab) -> Home {
    let home = Home::new(lab);
    home.planned_already(&["wash", "cream"]);
    let due = soon(0);
    home.plan(&["wash", "cream"].map(|id| task(id, &[due])).concat());
    pass(Duration::from_secs(1));
    home
}

struct Day<'a> {
    home: &'a Home,
    lab: &'a Lab,
    rule: String,
    daemon: Daemon,
    died: bool,
}

impl<'a> Day<'a> {
    /// Starts the program under strace, with this rule.
    fn new(home: &'a Home, lab: &'a Lab, rule: &str) -> Self {
        let mut command = home.command_of(&find("strace"));
        // -D: the program is our child, and strace its guest.
        command.args(["-D", "-f", "-qq", "-s", "0", "-o"]).arg(home.path("trace"));
        command.args(["-e", rule]).arg(program());
        command.env("NOTIFY_SOCKET", home.path("nobody"));
        let daemon = home.start_with(command);
        Self { home, lab, rule: rule.to_owned(), daemon, died: false }
    }

    fn live(&mut self) {
        self.until("the introduction is shown", |day| {
            day.lab.texts().contains("Aftercare is running")
        });
        // What is seen and told, not what is in the history: it may be behind.
        self.until("both tasks are shown", |day| day.is_seen("zebra") && day.is_seen("cream"));
        self.until("the answer is taken", |day| day.home.run("done wash").code == Some(0));
        self.until("the snooze is taken", |day| day.home.run("later cream").code == Some(0));
        // First far away, then late enough: what is due before an edit is noticed was never planned.
        let today = fs::read_to_string(self.home.plan_file()).expect("the plan");
        fs::write(self.home.plan_file(), today.clone() + &task("photo", &[far()])).expect("edit");
        self.until("the new reminder is known", |day| day.knows("photo"));
        fs::write(self.home.plan_file(), today + &task("photo", &[soon(3)])).expect("edit");
        self.until("the new task is shown", |day| day.is_seen("photo"));
        self.stop();
    }

    /// Waits for something, and starts a program that has died again.
    #[track_caller]
    fn until(&mut self, what: &str, is_so: impl Fn(&Self) -> bool) {
        let what = format!("{what}, with {}", self.rule);
        eventually(&what, || {
            if !self.daemon.is_alive() {
                self.die();
            }
            is_so(self).then_some(())
        });
    }

    fn die(&mut self) {
        assert!(!self.died, "it died by itself: {}", self.home.said());
        self.died = true;
        self.daemon = self.home.start_with(self.home.service());
    }

    /// A log-out, and another one if it died of the first.
    fn stop(&mut self) {
        self.is_up();
        self.daemon.signal(Signal::TERM);
        if !self.daemon.ends().success() {
            self.die();
            self.is_up();
            self.daemon.signal(Signal::TERM);
            assert!(self.daemon.ends().success(), "it does not stop cleanly");
        }
    }

    /// Before, it would not hear that it is to stop.
    fn is_up(&mut self) {
        self.until("it is up", |day| day.home.run("status").code == Some(0));
    }

    fn is_seen(&self, text: &str) -> bool {
        Seen::default() != Seen::of(text, &self.lab.texts())
    }

    fn knows(&self, id: &str) -> bool {
        self.home.run(&format!("done {id}")).stderr.contains("nothing has come due yet")
    }
}

/// Each was shown once, and once more for a crash; what the person said is kept.
fn judge(home: &Home, printed: &str, crashes: usize) -> Tally {
    let entries = home.entries();
    each_showing_was_intended(&entries);
    let mut tally = Tally { times: 1, ..Tally::default() };
    for (id, word) in REMINDERS {
        let seen = Seen::of(word, printed);
        tally += Tally { repeats: seen.labelled, ..Tally::default() };
        tally.doubled += shown_too_often(&entries, id, seen, crashes);
    }
    tally.lost += usize::from(done(&entries, "wash") != 1) + usize::from(!is_snoozed(&entries));
    tally.lost += usize::from(!entries.iter().any(|it| it.record == Record::Introduced));
    tally
}

fn is_snoozed(entries: &[Entry]) -> bool {
    0 < count(entries, |it| matches!(it, Record::Snoozed { key, .. } if key.reminder == "cream"))
}
