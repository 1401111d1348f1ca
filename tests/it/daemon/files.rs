//! What is left on the disk and told to others, and a history that was damaged.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::net::UnixDatagram;
use std::path::{Path, PathBuf};
use std::time::Duration;

use aftercare::engine::record::{Entry, Record};
use aftercare::world::{clock, journal::Journal};

use super::{BUTTONS, Daemon, FakeServer, Home, Rig, program};
use crate::lab::{Lab, eventually};

#[test]
fn whatever_the_umask_its_files_are_its_own() {
    for umask in ["000", "022", "077", "777"] {
        let rig = Rig::with_task(Lab::bare());
        fs::remove_dir_all(rig.home.path(".local")).expect("forget the history");
        let mut command = rig.home.command_of(Path::new("/bin/sh"));
        let script = format!("umask {umask}; exec \"$0\" \"$@\"");
        command.arg("-c").arg(script).arg(program());
        let _daemon = rig.home.start_with(command);
        for name in ["history.db", "history.db-wal", "history.db-shm", "lock", "starts"] {
            assert_eq!(mode(&rig.home, name), "600", "{name}, umask {umask}");
        }
        for name in [".", "control"] {
            assert_eq!(mode(&rig.home, name), "700", "{name}, umask {umask}");
        }
    }
}

/// What is closed only after it was made was open for a moment.
#[test]
fn what_others_may_do_is_settled_before_any_file_is_made() {
    let rig = Rig::with_task(Lab::bare());
    fs::remove_dir_all(rig.home.path(".local")).expect("forget the history");
    let calls = rig.home.path("calls");
    let mut command = rig.home.command_of(Path::new("strace"));
    command.args(["-D", "-f", "-qq", "-e", "trace=umask,mkdir,mkdirat,open,openat,bind,mknodat"]);
    command.arg("-o").arg(&calls).arg(program());
    let daemon = rig.home.start_as(command);
    daemon.stop();
    let calls = fs::read_to_string(calls).expect("its calls");
    let makes = ["O_CREAT", "mkdir", "bind(", "mknod"];
    let made = calls.lines().position(|call| makes.iter().any(|word| call.contains(word)));
    let masked = calls.lines().position(|call| call.contains("umask(077)"));
    assert!(masked.is_some() && masked < made, "{calls}");
}

/// The mode of a file in the state folder, once it is there.
#[track_caller]
fn mode(home: &Home, name: &str) -> String {
    let file = home.state().join(name);
    let mode = eventually(&format!("{name} is there"), || {
        fs::metadata(&file).ok().map(|it| it.permissions().mode() & 0o7777)
    });
    format!("{mode:o}")
}

#[test]
fn a_folder_that_others_may_read_is_closed_and_one_that_they_may_write_refused() {
    let rig = Rig::with_task(Lab::bare());
    let set = |mode| fs::set_permissions(rig.home.state(), fs::Permissions::from_mode(mode));
    set(0o755).expect("open the folder");
    rig.home.start().stop();
    assert_eq!(mode(&rig.home, "."), "700");
    for open in [0o720, 0o702, 0o1777] {
        set(open).expect("open the folder");
        let ran = rig.home.run("run");
        assert_eq!((ran.code, ran.stderr.contains("chmod 700")), (Some(1), true), "{ran:?}");
        assert_eq!(mode(&rig.home, "."), format!("{open:o}"));
    }
}

#[test]
fn no_text_of_a_plan_is_in_any_log_line() {
    let rig = Rig::with_task(Lab::bare());
    let whole = marked(&fs::read_to_string(rig.home.plan_file()).expect("the plan"));
    fs::write(rig.home.plan_file(), &whole).expect("write the plan");
    assert_eq!(rig.home.run("check").code, Some(0), "{:?}", rig.home.run("check"));
    let mut manager = Manager::of(&rig.home);
    let fake = FakeServer::start(&rig.lab, BUTTONS);
    let daemon = manager.start(&rig.home);
    fake.is_asked_for("zebra", 1);
    manager.hears("1 open.");
    for mistake in ["\"2h\"", "days = \"0..\"", "[contact]", "privacy"] {
        let broken = whole.replace(mistake, "zebra = zebra \"zebra");
        assert_ne!(broken, whole, "{mistake}");
        manager.told.clear();
        fs::write(rig.home.plan_file(), broken).expect("break the plan");
        manager.hears("has a mistake");
        let refused = reload(&rig.home);
        assert!(refused.contains("mistake") && !refused.contains("zebra"), "{refused}");
        fs::write(rig.home.plan_file(), &whole).expect("mend the plan");
        manager.hears("1 open.\n");
        assert!(!manager.told.contains("zebra"), "{}", manager.told);
    }
    daemon.kill();
    let mut daemon = manager.start(&rig.home);
    fake.is_asked_for("zebra", 2);
    rig.home.run("done wash");
    manager.hears("0 open.");
    daemon.signal(rustix::process::Signal::TERM);
    assert!(daemon.ends().success());
    manager.hears("STOPPING=1");
    assert!(!manager.told.contains("zebra"), "{}", manager.told);
    assert_eq!(rig.home.said(), "");
}

