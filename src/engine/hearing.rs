//! What the notification server tells: that it is there, what it shows, what a person did.

use std::collections::BTreeSet;

use super::{
    Engine,
    event::{Doubt, Server},
    memory::{Fate, Known, Popup, Spot, Stage},
    notice::{Answer, Handle, Ticket},
    record::{Departure, Manner, Outcome, Record},
    screen::{Content, Message, Patience, Place, Placed, Sight},
};
use crate::schedule::{
    occurrence::{Key, Kind},
    zone::Moment,
};

impl Engine {
    pub(super) fn server_up(&mut self, server: Server) {
        self.screen.patience = Patience::default();
        if self.screen.server.as_ref() != Some(&server) {
            self.screen.placed.clear();
            self.screen.server = Some(server);
            self.find_what_was_left();
        }
    }

    pub(super) fn server_down(&mut self) {
        self.screen.placed.clear();
        self.screen.patience = Patience::default();
        self.screen.server = None;
    }

    pub(super) fn shown(&mut self, ticket: Ticket, handle: &Handle, now: Moment) {
        let Some(place) = self.screen.place_of_ticket(ticket) else { return };
        let Some(placed) = self.screen.placed.get_mut(&place) else { return };
        placed.sight = Sight::There(handle.clone());
        let content = placed.content.clone();
        self.screen.patience = Patience::default();
        match content {
            Content::Occurrence(key) => self.occurrences_shown(&place, &[key].into(), handle, now),
            Content::Summary(keys) => self.occurrences_shown(&place, &keys, handle, now),
            Content::Message(_) => self.message_shown(&place, now),
        }
    }

    /// What nothing counts of any more leaves at once: its number would be in no history.
    fn occurrences_shown(
        &mut self,
        place: &Place,
        keys: &BTreeSet<Key>,
        handle: &Handle,
        now: Moment,
    ) {
        let counts = keys.iter().any(|key| self.memory.get(key).is_some_and(Known::is_displayed));
        for key in keys {
            self.occurrence_shown(place, key, handle, now);
        }
        if !counts {
            self.withdraw(place);
        }
    }

    pub(super) fn not_shown(&mut self, ticket: Ticket, doubt: Doubt, now: Moment) {
        let Some(server) = self.server_name().map(str::to_owned) else { return };
        let Some(place) = self.screen.place_of_ticket(ticket) else { return };
        match doubt {
            // Sending it again could show it twice; the next run of the server shows it again.
            Doubt::PerhapsShown => {
                let old = self.replaced_in(&place);
                let handle = old.unwrap_or(Handle { server, id: 0 });
                self.shown(ticket, &handle, now);
            }
            Doubt::None => self.refused(&place, now),
        }
    }

