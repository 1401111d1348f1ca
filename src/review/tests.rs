//! One test for each kind of warning, with the whole message that a person reads, and for each the
//! plans that look like it and are fine.

use chrono::{Days, NaiveDate};

use super::review;
use crate::{
    plan::{
        self, Reading, Source,
        render::{Look, render},
    },
    schedule::{Schedule, zone::Zone},
};

const SMP: &str = include_str!("../../config/smp.toml");

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

/// A plan with its warnings. `smp` is built in; nobody can change it.
#[track_caller]
fn reviewed(text: &str) -> Reading {
    let main = Source { name: "plan.toml".to_owned(), text: text.to_owned() };
    let mut reading = plan::read(main, &mut |_| {
        Ok(Source { name: "built-in smp".to_owned(), text: SMP.to_owned() })
    });
    let problems = render(&reading.problems, &reading.sources, Look::Plain);
    let plan = reading.plan.clone().unwrap_or_else(|| panic!("{problems}"));
    let schedule = Schedule::new(plan, Zone::utc());
    for problem in review(&reading, &schedule, today(), &|name| name.starts_with("built-in")) {
        reading.add(problem);
    }
    reading
}

/// Every warning, as it is shown; whatever is offered as a fix must be one.
#[track_caller]
fn warnings(text: &str) -> String {
    let reading = reviewed(text);
    for problem in &reading.problems {
        let fix = problem.help.as_ref().and_then(|help| help.replace.clone());
        if let Some((span, replacement)) = fix {
            let mut mended = text.to_owned();
            mended.replace_range(span, &replacement);
            let again = reviewed(&mended).problems;
            assert!(again.len() < reading.problems.len(), "this does not help: {mended}");
        }
    }
    render(&reading.problems, &reading.sources, Look::Plain)
}

#[track_caller]
fn fine(text: &str) {
    assert_eq!(warnings(text), "", "{text}");
}

const SESSION: &str = "sessions = [2026-11-20]\n";

const WASHING: &str = "[[restriction]]\nid = \"washing\"\nlabel = \"Washing your scalp\"\n\
                       days = \"0..3\"\nwords = [\"wash\", \"wash hair\", \"water\"]\n";

/// A plan with a restriction on washing and one task.
fn task(text: &str, more: &str) -> String {
    format!(
        "{SESSION}{WASHING}[[reminder]]\nid = \"care\"\ntext = \"{text}\"\nat = \"09:00\"\n{more}\n"
    )
}

/// A plan with one reminder that says this.
fn saying(line: &str) -> String {
    format!("[[reminder]]\nid = \"care\"\ntext = \"Take care\"\nat = \"09:00\"\n{line}\n")
}

