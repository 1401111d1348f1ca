//! The full-screen view without a terminal: what it shows, and what each key does.

use std::{fs, path::Path, sync::LazyLock};

use aftercare::{
    engine::{
        Ask,
        memory::Memory,
        notice::Answer,
        record::{Entry, Outcome, Record},
    },
    language::{Language, Tongue},
    report::{
        today::today,
        watch::{Day, Key, Scene, Trouble, Watch, Wish},
    },
    schedule::{
        Schedule,
        zone::{Moment, Zone},
    },
};
use chrono::{NaiveDate, TimeDelta};
use insta::assert_snapshot;
use proptest::prelude::*;
use ratatui::{Terminal, backend::TestBackend};

use crate::{cli::Home, plans::plan, timeline::DAYS};

const SMALL: (u16, u16) = (80, 24);

/// The built-in plan over two sessions.
fn schedule() -> Schedule {
    let template = Path::new(env!("CARGO_MANIFEST_DIR")).join("config/smp.toml");
    let text = format!(
        "sessions = [2026-11-20, 2026-12-04]\n{}\n[contact]\npractitioner = \"Studio North, 555 0100\"\n",
        fs::read_to_string(template).unwrap()
    );
    Schedule::new(plan(&text), Zone::named("Europe/Berlin").unwrap())
}

fn noon(date: &str) -> Moment {
    format!("{date}T12:00:00+01:00").parse().unwrap()
}

fn scene_of(schedule: &Schedule, memory: &Memory, now: Moment) -> Scene {
    spoken(schedule, memory, now, &Language::english())
}

fn spoken(schedule: &Schedule, memory: &Memory, now: Moment, language: &Language) -> Scene {
    let date = schedule.wall_date(now);
    let time = schedule.zone().wall(now).format("%H:%M").to_string();
    let today = today(schedule, memory, date, Some(now), language);
    Scene { date, time, day: Day::Planned(Box::new(today)), troubles: Vec::new() }
}

fn scene(date: &str) -> Scene {
    scene_of(&schedule(), &Memory::default(), noon(date))
}

/// The plan of a task at these times, on its first day.
fn scene_with(times: &str, now: &str, ended: &[(&str, usize, Outcome)]) -> Scene {
    let text = format!(
        "version = 1\nsessions = [2026-11-20]\n[[reminder]]\nid = \"cream\"\ntext = \"Moisturize\"\n\
         details = \"A thin layer.\"\nat = [{times}]\n\
         [[reminder]]\nid = \"rest\"\ntext = \"Lie down\"\nat = [\"08:00\"]\n"
    );
    let schedule = Schedule::new(plan(&text), Zone::named("UTC").unwrap());
    let date = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
    let entries: Vec<Entry> = ended
        .iter()
        .map(|(id, slot, outcome)| {
            let reminder = schedule.reminder(id).unwrap();
            let occurrence = schedule.occurrences(reminder, date).remove(*slot);
            let (key, kind, due) = (occurrence.key, occurrence.kind, occurrence.due);
            let record = Record::Ended { key, kind, due, outcome: *outcome };
            Entry { at: due + TimeDelta::minutes(5), record }
        })
        .collect();
    let now = format!("2026-11-20T{now}:00Z").parse().unwrap();
    scene_of(&schedule, &Memory::of(&entries), now)
}

fn unplanned(why: &str) -> Scene {
    Scene { day: Day::Unplanned(why.to_owned()), ..scene("2026-11-24") }
}

fn view(scene: Scene, size: (u16, u16)) -> Watch {
    Watch::new(scene, size, Language::english())
}

/// What is on the screen, and where the cursor is.
fn drawn(view: &Watch, (width, height): (u16, u16)) -> Terminal<TestBackend> {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    let draw = |frame: &mut ratatui::Frame<'_>| {
        let area = frame.area();
        let cursor = view.draw(area, frame.buffer_mut());
        frame.set_cursor_position(cursor);
    };
    terminal.draw(draw).unwrap();
    terminal
}

/// The lines of the screen.
fn lines(view: &Watch, size: (u16, u16)) -> Vec<String> {
    let terminal = drawn(view, size);
    let cells = terminal.backend().buffer().content();
    let line = |cells: &[ratatui::buffer::Cell]| {
        let line: String = cells.iter().map(ratatui::buffer::Cell::symbol).collect();
        line.trim_end().to_owned()
    };
    cells.chunks(usize::from(size.0).max(1)).map(line).collect()
}

fn text(view: &Watch, size: (u16, u16)) -> String {
    lines(view, size).join("\n")
}

/// The task with the mark.
fn chosen(view: &Watch) -> String {
    let lines = lines(view, SMALL);
    lines.into_iter().find(|line| line.starts_with("> ")).unwrap_or_default()
}

/// The line above the keys.
fn message(view: &Watch) -> String {
    lines(view, SMALL).remove(22)
}

#[test]
fn days_that_differ() {
    for (name, date) in DAYS {
        assert_snapshot!(format!("watch_{name}"), text(&view(scene(date), SMALL), SMALL));
    }
}

