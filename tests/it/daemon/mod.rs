//! The program itself, end to end: its real process on real buses, with real servers and files.
//!
//! A test makes a [`Rig`]: a lab with a bus, and a home. What came of it is read where a person
//! would look (the screen, the commands) and in the history.

mod absence;
mod bus;
mod commands;
mod control;
mod crash;
mod edits;
mod faults;
mod files;
mod idle;
mod moments;
mod no_bus;
mod presence;
mod safe_mode;
mod saves;
mod troubles;
mod watch;

use std::fs::{self, File, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::JoinHandle;
use std::time::Duration;

use aftercare::engine::{
    notice::Handle,
    record::{Entry, Record},
};
use aftercare::schedule::{occurrence::Key, zone::Moment};
use aftercare::world::{clock, journal, journal::Journal, state::Paths};
use chrono::{DurationRound as _, TimeDelta};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use tempfile::TempDir;

use crate::coverage::measured;
use crate::json;
use crate::lab::{Asked, Fake, Lab, eventually, program_at};

/// What a server must be able to do for buttons.
const BUTTONS: &[&str] = &["actions", "body"];
/// The text of the reminder of most tests: its word must turn up in no log.
const TEXT: &str = "Wash with the zebra soap";

/// A home, and the environment of a session.
struct Home {
    folder: TempDir,
    environment: Vec<(String, String)>,
}

/// A lab, and a home in it.
struct Rig {
    lab: Lab,
    home: Home,
}

/// The running program; it ends when this is dropped.
struct Daemon(Child);

/// What a command did.
#[derive(Debug)]
struct Ran {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Rig {
    fn new(lab: Lab) -> Self {
        let home = Home::new(&lab);
        Self { lab, home }
    }

    /// With the task `wash`, which comes due within two seconds and is open from then on.
    ///
    /// Its reminder exists already, so that a daemon that starts late shows it all the same.
    fn with_task(lab: Lab) -> Self {
        let rig = Self::new(lab);
        rig.home.known_already(&["wash"]);
        rig.home.plan(&task("wash", &[soon(1)]));
        rig
    }
}

impl Rig {
    /// With the task `wash`, which the daemon shows without a bus.
    fn without_bus() -> (Self, Daemon) {
        let mut rig = Self::with_task(Lab::bare());
        rig.lab.kill_bus();
        let daemon = rig.home.start();
        rig.home.is_shown("wash", 1);
        (rig, daemon)
    }

    /// Starts the daemon, and waits until it has its name on the bus.
    fn start_on_the_bus(&self) -> Daemon {
        let daemon = self.home.start();
        let name = "io.github.aftercare.Aftercare";
        eventually("it is on the bus", || self.lab.knows(name).then_some(()));
        daemon
    }
}

impl Home {
    fn new(lab: &Lab) -> Self {
        let folder = tempfile::Builder::new().prefix("home").tempdir().expect("a home");
        fs::set_permissions(folder.path(), Permissions::from_mode(0o700)).expect("close a folder");
        let mut environment = lab.environment();
        environment.retain(|(name, _)| name != "HOME" && name != "XDG_RUNTIME_DIR");
        Self { folder, environment }
    }

    /// Another home in the same session, which begins with the same files.
    fn copy(&self) -> Self {
        let folder = tempfile::Builder::new().prefix("home").tempdir().expect("a home");
        copy_all(self.folder.path(), folder.path());
        Self { folder, environment: self.environment.clone() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn state(&self) -> PathBuf {
        self.path(".local/state/aftercare")
    }

    fn plan_file(&self) -> PathBuf {
        self.path(".config/aftercare/plan.toml")
    }

    /// Writes the plan, in place.
    fn plan(&self, reminders: &str) {
        let file = self.plan_file();
        fs::create_dir_all(file.parent().expect("a folder")).expect("make folders");
        fs::write(file, plan(reminders)).expect("write the plan");
    }

    /// Makes these reminders exist since before now, without a daemon.
    fn planned_already(&self, ids: &[&str]) {
        let reminders: Vec<String> = ids.iter().map(|id| task(id, &[far()])).collect();
        self.plan(&reminders.concat());
        self.run(&format!("done {}", ids[0]));
        let known = |record: &Record| matches!(record, Record::PlanApplied { .. });
        assert_eq!(count(&self.entries(), known), 1, "the plan was not taken");
    }

    /// The same, and makes the introduction old.
    fn known_already(&self, ids: &[&str]) {
        self.planned_already(ids);
        let mut journal = Journal::open(&self.paths(), clock::now()).journal;
        let introduced = Entry { at: clock::now(), record: Record::Introduced };
        journal.append(&[introduced]).expect("write the journal");
    }

    fn paths(&self) -> Paths {
        Paths { plan: self.plan_file(), state: self.state() }
    }

    fn command(&self) -> Command {
        self.command_of(&program())
    }

    /// The program as a service manager starts it: it prints no reminder, and greets once.
    fn service(&self) -> Command {
        let mut command = self.command();
        command.env("NOTIFY_SOCKET", self.path("nobody"));
        command
    }

    /// A program of the tests, in this home and session.
    fn command_of(&self, path: &Path) -> Command {
        let mut command = program_at(path);
        let search = std::env::vars_os().find(|(key, _)| key == "PATH");
        command.env_clear().envs(search).envs(measured()).envs(self.environment.clone());
        command.env("HOME", self.folder.path()).env("TZ", "UTC").current_dir(self.folder.path());
        command.stdin(Stdio::null());
        command
    }

    /// Starts the daemon, and waits until it is ready.
    fn start(&self) -> Daemon {
        self.start_as(self.command())
    }

    /// The same with another environment.
    fn start_as(&self, command: Command) -> Daemon {
        let before = clock::now();
        let mut daemon = self.start_with(command);
        eventually("the daemon is ready", || {
            assert!(daemon.is_alive(), "the daemon ended: {}", self.said());
            let up = |entry: &Entry| entry.record == Record::Started && before <= entry.at;
            self.entries().iter().any(up).then_some(())
        });
        daemon
    }

    /// Starts `aftercare run`, or what a test made of it; what it says is kept in the home.
    fn start_with(&self, mut command: Command) -> Daemon {
        let log = |name| File::options().create(true).append(true).open(self.path(name));
        command.arg("run").stdout(log("said").expect("a log")).stderr(log("erred").expect("a log"));
        Daemon(command.spawn().expect("start the daemon"))
    }

    /// All that daemons of this home have printed.
    fn said(&self) -> String {
        let read = |name| fs::read_to_string(self.path(name)).unwrap_or_default();
        read("said") + &read("erred")
    }

    fn run(&self, arguments: &str) -> Ran {
        let mut command = self.command();
        let output = command.args(arguments.split_whitespace()).output().expect("run a command");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Ran {
            code: output.status.code(),
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
        }
    }

    /// What a command with `--json` prints.
    #[track_caller]
    fn json(&self, arguments: &str) -> Value {
        let arguments = format!("{arguments} --json");
        let ran = self.run(&arguments);
        json::judge(&arguments, &ran.stdout);
        serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {ran:?}"))
    }

    /// What `history` says of a reminder's occurrences, oldest first.
    fn states(&self, reminder: &str) -> Vec<String> {
        let history = self.json("history");
        let items = history["occurrences"].as_array().expect("a list").clone();
        items
            .iter()
            .filter(|item| item["id"] == reminder)
            .map(|item| item["state"].as_str().expect("a word").to_owned())
            .collect()
    }

    #[track_caller]
    fn comes_to(&self, reminder: &str, state: &str) {
        eventually(&format!("{reminder} is {state}"), || {
            (self.states(reminder).last().map(String::as_str) == Some(state)).then_some(())
        });
    }

    /// The journal, or nothing while it is being made.
    fn entries(&self) -> Vec<Entry> {
        journal::read(&self.paths()).unwrap_or_default()
    }

    /// How often something of this reminder was shown.
    fn showings(&self, reminder: &str) -> usize {
        let of_it = |record: &Record| shown(record).is_some_and(|it| it.0.reminder == reminder);
        count(&self.entries(), of_it)
    }

    /// The number on the screen of a reminder that is shown, once it is there.
    #[track_caller]
    fn number(&self, reminder: &str) -> u32 {
        eventually(&format!("{reminder} is shown"), || {
            self.entries().iter().rev().find_map(|entry| {
                let (key, handle) = shown(&entry.record)?;
                (key.reminder == reminder).then_some(handle.id)
            })
        })
    }

    /// Waits until this many showings are in the journal.
    #[track_caller]
    fn is_shown(&self, reminder: &str, times: usize) {
        eventually(&format!("{reminder} is shown for the {times}. time"), || {
            (times <= self.showings(reminder)).then_some(())
        });
    }
}

impl Daemon {
    fn is_alive(&mut self) -> bool {
        self.0.try_wait().expect("look at a child").is_none()
    }

    fn pid(&self) -> Pid {
        i32::try_from(self.0.id()).ok().and_then(Pid::from_raw).expect("a process")
    }

    fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).expect("send a signal");
    }

    /// As a crash would.
    fn kill(mut self) {
        self.0.kill().expect("kill the daemon");
        self.0.wait().expect("wait for the daemon");
    }

    /// As a log-out would.
    #[track_caller]
    fn stop(mut self) {
        self.signal(Signal::TERM);
        assert!(self.ends().success(), "it does not stop cleanly");
    }

    /// Waits until it has ended by itself.
    #[track_caller]
    fn ends(&mut self) -> ExitStatus {
        eventually("the daemon ends", || self.0.try_wait().expect("look at a child"))
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// A [`Fake`] that serves while the test does other things.
struct FakeServer {
    background: Background,
    fake: Fake,
}

impl FakeServer {
    fn start(lab: &Lab, capabilities: &'static [&'static str]) -> Self {
        let background = Background::start();
        let fake = background.run(Fake::start(lab, capabilities));
        Self { background, fake }
    }

    fn asked(&self) -> Vec<Asked> {
        self.fake.asked()
    }

    /// What it was asked to show of a text, oldest first.
    fn asked_for(&self, text: &str) -> Vec<Asked> {
        let mut asked = self.asked();
        asked.retain(|it| it.summary.contains(text));
        asked
    }

    /// Waits until it was asked to show this, and gives all that it was asked of it.
    #[track_caller]
    fn is_asked_for(&self, text: &str, times: usize) -> Vec<Asked> {
        eventually(&format!("{text:?} is shown for the {times}. time"), || {
            Some(self.asked_for(text)).filter(|asked| times <= asked.len())
        })
    }

    fn press(&self, id: u32, action: &str) {
        self.background.run(self.fake.press(id, action));
    }

    fn inhibit(&self, inhibited: bool) {
        self.background.run(self.fake.inhibit(inhibited));
    }
}

/// What goes on in a thread while the test waits.
struct Background {
    runtime: tokio::runtime::Handle,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Background {
    fn start() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.expect("a runtime");
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let handle = runtime.handle().clone();
        let thread = std::thread::spawn(move || drop(runtime.block_on(stopped)));
        Self { runtime: handle, stop: Some(stop), thread: Some(thread) }
    }

    fn run<T>(&self, doing: impl Future<Output = T>) -> T {
        self.runtime.block_on(doing)
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}

fn program() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_aftercare"))
}

/// A plan of these reminders, for somebody who was treated yesterday.
fn plan(reminders: &str) -> String {
    let yesterday = (clock::now() - TimeDelta::days(1)).format("%Y-%m-%d");
    format!(
        "sessions = [{yesterday}]\nprivacy = \"plain\"\n\n\
         [quiet]\nfrom = \"00:00\"\nto = \"00:00\"\n\n{reminders}"
    )
}

/// A task of every day at these times.
fn task(id: &str, times: &[Moment]) -> String {
    let times: Vec<String> = times.iter().map(|at| at.format("%H:%M:%S").to_string()).collect();
    let text = if id == "wash" { TEXT.to_owned() } else { format!("Do the {id}") };
    format!(
        "[[reminder]]\nid = \"{id}\"\ntext = \"{text}\"\ndays = \"0..\"\nat = [{}]\n\
         snooze = \"1m\"\ngrace = \"2h\"\n\n",
        times.join(", ")
    )
}

/// A whole second, at least this many seconds from now.
fn soon(seconds: i64) -> Moment {
    let now = clock::now().duration_trunc(TimeDelta::seconds(1)).expect("a near moment");
    now + TimeDelta::seconds(seconds + 1)
}

/// A moment that no test lives to see.
fn far() -> Moment {
    soon(0) + TimeDelta::hours(6)
}

fn count(entries: &[Entry], is_it: impl Fn(&Record) -> bool) -> usize {
    entries.iter().filter(|entry| is_it(&entry.record)).count()
}

fn intended(record: &Record) -> Option<&Key> {
    if let Record::Intended { key, .. } = record { Some(key) } else { None }
}

fn shown(record: &Record) -> Option<(&Key, &Handle)> {
    if let Record::Shown { key, handle, .. } = record { Some((key, handle)) } else { None }
}

/// Sockets are left out: nobody listens at a copy.
fn copy_all(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        let kind = entry.file_type().expect("a type");
        if kind.is_dir() {
            fs::create_dir(&target).expect("make a folder");
            let mode = entry.metadata().expect("a mode").permissions();
            fs::set_permissions(&target, mode).expect("set a mode");
            copy_all(&entry.path(), &target);
        } else if kind.is_file() {
            fs::copy(entry.path(), target).expect("copy a file");
        }
    }
}

/// Tries a scenario in which the clock counts, on a machine that may be busy just then.
#[track_caller]
fn on_a_machine_in_time(mut scenario: impl FnMut() -> Result<(), String>) {
    let mut late = String::new();
    for _ in 0..3 {
        match scenario() {
            Ok(()) => return,
            Err(why) => late = why,
        }
    }
    panic!("three times in a row: {late}");
}

/// What a first look at something would miss: time enough for a mistake to happen.
const MISTAKES_HAPPEN: Duration = Duration::from_millis(1500);
