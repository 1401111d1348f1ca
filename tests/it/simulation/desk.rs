//! A scripted notification server, as the link to a real one reports it.

use std::collections::BTreeMap;

use aftercare::{
    engine::{
        Answers, Doubt, Event, Server,
        notice::{Handle, Notice, Ticket},
    },
    schedule::{occurrence::Key, zone::Moment},
};
use chrono::TimeDelta;

use super::rng::Rng;

/// How the server treats calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mood {
    /// It answers at once.
    Good,
    /// It answers after seconds.
    Slow,
    /// It says no.
    Refusing,
    /// It does not answer, and shows half of it all the same.
    Silent,
}

/// What a notification is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum About {
    /// One reminder.
    Reminder(String),
    /// Several of them.
    Summary,
    /// Something else, by its summary.
    Message(String),
}

/// A notification on the screen.
#[derive(Debug, Clone)]
pub(super) struct Popup {
    /// What it is about.
    pub(super) about: About,
    /// The occurrences that it shows.
    pub(super) keys: Vec<Key>,
    /// Whether the daemon was told its number.
    pub(super) told: bool,
    /// Whether it has buttons.
    pub(super) answerable: bool,
    /// The run of the daemon that asked for it.
    pub(super) life: u32,
}

/// A call that the server has not answered.
#[derive(Debug, Clone)]
pub(super) struct Call {
    ticket: Ticket,
    popup: Popup,
    replaces: Option<u32>,
    answer_at: Moment,
    mood: Mood,
}

/// The server and its screen.
#[derive(Debug)]
pub(super) struct Desk {
    /// Whether it is there.
    pub(super) up: bool,
    /// How it treats calls.
    pub(super) mood: Mood,
    /// What is on its screen, by number.
    pub(super) screen: BTreeMap<u32, Popup>,
    /// What it has not answered.
    pub(super) calls: Vec<Call>,
    run: u32,
    next_id: u32,
    answers: Answers,
}

impl Desk {
    /// A server that is not there yet.
    pub(super) fn absent() -> Self {
        Self {
            up: false,
            mood: Mood::Good,
            screen: BTreeMap::new(),
            calls: Vec::new(),
            run: 0,
            next_id: 0,
            answers: Answers::Buttons,
        }
    }

    /// The name of this run.
    pub(super) fn name(&self) -> String {
        format!(":1.{}", self.run)
    }

    /// The handle of a number of this run.
    pub(super) fn handle(&self, id: u32) -> Handle {
        Handle { server: self.name(), id }
    }

    /// How a person can answer there.
    pub(super) fn answers(&self) -> Answers {
        self.answers
    }

    /// Whether this run never tells the number that it gives.
    pub(super) fn is_numberless(&self) -> bool {
        self.run % 7 == 3
    }

    /// The daemon knows nothing any more of what it has put here.
    pub(super) fn popups_are_forgotten(&mut self) {
        self.screen.values_mut().for_each(|popup| popup.told = false);
    }

    /// Comes up as a new run, with an empty screen and its numbers from the beginning.
    pub(super) fn start(&mut self, rng: &mut Rng) -> Event {
        self.run += 1;
        self.up = true;
        // Some begin where others never come to.
        self.next_id = if self.run % 7 == 5 { u32::MAX - 3 } else { 0 };
        self.screen.clear();
        self.answers = rng.pick(&[Answers::Buttons, Answers::Buttons, Answers::Command]);
        self.announce()
    }

    /// What the link says when it finds this run.
    pub(super) fn announce(&self) -> Event {
        Event::ServerUp(Server { name: self.name(), answers: self.answers })
    }

    /// Goes away with its screen. What it had not answered comes back, before or after that news.
    pub(super) fn stop(&mut self, rng: &mut Rng) -> Vec<Event> {
        self.up = false;
        self.screen.clear();
        let calls = std::mem::take(&mut self.calls);
        let mut events: Vec<_> = calls.iter().map(|call| lost(call.ticket)).collect();
        let place = if rng.percent(50) { 0 } else { events.len() };
        events.insert(place, Event::ServerDown);
        events
    }

