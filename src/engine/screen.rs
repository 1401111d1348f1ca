//! What is on the screen, and what should be: the two are compared after every event.
//!
//! Each reminder has one place on the screen. A newer occurrence takes the place of the older
//! one, so nothing stacks. At most [`MOST_ALONE`] reminders have a notification of their own;
//! the others share a summary. Losing the server empties the screen, and the next comparison
//! fills it again.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, VecDeque},
};

use chrono::TimeDelta;

use super::{
    Engine,
    event::{Doubt, Effect, Server},
    memory::{Known, Memory, Open, Stage},
    notice::{Answer, Handle, Notice, Ticket},
    record::{Departure, Manner, Outcome, Record},
};
use crate::{
    plan::model::Urgency,
    schedule::{
        occurrence::{Key, Kind},
        zone::Moment,
    },
};

/// GNOME 43 keeps three notifications of a program and silently drops the oldest.
const MOST_ALONE: usize = 3;

/// How many notifications that left the screen are remembered for a late answer.
const MOST_DEPARTED: usize = 64;

/// The first and the longest wait before a server that refused, or is not there, is asked again.
const FIRST_WAIT: TimeDelta = TimeDelta::seconds(1);
const LONGEST_WAIT: TimeDelta = TimeDelta::seconds(60);

/// The screen as far as it is known.
#[derive(Debug, Clone, Default)]
pub(super) struct Screen {
    server: Option<Server>,
    placed: BTreeMap<Place, Placed>,
    /// What an earlier run of this daemon left on the screen, if its server still runs.
    inherited: Vec<(Key, Handle)>,
    /// What left the screen of late: some servers tell of a button after that.
    departed: VecDeque<(Handle, Key)>,
    tickets: u64,
    patience: Patience,
}

/// A place on the screen.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Reminder(String),
    Summary,
    Message(Message),
}

/// Something to say besides reminders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Message {
    Introduction,
    PlanRejected,
    HistoryMoved,
}

/// What is in a place.
#[derive(Debug, Clone)]
struct Placed {
    ticket: Ticket,
    content: Content,
    /// `None` while the server has not answered yet.
    handle: Option<Handle>,
    /// Until when it stays although nothing wants it: a note is over once it is shown.
    lingers_until: Option<Moment>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Content {
    Occurrence(Key),
    Summary(BTreeSet<Key>),
    Message(Notice),
}

/// How long to wait before the server is troubled again.
#[derive(Debug, Clone, Default)]
struct Patience {
    until: Option<Moment>,
    wait: Option<TimeDelta>,
}

/// What should be on the screen.
struct Wanted {
    alone: Vec<(Key, Open)>,
    summary: BTreeSet<Key>,
}

impl Screen {
    /// The screen as an earlier run of this daemon left it.
    pub(super) fn inherit(memory: &Memory) -> Self {
        let on_screen = memory.open().filter_map(|(key, _, open)| match &open.stage {
            Stage::OnScreen(handle) => Some((key.clone(), handle.clone())),
            Stage::Waiting | Stage::Intended(_) | Stage::Gone(_) => None,
        });
        Self { inherited: on_screen.collect(), ..Self::default() }
    }

    pub(super) fn server(&self) -> Option<&Server> {
        self.server.as_ref()
    }

    fn ticket(&mut self) -> Ticket {
        self.tickets += 1;
        Ticket(self.tickets)
    }

    fn is_placed(&self, handle: &Handle) -> bool {
        self.placed.values().any(|placed| placed.handle.as_ref() == Some(handle))
    }

    fn place_of(&self, handle: &Handle) -> Option<Place> {
        let of_it = |placed: &Placed| placed.handle.as_ref() == Some(handle) && handle.id != 0;
        self.placed.iter().find(|(_, placed)| of_it(placed)).map(|(place, _)| place.clone())
    }

    fn departed(&self, handle: &Handle) -> Option<Key> {
        self.departed.iter().find(|(of, _)| of == handle).map(|(_, key)| key.clone())
    }

    fn remember_departed(&mut self, handle: Handle, key: Key) {
        self.departed.push_back((handle, key));
        if MOST_DEPARTED < self.departed.len() {
            self.departed.pop_front();
        }
    }

    fn in_flight(&self, place: &Place) -> bool {
        self.placed.get(place).is_some_and(|placed| placed.handle.is_none())
    }

    fn runs_on(&self, handle: &Handle) -> bool {
        self.server.as_ref().is_some_and(|server| server.name == handle.server)
    }
}

impl Patience {
    fn allows(&self, now: Moment) -> bool {
        self.until.is_none_or(|until| until <= now)
    }

