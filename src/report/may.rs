//! "May I?" as text and as JSON: the answer first, then why, and whom to ask.

use chrono::NaiveDate;
use serde::Serialize;

use super::{SCHEMA, contacts, day_line, long_date, paragraph, short_date};
use crate::{
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
) -> Result<View, String> {
    let blank = blank(schedule, date, question);
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
        May::Empty => Err("say what you want to do, such as: aftercare may wash".to_owned()),
        May::Negated(word) => Err(format!(
            "with `{word}`, a yes could be taken for a no; ask for the thing itself, such as: \
             aftercare may wash"
        )),
    }
}

fn blank(schedule: &Schedule, date: NaiveDate, question: &str) -> View {
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
        day: day_line(schedule, date),
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
    pub fn text(&self) -> String {
        let heading = format!("{}\n{}", long_date(self.date), self.day);
        let answers = match &self.sign {
            None => self.topics.iter().map(|topic| topic.text(self)).collect(),
            Some((sign, typed)) => vec![self.sign_text(*sign, typed)],
        };
        let contacts = contacts(self.practitioner.as_deref(), self.doctor.as_deref());
        let sections = [heading].into_iter().chain(answers).chain(self.date_hint());
        sections.chain([contacts]).collect::<Vec<_>>().join("\n\n") + "\n"
    }

    /// Who asks about tomorrow is not to take today's answer for it.
    fn date_hint(&self) -> Option<String> {
        let word = self.other_date.as_deref()?;
        let date = long_date(self.date);
        let hint = format!(
            "You wrote `{word}`. This answer is for {date} alone. For another date, add it: \
             --date tomorrow"
        );
        Some(paragraph("", &hint))
    }

    fn sign_text(&self, sign: Sign, typed: &str) -> String {
        let practitioner = self.practitioner.as_deref().unwrap_or("your practitioner");
        let first = match sign {
            Sign::Warning => format!(
                "You wrote `{typed}`. A plan cannot judge that, so here is when to call \
                 somebody: aftercare warning-signs"
            ),
            Sign::Look => format!(
                "You wrote `{typed}`. A plan cannot see your skin. Ask {practitioner}. If it \
                 gets worse instead of better, call: aftercare warning-signs"
            ),
        };
        let quoted = self.mentions.iter().map(|text| quote(text));
        [paragraph("", &first)].into_iter().chain(quoted).collect::<Vec<_>>().join("\n")
    }
}

impl TopicItem {
    fn text(&self, view: &View) -> String {
        let mut lines = vec![paragraph(&format!("{}: ", self.asked), &self.headline(view))];
        lines.extend(self.taken_for.as_ref().map(|word| format!("  It was taken for: {word}")));
        lines.extend(self.perhaps.as_ref().map(|word| {
            paragraph("  ", &format!("If you meant {word}, ask: aftercare may {word}"))
        }));
        lines.extend(self.parts.iter().flat_map(|part| part.lines(self.is_composite())));
        if !self.parts.is_empty() {
            let unsaid = self.not_said.iter();
            lines.extend(unsaid.map(|name| format!("  - {name}: the plan does not say")));
        }
        lines.extend(self.mentions.iter().map(|text| quote(text)));
        lines.join("\n")
    }

    fn is_composite(&self) -> bool {
        1 < self.parts.len() + self.not_said.len()
    }

    fn headline(&self, view: &View) -> String {
        let practitioner = view.practitioner.as_deref().unwrap_or("your practitioner");
        match (&self.verdict, self.parts.as_slice()) {
            (Verdict::Yes, _) => "yes.".to_owned(),
            (Verdict::YesIf, [PartItem { then: Some(condition), .. }])
            | (Verdict::Meanwhile(_), [PartItem { meanwhile: Some(condition), .. }]) => {
                format!("yes, if you keep to this: {condition}.")
            }
            (Verdict::YesIf | Verdict::Meanwhile(_), _) => {
                "yes, if you keep to all of this:".to_owned()
            }
            (Verdict::NotYet(date), _) => format!("not yet, from {}.", long_date(*date)),
            (Verdict::Ask | Verdict::AskFirst, _) => format!("ask {}.", self.whom()),
            (Verdict::Silent, _) => format!("the plan does not say. Ask {practitioner}."),
        }
    }

    /// Whom the strictest part names.
    fn whom(&self) -> &str {
        let mut asks = self.parts.iter().filter(|part| part.verdict == self.verdict);
        asks.find_map(|part| part.ask.as_deref()).unwrap_or("your specialist")
    }
}

impl PartItem {
    /// A part of several stands under its label with its own answer.
    fn lines(&self, in_composite: bool) -> Vec<String> {
        let label = if in_composite {
            paragraph("  - ", &format!("{}: {}", self.label, self.short_answer()))
        } else {
            paragraph("  ", &self.label)
        };
        let indent = if in_composite { "    " } else { "  " };
        let about = self.about();
        let about = about.iter().map(|line| paragraph(indent, line));
        [label].into_iter().chain(about).collect()
    }

    fn short_answer(&self) -> String {
        let condition = |text: &Option<String>| match text {
            Some(condition) => format!("yes, if you keep to this: {condition}"),
            None => "yes".to_owned(),
        };
        match &self.verdict {
            Verdict::Yes => "yes".to_owned(),
            Verdict::YesIf => condition(&self.then),
            Verdict::Meanwhile(_) => condition(&self.meanwhile),
            Verdict::NotYet(date) => format!("not yet, from {}", short_date(*date)),
            Verdict::Ask | Verdict::AskFirst => {
                format!("ask {}", self.ask.as_deref().unwrap_or("your specialist"))
            }
            Verdict::Silent => "the plan does not say".to_owned(),
        }
    }

    /// Why it is closed, what is allowed meanwhile and then; while it is free, only what can still
    /// change.
    fn about(&self) -> Vec<String> {
        let (is_closed, ends) = match self.verdict {
            Verdict::NotYet(_) | Verdict::Meanwhile(Some(_)) => (true, true),
            Verdict::Ask | Verdict::Meanwhile(None) => (true, false),
            Verdict::Yes | Verdict::YesIf | Verdict::Silent | Verdict::AskFirst => (false, false),
        };
        let is_said = matches!(self.verdict, Verdict::Meanwhile(_));
        let because = self.because.as_ref().filter(|_| is_closed);
        let meanwhile = self.meanwhile.as_ref().filter(|_| is_closed && !is_said);
        let then = self.then.as_ref().filter(|_| ends);
        let ask = self.ask.as_ref().filter(|_| self.answer != "ask");
        let rest = self.from.filter(|_| is_said);
        let lines = [
            rest.map(|date| format!("The rest of it: not yet, from {}", short_date(date))),
            because.map(|because| format!("Why: {because}")),
            meanwhile.map(|meanwhile| format!("Until then: {meanwhile}")),
            then.map(|then| format!("Then: {then}")),
            ask.map(|ask| format!("In doubt, ask {ask}")),
            self.closes.map(|date| format!("It is closed from {} on", short_date(date))),
        ];
        lines.into_iter().flatten().collect()
    }
}

fn quote(text: &str) -> String {
    paragraph("  ", &format!("Your plan notes for that day: {text}"))
}
