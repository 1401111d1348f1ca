//! The schema that editors get accepts what the reader accepts, and refuses what it can.

use std::{cell::Cell, fmt::Write as _, fs, path::Path, sync::LazyLock};

use aftercare::plan::{self, Source};
use chrono::NaiveDate;
use proptest::{prelude::*, test_runner::TestRunner};
use serde_json::Value;
use toml::de::{DeTable, DeValue};

use crate::simulation::{plans::Draft, rng::Rng};

static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let schema = fs::read_to_string(root().join("config/plan.schema.json")).unwrap();
    let schema = serde_json::from_str(&schema).unwrap();
    jsonschema::draft7::meta::validate(&schema).expect("a schema of draft 7");
    jsonschema::draft7::new(&schema).unwrap()
});

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What the schema says against a plan.
pub(crate) fn complaints(text: &str) -> Vec<String> {
    let table = DeTable::parse(text).expect("TOML");
    SCHEMA.iter_errors(&object(table.get_ref())).map(|error| error.to_string()).collect()
}

/// The plan as editors show it to the schema: dates and times as texts.
fn json(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => text.to_string().into(),
        DeValue::Integer(number) => {
            i64::from_str_radix(number.as_str(), number.radix()).unwrap().into()
        }
        DeValue::Float(number) => number.as_str().parse::<f64>().unwrap().into(),
        DeValue::Boolean(answer) => (*answer).into(),
        DeValue::Datetime(moment) => moment.to_string().into(),
        DeValue::Array(items) => items.iter().map(|item| json(item.get_ref())).collect(),
        DeValue::Table(table) => object(table),
    }
}

fn object(table: &DeTable<'_>) -> Value {
    let entries =
        table.iter().map(|(key, value)| (key.get_ref().to_string(), json(value.get_ref())));
    Value::Object(entries.collect())
}

/// Whether the reader takes a plan, whose template can be this one.
fn is_read(text: &str) -> bool {
    let main = Source { name: "plan.toml".to_owned(), text: text.to_owned() };
    let template = Source { name: "full.toml".to_owned(), text: full(&[]) };
    plan::read(main, &mut |_| Ok(template.clone())).plan.is_some()
}

/// The plans that people copy: the files, the README, the examples behind "# ".
pub(crate) fn starting_points() -> Vec<String> {
    let read = |name: &str| fs::read_to_string(root().join(name)).unwrap();
    let (plan, readme) = (read("config/plan.toml"), read("README.md"));
    let examples = plan.split("\n\n").filter(|block| block.contains("\n# [["));
    let examples: Vec<_> = examples.map(uncommented).collect();
    assert_eq!(examples.len(), 6);
    let blocks = readme.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    let files = ["smp", "cautious", "moist", "blank", "plan"];
    let files = files.map(|name| read(&format!("config/{name}.toml")));
    examples.into_iter().chain(blocks.map(str::to_owned)).chain(files).collect()
}

#[test]
fn the_plans_that_people_start_from_are_accepted() {
    for text in starting_points() {
        assert_eq!(complaints(&text), Vec::<String>::new(), "{text}");
    }
}

/// The lines of an example that are TOML behind a "# ".
fn uncommented(block: &str) -> String {
    let is_key = |text: &str| text.trim_end().bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    let lines = block.lines().filter_map(|line| line.strip_prefix("# "));
    let lines = lines.filter(|line| {
        line.starts_with("[[") || line.split_once('=').is_some_and(|(key, _)| is_key(key))
    });
    format!("extends = \"smp\"\n{}\n", lines.collect::<Vec<_>>().join("\n"))
}

#[test]
fn the_plans_of_the_simulation_are_accepted() {
    let start: NaiveDate = "2026-11-20".parse().unwrap();
    for seed in 0..200 {
        let mut rng = Rng::new(seed);
        let mut draft = Draft::random(&mut rng, start);
        for _ in 0..5 {
            draft.edit(&mut rng, start);
            let text = draft.toml();
            assert_eq!(complaints(&text), Vec::<String>::new(), "{text}");
        }
    }
}

