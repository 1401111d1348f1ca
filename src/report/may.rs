//! "May I?" as text and as JSON: the answer first, then why, and whom to ask.

use chrono::NaiveDate;
use serde::Serialize;

use super::{SCHEMA, ask, block, contacts, day_line, hanging, labelled, paragraph};
use crate::{
    language::Language,
    may::{Answer, May, Part, Sign, Topic, Verdict, Worry},
    schedule::Schedule,
};

/// The answer of `may --json`.
#[derive(Debug, Serialize)]
pub struct View {
    schema: u32,
    question: String,
    date: NaiveDate,
    /// The recovery day; negative before a session, `null` without one.
    recovery_day: Option<i32>,
    /// The strictest answer of all topics: "yes", "yes-if", "not-yet", "ask" or "not-said"; or "call"
    /// for a question about the skin.
    answer: &'static str,
    topics: Vec<TopicItem>,
    /// What phases and reminders say, for a question about the skin.
    mentions: Vec<String>,
    /// A word that names another date than this answer is for.
    other_date: Option<String>,
    practitioner: Option<String>,
    doctor: Option<String>,
    #[serde(skip)]
    day: String,
    #[serde(skip)]
    sign: Option<(Sign, String)>,
}

#[derive(Debug, Serialize)]
struct TopicItem {
    asked: String,
    /// What it was taken for, if that is another word.
    taken_for: Option<String>,
    /// A word that may have been meant; it was not answered for.
    perhaps: Option<String>,
    answer: &'static str,
    /// The date from which it is allowed.
    from: Option<NaiveDate>,
    /// What it takes, one for each restriction.
    parts: Vec<PartItem>,
    /// What it takes, too, of which the plan says nothing.
    not_said: Vec<String>,
    /// What phases and reminders of that date say with the same word.
    mentions: Vec<String>,
    #[serde(skip)]
    verdict: Verdict,
}

#[derive(Debug, Serialize)]
struct PartItem {
    id: String,
    label: String,
    answer: &'static str,
    from: Option<NaiveDate>,
    meanwhile: Option<String>,
    then: Option<String>,
    because: Option<String>,
    ask: Option<String>,
    /// The date on which it is closed next, while it is free.
    closes: Option<NaiveDate>,
    #[serde(skip)]
    verdict: Verdict,
}

/// What is shown of an answer, or what to type instead.
pub fn view(
    schedule: &Schedule,
    date: NaiveDate,
    question: &str,
    may: &May,
    language: &Language,
) -> Result<View, String> {
    let blank = blank(schedule, date, question, language);
    match may {
        May::Plan(Answer { topics, other_date }) => Ok(View {
            answer: word(topics.iter().map(|topic| &topic.verdict).max()),
            topics: topics.iter().map(topic_item).collect(),
            other_date: other_date.clone(),
            ..blank
        }),
        May::Worry(Worry { typed, sign, mentions }) => {
            Ok(View { mentions: mentions.clone(), sign: Some((*sign, typed.clone())), ..blank })
        }
        May::Empty => Err(language.say("may-empty")),
        May::Negated(word) => {
            Err(language.say_with("may-negated", &[("word", word.as_str().into())]))
        }
    }
}

fn blank(schedule: &Schedule, date: NaiveDate, question: &str, language: &Language) -> View {
    let contact = &schedule.plan().contact;
    View {
        schema: SCHEMA,
        question: question.to_owned(),
        date,
        recovery_day: schedule.days().number(date),
        answer: "call",
        topics: Vec::new(),
        mentions: Vec::new(),
        other_date: None,
        practitioner: contact.practitioner.clone(),
        doctor: contact.doctor.clone(),
        day: day_line(schedule, date, language),
        sign: None,
    }
}

/// The word for a verdict, the same in every release.
fn word(verdict: Option<&Verdict>) -> &'static str {
    match verdict {
        Some(Verdict::Yes) => "yes",
        Some(Verdict::YesIf | Verdict::Meanwhile(_)) => "yes-if",
        Some(Verdict::NotYet(_)) => "not-yet",
        Some(Verdict::Ask | Verdict::AskFirst) => "ask",
        Some(Verdict::Silent) | None => "not-said",
    }
}

