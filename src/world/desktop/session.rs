//! One connection to the bus, from its first message to its loss.
//!
//! The loop that reads the streams never awaits a call: a stream that is not read stops its whole
//! connection, and with it the reply that the loop would wait for. Calls run in tasks of their own.

use std::collections::VecDeque;
use std::future::pending;
use std::time::Duration;

use futures_util::StreamExt as _;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout};
use zbus::message::Sequence;
use zbus::names::{BusName, UniqueName};
use zbus::proxy::{CacheProperties, OwnerChangedStream, SignalStream};
use zbus::{Connection, Message, connection, fdo};

use super::table::{Happening, Table};
use super::wire::{self, Accepted, NAME};
use super::wording::{self, Skills};
use super::{Command, DesktopEvent, Environment, NotShown};
use crate::engine::notice::{Handle, Notice, Ticket};

/// How many calls may wait for the server at once.
const AT_ONCE: usize = 16;
/// How many more may wait for their turn.
const IN_LINE: usize = 1024;
/// A server takes its name before it can draw (Plasma), or dies right after (no display).
const SETTLE: Duration = Duration::from_millis(500);
/// How long to wait before a silent server is asked again, at first; each failure doubles it.
const FIRST_RETRY: Duration = Duration::from_millis(250);
/// The longest wait before a silent server, or its activation, is tried again.
const LONGEST_RETRY: Duration = Duration::from_secs(30);
/// The shortest time between two activations of a server that does not come up.
const FIRST_SUMMONS: Duration = Duration::from_secs(1);

/// A connection, and who is the server on it.
pub(super) struct Bus {
    connection: Connection,
    owners: OwnerChangedStream<'static>,
    owner: Option<UniqueName<'static>>,
}

/// Connects, lets `welcome` serve on the connection, and begins to watch for servers.
pub(super) async fn connect<W, F>(
    address: &str,
    limit: Duration,
    welcome: &W,
) -> Result<Bus, String>
where
    W: Fn(Connection) -> F,
    F: Future<Output = ()>,
{
    let connecting = async {
        let connection = connection::Builder::address(address).build().await?;
        welcome(connection.clone()).await;
        watch(connection).await
    };
    match timeout(limit, connecting).await {
        Ok(Ok(bus)) => Ok(bus),
        Ok(Err(error)) => Err(format!("cannot use the session bus: {error}")),
        Err(_) => Err("the session bus does not answer".to_owned()),
    }
}

async fn watch(connection: Connection) -> zbus::Result<Bus> {
    let by_name = zbus::Proxy::new(
        &connection,
        NAME,
        "/org/freedesktop/Notifications",
        "org.freedesktop.Notifications",
    );
    let owners = by_name.await?.receive_owner_changed().await?;
    let bus =
        fdo::DBusProxy::builder(&connection).cache_properties(CacheProperties::No).build().await?;
    let owner = match bus.get_name_owner(BusName::WellKnown(NAME)).await {
        Ok(owner) => Some(owner.into_inner()),
        Err(fdo::Error::NameHasNoOwner(_)) => None,
        Err(error) => return Err(error.into()),
    };
    Ok(Bus { connection, owners, owner })
}

/// Why a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// Nobody holds the `Desktop` any more.
    Dropped,
    /// The bus is gone.
    BusLost,
}

/// What is known about the server.
enum Server {
    Absent,
    /// It has the name, and has not said yet what it can do.
    Strange {
        owner: UniqueName<'static>,
        retry: Duration,
    },
    Up(Run),
}

/// One run of a server, from its first answer until it loses the name.
struct Run {
    owner: UniqueName<'static>,
    name: String,
    skills: Skills,
    table: Table<Sequence>,
}

/// A call that waits for its turn.
enum Job {
    Show { ticket: Ticket, notice: Notice, replaces: Option<Handle> },
    Close(u32),
}

/// How a task ended that is not a call for somebody.
enum Outcome {
    Subscribed { owner: UniqueName<'static>, signals: Option<Box<SignalStream<'static>>> },
    Greeted { owner: UniqueName<'static>, skills: Option<Skills> },
    Summoned,
}

/// How a call ended.
enum Reply {
    Notified(Ticket, Result<Accepted, NotShown>),
    Closed,
}

/// What was last told about the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    Nothing,
    Up,
    Down,
}