    /// Takes a call; what can be answered at once is.
    pub(super) fn notify(
        &mut self,
        (ticket, popup): (Ticket, Popup),
        replaces: Option<&Handle>,
        now: Moment,
        rng: &mut Rng,
    ) -> Option<Event> {
        if !self.up || self.mood == Mood::Refusing {
            return Some(lost(ticket));
        }
        let replaces = replaces.filter(|handle| handle.server == self.name()).map(|h| h.id);
        let wait = match self.mood {
            Mood::Good | Mood::Refusing => 0,
            Mood::Slow => rng.between(1, 25),
            Mood::Silent => 30,
        };
        let answer_at = now + TimeDelta::seconds(wait);
        let call = Call { ticket, popup, replaces, answer_at, mood: self.mood };
        if wait == 0 {
            return Some(self.answer(call, rng));
        }
        self.calls.push(call);
        None
    }

    /// What it has not answered.
    pub(super) fn unanswered(&self) -> impl Iterator<Item = Ticket> {
        self.calls.iter().map(|call| call.ticket)
    }

    /// When the next call is answered.
    pub(super) fn next_answer(&self) -> Option<Moment> {
        self.calls.iter().map(|call| call.answer_at).min()
    }

    /// Answers the calls whose time has come.
    pub(super) fn answer_until(&mut self, now: Moment, rng: &mut Rng) -> Vec<Event> {
        let (ready, rest) = self.calls.drain(..).partition(|call| call.answer_at <= now);
        self.calls = rest;
        let ready: Vec<Call> = ready;
        ready.into_iter().map(|call| self.answer(call, rng)).collect()
    }

    /// The daemon that asked is gone: its calls are carried out, and nobody hears of it.
    pub(super) fn orphan(&mut self, rng: &mut Rng) {
        for call in std::mem::take(&mut self.calls) {
            if rng.percent(50) {
                self.place(call.popup, call.replaces);
            }
        }
    }

    fn answer(&mut self, call: Call, rng: &mut Rng) -> Event {
        let Call { ticket, popup, replaces, mood, .. } = call;
        if mood == Mood::Silent {
            // Whether the old one is still there is not known either.
            if let Some(old) = replaces.and_then(|id| self.screen.get_mut(&id)) {
                old.told = false;
            }
            if rng.percent(50) {
                self.place(popup, replaces);
            }
            return Event::NotShown { ticket, doubt: Doubt::PerhapsShown };
        }
        // And some never tell.
        let id = if self.is_numberless() { 0 } else { self.next_place(replaces) };
        self.place(popup, replaces);
        Event::Shown { ticket, handle: self.handle(id) }
    }

    fn next_place(&self, replaces: Option<u32>) -> u32 {
        replaces.filter(|id| self.screen.contains_key(id)).unwrap_or_else(|| {
            // Number 0 is nobody's.
            self.next_id.checked_add(1).unwrap_or(1)
        })
    }

    fn place(&mut self, popup: Popup, replaces: Option<u32>) {
        let id = self.next_place(replaces);
        if replaces != Some(id) {
            self.next_id = id;
        }
        self.screen.insert(id, popup);
    }
}

impl About {
    /// What a notice is about, by the words that the plans here have.
    pub(super) fn of(notice: &Notice) -> Self {
        let words: Vec<&str> = notice.summary.split(' ').collect();
        match words.as_slice() {
            ["text" | "discreet", id, _] => Self::Reminder((*id).to_owned()),
            [_, "more", ..] => Self::Summary,
            _ => Self::Message(notice.summary.clone()),
        }
    }
}

fn lost(ticket: Ticket) -> Event {
    Event::NotShown { ticket, doubt: Doubt::None }
}
