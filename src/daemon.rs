//! The loop: one happening in, the engine decides, its effects are performed in order.

use std::{
    collections::VecDeque,
    io::{IsTerminal, Write, stdin},
    path::PathBuf,
    time::Duration,
};

use tokio::{
    signal::unix::{Signal, SignalKind, signal},
    sync::{mpsc, watch},
    time::{Instant, Interval, interval, interval_at, sleep},
};

use crate::{
    engine::{
        ActivePlan, Answers, Ask, Attention, Effect, Engine, Event, Greeting, HistoryTrouble,
        Mistake, Outlook, Reply,
        memory::Memory,
        notice::{Handle, Notice, Ticket},
        record::Entry,
    },
    language::Language,
    outlet::{self, TERMINAL, Terminal},
    plan::render::Look,
    report::{
        self,
        status::{self, Status},
    },
    schedule::zone::Zone,
    world::{
        clock::{self, Alarm},
        confinement::{self, Confinement, Landlock},
        control::{self, Command, Control, Request},
        crashes::{self, Crashes},
        desktop::{self, Desktop, DesktopEvent},
        journal::{self, Found, Journal, Unreadable},
        plan_source::{Bad, Good, Kept, Loaded, PlanSource},
        presence::Presence,
        standing::Standing,
        state::{self, Held, Paths, Unavailable},
        systemd,
        watch::{Change, Sight, Watch},
    },
};

/// How long a command may hold the state folder that wants to write an answer into it.
const COMMAND_ENDS: Duration = Duration::from_secs(2);
const TRY_AGAIN: Duration = Duration::from_millis(50);

/// How soon a disk is tried again that did not take the history.
const RECORD_AGAIN: Duration = Duration::from_secs(20);

/// How many commands may wait.
const MOST_COMMANDS: usize = 16;

/// What the daemon needs to start.
#[derive(Debug)]
pub struct Setup {
    /// Which plan.
    pub source: PlanSource,
    /// Where files are.
    pub paths: Paths,
    /// What the person is spoken to in.
    pub language: Language,
    /// The session bus and the display.
    pub desktop: desktop::Environment,
    /// The address of the system bus, on which logind tells of a locked screen.
    pub system_bus: String,
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
    Attention(Attention),
    /// Read the plan again, or the terminal was closed.
    Hangup,
    Changed(Change),
    /// It ran for so long in safe mode that the plan file can be tried again.
    RanWell,
    StillAlive,
    /// The disk may take again what it refused.
    Retry,
}

/// Runs until it is told to stop.
pub async fn run(setup: Setup, out: &mut impl Write) -> Result<(), Stopped> {
    let held = hold(&setup.paths).await?;
    let paths = setup.paths.clone();
    let result = live(setup, out).await;
    crashes::ended_well(&paths);
    systemd::stopping();
    drop(held);
    result
}

