//! The words of notifications, by what the plan allows to be seen.

use std::collections::BTreeSet;

use super::{
    Engine,
    event::{Answers, Mistake},
    memory::Open,
    notice::{Notice, Stay},
};
use crate::{
    plan::model::{Labels, Plan, Privacy, Urgency},
    schedule::{
        occurrence::{Key, Kind, Wording},
        zone::Moment,
    },
};

/// What a notification says that may say nothing.
const NAME: &str = "Aftercare";

impl Engine {
    /// The notification of an occurrence; `None` when the plan has dropped its reminder.
    pub(super) fn occurrence_notice(&self, key: &Key, open: &Open, now: Moment) -> Option<Notice> {
        let wording = self.schedule.wording(key)?;
        let kind = self.memory.get(key)?.kind;
        let (summary, details) = self.seen(wording);
        let urgency = self.schedule.reminder(&key.reminder).map(|reminder| reminder.urgency);
        let lines = [details, self.shown_before(open, now), self.how_to_answer(key, kind)];
        let lines: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
        Some(Notice {
            summary,
            body: lines.join("\n"),
            urgency: urgency.unwrap_or(Urgency::Normal),
            stay: match kind {
                Kind::Task if urgency != Some(Urgency::Low) => Stay::UntilAnswered,
                Kind::Task | Kind::Note | Kind::Release => Stay::AsTheDesktopLikes,
            },
            buttons: self.buttons(kind),
        })
    }

    /// One notification for all that has none of its own.
    pub(super) fn summary_notice(&self, keys: &BTreeSet<Key>) -> Notice {
        let summary = match keys.len() {
            1 => "One more reminder is waiting".to_owned(),
            count => format!("{count} more reminders are waiting"),
        };
        let texts: Vec<String> = keys.iter().filter_map(|key| self.visible_text(key)).collect();
        let repeated =
            self.memory.open().any(|(key, _, open)| keys.contains(key) && open.was_shown());
        let (them, some) = match keys.len() {
            1 => ("it", "It was"),
            _ => ("them", "Some of them were"),
        };
        let label = if repeated { format!("\n{some} shown before.") } else { String::new() };
        let notice = match self.schedule.plan().privacy {
            Privacy::Plain => plain_notice(&summary, &format!("{}{label}", texts.join("\n"))),
            Privacy::Discreet => {
                plain_notice(&summary, &format!("To see {them}: aftercare today{label}"))
            }
            Privacy::Silent => plain_notice(NAME, ""),
        };
        let is_task = |key: &Key| self.memory.get(key).is_some_and(|k| k.kind == Kind::Task);
        let stay =
            if keys.iter().any(is_task) { Stay::UntilAnswered } else { Stay::AsTheDesktopLikes };
        Notice { stay, ..notice }
    }

    /// "Aftercare is running", and what comes next.
    pub(super) fn introduction(&self, now: Moment) -> Notice {
        if self.schedule.plan().privacy == Privacy::Silent {
            return plain_notice(NAME, "");
        }
        let next = match self.next_due() {
            None if self.schedule.days().is_empty() => {
                "Your plan has no session date yet, so nothing is planned.".to_owned()
            }
            None => "Nothing more is planned.".to_owned(),
            Some((key, due)) => {
                let text = self.visible_text(key).unwrap_or_default();
                format!("Next: {}. {text}", self.when(*due, now))
            }
        };
        plain_notice("Aftercare is running", &next)
    }

    /// The text of an occurrence, as far as the plan's privacy allows.
    pub(super) fn visible_text(&self, key: &Key) -> Option<String> {
        self.schedule.wording(key).map(|wording| self.seen(wording).0)
    }

    /// Summary and body as far as the plan's privacy allows.
    fn seen(&self, wording: Wording) -> (String, String) {
        match self.schedule.plan().privacy {
            Privacy::Plain => (wording.headline, wording.details),
            Privacy::Discreet => (wording.discreet, wording.discreet_details),
            Privacy::Silent => (NAME.to_owned(), String::new()),
        }
    }

    /// A doubled reminder can do harm too, so it says that it is one.
    fn shown_before(&self, open: &Open, now: Moment) -> String {
        let silent = self.schedule.plan().privacy == Privacy::Silent;
        open.perhaps_shown()
            .filter(|_| !silent)
            .map(|at| format!("Shown before: {}.", self.when(at, now)))
            .unwrap_or_default()
    }

    fn how_to_answer(&self, key: &Key, kind: Kind) -> String {
        let by_command = self.screen.server.as_ref().is_some_and(|s| s.answers == Answers::Command);
        match (kind, self.schedule.plan().privacy) {
            (Kind::Task, Privacy::Plain) if by_command => {
                format!("To answer: aftercare done {} (or later, or skip)", key.reminder)
            }
            (Kind::Task, Privacy::Discreet) if by_command => {
                "To answer: aftercare today".to_owned()
            }
            (Kind::Task | Kind::Note | Kind::Release, _) => String::new(),
        }
    }

    fn buttons(&self, kind: Kind) -> Option<Labels> {
        let on_notification =
            self.screen.server.as_ref().is_some_and(|s| s.answers == Answers::Buttons);
        match kind {
            Kind::Task if on_notification => Some(self.schedule.plan().labels.clone()),
            Kind::Task | Kind::Note | Kind::Release => None,
        }
    }

    /// "today at 08:30", or the weekday and date for another day.
    fn when(&self, moment: Moment, now: Moment) -> String {
        let wall = self.schedule.zone().wall(moment);
        if wall.date_naive() == self.schedule.wall_date(now) {
            wall.format("today at %H:%M").to_string()
        } else {
            wall.format("%A %-d %B at %H:%M").to_string()
        }
    }
}

/// What is shown when the plan file cannot be used.
pub(super) fn plan_rejected(mistake: &Mistake, in_force: &Plan) -> Notice {
    let kept = if in_force.reminders.is_empty() {
        "No plan is in force yet, so nothing is planned."
    } else {
        "Your last good plan stays in force."
    };
    let summary = "Your plan file has a mistake";
    let Mistake { place, message } = mistake;
    match in_force.privacy {
        Privacy::Plain => plain_notice(summary, &format!("{place}: {message}\n{kept}")),
        Privacy::Discreet => {
            plain_notice(summary, &format!("{place}\n{kept}\nTo see more: aftercare check"))
        }
        Privacy::Silent => plain_notice(NAME, ""),
    }
}

/// What is shown when the history could not be read.
pub(super) fn history_moved(name: &str) -> Notice {
    let body = format!("It was kept as {name}. Reminders go on from your plan.");
    plain_notice("Your history could not be read", &body)
}

/// What is shown when the daemon came up in safe mode.
pub(super) fn safe_mode(privacy: Privacy) -> Notice {
    match privacy {
        Privacy::Plain | Privacy::Discreet => plain_notice(
            "Aftercare is in safe mode",
            "It crashed three times within a minute. Your last good plan is in force.\n\
             To see more: aftercare status",
        ),
        Privacy::Silent => plain_notice(NAME, ""),
    }
}

fn plain_notice(summary: &str, body: &str) -> Notice {
    Notice {
        summary: summary.to_owned(),
        body: body.to_owned(),
        urgency: Urgency::Normal,
        stay: Stay::AsTheDesktopLikes,
        buttons: None,
    }
}