#[test]
fn a_large_and_small_screens() {
    for size in [(120, 40), (60, 15), (40, 10), (20, 5)] {
        let (width, height) = size;
        let text = text(&view(scene("2026-11-24"), size), size);
        assert_snapshot!(format!("watch_{width}x{height}"), text);
    }
}

#[test]
fn where_there_is_nothing_to_show_it_says_so() {
    let no_session = Schedule::new(
        plan(
            "version = 1\n[[reminder]]\nid = \"cream\"\ntext = \"Moisturize\"\nat = [\"09:00\"]\n",
        ),
        Zone::named("UTC").unwrap(),
    );
    let now = noon("2026-11-24");
    for (name, scene) in [
        ("no_plan", unplanned("There is no plan yet.\nTo make one: aftercare init")),
        ("no_session", scene_of(&no_session, &Memory::default(), now)),
    ] {
        assert_snapshot!(format!("watch_{name}"), text(&view(scene, SMALL), SMALL));
    }
}

#[test]
fn what_is_wrong_stays_in_sight() {
    let troubles = vec![
        Trouble::NoDaemon,
        Trouble::Silent,
        Trouble::Complaint,
        Trouble::StalePlan("plan.toml:3: `at` is no list".to_owned()),
        Trouble::NoHistory("it is locked".to_owned()),
    ];
    let mut view = view(Scene { troubles, ..scene("2026-11-24") }, SMALL);
    view.press(Key::Last);
    assert_snapshot!("watch_troubles", text(&view, SMALL));
}

#[test]
fn in_every_language_the_keys_and_the_help_fit_onto_the_screen() {
    for tongue in Tongue::ALL {
        let language = Language::of(tongue);
        let scene = spoken(&schedule(), &Memory::default(), noon("2026-11-24"), &language);
        let mut view = Watch::new(scene, SMALL, language);
        assert_snapshot!(format!("watch_{}", tongue.code()), text(&view, SMALL));
        let keys = lines(&view, SMALL).remove(23);
        for key in ["d ", "l ", "s ", "q ", "? ", "w "] {
            assert!(keys.contains(key), "{keys}");
        }
        view.press(Key::Help);
        let help = text(&view, (80, 40));
        assert!(help.contains("q, ") && !help.contains("watch-"), "{help}");
        assert_snapshot!(format!("watch_help_{}", tongue.code()), text(&view, SMALL));
    }
}

#[test]
fn the_warning_signs_name_the_plans_contacts() {
    let mut view = view(scene("2026-11-24"), SMALL);
    view.press(Key::Signs);
    assert_snapshot!("watch_signs", text(&view, SMALL));
    // There, no key answers anything, and the first one out is only out of there.
    assert_eq!(view.press(Key::DONE), None);
    assert_eq!(view.press(Key::Quit), None);
    assert!(chosen(&view).contains("[first-wash]"));
    assert_eq!(view.press(Key::Quit), Some(Wish::Quit));
}

#[test]
fn what_waits_for_an_answer_is_chosen_first_and_holds_the_cursor() {
    let times = "\"09:00\", \"11:00\", \"21:00\"";
    let scene = scene_with(times, "12:00", &[("cream", 0, Outcome::Done)]);
    let view = view(scene, SMALL);
    assert!(chosen(&view).starts_with("> 08:00"), "{}", chosen(&view));
    let mut terminal = drawn(&view, SMALL);
    let row = lines(&view, SMALL).iter().position(|line| line.starts_with("> ")).unwrap();
    let cursor = u16::try_from(row).unwrap();
    terminal.backend_mut().assert_cursor_position((0, cursor));
}

#[test]
fn an_answer_is_asked_for_the_chosen_task_and_told() {
    for answer in [Answer::Done, Answer::Later, Answer::Skip] {
        let mut view = view(scene_with("\"09:00\"", "12:00", &[]), SMALL);
        view.press(Key::Down);
        assert!(chosen(&view).contains("[cream]"));
        let ask = Ask::Answer { reminder: "cream".to_owned(), answer };
        assert_eq!(view.press(Key::Answer(answer)), Some(Wish::Ask(ask)));
        assert_eq!(message(&view), "cream: one moment.");
        view.told("cream: done.".to_owned());
        assert_eq!(message(&view), "cream: done.");
        // It does not move on: a key that is held down must not answer for all.
        assert!(chosen(&view).contains("[cream]"));
    }
}

#[test]
fn only_the_newest_time_that_has_come_is_answered() {
    let times = "\"09:00\", \"11:00\", \"21:00\"";
    let mut view = view(scene_with(times, "12:00", &[]), SMALL);
    for (time, wish, said) in [
        ("09:00", false, "Only the newest time of a reminder can be answered. That is 11:00."),
        ("11:00", true, "cream: one moment."),
        ("21:00", false, "21:00 is still to come, so there is nothing to answer yet."),
    ] {
        view.press(Key::Down);
        assert!(chosen(&view).starts_with(&format!("> {time}")), "{}", chosen(&view));
        assert_eq!(view.press(Key::DONE).is_some(), wish, "{time}");
        assert_eq!(message(&view), said);
    }
}

