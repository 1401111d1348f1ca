//! The control interface, as other programs of the session see it.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use aftercare::world::clock;
use futures_util::StreamExt as _;
use serde_json::{Map, Value, json};
use zbus::fdo::PropertiesProxy;

use super::{BUTTONS, Daemon, FakeServer, MISTAKES_HAPPEN, Rig, far, soon, task};
use crate::lab::{Lab, eventually, pass};

const NAME: &str = "io.github.aftercare.Aftercare";
const PATH: &str = "/io/github/aftercare/Aftercare";
const INTERFACE: &str = "io.github.aftercare.Aftercare1";

/// A file of the project.
fn project(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// What busctl says.
fn busctl(lab: &Lab, words: &[&str]) -> Result<String, String> {
    let mut command = lab.command("busctl");
    command.arg(format!("--address={}", lab.address())).arg("--auto-start=no").args(words);
    let output = command.output().expect("run busctl");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    if output.status.success() { Ok(text(output.stdout)) } else { Err(text(output.stderr)) }
}

fn property(lab: &Lab, name: &str) -> String {
    let said = busctl(lab, &["get-property", NAME, PATH, INTERFACE, name]);
    said.expect("a property").trim_end().to_owned()
}

/// All properties, or nothing without a daemon.
fn properties(lab: &Lab) -> Option<Map<String, Value>> {
    let words = ["--json=short", "call", NAME, PATH, "org.freedesktop.DBus.Properties"];
    let said = busctl(lab, &[&words[..], &["GetAll", "s", INTERFACE]].concat()).ok()?;
    let said: Value = serde_json::from_str(&said).expect("JSON");
    Some(plain(&said["data"][0]))
}

/// Values without their types.
fn plain(dictionary: &Value) -> Map<String, Value> {
    let entries = dictionary.as_object().expect("a dictionary").iter();
    entries.map(|(name, value)| (name.clone(), value["data"].clone())).collect()
}

/// busctl, following all that the daemon tells everybody.
struct Monitor {
    _program: Daemon,
    heard: PathBuf,
}

impl Monitor {
    fn start(lab: &Lab) -> Self {
        let (heard, ready) = (lab.folder().join("heard"), lab.folder().join("ready"));
        let mut command = lab.command("busctl");
        command.arg(format!("--address={}", lab.address())).args(["--json=short", "monitor"]);
        command.arg(format!("--match=type='signal',path='{PATH}'"));
        command.stdout(File::create(&heard).expect("a file"));
        command.stderr(File::create(&ready).expect("a file"));
        let program = Daemon(command.spawn().expect("start busctl"));
        eventually("busctl listens", || {
            fs::read_to_string(&ready).expect("a file").contains("Monitoring").then_some(())
        });
        Self { _program: program, heard }
    }

    /// Every change so far, oldest first.
    fn changes(&self) -> Vec<Map<String, Value>> {
        let heard = fs::read_to_string(&self.heard).expect("what was heard");
        let whole = heard.rfind('\n').map_or("", |end| &heard[..end]);
        let signals = whole.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
        signals
            .map(|signal| {
                assert_eq!(signal["member"], "PropertiesChanged", "{signal}");
                let [of, changed, invalid] = [0, 1, 2].map(|at| &signal["payload"]["data"][at]);
                assert_eq!((of, invalid), (&json!(INTERFACE), &json!([])), "{signal}");
                plain(changed)
            })
            .collect()
    }

    /// Waits until the daemon has told that a property is this now.
    #[track_caller]
    fn tells(&self, name: &str, value: &Value) {
        eventually(&format!("{name} is {value}"), || {
            let changes = self.changes();
            let newest = changes.iter().rev().find_map(|change| change.get(name));
            (newest == Some(value)).then_some(())
        });
    }
}

#[test]
fn every_program_can_read_how_it_stands() {
    let rig = Rig::new(Lab::bare());
    rig.home.known_already(&["wash"]);
    let due = far();
    rig.home.plan(&task("wash", &[due]));
    let daemon = rig.home.start();
    eventually("it is on the bus", || properties(&rig.lab));
    let next = format!("(xss) {} \"wash\" \"Wash with the zebra soap\"", due.timestamp());
    assert_eq!(property(&rig.lab, "Next"), next);
    assert_eq!(property(&rig.lab, "Open"), "as 0");
    assert_eq!(property(&rig.lab, "RecoveryDay"), "ai 1 1");
    assert_eq!(property(&rig.lab, "Paused"), "b false");
    assert_eq!(property(&rig.lab, "PausedUntil"), "x 0");
    assert_eq!(property(&rig.lab, "Muted"), "a(sx) 0");
    assert_eq!(property(&rig.lab, "PlanProblem"), "s \"\"");
    let set = busctl(&rig.lab, &["set-property", NAME, PATH, INTERFACE, "Paused", "b", "true"]);
    assert!(set.is_err(), "a property was set");
    daemon.stop();
    assert_eq!(properties(&rig.lab), None);
}

#[test]
fn a_discreet_plan_is_discreet_on_the_bus_too() {
    let rig = Rig::new(Lab::bare());
    rig.home.plan(&task("wash", &[far()]));
    let discreet = fs::read_to_string(rig.home.plan_file()).expect("a plan");
    let discreet = discreet.replace("privacy = \"plain\"", "privacy = \"discreet\"");
    fs::write(rig.home.plan_file(), &discreet).expect("write the plan");
    let _daemon = rig.home.start();
    let all = eventually("it is on the bus", || properties(&rig.lab));
    assert_eq!((&all["Next"][1], &all["Next"][2]), (&json!("wash"), &json!("Reminder")));
    let monitor = Monitor::start(&rig.lab);
    // A mistake that quotes what the person wrote.
    fs::write(rig.home.plan_file(), format!("{discreet}zebra = 1\n")).expect("break the plan");
    eventually("the mistake is told", || (!monitor.changes().is_empty()).then_some(()));
    let problem = monitor.changes()[0]["PlanProblem"].clone();
    let line = discreet.lines().count() + 1;
    assert_eq!(problem, json!(format!("plan.toml, line {line}")));
    assert!(!format!("{:?}", monitor.changes()).contains("zebra"));
}

#[test]
fn each_change_is_told_once_and_nothing_else_is() {
    let rig = Rig::new(Lab::bare());
    rig.home.known_already(&["wash", "cream"]);
    rig.home.plan(&[task("wash", &[soon(3)]), task("cream", &[far()])].concat());
    let _fake = FakeServer::start(&rig.lab, BUTTONS);
    let monitor = Monitor::start(&rig.lab);
    let daemon = rig.home.start();
    let mut known = eventually("it is on the bus", || properties(&rig.lab));
    let text = fs::read_to_string(rig.home.plan_file()).expect("a plan");
    for (command, name, value) in [
        ("status", "Open", json!(["wash"])),
        ("done wash", "Open", json!([])),
        ("pause --for 1h", "Paused", json!(true)),
        ("resume", "PausedUntil", json!(0)),
        ("mute cream --until 2099-01-01", "Muted", json!([["cream", 4_070_908_800_i64]])),
        ("resume cream", "Muted", json!([])),
        ("session add 2099-01-01", "RecoveryDay", json!([1])),
    ] {
        let ran = rig.home.run(command);
        assert_eq!(ran.code, Some(0), "{ran:?}");
        // Who only asks changes nothing.
        assert_eq!(rig.home.run("status").code, Some(0));
        if name != "RecoveryDay" {
            monitor.tells(name, &value);
        }
    }
    fs::write(rig.home.plan_file(), format!("{text}mistake = 1\n")).expect("break the plan");
    monitor.tells("PlanProblem", &json!(format!("plan.toml, line {}", text.lines().count() + 1)));
    fs::write(rig.home.plan_file(), &text).expect("mend the plan");
    monitor.tells("PlanProblem", &json!(""));
    pass(MISTAKES_HAPPEN);
    for change in monitor.changes() {
        assert!(!change.is_empty(), "a change of nothing");
        for (name, value) in change {
            let before = known.insert(name.clone(), value.clone());
            assert_ne!(before, Some(value), "{name} was told again");
        }
    }
    assert_eq!(properties(&rig.lab), Some(known), "what was told is what can be read");
    daemon.stop();
}

#[test]
fn the_end_of_a_pause_is_told_when_it_comes() {
    let rig = Rig::new(Lab::bare());
    rig.home.known_already(&["wash"]);
    rig.home.plan(&task("wash", &[far()]));
    let monitor = Monitor::start(&rig.lab);
    let _daemon = rig.home.start();
    eventually("it is on the bus", || properties(&rig.lab));
    let until = soon(2).timestamp();
    let words = ["call", NAME, PATH, INTERFACE, "Hold", "sx", ""];
    busctl(&rig.lab, &[&words[..], &[&until.to_string()]].concat()).expect("a pause");
    monitor.tells("PausedUntil", &json!(until));
    monitor.tells("Paused", &json!(false));
    assert!(until <= clock::now().timestamp(), "it was told too early");
    assert_eq!(monitor.changes().len(), 2, "{:?}", monitor.changes());
}

#[test]
fn a_new_recovery_day_is_told_at_midnight() {
    let rig = Rig::new(Lab::bare());
    rig.home.known_already(&["wash"]);
    rig.home.plan(&task("wash", &[far()]));
    let monitor = Monitor::start(&rig.lab);
    let mut command = rig.home.command();
    command.env("TZ", midnight_in(4));
    let _daemon = rig.home.start_as(command);
    let before = eventually("it is on the bus", || properties(&rig.lab))["RecoveryDay"][0].clone();
    let after = before.as_i64().expect("a day") + 1;
    monitor.tells("RecoveryDay", &json!([after]));
    assert_eq!(property(&rig.lab, "RecoveryDay"), format!("ai 1 {after}"));
}

/// A time zone in which the day is over in so many seconds.
fn midnight_in(seconds: i64) -> String {
    let west = (clock::now().timestamp() + seconds).rem_euclid(86_400);
    // No zone is more than half a day away.
    let (sign, off) = if 43_200 < west { ("-", 86_400 - west) } else { ("", west) };
    format!("<XXX>{sign}{:02}:{:02}:{:02}", off / 3600, off / 60 % 60, off % 60)
}

#[test]
fn a_bus_that_comes_back_is_told_the_changes_again() {
    let mut rig = Rig::with_task(Lab::bare());
    let fake = FakeServer::start(&rig.lab, BUTTONS);
    let mut daemon = rig.home.start();
    rig.home.is_shown("wash", 1);
    rig.lab.kill_bus();
    drop(fake);
    // What changes meanwhile is read by whoever sees the name come back.
    eventually("it is muted", || (rig.home.run("mute wash").code == Some(0)).then_some(()));
    rig.lab.start_bus();
    let monitor = Monitor::start(&rig.lab);
    let all = eventually("it is on the bus again", || properties(&rig.lab));
    assert_eq!((&all["Open"], &all["Muted"]), (&json!(["wash"]), &json!([["wash", 0]])));
    assert_eq!(rig.home.run("resume wash").code, Some(0));
    monitor.tells("Muted", &json!([]));
    assert_eq!(rig.home.run("done wash").code, Some(0));
    monitor.tells("Open", &json!([]));
    assert!(daemon.is_alive());
}

#[test]
fn without_a_bus_the_socket_tells_the_same() {
    let (rig, _daemon) = Rig::without_bus();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let socket = tokio::net::UnixStream::connect(rig.home.paths().control()).await;
        let socket = socket.expect("a socket").into_std().expect("a socket");
        let client = zbus::connection::Builder::unix_stream(socket).p2p().build().await;
        let client = client.expect("a daemon");
        let daemon = PropertiesProxy::builder(&client).destination(NAME).path(PATH).build().await;
        let daemon = daemon.expect("a daemon");
        let interface = INTERFACE.try_into().expect("a name");
        let open = daemon.get(interface, "Open").await.expect("a property");
        assert_eq!(Vec::<String>::try_from(open).expect("a list"), ["wash"]);
        let mut changes = daemon.receive_properties_changed().await.expect("signals");
        let done =
            client.call_method(None::<&str>, PATH, Some(INTERFACE), "Answer", &("wash", "done"));
        done.await.expect("an answer");
        let change = changes.next().await.expect("a change");
        let change = change.args().expect("arguments");
        let names: Vec<&&str> = change.changed_properties().keys().collect();
        assert_eq!(names, [&"Open"]);
    });
}

