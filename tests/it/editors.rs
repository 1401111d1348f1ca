//! What a person sees who edits a plan: the engines of real editors, with the schema beside it.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{cli::Home, schema::starting_points};

const FIRST_LINE: &str = "#:schema ./plan.schema.json\n";

/// A folder with the schema in it, as the program puts it there, and no network or settings.
struct Desk {
    home: Home,
}

impl Desk {
    fn new() -> Self {
        let home = Home::new();
        let ran = home.run("schema --write");
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
        Self { home }
    }

    /// The lines that each engine marks in a plan.
    fn marked(&self, text: &str) -> [(&'static str, BTreeSet<u64>); 2] {
        let plan = self.home.write(".config/aftercare/plan.toml", text.as_bytes());
        [("taplo", self.taplo(&plan)), ("tombi", self.tombi(&plan))]
    }

    /// The engine of VS Code's "Even Better TOML".
    fn taplo(&self, plan: &Path) -> BTreeSet<u64> {
        let output = self.engine("taplo").args(["lint", "--colors", "never"]).arg(plan).output();
        let output = output.unwrap();
        let text = String::from_utf8(output.stderr).unwrap();
        let places = text.lines().filter_map(|line| line.split_once(".toml:")?.1.split_once(':'));
        let lines: BTreeSet<_> = places.map(|(line, _)| line.parse().unwrap()).collect();
        assert_eq!(output.status.success(), lines.is_empty(), "{text}");
        lines
    }

    /// The engine of Zed.
    fn tombi(&self, plan: &Path) -> BTreeSet<u64> {
        let arguments = "lint --offline --diagnostics-format json --diagnostics-file /dev/stdout";
        let mut command = self.engine("tombi");
        let output = command.args(arguments.split(' ')).arg(plan).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let marks: Vec<serde_json::Value> = serde_json::from_str(&text).expect(&text);
        marks.iter().map(|mark| mark["range"]["start"]["line"].as_u64().unwrap()).collect()
    }

    fn engine(&self, name: &str) -> Command {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let program = root.join("target/editors/bin").join(name);
        assert!(program.exists(), "{name} is not installed: run tests/editors");
        let mut command = Command::new(program);
        command.env_clear().env("HOME", self.home.path("")).current_dir(self.home.path(""));
        command
    }
}

#[test]
fn editors_mark_nothing_in_a_good_plan() {
    let desk = Desk::new();
    for plan in starting_points() {
        let text = if plan.starts_with(FIRST_LINE) { plan } else { FIRST_LINE.to_owned() + &plan };
        for (engine, lines) in desk.marked(&text) {
            assert_eq!(lines, BTreeSet::new(), "{engine}: {text}");
        }
    }
}

#[test]
fn editors_mark_the_line_of_a_mistake() {
    let desk = Desk::new();
    for (lines, place) in [
        ("titel = 'A'", 1),
        ("sessions = ['20.11.2026']", 1),
        ("sessions = [2026-11-20T09:00:00]", 1),
        ("sessions = []\nsession = []", 2),
        ("privacy = 'public'", 1),
        ("day_of_session = '1'", 1),
        ("[day]\nwake = '25:30'", 2),
        ("[day]\nwake = '07:30'\nsleep = 22", 3),
        ("[[reminder]]\ntext = 'A'", 1),
        ("[[reminder]]\nid = 'a'\nuntill = '20:00'", 3),
        ("[[reminder]]\nid = 'a'\nkind = 'taks'", 3),
        ("[[reminder]]\nid = 'a'\nat = ['09:00', '9pm']", 3),
        ("[[reminder]]\nid = 'a'\nat = 2026-11-20", 3),
        ("[[reminder]]\nid = 'a'\nat = '09:00'\nevery = '2h'", 4),
        ("[[reminder]]\nid = 'a'\nenabled = 'no'", 3),
        ("[[reminder]]\nid = 'a'\nnag = { every = '30m', times = 21 }", 3),
        ("[[restriction]]\nid = 'a'\ndays = '0-3'", 3),
    ] {
        let text = format!("{FIRST_LINE}extends = 'smp'\n{lines}\n");
        for (engine, marked) in desk.marked(&text) {
            assert!(marked.contains(&(place + 2)), "{engine} marks {marked:?}: {text}");
        }
    }
}
