//! What a person is told about their answer.

use chrono::NaiveDate;

use crate::{
    engine::{Reply, notice::Answer, record::Scope},
    plan::nearest,
    schedule::zone::{Moment, Zone},
};

use super::long_date;

/// What is added while nothing can be written.
pub const NOT_SAVED_YET: &str = "It is not saved yet; see: aftercare status";

/// `Ok` when the answer counts, `Err` when it could not be taken.
pub fn text(reply: &Reply, zone: &Zone) -> Result<String, String> {
    match reply {
        Reply::Taken { reminder, answer: Answer::Done, date, .. } => {
            Ok(format!("{reminder}: done, for {}.", long_date(*date)))
        }
        Reply::Taken { reminder, answer: Answer::Skip, date, .. } => {
            Ok(format!("{reminder}: skipped, for {}. That's fine.", long_date(*date)))
        }
        Reply::Taken { reminder, answer: Answer::Later, date, until } => {
            let until = until.map(|until| when(until, *date, zone)).unwrap_or_default();
            Ok(format!("{reminder}: you are asked again {until}."))
        }
        Reply::AlreadyAnswered { reminder, outcome } => {
            Ok(format!("{reminder}: was {} already.", outcome.word()))
        }
        Reply::NotDueYet { reminder } => {
            Err(format!("{reminder}: nothing has come due yet; see: aftercare next"))
        }
        Reply::NothingOpen { reminder } => {
            Err(format!("{reminder}: nothing is open that could be asked again"))
        }
        Reply::OnlyANote { reminder } => {
            Err(format!("{reminder} is a note; there is nothing to answer"))
        }
        Reply::Held { scope, until } => Ok(held(scope, *until, zone)),
        Reply::Resumed { scope, was_held } => Ok(resumed(scope, *was_held)),
        Reply::Unknown { reminder, tasks } => Err(unknown(reminder, tasks)),
    }
}

/// "at 09:30", with the date when it is another day than the occurrence's.
fn when(moment: Moment, date: NaiveDate, zone: &Zone) -> String {
    let wall = zone.wall(moment);
    let day = if wall.date_naive() == date { "" } else { "on %A %-d %B " };
    wall.format(&format!("{day}at %H:%M")).to_string()
}

fn held(scope: &Scope, until: Option<Moment>, zone: &Zone) -> String {
    let until = until.map_or_else(
        || "until you resume it".to_owned(),
        |until| zone.wall(until).format("until %A %-d %B at %H:%M").to_string(),
    );
    match scope {
        Scope::Everything => {
            format!(
                "Paused {until}. What comes due waits, and is shown then if it is not too late."
            )
        }
        Scope::Reminder(reminder) => {
            format!("{reminder}: muted {until}. To be reminded again: aftercare resume {reminder}")
        }
    }
}

fn resumed(scope: &Scope, was_held: bool) -> String {
    match (scope, was_held) {
        (Scope::Everything, true) => "You are reminded again.".to_owned(),
        (Scope::Everything, false) => "It was not paused.".to_owned(),
        (Scope::Reminder(reminder), true) => format!("{reminder}: you are reminded again."),
        (Scope::Reminder(reminder), false) => format!("{reminder}: it was not muted."),
    }
}

fn unknown(reminder: &str, tasks: &[String]) -> String {
    match nearest(reminder, tasks.iter().map(String::as_str)) {
        Some(task) => format!("the plan has no reminder `{reminder}`; did you mean `{task}`?"),
        None if tasks.is_empty() => format!("the plan has no reminder `{reminder}`, nor any other"),
        None => format!("the plan has no reminder `{reminder}`; it has: {}", tasks.join(", ")),
    }
}