#[test]
fn the_interface_is_as_it_is_written_down() {
    let rig = Rig::new(Lab::bare());
    rig.home.plan(&task("wash", &[far()]));
    let _daemon = rig.home.start();
    eventually("it is on the bus", || properties(&rig.lab));
    let found = busctl(&rig.lab, &["introspect", "--xml-interface", NAME, PATH]).expect("XML");
    let file = project(&format!("systemd/{INTERFACE}.xml"));
    let written = fs::read_to_string(&file).expect("the file");
    let own = |text: &str| -> String {
        let from = text.find(&format!("  <interface name=\"{INTERFACE}\">")).expect("it");
        let end = "</interface>\n";
        let to = text[from..].find(end).expect("its end") + end.len();
        text[from..from + to].to_owned()
    };
    assert_eq!(own(&written), own(&found), "{} is not what is offered", file.display());
}

#[test]
fn a_program_that_knows_only_the_bus_answers_and_hears_what_came_of_it() {
    let rig = Rig::with_task(Lab::bare());
    let _fake = FakeServer::start(&rig.lab, BUTTONS);
    let _daemon = rig.home.start();
    rig.home.is_shown("wash", 1);
    let mut client = rig.lab.command("/usr/bin/python3");
    client.arg(project("tests/foreign-client")).arg("wash");
    let output = client.output().expect("run the client");
    let said: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
    assert_eq!(said["before"], said["one_by_one"]);
    assert_eq!(
        (&said["before"]["Open"], &said["before"]["Paused"]),
        (&json!(["wash"]), &json!(false))
    );
    assert!(said["said"].as_str().expect("a text").starts_with("wash: done"), "{said}");
    assert_eq!(said["changes"], json!([{ "Open": [] }]));
    rig.home.comes_to("wash", "done");
}

