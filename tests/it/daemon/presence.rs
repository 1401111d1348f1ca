//! A locked screen and do-not-disturb, told by programs that behave as the real ones do.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use zbus::{Connection, Variant, connection::Builder, interface, wire::OwnedObjectPath};

use super::{BUTTONS, Background, FakeServer, Home, far, soon, task};
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
    /// Whether nobody has touched anything for a while.
    idle: bool,
}

#[interface(name = "org.freedesktop.login1.Session")]
impl Session {
    #[zbus(property)]
    fn locked_hint(&self) -> bool {
        self.locked
    }

    #[zbus(property)]
    fn idle_hint(&self) -> bool {
        self.idle
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

impl Background {
    fn on_the_bus_of(&self, lab: &Lab) -> Connection {
        let address = lab.address();
        let connecting = async { Builder::address(address.as_str()).build().await };
        self.run(connecting).expect("a connection")
    }
}

/// Takes part as logind, with this session.
async fn log_in(logind: &Connection, session: Session) -> zbus::Result<()> {
    let (objects, uid) = (logind.object_server(), rustix::process::getuid().as_raw());
    objects.at("/org/freedesktop/login1", Manager).await?;
    let user = format!("/org/freedesktop/login1/user/_{uid}");
    objects.at(user.as_str(), User).await?;
    objects.at(SESSION, session).await?;
    logind.request_name("org.freedesktop.login1").await
}

async fn unlock(logind: &Connection) -> zbus::Result<()> {
    let session = logind.object_server().interface::<_, Session>(SESSION).await?;
    session.get_mut().await.locked = false;
    let changed = session.get().await;
    changed.locked_hint_changed(session.signal_emitter()).await
}

/// GNOME's has the same methods under another name.
struct GnomeLocker;

#[interface(name = "org.gnome.ScreenSaver")]
impl GnomeLocker {
    #[expect(clippy::unused_self, reason = "methods of an interface take it")]
    fn get_active(&self) -> bool {
        true
    }
}

const GNOME: &str = "/org/gnome/ScreenSaver";

async fn gnome_stands_by(locker: &Connection) -> zbus::Result<()> {
    locker.object_server().at(GNOME, GnomeLocker).await?;
    locker.request_name("org.gnome.ScreenSaver").await
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
    let (stage, neighbours) = (Stage::new(), Background::start());
    let logind = neighbours.on_the_bus_of(&stage.lab);
    neighbours.run(log_in(&logind, Session { locked: true, idle: false })).expect("it is there");
    is_silent_and_shows_it_then(&stage, "locked", || {
        neighbours.run(unlock(&logind)).expect("a signal");
    });
}

#[test]
fn behind_a_screen_locker_tasks_wait_also_when_it_goes_away_by_itself() {
    let (stage, neighbours) = (Stage::new(), Background::start());
    let locker = neighbours.on_the_bus_of(&stage.lab);
    neighbours.run(stand_by(&locker, true)).expect("it is there");
    is_silent_and_shows_it_then(&stage, "locked", || {
        neighbours.run(locker.close()).expect("it goes away");
    });
}

#[test]
fn behind_the_screen_locker_of_gnome_tasks_wait() {
    let (stage, neighbours) = (Stage::new(), Background::start());
    let locker = neighbours.on_the_bus_of(&stage.lab);
    neighbours.run(gnome_stands_by(&locker)).expect("it is there");
    is_silent_and_shows_it_then(&stage, "locked", || {
        neighbours.run(locker.close()).expect("it goes away");
    });
}

#[test]
fn a_screen_locker_that_comes_later_tells_of_each_change() {
    let (stage, neighbours) = (Stage::new(), Background::start());
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
    let stage = Stage::new();
    stage.fake.inhibit(true);
    is_silent_and_shows_it_then(&stage, "inhibited", || stage.fake.inhibit(false));
}

/// Who sits still is cared for all the same.
#[test]
fn that_nobody_touches_the_keyboard_silences_nothing() {
    let (stage, neighbours) = (Stage::new(), Background::start());
    let logind = neighbours.on_the_bus_of(&stage.lab);
    neighbours.run(log_in(&logind, Session { locked: false, idle: true })).expect("it is there");
    stage.home.plan(&task("wash", &[soon(1)]));
    let daemon = stage.start();
    stage.fake.is_asked_for("zebra", 1);
    stage.status_says(None);
    daemon.stop();
}

/// Whoever could say that the screen is locked could keep every reminder from it.
#[test]
fn a_stranger_can_silence_nothing() {
    let (stage, neighbours) = (Stage::new(), Background::start());
    let logind = neighbours.on_the_bus_of(&stage.lab);
    neighbours.run(log_in(&logind, Session { locked: false, idle: false })).expect("it is there");
    let locker = neighbours.on_the_bus_of(&stage.lab);
    neighbours.run(stand_by(&locker, false)).expect("it is there");
    let daemon = stage.start();
    // Its own word counts, so it is listened to.
    neighbours.run(tell(&locker, true)).expect("a signal");
    stage.status_says(Some("locked"));
    neighbours.run(tell(&locker, false)).expect("a signal");
    stage.status_says(None);
    let stranger = neighbours.on_the_bus_of(&stage.lab);
    neighbours.run(pretend(&stranger)).expect("signals");
    stage.home.plan(&task("wash", &[soon(1)]));
    stage.fake.is_asked_for("zebra", 1);
    stage.status_says(None);
    daemon.stop();
}

/// Says in the name of each source that nobody can see the screen.
async fn pretend(stranger: &Connection) -> zbus::Result<()> {
    for (path, name) in [(LOCKER, "org.freedesktop.ScreenSaver"), (GNOME, "org.gnome.ScreenSaver")]
    {
        stranger.emit_signal(None::<&str>, path, name, "ActiveChanged", &(true,)).await?;
    }
    for (path, interface, property) in [
        (SESSION, "org.freedesktop.login1.Session", "LockedHint"),
        ("/org/freedesktop/Notifications", "org.freedesktop.Notifications", "Inhibited"),
    ] {
        let changed = HashMap::from([(property, Variant::from(true))]);
        let (of, body) = ("org.freedesktop.DBus.Properties", (interface, changed, [""; 0]));
        stranger.emit_signal(None::<&str>, path, of, "PropertiesChanged", &body).await?;
    }
    zbus::fdo::DBusProxy::new(stranger).await?.get_id().await?;
    Ok(())
}