    fn wait_longer(&mut self, now: Moment) {
        let wait = self.wait.map_or(FIRST_WAIT, |wait| (wait * 2).min(LONGEST_WAIT));
        self.wait = Some(wait);
        self.until = now.checked_add_signed(wait);
    }
}

impl Engine {
    pub(super) fn server_up(&mut self, server: Server) {
        if self.screen.server.as_ref() != Some(&server) {
            self.screen.placed.clear();
        }
        self.screen.patience = Patience::default();
        self.screen.server = Some(server);
        self.adopt();
    }

    /// Places what an earlier run left on the screen and nothing wants there as it is, so that it
    /// is replaced or taken away: its buttons lead nowhere.
    fn adopt(&mut self) {
        let inherited = std::mem::take(&mut self.screen.inherited);
        let mut by_handle: BTreeMap<Handle, BTreeSet<Key>> = BTreeMap::new();
        for (key, handle) in inherited {
            if self.screen.runs_on(&handle) {
                by_handle.entry(handle).or_default().insert(key);
            }
        }
        for (handle, keys) in by_handle {
            if !keys.iter().any(|key| self.is_still_on(key, &handle)) {
                self.place_inherited(handle, keys);
            }
        }
    }

    fn is_still_on(&self, key: &Key, handle: &Handle) -> bool {
        let open = self.memory.open().find(|(open, _, _)| *open == key);
        open.is_some_and(|(_, _, open)| open.stage == Stage::OnScreen(handle.clone()))
    }

    fn place_inherited(&mut self, handle: Handle, keys: BTreeSet<Key>) {
        let ticket = self.screen.ticket();
        let (place, content) = match keys.first() {
            Some(key) if keys.len() == 1 => (place_of(key), Content::Occurrence(key.clone())),
            Some(_) | None => (Place::Summary, Content::Summary(keys)),
        };
        let placed = Placed { ticket, content, handle: Some(handle), lingers_until: None };
        self.screen.placed.insert(place, placed);
    }

    pub(super) fn server_down(&mut self) {
        self.screen.placed.clear();
        self.screen.patience = Patience::default();
        self.screen.server = None;
    }

    pub(super) fn shown(&mut self, ticket: Ticket, handle: &Handle, now: Moment) {
        let mut placed = self.screen.placed.values_mut();
        let Some(placed) = placed.find(|placed| placed.ticket == ticket) else { return };
        placed.handle = Some(handle.clone());
        let content = placed.content.clone();
        self.screen.patience = Patience::default();
        match content {
            Content::Occurrence(key) => self.occurrence_shown(&key, handle, now),
            Content::Summary(keys) => {
                for key in &keys {
                    self.occurrence_shown(key, handle, now);
                }
            }
            Content::Message(_) => self.message_shown(ticket, now),
        }
    }

    pub(super) fn not_shown(&mut self, ticket: Ticket, doubt: Doubt, now: Moment) {
        let Some(server) = self.screen.server.as_ref().map(|server| server.name.clone()) else {
            return;
        };
        match doubt {
            // Sending it again could show it twice; the next run of the server shows it again.
            Doubt::PerhapsShown => self.shown(ticket, &Handle { server, id: 0 }, now),
            Doubt::None => self.refused(ticket, now),
        }
    }

    pub(super) fn answered(&mut self, handle: &Handle, answer: Answer, now: Moment) {
        let place = self.screen.place_of(handle);
        let content = place.and_then(|place| self.screen.placed.remove(&place)).map(|p| p.content);
        let key = match content {
            Some(Content::Occurrence(key)) => Some(key),
            Some(Content::Summary(_) | Content::Message(_)) => None,
            None => self.screen.departed(handle),
        };
        if let Some(key) = key {
            self.answer_occurrence(&key, answer, now);
        }
    }

    pub(super) fn closed(&mut self, handle: &Handle, why: Departure, now: Moment) {
        let Some(place) = self.screen.place_of(handle) else { return };
        let Some(placed) = self.screen.placed.remove(&place) else { return };
        match placed.content {
            Content::Occurrence(key) => {
                self.screen.remember_departed(handle.clone(), key.clone());
                self.gone(key, why, now);
            }
            Content::Summary(keys) => {
                for key in keys {
                    self.gone(key, why, now);
                }
            }
            Content::Message(_) => {
                if let Place::Message(message) = place {
                    self.messages.remove(&message);
                }
            }
        }
    }

    /// Makes the screen what it should be.
    pub(super) fn reconcile(&mut self, now: Moment) {
        let wanted = self.wanted(now);
        if self.screen.server.is_none() {
            return self.summon(&wanted, now);
        }
        self.take_away(&wanted, now);
        if self.screen.patience.allows(now) {
            self.show_messages();
            for (key, open) in &wanted.alone {
                self.show_alone(key, open, now);
            }
            self.show_summary(wanted.summary, now);
        }
    }

