//! The desktop's notification server: showing, withdrawing, and what a person answers.
//!
//! One link owns one bus connection for as long as that lives, because dunst and GNOME send their
//! signals only to the connection that called them. It tells what happened and never decides what
//! is due: a reminder that found no server comes back as [`DesktopEvent::NotShown`], and nothing
//! is kept here to be shown later. Nothing here runs on a clock while all is well.

use std::pin::pin;
use std::time::Duration;

use tokio::sync::mpsc;

use crate::engine::notice::{Answer, Handle, Notice, Ticket};

mod session;
mod table;
mod wire;
mod wording;

use session::{Bus, End, Session};

/// How long to wait before the bus is tried again, at first; each failure doubles it.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
/// The longest wait before the bus is tried again.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// What the link needs to know about where it runs.
#[derive(Debug, Clone)]
pub struct Environment {
    /// The address of the session bus. Without one there is no bus, and none is looked for.
    pub bus: Option<String>,
    /// Whether a notification server could be started here.
    pub display: Display,
    /// How long one call may take. [`Environment::CALL_LIMIT`] unless a test says otherwise.
    pub call_limit: Duration,
}

impl Environment {
    /// Longer than any healthy server was seen to take, short enough to try again in time.
    pub const CALL_LIMIT: Duration = Duration::from_secs(30);
}

/// Whether there is something to draw on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Display {
    /// `WAYLAND_DISPLAY` or `DISPLAY` is set.
    Present,
    /// Neither is. Servers started without one crash or hang, so none is started.
    Absent,
}

/// What happened on the desktop.
///
/// However much others send, few of these can wait for the loop. Each ticket has one answer, each
/// number that a server gave to us at most two more events, and a server can come and go at most
/// twice a second. What strangers say, or a server says of others, never becomes an event. The loop
/// runs on the same thread, and takes all that waits when it has its turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DesktopEvent {
    /// There is no session bus (at start, or it was lost). Sent once per loss.
    NoBus {
        /// What to tell the person.
        why: String,
    },
    /// A server answers, and draws from now on.
    ServerUp {
        /// The name of this run of it; what earlier runs showed is gone from the screen.
        server: String,
        /// Whether it offers buttons.
        buttons: bool,
    },
    /// The bus is there, no server is (or none that answers).
    ServerDown,
    /// The server took it. Exactly one of this and `NotShown` follows every ticket.
    Shown {
        /// What was asked for.
        ticket: Ticket,
        /// Its name from now on. A number 0 means that nothing will ever be heard of it.
        handle: Handle,
    },
    /// The server did not take it.
    NotShown {
        /// What was asked for.
        ticket: Ticket,
        /// Why it failed.
        why: NotShown,
    },
    /// The person pressed a button. May follow a `Closed`, and then counts all the same.
    Answered {
        /// What was answered; it is being closed.
        handle: Handle,
        /// The button.
        answer: Answer,
    },
    /// Gone from the screen without an answer.
    Closed {
        /// What is gone.
        handle: Handle,
        /// Who closed it.
        why: Closed,
    },
}

/// Why something was not shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotShown {
    /// Nobody is there to show it; `ServerUp` will say when somebody is.
    NoServer,
    /// The server said no, in these words.
    Refused(String),
    /// The server did not answer in time. Perhaps it is shown, without a way to address it.
    NoAnswer,
    /// Too much is waiting for the server already.
    TooMany,
}

/// Who closed a notification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    /// The person, who has therefore seen it.
    ByPerson,
    /// It timed out, or made room for another; perhaps unseen.
    Expired,
    /// A program asked for it. We did not: what we withdraw is not reported.
    ByProgram,
    /// The server gave no reason that means anything.
    Unexplained,
}

/// A request to the link.
#[derive(Debug)]
enum Command {
    Show { ticket: Ticket, notice: Notice, replaces: Option<Handle> },
    Withdraw(Handle),
    Summon,
}

/// The way to the notification server. The link ends when this is dropped.
#[derive(Debug)]
pub struct Desktop {
    commands: mpsc::UnboundedSender<Command>,
}

impl Desktop {
    /// Spawns the link on the current runtime.
    ///
    /// `welcome` is called with every new connection before anything else is sent on it, so that
    /// the control interface can be served there. It must finish within the time limit of a call,
    /// and must poll every stream that it makes: one that nobody reads stops the connection.
    pub fn start<W, F>(
        environment: Environment,
        events: mpsc::UnboundedSender<DesktopEvent>,
        welcome: W,
    ) -> Desktop
    where
        W: Fn(zbus::Connection) -> F + Send + Sync + 'static,
        F: Future<Output = ()> + Send + 'static,
    {
        // The engine is the only one to fill it, and bounds what is on the screen itself.
        let (commands, orders) = mpsc::unbounded_channel();
        let link = Link { environment, events, orders, bus: BusState::Untried };
        // The link outlives this call and ends with `Desktop`; nobody waits for it.
        drop(tokio::task::spawn(link.run(welcome)));
        Desktop { commands }
    }