/// python-dbusmock in the place of the daemon: it notes every call.
struct Mock<'a> {
    lab: &'a Lab,
    _program: Daemon,
}

impl<'a> Mock<'a> {
    fn start(lab: &'a Lab) -> Self {
        let mut command = lab.command("/usr/bin/python3");
        command.args(["-m", "dbusmock", NAME, PATH, INTERFACE]).stdout(Stdio::null());
        let program = Daemon(command.spawn().expect("start dbusmock"));
        let mock = Self { lab, _program: program };
        eventually("the mock is there", || mock.call(&["GetCalls"]).ok());
        for (method, signature) in
            [("Answer", "ss"), ("Hold", "sx"), ("Resume", "s"), ("Reload", ""), ("Forget", "")]
        {
            let reply = format!("ret = 'the mock heard {method}'");
            let added = mock.call(&["AddMethod", "sssss", "", method, signature, "s", &reply]);
            added.expect("a method");
        }
        mock
    }

    fn call(&self, words: &[&str]) -> Result<String, String> {
        let mock = ["--json=short", "call", NAME, PATH, "org.freedesktop.DBus.Mock"];
        busctl(self.lab, &[&mock[..], words].concat())
    }

    /// The name and the arguments of every call since the last look.
    fn calls(&self) -> Vec<(String, Vec<Value>)> {
        let said = self.call(&["GetCalls"]).expect("the calls");
        self.call(&["ClearCalls"]).expect("an empty list");
        let said: Value = serde_json::from_str(&said).expect("JSON");
        let calls = said["data"][0].as_array().expect("a list").clone();
        let arguments = |call: &Value| {
            let all = call[2].as_array().expect("arguments").clone();
            all.iter().map(|argument| argument["data"].clone()).collect()
        };
        let name = |call: &Value| call[1].as_str().expect("a name").to_owned();
        calls.iter().map(|call| (name(call), arguments(call))).collect()
    }
}

