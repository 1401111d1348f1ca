//! The loop: one happening in, the engine decides, its effects are performed in order.

use std::{
    collections::VecDeque,
    io::{IsTerminal, Write, stdin},
    time::Duration,
};

use chrono::NaiveDate;
use tokio::{
    signal::unix::{Signal, SignalKind, signal},
    sync::mpsc,
    time::{Instant, Interval, interval, sleep, sleep_until},
};

use crate::{
    engine::{
        ActivePlan, Answers, Doubt, Effect, Engine, Event, Greeting, Mistake, Reply, Server,
        memory::Memory,
        notice::{Handle, Notice, Ticket},
        record::{Departure, Entry},
    },
    plan::render::Look,
    report::{self, status::Status},
    schedule::zone::Zone,
    world::{
        clock::{self, Alarm},
        control::{self, Command, Request},
        desktop::{self, Closed, Desktop, DesktopEvent, NotShown},
        journal::{Found, Journal},
        plan_source::{Bad, Good, Kept, Loaded, PlanSource},
        state::{self, Held, Paths, Unavailable},
        systemd,
        watch::{self, Change},
    },
};

/// How long a plan file must be left alone before it is read: editors write in several steps.
const SETTLED: Duration = Duration::from_millis(250);

/// How long a command may hold the state folder that wants to write an answer into it.
const COMMAND_ENDS: Duration = Duration::from_secs(2);
const TRY_AGAIN: Duration = Duration::from_millis(50);

/// How many commands may wait.
const MOST_COMMANDS: usize = 16;

/// The name of the terminal where it stands in for a notification server.
const TERMINAL: &str = "terminal";

/// What the daemon needs to start.
#[derive(Debug)]
pub struct Setup {
    /// Which plan.
    pub source: PlanSource,
    /// Where files are.
    pub paths: Paths,
    /// The session bus and the display.
    pub desktop: desktop::Environment,
    /// Whether it says that it is there.
    pub greeting: Greeting,
    /// Who started it.
    pub attendance: Attendance,
}

/// Who started the daemon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attendance {
    /// A person, who reads what it prints.
    Person,
    /// The service manager: what it prints would be kept in a log, so it prints no plan.
    Service,
}

