//! Whether somebody can see the screen: locked, or told to show no notifications.
//!
//! Four sources are followed, each only while its owner is on the bus; none is ever started by us.
//! What cannot be told counts as free: a desktop that is silent must not cost a reminder.

use std::collections::BTreeMap;

use futures_util::StreamExt;
use tokio::sync::{mpsc, watch};
use zbus::{
    Connection, Proxy, connection, fdo,
    names::{BusName, OwnedUniqueName, UniqueName},
    wire::OwnedObjectPath,
};

use crate::engine::Attention;

/// Where the system bus is, unless the environment says otherwise.
pub const SYSTEM_BUS: &str = "unix:path=/run/dbus/system_bus_socket";

const PROPERTIES: &str = "org.freedesktop.DBus.Properties";

/// Something that knows whether the screen can be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Source {
    /// The session that systemd-logind calls the user's display: `LockedHint`.
    Login,
    /// The screen locker of GNOME and its kin.
    GnomeScreenSaver,
    /// The screen locker of Plasma and others.
    ScreenSaver,
    /// Do not disturb, where the notification server tells of it: `Inhibited`.
    Notifications,
}

/// What a source says.
type News = (Source, bool);

/// Hears all sources and tells what they come to.
#[derive(Debug, Clone)]
pub struct Presence {
    news: mpsc::Sender<News>,
}

impl Presence {
    /// Begins to listen on the system bus. Only the newest value is kept in `changes`: a locker that
    /// changes its mind all day fills nothing.
    pub fn start(system_bus: String, changes: watch::Sender<Attention>) -> Self {
        let (news, heard) = mpsc::channel(16);
        drop(tokio::spawn(sum_up(heard, changes)));
        let login = news.clone();
        drop(tokio::spawn(async move {
            // Without a system bus there is no logind either.
            if let Ok(connection) = connect(&system_bus).await {
                attend(connection, Source::Login, login).await;
            }
        }));
        Self { news }
    }

    /// Listens on a session bus, too, for as long as the connection lives.
    pub fn listen(&self, connection: &Connection) {
        for source in [Source::GnomeScreenSaver, Source::ScreenSaver, Source::Notifications] {
            drop(tokio::spawn(attend(connection.clone(), source, self.news.clone())));
        }
    }
}

/// Tells the sum of all sources whenever it changes.
async fn sum_up(mut heard: mpsc::Receiver<News>, changes: watch::Sender<Attention>) {
    let mut known: BTreeMap<Source, bool> = BTreeMap::new();
    while let Some((source, holds)) = heard.recv().await {
        known.insert(source, holds);
        changes.send_if_modified(|told| {
            let before = std::mem::replace(told, sum(&known));
            before != *told
        });
    }
}

fn sum(known: &BTreeMap<Source, bool>) -> Attention {
    let holds = |source: &Source| known.get(source).copied().unwrap_or(false);
    let lockers = [Source::Login, Source::GnomeScreenSaver, Source::ScreenSaver];
    if lockers.iter().any(holds) {
        Attention::Locked
    } else if holds(&Source::Notifications) {
        Attention::Inhibited
    } else {
        Attention::Free
    }
}

async fn connect(address: &str) -> zbus::Result<Connection> {
    connection::Builder::address(address).build().await
}

/// Follows one source until the connection ends.
async fn attend(connection: Connection, source: Source, news: mpsc::Sender<News>) {
    // What ended in an error has nothing to say any more.
    drop(attend_owners(&connection, source, &news).await);
    news.send((source, false)).await.ok();
}

/// Follows whoever owns the source's name, one after another.
async fn attend_owners(
    connection: &Connection,
    source: Source,
    news: &mpsc::Sender<News>,
) -> zbus::Result<()> {
    let name = source.name();
    let by_name = Proxy::new(connection, name, source.path(), PROPERTIES).await?;
    let mut owners = by_name.receive_owner_changed().await?;
    let bus = fdo::DBusProxy::new(connection).await?;
    let mut owner = bus.get_name_owner(BusName::try_from(name)?).await.ok();
    loop {
        tokio::select! {
            next = owners.next() => match next {
                None => return Ok(()),
                Some(next) => owner = next.map(OwnedUniqueName::from),
            },
            () = listen_to(connection, source, owner.clone(), news) => {}
        }
        news.send((source, false)).await.ok();
    }
}