/// Every key with a value, as tables and lines.
const FULL: &[(&str, &[(&str, &str)])] = &[
    (
        "",
        &[
            ("version", "1"),
            ("title", "\"My recovery\""),
            ("day_of_session", "1"),
            ("timezone", "\"America/Argentina/Buenos_Aires\""),
            ("privacy", "\"plain\""),
            ("history", "\"30d\""),
            ("sessions", "[2026-11-20, \"2026-12-04\"]"),
        ],
    ),
    ("[day]", &[("wake", "07:30"), ("sleep", "\"00:30\""), ("notices", "09:15:30.0")]),
    ("[quiet]", &[("from", "\"23:00\""), ("to", "\"07:00:30\"")]),
    ("[contact]", &[("practitioner", "\"Ada\\r\\n555\""), ("doctor", "\"Dr. Byron\"")]),
    ("[place]", &[("latitude", "-34.6"), ("longitude", "13")]),
    ("[labels]", &[("done", "\"Ja\""), ("later", "\"Später\""), ("skip", "\"Nein\"")]),
    (
        "[[phase]]",
        &[("id", "\"a\""), ("label", "\"A\""), ("days", "[1, \"5 .. 9 /+2\"]"), ("note", "\"N\"")],
    ),
    (
        "[[restriction]]",
        &[
            ("id", "\"creams\""),
            ("label", "\"Creams\""),
            ("days", "\"1..3\""),
            ("count_from", "\"last\""),
            ("meanwhile", "\"balm\""),
            ("then", "\"cream allowed\""),
            ("because", "\"open\""),
            ("ask", "\"Ada\""),
            ("words", "[\"cream\"]"),
            ("discreet", "\"New\""),
        ],
    ),
    (
        "[[reminder]]",
        &[
            ("id", "\"cream\""),
            ("text", "\"Cream <thinly>\""),
            ("details", "\"Clean hands.\\nOne drop.\""),
            ("discreet", "\"R\""),
            ("days", "4"),
            ("count_from", "\"last\""),
            ("at", "[\"09:00\", 21:30, \"sunset-1h 30m\", \"wake\"]"),
            ("kind", "\"note\""),
            ("urgency", "\"low\""),
            ("grace", "\"1d\""),
            ("if_missed", "\"digest\""),
            ("nag", "{ every = \"30m\", times = 2 }"),
            ("snooze", "\"1h 30m\""),
            ("quiet", "\"drop\""),
            ("unless_closed", "\"creams\""),
            ("enabled", "false"),
        ],
    ),
    (
        "[[reminder]]",
        &[
            ("id", "\"water\""),
            ("text", "\"Drink\""),
            ("every", "\"3h\""),
            ("from", "\"wake+1h\""),
            ("until", "21:00"),
        ],
    ),
    (
        "[[reminder]]",
        &[("id", "\"weekly\""), ("text", "\"Photo\""), ("cron", "\"30 9 * * mon-fri/2\"")],
    ),
];

/// The plan with every key, some of them, by place, with another value.
fn full(changed: &[(usize, &str)]) -> String {
    let mut text = String::new();
    let mut at = 0;
    for (header, lines) in FULL {
        writeln!(text, "{header}").unwrap();
        for (key, value) in *lines {
            let other = changed.iter().find(|(place, _)| *place == at);
            writeln!(text, "{key} = {}", other.map_or(*value, |(_, value)| value)).unwrap();
            at += 1;
        }
    }
    text
}

/// A text as TOML, whatever is in it.
fn quoted(text: &str) -> String {
    let escaped = text.chars().map(|c| format!("\\U{:08X}", u32::from(c)));
    format!("\"{}\"", escaped.collect::<String>())
}

