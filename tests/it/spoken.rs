//! Every view in every language: what it says on one day, and that it fits its columns on all.

use std::fmt::Write as _;

use aftercare::{
    engine::{
        ActivePlan, Answers, Attention, Effect, Engine, Event, Greeting, HistoryTrouble, Mistake,
        Server, memory::Memory, record::Scope,
    },
    language::{Language, Tongue},
    may,
    report::{
        self, calendar,
        explain::{Asked, explain},
        history, sessions,
        status::{Confinement, Status},
        timeline, today, warning_signs,
    },
    schedule::{
        Schedule,
        zone::{Moment, Zone},
    },
};
use chrono::{Days, NaiveDate, TimeDelta};
use insta::assert_snapshot;

use crate::{cli::Home, plans::plan};

const OTHERS: [(Tongue, &str); 3] = [
    (Tongue::German, "de_DE.UTF-8"),
    (Tongue::Spanish, "es_ES.UTF-8"),
    (Tongue::French, "fr_FR.UTF-8"),
];

/// Little of its own, so that most words are the program's.
const PLAN: &str = "
privacy = 'plain'
sessions = [2026-11-20, 2026-12-04]
[[phase]]
id = 'two'
label = '2'
days = '4..'
[[restriction]]
id = 'a'
label = 'A'
days = '0..3'
[[restriction]]
id = 'b'
label = 'B'
days = '0..6'
because = 'B!'
then = 'C'
ask = 'D'
[[restriction]]
id = 'e'
label = 'E'
days = '0..'
[[reminder]]
id = 'wash'
text = 'W'
at = ['07:00', '11:00', '21:00']
quiet = 'wait'
[[reminder]]
id = 'note'
text = 'N'
kind = 'note'
at = ['12:30']
";

const NOON: &str = "2026-11-24T12:00:00Z";

fn moment(text: &str) -> Moment {
    text.parse().unwrap()
}

fn active() -> ActivePlan {
    ActivePlan { plan: plan(PLAN), zone: Zone::utc(), fingerprint: "plan".to_owned() }
}

#[test]
fn the_commands_answer_in_the_language_of_the_locale() {
    for (tongue, locale) in OTHERS {
        let home = Home::with_plan(PLAN);
        let at = |now: &str, arguments: &str| {
            let mut command = home.command();
            command.env("LC_ALL", locale).env("TZ", "UTC").env("AFTERCARE_NOW", now);
            let ran = home.ran(&command.args(arguments.split_whitespace()).output().unwrap());
            format!("> {arguments}\n{}{}", ran.stdout, ran.stderr)
        };
        // The first answer begins the history.
        let mut all = at("2026-11-24T06:00:00Z", "done wash");
        for command in ["done wash", "done wash", "skip note", "mute wash", "pause --for 2h"] {
            all += &at("2026-11-24T11:10:00Z", command);
        }
        for command in [
            "today",
            "may a b e",
            "may zebra",
            "timeline",
            "history",
            "next -n 4",
            "explain wash",
            "explain b",
            "shift 2",
            "session add 2027-01-08",
            "status",
            "warning-signs",
        ] {
            all += &at(NOON, command);
        }
        assert_snapshot!(format!("commands_{}", tongue.code()), all);
    }
}

#[test]
fn json_is_the_same_in_every_language() {
    let home = Home::with_plan(PLAN);
    for view in ["today", "next", "may b", "timeline", "history", "explain wash", "explain b"] {
        let printed = |locale: &str| {
            let mut command = home.command();
            command.env("LANG", locale).args(view.split_whitespace()).arg("--json");
            home.ran(&command.output().unwrap()).all()
        };
        for (_, locale) in OTHERS {
            assert_eq!(printed(locale), printed("C"), "{view} in {locale}");
        }
    }
}

