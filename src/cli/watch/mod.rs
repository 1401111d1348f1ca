//! `watch`: today on the full screen, which follows what happens.

mod scene;
mod terminal;

use std::{collections::VecDeque, io, ops::ControlFlow, pin::Pin, time::Duration};

use chrono::{DurationRound, TimeDelta};
use tokio::{
    signal::unix::{Signal, SignalKind, signal},
    sync::mpsc,
    time::{Instant, sleep_until},
};

use self::{
    scene::Link,
    terminal::{Screen, Stroke},
};
use super::{Failure, ask, workspace::Workspace};
use crate::{
    engine::Ask,
    report::watch::{Watch, Wish},
    world::{
        clock::{self, Alarm},
        following::{Following, Places},
    },
};

/// How many answers may wait for the daemon; more are not typed by a person.
const MOST_ASKS: usize = 16;

/// How long what comes of a change may take.
const SOON: Duration = Duration::from_secs(1);

/// Shows today until the person leaves.
pub(super) fn run(workspace: &Workspace) -> Result<(), Failure> {
    let is_dumb = workspace.variable("TERM").is_none_or(|term| term == "dumb");
    if is_dumb || !terminal::is_there() {
        return Err(Failure::Usage(
            "`watch` fills the screen of a terminal, and this is none\n\
             To print the same once: aftercare today"
                .to_owned(),
        ));
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let result = runtime.block_on(watch(workspace));
    // The thread that reads keys waits for one more; nobody waits for it.
    runtime.shutdown_background();
    result
}

async fn watch(workspace: &Workspace) -> Result<(), Failure> {
    let mut inbox = Inbox::open(workspace)?;
    let scene = scene::read(workspace, Link::Unknown);
    let view = Watch::new(scene, terminal::extent(), workspace.language.clone());
    let mut session = Session {
        workspace,
        view,
        link: Link::Unknown,
        asks: VecDeque::new(),
        answer: None,
        status: Some(Box::pin(Link::ask(workspace))),
        leaving: false,
        screen: Screen::enter()?,
    };
    session.follow(&mut inbox).await
}

/// What came of an answer.
type Told = Result<String, Failure>;

/// Something that is under way while keys are still heard.
type UnderWay<'a, T> = Option<Pin<Box<dyn Future<Output = T> + 'a>>>;

/// Something that the view reacts to.
#[derive(Debug)]
enum Happening {
    Stroke(Stroke),
    Resized,
    /// The daemon says that something changed, or the clock shows another time.
    Changed,
    /// What comes of that may have happened by now.
    Again,
    /// Something else may have written on the screen.
    Continued,
    /// The terminal is gone, or somebody wants this to end.
    Stop,
    Told(Told),
    Linked(Link),
}

/// A person in front of the view.
struct Session<'a> {
    workspace: &'a Workspace,
    view: Watch,
    link: Link,
    /// Answers that wait for the one under way.
    asks: VecDeque<Ask>,
    answer: UnderWay<'a, Told>,
    status: UnderWay<'a, Link>,
    /// Whether it ends as soon as no answer is under way.
    leaving: bool,
    screen: Screen,
}

