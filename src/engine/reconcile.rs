//! What should be on the screen, and how to get it there: compared with what is after every event.
//!
//! At most [`MOST_ALONE`] reminders have a notification of their own; the others share a summary.
//! Losing the server empties the screen, and the next comparison fills it again.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use chrono::TimeDelta;

use super::{
    Engine,
    event::{Attention, Effect},
    memory::{Open, Spot, Stage},
    notice::{Handle, Notice},
    record::{Manner, Record},
    screen::{Content, Patience, Place, Placed, Sight},
};
use crate::{
    plan::model::Urgency,
    schedule::{occurrence::Key, zone::Moment},
};

/// GNOME 43 keeps three notifications of a program and silently drops the oldest.
const MOST_ALONE: usize = 3;

/// How long it takes to read a note. It is over once it is shown, so what takes its place takes it
/// away for good.
const TO_READ: TimeDelta = TimeDelta::minutes(2);

/// How long a summary of nothing but notes stays after it was shown.
const SUMMARY_LINGERS: TimeDelta = TimeDelta::minutes(10);

/// What should be on the screen.
#[derive(Default)]
struct Wanted {
    alone: Vec<(Key, Open)>,
    summary: BTreeMap<Key, Open>,
    /// What may stay as it is, although nothing wants to be shown there.
    kept: BTreeSet<Place>,
}

impl Wanted {
    /// With what has a place of its own, and no summary.
    fn seated(candidates: Vec<Candidate>) -> Self {
        let mut wanted = Self::default();
        for candidate in candidates {
            match candidate {
                Candidate::Occurrence(key, open) => wanted.alone.push((key, open)),
                Candidate::Kept(place) => drop(wanted.kept.insert(place)),
            }
        }
        wanted
    }
}

/// Something that a place of its own is sought for.
enum Candidate {
    Occurrence(Key, Open),
    Kept(Place),
}

/// First comes the more urgent, then a note that nobody can have read yet, then the newer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    urgency: Urgency,
    is_unread: bool,
    called: Moment,
    due: Moment,
}

impl Candidate {
    fn place(&self) -> Place {
        match self {
            Self::Occurrence(key, _) => Place::of(key),
            Self::Kept(place) => place.clone(),
        }
    }
}

impl Engine {
    /// Makes the screen what it should be.
    pub(super) fn reconcile(&mut self, now: Moment) {
        let wanted = self.wanted(now);
        if self.screen.server.is_none() {
            return self.summon(&wanted, now);
        }
        self.take_away(&wanted, now);
        if self.screen.patience.allows(now) {
            if self.attention == Attention::Free {
                self.show_messages();
            }
            for (key, open) in &wanted.alone {
                self.show_alone(key, open, now);
            }
            self.show_summary(&wanted.summary, now);
        }
    }

    /// The moment at which the screen needs another look by itself.
    pub(super) fn screen_wake(&self, now: Moment) -> Option<Moment> {
        let noted = self.screen.placed.iter().filter_map(|(place, placed)| {
            placed.noted.and_then(|_| self.lingers_until(place, placed))
        });
        noted.chain(self.screen.patience.until).filter(|moment| now < *moment).min()
    }

    fn wanted(&self, now: Moment) -> Wanted {
        let open = self.open_where(|key, _, open| self.wants(key, open, now));
        // A newer occurrence takes the place of a note that is over.
        let taken: BTreeSet<Place> = open.iter().map(|(key, _, _)| Place::of(key)).collect();
        let (told, alone): (Vec<_>, Vec<_>) = open
            .into_iter()
            .partition(|(key, _, open)| open.manner == Manner::Digest || self.is_told(key, open));
        let mut candidates = self.kept(&taken, now);
        candidates.extend(alone.into_iter().map(|(key, known, open)| {
            let (urgency, due) = (self.urgency(&key), known.due);
            let rank = Rank { urgency, is_unread: false, called: open.call_at, due };
            (rank, Candidate::Occurrence(key, open))
        }));
        let (seated, displaced) = self.seat(candidates);
        let mut wanted = Wanted::seated(seated);
        wanted.summary.extend(told.into_iter().map(|(key, _, open)| (key, open)));
        wanted.summary.extend(self.worth_telling(displaced, now));
        // What is on its way to a place of its own is there already.
        wanted.summary.retain(|key, _| !self.screen.in_flight_alone(key));
        wanted
    }

