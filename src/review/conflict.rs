//! A reminder that tells to do what a restriction forbids on the same day.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{
    Case,
    texts::{Part, Passage, words},
};
use crate::plan::{
    entry::EntryKind,
    model::{Reminder, ReminderKind, Restriction},
    problem::Problem,
};

/// Words with which a sentence forbids, asks, puts off or only prepares: in four languages, since
/// the practitioner's text may be in any of them.
const HOLDING_BACK: &[&str] = &[
    "no",
    "not",
    "never",
    "without",
    "avoid",
    "avoiding",
    "until",
    "till",
    "before",
    "cannot",
    "nor",
    "nothing",
    "instead",
    "except",
    "unless",
    "if",
    "skip",
    "stop",
    "wait",
    "away",
    "against",
    "protect",
    "cover",
    "shade",
    "loose",
    "ask",
    "asks",
    "asking",
    "call",
    "check",
    "look",
    "watch",
    "read",
    "plan",
    "buy",
    "order",
    "book",
    "pack",
    "photo",
    "picture", //
    "nicht",
    "kein",
    "keine",
    "keinen",
    "keinem",
    "keiner",
    "nie",
    "niemals",
    "ohne",
    "vermeide",
    "vermeiden",
    "meide",
    "meiden",
    "bis",
    "bevor",
    "vor",
    "statt",
    "wenn",
    "falls",
    "frage",
    "frag",
    "fragen",
    "prüfe",
    "prüfen",
    "kaufe",
    "kaufen", //
    "nunca",
    "sin",
    "evita",
    "evite",
    "evitar",
    "hasta",
    "antes",
    "si",
    "pregunta",
    "pregunte",
    "preguntar",
    "compra",
    "comprar", //
    "ne",
    "pas",
    "jamais",
    "sans",
    "évite",
    "évitez",
    "éviter",
    "jusqu'à",
    "avant",
    "demande",
    "demandez",
    "demander",
    "achète",
    "achetez",
    "acheter",
];

/// Words that mean another thing beside one of these: to drink water is not to wash in it.
const OTHER_SENSES: &[(&str, &[&str])] = &[
    (
        "water",
        &["drink", "have", "take", "glass", "bottle", "cup", "sip", "tablet", "pill", "vitamin"],
    ),
    ("wasser", &["trink", "trinke", "trinken", "glas", "flasche"]),
    ("agua", &["bebe", "bebes", "beba", "beber", "toma", "tome", "vaso", "botella"]),
    ("eau", &["bois", "buvez", "boire", "verre", "bouteille"]),
    (
        "wash",
        &["hands", "face", "body", "pillowcase", "pillow", "sheets", "towel", "hat", "clothes"],
    ),
    ("washing", &["hands", "machine", "pillowcase", "sheets", "towel"]),
    ("waschen", &["hände", "gesicht", "kissen", "kissenbezug"]),
    ("wasche", &["hände", "gesicht", "kissen", "kissenbezug"]),
    ("lavar", &["manos", "cara", "funda"]),
    ("laver", &["mains", "visage", "taie"]),
    ("shower", &["neck"]),
    ("oil", &["fish", "olive"]),
    ("balm", &["lip"]),
    ("cream", &["hand", "hands", "ice"]),
    ("acid", &["folic"]),
    ("pick", &["up", "out"]),
    ("itch", &["tap", "pat"]),
    ("rub", &["in"]),
    ("touch", &["base"]),
    ("cap", &["tube", "jar", "bottle"]),
    ("run", &["out", "errand", "errands"]),
    ("sun", &["out", "hat", "care", "protection", "umbrella"]),
];

/// One task and one restriction that are at odds.
struct Conflict<'a> {
    reminder: &'a Reminder,
    restriction: &'a Restriction,
    /// The word of the reminder's text.
    word: Part<'a>,
    first: NaiveDate,
}

/// A warning for each task and restriction that are at odds on some date.
pub(super) fn warnings<'a>(case: &'a Case<'a>) -> impl Iterator<Item = Problem> + 'a {
    let plan = case.schedule.plan();
    let forbidden = Forbidden::of(&plan.restrictions);
    let texts =
        case.texts.iter().filter(|text| text.kind == EntryKind::Reminder && text.key == "text");
    texts
        .filter_map(|text| Some((text, case.schedule.reminder(text.id)?)))
        .filter(|(_, reminder)| is_task(reminder))
        .flat_map(move |(text, reminder)| {
            forbidden.named_in(text).into_iter().filter_map(move |(restriction, word)| {
                let first = first_date(case, reminder, restriction)?;
                warning(case, text, &Conflict { reminder, restriction, word, first })
            })
        })
}

fn is_task(reminder: &Reminder) -> bool {
    match reminder.kind {
        ReminderKind::Task => true,
        ReminderKind::Note => false,
    }
}

fn first_date(case: &Case<'_>, reminder: &Reminder, closed: &Restriction) -> Option<NaiveDate> {
    let calendar = &case.calendar;
    let days = calendar.recurs(reminder).iter().zip(calendar.is_closed(closed));
    let mut both = calendar.dates.iter().zip(days);
    both.find(|(_, (recurs, closed))| **recurs && **closed).map(|(date, _)| *date)
}