/// How often a server may be asked for.
///
/// A server that dies at once would otherwise be started for every reminder.
#[derive(Debug)]
struct Summons {
    next: Option<Instant>,
    pause: Duration,
}

impl Summons {
    fn new() -> Self {
        Self { next: None, pause: FIRST_SUMMONS }
    }

    /// Takes the right to ask now, if there is one.
    fn take(&mut self, now: Instant) -> Option<()> {
        if self.next.is_some_and(|next| now < next) {
            return None;
        }
        self.next = now.checked_add(self.pause);
        self.pause = LONGEST_RETRY.min(self.pause.saturating_mul(2));
        Some(())
    }
}

/// Whether the bus is starting a server for us. Some take half a minute to fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Summoning {
    Idle,
    UnderWay,
}

/// A connection at work.
pub(super) struct Session {
    connection: Connection,
    owners: OwnerChangedStream<'static>,
    signals: Option<Box<SignalStream<'static>>>,
    environment: Environment,
    events: mpsc::UnboundedSender<DesktopEvent>,
    server: Server,
    told: Told,
    line: VecDeque<Job>,
    /// Calls to the server that is up. They end with it, or one that hangs would delay the next.
    calls: JoinSet<Reply>,
    /// Every ticket without an answer whose call was sent.
    open: Vec<Ticket>,
    tasks: JoinSet<Outcome>,
    summons: Summons,
    summoning: Summoning,
}

impl Session {
    pub(super) fn new(
        bus: Bus,
        environment: &Environment,
        events: mpsc::UnboundedSender<DesktopEvent>,
    ) -> Self {
        let mut session = Self {
            connection: bus.connection,
            owners: bus.owners,
            signals: None,
            environment: environment.clone(),
            events,
            server: Server::Absent,
            told: Told::Nothing,
            line: VecDeque::new(),
            calls: JoinSet::new(),
            open: Vec::new(),
            tasks: JoinSet::new(),
            summons: Summons::new(),
            summoning: Summoning::Idle,
        };
        match bus.owner {
            Some(owner) => session.approach(owner, Duration::ZERO),
            None => session.tell_down(),
        }
        session
    }

    /// Works until the connection is lost; every ticket is answered by then.
    pub(super) async fn run(mut self, orders: &mut mpsc::UnboundedReceiver<Command>) -> End {
        let end = self.work(orders).await;
        self.give_up();
        end
    }

    async fn work(&mut self, orders: &mut mpsc::UnboundedReceiver<Command>) -> End {
        let connection = self.connection.clone();
        let mut closed = std::pin::pin!(connection.closed());
        loop {
            tokio::select! {
                // Signals first: what a server said before it went is still heard.
                biased;
                message = next(&mut self.signals) => self.listen(message.as_ref()),
                owner = self.owners.next() => match owner {
                    Some(owner) => self.owner_changed(owner),
                    None => return End::BusLost,
                },
                () = &mut closed => return End::BusLost,
                // Tasks neither panic nor are aborted while they are in a set.
                Some(Ok(reply)) = self.calls.join_next() => self.replied(reply),
                Some(Ok(outcome)) = self.tasks.join_next() => self.conclude(outcome),
                order = orders.recv() => match order {
                    Some(order) => self.obey(order),
                    None => return End::Dropped,
                },
            }
        }
    }

    fn listen(&mut self, message: Option<&Message>) {
        let Some(message) = message else {
            // The stream ends with the connection, which its own branch reports.
            self.signals = None;
            return;
        };
        let Server::Up(run) = &mut self.server else { return };
        let heard =
            wire::understand(message).and_then(|signal| run.table.heard(signal, Instant::now()));
        self.report(heard);
    }

    fn owner_changed(&mut self, owner: Option<UniqueName<'static>>) {
        let known = match &self.server {
            Server::Absent => None,
            Server::Strange { owner, .. } => Some(owner),
            Server::Up(run) => Some(&run.owner),
        };
        if known == owner.as_ref() {
            return;
        }
        self.server = Server::Absent;
        self.signals = None;
        self.tell_down();
        self.give_up();
        if let Some(owner) = owner {
            self.approach(owner, SETTLE);
        }
    }

