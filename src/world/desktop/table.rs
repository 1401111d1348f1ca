//! Which notifications of one run of a server are ours, and what became of them.
//!
//! Replies and signals reach us by different ways, so a signal may be seen before the reply that
//! says it is about one of ours, or after the reply that gave its number to something new. Every
//! message has a position in what came over the connection; the table puts them back in order.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use tokio::time::Instant;

use super::Closed;
use super::wire::{News, Signal};
use crate::engine::notice::{Answer, Ticket};

/// More numbers than a screen ever holds; beyond it, one of those that are settled is forgotten.
const REMEMBERED: usize = 1024;
/// More signals than come while one call is under way; beyond it the oldest is forgotten.
const PARKED: usize = 1024;
/// A reply that comes later than this after a signal is about something else.
const PATIENCE: Duration = Duration::from_secs(10);

/// What is known about a notification of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    OnScreen,
    /// Closed or withdrawn. An answer may still be under way, and an answer wins.
    Gone,
    /// Nothing more can happen.
    Answered,
}

/// What the engine should hear.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Happening {
    Shown(Ticket, u32),
    Answered(u32, Answer),
    Closed(u32, Closed),
}

#[derive(Debug)]
struct Parked<P> {
    signal: Signal<P>,
    since: Instant,
}

/// The notifications of one run of a server.
#[derive(Debug)]
pub(super) struct Table<P> {
    ours: BTreeMap<u32, State>,
    /// The calls under way, and the number that each is to replace, or 0.
    sent: BTreeMap<Ticket, u32>,
    parked: VecDeque<Parked<P>>,
}

impl<P: Copy + Ord> Table<P> {
    pub(super) fn new() -> Self {
        Self { ours: BTreeMap::new(), sent: BTreeMap::new(), parked: VecDeque::new() }
    }

    /// Notes that a call is being sent, and gives the number that it should replace, or 0.
    ///
    /// A number that we do not know is taken for ours, shown before this process began. One that
    /// is gone is not used: some servers would give it to the new notification, and the call that
    /// closes the old one would close that.
    pub(super) fn sent(&mut self, ticket: Ticket, replaces: u32) -> u32 {
        let replaces = match self.ours.get(&replaces) {
            _ if replaces == 0 => 0,
            Some(State::Gone | State::Answered) => 0,
            Some(State::OnScreen) => replaces,
            None => {
                self.remember(replaces);
                replaces
            }
        };
        self.sent.insert(ticket, replaces);
        replaces
    }

    /// Notes that a call failed.
    pub(super) fn failed(&mut self, ticket: Ticket) -> Vec<Happening> {
        self.sent.remove(&ticket);
        self.release()
    }

    /// Notes that the server took a notification.
    pub(super) fn accepted(&mut self, ticket: Ticket, id: u32, position: P) -> Vec<Happening> {
        let replaced = self.sent.remove(&ticket).unwrap_or(0);
        let mut happenings = Vec::new();
        for signal in self.earlier(id, position) {
            happenings.extend(self.apply(signal));
        }
        if let Some(state) = self.ours.get_mut(&replaced) {
            *state = State::Gone;
        }
        // A number that is given twice means the newer one, and nobody can tell of the older.
        if id != replaced && self.ours.get(&id) == Some(&State::OnScreen) {
            happenings.push(Happening::Closed(id, Closed::Unexplained));
        }
        happenings.push(Happening::Shown(ticket, id));
        // A server that gives no numbers says 0, which names nothing.
        if id != 0 {
            self.remember(id);
        }
        happenings.extend(self.release());
        happenings
    }

    /// Takes a signal: it is about one of ours, or may turn out to be, or is somebody else's.
    pub(super) fn heard(&mut self, signal: Signal<P>, now: Instant) -> Option<Happening> {
        if !self.undecided(signal.id) {
            return self.apply(signal);
        }
        self.parked.retain(|parked| now.duration_since(parked.since) < PATIENCE);
        if self.parked.len() >= PARKED {
            self.parked.pop_front();
        }
        self.parked.push_back(Parked { signal, since: now });
        None
    }