fn warning(case: &Case<'_>, text: &Passage<'_>, conflict: &Conflict<'_>) -> Option<Problem> {
    let Conflict { reminder, restriction, word, first } = conflict;
    let own = Some(text.part(word)).filter(|span| case.is_own(span));
    let span = own
        .or_else(|| case.own(EntryKind::Reminder, &reminder.id, &["days", "count_from", "enabled"]))
        .or_else(|| {
            case.own(EntryKind::Restriction, &restriction.id, &["days", "count_from", "words"])
        })?;
    let message = format!("`{}` asks for what `{}` forbids that day", reminder.id, restriction.id);
    let help = match (&reminder.unless_closed, restriction.days.last()) {
        (None, Some(_)) => {
            format!(
                "add `unless_closed = \"{}\"` to `{}`, or change `days`",
                restriction.id, reminder.id
            )
        }
        (Some(_), Some(_)) | (_, None) => "change the `days` of one of the two".to_owned(),
    };
    Some(
        Problem::warning(span, message)
            .label(format!("first on {}", case.day(*first)))
            .note(format!("\"{}\" is closed then", restriction.label))
            .help(help),
    )
}

/// The words of all restrictions, by the first of each phrase.
struct Forbidden<'a> {
    phrases: BTreeMap<String, Vec<(Vec<String>, &'a Restriction)>>,
}

impl<'a> Forbidden<'a> {
    fn of(restrictions: &'a [Restriction]) -> Self {
        let mut phrases: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for restriction in restrictions.iter().filter(|restriction| !is_for_others(restriction)) {
            for phrase in accusing(restriction) {
                if let Some(first) = phrase.first() {
                    phrases.entry(first.clone()).or_default().push((phrase, restriction));
                }
            }
        }
        Self { phrases }
    }

    /// Each restriction that a text is about, with the word that says so.
    fn named_in<'t>(&self, text: &Passage<'t>) -> Vec<(&'a Restriction, Part<'t>)> {
        let mut seen = BTreeSet::new();
        let mut named: Vec<_> =
            text.sentences().flat_map(|sentence| self.named_in_sentence(sentence)).collect();
        named.retain(|(restriction, _)| seen.insert(&restriction.id));
        named
    }

    fn named_in_sentence<'t>(&self, sentence: Part<'t>) -> Vec<(&'a Restriction, Part<'t>)> {
        let parts: Vec<_> = sentence.words().collect();
        let lower: Vec<_> = parts.iter().map(|word| word.text.to_lowercase()).collect();
        if sentence.text.ends_with('?') || lower.iter().any(|word| holds_back(word)) {
            return Vec::new();
        }
        let mut named = Vec::new();
        let mut rest = parts.as_slice();
        while let Some((word, after)) = rest.split_first() {
            let from = parts.len() - rest.len();
            let (length, found) = self.longest(lower.get(from..).unwrap_or_default());
            let meant = !has_another_sense(word, &lower);
            named.extend(found.into_iter().filter(|_| meant).map(|r| (r, *word)));
            rest = after.get(length.saturating_sub(1)..).unwrap_or_default();
        }
        named
    }

    /// The restrictions with the longest phrase that `words` begin with: "light exercise" is not
    /// "exercise".
    fn longest(&self, words: &[String]) -> (usize, Vec<&'a Restriction>) {
        let known = words.first().and_then(|first| self.phrases.get(first));
        let fitting = known.into_iter().flatten().filter(|(phrase, _)| words.starts_with(phrase));
        let fitting: Vec<_> = fitting.collect();
        let length = fitting.iter().map(|(phrase, _)| phrase.len()).max().unwrap_or(1);
        let longest = fitting.into_iter().filter(|(phrase, _)| phrase.len() == length);
        (length, longest.map(|(_, restriction)| *restriction).collect())
    }
}

/// The phrases of a restriction, but for the words that are wider than what it forbids: where a
/// "tight hat" is meant, as the label says, "hat" is there for people to ask about.
fn accusing(restriction: &Restriction) -> Vec<Vec<String>> {
    let lower = |text: &str| words(text).map(|word| word.text.to_lowercase()).collect::<Vec<_>>();
    let label = lower(&restriction.label);
    let all: Vec<_> = restriction.words.iter().map(|phrase| lower(phrase)).collect();
    let narrowed = all.iter().filter(|phrase| {
        phrase.len() > 1 && phrase.first().is_some_and(|first| label.contains(first))
    });
    let wide: BTreeSet<_> = narrowed.filter_map(|phrase| phrase.last().cloned()).collect();
    let is_wide =
        |phrase: &Vec<String>| phrase.len() == 1 && wide.contains(phrase.concat().as_str());
    all.into_iter().filter(|phrase| !is_wide(phrase)).collect()
}

/// Whether somebody else decides when it ends, so that a reminder may well follow their word.
fn is_for_others(restriction: &Restriction) -> bool {
    restriction.days.last().is_none() && restriction.ask.is_some()
}

fn holds_back(word: &str) -> bool {
    HOLDING_BACK.contains(&word) || word.ends_with("n't") || word.ends_with("n\u{2019}t")
}

fn has_another_sense(word: &Part<'_>, sentence: &[String]) -> bool {
    let word = word.text.to_lowercase();
    let senses = OTHER_SENSES.iter().filter(|(ambiguous, _)| *ambiguous == word);
    let mut companions = senses.flat_map(|(_, companions)| companions.iter());
    companions.any(|companion| sentence.iter().any(|other| other == companion))
}