#[test]
fn a_task_that_a_restriction_forbids() {
    insta::assert_snapshot!(warnings(&task("Wash gently.", "days = \"2..\"")), @r#"
    warning: `care` asks for what `washing` forbids that day
     --> plan.toml:9:9
      |
    9 | text = "Wash gently."
      |         ^^^^ first on day 2, Sun 22 Nov 2026
      |
      = note: "Washing your scalp" is closed then
      = help: add `unless_closed = "washing"` to `care`, or change `days`
    "#);
}

#[test]
fn a_task_that_pauses_for_another_restriction() {
    let other = "[[restriction]]\nid = \"water\"\nlabel = \"Showers\"\ndays = \"0..1\"\n";
    let text = format!("{}{other}", task("Wash gently.", "unless_closed = \"water\""));
    insta::assert_snapshot!(warnings(&text), @r#"
    warning: `care` asks for what `washing` forbids that day
     --> plan.toml:9:9
      |
    9 | text = "Wash gently."
      |         ^^^^ first on day 2, Sun 22 Nov 2026
      |
      = note: "Washing your scalp" is closed then
      = help: change the `days` of one of the two
    "#);
}

#[test]
fn a_task_against_what_is_never_allowed() {
    let text = task("Wash gently.", "").replace("0..3", "0..");
    insta::assert_snapshot!(warnings(&text), @r#"
    warning: `care` asks for what `washing` forbids that day
     --> plan.toml:9:9
      |
    9 | text = "Wash gently."
      |         ^^^^ first on day 0, Fri 20 Nov 2026
      |
      = note: "Washing your scalp" is closed then
      = help: change the `days` of one of the two
    "#);
}

#[test]
fn a_task_of_the_built_in_plan_that_an_own_restriction_forbids() {
    let own = "[[restriction]]\nid = \"bare\"\nlabel = \"Creams\"\ndays = \"0..9\"\nwords = [\"sunscreen\"]\n";
    insta::assert_snapshot!(warnings(&format!("extends = \"smp\"\n{SESSION}{own}")), @r#"
    warning: `sunscreen` asks for what `bare` forbids that day
     --> plan.toml:6:8
      |
    6 | days = "0..9"
      |        ^^^^^^ first on day 5, Wed 25 Nov 2026
      |
      = note: "Creams" is closed then
      = help: change the `days` of one of the two
    "#);
}

#[test]
fn a_task_is_fine_when_it_asks_for_something_else() {
    for text in [
        "Do not wash your scalp.",
        "Don't wash. Keep it dry.",
        "Ask before you wash.",
        "Nicht waschen, kein water.",
        "Did you wash?",
        "If you wash, be gentle.",
        "Drink a glass of water.",
        "Wash your hands.",
        "Book the hair-wash.",
        "Put on a washable hat.",
    ] {
        fine(&task(text, "days = \"0..3\""));
    }
}

#[test]
fn a_task_is_fine_on_days_on_which_nothing_forbids_it() {
    for more in
        ["days = \"4..\"", "unless_closed = \"washing\"", "enabled = false", "kind = \"note\""]
    {
        fine(&task("Wash gently.", more));
    }
    fine(&task("Wash gently.", "").replace(SESSION, ""));
    let asked = task("Wash gently.", "").replace("0..3\"", "0..\"\nask = \"your doctor\"");
    fine(&asked);
}

#[test]
fn the_longest_phrase_and_the_narrowed_word_tell_what_is_meant() {
    let smp = format!("extends = \"smp\"\n{SESSION}");
    let task = |text, days| {
        format!(
            "{smp}[[reminder]]\nid = \"a\"\ntext = \"{text}\"\nat = \"12:00\"\ndays = \"{days}\"\nurgency = \"low\"\n"
        )
    };
    fine(&task("Do some light exercise.", "4..6"));
    fine(&task("Wear a hat outside.", "0..3"));
    assert!(warnings(&task("Do some exercise.", "4..6")).contains("`sweat-heavy`"));
    assert!(warnings(&task("Wear a tight hat.", "0..3")).contains("`hat-tight`"));
}

#[test]
fn a_reminder_that_never_comes() {
    let restriction = "[[restriction]]\nid = \"swim\"\nlabel = \"Swimming\"\n\
                       days = \"0..29\"\ncount_from = \"last\"\n";
    let plan = |more: &str| {
        format!(
            "sessions = [2026-11-20, 2026-12-18]\n{restriction}[[reminder]]\nid = \"pool\"\n\
             text = \"Enjoy the pool\"\nat = \"09:00\"\nunless_closed = \"swim\"\n{more}\n"
        )
    };
    insta::assert_snapshot!(warnings(&plan("days = \"-7\"\ncount_from = \"last\"")), @r#"
    warning: `pool` never comes: `swim` is closed on all its days
      --> plan.toml:12:8
       |
    12 | days = "-7"
       |        ^^^^ it would first be on day 21, Fri 11 Dec 2026
       |
       = help: give `pool` a day on which `swim` is open, or end `swim` sooner
    "#);
    for open in ["", "days = \"-7\"", "days = \"20,30\"", "days = \"20..\"", "days = \"1095\""] {
        fine(&plan(open));
    }
    fine(&plan("days = \"-7\"\ncount_from = \"last\"\nenabled = false"));
}

#[test]
fn a_reminder_that_never_comes_whatever_the_sessions() {
    let plan = |days: &str| {
        format!(
            "[[restriction]]\nid = \"razor\"\nlabel = \"Razors\"\ndays = \"0..\"\n[[reminder]]\n\
             id = \"shave\"\ntext = \"Shave\"\nat = \"09:00\"\nunless_closed = \"razor\"\n{days}\n"
        )
    };
    insta::assert_snapshot!(warnings(&plan("")), @r#"
    warning: `shave` never comes: `razor` is closed on all its days
     --> plan.toml:9:17
      |
    9 | unless_closed = "razor"
      |                 ^^^^^^^
      |
      = help: give `shave` a day on which `razor` is open, or end `razor` sooner
    "#);
    assert!(warnings(&plan("days = \"3,8..\"")).contains("`shave` never comes"));
    fine(&plan("days = \"-1..2\""));
}

#[test]
fn more_interruptions_than_anybody_heeds() {
    let mut text = task("Take care.", "days = \"2..\"");
    text += "[[reminder]]\nid = \"tea\"\ntext = \"Tea\"\nevery = \"4h\"\ndays = \"0..9\"\n";
    insta::assert_snapshot!(warnings(&text), @r#"
    warning: this plan interrupts 6 times on one day
      --> plan.toml:15:9
       |
    15 | every = "4h"
       |         ^^^^ 4 of them, on day 4, Tue 24 Nov 2026
       |
       = note: most of all: `tea` 4, `care` 1, what is allowed again 1; up to 4 a day are heeded
       = help: write urgency = "low" where a list is enough, or give it fewer times or days
    "#);
    fine(&text.replace("4h", "8h"));
    fine(&format!("{text}urgency = \"low\"\n"));
}

#[test]
fn the_built_in_plan_is_no_reason_to_warn_of_a_full_day() {
    fine("extends = \"smp\"\nsessions = [2026-11-20, 2026-11-28]\n");
    let own = "[[reminder]]\nid = \"tea\"\ntext = \"Tea\"\nat = \"10:00\"\n";
    insta::assert_snapshot!(warnings(&format!("extends = \"smp\"\n{SESSION}{own}")), @r#"
    warning: this plan interrupts 5 times on one day
     --> plan.toml:6:6
      |
    6 | at = "10:00"
      |      ^^^^^^^ 1 of them, on day 4, Tue 24 Nov 2026
      |
      = note: most of all: `moisturize` 2, `first-wash` 1, what is allowed again 1; up to 4 a day are heeded
      = help: write urgency = "low" where a list is enough, or give it fewer times or days
    "#);
}

#[test]
fn two_sessions_in_a_week() {
    insta::assert_snapshot!(warnings("sessions = [2026-11-26, 2026-11-20]\n"), @"
    warning: two sessions are less than a week apart
     --> plan.toml:1:13
      |
    1 | sessions = [2026-11-26, 2026-11-20]
      |             ^^^^^^^^^^ 6 days after 2026-11-20
      |
      = help: check both dates; if they are right, nothing is to be done
    ");
    fine("sessions = [2026-11-27, 2026-11-20]\n");
    fine(
        "[[session]]\ndate = 2026-11-20\n[[session]]\ndate = 2026-11-22\nstatus = \"cancelled\"\n",
    );
}

#[test]
fn a_session_in_another_year() {
    insta::assert_snapshot!(warnings("sessions = [2025-11-21]\n"), @r#"
    warning: this session is more than a year ago
     --> plan.toml:1:13
      |
    1 | sessions = [2025-11-21]
      |             ^^^^^^^^^^ today is 2026-11-22
      |
      = help: correct the year; or, if it took place, write a [[session]] table with `date = 2025-11-21` and `status = "done"`
    "#);
    fine("sessions = [2025-11-22]\n");
    fine("[[session]]\ndate = 2024-11-20\nstatus = \"done\"\n");
    fine("[[session]]\ndate = 2024-11-20\nstatus = \"cancelled\"\n");
}

#[test]
fn a_summary_that_is_cut_off() {
    let text = format!("discreet = \"{}\"", "Time for cream. ".repeat(5));
    insta::assert_snapshot!(warnings(&saying(&text)), @r#"
    warning: this text is longer than a notification shows
     --> plan.toml:5:85
      |
    5 | discreet = "Time for cream. Time for cream. Time for cream. Time for cream. Time for cream. "
      |                                                                                     ^^^^^^^ 79 characters; up to 72 are seen
      |
      = help: say it in fewer words
    "#);
    fine(&saying(&format!("discreet = \"{}\"", "ä".repeat(72))));
}

#[test]
fn a_body_that_is_cut_off() {
    let text = format!("details = \"{}\"", "Use it. ".repeat(21));
    insta::assert_snapshot!(warnings(&saying(&text)), @r#"
    warning: this text is longer than a notification shows
     --> plan.toml:5:172
      |
    5 | ...it. Use it. Use it. Use it. Use it. Use it. Use it. "
      |                                                ^^^^^^^ 167 characters; up to 160 are seen
      |
      = help: say it in fewer words, or make two reminders of it
    "#);
    fine(&saying(&format!("details = \"{}\"", "Use it. ".repeat(20))));
}

#[test]
fn an_allowance_that_is_cut_off() {
    let then = "gentle shampoo allowed, with lukewarm water, and then pat it dry";
    let plan = |then: &str| format!("{WASHING}then = \"{then}\"\n");
    fine(&plan(then));
    insta::assert_snapshot!(warnings(&plan(&format!("{then}!"))), @r#"
    warning: this text is longer than a notification shows
     --> plan.toml:6:73
      |
    6 | then = "gentle shampoo allowed, with lukewarm water, and then pat it dry!"
      |                                                                         ^ 65 characters; up to 64 are seen
      |
      = help: say it in fewer words, or move the end of it to `because`
    "#);
}

#[test]
fn a_long_sentence() {
    let note = "Crusts come off on their own, so leave them alone until the last of them is gone.";
    let plan = |note: &str| {
        format!(
            "[[phase]]\nid = \"a\"\nlabel = \"A\"\ndays = \"0..3\"\nnote = \"\"\"{note}\"\"\"\n"
        )
    };
    insta::assert_snapshot!(warnings(&plan(note)), @r#"
    warning: this sentence is long
     --> plan.toml:5:11
      |
    5 | note = """Crusts come off on their own, so leave them alone until the last of them is gone."""
      |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 17 words; up to 15 are easy
      |
      = help: make two sentences of it, or leave words out
    "#);
    fine(&plan(&note.replace(", so", ". So")));
    fine(&plan(&note.replace(", so", ",\nso")));
}

#[test]
fn a_hard_word() {
    insta::assert_snapshot!(warnings(&saying("details = \"Utilize clean hands.\"")), @r#"
    warning: `Utilize` is a hard word
     --> plan.toml:5:12
      |
    5 | details = "Utilize clean hands."
      |            ^^^^^^^
      |
    help: use a plain one
      |
    5 - details = "Utilize clean hands."
    5 + details = "Use clean hands."
      |
    "#);
    insta::assert_snapshot!(warnings(&saying("details = \"Wait prior to bed.\"")), @r#"
    warning: `prior to` is a hard word
     --> plan.toml:5:17
      |
    5 | details = "Wait prior to bed."
      |                 ^^^^^^^^
      |
    help: use a plain one
      |
    5 - details = "Wait prior to bed."
    5 + details = "Wait before bed."
      |
    "#);
    insta::assert_snapshot!(warnings(&saying("details = \"\\tUtilize it.\"").replace("\\t", "\\u00e9 ")), @r#"
    warning: `Utilize` is a hard word
     --> plan.toml:5:11
      |
    5 | details = "\u00e9 Utilize it."
      |           ^^^^^^^^^^^^^^^^^^^^
      |
      = help: use a plain one: Use
    "#);
}

#[test]
fn a_word_that_a_label_needs_is_not_hard() {
    let label =
        "[[restriction]]\nid = \"peels\"\nlabel = \"Peels that exfoliate\"\ndays = \"0..3\"\n";
    fine(&format!("{label}because = \"Do not exfoliate yet.\"\n"));
    let spanish = "Lávate las manos con agua y con jabón. Si hay edema o mucho dolor, llama al médico hoy mismo. Mañana por la noche puedes dormir de lado.";
    fine(&saying(&format!("details = \"{spanish}\"")));
}

#[test]
fn texts_that_ask_for_many_years_of_school() {
    let hard = [
        "Moisturizing regularly minimizes unnecessary irritation and discoloration.",
        "Professional evaluation is recommended following any unusual sensitivity.",
        "Physical activity temporarily increases transpiration and contamination.",
    ];
    let easy = "Use clean hands. Pat it dry. Let it heal. Go to bed on time. It is all fine now. ";
    let reminders = |details: &[String]| {
        let one = |(n, details): (usize, &String)| {
            format!(
                "[[reminder]]\nid = \"r{n}\"\ntext = \"Take care now\"\nat = \"09:00\"\nurgency = \"low\"\ndetails = \"{details}\"\n"
            )
        };
        details.iter().enumerate().map(one).collect::<String>()
    };
    let hard: Vec<_> = hard.iter().cycle().take(16).map(|&text| text.to_owned()).collect();
    insta::assert_snapshot!(warnings(&reminders(&hard)), @r#"
    warning: these texts ask for 19.7 years of school; 6 is plenty
     --> plan.toml:6:11
      |
    6 | details = "Moisturizing regularly minimizes unnecessary irritation and discoloration."
      |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this one weighs most
      |
      = note: then: `details` of `r3` in line 24, `details` of `r6` in line 42
      = help: write shorter sentences and shorter words, first of all in these texts
    "#);
    fine(&reminders(&vec![easy.to_owned(); 6]));
    fine(&reminders(hard.get(..6).unwrap()));
}

#[test]
fn a_discreet_text_that_tells() {
    insta::assert_snapshot!(warnings(&saying("discreet = \"Cream your scalp now.\"")), @r#"
    warning: this discreet text is not discreet
     --> plan.toml:5:24
      |
    5 | discreet = "Cream your scalp now."
      |                        ^^^^^ whoever sees the screen reads this
      |
      = help: say what to do and leave out where, such as "Time for your cream." or "A new step starts today."
    "#);
    for telling in [
        "Zeit für die Kopfhaut",
        "Pflege für die Haut",
        "Crema para la piel",
        "Soin du cuir chevelu",
    ] {
        assert!(warnings(&saying(&format!("discreet = \"{telling}\""))).contains("not discreet"));
    }
    insta::assert_snapshot!(warnings(&format!("{WASHING}discreet = \"Hair-wash day\"\n")), @r#"
    warning: this discreet text is not discreet
     --> plan.toml:6:13
      |
    6 | discreet = "Hair-wash day"
      |             ^^^^^^^^^ whoever sees the screen reads this
      |
      = help: say what to do and leave out where, such as "Time for your cream." or "A new step starts today."
    "#);
}

#[test]
fn a_discreet_text_that_tells_nothing() {
    for text in ["Time for your cream.", "Plan ahead.", "Regarde en haut.", "Trois points du jour."]
    {
        fine(&saying(&format!("discreet = \"{text}\"")));
    }
    let plain = saying("discreet = \"Cream your scalp now.\"");
    fine(&format!("privacy = \"plain\"\n{plain}"));
}

#[test]
fn what_stands_in_a_built_in_template_is_left_alone() {
    fine(&format!("extends = \"smp\"\n{SESSION}"));
}

#[test]
fn a_theme_has_a_bound() {
    let many =
        (0..50).map(|n| saying("discreet = \"scalp\"").replace("\"care\"", &format!("\"c{n}\"")));
    assert_eq!(reviewed(&many.collect::<String>()).problems.len(), super::MOST);
}

/// As many entries as a plan may have, each with a rule of its own, are judged in bearable time.
#[test]
fn a_crowd_of_reminders_is_survived() {
    let first = today().checked_sub_days(Days::new(30)).unwrap();
    let sessions: Vec<_> = first.iter_days().step_by(20).take(20).map(|d| d.to_string()).collect();
    let reminders = (0..9_900).map(|n| {
        let (first, last) = (4 + n % 100, 104 + n / 100);
        format!(
            "[[reminder]]\nid=\"r{n}\"\ntext=\"Wash it\"\nat=\"09:00\"\nurgency=\"low\"\n\
             days=\"{first}..{last}\"\n"
        )
    });
    let reminders: Vec<_> = reminders.collect();
    let text = format!("sessions = [{}]\n{WASHING}{}", sessions.join(", "), reminders.join(""));
    assert!(reviewed(&text).problems.iter().all(|problem| problem.message.contains("week")));
}
