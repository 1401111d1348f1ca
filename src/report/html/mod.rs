//! The report: one page of HTML with pictures in SVG. It needs no network, no script and no other
//! file, says everything twice (as a picture and in words), and is as good on paper as on a phone.
//!
//! `maud` writes the elements, and escapes every text that is put into them: what a plan says is
//! never markup.

mod days;
mod marks;
mod picture;
mod standing;
mod strip;
mod tables;

use chrono::{Datelike, Days, NaiveDate, NaiveTime};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{
    labelled, time,
    timeline::{LONGEST, Range, Timeline},
    today::Today,
    warning_signs,
};
use crate::{
    language::Language,
    plan::model::Contact,
    schedule::{Schedule, zone::Moment},
};

/// How a file begins that was written here.
pub const SIGNATURE: &str = "<!DOCTYPE html><!-- aftercare report -->";

/// What is shown after the last session.
const AFTER: Days = Days::new(45);

/// Nothing is fetched, nothing runs and nothing is sent, whatever a browser finds in the page.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const STYLE: &str = include_str!("style.css");

/// What a page is made from.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// The plan.
    pub schedule: &'a Schedule,
    /// Its days. Those of the plan alone are told as they are before the first of them.
    pub timeline: &'a Timeline,
    /// How this day stands; `None` for the plan alone, which can be handed out.
    pub today: Option<&'a Today>,
    /// Why the page may not say what a reader takes for granted.
    pub troubles: &'a [String],
    /// When it is made.
    pub now: Moment,
    /// What it is written in.
    pub language: &'a Language,
}

/// The dates of a page: from the first on which there is anything, to some weeks after the last
/// session and to today, if that is told. Of a plan that is too long for a page, the days around
/// today stay, or its beginning.
pub fn range(schedule: &Schedule, today: Option<NaiveDate>) -> Range {
    let shown = today.unwrap_or(NaiveDate::MIN);
    let (Some(first), Some(last)) = (schedule.first_date(), schedule.days().last()) else {
        return Range { from: shown, until: shown };
    };
    let until = last.checked_add_days(AFTER).unwrap_or(last).max(shown);
    let longest = Range::longest(first);
    if until <= longest.until {
        return Range { from: first, until };
    }
    if shown <= longest.until {
        return longest;
    }
    let reach = Days::new(LONGEST.unsigned_abs() - 1);
    Range { from: shown.checked_sub_days(reach).unwrap_or(first), until: shown }
}

impl Page<'_> {
    /// The text of the file.
    pub fn html(&self) -> String {
        let page = html! {
            (DOCTYPE) (PreEscaped("<!-- aftercare report -->"))
            html lang=(self.language.tongue().code()) {
                (self.head())
                body {
                    (marks::definitions())
                    (self.header())
                    main { (self.body()) }
                    (self.footer())
                }
            }
        };
        page.into_string() + "\n"
    }

    fn head(&self) -> Markup {
        html! {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { (self.timeline.title) " · " (self.kind()) }
                style { (PreEscaped(STYLE)) }
            }
        }
    }

    fn kind(&self) -> String {
        match self.today {
            Some(_) => self.say("report-kind-report"),
            None => self.say("report-kind-plan"),
        }
    }

    fn header(&self) -> Markup {
        html! {
            header {
                p.kind { (self.kind()) }
                h1 dir="auto" { (self.timeline.title) }
                (self.sessions())
                @for trouble in self.troubles { p.notice { (trouble) } }
            }
        }
    }

    fn sessions(&self) -> Markup {
        let sessions = self.timeline.sessions.iter();
        html! {
            ul.sessions {
                @for session in sessions {
                    li {
                        (marks::session(session.number))
                        span dir="auto" {
                            (session.line(self.language))
                            @if let Some(time) = self.begins(session.date) {
                                ", " (time.format("%H:%M"))
                            }
                        }
                    }
                }
            }
        }
    }

    /// When the session of a date begins, if the plan says so.
    fn begins(&self, date: NaiveDate) -> Option<NaiveTime> {
        let sessions = &self.schedule.plan().sessions;
        sessions.iter().find(|session| session.date == date)?.time
    }

    fn body(&self) -> Markup {
        html! {
            @if self.schedule.days().is_empty() {
                p.notice { (self.say("nothing-no-session")) " " code { "sessions = [2026-11-20]" } }
            } @else {
                @if let Some(today) = self.today {
                    (self.standing(today))
                } @else {
                    (self.phases())
                }
                (self.picture())
                (self.tables())
            }
            (self.contacts())
            (self.warning_signs())
        }
    }

    fn contacts(&self) -> Markup {
        let Contact { practitioner, doctor } = self.schedule.plan().contact.clone();
        html! {
            section {
                h2 { (self.say("report-contacts")) }
                dl.contacts {
                    dt { (self.say("contact-questions")) }
                    dd dir="auto" {
                        (practitioner.unwrap_or_else(|| self.say("contact-practitioner")))
                    }
                    dt { (self.say("contact-worried")) }
                    dd dir="auto" { (doctor.unwrap_or_else(|| self.say("contact-doctor"))) }
                }
            }
        }
    }

    fn warning_signs(&self) -> Markup {
        let tiers = warning_signs::tiers(&self.schedule.plan().contact, self.language);
        html! {
            section {
                h2 { (self.say("report-signs")) }
                dl.signs { @for (signs, call) in tiers { dt { (signs) } dd dir="auto" { (call) } } }
                p.small { (self.say("signs-skin")) }
            }
        }
    }

    fn footer(&self) -> Markup {
        let date = self.schedule.wall_date(self.now);
        let made = [
            ("date", self.language.long_date(date).into()),
            ("time", time(self.now, self.schedule.zone()).into()),
        ];
        html! {
            footer {
                p { strong { (self.say("footer")) } }
                p { (self.about("report-made", &made)) }
            }
        }
    }

    /// "What: text", with what each language has before a colon.
    fn labelled(&self, what: &str, text: &str) -> String {
        labelled(what, text, self.language)
    }

    fn say(&self, key: &str) -> String {
        self.language.say(key)
    }

    fn about(&self, key: &str, about: &[(&str, crate::language::Value<'_>)]) -> String {
        self.language.say_with(key, about)
    }

    /// "Tue 24 Nov", or "Tue 24 Nov to Thu 26 Nov".
    fn run(&self, from: NaiveDate, until: NaiveDate) -> String {
        let [first, last] = [from, until].map(|date| self.day(date));
        if from == until {
            return first;
        }
        self.about("timeline-range", &[("from", first.into()), ("to", last.into())])
    }

    /// A date that stays on one line; its year, where the page does not begin in it, need not.
    fn day(&self, date: NaiveDate) -> String {
        if date.year() == self.timeline.from.year() {
            return unbroken(&self.language.short_day(date));
        }
        let date = self.language.short_date(date);
        match date.rsplit_once(' ') {
            Some((day, year)) => format!("{} {year}", unbroken(day)),
            None => date,
        }
    }
}

fn unbroken(text: &str) -> String {
    text.replace(' ', "\u{a0}")
}