    /// Asks for a notification, in place of another if `replaces` is still on the screen.
    ///
    /// Returns at once; the answer is an event with the same ticket.
    pub fn show(&self, ticket: Ticket, notice: Notice, replaces: Option<Handle>) {
        self.ask(Command::Show { ticket, notice, replaces });
    }

    /// Takes a notification off the screen, if it is there. There is no event for that.
    pub fn withdraw(&self, handle: Handle) {
        self.ask(Command::Withdraw(handle));
    }

    /// Says that something is due. Without a server, the bus is asked to start one, unless there
    /// is no display, it knows none, or it was asked a short while ago.
    pub fn summon(&self) {
        self.ask(Command::Summon);
    }

    fn ask(&self, command: Command) {
        // Fails only when the runtime is going down, and everything with it.
        drop(self.commands.send(command));
    }
}

/// How long [`show_once`] waits for the desktop.
const PATIENCE: Duration = Duration::from_secs(5);

/// Shows one notification that nobody will answer, or says why that is not possible.
pub async fn show_once(environment: Environment, notice: Notice) -> Result<(), String> {
    let (sender, mut events) = mpsc::unbounded_channel();
    let desktop = Desktop::start(environment, sender, |_| std::future::ready(()));
    let shown = async {
        while let Some(event) = events.recv().await {
            match event {
                DesktopEvent::NoBus { why }
                | DesktopEvent::NotShown { why: NotShown::Refused(why), .. } => return Err(why),
                DesktopEvent::ServerUp { .. } => desktop.show(Ticket(0), notice.clone(), None),
                DesktopEvent::ServerDown => desktop.summon(),
                DesktopEvent::Shown { .. } => return Ok(()),
                DesktopEvent::NotShown { .. }
                | DesktopEvent::Answered { .. }
                | DesktopEvent::Closed { .. } => {}
            }
        }
        Err("the connection ended".to_owned())
    };
    let late = |_elapsed| Err("no notification server answers".to_owned());
    tokio::time::timeout(PATIENCE, shown).await.unwrap_or_else(late)
}

/// What was told about the bus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum BusState {
    Untried,
    Connected,
    ToldGone,
}

/// The task behind a [`Desktop`].
struct Link {
    environment: Environment,
    events: mpsc::UnboundedSender<DesktopEvent>,
    orders: mpsc::UnboundedReceiver<Command>,
    bus: BusState,
}

impl Link {
    async fn run<W, F>(mut self, welcome: W)
    where
        W: Fn(zbus::Connection) -> F + Send + Sync + 'static,
        F: Future<Output = ()> + Send + 'static,
    {
        let Some(address) = self.environment.bus.clone() else {
            self.no_bus("the environment names no session bus".to_owned());
            self.meanwhile(std::future::pending::<()>()).await;
            return;
        };
        let mut pause = FIRST_PAUSE;
        loop {
            let limit = self.environment.call_limit;
            let connecting = session::connect(&address, limit, &welcome);
            match self.meanwhile(connecting).await {
                None => return,
                Some(Err(why)) => self.no_bus(why),
                Some(Ok(bus)) => {
                    pause = FIRST_PAUSE;
                    match self.serve(bus).await {
                        End::Dropped => return,
                        End::BusLost => self.no_bus("the session bus went away".to_owned()),
                    }
                }
            }
            if self.meanwhile(tokio::time::sleep(pause)).await.is_none() {
                return;
            }
            pause = LONGEST_PAUSE.min(pause.saturating_mul(2));
        }
    }

    async fn serve(&mut self, bus: Bus) -> End {
        self.bus = BusState::Connected;
        let session = Session::new(bus, &self.environment, self.events.clone());
        session.run(&mut self.orders).await
    }

    /// Turns down what is asked while `work` goes on. `None` when the [`Desktop`] was dropped.
    async fn meanwhile<T>(&mut self, work: impl Future<Output = T>) -> Option<T> {
        let mut work = pin!(work);
        loop {
            tokio::select! {
                done = &mut work => return Some(done),
                order = self.orders.recv() => match order? {
                    Command::Show { ticket, .. } => {
                        self.tell(DesktopEvent::NotShown { ticket, why: NotShown::NoServer });
                    }
                    Command::Withdraw(_) | Command::Summon => {}
                },
            }
        }
    }

    fn no_bus(&mut self, why: String) {
        if self.bus != BusState::ToldGone {
            self.bus = BusState::ToldGone;
            self.tell(DesktopEvent::NoBus { why });
        }
    }

    fn tell(&self, event: DesktopEvent) {
        // Nobody listens only when the daemon is going down.
        drop(self.events.send(event));
    }
}