/// Why the daemon does not run any more, or not at all.
#[derive(Debug, thiserror::Error)]
pub enum Stopped {
    /// Another one runs.
    #[error("aftercare is running already; see: aftercare status")]
    RunsAlready,
    /// The plan cannot be used, and none was in force before.
    #[error("{0}")]
    BadPlan(String),
    /// The state folder cannot be used.
    #[error(transparent)]
    State(Unavailable),
    /// The system refused something that nothing works without.
    #[error("cannot start: {0}")]
    System(#[from] std::io::Error),
}

/// Something that happened outside the engine.
#[derive(Debug)]
enum Happening {
    Stop,
    Alarm,
    Command(Command),
    NameTaken,
    Desktop(DesktopEvent),
    /// Read the plan again, or the terminal was closed.
    Hangup,
    ZoneFile,
    PlanFile,
    StillAlive,
}

/// Runs until it is told to stop.
pub async fn run(setup: Setup, out: &mut impl Write) -> Result<(), Stopped> {
    let held = hold(&setup.paths).await?;
    let mut found = Journal::open(&setup.paths, clock::now());
    let system = system_zone(None);
    let (active, mistake) = first_plan(&setup, &mut found, &system)?;
    let (inbox, desktop) = Inbox::open(&setup)?;
    let mut engine = Engine::new(active, Memory::of(&found.entries));
    if found.moved_aside.is_some() {
        engine.begin_with_today(clock::now());
    }
    let mut daemon = Daemon::new(setup, engine, found.journal, desktop, out);
    daemon.system = system;
    daemon.follow_ups.extend(mistake.map(Event::PlanRejected));
    let moved = found.moved_aside.map(|path| path.display().to_string());
    daemon.follow_ups.extend(moved.map(Event::HistoryMoved));
    daemon.history_fails(found.trouble);
    let result = daemon.serve(inbox).await;
    systemd::stopping();
    drop(held);
    result
}

/// Holds the state folder. A command that answers without a daemon holds it for a moment, too.
async fn hold(paths: &Paths) -> Result<Held, Stopped> {
    let until = Instant::now() + COMMAND_ENDS;
    loop {
        match state::hold(paths) {
            Err(Unavailable::InUse) if Instant::now() < until => sleep(TRY_AGAIN).await,
            Err(Unavailable::InUse) => return Err(Stopped::RunsAlready),
            Err(error) => return Err(Stopped::State(error)),
            Ok(held) => return Ok(held),
        }
    }
}

/// The plan to begin with: the file's, or the one that was in force last, with what is wrong now.
fn first_plan(
    setup: &Setup,
    found: &mut Found,
    system: &Zone,
) -> Result<(ActivePlan, Option<Mistake>), Stopped> {
    match setup.source.load(system, today(system), Look::Plain) {
        Loaded::Good(good) => {
            let Good { active, kept, .. } = *good;
            keep(&mut found.journal, kept.as_ref());
            Ok((active, None))
        }
        Loaded::Bad(Bad { report, mistake, .. }) => {
            let kept = found.journal.good_plan();
            let last = kept.and_then(|kept| serde_json::from_str::<Kept>(&kept).ok());
            let last = last.filter(|kept| setup.source.is_the_file(kept));
            match (last.and_then(|kept| kept.load(system, today(system))), setup.attendance) {
                (Some(good), _) => Ok((good.active, Some(mistake))),
                (None, Attendance::Person) => Err(Stopped::BadPlan(report)),
                (None, Attendance::Service) => Ok((no_plan(system)?, Some(mistake))),
            }
        }
    }
}

/// A service that ended would be silent; it waits for a plan that can be used.
fn no_plan(system: &Zone) -> Result<ActivePlan, Stopped> {
    match PlanSource::nothing(system, today(system)) {
        Loaded::Good(good) => Ok(good.active),
        Loaded::Bad(bad) => Err(Stopped::BadPlan(bad.report)),
    }
}

/// Keeping the plan is for a bad day; failing to is no reason not to remind on this one.
fn keep(journal: &mut Journal, kept: Option<&Kept>) {
    if let Some(Ok(kept)) = kept.map(serde_json::to_string) {
        journal.keep_plan(&kept).ok();
    }
}

/// The system's zone, or the one before if it cannot be told; UTC, which `status` names, if there
/// never was one.
fn system_zone(before: Option<&Zone>) -> Zone {
    Zone::system().or_else(|| before.cloned()).unwrap_or_else(Zone::utc)
}

fn today(system: &Zone) -> NaiveDate {
    system.wall(clock::now()).date_naive()
}

struct Daemon<'a, W> {
    setup: Setup,
    engine: Engine,
    journal: Journal,
    desktop: Desktop,
    system: Zone,
    out: &'a mut W,
    /// Whether it was started in a terminal.
    had_terminal: bool,
    /// Whether it has been on a session bus, and held its name there.
    knows_bus: bool,
    /// The terminal's own numbers for what it shows.
    shown_here: u32,
    /// What the service manager was told last.
    status: String,
    /// What came of performing effects, for the engine to hear next.
    follow_ups: VecDeque<Event>,
    reply: Option<Reply>,
}

impl<'a, W: Write> Daemon<'a, W> {
    fn new(
        setup: Setup,
        engine: Engine,
        journal: Journal,
        desktop: Desktop,
        out: &'a mut W,
    ) -> Self {
        Self {
            setup,
            engine,
            journal,
            desktop,
            system: Zone::utc(),
            out,
            had_terminal: stdin().is_terminal(),
            knows_bus: false,
            shown_here: 0,
            status: String::new(),
            follow_ups: VecDeque::new(),
            reply: None,
        }
    }