/// Values of all kinds: half right, half nearly.
fn value() -> impl Strategy<Value = String> {
    let text = prop_oneof![
        " ?([0-9]{1,3}[smhd] ?){1,4}",
        "(wake|sleep|sunrise|sunset)( ?[-+] ?[0-9]{1,2}[hms]( [0-9]{1,2}[mds])?)? ?",
        "[0-2][0-9]:[0-6][0-9](:[0-6][0-9])?",
        "(19|20|22)[0-9]{2}-[01][0-9]-[0-3][0-9]",
        " ?-?[0-9]{1,3} ?(\\.\\. ?-?[0-9]{0,3} ?(/ ?\\+?[0-9] ?)?)?(,-?[0-9]{1,2}(\\.\\.)?)?",
        "(0 )?[0-9*]{1,2}(/[0-9])? [0-9,]{1,4} [*?1-9] (jan|[*1-9]) (mon|\\*|sun-tue|FRI)(/2)?",
        "[a-z0-9-]{0,5}",
        "release|latest|last|booked|plain|note|task|high|critical|show|wait|ignore|creams|Full",
        "\\.?/?(a|~|\\.\\.?|é)[/.:\\\\]?[a-z.]{0,4}",
        "(\\PC|[\\u{0}\\r\\n\\t\\u{a0}\\u{85}\\u{61c}\\u{200b}\\u{200d}\\u{feff}\\u{2060}]){0,8}",
        "x{499,501}",
        "(\\r\\n|y){480,501}",
    ];
    let text = text.prop_map(|text| quoted(&text));
    let native = prop_oneof![
        "[0-2][0-9]:[0-5][0-9](:[0-5][0-9](\\.0{1,3})?)?",
        "20[0-9]{2}-(0[1-9]|1[0-2])-[0-2][1-8]",
        "-?(0|[1-9][0-9]{0,5})",
        "-?[1-9][0-9]{0,2}\\.[0-9]",
        "true|false|\\[\\]|\\{\\}",
    ];
    let single = prop_oneof![3 => text, 2 => native];
    let list = prop::collection::vec(single.clone(), 1..3);
    prop_oneof![4 => single, 1 => list.prop_map(|items| format!("[{}]", items.join(", ")))]
}

#[test]
fn whatever_the_reader_takes_is_accepted() {
    let taken = Cell::new(0);
    let places = FULL.iter().map(|(_, lines)| lines.len()).sum::<usize>();
    let config = ProptestConfig { cases: 3_000, failure_persistence: None, ..Default::default() };
    TestRunner::new(config)
        .run(&(0..places, value()), |(place, value)| {
            let text = full(&[(place, &value)]);
            if is_read(&text) {
                taken.set(taken.get() + 1);
                prop_assert_eq!(complaints(&text), Vec::<String>::new(), "{}", text);
            }
            Ok(())
        })
        .unwrap();
    assert!(300 < taken.get(), "only {} plans were good", taken.get());
}

#[test]
fn the_plan_with_every_key_is_taken_by_both() {
    assert!(is_read(&full(&[])));
    assert_eq!(complaints(&full(&[])), Vec::<String>::new());
}