/// Runs while the state folder is held.
async fn live(setup: Setup, out: &mut impl Write) -> Result<(), Stopped> {
    // First of all: to be told to stop is no crash, however early.
    let stop = [signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?];
    let mut start = Start::new(setup);
    let mut found = Journal::open(&start.setup.paths, clock::now());
    let Beginning { active, mistake, files } = begin(&mut start, &mut found)?;
    let (inbox, outbox) = Inbox::open(&start.setup, stop, &files)?;
    let mut engine = Engine::new(active, Memory::of(&found.entries), start.setup.language.clone());
    if found.moved_aside.is_some() {
        engine.begin_with_today(clock::now());
    }
    let mut daemon = Daemon::new(start, engine, found.journal, outbox, out);
    daemon.follow_ups.extend(mistake.map(Event::PlanRejected));
    let moved = found.moved_aside.map(|path| path.display().to_string());
    daemon.follow_ups.extend(moved.map(Event::HistoryMoved));
    let safe_mode = daemon.crashes.is_to_be_told();
    daemon.follow_ups.extend(safe_mode.then_some(Event::SafeModeEntered));
    daemon.history_fails(found.trouble);
    let result = daemon.serve(inbox).await;
    // The disk may take again what waited for it.
    daemon.flush();
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

/// What is settled before anything else.
struct Start {
    setup: Setup,
    system: Zone,
    confinement: Confinement,
    crashes: Crashes,
}

impl Start {
    /// Gives up what it does not need, and counts itself.
    fn new(setup: Setup) -> Self {
        let confinement = confinement::confine(&setup.paths);
        let crashes = Crashes::count(&setup.paths);
        Self { setup, system: system_zone(None), confinement, crashes }
    }
}

/// What it begins with.
struct Beginning {
    active: ActivePlan,
    /// What is wrong with the file, when it is not the file's plan.
    mistake: Option<Mistake>,
    /// The files that were read, or looked for in vain.
    files: Vec<PathBuf>,
}

/// The file's plan, or the one that was in force last. In safe mode the file is not even read.
fn begin(start: &mut Start, found: &mut Found) -> Result<Beginning, Stopped> {
    let Start { setup, system, crashes, .. } = start;
    if crashes.is_safe_mode() {
        if let Some(Good { active, .. }) = last_good(setup, found, system) {
            return Ok(Beginning { active, mistake: None, files: Vec::new() });
        }
        // Nothing is known that would be safer.
        crashes.leave_safe_mode();
    }
    match setup.source.load(system, Look::Plain) {
        Loaded::Good(good) => {
            let Good { active, kept, files, .. } = *good;
            keep(&mut found.journal, kept.as_ref());
            Ok(Beginning { active, mistake: None, files })
        }
        Loaded::Bad(Bad { report, mistake, files, .. }) => {
            let active = match (last_good(setup, found, system), setup.attendance) {
                (Some(good), _) => good.active,
                (None, Attendance::Person) => return Err(Stopped::BadPlan(report)),
                (None, Attendance::Service) => no_plan(system)?,
            };
            Ok(Beginning { active, mistake: Some(mistake), files })
        }
    }
}

/// The plan of this file that was in force last.
fn last_good(setup: &Setup, found: &Found, system: &Zone) -> Option<Good> {
    setup.source.last_good(found.journal.good_plan(), system)
}

/// A service that ended would be silent; it waits for a plan that can be used.
fn no_plan(system: &Zone) -> Result<ActivePlan, Stopped> {
    match PlanSource::nothing(system) {
        Loaded::Good(good) => Ok(good.active),
        Loaded::Bad(bad) => Err(Stopped::BadPlan(bad.report)),
    }
}

/// Keeping the plan is for a bad day; failing to is no reason not to remind on this one.
fn keep(journal: &mut Journal, kept: Option<&Kept>) {
    if let Some(Ok(kept)) = kept.map(serde_json::to_string) {
        journal.keep_plan(kept).ok();
    }
}

/// The system's zone, or the one before if it cannot be told; UTC, which `status` names, if there
/// never was one.
fn system_zone(before: Option<&Zone>) -> Zone {
    Zone::system().or_else(|| before.cloned()).unwrap_or_else(Zone::utc)
}

struct Daemon<'a, W> {
    setup: Setup,
    engine: Engine,
    journal: Journal,
    outbox: Outbox,
    system: Zone,
    confinement: Confinement,
    crashes: Crashes,
    out: &'a mut W,
    /// Whether it was started in a terminal.
    had_terminal: bool,
    /// Whether it has been on a session bus, and held its name there.
    knows_bus: bool,
    terminal: Terminal,
    /// What the service manager was told last.
    status: String,
    /// Why changes of the plan are not noticed, if they are not.
    watch_problem: Option<String>,
    /// How the plan looked that was not believed at first sight.
    doubted: Option<String>,
    /// What came of performing effects, for the engine to hear next.
    follow_ups: VecDeque<Event>,
    reply: Option<Reply>,
}