    async fn serve(&mut self, mut inbox: Inbox) -> Result<(), Stopped> {
        let effects = self.engine.start(self.setup.greeting, clock::now());
        self.perform(effects);
        self.catch_up();
        self.say_hello();
        systemd::ready();
        loop {
            self.report_status();
            inbox.alarm.set(self.engine.wake());
            match inbox.next().await {
                Happening::Stop => return Ok(()),
                // Later on, this is the daemon: who takes its name on a new bus only costs commands.
                Happening::NameTaken if self.knows_bus => {}
                Happening::NameTaken => return Err(Stopped::RunsAlready),
                Happening::StillAlive => systemd::alive(),
                Happening::Command(command) => self.obey(command),
                Happening::Alarm => self.tell(Event::Tick),
                Happening::Hangup if self.terminal_is_gone() => return Ok(()),
                Happening::PlanFile | Happening::Hangup => drop(self.reload()),
                Happening::ZoneFile => self.look_at_zone(),
                Happening::Desktop(event) => self.hear(event),
            }
        }
    }

    /// Whether a person started it in a terminal that is not there any more. To go on unseen would
    /// keep the service from starting.
    fn terminal_is_gone(&self) -> bool {
        self.had_terminal && !stdin().is_terminal()
    }

    /// Tells the engine, and whatever comes of it.
    fn tell(&mut self, event: Event) {
        self.follow_ups.push_back(event);
        self.catch_up();
    }

    fn catch_up(&mut self) {
        while let Some(event) = self.follow_ups.pop_front() {
            let effects = self.engine.apply(event, clock::now());
            self.perform(effects);
        }
    }

    /// Performs effects in order. Entries that stand together are one commit.
    fn perform(&mut self, effects: Vec<Effect>) {
        let mut entries = Vec::new();
        for effect in effects {
            match effect {
                Effect::Record(entry) => entries.push(entry),
                Effect::Show { ticket, notice, replaces } => {
                    self.keep(&mut entries);
                    self.show(ticket, notice, replaces);
                }
                Effect::Withdraw(handle) => self.desktop.withdraw(handle),
                Effect::Summon => self.desktop.summon(),
                Effect::Reply(reply) => {
                    self.keep(&mut entries);
                    self.reply = Some(reply);
                }
            }
        }
        self.keep(&mut entries);
    }

    fn keep(&mut self, entries: &mut Vec<Entry>) {
        if !entries.is_empty() {
            let result = self.journal.append(entries);
            entries.clear();
            self.history_fails(result.err());
        }
    }

    /// Showing goes before recording: a full disk is told, and nothing stops because of it.
    fn history_fails(&mut self, why: Option<String>) {
        if self.engine.history_problem() != why.as_deref() {
            self.follow_ups.push_back(Event::HistoryTrouble(why));
        }
    }

    fn show(&mut self, ticket: Ticket, notice: Notice, replaces: Option<Handle>) {
        if self.engine.server_name() != Some(TERMINAL) {
            return self.desktop.show(ticket, notice, replaces);
        }
        self.print(&report::terminal_notice(&notice, clock::now(), self.engine.schedule().zone()));
        self.shown_here = self.shown_here.wrapping_add(1);
        let handle = Handle { server: TERMINAL.to_owned(), id: self.shown_here };
        self.follow_ups.push_back(Event::Shown { ticket, handle });
    }

