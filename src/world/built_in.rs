//! The built-in templates, which `extends` gives by name.

use crate::plan::{either, nearest};

/// A name and the text of its file.
const ALL: [(&str, &str); 3] = [
    (STANDARD, include_str!("../../config/smp.toml")),
    ("cautious", include_str!("../../config/cautious.toml")),
    ("moist", include_str!("../../config/moist.toml")),
];

/// The one that is meant when none is named.
pub const STANDARD: &str = "smp";

/// What the text with every key is called; it is no template until somebody has filled it in.
pub const BLANK: &str = "blank";

/// Every key of the plan language, each with a word about it.
pub const BLANK_TEXT: &str = include_str!("../../config/blank.toml");

/// Their names, the standard one first.
pub fn names() -> impl Iterator<Item = &'static str> {
    ALL.iter().map(|(name, _)| *name)
}

/// The text of the template of this name.
pub fn text(name: &str) -> Option<&'static str> {
    ALL.iter().find(|(built_in, _)| *built_in == name).map(|(_, text)| *text)
}

/// Why a name that stands for no file either means nothing.
pub fn unknown(name: &str) -> String {
    let meant = match nearest(name, names()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("write {}", either(&names().collect::<Vec<_>>())),
    };
    format!("there is no built-in template `{name}`; {meant}")
}
