//! The daemon's D-Bus interface, and its client.
//!
//! It is offered on the session bus, where the well-known name is held by one daemon at a time, and
//! on a socket in the state folder, so that a person can also answer where there is no bus. A reply
//! goes to the caller alone; what everybody may follow is in [`standing`].
//!
//! [`standing`]: super::standing

use std::{fs, io, path::Path, sync::Arc, time::Duration};

use tokio::{
    net::{UnixListener, UnixStream},
    sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot, watch},
    time::timeout,
};
use zbus::{
    Connection, Guid, connection, fdo,
    fdo::{RequestNameFlags, RequestNameReply},
    interface, proxy,
};

use super::standing::{Announcer, Standing};
use crate::{
    engine::{Ask, notice::Answer, record::Scope},
    schedule::zone::Moment,
};

/// The name on the session bus.
pub const NAME: &str = "io.github.aftercare.Aftercare";
pub(super) const PATH: &str = "/io/github/aftercare/Aftercare";
pub(super) const INTERFACE: &str = "io.github.aftercare.Aftercare1";

/// How many clients of the socket are served at a time.
const MOST_CLIENTS: usize = 16;

/// Longer than the id of any reminder, in bytes.
const LONGEST_ID: usize = 1024;

/// How long a client waits for a daemon, which answers within moments or hangs.
const PATIENCE: Duration = Duration::from_secs(5);

/// A command that reached the daemon, and the way to answer it.
#[derive(Debug)]
pub struct Command {
    /// What is asked.
    pub request: Request,
    /// `Ok` is the text to print, `Err` why it was refused.
    pub reply: oneshot::Sender<Result<String, String>>,
}

/// What can be asked of a running daemon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// Something for the engine.
    Ask(Ask),
    /// How it is, as JSON.
    Status,
    /// Read the plan file again.
    Reload,
    /// Erase the history.
    Forget,
}

/// Why the interface cannot be offered on a bus.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// Another daemon of this session holds the name.
    #[error("another aftercare holds the name on the session bus")]
    NameTaken,
    /// The bus said no.
    #[error(transparent)]
    Bus(#[from] zbus::Error),
}

/// Why a daemon cannot be asked.
#[derive(Debug, thiserror::Error)]
pub enum Unreachable {
    /// None is on the bus, or there is no bus.
    #[error("no aftercare daemon answers on the session bus")]
    NotRunning,
    /// It is there and said no, in these words.
    #[error("{0}")]
    Refused(String),
}

/// What is offered on each connection: the way to the daemon, and how it stands.
#[derive(Debug, Clone)]
pub struct Control {
    /// To the daemon.
    pub commands: mpsc::Sender<Command>,
    /// From the daemon.
    pub standing: watch::Receiver<Standing>,
}

// One call at a time on each connection: who asks without end waits, instead of filling the memory.
#[interface(name = "io.github.aftercare.Aftercare1", spawn = false)]
impl Control {
    /// The next occurrence: its moment in seconds since 1970, the reminder's id, and as much of its
    /// text as a notification would show. 0 and empty texts when nothing more is planned.
    #[zbus(property)]
    fn next(&self) -> (i64, String, String) {
        self.standing.borrow().next.clone()
    }

    /// The ids of the reminders that wait for an answer or for the screen.
    #[zbus(property)]
    fn open(&self) -> Vec<String> {
        self.standing.borrow().open.clone()
    }

    /// The recovery day, alone in the list. Empty when the plan has no session.
    #[zbus(property)]
    fn recovery_day(&self) -> Vec<i32> {
        self.standing.borrow().recovery_day.clone()
    }

    /// Whether everything is paused.
    #[zbus(property)]
    fn paused(&self) -> bool {
        self.standing.borrow().paused
    }

    /// When the pause ends, in seconds since 1970. 0 when there is none, or its end is not known.
    #[zbus(property)]
    fn paused_until(&self) -> i64 {
        self.standing.borrow().paused_until
    }

    /// The ids of the muted reminders, each with its end in seconds since 1970, or 0.
    #[zbus(property)]
    fn muted(&self) -> Vec<(String, i64)> {
        self.standing.borrow().muted.clone()
    }

