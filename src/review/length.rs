//! Texts that are longer than a notification shows.

use super::{
    Case,
    texts::{Part, Passage},
};
use crate::plan::{entry::EntryKind, problem::Problem};

/// The most characters of a summary.
///
/// GNOME Shell has one line for it and cuts the rest off (`messageList.js`; a banner of 34 em holds
/// about 70 letters). mako and dunst wrap it, by default in a popup 300 pixels wide (mako(5),
/// dunst(5)): at 10 points that is two lines of 36 letters.
const SUMMARY: usize = 72;

/// The most characters of `then`, which follows "Day 30: " in a summary.
const ALLOWED: usize = SUMMARY - "Day 30: ".len();

/// The most characters of a body.
///
/// mako's popup is 100 pixels high by default (mako(5)): at 10 points that is six lines of 36
/// letters, of which the summary takes up to two. GNOME Shell shows up to six lines
/// (`DEFAULT_EXPAND_LINES`), dunst three times the height of mako.
const BODY: usize = 160;

/// A warning for each text of which the end would not be seen.
pub(super) fn warnings<'a>(case: &'a Case<'a>) -> impl Iterator<Item = Problem> + 'a {
    case.own_texts().filter_map(|text| {
        let bound = bound(text)?;
        let whole = text.text.trim_end();
        let (start, _) = whole.char_indices().nth(bound)?;
        let unseen = Part { start, text: whole.get(start..)? };
        let length = whole.chars().count();
        Some(
            Problem::warning(text.part(&unseen), "this text is longer than a notification shows")
                .label(format!("{length} characters; up to {bound} are seen"))
                .help(help(text)),
        )
    })
}

/// How much of a text is seen; `None` for what is never on a notification.
fn bound(text: &Passage<'_>) -> Option<usize> {
    match (text.kind, text.key) {
        (EntryKind::Reminder, "details") => Some(BODY),
        (EntryKind::Reminder | EntryKind::Restriction, "text" | "discreet") => Some(SUMMARY),
        (EntryKind::Restriction, "then") => Some(ALLOWED),
        (_, _) => None,
    }
}

fn help(text: &Passage<'_>) -> &'static str {
    match (text.kind, text.key) {
        (EntryKind::Reminder, "text") => {
            "say it in fewer words, or move the end of it to `details`"
        }
        (EntryKind::Reminder, "details") => "say it in fewer words, or make two reminders of it",
        (EntryKind::Restriction, "then") => {
            "say it in fewer words, or move the end of it to `because`"
        }
        (_, _) => "say it in fewer words",
    }
}
