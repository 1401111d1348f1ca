//! Dates in a row of which the same can be said.

use chrono::NaiveDate;

/// Dates that follow each other and have the same value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run<T> {
    pub(super) value: T,
    pub(super) from: NaiveDate,
    pub(super) until: NaiveDate,
}

/// The longest runs in values of dates, which come in their order.
pub(super) fn runs<T: PartialEq>(values: impl Iterator<Item = (NaiveDate, T)>) -> Vec<Run<T>> {
    let mut runs: Vec<Run<T>> = Vec::new();
    for (date, value) in values {
        match runs.last_mut() {
            Some(run) if run.value == value && run.until.succ_opt() == Some(date) => {
                run.until = date;
            }
            Some(_) | None => runs.push(Run { value, from: date, until: date }),
        }
    }
    runs
}
