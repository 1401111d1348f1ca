//! A rehearsal: the plan through the real engine, with a clock that runs fast and no history.

use std::{collections::VecDeque, io::Write, time::Duration};

use chrono::{NaiveDate, TimeDelta};
use tokio::{
    signal::ctrl_c,
    sync::mpsc,
    time::{Instant, sleep_until},
};

use crate::{
    engine::{
        ActivePlan, Answers, Effect, Engine, Event, Greeting,
        memory::Memory,
        notice::{Notice, Stay, Ticket},
    },
    language::Language,
    outlet::{self, TERMINAL, Terminal},
    plan::model::Urgency,
    report,
    schedule::zone::Moment,
    world::desktop::{self, Desktop, DesktopEvent},
};

/// The request for the last notice, which no engine makes.
const FAREWELL: Ticket = Ticket(u64::MAX);

/// How long the desktop may take to show the last one.
const PATIENCE: Duration = Duration::from_secs(5);

/// What is rehearsed, and how.
#[derive(Debug)]
pub struct Setup {
    /// The plan.
    pub active: ActivePlan,
    /// What the person is spoken to in.
    pub language: Language,
    /// The moment at which it begins.
    pub begin: Moment,
    /// The moment at which it ends.
    pub end: Moment,
    /// How many seconds of the plan pass in one.
    pub speed: f64,
    /// Where it is shown.
    pub place: Place,
}

/// Where a rehearsal is shown.
#[derive(Debug)]
pub enum Place {
    /// By the notification server; in the terminal if there is no bus.
    Desktop(desktop::Environment),
    /// In the terminal.
    Terminal,
}

/// Plays the plan until its end, or until Ctrl+C. Nothing is recorded.
pub async fn run(setup: Setup, out: &mut impl Write) -> std::io::Result<()> {
    let (sender, events) = mpsc::unbounded_channel();
    let (desktop, first) = match &setup.place {
        Place::Desktop(environment) => {
            let desktop = Desktop::start(environment.clone(), sender, |_| std::future::ready(()));
            (Some(desktop), None)
        }
        Place::Terminal => (None, Some(Terminal::server(Answers::Buttons))),
    };
    let mut engine = Engine::new(setup.active, Memory::default(), setup.language.clone());
    let effects = engine.start(Greeting::Never, setup.begin);
    let (terminal, follow_ups) = (Terminal::default(), first.into_iter().collect());
    let language = setup.language;
    let mut stage = Stage { engine, language, desktop, terminal, follow_ups, heading: None, out };
    stage.perform(effects, setup.begin)?;
    let clock = FastClock { began: Instant::now(), begin: setup.begin, speed: setup.speed };
    let events = stage.play(&clock, setup.end, events).await?;
    stage.clear(events).await
}

/// A clock that is so many times faster than the real one.
struct FastClock {
    began: Instant,
    begin: Moment,
    speed: f64,
}

impl FastClock {
    fn now(&self) -> Moment {
        let passed = self.began.elapsed().as_secs_f64() * self.speed;
        self.begin + TimeDelta::from_std(Duration::from_secs_f64(passed)).unwrap_or(TimeDelta::MAX)
    }

    /// The real moment at which it shows this one.
    fn shows(&self, moment: Moment) -> Instant {
        let ahead = (moment - self.begin).to_std().unwrap_or_default();
        self.began + ahead.div_f64(self.speed)
    }
}

struct Stage<'a, W> {
    engine: Engine,
    language: Language,
    desktop: Option<Desktop>,
    terminal: Terminal,
    follow_ups: VecDeque<Event>,
    /// The date that the terminal shows.
    heading: Option<NaiveDate>,
    out: &'a mut W,
}

type Events = mpsc::UnboundedReceiver<DesktopEvent>;