    /// Listens to a server before anything is asked of it, then asks what it can do.
    fn approach(&mut self, owner: UniqueName<'static>, pause: Duration) {
        self.server = Server::Strange { owner: owner.clone(), retry: FIRST_RETRY };
        self.subscribe(owner, pause);
    }

    fn subscribe(&mut self, owner: UniqueName<'static>, pause: Duration) {
        let connection = self.connection.clone();
        let limit = self.environment.call_limit;
        self.tasks.spawn(async move {
            tokio::time::sleep(pause).await;
            let subscribing = wire::subscribe(&connection, &owner);
            let signals = match timeout(limit, subscribing).await {
                Ok(Ok(signals)) => Some(Box::new(signals)),
                Ok(Err(_)) | Err(_) => None,
            };
            Outcome::Subscribed { owner, signals }
        });
    }

    fn greet(&mut self, owner: UniqueName<'static>, pause: Duration) {
        let connection = self.connection.clone();
        let limit = self.environment.call_limit;
        self.tasks.spawn(async move {
            let skills = wire::greet(connection, owner.clone(), pause, limit).await;
            Outcome::Greeted { owner, skills }
        });
    }

    fn conclude(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Subscribed { owner, signals } => self.subscribed(owner, signals),
            Outcome::Greeted { owner, skills } => self.greeted(owner, skills),
            Outcome::Summoned => self.summoning = Summoning::Idle,
        }
    }

    fn subscribed(
        &mut self,
        owner: UniqueName<'static>,
        signals: Option<Box<SignalStream<'static>>>,
    ) {
        let Some(pause) = self.retry_after(&owner) else { return };
        match signals {
            Some(signals) => {
                self.signals = Some(signals);
                self.greet(owner, Duration::ZERO);
            }
            None => self.subscribe(owner, pause),
        }
    }

    fn greeted(&mut self, owner: UniqueName<'static>, skills: Option<Skills>) {
        let Some(pause) = self.retry_after(&owner) else { return };
        let Some(skills) = skills else {
            self.tell_down();
            self.greet(owner, pause);
            return;
        };
        let name = format!("{} {owner}", self.connection.server_guid());
        self.server = Server::Up(Run { owner, name: name.clone(), skills, table: Table::new() });
        self.told = Told::Up;
        self.summons = Summons::new();
        self.tell(DesktopEvent::ServerUp { server: name, buttons: skills.buttons });
    }

    /// How long to wait should `owner` have failed; `None` if it is no longer who we talk to.
    fn retry_after(&mut self, who: &UniqueName<'static>) -> Option<Duration> {
        match &mut self.server {
            Server::Strange { owner, retry } if owner == who => {
                let pause = *retry;
                *retry = LONGEST_RETRY.min(pause.saturating_mul(2));
                Some(pause)
            }
            Server::Strange { .. } | Server::Absent | Server::Up(_) => None,
        }
    }

    fn replied(&mut self, reply: Reply) {
        match reply {
            Reply::Notified(ticket, result) => {
                self.open.retain(|&open| open != ticket);
                self.notified(ticket, result);
            }
            Reply::Closed => {}
        }
        self.advance();
    }

    fn notified(&mut self, ticket: Ticket, result: Result<Accepted, NotShown>) {
        let Server::Up(run) = &mut self.server else { return };
        match result {
            Ok(Accepted { id, position }) => {
                let happenings = run.table.accepted(ticket, id, position);
                self.report(happenings);
            }
            Err(why) => {
                let happenings = run.table.failed(ticket);
                self.not_shown(ticket, why);
                self.report(happenings);
            }
        }
    }

    fn obey(&mut self, order: Command) {
        match order {
            Command::Show { ticket, notice, replaces } => match &self.server {
                Server::Up(_) if self.line.len() < IN_LINE => {
                    self.line.push_back(Job::Show { ticket, notice, replaces });
                    self.advance();
                }
                Server::Up(_) => self.not_shown(ticket, NotShown::TooMany),
                Server::Strange { .. } | Server::Absent => {
                    self.not_shown(ticket, NotShown::NoServer);
                }
            },
            Command::Withdraw(handle) => self.withdraw(&handle),
            Command::Summon => self.summon(),
        }
    }

    fn withdraw(&mut self, handle: &Handle) {
        let Server::Up(run) = &mut self.server else { return };
        if run.name != handle.server {
            return;
        }
        if let Some(id) = run.table.withdrawn(handle.id) {
            self.close(id);
        }
    }

    fn close(&mut self, id: u32) {
        // A line this long is not served any more; what stays on the screen is the least of it.
        if self.line.len() < IN_LINE {
            self.line.push_back(Job::Close(id));
            self.advance();
        }
    }

    /// Sends what is in line, as far as the server may be asked.
    fn advance(&mut self) {
        while self.calls.len() < AT_ONCE {
            let Server::Up(run) = &mut self.server else { return };
            let Some(job) = self.line.pop_front() else { return };
            let (connection, owner) = (self.connection.clone(), run.owner.clone());
            let limit = self.environment.call_limit;
            match job {
                Job::Close(id) => {
                    self.calls.spawn(async move {
                        wire::close(connection, owner, id, limit).await;
                        Reply::Closed
                    });
                }
                Job::Show { ticket, notice, replaces } => {
                    let old = replaces.filter(|old| old.server == run.name).map_or(0, |old| old.id);
                    let replaces = run.table.sent(ticket, old);
                    let notification = wording::worded(&notice, run.skills);
                    self.open.push(ticket);
                    self.calls.spawn(async move {
                        let call = wire::notify(connection, owner, notification, replaces, limit);
                        Reply::Notified(ticket, call.await)
                    });
                }
            }
        }
    }

    /// Answers every ticket, because nobody else will.
    fn give_up(&mut self) {
        self.calls = JoinSet::new();
        for ticket in std::mem::take(&mut self.open) {
            self.not_shown(ticket, NotShown::NoServer);
        }
        for job in std::mem::take(&mut self.line) {
            match job {
                Job::Show { ticket, .. } => self.not_shown(ticket, NotShown::NoServer),
                Job::Close(_) => {}
            }
        }
    }

    fn summon(&mut self) {
        let possible = matches!(self.server, Server::Absent) && self.summoning == Summoning::Idle;
        if !possible || self.summons.take(Instant::now()).is_none() {
            return;
        }
        self.summoning = Summoning::UnderWay;
        let Environment { display, call_limit, .. } = self.environment;
        let connection = self.connection.clone();
        self.tasks.spawn(async move {
            wire::activate(connection, display, call_limit).await;
            Outcome::Summoned
        });
    }

    /// Tells what happened, and closes what was answered: several servers leave it on the screen.
    fn report(&mut self, happenings: impl IntoIterator<Item = Happening>) {
        let Server::Up(run) = &self.server else { return };
        let server = run.name.clone();
        let handle = |id| Handle { server: server.clone(), id };
        for happening in happenings {
            match happening {
                Happening::Shown(ticket, id) => {
                    self.tell(DesktopEvent::Shown { ticket, handle: handle(id) });
                }
                Happening::Closed(id, why) => {
                    self.tell(DesktopEvent::Closed { handle: handle(id), why });
                }
                Happening::Answered(id, answer) => {
                    self.tell(DesktopEvent::Answered { handle: handle(id), answer });
                    self.close(id);
                }
            }
        }
    }

    fn not_shown(&self, ticket: Ticket, why: NotShown) {
        self.tell(DesktopEvent::NotShown { ticket, why });
    }

    fn tell_down(&mut self) {
        if self.told != Told::Down {
            self.told = Told::Down;
            self.tell(DesktopEvent::ServerDown);
        }
    }

    fn tell(&self, event: DesktopEvent) {
        // Nobody listens only when the daemon is going down.
        drop(self.events.send(event));
    }
}

async fn next(signals: &mut Option<Box<SignalStream<'static>>>) -> Option<Message> {
    match signals {
        Some(signals) => signals.next().await,
        None => pending().await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summons_grow_rare() {
        let start = Instant::now();
        let mut summons = Summons::new();
        let allowed =
            (0..120).filter(|&second| summons.take(start + Duration::from_secs(second)).is_some());
        assert_eq!(allowed.collect::<Vec<_>>(), [0, 1, 3, 7, 15, 31, 61, 91]);
    }
}