    /// Where the plan file has a mistake: file and line. Empty when it has none.
    #[zbus(property)]
    fn plan_problem(&self) -> String {
        self.standing.borrow().plan_problem.clone()
    }

    /// Answers for a reminder: "done", "later" or "skip".
    async fn answer(&self, reminder: String, answer: &str) -> fdo::Result<String> {
        let answer = Answer::parse(answer)
            .ok_or_else(|| fdo::Error::InvalidArgs("done, later or skip".to_owned()))?;
        self.ask(Request::Ask(Ask::Answer { reminder: id(reminder)?, answer })).await
    }

    /// Shows nothing of a reminder, or of any if `reminder` is empty, until this second since 1970;
    /// 0 leaves the end open, for a pause until the next morning.
    async fn hold(&self, reminder: String, until: i64) -> fdo::Result<String> {
        let end = Moment::from_timestamp(until, 0).filter(|_| until != 0);
        self.ask(Request::Ask(Ask::Hold { scope: scope(reminder)?, until: end })).await
    }

    /// Reminds again of a reminder, or of all if `reminder` is empty.
    async fn resume(&self, reminder: String) -> fdo::Result<String> {
        self.ask(Request::Ask(Ask::Resume { scope: scope(reminder)? })).await
    }

    /// How the daemon is, as JSON.
    async fn status(&self) -> fdo::Result<String> {
        self.ask(Request::Status).await
    }

    /// Reads the plan file again.
    async fn reload(&self) -> fdo::Result<String> {
        self.ask(Request::Reload).await
    }

    /// Erases the history.
    async fn forget(&self) -> fdo::Result<String> {
        self.ask(Request::Forget).await
    }
}

/// The empty name stands for everything, as D-Bus has no absent values.
fn scope(reminder: String) -> fdo::Result<Scope> {
    Ok(if reminder.is_empty() { Scope::Everything } else { Scope::Reminder(id(reminder)?) })
}

/// To look for what is near to a megabyte would stop everything else for a while.
fn id(reminder: String) -> fdo::Result<String> {
    if LONGEST_ID < reminder.len() {
        return Err(fdo::Error::InvalidArgs("no reminder has so long an id".to_owned()));
    }
    Ok(reminder)
}

fn named(scope: &Scope) -> &str {
    match scope {
        Scope::Everything => "",
        Scope::Reminder(reminder) => reminder,
    }
}

impl Control {
    async fn ask(&self, request: Request) -> fdo::Result<String> {
        let (reply, answer) = oneshot::channel();
        let stopping = || fdo::Error::Failed("the daemon is stopping".to_owned());
        self.commands.send(Command { request, reply }).await.map_err(|_stopped| stopping())?;
        answer.await.map_err(|_stopped| stopping())?.map_err(fdo::Error::Failed)
    }
}

/// Offers the interface on a connection and takes the name there.
pub async fn serve(connection: &Connection, control: Control) -> Result<(), Refused> {
    let announcer = Announcer::new(control.standing.clone());
    connection.object_server().at(PATH, control).await?;
    let flags = RequestNameFlags::DO_NOT_QUEUE;
    match connection.request_name_with_flags(NAME, flags).await {
        Ok(RequestNameReply::PrimaryOwner | RequestNameReply::AlreadyOwner) => {
            // The task ends with the connection; nobody waits for it.
            drop(tokio::spawn(announcer.run(connection.clone())));
            Ok(())
        }
        Ok(RequestNameReply::InQueue | RequestNameReply::Exists) | Err(zbus::Error::NameTaken) => {
            Err(Refused::NameTaken)
        }
        Err(error) => Err(error.into()),
    }
}

/// Listens on a socket, for as long as the runtime lives. What an earlier daemon left there is
/// replaced: the caller holds the state folder.
pub fn listen(socket: &Path, control: Control) -> io::Result<()> {
    match fs::remove_file(socket) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        Ok(()) | Err(_) => {}
    }
    let listener = UnixListener::bind(socket)?;
    // The task ends with the runtime; nobody waits for it.
    drop(tokio::spawn(accept(listener, control)));
    Ok(())
}