impl<W: Write> Stage<'_, W> {
    /// Plays to the end. The clock never passes a moment at which the engine wants to wake: being
    /// late by a moment of this clock is not an absence.
    async fn play(
        &mut self,
        clock: &FastClock,
        end: Moment,
        mut events: Events,
    ) -> std::io::Result<Events> {
        self.catch_up(clock.begin)?;
        loop {
            let wake = self.engine.wake().unwrap_or(end).min(end);
            tokio::select! {
                _ = ctrl_c() => return Ok(events),
                () = sleep_until(clock.shows(wake)) => {
                    if wake == end {
                        return Ok(events);
                    }
                    self.tell(Event::Tick, wake)?;
                }
                Some(event) = events.recv() => {
                    let event = outlet::event(event);
                    let event = event.unwrap_or_else(|_no_bus| Terminal::server(Answers::Buttons));
                    self.tell(event, clock.now().min(wake))?;
                }
            }
        }
    }

    fn tell(&mut self, event: Event, now: Moment) -> std::io::Result<()> {
        self.follow_ups.push_back(event);
        self.catch_up(now)
    }

    fn catch_up(&mut self, now: Moment) -> std::io::Result<()> {
        while let Some(event) = self.follow_ups.pop_front() {
            let effects = self.engine.apply(event, now);
            self.perform(effects, now)?;
        }
        Ok(())
    }

    fn perform(&mut self, effects: Vec<Effect>, now: Moment) -> std::io::Result<()> {
        for effect in effects {
            match (effect, &self.desktop) {
                (Effect::Show { ticket, notice, replaces }, desktop) => {
                    let notice = self.marked(notice, now);
                    match desktop {
                        Some(desktop) if self.engine.server_name() != Some(TERMINAL) => {
                            desktop.show(ticket, notice, replaces);
                        }
                        Some(_) | None => self.print(ticket, &notice, now)?,
                    }
                }
                (Effect::Withdraw(handle), Some(desktop)) => desktop.withdraw(handle),
                (Effect::Summon, Some(desktop)) => desktop.summon(),
                (Effect::Withdraw(_) | Effect::Summon, None)
                | (Effect::Record(_) | Effect::Erase(_) | Effect::Reply(_), _) => {}
            }
        }
        Ok(())
    }

    /// Nobody may take it for a reminder.
    fn marked(&self, notice: Notice, now: Moment) -> Notice {
        let schedule = self.engine.schedule();
        let day = schedule.days().number(schedule.wall_date(now));
        let about = [("day", day.unwrap_or_default().into()), ("text", notice.summary.into())];
        let key = if day.is_some() { "rehearse-day" } else { "rehearse-mark" };
        Notice { summary: self.language.say_with(key, &about), ..notice }
    }

    fn print(&mut self, ticket: Ticket, notice: &Notice, now: Moment) -> std::io::Result<()> {
        let schedule = self.engine.schedule();
        let date = schedule.wall_date(now);
        let heading = format!("\n{}\n", self.language.long_date(date));
        let heading =
            if self.heading.replace(date) == Some(date) { String::new() } else { heading };
        let text = report::terminal_notice(notice, now, schedule.zone());
        write!(self.out, "{heading}{text}")?;
        self.out.flush()?;
        self.follow_ups.push_back(self.terminal.shown(ticket));
        // In a terminal there is room for all: nothing has to wait in a summary.
        self.follow_ups.push_back(self.terminal.scrolled());
        Ok(())
    }

    /// Takes everything off the screen again, and says that it is over.
    async fn clear(&mut self, mut events: Events) -> std::io::Result<()> {
        if let (Some(desktop), true) = (&self.desktop, self.engine.server_name().is_some()) {
            for (_, popup) in self.engine.memory().popups() {
                desktop.withdraw(popup.handle.clone());
            }
            desktop.show(FAREWELL, farewell(&self.language), None);
            // What was asked before it is done by then; a desktop that hangs is not waited for.
            let told =
                async { while events.recv().await.is_some_and(|event| !is_farewell(&event)) {} };
            tokio::time::timeout(PATIENCE, told).await.ok();
        }
        writeln!(self.out, "\n{}", self.language.say("rehearse-is-over"))
    }
}

fn farewell(language: &Language) -> Notice {
    Notice {
        summary: language.say("rehearse-over"),
        body: language.say("rehearse-nothing-recorded"),
        urgency: Urgency::Low,
        stay: Stay::AsTheDesktopLikes,
        buttons: None,
    }
}

fn is_farewell(event: &DesktopEvent) -> bool {
    matches!(
        event,
        DesktopEvent::Shown { ticket: FAREWELL, .. }
            | DesktopEvent::NotShown { ticket: FAREWELL, .. }
    )
}
