//! `watch` on a real terminal, beside a real daemon: tmux is the terminal, and reads its screen.

use std::{
    fs,
    os::unix::net::UnixStream,
    path::{Path, PathBuf},
    process::Command,
};

use aftercare::world::clock;
use rustix::process::{Pid, Signal, kill_process, test_kill_process};

use super::{BUTTONS, FakeServer, Home, Rig, far, on_a_machine_in_time, soon, task};
use crate::lab::{Lab, eventually, find};

/// A terminal of a size, in which a line of the shell runs; it goes with its home.
struct Terminal<'a> {
    home: &'a Home,
    socket: PathBuf,
}

impl<'a> Terminal<'a> {
    /// Runs a line of the shell in which `aftercare` is the program.
    fn run(home: &'a Home, (width, height): (u16, u16), line: &str) -> Self {
        let terminal = Self { home, socket: home.path("terminal") };
        let line = line.replace("aftercare", env!("CARGO_BIN_EXE_aftercare"));
        let mut command = terminal.tmux();
        command.args(["new-session", "-d", "-x", &width.to_string(), "-y", &height.to_string()]);
        let status = command.arg(format!("exec sh -c '{line}'")).status().expect("start tmux");
        assert!(status.success());
        terminal
    }

    /// The view, from its first picture on.
    #[track_caller]
    fn watch(home: &'a Home) -> Self {
        let terminal = Self::run(home, (80, 24), "exec aftercare watch");
        terminal.shows("q quit");
        terminal
    }

    fn tmux(&self) -> Command {
        // The server of tmux outlives whoever starts it, so it is not bound to this thread.
        let mut command = self.home.command_of(Path::new("/usr/bin/env"));
        command.env("TERM", "screen").env("SHELL", "/bin/sh").arg(find("tmux"));
        command.args(["-u", "-f", "/dev/null", "-S"]).arg(&self.socket);
        command
    }

    fn ask(&self, arguments: &[&str]) -> String {
        let output = self.tmux().args(arguments).output().expect("ask tmux");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    fn press(&self, key: &str) {
        self.ask(&["send-keys", key]);
    }

    fn screen(&self) -> String {
        self.ask(&["capture-pane", "-p"])
    }

    /// Waits until the screen shows this, and gives all that is on it.
    #[track_caller]
    fn shows(&self, text: &str) -> String {
        eventually(text, || Some(self.screen()).filter(|screen| screen.contains(text)))
    }

    /// The program in it.
    fn pid(&self) -> Pid {
        let told = self.ask(&["display-message", "-p", "#{pane_pid}"]);
        told.trim().parse().ok().and_then(Pid::from_raw).expect("a process")
    }

    /// The full screen was left, and the terminal edits lines as before.
    #[track_caller]
    fn is_given_back(&self, said: &str) {
        self.shows(said);
        // The last lines of what `stty -a` prints.
        let screen = self.shows("echoctl");
        assert_eq!(self.ask(&["display-message", "-p", "#{alternate_on}"]).trim(), "0", "{screen}");
        for setting in ["icanon", "echo", "isig"] {
            assert!(screen.split_whitespace().any(|word| word == setting), "{setting}: {screen}");
        }
    }

    /// The terminal goes away, as when its window is closed.
    fn close(&self) {
        self.ask(&["kill-server"]);
        let is_gone = || UnixStream::connect(&self.socket).is_err().then_some(());
        eventually("the terminal is gone", is_gone);
    }
}

impl Drop for Terminal<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            println!("The screen was:\n{}", self.screen());
        }
        self.close();
    }
}

/// Runs the view, then tells with which code it ended and how the terminal is set.
const THEN_TOLD: &str = "aftercare watch; echo left $?; stty -a; exec cat";

/// The minute that the view shows.
fn minute(screen: &str) -> String {
    screen.lines().nth(1).and_then(|line| line.rsplit(' ').next()).unwrap_or_default().to_owned()
}

