//! The built-in templates: what their calendars say, and how their texts are worded.

use std::{collections::BTreeSet, fs, path::Path};

use aftercare::{
    plan::{
        Plan,
        model::{Reminder, Restriction, Urgency},
    },
    schedule::{Schedule, occurrence::RELEASE, zone::Zone},
};
use chrono::{Days, NaiveDate};

use crate::{cli::Home, plans::plan};

const TEMPLATES: [&str; 3] = ["smp", "cautious", "moist"];

/// The commonest distances between two sessions, in days.
const DISTANCES: [u64; 4] = [7, 10, 14, 28];

const FIRST: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();

fn template(name: &str, sessions: &str) -> Plan {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("config/{name}.toml"));
    plan(&format!("sessions = [{sessions}]\n{}", fs::read_to_string(path).unwrap()))
}

/// The schedule of a template after one session.
fn once(name: &str) -> Schedule {
    Schedule::new(template(name, &FIRST.to_string()), Zone::named("UTC").unwrap())
}

/// The schedule of a template over two sessions.
fn twice(name: &str, distance: u64) -> Schedule {
    let second = FIRST + Days::new(distance);
    Schedule::new(template(name, &format!("{FIRST}, {second}")), Zone::named("UTC").unwrap())
}

#[test]
fn each_template_has_a_name_that_a_plan_can_extend() {
    for name in TEMPLATES {
        let home = Home::with_plan(&format!("extends = \"{name}\"\nsessions = [{FIRST}]\n"));
        let (plan, ran) = (template(name, ""), home.run("check"));
        let said =
            format!("{} reminders, {} restrictions", plan.reminders.len(), plan.restrictions.len());
        assert!(ran.code == Some(0) && ran.stdout.contains(&said), "{}{}", ran.stdout, ran.stderr);
    }
}

#[test]
fn a_name_that_no_template_has_is_answered_with_those_that_there_are() {
    for (name, answer) in [
        ("cautios", "there is no built-in template `cautios`; did you mean `cautious`?"),
        ("clinic", "there is no built-in template `clinic`; write `smp`, `cautious` or `moist`"),
        ("clinic.toml", "there is no such file"),
    ] {
        let ran = Home::with_plan(&format!("extends = \"{name}\"\n")).run("check");
        assert!(ran.code == Some(78) && ran.stderr.contains(answer), "{}", ran.stderr);
    }
}

/// On which recovery day something is allowed after one session; `None` is never.
fn opens(schedule: &Schedule, restriction: &str) -> Option<u64> {
    let restriction = schedule.restriction(restriction).unwrap();
    let free = schedule.days().free_from(restriction, FIRST)?;
    u64::try_from((free - FIRST).num_days()).ok()
}

#[test]
fn the_days_on_which_things_are_allowed() {
    for (restriction, days) in [
        ("washing", [Some(4), Some(10), Some(3)]),
        ("water", [Some(4), Some(6), Some(1)]),
        ("water-strong", [Some(10), Some(14), Some(10)]),
        ("conditioner", [Some(4), Some(14), Some(7)]),
        ("moisturizer", [Some(4), Some(8), Some(1)]),
        ("sunscreen-start", [Some(4), Some(14), Some(7)]),
        ("sweat-light", [Some(4), Some(5), Some(4)]),
        ("sweat-heavy", [Some(7), Some(30), Some(10)]),
        ("foil-shaver", [Some(5), Some(10), Some(5)]),
        ("hat-tight", [Some(7), Some(14), Some(7)]),
        ("touching", [Some(14), Some(14), Some(14)]),
        ("sun", [Some(30), Some(30), Some(28)]),
        ("swimming", [Some(30), Some(30), Some(30)]),
        ("exfoliants", [Some(30), None, None]),
        ("razor", [None; 3]),
        ("sunbed", [None; 3]),
        ("medicines", [None; 3]),
    ] {
        assert_eq!(TEMPLATES.map(|name| opens(&once(name), restriction)), days, "{restriction}");
    }
}

#[test]
fn the_careful_plan_allows_nothing_sooner_than_the_standard_one() {
    let (standard, careful) = (once("smp"), once("cautious"));
    for Restriction { id, .. } in &standard.plan().restrictions {
        let never = u64::MAX;
        let (sooner, later) = (opens(&standard, id), opens(&careful, id));
        assert!(sooner.unwrap_or(never) <= later.unwrap_or(never), "{id}");
    }
}

#[test]
fn the_first_wash_is_on_the_day_that_allows_it_after_each_session() {
    for name in TEMPLATES {
        let schedule = twice(name, 14);
        let wash = schedule.reminder("first-wash").unwrap();
        let dates: Vec<_> =
            FIRST.iter_days().take(60).filter(|date| schedule.recurs_on(wash, *date)).collect();
        let day = Days::new(opens(&once(name), "washing").unwrap());
        assert_eq!(dates, [FIRST + day, FIRST + Days::new(14) + day], "{name}");
    }
}

#[test]
fn shaving_with_a_blade_is_never_announced() {
    for name in TEMPLATES {
        let schedule = twice(name, 14);
        for date in FIRST.iter_days().take(4_000) {
            let announced = schedule.released(date).iter().any(|r| r.id == "razor");
            assert!(!announced, "{name} on {date}");
        }
    }
}

