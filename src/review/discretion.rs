//! Discreet texts that tell what was done to the person.

use super::{
    Case,
    texts::{Part, Passage, words},
};
use crate::plan::{model::Privacy, problem::Problem};

/// Words that name the body part or the treatment, in English, German, Spanish and French.
///
/// Left out is what each language also uses for other things, such as "points" and "Punkte".
const TELLING: &[&str] = &[
    "scalp",
    "head",
    "skin",
    "hair",
    "hairline",
    "pigment",
    "pigments",
    "pigmentation",
    "micropigmentation",
    "smp",
    "tattoo",
    "tattoos",
    "tattooed",
    "dots",
    "scab",
    "scabs",
    "crust",
    "crusts",
    "shave",
    "shaving",
    "razor",
    "bald",
    "clinic", //
    "kopf",
    "kopfhaut",
    "haar",
    "haare",
    "haaren",
    "pigmente",
    "pigmentierung",
    "tätowierung",
    "tattoowierung",
    "schorf",
    "kruste",
    "krusten",
    "rasieren",
    "rasur",
    "glatze", //
    "cuero",
    "cabelludo",
    "cabeza",
    "piel",
    "pelo",
    "cabello",
    "pigmento",
    "pigmentación",
    "micropigmentación",
    "tatuaje",
    "costra",
    "costras",
    "afeitar",
    "afeitado",
    "calvo", //
    "cuir",
    "chevelu",
    "tête",
    "crâne",
    "peau",
    "cheveu",
    "cheveux",
    "pigmentation",
    "tatouage",
    "croûte",
    "croûtes",
    "raser",
    "rasage",
    "chauve",
];

/// German for skin. In French the same letters are a plain word, but with a small one.
const SKIN: &str = "Haut";

/// A warning for each discreet text that tells too much.
pub(super) fn warnings<'a>(case: &'a Case<'a>) -> impl Iterator<Item = Problem> + 'a {
    let is_shown = match case.schedule.plan().privacy {
        Privacy::Discreet => true,
        Privacy::Plain | Privacy::Silent => false,
    };
    let texts = case.own_texts().filter(move |text| is_shown && text.key == "discreet");
    texts.filter_map(|text| {
        let word = telling(text)?;
        Some(
            Problem::warning(text.part(&word), "this discreet text is not discreet")
                .label("whoever sees the screen reads this")
                .help(
                    "say what to do and leave out where, such as \"Time for your cream.\" or \
                     \"A new step starts today.\"",
                ),
        )
    })
}

fn telling<'t>(text: &Passage<'t>) -> Option<Part<'t>> {
    let is_telling = |word: &str| word == SKIN || TELLING.contains(&word.to_lowercase().as_str());
    words(text.text).find(|word| word.text.split('-').any(is_telling))
}
