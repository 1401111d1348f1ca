//! A locked screen and do-not-disturb, told by programs that behave as the real ones do.

use std::sync::{Arc, Mutex};

use zbus::{Connection, connection::Builder, interface, wire::OwnedObjectPath};

use super::{BUTTONS, FakeServer, Home, far, soon, task};
use crate::lab::{Lab, eventually};

/// logind, as far as it tells of a locked screen.
struct Manager;

#[interface(name = "org.freedesktop.login1.Manager")]
impl Manager {
    #[expect(clippy::unused_self, reason = "methods of an interface take it")]
    fn get_user(&self, uid: u32) -> OwnedObjectPath {
        let user = format!("/org/freedesktop/login1/user/_{uid}");
        user.try_into().expect("a path")
    }
}

struct User;

#[interface(name = "org.freedesktop.login1.User")]
impl User {
    #[zbus(property)]
    #[expect(clippy::unused_self, reason = "methods of an interface take it")]
    fn display(&self) -> (String, OwnedObjectPath) {
        ("1".to_owned(), SESSION.try_into().expect("a path"))
    }
}

const SESSION: &str = "/org/freedesktop/login1/session/_31";

struct Session {
    locked: bool,
}

#[interface(name = "org.freedesktop.login1.Session")]
impl Session {
    #[zbus(property)]
    fn locked_hint(&self) -> bool {
        self.locked
    }
}

/// The screen locker of Plasma, which GNOME's resembles.
struct Locker {
    active: Arc<Mutex<bool>>,
}

#[interface(name = "org.freedesktop.ScreenSaver")]
impl Locker {
    fn get_active(&self) -> bool {
        *self.active.lock().expect("no panic before")
    }

    #[zbus(signal)]
    async fn active_changed(
        emitter: &zbus::object_server::SignalEmitter<'_>,
        active: bool,
    ) -> zbus::Result<()>;
}

/// A lab with a fake server, and a home with a task that is due soon.
struct Stage {
    lab: Lab,
    fake: FakeServer,
    home: Home,
}

impl Stage {
    fn new() -> Self {
        let lab = Lab::bare();
        let (fake, home) = (FakeServer::start(&lab, BUTTONS), Home::new(&lab));
        home.known_already(&["wash"]);
        Self { lab, fake, home }
    }

    fn start(&self) -> super::Daemon {
        let mut command = self.home.command();
        // The lab's bus stands in for the system's.
        command.env("DBUS_SYSTEM_BUS_ADDRESS", self.lab.address());
        self.home.start_as(command)
    }

    fn status_says(&self, waits_for: Option<&str>) {
        eventually(&format!("it waits for {waits_for:?}"), || {
            (self.home.json("status")["waits_for"].as_str() == waits_for).then_some(())
        });
    }
}

/// While it cannot be seen, nothing is shown; then the task is.
fn is_silent_and_shows_it_then(stage: &Stage, why: &str, free: impl FnOnce()) {
    let daemon = stage.start();
    stage.status_says(Some(why));
    stage.home.plan(&task("wash", &[soon(1)]));
    eventually("it is due", || {
        (stage.home.states("wash").last().map(String::as_str) == Some("due")).then_some(())
    });
    assert_eq!(stage.fake.asked_for("zebra").len(), 0, "it was shown");
    free();
    stage.fake.is_asked_for("zebra", 1);
    stage.status_says(None);
    daemon.stop();
}

