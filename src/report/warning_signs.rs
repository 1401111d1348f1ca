//! When to call somebody: what clinics, dermatologists and health services publish, in short words.

use super::{footer, paragraph};
use crate::{language::Language, plan::model::Contact};

/// The signs in three tiers, with the plan's contacts.
pub fn text(contact: &Contact, language: &Language) -> String {
    let tiers = tiers(contact, language);
    let tiers: Vec<String> = tiers
        .iter()
        .map(|(signs, call)| format!("{}\n{}", paragraph("", signs), paragraph("  ", call)))
        .collect();
    let skin = paragraph("", &language.say("signs-skin"));
    format!("{}\n\n{skin}\n\n{}\n", tiers.join("\n\n"), footer(language))
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
