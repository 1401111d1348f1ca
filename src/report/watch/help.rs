//! What the keys do, on a sheet of their own.

use crate::{
    language::Language,
    report::{Paragraph, Section},
};

/// The keys, and then what else is to be known.
pub(super) fn sections(language: &Language) -> Vec<Section> {
    let key = |keys: &str, meaning: String| Paragraph::new(&format!("{keys:<12}"), &meaning);
    vec![
        vec![
            key("Down, j", language.say("watch-help-down")),
            key("Up, k", language.say("watch-help-up")),
            key("Page Down", language.say("watch-help-page-down")),
            key("Page Up", language.say("watch-help-page-up")),
            key("Home, g", language.say("watch-help-home")),
            key("End, G", language.say("watch-help-end")),
        ],
        vec![
            key("d, Enter", language.say("watch-help-done")),
            key("l", language.say("watch-help-later")),
            key("s", language.say("watch-help-skip")),
        ],
        vec![
            key("w", language.say("watch-help-signs")),
            key("?, h", language.say("watch-help-help")),
            key("q, Esc", language.say("watch-help-quit")),
        ],
        vec![Paragraph::new("", &language.say("watch-help-answers"))],
        vec![Paragraph::new("", &language.say("watch-help-follows"))],
        vec![Paragraph::new("", &language.say("footer"))],
    ]
}
