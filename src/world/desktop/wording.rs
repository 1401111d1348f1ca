//! A [`Notice`] in the words of the desktop notification specification.

use notify_rust::{Hint, Notification, Timeout};

use crate::engine::notice::{Answer, Buttons, Notice, Stay};
use crate::plan::model::Urgency;
use crate::world::control;

/// What a server can do, of what matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Skills {
    /// It offers buttons.
    pub(super) buttons: bool,
    /// It reads the body as markup.
    pub(super) markup: bool,
}

impl Skills {
    /// Picks them out of what `GetCapabilities` says.
    pub(super) fn named(capabilities: &[String]) -> Self {
        let has = |name: &str| capabilities.iter().any(|capability| capability == name);
        Self { buttons: has("actions"), markup: has("body-markup") }
    }
}

/// Describes the notification for a server with these skills.
pub(super) fn worded(notice: &Notice, skills: Skills) -> Notification {
    let mut notification = Notification::new();
    notification
        .appname("Aftercare")
        .icon("appointment-soon")
        .summary(&one_line(&notice.summary))
        .body(&body(&notice.body, skills))
        .hint(Hint::Urgency(urgency(notice.urgency)))
        .hint(Hint::Category("x-aftercare.reminder".to_owned()))
        // Some desktops take the program's name and icon from its entry, which is called like its bus.
        .hint(Hint::DesktopEntry(control::NAME.to_owned()))
        .timeout(timeout(notice.stay));
    if let Some(labels) = notice.buttons.as_ref().filter(|_| skills.buttons) {
        for (answer, label) in buttons(labels) {
            notification.action(answer.word(), &one_line(label));
        }
    }
    notification
}

fn buttons(labels: &Buttons) -> [(Answer, &str); 3] {
    [(Answer::Done, &labels.done), (Answer::Later, &labels.later), (Answer::Skip, &labels.skip)]
}

fn urgency(urgency: Urgency) -> notify_rust::Urgency {
    match urgency {
        Urgency::Low => notify_rust::Urgency::Low,
        Urgency::Normal => notify_rust::Urgency::Normal,
        Urgency::Critical => notify_rust::Urgency::Critical,
    }
}

fn timeout(stay: Stay) -> Timeout {
    match stay {
        Stay::UntilAnswered => Timeout::Never,
        Stay::AsTheDesktopLikes => Timeout::Default,
    }
}

/// Summaries and labels are never markup, but a line break in them breaks some servers' layout.
fn one_line(text: &str) -> String {
    let words: Vec<&str> = text
        .split(|letter: char| letter.is_whitespace() || letter.is_control())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

/// D-Bus refuses NUL in a string, and other control characters have no meaning in a text.
fn body(text: &str, skills: Skills) -> String {
    let lines = text.replace("\r\n", "\n").replace('\t', " ");
    let mut plain = String::with_capacity(lines.len());
    for letter in lines.chars().filter(|&letter| letter == '\n' || !letter.is_control()) {
        match letter {
            '&' if skills.markup => plain.push_str("&amp;"),
            '<' if skills.markup => plain.push_str("&lt;"),
            '>' if skills.markup => plain.push_str("&gt;"),
            other => plain.push(other),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    const PLAIN: Skills = Skills { buttons: false, markup: false };
    const RICH: Skills = Skills { buttons: true, markup: true };

    fn notice() -> Notice {
        Notice {
            summary: "Wash\r\ngently\u{0}  now\u{7}".to_owned(),
            body: "a < b & \"c\" 'd'\r\n<b>no\tbold</b>\u{0}\u{1b}".to_owned(),
            urgency: Urgency::Critical,
            stay: Stay::UntilAnswered,
            buttons: Some(Buttons {
                done: "Done".to_owned(),
                later: "Not\nnow".to_owned(),
                skip: "Skip".to_owned(),
            }),
        }
    }

    #[test]
    fn a_summary_is_one_line_of_plain_text() {
        assert_eq!(worded(&notice(), RICH).summary, "Wash gently now");
    }

    #[test]
    fn a_body_is_escaped_for_servers_that_read_markup_alone() {
        assert_eq!(worded(&notice(), PLAIN).body, "a < b & \"c\" 'd'\n<b>no bold</b>");
        assert_eq!(
            worded(&notice(), RICH).body,
            "a &lt; b &amp; \"c\" 'd'\n&lt;b&gt;no bold&lt;/b&gt;"
        );
    }

    #[test]
    fn buttons_are_for_servers_that_have_them_alone() {
        assert!(worded(&notice(), PLAIN).actions.is_empty());
        assert_eq!(
            worded(&notice(), RICH).actions,
            ["done", "Done", "later", "Not now", "skip", "Skip"]
        );
    }

    #[test]
    fn there_are_three_hints_and_none_opens_a_locked_screen() {
        let expected = HashSet::from([
            Hint::Urgency(notify_rust::Urgency::Critical),
            Hint::Category("x-aftercare.reminder".to_owned()),
            Hint::DesktopEntry("io.github.aftercare.Aftercare".to_owned()),
        ]);
        assert_eq!(worded(&notice(), RICH).hints, expected);
    }

    #[test]
    fn every_button_is_understood_and_nothing_else() {
        for said in [Answer::Done, Answer::Later, Answer::Skip] {
            assert_eq!(Answer::parse(said.word()), Some(said));
        }
        assert_eq!(Answer::parse("default"), None);
    }
}
