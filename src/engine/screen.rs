//! The screen as far as it is known: which place holds what.
//!
//! Each reminder has one place. A newer occurrence takes the place of the older one, so nothing
//! stacks. What has no place of its own shares the summary.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use chrono::TimeDelta;

use super::{
    event::Server,
    memory::Spot,
    notice::{Handle, Notice, Ticket},
};
use crate::schedule::{occurrence::Key, zone::Moment};

/// How many notifications that left the screen are remembered for a late answer.
const MOST_DEPARTED: usize = 64;

/// The first and the longest wait before a server that refused, or is not there, is asked again.
const FIRST_WAIT: TimeDelta = TimeDelta::seconds(1);
const LONGEST_WAIT: TimeDelta = TimeDelta::seconds(60);

/// The screen as far as it is known.
#[derive(Debug, Clone, Default)]
pub(super) struct Screen {
    pub(super) server: Option<Server>,
    pub(super) placed: BTreeMap<Place, Placed>,
    pub(super) patience: Patience,
    /// What left the screen of late: some servers tell of a button after that.
    departed: VecDeque<(Handle, Key)>,
    tickets: u64,
}

/// A place on the screen.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    Of(Spot),
    Message(Message),
}

/// Something to say besides reminders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Message {
    Introduction,
    PlanRejected,
    HistoryMoved,
    SafeMode,
}

/// What is in a place.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    pub(super) ticket: Ticket,
    pub(super) content: Content,
    pub(super) sight: Sight,
    /// Since when a note is over that stays all the same; it was only just shown.
    pub(super) noted: Option<Moment>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content {
    Occurrence(Key),
    Summary(BTreeSet<Key>),
    Message(Notice),
}

/// How a notification stands with the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sight {
    /// Sent, in the place of another one; the server has not answered yet.
    Sent { replaces: Option<Handle> },
    /// On the screen.
    There(Handle),
    /// On the screen since an earlier run or connection of this daemon: its buttons lead nowhere.
    Left(Handle),
}

/// How long to wait before the server is troubled again.
#[derive(Debug, Clone, Default)]
pub(super) struct Patience {
    pub(super) until: Option<Moment>,
    wait: Option<TimeDelta>,
}

impl Screen {
    pub(super) fn next_ticket(&mut self) -> Ticket {
        self.tickets += 1;
        Ticket(self.tickets)
    }

    pub(super) fn place_of(&self, handle: &Handle) -> Option<Place> {
        // Number 0 is nobody's: whatever has it cannot be addressed.
        let of_it = |placed: &Placed| handle.id != 0 && placed.sight.handle() == Some(handle);
        self.placed.iter().find(|(_, placed)| of_it(placed)).map(|(place, _)| place.clone())
    }

    pub(super) fn place_of_ticket(&self, ticket: Ticket) -> Option<Place> {
        let mut placed = self.placed.iter();
        placed.find(|(_, placed)| placed.ticket == ticket).map(|(place, _)| place.clone())
    }

    /// Whether an occurrence is in its own place, or on its way there, as this run put it.
    pub(super) fn holds_alone(&self, key: &Key) -> bool {
        self.placed.get(&Place::of(key)).is_some_and(|placed| {
            placed.is_ours() && placed.content == Content::Occurrence(key.clone())
        })
    }

    /// Whether an occurrence is in the summary, or on its way there, as this run put it.
    pub(super) fn holds_in_summary(&self, key: &Key) -> bool {
        self.placed.get(&Place::Of(Spot::Summary)).is_some_and(|placed| {
            placed.is_ours()
                && matches!(&placed.content, Content::Summary(keys) if keys.contains(key))
        })
    }

    /// It gets a place of its own, so the summary no longer stands for it.
    pub(super) fn leave_summary(&mut self, key: &Key) {
        let summary = self.placed.get_mut(&Place::Of(Spot::Summary));
        if let Some(Placed { content: Content::Summary(keys), .. }) = summary {
            keys.remove(key);
        }
    }

    pub(super) fn in_flight(&self, place: &Place) -> bool {
        let placed = self.placed.get(place);
        placed.is_some_and(|placed| matches!(placed.sight, Sight::Sent { .. }))
    }

    /// Whether the server has not answered yet about an occurrence in its own place.
    pub(super) fn in_flight_alone(&self, key: &Key) -> bool {
        self.holds_alone(key) && self.in_flight(&Place::of(key))
    }

    /// Whether the server has not answered yet about a summary that tells of an occurrence.
    pub(super) fn in_flight_in_summary(&self, key: &Key) -> bool {
        self.holds_in_summary(key) && self.in_flight(&Place::Of(Spot::Summary))
    }

    /// The clock went back: what was shown in a false future was shown just now, and no wait that
    /// ends there begins again when the clock comes near it.
    pub(super) fn set_back(&mut self, now: Moment) {
        if self.patience.allows(now) {
            self.patience.until = None;
        }
        for placed in self.placed.values_mut() {
            placed.noted = placed.noted.map(|noted| noted.min(now));
        }
    }

    /// What the plan no longer has does not stay because it was only just shown.
    pub(super) fn forget_notes(&mut self, is_dropped: impl Fn(&Key) -> bool) {
        for placed in self.placed.values_mut() {
            if matches!(&placed.content, Content::Occurrence(key) if is_dropped(key)) {
                placed.noted = None;
            }
        }
    }

    pub(super) fn departed(&self, handle: &Handle) -> Option<Key> {
        // Some servers give a number again: then the newest had it last.
        self.departed.iter().rev().find(|(of, _)| of == handle).map(|(_, key)| key.clone())
    }

    pub(super) fn remember_departed(&mut self, handle: Handle, key: Key) {
        self.departed.push_back((handle, key));
        if MOST_DEPARTED < self.departed.len() {
            self.departed.pop_front();
        }
    }
}

impl Place {
    /// The place of an occurrence's reminder.
    pub(super) fn of(key: &Key) -> Self {
        Self::Of(Spot::Reminder(key.reminder.clone()))
    }
}

impl Placed {
    fn is_ours(&self) -> bool {
        match self.sight {
            Sight::Sent { .. } | Sight::There(_) => true,
            Sight::Left(_) => false,
        }
    }
}

impl Sight {
    /// The notification on the screen, unless it is only on its way.
    pub(super) fn handle(&self) -> Option<&Handle> {
        match self {
            Self::Sent { .. } => None,
            Self::There(handle) | Self::Left(handle) => Some(handle),
        }
    }
}

impl Patience {
    /// Whether the wait is over. A clock that was set back must not make it longer.
    pub(super) fn allows(&self, now: Moment) -> bool {
        self.until.is_none_or(|until| until <= now || now + LONGEST_WAIT < until)
    }

    pub(super) fn wait_longer(&mut self, now: Moment) {
        let wait = self.wait.map_or(FIRST_WAIT, |wait| (wait * 2).min(LONGEST_WAIT));
        self.wait = Some(wait);
        self.until = now.checked_add_signed(wait);
    }

    /// Whether the server was troubled in vain since it last answered.
    pub(super) fn was_tried(&self) -> bool {
        self.wait.is_some()
    }
}