/// A plan of which every text holds the marker.
fn marked(plan: &str) -> String {
    let (top, reminders) = plan.split_once("[[reminder]]").expect("a reminder");
    let date = top.lines().next().and_then(|line| line.get(12..22)).expect("a session");
    let top = top.replace(&format!("sessions = [{date}]"), "title = \"zebra plan\"");
    format!(
        "{top}[contact]\npractitioner = \"zebra one\"\ndoctor = \"zebra two\"\n\
         [labels]\ndone = \"zebra\"\nlater = \"zebra later\"\nskip = \"zebra skip\"\n\
         [[session]]\ndate = {date}\nlabel = \"zebra session\"\n\
         [[phase]]\nid = \"p\"\nlabel = \"zebra phase\"\ndays = \"0..3\"\nnote = \"zebra note\"\n\
         [[restriction]]\nid = \"r\"\nlabel = \"zebra r\"\ndays = \"0..3\"\nthen = \"zebra then\"\n\
         because = \"zebra because\"\nask = \"zebra ask\"\nwords = [\"zebra\"]\n\
         discreet = \"zebra news\"\n\n[[reminder]]\ndetails = \"zebra details\"\n\
         discreet = \"zebra discreet\"{reminders}"
    )
}

/// What the bus answers to whoever asks the daemon to read its plan again.
fn reload(home: &Home) -> String {
    let address = home.environment.iter().find(|(name, _)| name == "DBUS_SESSION_BUS_ADDRESS");
    let mut command = home.command_of(Path::new("busctl"));
    command.arg(format!("--address={}", address.expect("a bus").1));
    command.args(["call", "io.github.aftercare.Aftercare", "/io/github/aftercare/Aftercare"]);
    let output = command.args(["io.github.aftercare.Aftercare1", "Reload"]).output();
    let output = output.expect("run busctl");
    String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
}

/// A socket in the place of the service manager's, and what it was told.
struct Manager {
    socket: UnixDatagram,
    path: PathBuf,
    told: String,
}

impl Manager {
    fn of(home: &Home) -> Self {
        let path = home.path("manager");
        let socket = UnixDatagram::bind(&path).expect("a socket");
        socket.set_read_timeout(Some(Duration::from_millis(20))).expect("a limit");
        Self { socket, path, told: String::new() }
    }

    fn start(&self, home: &Home) -> Daemon {
        let mut command = home.command();
        command.env("NOTIFY_SOCKET", &self.path);
        home.start_with(command)
    }

    /// Waits until it was told this.
    #[track_caller]
    fn hears(&mut self, words: &str) {
        let mut buffer = [0; 4096];
        eventually(&format!("the manager hears {words:?}"), || {
            while let Ok(length) = self.socket.recv(&mut buffer) {
                self.told.push_str(&String::from_utf8_lossy(&buffer[..length]));
                self.told.push('\n');
            }
            self.told.contains(words).then_some(())
        });
    }
}

#[test]
fn a_service_tells_its_manager_how_it_is_without_a_word_of_the_plan() {
    let rig = Rig::with_task(Lab::bare());
    let mut manager = Manager::of(&rig.home);
    let fake = FakeServer::start(&rig.lab, BUTTONS);
    let mut daemon = manager.start(&rig.home);
    manager.hears("READY=1");
    manager.hears("STATUS=");
    fake.is_asked_for("zebra", 1);
    manager.hears("1 open.");
    let text = fs::read_to_string(rig.home.plan_file()).expect("the plan");
    fs::write(rig.home.plan_file(), text.replace("\"2h\"", "\"zebra\"")).expect("break the plan");
    manager.hears("RELOADING=1");
    manager.hears("has a mistake");
    daemon.signal(rustix::process::Signal::TERM);
    assert!(daemon.ends().success());
    manager.hears("STOPPING=1");
    assert!(!manager.told.contains("zebra"), "{}", manager.told);
    assert_eq!(rig.home.said(), "");
}

#[test]
fn a_service_with_no_plan_that_can_be_used_waits_for_one() {
    let rig = Rig::new(Lab::bare());
    rig.home.plan("zebra = 1\n");
    let mut manager = Manager::of(&rig.home);
    let fake = FakeServer::start(&rig.lab, BUTTONS);
    let mut daemon = manager.start(&rig.home);
    manager.hears("READY=1");
    manager.hears("has a mistake");
    fake.is_asked_for("Your plan file has a mistake", 1);
    assert_eq!(rig.home.said(), "");
    rig.home.plan("");
    manager.hears("RELOADING=1");
    eventually("the mistake is over", || {
        rig.home.json("status")["plan_problem"].is_null().then_some(())
    });
    assert!(!manager.told.contains("zebra"), "{}", manager.told);
    assert!(daemon.is_alive());
}

