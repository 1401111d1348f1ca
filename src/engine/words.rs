//! The words of notifications, by what the plan allows to be seen.

use std::collections::BTreeSet;

use super::{
    Engine,
    event::{Answers, Mistake},
    memory::Open,
    notice::{Buttons, Notice, Stay},
};
use crate::{
    language::Language,
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
        let wording = self.schedule.wording(key, &self.language)?;
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
        let about = [("count", keys.len().into())];
        let counted = |key| self.language.say_with(key, &about);
        let summary = counted("notice-more");
        let texts: Vec<String> = keys.iter().filter_map(|key| self.visible_text(key)).collect();
        let repeated =
            self.memory.open().any(|(key, _, open)| keys.contains(key) && open.was_shown());
        let label =
            if repeated { format!("\n{}", counted("notice-more-shown")) } else { String::new() };
        let notice = match self.schedule.plan().privacy {
            Privacy::Plain => plain_notice(&summary, &format!("{}{label}", texts.join("\n"))),
            Privacy::Discreet => {
                plain_notice(&summary, &format!("{}{label}", counted("notice-more-see")))
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
            None if self.schedule.days().is_empty() => self.language.say("notice-no-session"),
            None => self.language.say("notice-nothing-more"),
            Some((key, due)) => {
                let text = self.visible_text(key).unwrap_or_default();
                let about = [("when", self.when(*due, now).into()), ("text", text.into())];
                self.language.say_with("notice-next", &about)
            }
        };
        plain_notice(&self.language.say("notice-running"), &next)
    }

    /// The text of an occurrence, as far as the plan's privacy allows.
    pub(super) fn visible_text(&self, key: &Key) -> Option<String> {
        self.schedule.wording(key, &self.language).map(|wording| self.seen(wording).0)
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
            .map(|at| self.when(at, now))
            .map(|when| self.language.say_with("notice-shown-before", &[("when", when.into())]))
            .unwrap_or_default()
    }

    fn how_to_answer(&self, key: &Key, kind: Kind) -> String {
        let by_command = self.screen.server.as_ref().is_some_and(|s| s.answers == Answers::Command);
        match (kind, self.schedule.plan().privacy) {
            (Kind::Task, Privacy::Plain) if by_command => {
                let id = key.reminder.as_str();
                self.language.say_with("notice-answer", &[("id", id.into())])
            }
            (Kind::Task, Privacy::Discreet) if by_command => {
                self.language.say("notice-answer-today")
            }
            (Kind::Task | Kind::Note | Kind::Release, _) => String::new(),
        }
    }

    fn buttons(&self, kind: Kind) -> Option<Buttons> {
        let on_notification =
            self.screen.server.as_ref().is_some_and(|s| s.answers == Answers::Buttons);
        match kind {
            Kind::Task if on_notification => {
                Some(buttons(&self.schedule.plan().labels, &self.language))
            }
            Kind::Task | Kind::Note | Kind::Release => None,
        }
    }

    /// "today at 08:30", or the weekday and date for another day.
    fn when(&self, moment: Moment, now: Moment) -> String {
        let wall = self.schedule.zone().wall(moment).naive_local();
        self.language.moment_from(wall, self.schedule.wall_date(now))
    }
}

/// The plan's words on the buttons or, where it has none, those of the language.
fn buttons(labels: &Labels, language: &Language) -> Buttons {
    let word = |label: &Option<String>, key| label.clone().unwrap_or_else(|| language.say(key));
    Buttons {
        done: word(&labels.done, "notice-done"),
        later: word(&labels.later, "notice-later"),
        skip: word(&labels.skip, "notice-skip"),
    }
}

/// What is shown when the plan file cannot be used.
pub(super) fn plan_rejected(mistake: &Mistake, in_force: &Plan, language: &Language) -> Notice {
    let kept = if in_force.reminders.is_empty() { "notice-no-plan" } else { "notice-kept" };
    let (summary, kept) = (language.say("notice-mistake"), language.say(kept));
    let Mistake { place, message } = mistake;
    match in_force.privacy {
        Privacy::Plain => plain_notice(&summary, &format!("{place}: {message}\n{kept}")),
        Privacy::Discreet => {
            let more = language.say("notice-see-check");
            plain_notice(&summary, &format!("{place}\n{kept}\n{more}"))
        }
        Privacy::Silent => plain_notice(NAME, ""),
    }
}

/// What is shown when the history could not be read.
pub(super) fn history_moved(name: &str, language: &Language) -> Notice {
    let body = language.say_with("notice-history-kept", &[("name", name.into())]);
    plain_notice(&language.say("notice-history"), &body)
}

/// What is shown when the daemon came up in safe mode.
pub(super) fn safe_mode(privacy: Privacy, language: &Language) -> Notice {
    match privacy {
        Privacy::Plain | Privacy::Discreet => {
            let (why, more) =
                (language.say("notice-safe-mode-why"), language.say("notice-see-status"));
            plain_notice(&language.say("notice-safe-mode"), &format!("{why}\n{more}"))
        }
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