    /// Notes that a notification is withdrawn. `None` if that needs no call.
    pub(super) fn withdrawn(&mut self, id: u32) -> Option<u32> {
        match self.ours.get_mut(&id) {
            _ if id == 0 => None,
            Some(State::Gone | State::Answered) => None,
            Some(state @ State::OnScreen) => {
                *state = State::Gone;
                Some(id)
            }
            // Shown before this process began.
            None => Some(id),
        }
    }

    /// Whether a reply under way may give this number a new meaning.
    fn undecided(&self, id: u32) -> bool {
        let unknown = !self.ours.contains_key(&id);
        id != 0 && !self.sent.is_empty() && (unknown || self.sent.values().any(|&old| old == id))
    }

    fn apply(&mut self, signal: Signal<P>) -> Option<Happening> {
        let state = self.ours.get_mut(&signal.id)?;
        match (*state, signal.news) {
            (State::OnScreen | State::Gone, News::Answered(answer)) => {
                *state = State::Answered;
                Some(Happening::Answered(signal.id, answer))
            }
            (State::OnScreen, News::Closed(why)) => {
                *state = State::Gone;
                Some(Happening::Closed(signal.id, why))
            }
            (State::Gone, News::Closed(_)) | (State::Answered, _) => None,
        }
    }

    /// Takes out the parked signals about `id` that came before `position`.
    fn earlier(&mut self, id: u32, position: P) -> Vec<Signal<P>> {
        let early = |signal: &Signal<P>| signal.id == id && signal.position < position;
        let found = self.parked.iter().map(|parked| parked.signal).filter(early).collect();
        self.parked.retain(|parked| !early(&parked.signal));
        found
    }

    /// Applies the parked signals whose meaning is settled.
    fn release(&mut self) -> Vec<Happening> {
        let parked = std::mem::take(&mut self.parked);
        let (undecided, settled): (VecDeque<_>, VecDeque<_>) =
            parked.into_iter().partition(|parked| self.undecided(parked.signal.id));
        self.parked = undecided;
        settled.into_iter().filter_map(|parked| self.apply(parked.signal)).collect()
    }