/// All that a notification can say, of one plan and day.
fn notices(language: &Language) -> String {
    let mut engine = Engine::new(active(), Memory::default(), language.clone());
    let server = Server { name: "a".to_owned(), answers: Answers::Buttons };
    let command = Server { name: "b".to_owned(), answers: Answers::Command };
    let mistake = Mistake { place: "plan.toml, line 1".to_owned(), message: "?".to_owned() };
    let begin = moment("2026-11-24T06:50:00Z");
    let mut effects = engine.start(Greeting::Always, begin);
    for (event, now) in [
        (Event::ServerUp(server), begin),
        (Event::Tick, moment("2026-11-24T11:00:00Z")),
        (Event::PlanRejected(mistake), moment("2026-11-24T11:01:00Z")),
        (Event::HistoryMoved("history.bad".to_owned()), moment("2026-11-24T11:02:00Z")),
        (Event::SafeModeEntered, moment("2026-11-24T11:03:00Z")),
        (Event::ServerUp(command), moment("2026-11-24T11:04:00Z")),
        (Event::Tick, moment("2026-11-25T11:00:00Z")),
    ] {
        effects.extend(engine.apply(event, now));
    }
    let mut told = String::new();
    for effect in effects {
        if let Effect::Show { notice, .. } = effect {
            let buttons = notice.buttons.map(|b| [b.done, b.later, b.skip].join(" | "));
            let body = notice.body.replace('\n', "\n  ");
            let _ =
                write!(told, "{}\n  {body}\n  {}\n", notice.summary, buttons.unwrap_or_default());
        }
    }
    told
}

#[test]
fn notifications_speak_the_language_of_the_daemon() {
    for (tongue, _) in OTHERS {
        let language = Language::of(tongue);
        assert_snapshot!(format!("notices_{}", tongue.code()), notices(&language));
    }
}

#[test]
fn the_words_of_the_plan_stand_on_the_buttons_where_it_has_any() {
    let text = PLAN.replace("sessions", "labels = { later = 'Nachher' }\nsessions");
    let active = ActivePlan { plan: plan(&text), ..active() };
    let mut engine = Engine::new(active, Memory::default(), Language::of(Tongue::German));
    let begin = moment("2026-11-24T10:50:00Z");
    drop(engine.start(Greeting::Never, begin));
    let server = Server { name: "a".to_owned(), answers: Answers::Buttons };
    drop(engine.apply(Event::ServerUp(server), begin));
    let effects = engine.apply(Event::Tick, moment("2026-11-24T11:00:00Z"));
    let buttons = effects.into_iter().find_map(|effect| {
        let Effect::Show { notice, .. } = effect else { return None };
        notice.buttons
    });
    let buttons = buttons.unwrap();
    assert_eq!([buttons.done, buttons.later, buttons.skip], ["Erledigt", "Nachher", "Auslassen"]);
}

/// Everything that a daemon can say of itself at once.
fn status(trouble: Option<HistoryTrouble>, attention: Attention, now: Moment) -> Status {
    let mut engine = Engine::new(active(), Memory::default(), Language::english());
    drop(engine.start(Greeting::Never, now));
    let mut outlook = engine.outlook();
    let until = now + TimeDelta::hours(20);
    outlook.held = vec![
        (Scope::Everything, Some(until)),
        (Scope::Reminder("wash".to_owned()), Some(now + TimeDelta::hours(1))),
        (Scope::Reminder("note".to_owned()), None),
    ];
    outlook.open = vec!["wash".to_owned(), "note".to_owned()];
    outlook.attention = attention;
    let (place, message) = ("plan.toml, line 1".to_owned(), "?".to_owned());
    outlook.plan_problem = trouble.is_some().then_some(Mistake { place, message });
    outlook.history_problem = trouble;
    let confinement = Confinement {
        landlock: "partial".to_owned(),
        landlock_version: 3,
        landlock_problem: None,
        seccomp: Some("filter".to_owned()),
        no_new_privileges: Some(true),
    };
    Status::new(outlook, "plan.toml".to_owned(), &Zone::utc(), now)
        .with_confinement(confinement)
        .with_watch_problem(Some("?".to_owned()))
        .in_safe_mode()
}

#[test]
fn the_status_is_told_in_the_language_of_who_asks() {
    let now = moment(NOON);
    for (tongue, _) in OTHERS {
        let language = Language::of(tongue);
        let status = status(Some(HistoryTrouble::Full), Attention::Locked, now);
        // It travels as JSON, which has no language.
        let status: Status =
            serde_json::from_str(&serde_json::to_string(&status).unwrap()).unwrap();
        let told = [status.text(now, &language), status.line(now, &language)].join("\n");
        assert_snapshot!(format!("status_{}", tongue.code()), told);
    }
}