#[test]
fn every_command_that_acts_goes_through_the_interface() {
    let rig = Rig::new(Lab::bare());
    // With an end that a shift can move.
    rig.home.plan(&task("wash", &[far()]).replace("0..", "0..9"));
    let mock = Mock::start(&rig.lab);
    let heard = |arguments: &str| {
        let ran = rig.home.run(arguments);
        assert_eq!(ran.code, Some(0), "{ran:?}");
        let [(method, values)] = &mock.calls()[..] else { panic!("{arguments}: not one call") };
        let answered = ran.stdout.starts_with(&format!("the mock heard {method}\n"));
        (method.clone(), values.clone(), answered)
    };
    for (command, method, values) in [
        ("done wash", "Answer", json!(["wash", "done"])),
        ("later wash", "Answer", json!(["wash", "later"])),
        ("skip wash", "Answer", json!(["wash", "skip"])),
        ("pause", "Hold", json!(["", 0])),
        ("mute wash --until 2099-01-01", "Hold", json!(["wash", 4_070_908_800_i64])),
        ("resume", "Resume", json!([""])),
        ("resume wash", "Resume", json!(["wash"])),
        ("forget --yes", "Forget", json!([])),
    ] {
        let told = heard(command);
        assert_eq!(told, (method.to_owned(), values.as_array().expect("them").clone(), true));
    }
    for command in ["session add 2099-01-01", "session cancel 2099-01-01", "shift 1"] {
        assert_eq!(heard(command), ("Reload".to_owned(), Vec::new(), false), "{command}");
    }
    let mut edit = rig.home.command();
    edit.arg("edit").env("EDITOR", "sed -i s/zebra/okapi/");
    assert!(edit.output().expect("edit").status.success());
    assert_eq!(mock.calls(), [("Reload".to_owned(), Vec::new())]);
    assert!(!rig.home.state().join("history.db").exists(), "something went past the daemon");
}