    pub(super) fn answered(&mut self, handle: &Handle, answer: Answer, now: Moment) {
        let place = self.screen.place_of(handle);
        let content = place.and_then(|place| self.screen.placed.remove(&place)).map(|p| p.content);
        let key = match content {
            Some(Content::Occurrence(key)) => {
                // A button takes its notification off the screen, and its number may be given again.
                self.gone(key.clone(), Departure::Seen, now);
                Some(key)
            }
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
                    if self.is_in_summary(&key) {
                        self.gone(key, why, now);
                    }
                }
            }
            Content::Message(_) => {
                if let Place::Message(message) = place {
                    self.messages.remove(&message);
                }
            }
        }
    }

    /// Places what an earlier run or connection of this daemon left on this server's screen, so
    /// that it is taken over, replaced or taken away.
    fn find_what_was_left(&mut self) {
        let popups: Vec<(Spot, Popup)> =
            self.memory.popups().map(|(spot, popup)| (spot.clone(), popup.clone())).collect();
        for (spot, Popup { handle, keys }) in popups {
            if self.server_name() != Some(&handle.server) || handle.id == 0 {
                continue;
            }
            let content = match (&spot, keys.first()) {
                (Spot::Reminder(_), Some(key)) => Content::Occurrence(key.clone()),
                // What it told of may have been erased, or it tells of several.
                (Spot::Reminder(_), None) | (Spot::Summary, _) => Content::Summary(keys),
            };
            let (ticket, noted) = (self.screen.next_ticket(), self.newest_note(&content));
            let placed = Placed { ticket, content, sight: Sight::Left(handle), noted };
            self.screen.placed.insert(Place::Of(spot), placed);
        }
    }

    /// When the newest note of a place was shown, of those that the plan has.
    fn newest_note(&self, content: &Content) -> Option<Moment> {
        match content {
            Content::Occurrence(key) => self.noted_at(key),
            Content::Summary(keys) => keys.iter().filter_map(|key| self.noted_at(key)).max(),
            Content::Message(_) => None,
        }
    }

    /// When a note was shown, if it was and the plan still has it.
    pub(super) fn noted_at(&self, key: &Key) -> Option<Moment> {
        self.schedule.occurrence(key)?;
        match self.memory.get(key)?.fate {
            Fate::Ended { outcome: Outcome::Noted, at, .. } => Some(at),
            Fate::Ended { .. } | Fate::Open(_) => None,
        }
    }

    /// What the notification on its way into a place was to replace.
    fn replaced_in(&self, place: &Place) -> Option<Handle> {
        match &self.screen.placed.get(place)?.sight {
            Sight::Sent { replaces } => replaces.clone(),
            Sight::There(_) | Sight::Left(_) => None,
        }
    }

    /// What was to be replaced tells of something that is over; it goes, too.
    fn refused(&mut self, place: &Place, now: Moment) {
        self.screen.patience.wait_longer(now);
        self.take_off(self.replaced_in(place));
        match self.screen.placed.remove(place).map(|placed| placed.content) {
            Some(Content::Occurrence(key)) => self.occurrence_not_shown(key, now),
            Some(Content::Summary(keys)) => {
                for key in keys {
                    self.occurrence_not_shown(key, now);
                }
            }
            Some(Content::Message(_)) | None => {}
        }
    }

    fn occurrence_not_shown(&mut self, key: Key, now: Moment) {
        if self.memory.get(&key).is_some_and(Known::is_sent) {
            self.record(Record::NotShown { key }, now);
        }
    }

    /// It counts if it is still what was sent: it may have been answered or put off meanwhile.
    fn occurrence_shown(&mut self, place: &Place, key: &Key, handle: &Handle, now: Moment) {
        let sent = self.memory.get(key).filter(|known| known.is_sent()).cloned();
        let Some(known) = sent else { return };
        let manner = if *place == Place::of(key) { Manner::Alone } else { Manner::Digest };
        let (key, handle) = (key.clone(), handle.clone());
        self.record(Record::Shown { key: key.clone(), handle, manner }, now);
        match known.kind {
            Kind::Task => {}
            Kind::Note | Kind::Release => {
                self.end(&key, &known, Outcome::Noted, now);
                if let Some(placed) = self.screen.placed.get_mut(place) {
                    placed.noted = Some(now);
                }
            }
        }
    }

    fn message_shown(&mut self, place: &Place, now: Moment) {
        if *place == Place::Message(Message::Introduction) {
            // It is not wanted twice, and it goes away when the desktop likes.
            self.messages.remove(&Message::Introduction);
            self.screen.placed.remove(place);
            if !self.memory.introduced() {
                self.record(Record::Introduced, now);
            }
        }
    }

    /// Whether the summary is where it was shown last; it may have a place of its own since then.
    fn is_in_summary(&self, key: &Key) -> bool {
        let mut open = self.memory.open();
        open.any(|(of, _, open)| of == key && open.stage == Stage::OnScreen(Manner::Digest))
    }

    fn gone(&mut self, key: Key, why: Departure, now: Moment) {
        if self.memory.get(&key).is_some_and(|known| !known.is_over()) {
            self.record(Record::Gone { key, why }, now);
        }
    }
}