    fn hear(&mut self, event: DesktopEvent) {
        self.knows_bus |= !matches!(event, DesktopEvent::NoBus { .. });
        let event = match event {
            DesktopEvent::NoBus { why } => self.without_bus(&why),
            DesktopEvent::ServerUp { server, buttons } => {
                let answers = if buttons { Answers::Buttons } else { Answers::Command };
                Event::ServerUp(Server { name: server, answers })
            }
            DesktopEvent::ServerDown => {
                self.say("No notification server answers yet. Reminders wait for one.\n");
                Event::ServerDown
            }
            DesktopEvent::Shown { ticket, handle } => Event::Shown { ticket, handle },
            DesktopEvent::NotShown { ticket, why } => {
                Event::NotShown { ticket, doubt: doubt(&why) }
            }
            DesktopEvent::Answered { handle, answer } => Event::Answered { handle, answer },
            DesktopEvent::Closed { handle, why } => Event::Closed { handle, why: departure(why) },
        };
        self.tell(event);
    }

    /// The terminal of the person who started it stands in for a desktop. A log does not: it would
    /// keep the plan's text.
    fn without_bus(&mut self, why: &str) -> Event {
        match self.setup.attendance {
            Attendance::Service => Event::ServerDown,
            Attendance::Person => {
                self.say(&format!(
                    "There is no session bus ({why}).\n\
                     Reminders are printed here until there is one.\n"
                ));
                let name = TERMINAL.to_owned();
                Event::ServerUp(Server { name, answers: Answers::Command })
            }
        }
    }

    fn obey(&mut self, command: Command) {
        let answer = match command.request {
            Request::Answer { reminder, answer } => {
                self.tell(Event::Asked { reminder, answer });
                let reply = self.reply.take();
                let zone = self.engine.schedule().zone();
                reply.map_or_else(
                    || Err("nothing came of it".to_owned()),
                    |r| report::reply::text(&r, zone),
                )
            }
            Request::Status => serde_json::to_string(&self.status()).map_err(|e| e.to_string()),
            Request::Reload => self.reload(),
        };
        // A client that went away does not want to know.
        command.reply.send(answer).ok();
    }

    /// Reads the plan again. A mistake in it leaves the plan in force as it is.
    fn reload(&mut self) -> Result<String, String> {
        systemd::reloading();
        let result = match self.setup.source.load(&self.system, today(&self.system), Look::Plain) {
            Loaded::Good(good) => {
                let Good { active, kept, .. } = *good;
                keep(&mut self.journal, kept.as_ref());
                self.tell(Event::PlanChanged(Box::new(active)));
                Ok("The plan is in force.".to_owned())
            }
            Loaded::Bad(Bad { report, mistake, .. }) => {
                self.tell(Event::PlanRejected(mistake));
                Err(format!("{report}\nThe last good plan stays in force."))
            }
        };
        systemd::ready();
        result
    }

    fn look_at_zone(&mut self) {
        let zone = system_zone(Some(&self.system));
        if zone != self.system {
            self.system = zone.clone();
            if self.engine.schedule().plan().timezone.is_none() {
                self.tell(Event::ZoneChanged(zone));
            }
        }
    }

    fn status(&self) -> Status {
        let zone = self.engine.schedule().zone();
        Status::new(self.engine.outlook(), self.setup.source.name(), zone, clock::now())
    }

    fn report_status(&mut self) {
        let line = self.status().line();
        if line != self.status {
            systemd::status(&line);
            self.status = line;
        }
    }

    fn say_hello(&mut self) {
        let plan = self.setup.source.name();
        let schedule = self.engine.schedule();
        let brief = if schedule.days().is_empty() {
            report::calendar::nothing(schedule).to_owned()
        } else {
            self.status().brief()
        };
        self.say(&format!("aftercare is running on {plan}.\n{brief}\nTo stop it: Ctrl+C\n"));
    }

    /// Tells a person who watches the terminal.
    fn say(&mut self, text: &str) {
        match self.setup.attendance {
            Attendance::Service => {}
            Attendance::Person => self.print(text),
        }
    }

    /// A terminal that was closed is not a reason to stop reminding.
    fn print(&mut self, text: &str) {
        self.out.write_all(text.as_bytes()).and_then(|()| self.out.flush()).ok();
    }
}