#[test]
fn a_status_bar_gets_a_line_for_each_change() {
    let rig = Rig::new(Lab::bare());
    rig.home.known_already(&["wash"]);
    rig.home.plan(&task("wash", &[soon(3)]));
    let bar = Bar::start(&rig.lab);
    bar.shows(&json!({ "text": "" }));
    let daemon = rig.home.start();
    bar.shows_text("Day 1", "quiet");
    let open = bar.shows_text("Day 1, 1 open", "open");
    assert!(open["tooltip"].as_str().expect("a text").starts_with("Open: wash\n"), "{open}");
    assert_eq!(rig.home.run("pause --for 1h").code, Some(0));
    bar.shows_text("Day 1, 1 open, paused", "paused");
    fs::write(rig.home.plan_file(), "zebra").expect("break the plan");
    bar.shows_text("Day 1, 1 open, paused, plan has a mistake", "mistake");
    daemon.stop();
    bar.shows(&json!({ "text": "" }));
}

/// What `config/waybar-aftercare` prints.
struct Bar {
    _program: Daemon,
    lines: PathBuf,
}

impl Bar {
    fn start(lab: &Lab) -> Self {
        let lines = lab.folder().join("lines");
        let mut command: Command = lab.command("sh");
        command.arg(project("config/waybar-aftercare"));
        command.stdout(File::create(&lines).expect("a file"));
        Self { _program: Daemon(command.spawn().expect("start the script")), lines }
    }

    fn newest(&self) -> Option<Value> {
        let lines = fs::read_to_string(&self.lines).expect("its lines");
        serde_json::from_str(lines.lines().last()?).ok()
    }

    #[track_caller]
    fn shows(&self, value: &Value) {
        eventually(&format!("the bar shows {value}"), || {
            (self.newest().as_ref() == Some(value)).then_some(())
        });
    }

    #[track_caller]
    fn shows_text(&self, text: &str, class: &str) -> Value {
        eventually(&format!("the bar shows {text:?}"), || {
            self.newest().filter(|line| line["text"] == text && line["class"] == class)
        })
    }
}
