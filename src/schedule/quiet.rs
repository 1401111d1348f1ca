//! Quiet hours: when nothing may be shown, and when that ends.

use chrono::NaiveTime;

use super::{Schedule, zone::Moment};
use crate::plan::model::{DailySpan, QuietPolicy};

impl Schedule {
    /// The end of the quiet hours that a moment lies in, or `None` when it lies in none.
    pub fn quiet_until(&self, moment: Moment) -> Option<Moment> {
        let span = self.plan().quiet?;
        let wall = self.zone().wall(moment).naive_local();
        if !span.contains(wall.time()) {
            return None;
        }
        let ends_today = wall.time() < span.to;
        let date = if ends_today { wall.date() } else { wall.date().succ_opt()? };
        // A repeated hour can put the resolved end into the past; quiet hours never end there.
        Some(self.zone().resolve(date.and_time(span.to)).moment.max(moment))
    }

    /// The first moment from `moment` on at which something of this policy may be shown.
    pub fn allowed_from(&self, moment: Moment, policy: QuietPolicy) -> Moment {
        match policy {
            QuietPolicy::Ignore => moment,
            QuietPolicy::Wait | QuietPolicy::Drop => self.quiet_until(moment).unwrap_or(moment),
        }
    }

    /// Whether something of this policy may be shown at a moment.
    pub fn allows(&self, moment: Moment, policy: QuietPolicy) -> bool {
        match policy {
            QuietPolicy::Ignore => true,
            QuietPolicy::Wait | QuietPolicy::Drop => self.quiet_until(moment).is_none(),
        }
    }
}

impl DailySpan {
    /// Whether a time of day lies in the span.
    pub fn contains(self, time: NaiveTime) -> bool {
        if self.from < self.to {
            self.from <= time && time < self.to
        } else {
            self.from <= time || time < self.to
        }
    }
}