impl<'a, W: Write> Daemon<'a, W> {
    fn new(start: Start, engine: Engine, journal: Journal, outbox: Outbox, out: &'a mut W) -> Self {
        let Start { setup, system, confinement, crashes } = start;
        Self {
            setup,
            engine,
            journal,
            outbox,
            system,
            confinement,
            crashes,
            out,
            had_terminal: stdin().is_terminal(),
            knows_bus: false,
            terminal: Terminal::default(),
            status: String::new(),
            watch_problem: None,
            doubted: None,
            follow_ups: VecDeque::new(),
            reply: None,
        }
    }

    async fn serve(&mut self, mut inbox: Inbox) -> Result<(), Stopped> {
        self.watch_problem = inbox.watch.trouble();
        let effects = self.engine.start(self.setup.greeting, clock::now());
        self.perform(effects);
        self.catch_up();
        self.say_hello();
        // Before it is ready, for whoever waited for that asks at once.
        self.report(self.engine.outlook());
        systemd::ready();
        loop {
            let outlook = self.engine.outlook();
            inbox.alarm.set(self.engine.wake().into_iter().chain(outlook.until).min());
            self.report(outlook);
            self.note_what_is_told();
            inbox.retry_while(self.engine.history_problem().is_some());
            let happening = tokio::select! {
                happening = inbox.next() => happening,
                () = self.crashes.ran_well() => Happening::RanWell,
            };
            match happening {
                Happening::Stop => return Ok(()),
                // Later on, this is the daemon: who takes its name on a new bus only costs commands.
                Happening::NameTaken if self.knows_bus => {}
                Happening::NameTaken => return Err(Stopped::RunsAlready),
                Happening::StillAlive => systemd::alive(),
                Happening::Retry => self.flush(),
                Happening::Command(command) => self.obey(command, &mut inbox.watch),
                Happening::Alarm => self.tell(Event::Tick),
                Happening::Hangup if self.terminal_is_gone() => return Ok(()),
                Happening::Hangup | Happening::RanWell => drop(self.reload(&mut inbox.watch)),
                // It may be what made it crash; it is read again when safe mode ends.
                Happening::Changed(Change::Plan(_)) if self.crashes.is_safe_mode() => {}
                Happening::Changed(Change::Plan(sight)) => {
                    self.look_at_plan(sight, &mut inbox.watch);
                }
                Happening::Changed(Change::Zone) => self.look_at_zone(),
                Happening::Desktop(event) => self.hear(event),
                Happening::Attention(attention) => self.tell(Event::Attention(attention)),
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
                Effect::Erase(erasure) => {
                    self.keep(&mut entries);
                    let result = self.journal.erase_old(erasure);
                    self.history_fails(result.err().map(Unreadable::trouble));
                }
                Effect::Withdraw(handle) => self.outbox.desktop.withdraw(handle),
                Effect::Summon => self.outbox.desktop.summon(),
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
            self.history_fails(result.err().map(Unreadable::trouble));
        }
    }

    /// Writes what could not be recorded. Somebody who has freed the disk need not wait.
    fn flush(&mut self) {
        let result = self.journal.flush();
        self.history_fails(result.err().map(Unreadable::trouble));
        self.catch_up();
    }

    /// Showing goes before recording: a full disk is told, and nothing stops because of it.
    fn history_fails(&mut self, why: Option<HistoryTrouble>) {
        if self.engine.history_problem() != why.as_ref() {
            self.follow_ups.push_back(Event::HistoryTrouble(why));
        }
    }

    fn show(&mut self, ticket: Ticket, notice: Notice, replaces: Option<Handle>) {
        if self.engine.server_name() != Some(TERMINAL) {
            return self.outbox.desktop.show(ticket, notice, replaces);
        }
        self.print(&report::terminal_notice(&notice, clock::now(), self.engine.schedule().zone()));
        self.follow_ups.push_back(self.terminal.shown(ticket));
    }

    fn hear(&mut self, event: DesktopEvent) {
        self.knows_bus |= !matches!(event, DesktopEvent::NoBus { .. });
        if event == DesktopEvent::ServerDown {
            let waits = self.setup.language.say("run-waits");
            self.tell_person(&format!("{waits}\n"));
        }
        let event = outlet::event(event).unwrap_or_else(|why| self.without_bus(&why));
        self.tell(event);
    }

    /// The terminal of the person who started it stands in for a desktop. A log does not: it would
    /// keep the plan's text.
    fn without_bus(&mut self, why: &str) -> Event {
        match self.setup.attendance {
            Attendance::Service => Event::ServerDown,
            Attendance::Person => {
                let language = &self.setup.language;
                let no_bus = language.say_with("run-no-bus", &[("why", why.into())]);
                let told = format!("{no_bus}\n{}\n", language.say("run-printed-here"));
                self.tell_person(&told);
                Terminal::server(Answers::Command)
            }
        }
    }

    fn obey(&mut self, command: Command, watch: &mut Watch) {
        let answer = match command.request {
            Request::Ask(ask) => self.answer(ask),
            Request::Status => {
                if self.engine.history_problem().is_some() {
                    self.flush();
                }
                let status = self.status().with_confinement(confined(&self.confinement));
                let status = status.with_kept_aside(self.kept_aside());
                serde_json::to_string(&status).map_err(|e| e.to_string())
            }
            Request::Reload => self.reload(watch),
            Request::Forget => self.forget(),
        };
        // A client that went away does not want to know.
        command.reply.send(answer).ok();
    }

    /// Whoever is told that something counts is also told if the history does not hold it yet.
    fn answer(&mut self, ask: Ask) -> Result<String, String> {
        self.tell(Event::Asked(ask));
        let reply = self.reply.take().ok_or_else(|| self.setup.language.say("reply-nothing"))?;
        let language = &self.setup.language;
        let told = report::reply::text(&reply, self.engine.schedule().zone(), language)?;
        Ok(match self.engine.history_problem() {
            None => told,
            Some(_) => format!("{told}\n{}", language.say("reply-not-saved")),
        })
    }

    fn forget(&mut self) -> Result<String, String> {
        self.journal.erase().map_err(|error| error.to_string())?;
        let effects = self.engine.forget(clock::now());
        self.perform(effects);
        self.catch_up();
        Ok(self.setup.language.say("forget-erased"))
    }

    /// A plan that has changed is taken over, if it is believed: see [`Daemon::is_doubtful`].
    fn look_at_plan(&mut self, sight: Sight, watch: &mut Watch) {
        let loaded = self.load(watch);
        let doubted = self.doubted.take();
        let is_new = match sight {
            Sight::First => true,
            // It may just have changed again, and the news of that be on its way.
            Sight::Second => doubted.as_deref() != Some(loaded.look()),
        };
        if is_new && self.is_doubtful(&loaded) {
            self.doubted = Some(loaded.look().to_owned());
            watch.doubt();
        } else if !self.is_in_force(&loaded) {
            drop(self.take_over(loaded));
        }
    }

    /// Somebody asks for it, so what is there is meant. It also ends safe mode.
    fn reload(&mut self, watch: &mut Watch) -> Result<String, String> {
        if self.crashes.is_safe_mode() {
            self.crashes.leave_safe_mode();
            self.tell(Event::SafeModeLeft);
        }
        let loaded = self.load(watch);
        self.take_over(loaded)
    }

    fn load(&mut self, watch: &mut Watch) -> Loaded {
        let loaded = self.setup.source.load(&self.system, Look::Plain);
        watch.follow(loaded.files());
        self.watch_problem = watch.trouble();
        loaded
    }

    /// Whether it looks like a file that is away, empty or half there while somebody saves it. To
    /// believe that would alarm for nothing, and take away what waits for an answer. What was meant
    /// looks the same a moment later; and until then, the plan in force loses nothing.
    fn is_doubtful(&self, loaded: &Loaded) -> bool {
        match loaded {
            Loaded::Good(good) => self.engine.would_lose(&good.active.plan),
            Loaded::Bad(_) => true,
        }
    }

    fn is_in_force(&self, loaded: &Loaded) -> bool {
        match loaded {
            Loaded::Good(good) => self.engine.follows(&good.active),
            Loaded::Bad(_) => false,
        }
    }

    /// A mistake leaves the plan in force as it is.
    fn take_over(&mut self, loaded: Loaded) -> Result<String, String> {
        systemd::reloading();
        let result = match loaded {
            Loaded::Good(good) => {
                let Good { active, kept, .. } = *good;
                keep(&mut self.journal, kept.as_ref());
                self.tell(Event::PlanChanged(Box::new(active)));
                Ok(self.setup.language.say("run-in-force"))
            }
            // Whoever asked may keep the answer in a log, so it quotes nothing of the plan.
            Loaded::Bad(Bad { mistake, .. }) => {
                let language = &self.setup.language;
                let place = mistake.place.as_str();
                let why = language.say_with("run-mistake", &[("place", place.into())]);
                let told = format!("{why}\n{}", language.say("run-kept"));
                self.tell(Event::PlanRejected(mistake));
                Err(told)
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
        self.status_of(self.engine.outlook())
    }

    fn status_of(&self, outlook: Outlook) -> Status {
        let zone = self.engine.schedule().zone();
        let status = Status::new(outlook, self.setup.source.name(), zone, clock::now())
            .with_watch_problem(self.watch_problem.clone());
        if self.crashes.is_safe_mode() { status.in_safe_mode() } else { status }
    }

    fn kept_aside(&self) -> Vec<String> {
        let files = journal::kept_aside(&self.setup.paths);
        files.iter().map(|file| file.display().to_string()).collect()
    }

    /// The next run need not tell again of the same crashes.
    fn note_what_is_told(&mut self) {
        if self.crashes.is_to_be_told() && self.engine.told_of_safe_mode() {
            self.crashes.told();
        }
    }

    /// Tells everybody who follows it how it stands, where that has changed.
    fn report(&mut self, outlook: Outlook) {
        self.outbox.tell(Standing::of(&outlook));
        let line = self.status_of(outlook).line(clock::now(), &self.setup.language);
        if line != self.status {
            systemd::status(&line);
            self.status = line;
        }
    }

    fn say_hello(&mut self) {
        let (plan, language) = (self.setup.source.name(), &self.setup.language);
        let schedule = self.engine.schedule();
        let brief = if schedule.days().is_empty() {
            report::calendar::nothing(schedule, language)
        } else {
            self.status().brief(clock::now(), language)
        };
        let running = language.say_with("run-running", &[("plan", plan.into())]);
        let stop = language.say("run-stop");
        self.tell_person(&format!("{running}\n{brief}\n{stop}\n"));
    }

    /// Tells a person who watches the terminal.
    fn tell_person(&mut self, text: &str) {
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

/// Everything the daemon speaks through, besides what it prints.
struct Outbox {
    desktop: Desktop,
    standing: watch::Sender<Standing>,
}

impl Outbox {
    /// Wakes those who follow it only if it is another one.
    fn tell(&self, standing: Standing) {
        self.standing.send_if_modified(|told| {
            let before = std::mem::replace(told, standing);
            before != *told
        });
    }
}

/// Everything the daemon listens to.
struct Inbox {
    stop: [Signal; 2],
    hangup: Signal,
    commands: mpsc::Receiver<Command>,
    name_taken: mpsc::Receiver<()>,
    desktop: mpsc::UnboundedReceiver<DesktopEvent>,
    attention: watch::Receiver<Attention>,
    watch: Watch,
    /// Runs while something waits to be recorded.
    retry: Option<Interval>,
    alarm: Alarm,
    watchdog: Option<Interval>,
}

impl Inbox {
    /// Opens every source of news, and the ways out with them; the plan was read from these files.
    fn open(
        setup: &Setup,
        stop: [Signal; 2],
        files: &[PathBuf],
    ) -> Result<(Self, Outbox), Stopped> {
        let (command_sender, commands) = mpsc::channel(MOST_COMMANDS);
        let (standing, told) = watch::channel(Standing::default());
        let control = Control { commands: command_sender, standing: told };
        let (taken, name_taken) = mpsc::channel(1);
        // Bounded by what is sent: see `DesktopEvent`.
        let (desktop_sender, desktop_events) = mpsc::unbounded_channel();
        // Without the socket, the bus alone takes commands.
        control::listen(&setup.paths.control(), control.clone()).ok();
        let (attention_sender, attention) = watch::channel(Attention::Free);
        let presence = Presence::start(setup.system_bus.clone(), attention_sender);
        let welcome = move |connection: zbus::Connection| {
            let (control, taken) = (control.clone(), taken.clone());
            presence.listen(&connection);
            async move { offer_control(&connection, control, taken).await }
        };
        let desktop = Desktop::start(setup.desktop.clone(), desktop_sender, welcome);
        let inbox = Self {
            stop,
            hangup: signal(SignalKind::hangup())?,
            commands,
            name_taken,
            desktop: desktop_events,
            attention,
            watch: Watch::new(files),
            retry: None,
            alarm: Alarm::new()?,
            watchdog: systemd::watchdog_interval().map(interval),
        };
        Ok((inbox, Outbox { desktop, standing }))
    }

    fn retry_while(&mut self, something_waits: bool) {
        if something_waits && self.retry.is_none() {
            let (first, every) = (Instant::now() + RECORD_AGAIN, RECORD_AGAIN);
            self.retry = Some(interval_at(first, every));
        } else if !something_waits {
            self.retry = None;
        }
    }

    async fn next(&mut self) -> Happening {
        let [terminate, interrupt] = &mut self.stop;
        tokio::select! {
            biased;
            _ = terminate.recv() => Happening::Stop,
            _ = interrupt.recv() => Happening::Stop,
            Some(()) = self.name_taken.recv() => Happening::NameTaken,
            Some(command) = self.commands.recv() => Happening::Command(command),
            () = self.alarm.rung() => Happening::Alarm,
            Ok(()) = self.attention.changed() => {
                Happening::Attention(*self.attention.borrow_and_update())
            }
            Some(event) = self.desktop.recv() => Happening::Desktop(event),
            _ = self.hangup.recv() => Happening::Hangup,
            change = self.watch.changed() => Happening::Changed(change),
            () = tick(self.watchdog.as_mut()) => Happening::StillAlive,
            () = tick(self.retry.as_mut()) => Happening::Retry,
        }
    }
}

/// What is enforced, in the words of `status`.
fn confined(confinement: &Confinement) -> status::Confinement {
    let Confinement { landlock, seccomp, no_new_privileges } = confinement;
    let Landlock { extent, abi, problem } = landlock;
    status::Confinement {
        landlock: extent.word().to_owned(),
        landlock_version: *abi,
        landlock_problem: problem.clone(),
        seccomp: seccomp.map(|seccomp| seccomp.word().to_owned()),
        no_new_privileges: *no_new_privileges,
    }
}

/// Another daemon that holds the name is heard; a bus that refuses otherwise costs only commands.
async fn offer_control(connection: &zbus::Connection, control: Control, taken: mpsc::Sender<()>) {
    if let Err(control::Refused::NameTaken) = control::serve(connection, control).await {
        taken.send(()).await.ok();
    }
}

async fn tick(interval: Option<&mut Interval>) {
    match interval {
        Some(interval) => drop(interval.tick().await),
        None => std::future::pending().await,
    }
}
