//! What goes over the bus, and how its failures are understood.

use std::collections::HashMap;
use std::time::Duration;

use notify_rust::Notification;
use tokio::time::{sleep, timeout};
use zbus::message::Sequence;
use zbus::names::{BusName, ErrorName, UniqueName, WellKnownName};
use zbus::proxy::{CacheProperties, SignalStream};
use zbus::{Connection, DBusError as _, Message, Variant, fdo};

use super::wording::Skills;
use super::{Closed, Display, NotShown};
use crate::engine::notice::Answer;

/// The name that every notification server owns.
pub(super) const NAME: WellKnownName<'static> =
    WellKnownName::from_static_str_unchecked("org.freedesktop.Notifications");

/// The part of the specification that we use.
///
/// Calls go to a server's unique name. That never starts a server, and what was meant for one run
/// of a server cannot reach the next, whose numbers mean other notifications.
#[zbus::proxy(
    interface = "org.freedesktop.Notifications",
    default_path = "/org/freedesktop/Notifications"
)]
trait Notifications {
    fn close_notification(&self, id: u32) -> zbus::Result<()>;

    #[zbus(signal)]
    fn action_invoked(&self, id: u32, action_key: &str) -> zbus::Result<()>;

    #[zbus(signal)]
    fn notification_closed(&self, id: u32, reason: u32) -> zbus::Result<()>;
}

/// A server's word about one of its notifications.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Signal<Position = Sequence> {
    /// Its place among all that came over the connection.
    pub(super) position: Position,
    pub(super) id: u32,
    pub(super) news: News,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum News {
    Answered(Answer),
    Closed(Closed),
}

/// A notification that the server took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Accepted {
    pub(super) position: Sequence,
    pub(super) id: u32,
}

/// Subscribes to all that this run of a server says, and to nobody else.
pub(super) async fn subscribe(
    connection: &Connection,
    owner: &UniqueName<'static>,
) -> zbus::Result<SignalStream<'static>> {
    // One stream for all its signals keeps their order, which one for each would not.
    server(connection, owner).await?.inner().receive_all_signals().await
}

/// Longer than the list of any server, in bytes. One that says more is taken to have no skills.
const LONGEST_LIST: usize = 64 * 1024;
/// More letters than an error needs.
const LONGEST_COMPLAINT: usize = 200;

/// Asks a server who it is, after `pause`; when it answers, it is ready.
pub(super) async fn greet(
    connection: Connection,
    owner: UniqueName<'static>,
    pause: Duration,
    limit: Duration,
) -> Option<Skills> {
    sleep(pause).await;
    let asking = async {
        let server = server(&connection, &owner).await?;
        // That it answers counts; what it says of itself is not even looked at.
        server.inner().call_method("GetServerInformation", &()).await?;
        let list = server.inner().call_method("GetCapabilities", &()).await?.body();
        if LONGEST_LIST < list.len() { Ok(Vec::new()) } else { list.deserialize::<Vec<String>>() }
    };
    let capabilities = timeout(limit, asking).await.ok()?.ok()?;
    Some(Skills::named(&capabilities))
}

/// Shows a notification.
pub(super) async fn notify(
    connection: Connection,
    owner: UniqueName<'static>,
    notification: Notification,
    replaces: u32,
    limit: Duration,
) -> Result<Accepted, NotShown> {
    let calling = async {
        let reply = send(&connection, &owner, &notification, replaces).await?;
        Ok(Accepted { position: reply.recv_position(), id: reply.body().deserialize()? })
    };
    match timeout(limit, calling).await {
        Ok(Ok(accepted)) => Ok(accepted),
        Ok(Err(error)) => Err(failure(&error)),
        Err(_) => Err(NotShown::NoAnswer),
    }
}

/// Closes a notification. That it is gone already is as good.
pub(super) async fn close(
    connection: Connection,
    owner: UniqueName<'static>,
    id: u32,
    limit: Duration,
) {
    let closing = async { server(&connection, &owner).await?.close_notification(id).await };
    drop(timeout(limit, closing).await);
}

#[zbus::proxy(
    interface = "org.freedesktop.systemd1.Manager",
    default_service = "org.freedesktop.systemd1",
    default_path = "/org/freedesktop/systemd1"
)]
trait ServiceManager {
    #[zbus(property)]
    fn environment(&self) -> zbus::Result<Vec<String>>;
}

/// Asks the bus to start the server that it knows, if it knows one and there is something to draw
/// on: without that, servers crash or hang.
pub(super) async fn activate(connection: Connection, display: Display, limit: Duration) {
    let starting = async {
        if display == Display::Absent && !desktop_came_up(&connection).await {
            return Ok(());
        }
        let bus = fdo::DBusProxy::new(&connection).await?;
        let known = bus.list_activatable_names().await?;
        if known.iter().any(|name| name.as_str() == NAME.as_str()) {
            bus.start_service_by_name(NAME, 0).await?;
        }
        fdo::Result::Ok(())
    };
    // A server that started announces itself by its name.
    drop(timeout(limit, starting).await);
}