/// Everything the daemon listens to.
struct Inbox {
    stop: [Signal; 2],
    hangup: Signal,
    commands: mpsc::Receiver<Command>,
    name_taken: mpsc::Receiver<()>,
    desktop: mpsc::UnboundedReceiver<DesktopEvent>,
    changes: mpsc::UnboundedReceiver<Change>,
    alarm: Alarm,
    watchdog: Option<Interval>,
    /// When a changed plan file counts as settled.
    settled: Option<Instant>,
}

impl Inbox {
    /// Opens every source of news, and the way to the desktop with them.
    fn open(setup: &Setup) -> Result<(Self, Desktop), Stopped> {
        let (command_sender, commands) = mpsc::channel(MOST_COMMANDS);
        let (taken, name_taken) = mpsc::channel(1);
        let (desktop_sender, desktop_events) = mpsc::unbounded_channel();
        let (change_sender, changes) = mpsc::unbounded_channel();
        // Without it, a change is noticed at the next reload or start.
        watch::start(setup.source.file(), change_sender).ok();
        // Without the socket, the bus alone takes commands.
        control::listen(&setup.paths.control(), command_sender.clone()).ok();
        let welcome = move |connection: zbus::Connection| {
            let (commands, taken) = (command_sender.clone(), taken.clone());
            async move { offer_control(&connection, commands, taken).await }
        };
        let desktop = Desktop::start(setup.desktop.clone(), desktop_sender, welcome);
        let inbox = Self {
            stop: [signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?],
            hangup: signal(SignalKind::hangup())?,
            commands,
            name_taken,
            desktop: desktop_events,
            changes,
            alarm: Alarm::new()?,
            watchdog: systemd::watchdog_interval().map(interval),
            settled: None,
        };
        Ok((inbox, desktop))
    }

    async fn next(&mut self) -> Happening {
        loop {
            let [terminate, interrupt] = &mut self.stop;
            tokio::select! {
                biased;
                _ = terminate.recv() => return Happening::Stop,
                _ = interrupt.recv() => return Happening::Stop,
                Some(()) = self.name_taken.recv() => return Happening::NameTaken,
                Some(command) = self.commands.recv() => return Happening::Command(command),
                () = self.alarm.rung() => return Happening::Alarm,
                Some(event) = self.desktop.recv() => return Happening::Desktop(event),
                _ = self.hangup.recv() => return Happening::Hangup,
                Some(change) = self.changes.recv() => match change {
                    Change::Zone => return Happening::ZoneFile,
                    Change::Plan => self.settled = Some(Instant::now() + SETTLED),
                },
                () = at(self.settled) => {
                    self.settled = None;
                    return Happening::PlanFile;
                }
                () = tick(self.watchdog.as_mut()) => return Happening::StillAlive,
            }
        }
    }
}

/// Another daemon that holds the name is heard; a bus that refuses otherwise costs only commands.
async fn offer_control(
    connection: &zbus::Connection,
    commands: mpsc::Sender<Command>,
    taken: mpsc::Sender<()>,
) {
    if let Err(control::Refused::NameTaken) = control::serve(connection, commands).await {
        taken.send(()).await.ok();
    }
}

async fn at(moment: Option<Instant>) {
    match moment {
        Some(moment) => sleep_until(moment).await,
        None => std::future::pending().await,
    }
}

async fn tick(interval: Option<&mut Interval>) {
    match interval {
        Some(interval) => drop(interval.tick().await),
        None => std::future::pending().await,
    }
}

fn doubt(why: &NotShown) -> Doubt {
    match why {
        NotShown::NoServer | NotShown::Refused(_) | NotShown::TooMany => Doubt::None,
        NotShown::NoAnswer => Doubt::PerhapsShown,
    }
}

fn departure(why: Closed) -> Departure {
    match why {
        Closed::ByPerson => Departure::Seen,
        Closed::Expired | Closed::ByProgram | Closed::Unexplained => Departure::Closed,
    }
}
