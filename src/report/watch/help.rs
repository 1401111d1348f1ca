//! What the keys do, on a sheet of their own.

use crate::{
    language::Language,
    report::{Paragraph, Section},
};

/// The keys, and then what else is to be known.
pub(super) fn sections(language: &Language) -> Vec<Section> {
    let key = |keys: &str, meaning: String| Paragraph::new(&format!("{keys:<17}"), &meaning);
    let named = |keys: &str, meaning: &str| key(&language.say(keys), language.say(meaning));
    vec![
        vec![
            named("watch-name-down", "watch-help-down"),
            named("watch-name-up", "watch-help-up"),
            named("watch-name-page-down", "watch-help-page-down"),
            named("watch-name-page-up", "watch-help-page-up"),
            named("watch-name-home", "watch-help-home"),
            named("watch-name-end", "watch-help-end"),
        ],
        vec![
            named("watch-name-done", "watch-help-done"),
            key("l", language.say("watch-help-later")),
            key("s", language.say("watch-help-skip")),
        ],
        vec![
            key("w", language.say("watch-help-signs")),
            key("?, h", language.say("watch-help-help")),
            named("watch-name-quit", "watch-help-quit"),
        ],
        vec![Paragraph::new("", &language.say("watch-help-answers"))],
        vec![Paragraph::new("", &language.say("watch-help-follows"))],
        vec![Paragraph::new("", &language.say("footer"))],
    ]
}
