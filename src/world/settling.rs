//! When a changed plan is looked at: editors and tools save in several steps.

use std::time::Duration;

use tokio::time::Instant;

/// How long the plan must be left alone before it is looked at.
const SETTLED: Duration = Duration::from_millis(250);

/// How long it may be put off, should it never be left alone. That also keeps the looks apart.
const PUT_OFF: Duration = Duration::from_secs(1);

/// Which look at a plan it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// The first one after a change. It may have caught a file that is only half written.
    First,
    /// The one after a doubt. No change was heard of since, so what looks the same was meant.
    Second,
}

/// What there is to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Settling {
    /// Nothing.
    Quiet,
    /// A change.
    Changing {
        /// The first one since the last look.
        first: Instant,
        /// The last one.
        last: Instant,
    },
    /// What was seen at that moment, for a second time.
    Doubted(Instant),
}

impl Settling {
    /// Something changed. It also ends a doubt, because there is something else to see now.
    pub(super) fn change(&mut self, now: Instant) {
        let first = match *self {
            Self::Changing { first, .. } => first,
            Self::Quiet | Self::Doubted(_) => now,
        };
        *self = Self::Changing { first, last: now };
    }

    /// What was seen cannot be believed yet.
    pub(super) fn doubt(&mut self, now: Instant) {
        match self {
            Self::Quiet => *self = Self::Doubted(now),
            // It will be looked at anyway.
            Self::Changing { .. } | Self::Doubted(_) => {}
        }
    }

    /// When to look.
    pub(super) fn due(&self) -> Option<Instant> {
        match self {
            Self::Quiet => None,
            Self::Changing { first, last } => Some((*last + SETTLED).min(*first + PUT_OFF)),
            Self::Doubted(seen) => Some(*seen + SETTLED),
        }
    }

    /// The look that is taken now.
    pub(super) fn look(&mut self) -> Sight {
        match std::mem::replace(self, Self::Quiet) {
            Self::Quiet | Self::Changing { .. } => Sight::First,
            Self::Doubted(_) => Sight::Second,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(clippy::disallowed_methods, reason = "any moment will do; nothing waits for it")]
    fn start() -> Instant {
        std::time::Instant::now().into()
    }

    fn after(start: Instant, milliseconds: u64) -> Instant {
        start + Duration::from_millis(milliseconds)
    }

    #[test]
    fn it_is_looked_at_when_it_was_left_alone() {
        let start = start();
        let mut settling = Settling::Quiet;
        assert_eq!(settling.due(), None);
        settling.change(start);
        settling.change(after(start, 200));
        assert_eq!(settling.due(), Some(after(start, 450)));
        assert_eq!(settling.look(), Sight::First);
        assert_eq!(settling.due(), None);
    }

    #[test]
    fn changes_without_end_do_not_put_it_off_for_ever() {
        let start = start();
        let mut settling = Settling::Quiet;
        for passed in (0..=1000).step_by(10) {
            settling.change(after(start, passed));
        }
        assert_eq!(settling.due(), Some(after(start, 1000)));
        settling.look();
        settling.change(after(start, 1010));
        assert_eq!(settling.due(), Some(after(start, 1260)));
    }

    #[test]
    fn a_doubt_is_settled_by_a_second_look_unless_something_changes() {
        let start = start();
        let mut settling = Settling::Quiet;
        settling.doubt(start);
        assert_eq!(settling.due(), Some(after(start, 250)));
        assert_eq!(settling.look(), Sight::Second);
        settling.doubt(start);
        settling.change(after(start, 100));
        assert_eq!(settling.due(), Some(after(start, 350)));
        assert_eq!(settling.look(), Sight::First);
    }

    #[test]
    fn a_doubt_does_not_hide_a_change_that_is_to_be_looked_at() {
        let start = start();
        let mut settling = Settling::Quiet;
        settling.change(start);
        settling.doubt(after(start, 10));
        assert_eq!(settling.look(), Sight::First);
    }
}
