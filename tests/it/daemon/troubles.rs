//! A history that cannot be written: what is due is shown all the same, `status` says what to do,
//! and what was recorded in memory is written as soon as that works again.

use std::fs::{self, File, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

use aftercare::engine::memory::Memory;
use aftercare::engine::record::{Entry, Outcome, Record};
use aftercare::schedule::occurrence::{Key, Kind};
use aftercare::world::clock;
use aftercare::world::journal::Journal;
use aftercare::world::state;
use chrono::TimeDelta;
use rusqlite::Connection;

use super::{BUTTONS, Daemon, FakeServer, Home, Rig, count, far, program, soon, task};
use crate::lab::{Lab, eventually, program_at};

/// A home whose task comes due when the daemon has begun.
fn rig() -> Rig {
    let rig = Rig::new(Lab::bare());
    rig.home.known_already(&["wash"]);
    rig.home.plan(&task("wash", &[soon(4)]));
    rig
}

/// What `status` says of the history.
fn told(home: &Home) -> String {
    let status = home.run("status").stdout;
    let lines = status.lines().skip_while(|line| !line.starts_with("history"));
    lines.take(2).map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// Waits until what was shown is in the history, and `status` tells of no trouble.
#[track_caller]
fn is_well_again(home: &Home) {
    eventually("the history is kept again", || told(home).is_empty().then_some(()));
    assert_eq!(home.showings("wash"), 1, "what was recorded in memory is written");
    assert!(home.json("status")["history_advice"].is_null());
}

/// The program under strace, which makes a call on the history's files fail.
fn failing(home: &Home, fault: &str) -> Command {
    let mut command = home.command_of(Path::new("strace"));
    let calls = fault.split(':').next().expect("calls");
    command.args(["-D", "-f", "-qq", "-o", "/dev/null", "-e"]).arg(format!("trace={calls}"));
    for name in ["history.db", "history.db-wal"] {
        command.arg("-P").arg(home.state().join(name));
    }
    command.arg("-e").arg(format!("inject={fault}")).arg(program());
    command
}

/// The program without root's right to ignore modes.
fn like_anybody(home: &Home) -> Command {
    if !rustix::process::geteuid().is_root() {
        return home.command();
    }
    let mut command = home.command_of(Path::new("setpriv"));
    command.arg("--bounding-set=-dac_override,-dac_read_search").arg(program());
    command
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).expect("set a mode");
}

/// What is due is shown, and this is what `status` says.
#[track_caller]
fn shown_and_told(rig: &Rig, fake: &FakeServer) -> String {
    fake.is_asked_for("zebra", 1);
    let told =
        eventually("the trouble is told", || Some(told(&rig.home)).filter(|t| !t.is_empty()));
    assert!(rig.home.run("today").code.is_some());
    told
}

#[test]
fn a_disk_that_refuses_or_fails_is_told_each_in_its_own_words() {
    let mut all = Vec::new();
    for fault in ["pwrite64:error=ENOSPC", "pwrite64:error=EIO", "fdatasync,fsync:error=EIO"] {
        let rig = rig();
        let fake = FakeServer::start(&rig.lab, BUTTONS);
        let daemon = rig.home.start_with(failing(&rig.home, fault));
        all.push(format!("{fault}\n{}\n", shown_and_told(&rig, &fake)));
        daemon.stop();
    }
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn a_full_disk_is_told_until_there_is_space_again() {
    if !rustix::process::geteuid().is_root() {
        return;
    }
    let rig = rig();
    let disk = Disk::over(&rig.home.state());
    let fake = FakeServer::start(&rig.lab, BUTTONS);
    let daemon = rig.home.start();
    let filler = rig.home.state().join("filler");
    std::io::copy(&mut std::io::repeat(1), &mut File::create(&filler).expect("a file")).ok();
    let told = shown_and_told(&rig, &fake);
    assert!(told.contains("the disk is full"), "{told}");
    assert_eq!(rig.home.showings("wash"), 0);
    fs::remove_file(&filler).expect("free the disk");
    is_well_again(&rig.home);
    daemon.stop();
    drop(disk);
}

/// A small disk in the place of a folder, with the same files.
struct Disk(std::path::PathBuf);

impl Disk {
    fn over(folder: &Path) -> Self {
        let keep = tempfile::tempdir().expect("a folder");
        super::copy_all(folder, keep.path());
        let mut mount = program_at(Path::new("mount"));
        mount.args(["-t", "tmpfs", "-o", "size=512k,mode=700", "tmpfs"]).arg(folder);
        assert!(mount.status().expect("run mount").success());
        super::copy_all(keep.path(), folder);
        Self(folder.to_owned())
    }
}

impl Disk {
    fn remount(&self, how: &str) {
        let mut mount = program_at(Path::new("mount"));
        mount.arg("-o").arg(format!("remount,{how}")).arg(&self.0);
        assert!(mount.status().expect("run mount").success());
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        program_at(Path::new("umount")).arg("-l").arg(&self.0).status().ok();
    }
}

#[test]
fn a_history_that_another_program_holds_is_written_when_it_lets_go() {
    let rig = rig();
    let fake = FakeServer::start(&rig.lab, BUTTONS);
    let daemon = rig.home.start();
    let other = Connection::open(rig.home.state().join("history.db")).expect("the history");
    other.execute_batch("BEGIN EXCLUSIVE").expect("hold it");
    insta::assert_snapshot!(shown_and_told(&rig, &fake));
    other.execute_batch("COMMIT").expect("let it go");
    is_well_again(&rig.home);
    daemon.stop();
}

#[test]
fn a_terminal_that_is_closed_loses_nothing_that_waits_to_be_written() {
    let rig = rig();
    let fake = FakeServer::start(&rig.lab, BUTTONS);
    // Whoever runs the tests under nohup has a terminal be closed unheard.
    let mut terminal = rig.home.command_of(Path::new("env"));
    terminal.args(["--default-signal=HUP", "script"]);
    terminal.args(["-qec", &format!("{} run", program().display()), "/dev/null"]);
    let terminal = Daemon(terminal.stdout(Stdio::null()).spawn().expect("open a terminal"));
    eventually("the daemon is there", || state::is_held(&rig.home.paths()).then_some(()));
    eventually("it is on the bus", || (rig.home.run("status").code == Some(0)).then_some(()));
    let other = Connection::open(rig.home.state().join("history.db")).expect("the history");
    other.execute_batch("BEGIN EXCLUSIVE").expect("hold it");
    shown_and_told(&rig, &fake);
    other.execute_batch("COMMIT").expect("let it go");
    // Nobody asks, and it is not tried again yet.
    terminal.kill();
    eventually("the daemon ends", || (!state::is_held(&rig.home.paths())).then_some(()));
    assert_eq!(rig.home.showings("wash"), 1);
}

#[test]
fn a_history_that_may_not_be_written_or_read_is_told_until_it_may() {
    let mut all = Vec::new();
    for (name, mode, usual) in [("history.db", 0o400, 0o600), ("history.db", 0, 0o600)] {
        let rig = rig();
        let path = rig.home.state().join(name);
        set_mode(&path, mode);
        let fake = FakeServer::start(&rig.lab, BUTTONS);
        let daemon = rig.home.start_with(like_anybody(&rig.home));
        // Without its history it does not know since when the task exists.
        let told = if mode == 0 {
            eventually("it is told", || Some(told(&rig.home)).filter(|told| !told.is_empty()))
        } else {
            shown_and_told(&rig, &fake)
        };
        all.push(format!("{name} {mode:o}\n{told}\n"));
        set_mode(&path, usual);
        eventually("the history is kept again", || self::told(&rig.home).is_empty().then_some(()));
        daemon.stop();
    }
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn a_link_in_the_place_of_the_history_is_not_followed() {
    let rig = rig();
    let (history, elsewhere) = (rig.home.state().join("history.db"), rig.home.path("elsewhere"));
    fs::rename(&history, &elsewhere).expect("move it");
    std::os::unix::fs::symlink(&elsewhere, &history).expect("link it");
    let before = fs::read(&elsewhere).expect("the file");
    let daemon = rig.home.start_with(rig.home.command());
    let told = eventually("it is told", || Some(told(&rig.home)).filter(|told| !told.is_empty()));
    assert!(told.contains("cannot be opened"), "{told}");
    daemon.stop();
    assert_eq!(fs::read(&elsewhere).expect("the file"), before);
    fs::remove_file(rig.home.state().join("lock")).expect("remove the lock");
    std::os::unix::fs::symlink(&elsewhere, rig.home.state().join("lock")).expect("link it");
    assert_eq!(rig.home.run("run").code, Some(1));
}

#[test]
fn an_emptied_history_is_told_and_asked_again() {
    for file in ["history.db", "history.db-wal"] {
        let rig = Rig::with_task(Lab::bare());
        let fake = FakeServer::start(&rig.lab, BUTTONS);
        let daemon = rig.home.start();
        rig.home.is_shown("wash", 1);
        daemon.kill();
        if file == "history.db" {
            File::create(rig.home.state().join(file)).expect("cut it");
        } else {
            // Only the log beside it is left.
            fs::remove_file(rig.home.state().join("history.db")).expect("remove it");
        }
        let daemon = rig.home.start();
        fake.is_asked_for("Your history could not be read", 1);
        fake.is_asked_for("zebra", 2);
        daemon.stop();
    }
}

/// A home whose history is off, and was last looked at days ago: the next start erases most of it.
fn with_old_history(home: &Home) -> (Vec<Entry>, Memory) {
    home.plan(&task("wash", &[far()]));
    let text = fs::read_to_string(home.plan_file()).expect("the plan");
    fs::write(home.plan_file(), format!("history = \"off\"\n{text}")).expect("write the plan");
    home.run("done wash");
    let mut entries = home.entries();
    for entry in &mut entries {
        entry.at -= TimeDelta::days(5);
    }
    let at = clock::now() - TimeDelta::days(3);
    for day in 4..60 {
        let due = at - TimeDelta::days(day);
        let key = Key { reminder: "wash".to_owned(), date: due.date_naive(), slot: 0 };
        let record = Record::Ended { key, kind: Kind::Task, due, outcome: Outcome::Done };
        entries.push(Entry { at, record });
    }
    fs::remove_file(home.state().join("history.db")).expect("begin anew");
    Journal::open(&home.paths(), at).journal.append(&entries).expect("write the journal");
    let memory = Memory::of(&entries);
    (entries, memory)
}

#[test]
fn killed_at_any_write_of_an_erasure_nothing_is_lost_and_the_next_start_ends_it() {
    let rig = Rig::new(Lab::bare());
    let (entries, memory) = with_old_history(&rig.home);
    let done = |it: &Record| matches!(it, Record::Ended { outcome: Outcome::Done, .. });
    let kept = |home: &Home| count(&home.entries(), done);
    assert!(memory.known().count() >= 56 && kept(&rig.home) >= 56);
    for write in 1..40 {
        let home = rig.home.copy();
        let fault = format!("pwrite64,ftruncate:signal=KILL:when={write}");
        let mut daemon = home.start_with(failing(&home, &fault));
        let survived = eventually("it dies, or has started", || {
            if !daemon.is_alive() {
                return Some(false);
            }
            let up = |record: &Record| *record == Record::Started;
            (count(&home.entries(), up) > 0 && kept(&home) == 0).then_some(true)
        });
        drop::<Daemon>(daemon);
        let left = home.entries();
        let whole = left.starts_with(&entries);
        let erased = left.first().is_some_and(|it| matches!(it.record, Record::Remembered { .. }));
        assert!(whole || erased, "write {write}: {left:?}");
        assert_eq!(Memory::of(&left).since("wash"), memory.since("wash"), "write {write}");
        let daemon = home.start();
        eventually("the rest is erased", || (kept(&home) == 0).then_some(()));
        assert!(home.json("status")["history_problem"].is_null());
        daemon.stop();
        let bytes = fs::read(home.state().join("history.db")).expect("the history");
        assert!(!String::from_utf8_lossy(&bytes).contains("\"done\""), "write {write}");
        if survived {
            return;
        }
    }
    panic!("the erasure has no end");
}

#[test]
fn erased_history_is_in_no_byte_of_its_files() {
    let rig = Rig::new(Lab::bare());
    with_old_history(&rig.home);
    let daemon = rig.home.start();
    let files = || {
        let entries = fs::read_dir(rig.home.state()).expect("the state folder");
        let paths = entries.map(|entry| entry.expect("an entry").path());
        let bytes = paths.flat_map(|path| fs::read(path).unwrap_or_default()).collect::<Vec<_>>();
        String::from_utf8_lossy(&bytes).into_owned()
    };
    eventually("nothing is left", || (!files().contains("\"done\"")).then_some(()));
    daemon.stop();
    assert!(!files().contains("\"done\""));
}

#[test]
fn on_a_disk_that_is_read_only_reminders_go_on_and_commands_say_what_to_do() {
    if !rustix::process::geteuid().is_root() {
        return;
    }
    let rig = rig();
    let disk = Disk::over(&rig.home.state());
    let fake = FakeServer::start(&rig.lab, BUTTONS);
    disk.remount("ro");
    let daemon = rig.home.start_with(rig.home.command());
    let told = shown_and_told(&rig, &fake);
    assert!(told.contains("its file or disk is read-only\n"), "{told}");
    assert!(told.contains("Make it writable."), "{told}");
    let done = rig.home.run("done wash");
    assert!(done.stdout.contains("It is not saved yet; see: aftercare status"), "{done:?}");
    disk.remount("rw");
    eventually("the history is kept again", || self::told(&rig.home).is_empty().then_some(()));
    assert_eq!(rig.home.states("wash").last().map(String::as_str), Some("done"));
    daemon.stop();
    drop(disk);
}