    /// Parts those that get a place of their own from those that do not.
    fn seat(&self, mut ranked: Vec<(Rank, Candidate)>) -> (Vec<Candidate>, Vec<Candidate>) {
        ranked.sort_by_key(|(rank, _)| Reverse(*rank));
        let mut candidates: Vec<Candidate> = ranked.into_iter().map(|(_, it)| it).collect();
        let displaced = self.take_displaced(&mut candidates);
        (candidates, displaced)
    }

    /// Takes out what has no room. Nothing can take off a stray; as long as there is one, the last
    /// that is not there yet does without, rather than that something leaves for a moment.
    fn take_displaced(&self, candidates: &mut Vec<Candidate>) -> Vec<Candidate> {
        let mut displaced = candidates.split_off(candidates.len().min(MOST_ALONE));
        let is_new = |it: &Candidate| !self.screen.placed.contains_key(&it.place());
        let surplus = (self.strays(candidates) + candidates.len()).saturating_sub(MOST_ALONE);
        for _ in 0..surplus {
            let Some(last) = candidates.iter().rposition(is_new) else { break };
            displaced.push(candidates.remove(last));
        }
        displaced
    }

    /// How many are on their way to a place of their own that they should not have any more.
    fn strays(&self, candidates: &[Candidate]) -> usize {
        let places: BTreeSet<Place> = candidates.iter().map(Candidate::place).collect();
        let own = self.screen.placed.keys().filter(|it| matches!(it, Place::Of(Spot::Reminder(_))));
        own.filter(|place| self.screen.in_flight(place) && !places.contains(*place)).count()
    }

    /// What the summary should tell of because it has no place of its own. What is there only because
    /// an earlier run has left it makes room.
    fn worth_telling(
        &self,
        displaced: Vec<Candidate>,
        now: Moment,
    ) -> impl Iterator<Item = (Key, Open)> {
        displaced.into_iter().filter_map(move |candidate| match candidate {
            Candidate::Occurrence(key, open) => {
                let is_worth = !self.was_left(&key) || self.is_called(&key, &open, now);
                (self.allows(&key, now) && is_worth).then_some((key, open))
            }
            Candidate::Kept(_) => None,
        })
    }

    /// What stays on the screen as long as there is room: notes that are over, and what an earlier
    /// run left there in quiet hours, which is taken over when they end.
    fn kept(&self, taken: &BTreeSet<Place>, now: Moment) -> Vec<(Rank, Candidate)> {
        let placed = self.screen.placed.iter().filter(|(place, _)| !taken.contains(*place));
        placed
            .filter(|(place, placed)| self.lingers(place, placed, now) || self.waits(placed, now))
            .filter_map(|(place, placed)| match &placed.content {
                Content::Occurrence(key) => {
                    let known = self.memory.get(key)?;
                    let is_unread = placed.noted.is_some_and(|noted| now - noted < TO_READ);
                    let (urgency, due) = (self.urgency(key), known.due);
                    let rank = Rank { urgency, is_unread, called: due, due };
                    Some((rank, Candidate::Kept(place.clone())))
                }
                Content::Summary(_) | Content::Message(_) => None,
            })
            .collect()
    }

    fn lingers(&self, place: &Place, placed: &Placed, now: Moment) -> bool {
        self.lingers_until(place, placed).is_some_and(|until| now < until)
    }

    fn waits(&self, placed: &Placed, now: Moment) -> bool {
        let (Sight::Left(_), Content::Occurrence(key)) = (&placed.sight, &placed.content) else {
            return false;
        };
        let is_open = self.memory.get(key).is_some_and(|known| !known.is_over());
        // What a crash left on the screen in the middle of a pause goes like the rest.
        is_open && !self.is_held(key, now) && !self.allows(key, now)
    }

