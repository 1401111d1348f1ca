//! A bus full of others, and what the kernel keeps the program from.

use std::fs;

use super::{BUTTONS, Daemon, FakeServer, Rig};
use crate::lab::{Lab, say};

/// A number in the status of the program's process.
fn field(daemon: &Daemon, name: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", daemon.0.id())).expect("a status");
    let mut lines = status.lines().filter_map(|line| line.split_once(':'));
    let value = lines.find(|(key, _)| *key == name).expect("a field").1;
    value.trim().trim_end_matches(" kB").parse().expect("a number")
}

/// Sends so many signals to everybody, and as many to the program alone.
fn flood(address: &str, number: u32) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let stranger = zbus::connection::Builder::address(address).build().await;
        let stranger = stranger.expect("a connection");
        let bus = zbus::fdo::DBusProxy::new(&stranger).await.expect("the bus");
        let name = "io.github.aftercare.Aftercare".try_into().expect("a name");
        let ours = bus.get_name_owner(name).await.expect("the program's name").to_string();
        for id in 0..number {
            say(&stranger, None, "ActionInvoked", &(id, "done")).await;
            say(&stranger, Some(&ours), "NotificationClosed", &(id, 2_u32)).await;
        }
        bus.get_id().await.expect("an answer after all of it");
    });
}

#[test]
fn a_hundred_thousand_foreign_signals_cost_no_memory_and_no_answer() {
    let rig = Rig::with_task(Lab::bare());
    let fake = FakeServer::start(&rig.lab, BUTTONS);
    let daemon = rig.home.start();
    let id = rig.home.number("wash");
    // What any first signals leave behind is not what grows.
    flood(&rig.lab.address(), 2_000);
    let before = field(&daemon, "VmRSS");
    let address = rig.lab.address();
    let flooding = std::thread::spawn(move || flood(&address, 40_000));
    let mut asked = 0;
    while !flooding.is_finished() || asked == 0 {
        assert_eq!(rig.home.run("status").code, Some(0), "it does not answer");
        asked += 1;
    }
    flooding.join().expect("a flood");
    // The server itself talks of others' notifications, too.
    for other in 0..20_000 {
        fake.press(id + 1 + other, "done");
    }
    assert_eq!(rig.home.run("status").code, Some(0));
    let grown = field(&daemon, "VmRSS").saturating_sub(before);
    assert!(grown < 2048, "it grew by {grown} kB");
    assert_eq!(rig.home.states("wash"), ["shown"]);
    fake.press(id, "done");
    rig.home.comes_to("wash", "done");
}

#[test]
fn status_tells_what_the_kernel_enforces() {
    let rig = Rig::with_task(Lab::bare());
    let daemon = rig.home.start();
    let confinement = rig.home.json("status")["confinement"].clone();
    let seccomp =
        ["off", "strict", "filter"][usize::try_from(field(&daemon, "Seccomp")).expect("a number")];
    assert_eq!(confinement["seccomp"], seccomp);
    assert_eq!(confinement["no_new_privileges"], field(&daemon, "NoNewPrivs") == 1);
    let (landlock, problem) = (&confinement["landlock"], &confinement["landlock_problem"]);
    assert_eq!(landlock == "full", problem.is_null(), "{confinement}");
    let said = rig.home.run("status").stdout;
    assert!(said.contains("\nconfinement   Landlock "), "{said}");
}