fn from(verdict: &Verdict) -> Option<NaiveDate> {
    match verdict {
        Verdict::NotYet(date) => Some(*date),
        Verdict::Meanwhile(date) => *date,
        Verdict::Yes | Verdict::YesIf | Verdict::Silent | Verdict::AskFirst | Verdict::Ask => None,
    }
}

fn topic_item(topic: &Topic) -> TopicItem {
    TopicItem {
        asked: topic.typed.clone(),
        taken_for: topic.taken_for.clone(),
        perhaps: topic.perhaps.clone(),
        answer: word(Some(&topic.verdict)),
        from: from(&topic.verdict),
        parts: topic.parts.iter().map(part_item).collect(),
        not_said: topic.unsaid.clone(),
        mentions: topic.mentions.clone(),
        verdict: topic.verdict.clone(),
    }
}

fn part_item(part: &Part) -> PartItem {
    PartItem {
        id: part.id.clone(),
        label: part.label.clone(),
        answer: word(Some(&part.verdict)),
        from: from(&part.verdict),
        meanwhile: part.meanwhile.clone(),
        then: part.then.clone(),
        because: part.because.clone(),
        ask: part.ask.clone(),
        closes: part.closes,
        verdict: part.verdict.clone(),
    }
}

impl View {
    /// All of it as text.
    pub fn text(&self, language: &Language) -> String {
        let heading = format!("{}\n{}", language.long_date(self.date), self.day);
        let answers = match &self.sign {
            None => self.topics.iter().map(|topic| topic.text(self, language)).collect(),
            Some((sign, typed)) => vec![self.sign_text(*sign, typed, language)],
        };
        let whom = contacts(self.practitioner.as_deref(), self.doctor.as_deref(), language);
        let sections = [heading].into_iter().chain(answers).chain(self.date_hint(language));
        sections.chain([block(&whom)]).collect::<Vec<_>>().join("\n\n") + "\n"
    }

    /// Who asks about tomorrow is not to take today's answer for it.
    fn date_hint(&self, language: &Language) -> Option<String> {
        let word = self.other_date.as_deref()?;
        let date = language.long_date(self.date);
        let about = [("word", word.into()), ("date", date.into())];
        Some(paragraph("", &language.say_with("may-other-date", &about)))
    }

    fn sign_text(&self, sign: Sign, typed: &str, language: &Language) -> String {
        let key = match sign {
            Sign::Warning => "may-sign-warning",
            Sign::Look => "may-sign-look",
        };
        let about = [("word", typed.into()), ("whom", self.practitioner(language).into())];
        let first = paragraph("", &language.say_with(key, &about));
        let quoted = self.mentions.iter().map(|text| quote(text, language));
        [first].into_iter().chain(quoted).collect::<Vec<_>>().join("\n")
    }

    fn practitioner(&self, language: &Language) -> String {
        self.practitioner.clone().unwrap_or_else(|| language.say("contact-practitioner"))
    }
}

impl TopicItem {
    fn text(&self, view: &View, language: &Language) -> String {
        let headline = labelled(&self.asked, &self.headline(view, language), language);
        let indent = self.asked.chars().count() + 2;
        let mut lines = vec![hanging(&headline, indent)];
        lines.extend(self.taken_for.as_ref().map(|word| {
            paragraph("  ", &language.say_with("may-taken-for", &[("word", word.into())]))
        }));
        lines.extend(self.perhaps.as_ref().map(|word| {
            paragraph("  ", &language.say_with("may-perhaps", &[("word", word.into())]))
        }));
        let in_composite = 1 < self.parts.len() + self.not_said.len();
        lines.extend(self.parts.iter().flat_map(|part| part.lines(in_composite, language)));
        if !self.parts.is_empty() {
            let unsaid = self.not_said.iter();
            let silent = language.say("may-silent");
            lines.extend(unsaid.map(|name| paragraph("  - ", &labelled(name, &silent, language))));
        }
        lines.extend(self.mentions.iter().map(|text| quote(text, language)));
        lines.join("\n")
    }

