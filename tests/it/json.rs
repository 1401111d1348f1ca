//! What other programs read is what the schemas of `config/json` say, and nothing beyond them.
//!
//! Every JSON answer that any test of the command line gets is judged (see [`judge`]).

use std::{collections::BTreeMap, fs, path::Path, sync::LazyLock};

use aftercare::{
    engine::{
        memory::Memory,
        record::{Entry, Outcome, Record},
    },
    language::Language,
    report::{history, timeline, today},
    schedule::{Schedule, zone::Zone},
};
use chrono::{NaiveDate, TimeDelta};
use jsonschema::Validator;
use serde_json::{Value, json};

use crate::{cli::Home, plans::plan};

static SCHEMAS: LazyLock<BTreeMap<String, Validator>> = LazyLock::new(|| {
    let files = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("config/json")).unwrap();
    let schemas = files.map(|file| {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let name = name.strip_suffix(".schema.json").unwrap().to_owned();
        (name, strict(serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap()))
    });
    schemas.collect()
});

/// The schema, which leaves room for keys of later versions, without that room.
fn strict(mut schema: Value) -> Validator {
    jsonschema::draft7::meta::validate(&schema).expect("a schema of draft 7");
    close(&mut schema);
    jsonschema::draft7::options().should_validate_formats(true).build(&schema).unwrap()
}