/// Whether the service manager has heard of a display since this process began, as it does when a
/// desktop comes up after its services. What the bus starts, it starts in that environment.
async fn desktop_came_up(connection: &Connection) -> bool {
    let manager =
        ServiceManagerProxy::builder(connection).cache_properties(CacheProperties::No).build();
    let Ok(manager) = manager.await else { return false };
    let environment = manager.environment().await.unwrap_or_default();
    let names = ["WAYLAND_DISPLAY=", "DISPLAY="];
    environment.iter().any(|variable| names.iter().any(|name| variable.starts_with(name)))
}

/// Understands a signal; `None` if it says nothing that matters here.
pub(super) fn understand(message: &Message) -> Option<Signal> {
    let position = message.recv_position();
    if let Some(signal) = ActionInvoked::from_message(message.clone()) {
        let arguments = signal.args().ok()?;
        let news = News::Answered(Answer::parse(arguments.action_key())?);
        return Some(Signal { position, id: *arguments.id(), news });
    }
    let signal = NotificationClosed::from_message(message.clone())?;
    let arguments = signal.args().ok()?;
    let news = News::Closed(reason(*arguments.reason()));
    Some(Signal { position, id: *arguments.id(), news })
}

fn reason(code: u32) -> Closed {
    match code {
        1 => Closed::Expired,
        2 => Closed::ByPerson,
        3 => Closed::ByProgram,
        _ => Closed::Unexplained,
    }
}

async fn server(
    connection: &Connection,
    owner: &UniqueName<'static>,
) -> zbus::Result<NotificationsProxy<'static>> {
    NotificationsProxy::builder(connection)
        .destination(BusName::Unique(owner.clone()))
        .cache_properties(CacheProperties::No)
        .build()
        .await
}

/// Sends the description as notify-rust would, over our connection.
///
/// The reply is returned whole: its position tells which signals came before it.
async fn send(
    connection: &Connection,
    owner: &UniqueName<'static>,
    notification: &Notification,
    replaces: u32,
) -> zbus::Result<Message> {
    let hints: HashMap<&str, Variant<'_>> = notification.hints.iter().map(Into::into).collect();
    let arguments = (
        &notification.appname,
        replaces,
        &notification.icon,
        &notification.summary,
        &notification.body,
        &notification.actions,
        hints,
        i32::from(notification.timeout),
    );
    server(connection, owner).await?.inner().call_method("Notify", &arguments).await
}

fn failure(error: &zbus::Error) -> NotShown {
    if let zbus::Error::InputOutput(_) = error {
        return NotShown::NoServer;
    }
    let Some((name, text)) = complaint(error) else {
        return NotShown::Refused(error.to_string());
    };
    match name.as_str() {
        "org.freedesktop.DBus.Error.ServiceUnknown"
        | "org.freedesktop.DBus.Error.NameHasNoOwner"
        | "org.freedesktop.DBus.Error.Disconnected" => NotShown::NoServer,
        "org.freedesktop.DBus.Error.NoReply"
        | "org.freedesktop.DBus.Error.Timeout"
        | "org.freedesktop.DBus.Error.TimedOut" => NotShown::NoAnswer,
        other => {
            let complaint = text.unwrap_or(other).chars();
            NotShown::Refused(complaint.take(LONGEST_COMPLAINT).collect())
        }
    }
}

/// The name and text of an error that came over the bus.
///
/// zbus 6 has two shapes for that: names which it knows, and all others.
fn complaint(error: &zbus::Error) -> Option<(ErrorName<'_>, Option<&str>)> {
    if let zbus::Error::MethodError(name, text, _) = error {
        return Some((name.as_ref(), text.as_deref()));
    }
    let zbus::Error::FDO(known) = error else { return None };
    Some((known.name(), known.description()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(error: fdo::Error, expected: &NotShown) {
        assert_eq!(failure(&zbus::Error::from(error)), *expected);
    }

    #[test]
    fn failures_are_told_apart() {
        let text = || "why".to_owned();
        check(fdo::Error::ServiceUnknown(text()), &NotShown::NoServer);
        check(fdo::Error::NameHasNoOwner(text()), &NotShown::NoServer);
        check(fdo::Error::NoReply(text()), &NotShown::NoAnswer);
        check(fdo::Error::LimitsExceeded(text()), &NotShown::Refused(text()));
        let (long, kept) = ("why ".repeat(100_000), "why ".repeat(50));
        check(fdo::Error::LimitsExceeded(long), &NotShown::Refused(kept));
    }

    #[test]
    fn a_person_closes_with_the_reason_two_alone() {
        let all = [0, 1, 2, 3, 4, u32::MAX].map(reason);
        let by_person = all.iter().filter(|&&why| why == Closed::ByPerson).count();
        assert_eq!((by_person, reason(2)), (1, Closed::ByPerson));
    }
}