    fn headline(&self, view: &View, language: &Language) -> String {
        match (&self.verdict, self.parts.as_slice()) {
            (Verdict::Yes, _) => language.say("may-yes") + ".",
            (Verdict::YesIf, [PartItem { then: Some(condition), .. }])
            | (Verdict::Meanwhile(_), [PartItem { meanwhile: Some(condition), .. }]) => {
                yes_if(condition, language) + "."
            }
            (Verdict::YesIf | Verdict::Meanwhile(_), _) => language.say("may-yes-if-all"),
            (Verdict::NotYet(date), _) => not_yet(&language.long_date(*date), language) + ".",
            (Verdict::Ask | Verdict::AskFirst, _) => ask(self.whom(), language) + ".",
            (Verdict::Silent, _) => {
                let whom = view.practitioner(language);
                language.say_with("may-silent-ask", &[("whom", whom.into())])
            }
        }
    }

    /// Whom the strictest part names.
    fn whom(&self) -> Option<&str> {
        let mut asks = self.parts.iter().filter(|part| part.verdict == self.verdict);
        asks.find_map(|part| part.ask.as_deref())
    }
}

impl PartItem {
    /// A part of several stands under its label with its own answer.
    fn lines(&self, in_composite: bool, language: &Language) -> Vec<String> {
        let label = if in_composite {
            paragraph("  - ", &labelled(&self.label, &self.short_answer(language), language))
        } else {
            paragraph("  ", &self.label)
        };
        let indent = if in_composite { "    " } else { "  " };
        let about = self.about(language);
        let about = about.iter().map(|line| paragraph(indent, line));
        [label].into_iter().chain(about).collect()
    }

    fn short_answer(&self, language: &Language) -> String {
        let condition = |text: &Option<String>| match text {
            Some(condition) => yes_if(condition, language),
            None => language.say("may-yes"),
        };
        match &self.verdict {
            Verdict::Yes => language.say("may-yes"),
            Verdict::YesIf => condition(&self.then),
            Verdict::Meanwhile(_) => condition(&self.meanwhile),
            Verdict::NotYet(date) => not_yet(&language.short_date(*date), language),
            Verdict::Ask | Verdict::AskFirst => ask(self.ask.as_deref(), language),
            Verdict::Silent => language.say("may-silent"),
        }
    }

    /// Why it is closed, what is allowed meanwhile and then; while it is free, only what can still
    /// change.
    fn about(&self, language: &Language) -> Vec<String> {
        let (is_closed, ends) = match self.verdict {
            Verdict::NotYet(_) | Verdict::Meanwhile(Some(_)) => (true, true),
            Verdict::Ask | Verdict::Meanwhile(None) => (true, false),
            Verdict::Yes | Verdict::YesIf | Verdict::Silent | Verdict::AskFirst => (false, false),
        };
        let is_said = matches!(self.verdict, Verdict::Meanwhile(_));
        let because = self.because.as_ref().filter(|_| is_closed);
        let meanwhile = self.meanwhile.as_ref().filter(|_| is_closed && !is_said);
        let then = self.then.as_ref().filter(|_| ends);
        let whom = self.ask.as_ref().filter(|_| self.answer != "ask");
        let rest = self.from.filter(|_| is_said).map(|date| language.short_date(date));
        let closes = self.closes.map(|date| language.short_date(date));
        let lines = [
            rest.map(|date| language.say_with("may-rest", &[("date", date.into())])),
            because.map(|text| language.say_with("may-why", &[("text", text.into())])),
            meanwhile.map(|text| language.say_with("until-then", &[("text", text.into())])),
            then.map(|text| language.say_with("may-then", &[("text", text.into())])),
            whom.map(|whom| language.say_with("may-in-doubt", &[("whom", whom.into())])),
            closes.map(|date| language.say_with("may-closes", &[("date", date.into())])),
        ];
        lines.into_iter().flatten().collect()
    }
}

fn yes_if(then: &str, language: &Language) -> String {
    language.say_with("may-yes-if", &[("then", then.into())])
}

fn not_yet(date: &str, language: &Language) -> String {
    language.say_with("may-not-yet", &[("date", date.into())])
}

fn quote(text: &str, language: &Language) -> String {
    paragraph("  ", &language.say_with("may-notes", &[("text", text.into())]))
}
