//! The built-in words in the language of the person: headings, states, answers, dates. Pure.
//!
//! The words themselves are in the `.ftl` files beside this one, in the syntax of Project Fluent. What
//! a plan says stays as its author wrote it, and what other programs read (JSON, logs) has one language.

use std::{fmt, rc::Rc};

use chrono::{Datelike, Locale, NaiveDate, NaiveDateTime};
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};

/// Something that a sentence is about: a text, or a number that its plural goes by.
pub use fluent_bundle::FluentValue as Value;

/// The languages that there are words in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tongue {
    /// For everybody whose language is not among the others.
    English,
    /// With "Sie".
    German,
    /// With "usted".
    Spanish,
    /// With "vous".
    French,
}

impl Tongue {
    /// Every language.
    pub const ALL: [Self; 4] = [Self::English, Self::German, Self::Spanish, Self::French];

    /// The two letters of ISO 639.
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::Spanish => "es",
            Self::French => "fr",
        }
    }

    /// All of its words, as Fluent.
    pub fn words(self) -> &'static str {
        match self {
            Self::English => include_str!("en.ftl"),
            Self::German => include_str!("de.ftl"),
            Self::Spanish => include_str!("es.ftl"),
            Self::French => include_str!("fr.ftl"),
        }
    }

    /// The language of a locale's name such as `de_DE.UTF-8`; "no locale" is English.
    fn of_locale(name: &str) -> Option<Self> {
        let language = name.split(['_', '-', '.', '@']).next().unwrap_or_default();
        match language {
            "C" | "POSIX" => Some(Self::English),
            code => Self::ALL.into_iter().find(|tongue| tongue.code().eq_ignore_ascii_case(code)),
        }
    }

    /// Whose weekdays and months.
    fn calendar(self) -> Locale {
        match self {
            Self::English => Locale::POSIX,
            Self::German => Locale::de_DE,
            Self::Spanish => Locale::es_ES,
            Self::French => Locale::fr_FR,
        }
    }
}

/// The built-in words of one language.
#[derive(Clone)]
pub struct Language {
    tongue: Tongue,
    words: Rc<FluentBundle<FluentResource>>,
}

impl Language {
    /// What everything is written in first.
    pub fn english() -> Self {
        Self::of(Tongue::English)
    }

    /// The words of a language. What it lacks is said in English; a test sees to it that it lacks
    /// nothing.
    pub fn of(tongue: Tongue) -> Self {
        // One identifier, which all four parse to; it decides on the plurals.
        let mut words = FluentBundle::new(tongue.code().parse().into_iter().collect());
        // The marks around what is filled in would be read aloud, or drawn as boxes.
        words.set_use_isolating(false);
        // A long text has several lines in its file, and is wrapped where it is shown.
        words.set_transform(Some(|text| text.replace('\n', " ").into()));
        for tongue in [Tongue::English, tongue] {
            let resource = FluentResource::try_new(tongue.words().to_owned());
            words.add_resource_overriding(resource.unwrap_or_else(|(readable, _errors)| readable));
        }
        Self { tongue, words: Rc::new(words) }
    }

    /// The language of a locale's name, such as `de_DE.UTF-8`, `es` or `C`.
    pub fn of_locale(name: &str) -> Self {
        Self::of(Tongue::of_locale(name).unwrap_or(Tongue::English))
    }

