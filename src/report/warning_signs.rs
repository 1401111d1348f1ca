//! When to call somebody: what clinics, dermatologists and health services publish, in short words.

use super::{Paragraph, Section, page};
use crate::{language::Language, plan::model::Contact};

/// The signs in three tiers, with the plan's contacts.
pub fn text(contact: &Contact, language: &Language) -> String {
    page(&sections(contact, language))
}

/// The same for a view that has another width.
pub(super) fn sections(contact: &Contact, language: &Language) -> Vec<Section> {
    let practitioner = contact.practitioner.clone();
    let practitioner = practitioner.unwrap_or_else(|| language.say("contact-practitioner"));
    let doctor = contact.doctor.clone().unwrap_or_else(|| language.say("contact-doctor"));
    let look = language.say_with("signs-look-call", &[("whom", practitioner.into())]);
    let worse = language.say_with("signs-worse-call", &[("whom", doctor.into())]);
    vec![
        tier(&language.say("signs-look"), &look),
        tier(&language.say("signs-worse"), &worse),
        tier(&language.say("signs-emergency"), &language.say("signs-emergency-call")),
        vec![Paragraph::new("", &language.say("signs-skin"))],
        vec![Paragraph::new("", &language.say("footer"))],
    ]
}

/// Signs, and below them whom to call.
fn tier(signs: &str, call: &str) -> Section {
    vec![Paragraph::new("", signs), Paragraph::new("  ", call)]
}