#[test]
fn a_key_answers_and_what_is_answered_elsewhere_is_seen_at_once() {
    let rig = Rig::new(Lab::bare());
    let _fake = FakeServer::start(&rig.lab, BUTTONS);
    rig.home.known_already(&["wash", "cream"]);
    let due = soon(1);
    rig.home.plan(&(task("wash", &[due]) + &task("cream", &[due])));
    let daemon = rig.home.start();
    rig.home.is_shown("cream", 1);
    let terminal = Terminal::watch(&rig.home);
    terminal.shows("(shown) [wash]");
    terminal.press("d");
    // The daemon's signal may come before its reply.
    terminal.shows("(done) [wash]");
    terminal.shows("wash: done, for ");
    rig.home.comes_to("wash", "done");
    assert!(rig.home.run("skip cream").stdout.starts_with("cream: skipped"));
    terminal.shows("(skipped) [cream]");
    daemon.stop();
    terminal.shows("! No daemon is running");
}

/// The view also looks when its clock shows another minute: what it shows before that, it was told.
#[test]
fn an_answer_is_followed_by_the_daemons_signal() {
    on_a_machine_in_time(|| {
        let rig = Rig::with_task(Lab::bare());
        let _fake = FakeServer::start(&rig.lab, BUTTONS);
        let _daemon = rig.home.start();
        rig.home.is_shown("wash", 1);
        let terminal = Terminal::watch(&rig.home);
        let before = minute(&terminal.shows("(shown) [wash]"));
        assert!(rig.home.run("done wash").stdout.starts_with("wash: done"));
        let after = minute(&terminal.shows("(done) [wash]"));
        if before == after { Ok(()) } else { Err(format!("{before} became {after}")) }
    });
}

/// A task that has come due while no daemon was there.
fn overdue() -> Rig {
    let rig = Rig::new(Lab::bare());
    rig.home.known_already(&["wash"]);
    rig.home.plan(&task("wash", &[soon(0)]));
    let over = soon(0);
    eventually("it has come due", || (over < clock::now()).then_some(()));
    rig
}

#[test]
fn without_a_daemon_a_key_answers_all_the_same_and_one_that_comes_is_noticed() {
    let rig = overdue();
    let terminal = Terminal::watch(&rig.home);
    terminal.shows("! No daemon is running");
    terminal.press("d");
    terminal.shows("(done) [wash]");
    assert_eq!(rig.home.states("wash"), ["done"]);
    let daemon = rig.home.start();
    eventually("the line is gone", || (!terminal.screen().contains("No daemon")).then_some(()));
    daemon.stop();
}

#[test]
fn every_way_out_gives_the_terminal_back() {
    let rig = Rig::new(Lab::bare());
    rig.home.plan(&task("wash", &[far()]));
    for way in ["q", "C-c", "TERM", "HUP", "INT"] {
        let terminal = Terminal::run(&rig.home, (80, 24), THEN_TOLD);
        terminal.shows("q quit");
        match way {
            "TERM" => kill_process(child(terminal.pid()), Signal::TERM).expect("a signal"),
            "HUP" => kill_process(child(terminal.pid()), Signal::HUP).expect("a signal"),
            "INT" => kill_process(child(terminal.pid()), Signal::INT).expect("a signal"),
            key => terminal.press(key),
        }
        terminal.is_given_back("left 0");
    }
}

/// The one program that a shell has started.
fn child(shell: Pid) -> Pid {
    first_child(shell).expect("a child")
}

fn first_child(parent: Pid) -> Option<Pid> {
    let pid = parent.as_raw_nonzero();
    let text = fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).expect("a list");
    text.split_whitespace().next().and_then(|it| Pid::from_raw(it.parse().ok()?))
}

