//! What a person is told about their answer.

use chrono::NaiveDate;

use crate::{
    engine::{Reply, notice::Answer},
    plan::nearest,
    schedule::zone::{Moment, Zone},
};

use super::long_date;

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
        Reply::Unknown { reminder, tasks } => Err(unknown(reminder, tasks)),
    }
}

/// "at 09:30", with the date when it is another day than the occurrence's.
fn when(moment: Moment, date: NaiveDate, zone: &Zone) -> String {
    let wall = zone.wall(moment);
    let day = if wall.date_naive() == date { "" } else { "on %A %-d %B " };
    wall.format(&format!("{day}at %H:%M")).to_string()
}

fn unknown(reminder: &str, tasks: &[String]) -> String {
    match nearest(reminder, tasks.iter().map(String::as_str)) {
        Some(task) => format!("the plan has no reminder `{reminder}`; did you mean `{task}`?"),
        None if tasks.is_empty() => format!("the plan has no reminder `{reminder}`, nor any other"),
        None => format!("the plan has no reminder `{reminder}`; it has: {}", tasks.join(", ")),
    }
}