#[test]
fn what_is_out_of_sight_is_not_answered_but_shown() {
    let size = (40, 10);
    let mut view = view(scene("2026-11-24"), size);
    view.press(Key::Last);
    assert!(!text(&view, size).contains("> 08:00"));
    assert_eq!(view.press(Key::DONE), None);
    assert!(text(&view, size).contains("> 08:00"));
    assert!(matches!(view.press(Key::DONE), Some(Wish::Ask(_))));
}

#[test]
fn the_choice_survives_news_but_not_midnight() {
    let mut view = view(scene("2026-11-24"), SMALL);
    view.press(Key::Down);
    view.press(Key::Down);
    assert!(chosen(&view).starts_with("> 21:00"));
    view.told("Something".to_owned());
    view.turn_to(Scene { troubles: vec![Trouble::NoDaemon], ..scene("2026-11-24") });
    assert!(chosen(&view).starts_with("> 21:00"));
    assert_eq!(message(&view), "Something");
    view.turn_to(scene("2026-11-25"));
    assert!(chosen(&view).starts_with("> 08:30"), "{}", chosen(&view));
    assert_ne!(message(&view), "Something");
}

#[test]
fn a_state_is_a_word_and_a_mark_in_the_margin_only_adds_to_it() {
    let outcomes = [("rest", 0, Outcome::Unanswered), ("cream", 0, Outcome::Skipped)];
    let view = view(scene_with("\"09:00\", \"21:00\"", "12:00", &outcomes), SMALL);
    let text = text(&view, SMALL);
    for line in [
        "> 08:00  Lie down (not marked, that's fine) [rest]",
        "  09:00  Moisturize (skipped) [cream]",
        "  21:00  Moisturize (planned) [cream]",
    ] {
        assert!(text.contains(line), "{text}");
    }
}

#[test]
fn without_a_terminal_it_names_what_prints_the_same() {
    let home = Home::with_plan("extends = \"smp\"\nsessions = [2026-11-20]\n");
    let ran = home.run("watch");
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    assert!(ran.stderr.contains("aftercare today"), "{}", ran.stderr);
    let mut dumb = home.on_a_terminal("watch");
    let output = dumb.env("TERM", "dumb").output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.contains("aftercare today") && !said.contains('\u{1b}'), "{said:?}");
}

/// What may happen to the view.
#[derive(Debug, Clone)]
enum Step {
    Press(Key),
    Resize(u16, u16),
    TurnTo(usize),
    Tell(String),
}

fn step() -> impl Strategy<Value = Step> {
    let keys =
        ['j', 'k', ' ', 'g', 'G', 'd', 'l', 's', 'w', '?', 'q'].map(|it| Key::of(it).unwrap());
    let keys = keys.into_iter().chain([Key::PageUp]).collect::<Vec<_>>();
    prop_oneof![
        8 => proptest::sample::select(keys).prop_map(Step::Press),
        2 => (0_u16..140, 0_u16..50).prop_map(|(width, height)| Step::Resize(width, height)),
        2 => (0_usize..5).prop_map(Step::TurnTo),
        1 => ".{0,200}".prop_map(Step::Tell),
    ]
}

static SCENES: LazyLock<Vec<Scene>> = LazyLock::new(|| {
    let troubles = vec![Trouble::NoDaemon, Trouble::NoHistory("why".repeat(50))];
    vec![
        scene("2026-11-18"),
        scene("2026-11-24"),
        Scene { troubles, ..scene("2026-11-24") },
        scene_with("\"09:00\", \"11:00\"", "12:00", &[("cream", 0, Outcome::Done)]),
        unplanned(
            "error: no plan\n  |\n3 | sessions = [2026-13-45]\n  |             ^^^^^^^^^^ no date",
        ),
    ]
});

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// No keys, sizes and news make it panic, or draw what is chosen where nobody sees it.
    #[test]
    fn whatever_is_pressed_on_whatever_screen_it_draws(
        steps in proptest::collection::vec(step(), 1..25),
        (width, height) in (0_u16..140, 0_u16..50),
    ) {
        let scenes = &SCENES;
        let (mut size, mut view) = ((width, height), view(scenes[1].clone(), (width, height)));
        for step in steps {
            let asked = match step {
                Step::Press(key) => view.press(key),
                Step::Resize(width, height) => {
                    size = (width, height);
                    view.resize(size);
                    None
                }
                Step::TurnTo(position) => {
                    view.turn_to(scenes[position].clone());
                    None
                }
                Step::Tell(message) => {
                    view.told(message);
                    None
                }
            };
            let shown = text(&view, size);
            if let Some(Wish::Ask(Ask::Answer { .. })) = asked {
                prop_assert!(size.0 == 0 || shown.contains('>'), "{}", shown);
            }
            // The screen may have another size already when it is drawn.
            drawn(&view, (size.1, size.0 / 3));
        }
    }
}