#[test]
fn lines_on_top_of_a_template_need_not_be_whole() {
    for lines in [
        "",
        "remove = 'creams'",
        "remove = ['creams', 'a']",
        "sessions = 2026-11-20",
        "sessions = []",
        "[place]\nlatitude = 5",
        "[[phase]]\nid = 'a'\nlabel = 'B'",
        "[[restriction]]\nid = 'creams'\nwords = 'balm'",
        "[[reminder]]\nid = 'cream'",
        "[[reminder]]\nid = 'cream'\nnag = { times = 5 }",
        "[[reminder]]\nid = 'weekly'\nat = 09:00",
        "[[reminder]]\nid = 'water'\nuntil = 'sleep - 30m'",
        "reminder = [{ id = 'cream', enabled = true }]",
    ] {
        let text = format!("extends = 'full.toml'\n{lines}\n");
        assert!(is_read(&text), "{text}");
        assert_eq!(complaints(&text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn mistakes_of_a_plan_are_refused() {
    for text in [
        "version = 2",
        "titel = 'A'",
        "title = 5",
        "title = ' '",
        "title = \"a\\u202eb\"",
        "extends = '../smp.toml'",
        "extends = '/etc/smp.toml'",
        "extends = ['smp']",
        "sessions = ['20.11.2026']",
        "sessions = [2026-11-20T09:00:00]",
        "sessions = 20261120",
        "sessions = ['1812-11-20']",
        "sessions = []\nsession = []",
        "day_of_session = 2",
        "day_of_session = '1'",
        "timezone = 'Berlin, Germany'",
        "privacy = 'public'",
        "history = 'forever'",
        "history = 90",
        "remove = ['a']",
        "wake = '08:00'",
        "day = '08:00'",
        "[[day]]\nwake = '08:00'",
        "[day]\nwake = 'sleep'",
        "[day]\nwake = '25:30'",
        "[day]\nwake = '8:00'",
        "[day]\nwake = 8",
        "[quiet]\nto = 2026-11-20",
        "[place]\nlatitude = 91\nlongitude = 0",
        "[place]\nlatitude = 52.5",
        "[place]\nlatitude = '52.5'\nlongitude = 0",
        "[labels]\ndone = true",
        "[labels]\nyes = 'Ja'",
        "[[session]]\nlabel = 'First'",
        "[[session]]\ndate = 2026-11-20\nstatus = 'canceled'",
        "[[phase]]\nid = 'a'\nlabel = 'A'",
        "[phase]\nid = 'a'\nlabel = 'A'\ndays = '1'",
        "[[restriction]]\nlabel = 'A'\ndays = '1'",
        "[[restriction]]\nid = 'a'\nlabel = 'A'\ndays = '0-3'",
        "[[restriction]]\nid = 'a'\nlabel = 'A'\ndays = '0..3/0'",
        "[[restriction]]\nid = 'a'\nlabel = 'A'\ndays = []",
        "[[restriction]]\nid = 'a'\nlabel = 'A'\ndays = 36501",
        "[[restriction]]\nid = 'a'\nlabel = 'A'\ndays = '1'\ncount_from = 'first'",
        "[[reminder]]\nid = 'a'\ntext = 'A'",
        "[[reminder]]\nid = 'a'\nat = '09:00'",
        "[[reminder]]\ntext = 'A'\nat = '09:00'",
    ] {
        refused(text);
    }
}

#[test]
fn mistakes_of_a_reminder_are_refused() {
    for lines in [
        "id = 'Cream'\nat = '09:00'",
        "id = 'release'\nat = '09:00'",
        "id = 'a'\nat = []",
        "id = 'a'\nat = '9pm'",
        "id = 'a'\nat = 'dawn'",
        "id = 'a'\nat = 'wake+1 h'",
        "id = 'a'\nat = '09:00'\nevery = '2h'",
        "id = 'a'\nat = '09:00'\nuntil = '10:00'",
        "id = 'a'\nat = '09:00'\ncron = '0 9 * * mon'",
        "id = 'a'\ncron = '0 9 * * mon'\nfrom = '10:00'",
        "id = 'a'\ncron = '0 9 * * 1'",
        "id = 'a'\ncron = '5 0 9 * * mon'",
        "id = 'a'\ncron = '@daily'",
        "id = 'a'\nevery = 30",
        "id = 'a'\nevery = '2 hours'",
        "id = 'a'\nevery = '2h'\nuntill = '20:00'",
        "id = 'a'\nat = '09:00'\nkind = 'Task'",
        "id = 'a'\nat = '09:00'\nurgency = 'high'",
        "id = 'a'\nat = '09:00'\nif_missed = 'skip'",
        "id = 'a'\nat = '09:00'\nquiet = 'yes'",
        "id = 'a'\nat = '09:00'\nenabled = 'no'",
        "id = 'a'\nat = '09:00'\nnag = '30m'",
        "id = 'a'\nat = '09:00'\nnag = { every = '30m' }",
        "id = 'a'\nat = '09:00'\nnag = { every = '30m', times = 21 }",
    ] {
        refused(&format!("[[reminder]]\ntext = 'A'\n{lines}"));
    }
}

#[track_caller]
fn refused(text: &str) {
    assert!(!is_read(text), "{text}");
    assert_ne!(complaints(text), Vec::<String>::new(), "{text}");
}
