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

/// Calls the program so often without waiting for any answer.
fn pester<B>(address: &str, interface: &str, method: &str, body: &B, times: u32)
where
    B: serde::Serialize + zbus::wire::DynamicType,
{
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let stranger = zbus::connection::Builder::address(address).build().await;
        let stranger = stranger.expect("a connection");
        let call = || {
            zbus::Message::method_call("/io/github/aftercare/Aftercare", method)
                .destination("io.github.aftercare.Aftercare")
                .interface(interface)
                .with_flags(zbus::message::Flags::NO_REPLY_EXPECTED)
                .build(body)
                .expect("a call")
        };
        for _ in 0..times {
            stranger.send(&call()).await.expect("send");
        }
        let bus = zbus::fdo::DBusProxy::new(&stranger).await.expect("the bus");
        bus.get_id().await.expect("an answer after all of it");
    });
}

#[test]
fn who_asks_without_end_costs_no_memory() {
    let rig = Rig::with_task(Lab::bare());
    let daemon = rig.start_on_the_bus();
    let (address, ours) = (&rig.lab.address(), "io.github.aftercare.Aftercare1");
    let flood = |times| {
        pester(address, ours, "Status", &(), times);
        pester(address, "org.freedesktop.DBus.Properties", "GetAll", &(ours,), times / 4);
        pester(address, "org.freedesktop.DBus.Introspectable", "Introspect", &(), times / 4);
        // Its answer comes after all of that.
        assert_eq!(rig.home.run("status").code, Some(0));
        field(&daemon, "VmRSS")
    };
    // What the first calls leave behind is not what grows.
    let before = flood(400);
    let grown = flood(8_000).saturating_sub(before);
    assert!(grown < 2048, "it grew by {grown} kB");
}

#[test]
fn an_id_of_a_megabyte_is_refused_at_once() {
    let rig = Rig::with_task(Lab::bare());
    let _daemon = rig.start_on_the_bus();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let stranger = zbus::connection::Builder::address(rig.lab.address().as_str()).build().await;
        let stranger = stranger.expect("a connection");
        let (name, path) = ("io.github.aftercare.Aftercare", "/io/github/aftercare/Aftercare");
        let daemon =
            zbus::Proxy::new(&stranger, name, path, "io.github.aftercare.Aftercare1").await;
        let (daemon, id) = (daemon.expect("a proxy"), "w".repeat(1_000_000));
        for answer in [
            daemon.call::<_, _, String>("Answer", &(&id, "done")).await,
            daemon.call("Answer", &("wash", &id)).await,
            daemon.call("Hold", &(&id, 0_i64)).await,
            daemon.call("Resume", &(&id,)).await,
        ] {
            let error = answer.expect_err("a refusal").to_string();
            assert!(error.contains("InvalidArgs") && error.len() < 200, "{error}");
        }
    });
}