/// Hears one owner. It never ends: whoever has said all is waited for with everything else.
async fn listen_to(
    connection: &Connection,
    source: Source,
    owner: Option<OwnedUniqueName>,
    news: &mpsc::Sender<News>,
) {
    if let Some(owner) = owner {
        let owner = owner.inner();
        let result = match source {
            Source::Login => locked_hint(connection, owner, news).await,
            Source::GnomeScreenSaver | Source::ScreenSaver => {
                active(connection, source, owner, news).await
            }
            Source::Notifications => {
                let (path, interface) = (source.path(), source.name());
                let of = Property { source, path, interface, name: "Inhibited" };
                of.follow(connection, owner, news).await
            }
        };
        // A source without that property, or with another idea of it, says nothing.
        result.ok();
    }
    std::future::pending::<()>().await;
}

/// Whether a screen locker is active: what it says now, then each change.
async fn active(
    connection: &Connection,
    source: Source,
    owner: &UniqueName<'_>,
    news: &mpsc::Sender<News>,
) -> zbus::Result<()> {
    let locker = Proxy::new(connection, owner.to_owned(), source.path(), source.name()).await?;
    let mut changes = locker.receive_signal("ActiveChanged").await?;
    news.send((source, locker.call("GetActive", &()).await?)).await.ok();
    while let Some(change) = changes.next().await {
        news.send((source, change.body().deserialize()?)).await.ok();
    }
    Ok(())
}

/// The hint of the session that is this user's display, for as long as it is that.
async fn locked_hint(
    connection: &Connection,
    owner: &UniqueName<'_>,
    news: &mpsc::Sender<News>,
) -> zbus::Result<()> {
    let source = Source::Login;
    let manager = Proxy::new(connection, owner.to_owned(), source.path(), MANAGER).await?;
    let uid = rustix::process::getuid().as_raw();
    let user: OwnedObjectPath = manager.call("GetUser", &(uid,)).await?;
    let properties = properties(connection, owner, user.as_str()).await?;
    let mut changes = properties.receive_properties_changed().await?;
    loop {
        let display = properties.get(USER.try_into()?, "Display").await?;
        let (_, session): (String, OwnedObjectPath) = display.try_into()?;
        let of =
            Property { source, path: session.as_str(), interface: SESSION, name: "LockedHint" };
        tokio::select! {
            change = changes.next() => if change.is_none() { return Ok(()) },
            ended = of.follow(connection, owner, news) => ended?,
        }
    }
}

const MANAGER: &str = "org.freedesktop.login1.Manager";
const USER: &str = "org.freedesktop.login1.User";
const SESSION: &str = "org.freedesktop.login1.Session";

/// A property that is true while nobody can see the screen.
struct Property<'a> {
    source: Source,
    path: &'a str,
    interface: &'a str,
    name: &'a str,
}

impl Property<'_> {
    /// Tells its value now and after each change.
    async fn follow(
        &self,
        connection: &Connection,
        owner: &UniqueName<'_>,
        news: &mpsc::Sender<News>,
    ) -> zbus::Result<()> {
        let properties = properties(connection, owner, self.path).await?;
        let mut changes = properties.receive_properties_changed().await?;
        loop {
            let value = properties.get(self.interface.try_into()?, self.name).await?;
            news.send((self.source, value.try_into()?)).await.ok();
            if changes.next().await.is_none() {
                return Ok(());
            }
        }
    }
}

async fn properties<'a>(
    connection: &Connection,
    owner: &UniqueName<'a>,
    path: &'a str,
) -> zbus::Result<fdo::PropertiesProxy<'a>> {
    let builder = fdo::PropertiesProxy::builder(connection).destination(owner.to_owned());
    builder.path(path).build().await
}

impl Source {
    fn name(self) -> &'static str {
        match self {
            Self::Login => "org.freedesktop.login1",
            Self::GnomeScreenSaver => "org.gnome.ScreenSaver",
            Self::ScreenSaver => "org.freedesktop.ScreenSaver",
            Self::Notifications => "org.freedesktop.Notifications",
        }
    }

    fn path(self) -> &'static str {
        match self {
            Self::Login => "/org/freedesktop/login1",
            Self::GnomeScreenSaver => "/org/gnome/ScreenSaver",
            Self::ScreenSaver => "/org/freedesktop/ScreenSaver",
            Self::Notifications => "/org/freedesktop/Notifications",
        }
    }
}