/// A home with a task that was shown and is open, and its history.
fn with_history(rig: &Rig) -> Vec<u8> {
    let _fake = FakeServer::start(&rig.lab, BUTTONS);
    let daemon = rig.home.start();
    rig.home.is_shown("wash", 1);
    daemon.stop();
    fs::read(rig.home.state().join("history.db")).expect("the history")
}

/// What happens to files: each by its name, and how it looks afterwards.
fn damages(whole: &[u8]) -> [(&'static str, Vec<u8>); 5] {
    let mut flipped = whole.to_vec();
    let word = b"\"wash\"";
    let at = whole.windows(word.len()).position(|it| it == word).expect("an entry of the task");
    flipped[at + 2] = b'x';
    let mut newer = whole.to_vec();
    // The number of the layout, in the header of every SQLite database.
    newer[60..64].copy_from_slice(&99_u32.to_be_bytes());
    let mut page = whole.to_vec();
    page[4096..8192].fill(0xA5);
    [
        ("cut in half", whole[..whole.len() / 2].to_vec()),
        ("one byte changed", flipped),
        ("a page overwritten", page),
        ("garbage", b"zebra".repeat(2000)),
        ("from a newer version", newer),
    ]
}

/// Without what SQLite kept beside it, because somebody, such as a test, was reading just then.
fn moved_aside(home: &Home) -> Vec<PathBuf> {
    let entries = fs::read_dir(home.state()).expect("the state folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths
        .filter(|path| path.to_string_lossy().contains("damaged"))
        .filter(|path| is_whole(path))
        .collect()
}

fn is_whole(path: &Path) -> bool {
    !["-wal", "-shm"].iter().any(|part| path.to_string_lossy().ends_with(part))
}

#[test]
fn a_damaged_history_is_kept_aside_and_told_and_the_daemon_runs_on() {
    let rig = Rig::with_task(Lab::bare());
    let whole = with_history(&rig);
    for (damage, bytes) in damages(&whole) {
        let home = rig.home.copy();
        let history = home.state().join("history.db");
        fs::write(&history, &bytes).expect("damage the history");
        let fake = FakeServer::start(&rig.lab, BUTTONS);
        let mut daemon = home.start();
        let told = fake.is_asked_for("Your history could not be read", 1);
        let aside = moved_aside(&home);
        assert_eq!(aside.len(), 1, "{damage}: {aside:?}");
        assert_eq!(fs::read(&aside[0]).expect("what was kept"), bytes, "{damage}: not as it was");
        let name = aside[0].display().to_string();
        assert!(told[0].body.contains(&name), "{damage}: {told:?}");
        assert!(home.json("status")["history_problem"].is_null(), "{damage}");
        assert!(home.run("status").stdout.contains(&kept(&name)), "{damage}");
        assert!(daemon.is_alive(), "{damage}");
        daemon.kill();
        let daemon = home.start();
        eventually("it goes on", || (home.run("status").code == Some(0)).then_some(()));
        assert_eq!(home.json("status")["kept_aside"], serde_json::json!([name]), "{damage}");
        assert_eq!(moved_aside(&home).len(), 1, "{damage}: once more");
        assert_eq!(fake.asked_for("Your history").len(), 1, "{damage}: told twice");
        assert_eq!(home.run("forget --yes").code, Some(0), "{damage}");
        assert!(!home.run("status").stdout.contains("old history"), "{damage}");
        daemon.stop();
        drop(fake);
    }
}

/// What `status` says of a history that was kept.
fn kept(name: &str) -> String {
    format!(
        "\nold history   could not be read; it is kept as\n              {name}\n              \
         Delete it when you need it no more. So does: aftercare forget\n"
    )
}

#[test]
fn after_a_damage_what_today_was_not_answered_is_asked_again() {
    let rig = Rig::with_task(Lab::bare());
    with_history(&rig);
    fs::write(rig.home.state().join("history.db"), b"zebra".repeat(2000)).expect("damage it");
    let fake = FakeServer::start(&rig.lab, BUTTONS);
    let _daemon = rig.home.start();
    fake.is_asked_for("Your history could not be read", 1);
    fake.is_asked_for("zebra", 1);
}

#[test]
fn what_waits_is_written_as_soon_as_the_history_can_be_opened_again() {
    let home = Home::new(&Lab::bare());
    home.known_already(&["wash"]);
    let (history, away) = (home.paths().history(), home.path("away"));
    fs::rename(&history, &away).expect("take the history away");
    fs::create_dir(&history).expect("put something in its place");
    let mut journal = Journal::open(&home.paths(), clock::now()).journal;
    let entry = Entry { at: clock::now(), record: Record::Started };
    assert!(journal.append(std::slice::from_ref(&entry)).is_err());
    fs::remove_dir(&history).expect("take it away");
    fs::rename(&away, &history).expect("put the history back");
    journal.append(&[]).expect("the first try succeeds");
    assert_eq!(home.entries().last(), Some(&entry));
}
