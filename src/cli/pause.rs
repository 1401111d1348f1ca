//! `pause`, `mute` and `resume`: being left alone for a while.

use std::{io::Write, str::FromStr};

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use clap::Args;

use super::{DateWord, Failure, ask, workspace::Workspace};
use crate::{
    engine::{Ask, record::Scope},
    plan,
    schedule::zone::{Moment, Zone},
};

/// Until when nothing is shown.
#[derive(Debug, Args)]
pub(super) struct End {
    /// For so long, such as 2h or 1h 30m.
    #[arg(long = "for", value_name = "TIME", conflicts_with = "until")]
    length: Option<Length>,
    /// Until a time, a date or both, such as 18:00 or 2026-11-24 or "2026-11-24 18:00".
    #[arg(long, value_name = "TIME")]
    until: Option<Until>,
}

/// What to resume.
#[derive(Debug, Args)]
pub(super) struct ResumeArgs {
    /// The reminder that is muted. Without it, the pause ends.
    reminder: Option<String>,
}

/// A span of time as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Length(TimeDelta);

impl FromStr for Length {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let length = plan::duration(text).filter(|length| TimeDelta::zero() < *length);
        length.map(Self).ok_or_else(|| "write a span of time such as 2h or 1h 30m".to_owned())
    }
}

/// An end as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Until {
    /// The next time that a clock shows this.
    Time(NaiveTime),
    /// The beginning of a date.
    Date(DateWord),
    Both(NaiveDateTime),
}

impl FromStr for Until {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim().replace('T', " ");
        if let Ok(time) = NaiveTime::parse_from_str(&text, "%H:%M") {
            return Ok(Self::Time(time));
        }
        if let Ok(both) = NaiveDateTime::parse_from_str(&text, "%Y-%m-%d %H:%M") {
            return Ok(Self::Both(both));
        }
        text.parse().map(Self::Date).map_err(|_no_date: String| {
            "write a time such as 18:00, or a date such as 2026-11-24".to_owned()
        })
    }
}

/// Pauses everything, or mutes one reminder.
pub(super) fn hold(
    workspace: &Workspace,
    reminder: Option<String>,
    end: &End,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let zone = workspace.schedule().map_or_else(|_| workspace.system.clone(), |s| s.zone().clone());
    let until = moment(workspace, end, &zone);
    if until.is_some_and(|until| until <= workspace.now()) {
        return Err(Failure::Usage("that moment is over already".to_owned()));
    }
    ask::run(workspace, Ask::Hold { scope: scope(reminder), until }, out)
}

/// Ends a pause, or the muting of one reminder.
pub(super) fn resume(
    workspace: &Workspace,
    arguments: ResumeArgs,
    out: &mut impl Write,
) -> Result<(), Failure> {
    ask::run(workspace, Ask::Resume { scope: scope(arguments.reminder) }, out)
}

fn scope(reminder: Option<String>) -> Scope {
    reminder.map_or(Scope::Everything, Scope::Reminder)
}

fn moment(workspace: &Workspace, end: &End, zone: &Zone) -> Option<Moment> {
    let now = workspace.now();
    if let Some(Length(length)) = end.length {
        return now.checked_add_signed(length);
    }
    let today = zone.wall(now).date_naive();
    let wall = match end.until? {
        Until::Both(wall) => wall,
        Until::Date(word) => workspace.date(word, zone).and_time(NaiveTime::MIN),
        Until::Time(time) => next(time, today, zone, now),
    };
    Some(zone.resolve(wall).moment)
}

/// The next wall time of this kind: today's, or tomorrow's if that is over.
fn next(time: NaiveTime, today: NaiveDate, zone: &Zone, now: Moment) -> NaiveDateTime {
    let wall = today.and_time(time);
    let is_over = zone.resolve(wall).moment <= now;
    let tomorrow = wall.checked_add_days(Days::new(1)).filter(|_| is_over);
    tomorrow.unwrap_or(wall)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_read() {
        let date = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
        let six = NaiveTime::from_hms_opt(18, 0, 0).unwrap();
        assert_eq!("18:00".parse(), Ok(Until::Time(six)));
        assert_eq!("2026-11-24".parse(), Ok(Until::Date(DateWord::Date(date))));
        assert_eq!("tomorrow".parse(), Ok(Until::Date(DateWord::FromToday(1))));
        assert_eq!("2026-11-24T18:00".parse(), Ok(Until::Both(date.and_time(six))));
        assert_eq!("1h 30m".parse(), Ok(Length(TimeDelta::minutes(90))));
        for wrong in ["", "6pm", "25:00", "2026-13-01"] {
            assert!(wrong.parse::<Until>().is_err(), "{wrong}");
        }
        assert!("0m".parse::<Length>().is_err() && "soon".parse::<Length>().is_err());
    }
}