#[test]
fn it_can_be_stopped_and_goes_on_as_it_was() {
    let rig = Rig::new(Lab::bare());
    rig.home.plan(&task("wash", &[far()]));
    // Only a shell that a person types into lets a program be stopped.
    let terminal = Terminal::run(&rig.home, (80, 24), "PS1=ready: ENV= exec sh -i");
    terminal.shows("ready:");
    let line = format!("{} watch", env!("CARGO_BIN_EXE_aftercare"));
    terminal.ask(&["send-keys", "-l", &line]);
    terminal.press("Enter");
    terminal.shows("q quit");
    terminal.press("C-z");
    terminal.shows("Stopped");
    terminal.ask(&["send-keys", "-l", "stty -a"]);
    terminal.press("Enter");
    terminal.is_given_back("icanon");
    terminal.ask(&["send-keys", "-l", "fg"]);
    terminal.press("Enter");
    terminal.shows("q quit");
    terminal.press("w");
    terminal.shows("emergency number");
}

#[test]
fn a_terminal_that_is_gone_ends_it() {
    let rig = Rig::new(Lab::bare());
    rig.home.plan(&task("wash", &[far()]));
    // In a session of its own, no signal tells it.
    for line in ["aftercare watch; true", "setsid --wait aftercare watch; true"] {
        let terminal = Terminal::run(&rig.home, (80, 24), line);
        terminal.shows("q quit");
        // With `setsid`, its child if it had to start one.
        let started = child(terminal.pid());
        let pid = first_child(started).unwrap_or(started);
        terminal.close();
        eventually("it ends", || test_kill_process(pid).is_err().then_some(()));
    }
}

#[test]
fn it_fits_any_size_that_the_terminal_gets() {
    let rig = Rig::new(Lab::bare());
    rig.home.plan(&task("wash", &[far()]));
    let terminal = Terminal::watch(&rig.home);
    for (width, height) in [("40", "10"), ("3", "2"), ("120", "40")] {
        terminal.ask(&["resize-window", "-x", width, "-y", height]);
        eventually("it has another size", || {
            let size = terminal.ask(&["display-message", "-p", "#{window_width} #{window_height}"]);
            (size.trim() == format!("{width} {height}")).then_some(())
        });
    }
    terminal.shows("q quit  ? help  w warning signs");
}

#[test]
fn what_is_pasted_answers_nothing() {
    let rig = overdue();
    let terminal = Terminal::watch(&rig.home);
    terminal.ask(&["set-buffer", "ddd"]);
    terminal.ask(&["paste-buffer", "-p"]);
    terminal.press("?");
    terminal.shows("d, Enter");
    terminal.press("q");
    terminal.shows("[wash]");
    assert!(!terminal.screen().contains("(done)"), "{}", terminal.screen());
    assert_eq!(rig.home.states("wash").iter().filter(|state| *state == "done").count(), 0);
}

#[test]
fn a_plan_that_breaks_and_is_mended_is_told() {
    let rig = Rig::new(Lab::bare());
    let _fake = FakeServer::start(&rig.lab, BUTTONS);
    rig.home.plan(&task("wash", &[far()]));
    let good = fs::read_to_string(rig.home.plan_file()).expect("a plan");
    let _daemon = rig.home.start();
    let terminal = Terminal::watch(&rig.home);
    terminal.shows("[wash]");
    fs::write(rig.home.plan_file(), "no [plan").expect("break the plan");
    let screen = terminal.shows("This is the last good");
    assert!(screen.contains("plan.toml, line 1"), "{screen}");
    assert!(screen.contains("[wash]"), "{screen}");
    fs::write(rig.home.plan_file(), good).expect("mend the plan");
    eventually("the line is gone", || (!terminal.screen().contains("last good")).then_some(()));
}

#[test]
fn a_history_that_cannot_be_read_is_told() {
    let rig = Rig::new(Lab::bare());
    rig.home.plan(&task("wash", &[far()]));
    fs::create_dir_all(rig.home.state().join("history.db")).expect("a folder in its place");
    let terminal = Terminal::watch(&rig.home);
    terminal.shows("! The history cannot be read");
    terminal.shows("[wash]");
}