    fn remember(&mut self, id: u32) {
        self.ours.insert(id, State::OnScreen);
        if self.ours.len() > REMEMBERED {
            // Not every server counts upwards, so a low number may be a new one.
            let mut settled = self.ours.iter().filter(|(_, state)| **state != State::OnScreen);
            match settled.next().map(|(&id, _)| id) {
                Some(id) => drop(self.ours.remove(&id)),
                None => drop(self.ours.pop_first()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Happening::{Answered, Closed as Gone, Shown};
    use super::*;

    #[test]
    fn a_number_that_is_given_twice_means_the_newer_one() {
        let mut table = showing_five();
        table.sent(TWO, 0);
        assert_eq!(table.accepted(TWO, 5, 12), [Gone(5, Closed::Unexplained), Shown(TWO, 5)]);
        assert_eq!(table.heard(done(13, 5), now()), Some(Answered(5, Answer::Done)));
        assert_eq!(table.heard(done(14, 5), now()), None);
    }

    const ONE: Ticket = Ticket(1);
    const TWO: Ticket = Ticket(2);

    fn table() -> Table<u32> {
        Table::new()
    }

    fn done(position: u32, id: u32) -> Signal<u32> {
        Signal { position, id, news: News::Answered(Answer::Done) }
    }

    fn dismissed(position: u32, id: u32) -> Signal<u32> {
        Signal { position, id, news: News::Closed(Closed::ByPerson) }
    }

    fn now() -> Instant {
        Instant::now()
    }

    /// A table with one notification, number 5, on the screen since position 10.
    fn showing_five() -> Table<u32> {
        let mut table = table();
        assert_eq!(table.sent(ONE, 0), 0);
        assert_eq!(table.accepted(ONE, 5, 10), [Shown(ONE, 5)]);
        table
    }

    #[test]
    fn what_is_not_ours_is_not_heard() {
        let mut table = showing_five();
        assert_eq!(table.heard(done(11, 6), now()), None);
        assert_eq!(table.heard(done(11, 0), now()), None);
    }

    #[test]
    fn an_answer_is_heard_once_and_its_closing_not_at_all() {
        let mut table = showing_five();
        assert_eq!(table.heard(done(11, 5), now()), Some(Answered(5, Answer::Done)));
        assert_eq!(table.heard(done(12, 5), now()), None);
        assert_eq!(table.heard(dismissed(13, 5), now()), None);
    }

    #[test]
    fn an_answer_wins_over_a_closing_that_came_first() {
        let mut table = showing_five();
        assert_eq!(table.heard(dismissed(11, 5), now()), Some(Gone(5, Closed::ByPerson)));
        assert_eq!(table.heard(dismissed(12, 5), now()), None);
        assert_eq!(table.heard(done(13, 5), now()), Some(Answered(5, Answer::Done)));
    }

    #[test]
    fn a_signal_that_overtakes_its_reply_waits_for_it() {
        let mut table = table();
        table.sent(ONE, 0);
        assert_eq!(table.heard(done(11, 5), now()), None);
        assert_eq!(table.accepted(ONE, 5, 10), [Shown(ONE, 5), Answered(5, Answer::Done)]);
    }

    #[test]
    fn a_parked_signal_of_a_stranger_is_dropped() {
        let mut table = table();
        table.sent(ONE, 0);
        assert_eq!(table.heard(done(11, 6), now()), None);
        assert_eq!(table.accepted(ONE, 5, 10), [Shown(ONE, 5)]);
        table.sent(TWO, 0);
        assert_eq!(table.accepted(TWO, 6, 12), [Shown(TWO, 6)], "number 6 is ours only now");
    }

    #[test]
    fn signals_around_a_replacement_go_to_the_old_and_to_the_new() {
        let mut table = showing_five();
        assert_eq!(table.sent(TWO, 5), 5);
        assert_eq!(table.heard(dismissed(11, 5), now()), None);
        assert_eq!(table.heard(done(13, 5), now()), None);
        assert_eq!(
            table.accepted(TWO, 5, 12),
            [Gone(5, Closed::ByPerson), Shown(TWO, 5), Answered(5, Answer::Done)]
        );
    }

    #[test]
    fn a_replacement_that_fails_leaves_the_old_one_ours() {
        let mut table = showing_five();
        table.sent(TWO, 5);
        assert_eq!(table.heard(done(11, 5), now()), None);
        assert_eq!(table.failed(TWO), [Answered(5, Answer::Done)]);
    }

    #[test]
    fn what_is_gone_is_not_replaced() {
        let mut table = showing_five();
        table.heard(dismissed(11, 5), now());
        assert_eq!(table.sent(TWO, 5), 0);
    }

    #[test]
    fn what_an_earlier_process_showed_is_taken_over() {
        let mut table = table();
        assert_eq!(table.sent(ONE, 5), 5);
        assert_eq!(table.heard(done(9, 5), now()), None);
        assert_eq!(table.accepted(ONE, 8, 10), [Shown(ONE, 8), Answered(5, Answer::Done)]);
    }

    #[test]
    fn what_is_withdrawn_ends_silently_unless_answered() {
        let mut table = showing_five();
        assert_eq!(table.withdrawn(5), Some(5));
        assert_eq!(table.withdrawn(5), None);
        assert_eq!(table.heard(dismissed(11, 5), now()), None);
        assert_eq!(table.heard(done(12, 5), now()), Some(Answered(5, Answer::Done)));
    }

    #[test]
    fn number_zero_names_nothing() {
        let mut table = table();
        assert_eq!(table.sent(ONE, 0), 0);
        assert_eq!(table.accepted(ONE, 0, 10), [Shown(ONE, 0)]);
        assert_eq!(table.heard(done(11, 0), now()), None);
        assert_eq!(table.withdrawn(0), None);
    }

    #[test]
    fn a_server_that_counts_down_is_heard_for_ever() {
        let mut table = table();
        for id in (1..=5000).rev() {
            table.sent(ONE, 0);
            table.accepted(ONE, id, 10);
            assert_eq!(table.heard(done(11, id), now()), Some(Answered(id, Answer::Done)));
        }
        assert_eq!(table.ours.len(), REMEMBERED);
    }

    #[test]
    fn memory_is_bounded() {
        let mut table = table();
        for id in 1..=5000 {
            table.sent(Ticket(u64::from(id)), 0);
            table.accepted(Ticket(u64::from(id)), id, id);
        }
        assert_eq!(table.ours.len(), REMEMBERED);
        table.sent(Ticket(9999), 0);
        for id in 6000..9000 {
            table.heard(done(id, id), now());
        }
        assert_eq!(table.parked.len(), PARKED);
    }
}