    /// The moment at which the screen needs another look by itself.
    pub(super) fn screen_wake(&self, now: Moment) -> Option<Moment> {
        let lingering = self.screen.placed.values().filter_map(|placed| placed.lingers_until);
        lingering.chain(self.screen.patience.until).filter(|moment| now < *moment).min()
    }

    fn refused(&mut self, ticket: Ticket, now: Moment) {
        let mut placed = self.screen.placed.iter();
        let Some(place) = placed.find(|(_, p)| p.ticket == ticket).map(|(p, _)| p.clone()) else {
            return;
        };
        self.screen.patience.wait_longer(now);
        match self.screen.placed.remove(&place).map(|placed| placed.content) {
            Some(Content::Occurrence(key)) => self.record(Record::NotShown { key }, now),
            Some(Content::Summary(keys)) => {
                for key in keys {
                    self.record(Record::NotShown { key }, now);
                }
            }
            Some(Content::Message(_)) | None => {}
        }
    }

    fn occurrence_shown(&mut self, key: &Key, handle: &Handle, now: Moment) {
        let Some(known) = self.memory.get(key).filter(|known| !known.is_over()).cloned() else {
            return;
        };
        self.record(Record::Shown { key: key.clone(), handle: handle.clone() }, now);
        match known.kind {
            Kind::Task => {}
            Kind::Note | Kind::Release => {
                self.end(key, &known, Outcome::Noted, now);
                self.linger(key, now);
            }
        }
    }

    fn linger(&mut self, key: &Key, now: Moment) {
        let until = now.checked_add_signed(self.grace(key));
        if let Some(placed) = self.screen.placed.get_mut(&Place::Reminder(key.reminder.clone())) {
            placed.lingers_until = until;
        }
    }

    fn message_shown(&mut self, ticket: Ticket, now: Moment) {
        let place = Place::Message(Message::Introduction);
        if self.screen.placed.get(&place).is_some_and(|placed| placed.ticket == ticket) {
            // It is not wanted twice, and it goes away when the desktop likes.
            self.messages.remove(&Message::Introduction);
            self.screen.placed.remove(&place);
            if !self.memory.introduced() {
                self.record(Record::Introduced, now);
            }
        }
    }

    fn gone(&mut self, key: Key, why: Departure, now: Moment) {
        if self.memory.get(&key).is_some_and(|known| !known.is_over()) {
            self.record(Record::Gone { key, why }, now);
        }
    }

    fn wanted(&self, now: Moment) -> Wanted {
        let (mut alone, digest): (Vec<_>, Vec<_>) = self
            .open_where(|key, _, open| self.wants(key, open, now))
            .into_iter()
            .partition(|(_, _, open)| open.manner == Manner::Alone);
        alone.sort_by_key(|open| Reverse(self.rank(open)));
        let shared = alone.split_off(alone.len().min(MOST_ALONE)).into_iter().chain(digest);
        Wanted {
            summary: shared.map(|(key, _, _)| key).collect(),
            alone: alone.into_iter().map(|(key, _, open)| (key, open)).collect(),
        }
    }

    fn wants(&self, key: &Key, open: &Open, now: Moment) -> bool {
        let called = open.call_at <= now && now - open.call_at < self.grace(key);
        let showable = called && self.schedule.allows(now, self.quiet_policy(key));
        match &open.stage {
            Stage::Waiting => showable,
            Stage::Intended(_) => showable || self.screen.in_flight(&place_of(key)),
            Stage::OnScreen(handle) => {
                showable || self.screen.is_placed(handle) || self.screen.runs_on(handle)
            }
            Stage::Gone(_) => false,
        }
    }

    /// The more urgent and the newer come first.
    fn rank(&self, (key, known, open): &(Key, Known, Open)) -> (Urgency, Moment, Moment) {
        let urgency = self.schedule.reminder(&key.reminder).map(|reminder| reminder.urgency);
        (urgency.unwrap_or(Urgency::Normal), open.call_at, known.due)
    }

    /// Asks the bus to start a server, each time after a longer wait.
    fn summon(&mut self, wanted: &Wanted, now: Moment) {
        // A reminder is worth asking for again, until its grace ends. A message is not.
        let asked = self.screen.patience.wait.is_some();
        let idle = wanted.alone.is_empty()
            && wanted.summary.is_empty()
            && (asked || self.messages.is_empty());
        if idle {
            self.screen.patience = Patience::default();
        } else if self.screen.patience.allows(now) {
            self.screen.patience.wait_longer(now);
            self.effects.push(Effect::Summon);
        }
    }

