//! When to call somebody: what clinics, dermatologists and health services publish, in short words.

use super::{FOOTER, paragraph};
use crate::plan::model::Contact;

/// The signs in three tiers, with the plan's contacts.
pub fn text(contact: &Contact) -> String {
    let practitioner = contact.practitioner.as_deref().unwrap_or("your practitioner");
    let doctor = contact.doctor.as_deref().unwrap_or("a doctor");
    let tiers = [
        ("Worried about the look, an itch or a product?", format!("Call {practitioner}.")),
        (
            "Worse, not better? Spreading redness, more pain, heat, swelling, pus, or a fever?",
            format!("Call {doctor} today."),
        ),
        (
            "Trouble breathing, a swollen face or throat, or feeling very unwell?",
            "Call your local emergency number now.".to_owned(),
        ),
    ];
    let tiers: Vec<String> = tiers
        .iter()
        .map(|(signs, call)| format!("{}\n{}", paragraph("", signs), paragraph("  ", call)))
        .collect();
    format!(
        "{}\n\n{}\n\n{}\n",
        tiers.join("\n\n"),
        paragraph(
            "",
            "On brown or black skin, redness can be hard to see. Look for heat, swelling and \
             pain too."
        ),
        paragraph("", FOOTER)
    )
}
