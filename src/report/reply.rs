//! What a person is told about their answer.

use crate::{
    engine::{
        Reply,
        notice::Answer,
        record::{Outcome, Scope},
    },
    language::Language,
    plan::nearest,
    schedule::zone::{Moment, Zone},
};

use super::history::State;

/// `Ok` when the answer counts, `Err` when it could not be taken.
pub fn text(reply: &Reply, zone: &Zone, language: &Language) -> Result<String, String> {
    let about = |key: &str, reminder: &str| language.say_with(key, &[("id", reminder.into())]);
    match reply {
        Reply::Taken { reminder, answer, date, until } => {
            let until = until.map(|until| zone.wall(until).naive_local());
            let until = until.map(|until| language.at(until, *date)).unwrap_or_default();
            let date = language.long_date(*date);
            let about = [("id", reminder.into()), ("date", date.into()), ("until", until.into())];
            Ok(language.say_with(taken(*answer), &about))
        }
        Reply::AlreadyAnswered { reminder, outcome } => {
            Ok(already_answered(reminder, *outcome, language))
        }
        Reply::NotDueYet { reminder } => Err(about("reply-not-due", reminder)),
        Reply::NothingOpen { reminder } => Err(about("reply-nothing-open", reminder)),
        Reply::OnlyANote { reminder } => Err(about("reply-only-a-note", reminder)),
        Reply::Held { scope, until } => Ok(held(scope, *until, zone, language)),
        Reply::Resumed { scope, was_held } => Ok(resumed(scope, *was_held, language)),
        Reply::Unknown { reminder, tasks } => Err(unknown(reminder, tasks, language)),
    }
}

fn taken(answer: Answer) -> &'static str {
    match answer {
        Answer::Done => "reply-done",
        Answer::Skip => "reply-skipped",
        Answer::Later => "reply-later",
    }
}

fn already_answered(reminder: &str, outcome: Outcome, language: &Language) -> String {
    let state = State::Ended(outcome).told(language);
    language.say_with("reply-already", &[("id", reminder.into()), ("state", state.into())])
}

fn held(scope: &Scope, until: Option<Moment>, zone: &Zone, language: &Language) -> String {
    let wall = until.map(|until| language.moment(zone.wall(until).naive_local()));
    let until = wall.map_or_else(
        || language.say("reply-until-resumed"),
        |until| language.say_with("reply-until", &[("moment", until.into())]),
    );
    match scope {
        Scope::Everything => language.say_with("reply-paused", &[("until", until.into())]),
        Scope::Reminder(reminder) => {
            let about = [("id", reminder.into()), ("until", until.into())];
            language.say_with("reply-muted", &about)
        }
    }
}

fn resumed(scope: &Scope, was_held: bool, language: &Language) -> String {
    let about = |key, reminder: &str| language.say_with(key, &[("id", reminder.into())]);
    match (scope, was_held) {
        (Scope::Everything, true) => language.say("reply-resumed"),
        (Scope::Everything, false) => language.say("reply-was-not-paused"),
        (Scope::Reminder(reminder), true) => about("reply-resumed-reminder", reminder),
        (Scope::Reminder(reminder), false) => about("reply-was-not-muted", reminder),
    }
}

fn unknown(reminder: &str, tasks: &[String], language: &Language) -> String {
    let about = |key, others: &str| {
        language.say_with(key, &[("id", reminder.into()), ("others", others.into())])
    };
    match nearest(reminder, tasks.iter().map(String::as_str)) {
        Some(task) => about("reply-unknown-near", task),
        None if tasks.is_empty() => about("reply-unknown-none", ""),
        None => about("reply-unknown", &tasks.join(", ")),
    }
}
