//! Five-field cron expressions, read with the `cron` crate and kept as bit sets.
//!
//! The crate's own search for the next moment is not used: it answers with past moments in the
//! hour that autumn repeats. `schedule` walks the calendar with these fields instead.

use chrono::{Datelike, NaiveDate};

/// The fields of a cron expression, each a set of bits, bit `n` standing for the value `n`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CronFields {
    /// What the plan says.
    pub text: String,
    /// Bits 0 to 59.
    pub minutes: u64,
    /// Bits 0 to 23.
    pub hours: u32,
    /// Bits 1 to 31.
    pub days_of_month: u32,
    /// Bits 1 to 12.
    pub months: u16,
    /// Bits 0 (Monday) to 6 (Sunday).
    pub weekdays: u8,
    /// Whether the hour or minute field has `*` or `/`: such a rule counts every real pass of an
    /// hour that a clock change repeats, and none of an hour that it skips.
    pub wildcard: bool,
}

impl CronFields {
    /// Whether the date fields allow `date`; day of month AND weekday, as the `cron` crate does.
    pub fn allows(&self, date: NaiveDate) -> bool {
        self.days_of_month & (1 << date.day()) != 0
            && u32::from(self.months) & (1 << date.month()) != 0
            && u32::from(self.weekdays) & (1 << date.weekday().num_days_from_monday()) != 0
    }
}