    /// The language of an environment, by the order of gettext: `LC_ALL`, `LC_MESSAGES` and `LANG`
    /// name the locale, and the list in `LANGUAGE` goes before it, unless the locale is none.
    pub fn of_environment<'a>(variable: impl Fn(&str) -> Option<&'a str>) -> Self {
        let named = |name: &&str| variable(name).filter(|value| !value.is_empty());
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(named).unwrap_or("C");
        if Tongue::of_locale(locale) == Some(Tongue::English) && !locale.starts_with("en") {
            return Self::english();
        }
        let wished = variable("LANGUAGE").unwrap_or_default().split(':').chain([locale]);
        Self::of(wished.into_iter().find_map(Tongue::of_locale).unwrap_or(Tongue::English))
    }

    /// Which one it is.
    pub fn tongue(&self) -> Tongue {
        self.tongue
    }

    /// The words of a key.
    pub fn say(&self, key: &str) -> String {
        self.say_with(key, &[])
    }

    /// The words of a key, about these things. A key without words is said as it is, and fails a test.
    pub fn say_with(&self, key: &str, about: &[(&str, Value<'_>)]) -> String {
        let message = self.words.get_message(key);
        let Some(pattern) = message.and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let about: FluentArgs<'_> = about.iter().cloned().collect();
        self.words.format_pattern(pattern, Some(&about), &mut Vec::new()).into_owned()
    }

    /// The date as it is spoken: "Tuesday 24 November 2026".
    pub fn long_date(&self, date: NaiveDate) -> String {
        self.date("date-long", date, ["%A", "%B"])
    }

    /// The date in a list: "Tue 24 Nov 2026".
    pub fn short_date(&self, date: NaiveDate) -> String {
        self.date("date-short", date, ["%a", "%b"])
    }

    /// The date as it is spoken when the year is clear: "Tuesday 24 November".
    pub fn long_day(&self, date: NaiveDate) -> String {
        self.date("date-long-day", date, ["%A", "%B"])
    }

    /// The date in a list when the year is clear: "Tue 24 Nov".
    pub fn short_day(&self, date: NaiveDate) -> String {
        self.date("date-short-day", date, ["%a", "%b"])
    }

    /// A moment on the wall as it is spoken: "Tuesday 24 November at 08:30".
    pub fn moment(&self, wall: NaiveDateTime) -> String {
        self.moment_of("moment", &self.long_day(wall.date()), wall)
    }

    /// The same as part of a sentence: "on Tuesday 24 November at 08:30", or "at 08:30" on a date that
    /// is clear.
    pub fn at(&self, wall: NaiveDateTime, clear: NaiveDate) -> String {
        let key = if wall.date() == clear { "moment-at" } else { "moment-on" };
        self.moment_of(key, &self.long_day(wall.date()), wall)
    }

    /// The same in a list: "on Tue 24 Nov at 08:30".
    pub fn at_in_short(&self, wall: NaiveDateTime, clear: NaiveDate) -> String {
        let key = if wall.date() == clear { "moment-at" } else { "moment-on" };
        self.moment_of(key, &self.short_day(wall.date()), wall)
    }

    /// A moment as it is spoken on this day: "today at 08:30", "Tuesday 24 November at 08:30".
    pub fn moment_from(&self, wall: NaiveDateTime, today: NaiveDate) -> String {
        let key = if wall.date() == today { "moment-today" } else { "moment" };
        self.moment_of(key, &self.long_day(wall.date()), wall)
    }

    fn moment_of(&self, key: &str, day: &str, wall: NaiveDateTime) -> String {
        let time = wall.format("%H:%M").to_string();
        self.say_with(key, &[("day", day.into()), ("time", time.into())])
    }

    /// The name of the weekday: "Tuesday".
    pub fn weekday(&self, date: NaiveDate) -> String {
        self.part(date, "%A")
    }

    /// The weekday in a narrow column: "Tue".
    pub fn short_weekday(&self, date: NaiveDate) -> String {
        self.part(date, "%a")
    }

    /// The name of the month: "November".
    pub fn month(&self, date: NaiveDate) -> String {
        self.part(date, "%B")
    }

    /// The month in a narrow column: "Nov".
    pub fn short_month(&self, date: NaiveDate) -> String {
        self.part(date, "%b")
    }

    fn date(&self, key: &str, date: NaiveDate, [weekday, month]: [&str; 2]) -> String {
        self.say_with(
            key,
            &[
                ("weekday", self.part(date, weekday).into()),
                ("day", date.day().into()),
                ("month", self.part(date, month).into()),
                // A number would be told as one, with a plural; a year is a name.
                ("year", date.year().to_string().into()),
            ],
        )
    }

    fn part(&self, date: NaiveDate, part: &str) -> String {
        date.format_localized(part, self.tongue.calendar()).to_string()
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Language").field(&self.tongue).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_names_a_language() {
        for (name, tongue) in [
            ("de_DE.UTF-8", Tongue::German),
            ("de", Tongue::German),
            ("de-AT", Tongue::German),
            ("es", Tongue::Spanish),
            ("es_MX.UTF-8", Tongue::Spanish),
            ("fr_CA@euro", Tongue::French),
            ("FR", Tongue::French),
            ("en_GB.UTF-8", Tongue::English),
            ("C", Tongue::English),
            ("C.UTF-8", Tongue::English),
            ("POSIX", Tongue::English),
            ("", Tongue::English),
            ("pt_BR.UTF-8", Tongue::English),
            ("deutsch", Tongue::English),
        ] {
            assert_eq!(Language::of_locale(name).tongue(), tongue, "{name}");
        }
    }

    #[test]
    fn the_environment_is_read_in_the_order_of_gettext() {
        for (variables, tongue) in [
            (&[][..], Tongue::English),
            (&[("LANG", "de_DE.UTF-8")], Tongue::German),
            (&[("LANG", "de_DE"), ("LC_MESSAGES", "es_ES")], Tongue::Spanish),
            (&[("LC_ALL", "fr_FR"), ("LANG", "de_DE"), ("LC_MESSAGES", "es_ES")], Tongue::French),
            (&[("LC_ALL", ""), ("LANG", "de_DE")], Tongue::German),
            (&[("LC_TIME", "de_DE"), ("LANG", "en_GB.UTF-8")], Tongue::English),
            (&[("LANGUAGE", "pt:fr:de"), ("LANG", "pt_BR.UTF-8")], Tongue::French),
            (&[("LANGUAGE", "pt_BR:pt"), ("LANG", "de_DE.UTF-8")], Tongue::German),
            (&[("LANGUAGE", "de"), ("LANG", "en_US.UTF-8")], Tongue::German),
            (&[("LANGUAGE", ""), ("LANG", "es_ES.UTF-8")], Tongue::Spanish),
            // Without a locale, the list is not looked at.
            (&[("LANGUAGE", "de"), ("LANG", "C.UTF-8")], Tongue::English),
            (&[("LANGUAGE", "de")], Tongue::English),
        ] {
            let variable = |name: &str| {
                variables.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
            };
            let language = Language::of_environment(variable);
            assert_eq!(language.tongue(), tongue, "{variables:?}");
        }
    }

    #[test]
    fn a_key_without_words_is_said_as_it_is() {
        assert_eq!(Language::of(Tongue::German).say("no-such-key"), "no-such-key");
    }

    #[test]
    fn dates_are_told_as_in_each_language() {
        let date = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
        let told = Tongue::ALL.map(|tongue| {
            let language = Language::of(tongue);
            [
                language.long_date(date),
                language.short_date(date),
                language.long_day(date),
                language.short_day(date),
            ]
            .join(" | ")
        });
        insta::assert_snapshot!(told.join("\n"), @"
        Tuesday 1 December 2026 | Tue 1 Dec 2026 | Tuesday 1 December | Tue 1 Dec
        Dienstag, 1. Dezember 2026 | Di 1. Dez 2026 | Dienstag, 1. Dezember | Di 1. Dez
        martes 1 de diciembre de 2026 | mar 1 dic 2026 | martes 1 de diciembre | mar 1 dic
        mardi 1er décembre 2026 | mar. 1er déc. 2026 | mardi 1er décembre | mar. 1er déc.
        ");
    }
}