fn troubles() -> Vec<HistoryTrouble> {
    let other = HistoryTrouble::Other("SQL logic error".to_owned());
    vec![
        HistoryTrouble::Full,
        HistoryTrouble::ReadOnly,
        HistoryTrouble::Locked,
        HistoryTrouble::Closed,
        HistoryTrouble::Failing,
        HistoryTrouble::Damaged,
        other,
    ]
}

/// Every view of a date.
fn views(schedule: &Schedule, date: NaiveDate, language: &Language) -> Vec<(String, String)> {
    let now = schedule.midnight(date) + TimeDelta::hours(12);
    let memory = Memory::default();
    let mut views = vec![
        ("today", today::today(schedule, &memory, date, Some(now), language).text(language)),
        ("next", {
            let until = now + TimeDelta::days(2);
            calendar::text(schedule, &schedule.between(now, until), language)
        }),
        ("timeline", {
            let range = timeline::usual_range(schedule, date);
            timeline::timeline(schedule, &memory, range, now, language).text(language)
        }),
        ("history", history::text(&memory, schedule.zone(), language)),
        ("session", sessions::text(schedule, language)),
        ("warning-signs", warning_signs::text(&schedule.plan().contact, language)),
        ("day", report::shift::later(3, language)),
    ];
    let questions = ["wash", "swim", "beach", "gym tomorrow", "it is bleeding", "patchy", "zebra"];
    let asked = questions.map(|question| {
        let answer = may::answer(schedule, date, question, language);
        let view = report::may::view(schedule, date, question, &answer, language).unwrap();
        ("may", view.text(language))
    });
    views.extend(asked);
    views.into_iter().map(|(name, text)| (name.to_owned(), text)).collect()
}

#[test]
fn every_view_fits_80_columns_in_every_language_on_every_day() {
    let text = "extends = \"smp\"\nsessions = [2026-11-20, 2026-12-04]\n";
    let home = Home::with_plan(text);
    let first = NaiveDate::from_ymd_opt(2026, 11, 17).unwrap();
    let schedule = standard();
    for tongue in Tongue::ALL {
        let language = Language::of(tongue);
        for date in (0..70).map(|days| first + Days::new(days)) {
            for (view, text) in views(&schedule, date, &language) {
                fits(&format!("{view} on {date} in {}", tongue.code()), &text);
            }
        }
        for trouble in troubles() {
            let told = status(Some(trouble), Attention::Inhibited, moment(NOON));
            fits(&format!("status in {}", tongue.code()), &told.text(moment(NOON), &language));
        }
        for view in ["explain wash", "explain swimming", "explain crust", "status"] {
            let mut command = home.command();
            command.env("LANG", tongue.code()).args(view.split_whitespace());
            let ran = home.ran(&command.output().unwrap());
            if view != "status" {
                fits(&format!("{view} in {}", tongue.code()), &ran.stdout);
            }
        }
    }
}

/// The built-in plan with two sessions.
fn standard() -> Schedule {
    let smp = include_str!("../../config/smp.toml");
    let text = format!("sessions = [2026-11-20, 2026-12-04]\n{smp}");
    Schedule::new(plan(&text), Zone::utc())
}

#[track_caller]
fn fits(view: &str, text: &str) {
    let long = text.lines().find(|line| 80 < line.chars().count());
    assert_eq!(long, None, "{view}");
}

#[test]
fn an_explanation_fits_and_is_told_in_each_language() {
    let schedule = standard();
    let text =
        format!("sessions = [2026-11-20, 2026-12-04]\n{}", include_str!("../../config/smp.toml"));
    let source = aftercare::plan::Source { name: "plan.toml".to_owned(), text };
    let reading = aftercare::plan::read(source, &mut |_| Err(String::new()));
    let memory = Memory::default();
    for tongue in Tongue::ALL {
        let language = Language::of(tongue);
        let now = moment(NOON);
        let asked = Asked {
            reading: &reading,
            schedule: &schedule,
            memory: &memory,
            now,
            language: &language,
        };
        for reminder in &schedule.plan().reminders {
            let told = explain(asked, &reminder.id).unwrap();
            fits(&reminder.id, &told.text(schedule.wall_date(now), &language));
        }
    }
}