    /// Takes off the screen what nothing wants there, but not what is still on its way.
    fn take_away(&mut self, wanted: &Wanted, now: Moment) {
        let lingering = self.lingering(MOST_ALONE.saturating_sub(wanted.alone.len()), now);
        let stays: BTreeSet<Place> = (wanted.alone.iter().map(|(key, _)| place_of(key)))
            .chain((!wanted.summary.is_empty()).then_some(Place::Summary))
            .chain(self.messages.keys().map(|message| Place::Message(*message)))
            .chain(lingering)
            .collect();
        let leaves =
            |place: &Place, placed: &Placed| !stays.contains(place) && placed.handle.is_some();
        let leaving: Vec<Place> = (self.screen.placed.iter())
            .filter(|(place, placed)| leaves(place, placed))
            .map(|(place, _)| place.clone())
            .collect();
        for place in leaving {
            self.withdraw(&place);
        }
    }

    /// The newest notes that may stay although they are over.
    fn lingering(&self, room: usize, now: Moment) -> Vec<Place> {
        let mut lingering: Vec<_> = (self.screen.placed.iter())
            .filter_map(|(place, placed)| placed.lingers_until.map(|until| (until, place)))
            .filter(|(until, _)| now < *until)
            .collect();
        lingering.sort();
        lingering.into_iter().rev().take(room).map(|(_, place)| place.clone()).collect()
    }

    fn withdraw(&mut self, place: &Place) {
        let handle = self.screen.placed.remove(place).and_then(|placed| placed.handle);
        if let Some(handle) = handle {
            self.effects.push(Effect::Withdraw(handle));
        }
    }

    fn show_messages(&mut self) {
        for (message, notice) in self.messages.clone() {
            let place = Place::Message(message);
            let content = Content::Message(notice.clone());
            let there = self.screen.placed.get(&place);
            if there.is_some_and(|placed| placed.content == content || placed.handle.is_none()) {
                continue;
            }
            let replaces = there.and_then(|placed| placed.handle.clone());
            self.put(place, content, notice, replaces);
        }
    }

    fn show_alone(&mut self, key: &Key, open: &Open, now: Moment) {
        let place = place_of(key);
        let on_screen = match &open.stage {
            Stage::OnScreen(handle) => self.holds(&place, handle),
            Stage::Waiting | Stage::Intended(_) | Stage::Gone(_) => false,
        };
        if on_screen || self.screen.in_flight(&place) {
            return;
        }
        let Some(notice) = self.occurrence_notice(key, open, now) else { return };
        let replaces = self.replaced_by(key, open, &place);
        self.record(Record::Intended { key: key.clone() }, now);
        self.put(place, Content::Occurrence(key.clone()), notice, replaces);
    }

    fn holds(&self, place: &Place, handle: &Handle) -> bool {
        self.screen.placed.get(place).is_some_and(|placed| placed.handle.as_ref() == Some(handle))
    }

    /// What a notification takes the place of: the older occurrence of its reminder, or itself as
    /// an earlier run of this daemon showed it. A repeated call comes anew instead, because many
    /// servers exchange a text without drawing anybody's eye to it.
    fn replaced_by(&mut self, key: &Key, open: &Open, place: &Place) -> Option<Handle> {
        if let Some(placed) = self.screen.placed.get(place) {
            if placed.content == Content::Occurrence(key.clone()) {
                self.withdraw(place);
                return None;
            }
            return placed.handle.clone();
        }
        match &open.stage {
            Stage::OnScreen(handle) if !self.screen.is_placed(handle) => Some(handle.clone()),
            Stage::OnScreen(_) | Stage::Waiting | Stage::Intended(_) | Stage::Gone(_) => None,
        }
    }

    /// Shows the summary when it has something new to tell.
    fn show_summary(&mut self, keys: BTreeSet<Key>, now: Moment) {
        let (there, replaces) = match self.screen.placed.get(&Place::Summary) {
            Some(Placed { handle: None, .. }) => return,
            Some(Placed { content: Content::Summary(keys), handle, .. }) => {
                (keys.clone(), handle.clone())
            }
            Some(Placed { content: Content::Occurrence(_) | Content::Message(_), .. }) | None => {
                (BTreeSet::new(), None)
            }
        };
        if keys.is_subset(&there) {
            return;
        }
        for key in keys.difference(&there) {
            self.record(Record::Intended { key: key.clone() }, now);
        }
        let notice = self.summary_notice(&keys);
        self.put(Place::Summary, Content::Summary(keys), notice, replaces);
    }

    fn put(&mut self, place: Place, content: Content, notice: Notice, replaces: Option<Handle>) {
        let ticket = self.screen.ticket();
        let placed = Placed { ticket, content, handle: None, lingers_until: None };
        self.screen.placed.insert(place, placed);
        self.effects.push(Effect::Show { ticket, notice, replaces });
    }
}

fn place_of(key: &Key) -> Place {
    Place::Reminder(key.reminder.clone())
}