    /// Whether a summary tells of any note, and the plan still has it.
    fn is_topical(&self, content: &Content) -> bool {
        match content {
            Content::Summary(keys) => keys.iter().any(|key| self.noted_at(key).is_some()),
            Content::Occurrence(_) | Content::Message(_) => true,
        }
    }

    /// Until when something stays in its place that nothing wants there any more.
    fn lingers_until(&self, place: &Place, placed: &Placed) -> Option<Moment> {
        let noted = placed.noted?;
        match (place, &placed.content) {
            (Place::Of(Spot::Reminder(_)), Content::Occurrence(key)) => {
                noted.checked_add_signed(self.grace(key))
            }
            _ => noted.checked_add_signed(SUMMARY_LINGERS),
        }
    }

    /// Whether the summary tells of it. It stays there until it is called again: moving it into a
    /// place that becomes free would only be showing it twice.
    fn is_told(&self, key: &Key, open: &Open) -> bool {
        let called_anew = open.stage == Stage::Waiting;
        !called_anew && self.screen.holds_in_summary(key) && !self.screen.holds_alone(key)
    }

    fn wants(&self, key: &Key, open: &Open, now: Moment) -> bool {
        if self.is_held(key, now) {
            return false;
        }
        let called = self.is_called(key, open, now);
        let held = self.screen.holds_alone(key) || self.screen.holds_in_summary(key);
        match &open.stage {
            Stage::Waiting => called,
            Stage::Intended(_) => held || called,
            // What an earlier run left is taken over also when its grace has ended: it is there.
            Stage::OnScreen(_) => held || called || self.was_left(key) && self.allows(key, now),
            Stage::Gone(_) => false,
        }
    }

    /// Whether it is still worth putting on the screen, and may be.
    fn is_called(&self, key: &Key, open: &Open, now: Moment) -> bool {
        let in_time = open.call_at <= now && now - open.call_at < self.grace(key);
        in_time && self.allows(key, now)
    }

    fn was_left(&self, key: &Key) -> bool {
        self.screen.placed.get(&Place::of(key)).is_some_and(|placed| {
            let left = matches!(placed.sight, Sight::Left(_));
            left && placed.content == Content::Occurrence(key.clone())
        })
    }

    fn urgency(&self, key: &Key) -> Urgency {
        let reminder = self.schedule.reminder(&key.reminder);
        reminder.map_or(Urgency::Normal, |reminder| reminder.urgency)
    }

    /// Asks the bus to start a server, each time after a longer wait. A reminder is worth asking
    /// for again until its grace ends; a message is not.
    fn summon(&mut self, wanted: &Wanted, now: Moment) {
        let reminders = !wanted.alone.is_empty() || !wanted.summary.is_empty();
        let messages = !self.messages.is_empty();
        if !reminders && !messages {
            self.screen.patience = Patience::default();
        } else if !reminders && self.screen.patience.was_tried() {
            self.screen.patience.until = None;
        } else if self.screen.patience.allows(now) {
            self.screen.patience.wait_longer(now);
            self.effects.push(Effect::Summon);
        }
    }

    /// Takes off the screen what nothing wants there, but not what is still on its way.
    fn take_away(&mut self, wanted: &Wanted, now: Moment) {
        let leaving: Vec<Place> = (self.screen.placed.iter())
            .filter(|(place, placed)| self.leaves(place, placed, wanted, now))
            .map(|(place, _)| place.clone())
            .collect();
        for place in leaving {
            self.withdraw(&place);
        }
    }

    fn leaves(&self, place: &Place, placed: &Placed, wanted: &Wanted, now: Moment) -> bool {
        let stays = match place {
            Place::Message(message) => self.messages.contains_key(message),
            Place::Of(Spot::Summary) => {
                let lingers = self.lingers(place, placed, now) && self.is_topical(&placed.content);
                !wanted.summary.is_empty() || lingers
            }
            Place::Of(Spot::Reminder(_)) => {
                let taken = wanted.alone.iter().any(|(key, _)| Place::of(key) == *place);
                taken || wanted.kept.contains(place)
            }
        };
        !stays && placed.sight.handle().is_some()
    }

