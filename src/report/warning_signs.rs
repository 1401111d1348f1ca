//! When to call somebody: what clinics, dermatologists and health services publish, in short words.

use super::{Paragraph, Section, page};
use crate::{language::Language, plan::model::Contact};

/// The signs in three tiers, with the plan's contacts.
pub fn text(contact: &Contact, language: &Language) -> String {
    page(&sections(contact, language))
}

/// The same for a view that has another width.
pub(super) fn sections(contact: &Contact, language: &Language) -> Vec<Section> {
    let tier = |(signs, call): (String, String)| {
        vec![Paragraph::new("", &signs), Paragraph::new("  ", &call)]
    };
    let rest = ["signs-skin", "footer"].map(|key| vec![Paragraph::new("", &language.say(key))]);
    tiers(contact, language).into_iter().map(tier).chain(rest).collect()
}

/// Each tier: what it looks like, and whom to call.
pub(super) fn tiers(contact: &Contact, language: &Language) -> [(String, String); 3] {
    let practitioner = contact.practitioner.clone();
    let practitioner = practitioner.unwrap_or_else(|| language.say("contact-practitioner"));
    let doctor = contact.doctor.clone().unwrap_or_else(|| language.say("contact-doctor"));
    [
        (
            language.say("signs-look"),
            language.say_with("signs-look-call", &[("whom", practitioner.into())]),
        ),
        (
            language.say("signs-worse"),
            language.say_with("signs-worse-call", &[("whom", doctor.into())]),
        ),
        (language.say("signs-emergency"), language.say("signs-emergency-call")),
    ]
}
