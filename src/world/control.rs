//! The daemon's interface on the session bus, and its client.
//!
//! The well-known name is held by one daemon at a time. Nothing secret is broadcast here: a reply
//! goes to the caller alone.

use tokio::sync::{mpsc, oneshot};
use zbus::{
    Connection, connection, fdo,
    fdo::{RequestNameFlags, RequestNameReply},
    interface, proxy,
};

use crate::engine::notice::Answer;

/// The name on the session bus.
pub const NAME: &str = "io.github.aftercare.Aftercare";
const PATH: &str = "/io/github/aftercare/Aftercare";

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
    /// A person's answer for the newest occurrence of a reminder.
    Answer {
        /// The reminder.
        reminder: String,
        /// What they say.
        answer: Answer,
    },
    /// How it is, as JSON.
    Status,
    /// Read the plan file again.
    Reload,
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

struct Control {
    commands: mpsc::Sender<Command>,
}

#[interface(name = "io.github.aftercare.Aftercare1")]
impl Control {
    /// Answers for a reminder: "done", "later" or "skip".
    async fn answer(&self, reminder: String, answer: &str) -> fdo::Result<String> {
        let answer = Answer::parse(answer)
            .ok_or_else(|| fdo::Error::InvalidArgs("done, later or skip".to_owned()))?;
        self.ask(Request::Answer { reminder, answer }).await
    }

    /// How the daemon is, as JSON.
    async fn status(&self) -> fdo::Result<String> {
        self.ask(Request::Status).await
    }

    /// Reads the plan file again.
    async fn reload(&self) -> fdo::Result<String> {
        self.ask(Request::Reload).await
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
pub async fn serve(
    connection: &Connection,
    commands: mpsc::Sender<Command>,
) -> Result<(), Refused> {
    connection.object_server().at(PATH, Control { commands }).await?;
    let flags = RequestNameFlags::DO_NOT_QUEUE;
    match connection.request_name_with_flags(NAME, flags).await {
        Ok(RequestNameReply::PrimaryOwner | RequestNameReply::AlreadyOwner) => Ok(()),
        Ok(RequestNameReply::InQueue | RequestNameReply::Exists) | Err(zbus::Error::NameTaken) => {
            Err(Refused::NameTaken)
        }
        Err(error) => Err(error.into()),
    }
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
    async fn status(&self) -> zbus::Result<String>;
    #[zbus(no_autostart)]
    async fn reload(&self) -> zbus::Result<String>;
}

/// Asks the daemon that is on the bus of this address.
pub async fn ask(bus: Option<&str>, request: &Request) -> Result<String, Unreachable> {
    let connection = connect(bus).await.ok_or(Unreachable::NotRunning)?;
    let daemon = DaemonProxy::new(&connection).await.map_err(unreachable)?;
    let reply = match request {
        Request::Answer { reminder, answer } => daemon.answer(reminder, answer.word()).await,
        Request::Status => daemon.status().await,
        Request::Reload => daemon.reload().await,
    };
    reply.map_err(unreachable)
}

async fn connect(bus: Option<&str>) -> Option<Connection> {
    connection::Builder::address(bus?).build().await.ok()
}

fn unreachable(error: zbus::Error) -> Unreachable {
    let error = fdo::Error::from(error);
    if let fdo::Error::Failed(why) | fdo::Error::InvalidArgs(why) = error {
        Unreachable::Refused(why)
    } else {
        Unreachable::NotRunning
    }
}
