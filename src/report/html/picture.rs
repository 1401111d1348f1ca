//! The picture: strips of four weeks from a Monday on, one below the other.

use chrono::{Datelike, Days, NaiveDate, TimeDelta};
use maud::{Markup, html};

use super::{Page, strip::Strip};
use crate::report::timeline::{ClosedSpan, FORTNIGHT, Timeline, WEEK};

/// A column for each day of a strip: at twelve pixels each they fit on the smallest phone.
pub(super) const COLUMNS: u8 = 28;

impl Page<'_> {
    /// The strips that have anything to show, with their legend.
    pub(super) fn picture(&self) -> Markup {
        let strips = self.strips();
        html! {
            section {
                h2 { (self.say("report-picture")) }
                @if strips.is_empty() {
                    p { (self.say("timeline-nothing")) }
                } @else {
                    p.small { (self.say("report-picture-hint")) }
                    (self.legend())
                    @for strip in &strips { (strip.figure()) }
                }
            }
        }
    }

    fn strips(&self) -> Vec<Strip<'_>> {
        let Some((first, last)) = self.shown() else { return Vec::new() };
        let back = Days::new(first.weekday().num_days_from_monday().into());
        let monday = first.checked_sub_days(back).unwrap_or(first);
        let starts = monday.iter_days().step_by(COLUMNS.into());
        let starts = starts.take_while(|start| *start <= last);
        starts.enumerate().map(|(number, from)| Strip { page: self, number, from }).collect()
    }

    /// The first and the last date that say something.
    fn shown(&self) -> Option<(NaiveDate, NaiveDate)> {
        let Timeline { from, until, today, .. } = *self.timeline;
        let today = Some(today).filter(|today| from <= *today && *today <= until);
        let sessions = self.timeline.sessions.iter().map(|session| session.date);
        let closed = self.timeline.restrictions.iter().flat_map(|row| &row.closed);
        let closed = closed.flat_map(|span| [span.from.max(from), self.last_worth(span)]);
        let tasks = self.timeline.tasks.iter().flat_map(|row| &row.days).map(|day| day.date);
        let dates = sessions.chain(closed).chain(tasks).chain(today);
        dates.fold(None, |ends, date| {
            let (first, last) = ends.unwrap_or((date, date));
            Some((first.min(date), last.max(date)))
        })
    }

    /// What has no end says nothing new once it has faded.
    fn last_worth(&self, span: &ClosedSpan) -> NaiveDate {
        if !span.open_end {
            return span.until;
        }
        let faded = span.from.checked_add_signed(TimeDelta::days(FORTNIGHT + WEEK));
        faded.unwrap_or(span.until).min(span.until).max(self.timeline.from)
    }
}