async fn accept(listener: UnixListener, control: Control) {
    let places = Arc::new(Semaphore::new(MOST_CLIENTS));
    while let Ok(place) = Arc::clone(&places).acquire_owned().await {
        let Ok((stream, _)) = listener.accept().await else { return };
        drop(tokio::spawn(attend(stream, control.clone(), place)));
    }
}

/// Serves one client until it goes away. Only this user can reach the socket, and the handshake
/// makes sure of it.
async fn attend(stream: UnixStream, control: Control, place: OwnedSemaphorePermit) {
    let Ok(stream) = stream.into_std() else { return };
    let builder = connection::Builder::unix_stream(stream).server(Guid::generate()).p2p();
    let announcer = Announcer::new(control.standing.clone());
    if let Ok(connection) = builder.serve_at(PATH, control).build().await {
        announcer.run(connection).await;
    }
    drop(place);
}

#[proxy(
    interface = "io.github.aftercare.Aftercare1",
    default_service = "io.github.aftercare.Aftercare",
    default_path = "/io/github/aftercare/Aftercare"
)]
trait Daemon {
    #[zbus(no_autostart)]
    async fn answer(&self, reminder: &str, answer: &str) -> zbus::Result<String>;
    #[zbus(no_autostart)]
    async fn hold(&self, reminder: &str, until: i64) -> zbus::Result<String>;
    #[zbus(no_autostart)]
    async fn resume(&self, reminder: &str) -> zbus::Result<String>;
    #[zbus(no_autostart)]
    async fn status(&self) -> zbus::Result<String>;
    #[zbus(no_autostart)]
    async fn reload(&self) -> zbus::Result<String>;
    #[zbus(no_autostart)]
    async fn forget(&self) -> zbus::Result<String>;
}

/// Asks the daemon that is on the bus of this address or, if none is, one behind a socket.
pub async fn ask(
    bus: Option<&str>,
    sockets: &[&Path],
    request: &Request,
) -> Result<String, Unreachable> {
    let mut answered = ask_on(on_bus(bus), request).await;
    for socket in sockets {
        if let Err(Unreachable::NotRunning) = answered {
            answered = ask_on(on_socket(socket), request).await;
        }
    }
    answered
}

async fn ask_on(
    connection: impl Future<Output = Option<Connection>>,
    request: &Request,
) -> Result<String, Unreachable> {
    let told = timeout(PATIENCE, ask_over(connection, request)).await;
    told.unwrap_or(Err(Unreachable::NotRunning))
}

async fn ask_over(
    connection: impl Future<Output = Option<Connection>>,
    request: &Request,
) -> Result<String, Unreachable> {
    let connection = connection.await.ok_or(Unreachable::NotRunning)?;
    let daemon = DaemonProxy::new(&connection).await.map_err(unreachable)?;
    let reply = match request {
        Request::Ask(Ask::Answer { reminder, answer }) => {
            daemon.answer(reminder, answer.word()).await
        }
        Request::Ask(Ask::Hold { scope, until }) => {
            daemon.hold(named(scope), until.map_or(0, |until| until.timestamp())).await
        }
        Request::Ask(Ask::Resume { scope }) => daemon.resume(named(scope)).await,
        Request::Status => daemon.status().await,
        Request::Reload => daemon.reload().await,
        Request::Forget => daemon.forget().await,
    };
    reply.map_err(unreachable)
}

pub(super) async fn on_bus(address: Option<&str>) -> Option<Connection> {
    connection::Builder::address(address?).build().await.ok()
}

pub(super) async fn on_socket(socket: &Path) -> Option<Connection> {
    let stream = UnixStream::connect(socket).await.ok()?.into_std().ok()?;
    connection::Builder::unix_stream(stream).p2p().build().await.ok()
}

fn unreachable(error: zbus::Error) -> Unreachable {
    let error = fdo::Error::from(error);
    if let fdo::Error::Failed(why) | fdo::Error::InvalidArgs(why) = error {
        Unreachable::Refused(why)
    } else {
        Unreachable::NotRunning
    }
}