impl Session<'_> {
    async fn follow(&mut self, inbox: &mut Inbox) -> Result<(), Failure> {
        loop {
            self.answer_next();
            if self.leaving && self.answer.is_none() {
                return Ok(());
            }
            self.screen.draw(&self.view)?;
            let happening = tokio::select! {
                happening = inbox.next() => happening,
                told = outcome(&mut self.answer) => Happening::Told(told),
                link = outcome(&mut self.status) => Happening::Linked(link),
            };
            if self.react(happening, inbox)?.is_break() {
                return Ok(());
            }
        }
    }

    /// Sends the answer that has waited longest, once no other is under way.
    fn answer_next(&mut self) {
        if self.answer.is_none()
            && let Some(ask) = self.asks.pop_front()
        {
            self.answer = Some(Box::pin(ask::told(self.workspace, ask)));
        }
    }

    fn react(
        &mut self,
        happening: Happening,
        inbox: &mut Inbox,
    ) -> Result<ControlFlow<()>, Failure> {
        match happening {
            Happening::Stop => return Ok(ControlFlow::Break(())),
            Happening::Stroke(stroke) => return self.strike(stroke),
            Happening::Told(told) => {
                self.answer = None;
                self.tell(told)?;
            }
            Happening::Linked(link) => {
                (self.status, self.link) = (None, link);
                self.look();
            }
            Happening::Resized => self.view.resize(terminal::extent()),
            Happening::Continued => {
                self.screen.take()?;
                self.view.resize(terminal::extent());
            }
            Happening::Changed => {
                inbox.expect_more();
                self.look();
                self.status = Some(Box::pin(Link::ask(self.workspace)));
            }
            Happening::Again => self.look(),
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Reads afresh what there is to see.
    fn look(&mut self) {
        self.view.turn_to(scene::read(self.workspace, self.link));
    }

    /// What a key does. Who leaves is kept until their answers are taken, unless they insist.
    fn strike(&mut self, stroke: Stroke) -> Result<ControlFlow<()>, Failure> {
        let wish = match stroke {
            Stroke::Interrupt => return Ok(ControlFlow::Break(())),
            Stroke::Suspend => {
                self.screen.suspend()?;
                None
            }
            Stroke::Redraw => {
                self.screen.take()?;
                None
            }
            Stroke::Key(key) => self.view.press(key),
        };
        match wish {
            Some(Wish::Quit) if self.leaving => return Ok(ControlFlow::Break(())),
            Some(Wish::Quit) => self.leaving = true,
            Some(Wish::Ask(ask)) if self.asks.len() < MOST_ASKS => self.asks.push_back(ask),
            Some(Wish::Ask(_)) | None => {}
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Shows what came of an answer. Who is leaving would not see it, so a refusal ends differently.
    fn tell(&mut self, told: Told) -> Result<(), Failure> {
        self.look();
        match told {
            Ok(text) => self.view.told(text),
            Err(failure) if self.leaving => return Err(failure),
            Err(failure) => self.view.told(scene::told(&failure)),
        }
        Ok(())
    }
}

/// Waits for a moment, or for ever.
async fn at(moment: Option<Instant>) {
    match moment {
        Some(moment) => sleep_until(moment).await,
        None => std::future::pending().await,
    }
}

/// Waits for what is under way, or for ever.
async fn outcome<T>(under_way: &mut UnderWay<'_, T>) -> T {
    match under_way {
        Some(future) => future.await,
        None => std::future::pending().await,
    }
}

/// Everything the view listens to.
struct Inbox {
    strokes: mpsc::Receiver<Stroke>,
    resized: Signal,
    continued: Signal,
    stop: [Signal; 3],
    following: Following,
    alarm: Alarm,
    /// When to look once more.
    again: Option<Instant>,
}

impl Inbox {
    fn open(workspace: &Workspace) -> io::Result<Self> {
        let (own, trial) = (workspace.paths.control(), workspace.paths.trial().control());
        let stop = [SignalKind::terminate(), SignalKind::hangup(), SignalKind::interrupt()];
        let [terminate, hang_up, interrupt] = stop.map(signal);
        let mut inbox = Self {
            strokes: terminal::strokes()?,
            resized: signal(SignalKind::window_change())?,
            continued: signal(SignalKind::from_raw(CONTINUE))?,
            stop: [terminate?, hang_up?, interrupt?],
            following: Following::start(Places { bus: workspace.bus(), sockets: vec![own, trial] }),
            alarm: Alarm::new()?,
            again: None,
        };
        inbox.expect_more();
        Ok(inbox)
    }

    /// Wakes when the clock shows the next minute, and once soon: what comes due is shown a moment
    /// later, and no signal tells of that.
    fn expect_more(&mut self) {
        self.again = Some(Instant::now() + SOON);
        let minute = clock::now().duration_trunc(TimeDelta::minutes(1));
        self.alarm.set(minute.ok().and_then(|it| it.checked_add_signed(TimeDelta::minutes(1))));
    }

    async fn next(&mut self) -> Happening {
        let [terminate, hang_up, interrupt] = &mut self.stop;
        tokio::select! {
            stroke = self.strokes.recv() => stroke.map_or(Happening::Stop, Happening::Stroke),
            _ = terminate.recv() => Happening::Stop,
            _ = hang_up.recv() => Happening::Stop,
            _ = interrupt.recv() => Happening::Stop,
            _ = self.resized.recv() => Happening::Resized,
            _ = self.continued.recv() => Happening::Continued,
            () = self.following.changed() => Happening::Changed,
            () = self.alarm.rung() => {
                self.following.revive();
                Happening::Changed
            }
            () = at(self.again) => {
                self.again = None;
                Happening::Again
            }
        }
    }
}

/// SIGCONT.
const CONTINUE: i32 = rustix::process::Signal::CONT.as_raw();