    /// Takes off the screen what is in a place.
    pub(super) fn withdraw(&mut self, place: &Place) {
        let placed = self.screen.placed.remove(place);
        self.take_off(placed.and_then(|placed| placed.sight.handle().cloned()));
    }

    /// Takes a notification off the screen; what has number 0 cannot be addressed.
    pub(super) fn take_off(&mut self, there: Option<Handle>) {
        let known = there.filter(|handle| handle.id != 0);
        self.effects.extend(known.map(Effect::Withdraw));
    }

    fn show_messages(&mut self) {
        for (message, notice) in self.messages.clone() {
            let place = Place::Message(message);
            let content = Content::Message(notice.clone());
            let there = self.screen.placed.get(&place);
            if there.is_some_and(|p| p.content == content || p.sight.handle().is_none()) {
                continue;
            }
            let replaces = there.and_then(|placed| placed.sight.handle().cloned());
            self.put(place, content, notice, replaces);
        }
    }

    fn show_alone(&mut self, key: &Key, open: &Open, now: Moment) {
        let place = Place::of(key);
        let is_there = match open.stage {
            Stage::OnScreen(_) => self.screen.holds_alone(key),
            Stage::Waiting | Stage::Intended(_) | Stage::Gone(_) => false,
        };
        if is_there || self.screen.in_flight(&place) || self.screen.in_flight_in_summary(key) {
            return;
        }
        let Some(notice) = self.occurrence_notice(key, open, now) else { return };
        let replaces = self.replaced_by(key, &place);
        self.screen.leave_summary(key);
        self.record(Record::Intended { key: key.clone() }, now);
        self.put(place, Content::Occurrence(key.clone()), notice, replaces);
    }

    /// What a notification takes the place of: the older occurrence of its reminder, or itself as
    /// an earlier run of this daemon left it. A repeated call comes anew instead, because many
    /// servers exchange a text without drawing anybody's eye to it.
    fn replaced_by(&mut self, key: &Key, place: &Place) -> Option<Handle> {
        if self.screen.holds_alone(key) {
            self.withdraw(place);
        }
        self.screen.placed.get(place)?.sight.handle().cloned()
    }

    /// Shows the summary when it has something new to tell.
    fn show_summary(&mut self, wanted: &BTreeMap<Key, Open>, now: Moment) {
        let place = Place::Of(Spot::Summary);
        let news: Vec<Key> = (wanted.iter())
            .filter(|(key, open)| self.is_news(key, open, now))
            .map(|(key, _)| key.clone())
            .collect();
        if news.is_empty() || self.screen.in_flight(&place) {
            return;
        }
        let there = self.screen.placed.get(&place);
        let replaces = there.and_then(|placed| placed.sight.handle().cloned());
        let told = |key: &&Key| news.contains(key) || self.screen.holds_in_summary(key);
        let keys: BTreeSet<Key> = wanted.keys().filter(told).cloned().collect();
        let notice = self.summary_notice(&keys);
        for key in news {
            self.record(Record::Intended { key }, now);
        }
        self.put(place, Content::Summary(keys), notice, replaces);
    }

    /// Whether the summary does not tell of it yet, or not of its present call.
    fn is_news(&self, key: &Key, open: &Open, now: Moment) -> bool {
        let told = match open.stage {
            Stage::OnScreen(Manner::Digest) => self.screen.holds_in_summary(key),
            Stage::OnScreen(Manner::Alone) | Stage::Waiting | Stage::Intended(_) => false,
            Stage::Gone(_) => true,
        };
        !told && self.allows(key, now)
    }

    fn put(&mut self, place: Place, content: Content, notice: Notice, replaces: Option<Handle>) {
        let ticket = self.screen.next_ticket();
        let sight = Sight::Sent { replaces: replaces.clone() };
        let placed = Placed { ticket, content, sight, noted: None };
        self.screen.placed.insert(place, placed);
        self.effects.push(Effect::Show { ticket, notice, replaces });
    }
}