/// Programs on the bus, which go on in a thread while the test waits.
struct Neighbours {
    runtime: tokio::runtime::Handle,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Neighbours {
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

    fn on_the_bus_of(&self, lab: &Lab) -> Connection {
        let address = lab.address();
        let connecting = async { Builder::address(address.as_str()).build().await };
        self.run(connecting).expect("a connection")
    }
}

impl Drop for Neighbours {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}

/// Takes part as logind, with a session that is locked.
async fn log_in(logind: &Connection) -> zbus::Result<()> {
    let (objects, uid) = (logind.object_server(), rustix::process::getuid().as_raw());
    objects.at("/org/freedesktop/login1", Manager).await?;
    let user = format!("/org/freedesktop/login1/user/_{uid}");
    objects.at(user.as_str(), User).await?;
    objects.at(SESSION, Session { locked: true }).await?;
    logind.request_name("org.freedesktop.login1").await
}

async fn unlock(logind: &Connection) -> zbus::Result<()> {
    let session = logind.object_server().interface::<_, Session>(SESSION).await?;
    session.get_mut().await.locked = false;
    let changed = session.get().await;
    changed.locked_hint_changed(session.signal_emitter()).await
}

const LOCKER: &str = "/org/freedesktop/ScreenSaver";

async fn stand_by(locker: &Connection, active: bool) -> zbus::Result<()> {
    let active = Arc::new(Mutex::new(active));
    locker.object_server().at(LOCKER, Locker { active }).await?;
    locker.request_name("org.freedesktop.ScreenSaver").await
}

async fn tell(locker: &Connection, active: bool) -> zbus::Result<()> {
    let told = locker.object_server().interface::<_, Locker>(LOCKER).await?;
    *told.get().await.active.lock().expect("no panic before") = active;
    Locker::active_changed(told.signal_emitter(), active).await
}

#[test]
fn behind_the_lock_that_logind_tells_of_tasks_wait() {
    let (stage, neighbours) = (Stage::new(), Neighbours::start());
    let logind = neighbours.on_the_bus_of(&stage.lab);
    neighbours.run(log_in(&logind)).expect("it is there");
    is_silent_and_shows_it_then(&stage, "locked", || {
        neighbours.run(unlock(&logind)).expect("a signal");
    });
}

#[test]
fn behind_a_screen_locker_tasks_wait_also_when_it_goes_away_by_itself() {
    let (stage, neighbours) = (Stage::new(), Neighbours::start());
    let locker = neighbours.on_the_bus_of(&stage.lab);
    neighbours.run(stand_by(&locker, true)).expect("it is there");
    is_silent_and_shows_it_then(&stage, "locked", || {
        neighbours.run(locker.close()).expect("it goes away");
    });
}

#[test]
fn a_screen_locker_that_comes_later_tells_of_each_change() {
    let (stage, neighbours) = (Stage::new(), Neighbours::start());
    stage.home.plan(&task("wash", &[far()]));
    let daemon = stage.start();
    let locker = neighbours.on_the_bus_of(&stage.lab);
    neighbours.run(stand_by(&locker, true)).expect("it is there");
    stage.status_says(Some("locked"));
    for (active, says) in [(false, None), (true, Some("locked")), (false, None)] {
        neighbours.run(tell(&locker, active)).expect("a signal");
        stage.status_says(says);
    }
    daemon.stop();
}

#[test]
fn while_the_notification_server_is_told_to_be_silent_tasks_wait() {
    let (lab, neighbours) = (Lab::bare(), Neighbours::start());
    let home = Home::new(&lab);
    home.plan(&task("wash", &[far()]));
    let plasma = neighbours.on_the_bus_of(&lab);
    neighbours.run(plasma_starts(&plasma)).expect("it is there");
    let daemon = home.start();
    for (inhibited, says) in [(true, Some("inhibited")), (false, None)] {
        neighbours.run(inhibit(&plasma, inhibited)).expect("a signal");
        eventually(&format!("it waits for {says:?}"), || {
            (home.json("status")["waits_for"].as_str() == says).then_some(())
        });
    }
    daemon.stop();
}

/// Plasma's notification server, as far as it tells of do-not-disturb.
struct Plasma {
    inhibited: bool,
}

#[interface(name = "org.freedesktop.Notifications")]
impl Plasma {
    #[zbus(property)]
    fn inhibited(&self) -> bool {
        self.inhibited
    }
}

const SERVER: &str = "/org/freedesktop/Notifications";

async fn plasma_starts(plasma: &Connection) -> zbus::Result<()> {
    plasma.object_server().at(SERVER, Plasma { inhibited: false }).await?;
    plasma.request_name("org.freedesktop.Notifications").await
}

async fn inhibit(plasma: &Connection, inhibited: bool) -> zbus::Result<()> {
    let server = plasma.object_server().interface::<_, Plasma>(SERVER).await?;
    server.get_mut().await.inhibited = inhibited;
    let changed = server.get().await;
    changed.inhibited_changed(server.signal_emitter()).await
}
