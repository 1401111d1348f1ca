//! `rehearse`: the plan in fast motion.

use std::{
    io::{ErrorKind, Write},
    str::FromStr,
};

use chrono::TimeDelta;
use clap::Args;

use super::{Failure, workspace::Workspace};
use crate::{
    plan,
    rehearsal::{self, Place, Setup},
    schedule::{Schedule, zone::Moment},
};

/// How to rehearse.
#[derive(Debug, Args)]
pub(super) struct RehearseArgs {
    /// The recovery days to play, such as 0..14.
    #[arg(long, value_name = "A..B", default_value = "0..14", allow_hyphen_values = true)]
    days: Days,
    /// How fast: so much of the plan in so much time, such as 1day=10s.
    #[arg(long, value_name = "SPEED", default_value = "1day=10s")]
    speed: Speed,
    /// Print the reminders instead of showing them on the desktop.
    #[arg(long)]
    terminal: bool,
}

/// The first and the last recovery day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Days {
    first: i32,
    last: i32,
}

/// How many seconds of the plan pass in one.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Speed(f64);

impl FromStr for Days {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let days = text.split_once("..").and_then(|(first, last)| {
            Some(Self { first: first.parse().ok()?, last: last.parse().ok()? })
        });
        let fits =
            |days: &Self| -365 <= days.first && days.first <= days.last && days.last <= 36_500;
        days.filter(fits)
            .ok_or_else(|| "write the first and the last day, such as 0..14".to_owned())
    }
}

impl FromStr for Speed {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let speed = text.split_once('=').and_then(|(plan, real)| {
            let ratio = span(plan)?.as_seconds_f64() / span(real)?.as_seconds_f64();
            Some(Self(ratio))
        });
        let fits = |speed: &Self| speed.0.is_finite() && 1.0 <= speed.0;
        speed.filter(fits).ok_or_else(|| "write how fast, such as 1day=10s or 1h=1s".to_owned())
    }
}

/// A span of time, as a plan writes it or with its unit spelt out: `10s`, `1day`, `2 hours`.
fn span(text: &str) -> Option<TimeDelta> {
    let digits = text.trim().find(|c: char| !c.is_ascii_digit())?;
    let (count, unit) = text.trim().split_at_checked(digits)?;
    let unit = match unit.trim() {
        "s" | "sec" | "second" | "seconds" => "s",
        "m" | "min" | "minute" | "minutes" => "m",
        "h" | "hour" | "hours" => "h",
        "d" | "day" | "days" => "d",
        _ => return None,
    };
    plan::duration(&format!("{count}{unit}")).filter(|span| TimeDelta::zero() < *span)
}

/// Plays the plan from the session that counts today, or from the next one.
pub(super) fn run(
    workspace: &Workspace,
    arguments: &RehearseArgs,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let active = workspace.good()?.active;
    let schedule = Schedule::new(active.plan.clone(), active.zone.clone());
    let (begin, end) = span_of(&schedule, workspace, arguments.days)?;
    let place =
        if arguments.terminal { Place::Terminal } else { Place::Desktop(workspace.desktop()) };
    let setup = Setup {
        active,
        language: workspace.language.clone(),
        begin,
        end,
        speed: arguments.speed.0,
        place,
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    match runtime.block_on(rehearsal::run(setup, out)) {
        // Whoever closed the pipe has seen enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => Ok(result?),
    }
}

/// From the beginning of the first day to the end of the last.
fn span_of(
    schedule: &Schedule,
    workspace: &Workspace,
    Days { first, last }: Days,
) -> Result<(Moment, Moment), Failure> {
    let (days, today) = (schedule.days(), schedule.wall_date(workspace.now()));
    let session = days
        .latest(today)
        .or_else(|| days.next(today))
        .ok_or_else(|| Failure::Failed(workspace.language.say("rehearse-no-session")))?;
    let zero = session - TimeDelta::days(i64::from(schedule.plan().day_of_session));
    let midnight = |day: i32| schedule.midnight(zero + TimeDelta::days(i64::from(day)));
    Ok((midnight(first), midnight(last + 1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_speeds_are_read() {
        assert_eq!("-2..4".parse(), Ok(Days { first: -2, last: 4 }));
        assert_eq!("1day=10s".parse(), Ok(Speed(8640.0)));
        assert_eq!("2 hours=1 min".parse(), Ok(Speed(120.0)));
        for wrong in ["4", "4..2", "a..b", "0..99999", ".."] {
            assert!(wrong.parse::<Days>().is_err(), "{wrong}");
        }
        for wrong in ["1day", "0d=1s", "1d=0s", "1s=1d", "1week=1s", "=", "é=1s"] {
            assert!(wrong.parse::<Speed>().is_err(), "{wrong}");
        }
    }
}