#[test]
fn what_a_text_tells_of_day_numbers_is_so() {
    for name in TEMPLATES {
        let schedule = once(name);
        let washing = format!("until day {}", opens(&schedule, "washing").unwrap());
        let start = schedule.reminder("start-dry").unwrap();
        // The one whose first wash comes soon tells of tomorrow instead.
        let is_so = start.text.contains(&washing) || start.text.contains("tomorrow");
        assert!(is_so, "{name}: {}", start.text);
        if start.text.contains("tomorrow") {
            let tomorrow = ["water", "moisturizer"].map(|id| opens(&schedule, id));
            assert_eq!(tomorrow, [Some(1); 2], "{name}");
        }
    }
}

#[test]
fn no_day_interrupts_more_than_four_times() {
    for (name, distance) in TEMPLATES.iter().flat_map(|name| DISTANCES.map(|far| (name, far))) {
        let schedule = twice(name, distance);
        let eve = FIRST - Days::new(7);
        for date in eve.iter_days().take(7 + 28 + 60) {
            let all = schedule.on(date);
            let ids: Vec<_> = all.iter().map(|o| o.key.reminder.as_str()).collect();
            let count = ids.iter().filter(|id| interrupts(&schedule, id)).count();
            assert!(count <= 4, "{name}, sessions {distance} days apart, {date}: {ids:?}");
        }
    }
}

/// A notification of low urgency does not interrupt: it only lies in the list.
fn interrupts(schedule: &Schedule, id: &str) -> bool {
    id == RELEASE || schedule.reminder(id).is_some_and(|r| r.urgency != Urgency::Low)
}

#[test]
fn a_client_can_go_from_one_template_to_another() {
    let ids = |plan: &Plan| -> BTreeSet<String> {
        let reminders = plan.reminders.iter().map(|r| format!("reminder {}", r.id));
        let restrictions = plan.restrictions.iter().map(|r| format!("restriction {}", r.id));
        let phases = plan.phases.iter().map(|phase| format!("phase {}", phase.id));
        reminders.chain(restrictions).chain(phases).collect()
    };
    let standard = ids(&template("smp", ""));
    for name in TEMPLATES {
        let own = ids(&template(name, ""));
        let missing: Vec<_> = standard.difference(&own).collect();
        assert!(missing.is_empty(), "{name}: {missing:?}");
    }
}

#[test]
fn every_restriction_can_be_asked_about_and_released_discreetly() {
    for (name, r) in restrictions() {
        assert!(!r.words.is_empty() && r.discreet.is_some(), "{name}: {}", r.id);
        assert!(r.because.is_some(), "{name}: {}", r.id);
        assert!(r.days.last().is_some() || r.ask.is_some(), "{name}: {}", r.id);
    }
}

#[test]
fn discreet_texts_name_neither_body_nor_treatment() {
    let banned = [
        "scalp",
        "head",
        "skin",
        "pigment",
        "tattoo",
        "smp",
        "hair",
        "shave",
        "shaving",
        "scab",
        "flake",
        "razor",
        "clinic",
        "needle",
        "wash",
        "shampoo",
        "balm",
        "treatment",
    ];
    let released =
        restrictions().into_iter().filter_map(|(name, r)| Some((name, r.id, r.discreet?)));
    let reminders = reminders().into_iter().map(|(name, r)| {
        let discreet =
            r.discreet.unwrap_or_else(|| panic!("{name}: {} has no discreet text", r.id));
        (name, r.id, discreet)
    });
    for (name, id, discreet) in released.chain(reminders) {
        let named = banned.iter().find(|word| discreet.to_lowercase().contains(**word));
        assert_eq!(named, None, "{name}: {id}: {discreet}");
    }
}

#[test]
fn texts_are_short_calm_and_promise_nothing() {
    let banned = ["!", "is normal", "will not fade", "won't fade", "you must", "forgot", "failed"];
    for (name, text) in texts() {
        for sentence in text.split(['.', '?', '!', ':', ';']) {
            assert!(sentence.split_whitespace().count() <= 15, "{name}: {sentence}");
        }
        let found = banned.iter().find(|word| text.to_lowercase().contains(**word));
        assert_eq!(found, None, "{name}: {text}");
        let shouts = |word: &str| 3 < word.len() && word.chars().all(char::is_uppercase);
        assert!(!text.split_whitespace().any(shouts), "{name}: {text}");
    }
}

#[test]
fn nothing_is_critical_and_every_comfort_says_when_to_call() {
    for (name, Reminder { id, urgency, details, .. }) in reminders() {
        assert_ne!(urgency, Urgency::Critical, "{name}: {id}");
        let points =
            details.is_some_and(|d| d.contains("If it gets worse instead of better, call."));
        assert!(points || !id.starts_with("calm-"), "{name}: {id}");
    }
}

fn reminders() -> Vec<(&'static str, Reminder)> {
    let of = |name| template(name, "").reminders.into_iter().map(move |r| (name, r));
    TEMPLATES.into_iter().flat_map(of).collect()
}

fn restrictions() -> Vec<(&'static str, Restriction)> {
    let of = |name| template(name, "").restrictions.into_iter().map(move |r| (name, r));
    TEMPLATES.into_iter().flat_map(of).collect()
}

/// Everything that a person can read, with the template that says it.
fn texts() -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    for (name, r) in reminders() {
        let texts = [Some(r.text), r.details, r.discreet];
        all.extend(texts.into_iter().flatten().map(|text| (name, text)));
    }
    for (name, r) in restrictions() {
        let texts = [Some(r.label), r.meanwhile, r.then, r.because, r.ask, r.discreet];
        all.extend(texts.into_iter().flatten().map(|text| (name, text)));
    }
    for name in TEMPLATES {
        let phases = template(name, "").phases.into_iter();
        all.extend(phases.flat_map(|p| [Some(p.label), p.note]).flatten().map(|text| (name, text)));
    }
    all
}