fn close(schema: &mut Value) {
    match schema {
        Value::Object(keys) => {
            keys.values_mut().for_each(close);
            // A condition names only what it depends on.
            if keys
                .get("type")
                .is_some_and(|kind| kind == "object" || kind == &json!(["object", "null"]))
            {
                keys.insert("additionalProperties".to_owned(), Value::Bool(false));
            }
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// What the schema of a command says against its answer.
fn complaints(command: &str, answer: &Value) -> Vec<String> {
    // The history is exported as it is shown.
    let name = if command == "export" { "history" } else { command };
    let schema = SCHEMAS.get(name).unwrap_or_else(|| panic!("{name} has no schema"));
    schema.iter_errors(answer).map(|e| format!("{} at {}", e, e.instance_path())).collect()
}

/// Holds what a command printed against its schema, if it was asked for JSON and had an answer.
#[track_caller]
pub(crate) fn judge(arguments: &str, printed: &str) {
    let words: Vec<&str> = arguments.split_whitespace().collect();
    let to_a_file = ["-o", "--output"].iter().any(|option| words.contains(option));
    if !words.contains(&"--json") || to_a_file || printed.is_empty() {
        return;
    }
    let answer: Value = serde_json::from_str(printed).unwrap_or_else(|e| panic!("{e}: {printed}"));
    assert_eq!(complaints(words[0], &answer), Vec::<String>::new(), "{arguments}: {printed}");
}

/// The commands whose help offers JSON.
fn commands_with_json(home: &Home) -> Vec<String> {
    let help = home.run("--help").stdout;
    let list = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let starts = list.lines().filter(|line| !line.starts_with("   "));
    let names = starts.filter_map(|line| line.split_whitespace().next());
    let offers = |name: &&str| home.run(&format!("{name} --help")).stdout.contains("--json");
    names.filter(|name| *name != "help").filter(offers).map(str::to_owned).collect()
}

#[test]
fn every_json_answer_has_a_schema_and_every_schema_an_answer() {
    let mut commands = commands_with_json(&Home::new());
    commands.retain(|command| command != "export");
    commands.sort();
    assert_eq!(commands, SCHEMAS.keys().cloned().collect::<Vec<_>>());
}

/// Every date that differs, over the templates: what is printed obeys, and is not empty.
#[test]
fn what_the_commands_print_obeys() {
    for template in ["smp", "cautious", "moist"] {
        let home = Home::with_plan(&format!(
            "extends = \"{template}\"\nsessions = [2026-11-20, 2026-12-04]\n\
             [[shift]]\nsession = 2026-11-20\nafter = 5\ndays = 2\n\
             [contact]\npractitioner = \"Studio North\"\n"
        ));
        for date in ["2026-11-18", "2026-11-20", "2026-11-24", "2026-12-02", "2027-01-18"] {
            for command in
                ["today --date", "may gym hat sea itch --date", "next --from", "timeline --from"]
            {
                let ran = home.run(&format!("{command} {date} --json"));
                assert!(!ran.stdout.is_empty(), "{command} {date}: {}", ran.stderr);
            }
        }
        for command in [
            "today",
            "may blood",
            "next",
            "timeline",
            "history",
            "paths",
            "check",
            "explain moisturize",
            "explain washing",
        ] {
            assert!(!home.run(&format!("{command} --json")).stdout.is_empty(), "{command}");
        }
    }
}

#[test]
fn what_is_printed_of_nothing_and_of_bad_plans_obeys() {
    let bad = Home::with_plan("extends = \"smp\"\nsesions = [2026-11-20]\n[[reminder]]\n");
    for home in [Home::new(), Home::with_plan("extends = \"smp\"\n"), bad] {
        for command in [
            "today",
            "may wash",
            "next",
            "timeline",
            "history",
            "paths",
            "check",
            "status",
            "explain cover",
        ] {
            home.run(&format!("{command} --json"));
        }
    }
}

const TWICE: &str = "sessions = [2026-11-20]\n[[reminder]]\nid = \"cream\"\ntext = \"Cream\"\n\
                     at = [\"09:00\", \"18:00\"]\n[[reminder]]\nid = \"tip\"\ntext = \"A tip\"\n\
                     kind = \"note\"\nat = [\"10:00\"]\n";

/// Each way in which an occurrence can end, as it is printed.
#[test]
fn every_outcome_obeys() {
    let schedule = Schedule::new(plan(TWICE), Zone::named("Europe/Berlin").unwrap());
    let date = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    let occurrences = schedule.on(date);
    let now = occurrences[0].due + TimeDelta::hours(4);
    for outcome in [
        Outcome::Done,
        Outcome::Skipped,
        Outcome::Unanswered,
        Outcome::Missed,
        Outcome::Withdrawn,
        Outcome::Noted,
    ] {
        let ended = occurrences.iter().map(|occurrence| {
            let (key, kind, due) = (occurrence.key.clone(), occurrence.kind, occurrence.due);
            Entry { at: due, record: Record::Ended { key, kind, due, outcome } }
        });
        let memory = Memory::of(&ended.collect::<Vec<_>>());
        let range = timeline::Range::starting(date);
        let english = Language::english();
        let views = [
            ("history", json!(history::json(&memory, schedule.zone()))),
            ("today", json!(today::today(&schedule, &memory, date, Some(now), &english))),
            ("timeline", json!(timeline::timeline(&schedule, &memory, range, now, &english))),
        ];
        for (command, view) in views {
            assert_eq!(complaints(command, &view), Vec::<String>::new(), "{outcome:?}: {view}");
        }
    }
}

#[test]
fn a_schema_refuses_what_is_not_said() {
    let home = Home::with_plan("extends = \"smp\"\nsessions = [2026-11-10]\n");
    let today: Value = serde_json::from_str(&home.run("today --json").stdout).unwrap();
    let refused = |pointer: &str, value: Value| {
        let mut changed = today.clone();
        *changed.pointer_mut(pointer).unwrap() = value;
        assert_ne!(complaints("today", &changed), Vec::<String>::new(), "{pointer}");
    };
    refused("/date", json!("22 November"));
    refused("/schema", json!(2));
    refused("/tasks/0/state", json!("forgotten"));
    refused("/next/at", json!("08:00"));
    refused("/next", json!({ "id": "cream" }));
    refused(
        "/closed/0",
        json!({ "id": "x", "label": "y", "free_from": null, "because": null, "meanwhile": null, "ask": null, "more": 1 }),
    );
}
