//! The commands as a person types them: what they print and their exit codes.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use insta::assert_snapshot;

use crate::{coverage::measured, json};

/// A home of its own, with a fixed zone and no bus.
pub(crate) struct Home {
    folder: tempfile::TempDir,
}

/// What a command did.
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Home {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// A home with this plan where the program looks for it.
    pub(crate) fn with_plan(text: &str) -> Self {
        let home = Self::new();
        home.write(".config/aftercare/plan.toml", text.as_bytes());
        home
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_aftercare"));
        command.env_clear().envs(measured());
        command.env("HOME", self.folder.path()).env("TZ", "Europe/Berlin");
        command.env("AFTERCARE_NOW", "2026-11-22T12:00:00Z").current_dir(self.folder.path());
        command
    }

    /// The same on a terminal of its own, for half a minute at most.
    pub(crate) fn on_a_terminal(&self, arguments: &str) -> Command {
        let own = self.command();
        let line = format!("{} {arguments}", own.get_program().to_str().unwrap());
        let mut command = Command::new("timeout");
        command.args(["30", "script", "-qec", &line, "/dev/null"]).current_dir(self.path("."));
        command.env_clear();
        command.envs(own.get_envs().filter_map(|(name, value)| Some((name, value?))));
        command
    }

    pub(crate) fn run(&self, arguments: &str) -> Ran {
        let output = self.command().args(arguments.split_whitespace()).output().unwrap();
        let ran = self.ran(&output);
        json::judge(arguments, &ran.stdout);
        ran
    }

    /// What was printed, with this home's own path left out.
    pub(crate) fn ran(&self, output: &Output) -> Ran {
        let own = self.folder.path().display().to_string();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace(&own, "HOME");
        Ran {
            code: output.status.code(),
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
        }
    }
}

impl Ran {
    /// All of it, for a snapshot.
    pub(crate) fn all(&self) -> String {
        let code = self.code.map_or("none".to_owned(), |code| code.to_string());
        format!("exit code {code}\n--- stdout\n{}--- stderr\n{}", self.stdout, self.stderr)
    }
}

const TWO_SESSIONS: &str = "--session 2026-11-20 --session 2026-12-04";

#[test]
fn the_calendar_of_the_built_in_plan_over_two_sessions() {
    let ran = Home::new().run(&format!("next {TWO_SESSIONS} --from 2026-11-13 --until 2027-02-02"));
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false }, {
        assert_snapshot!("calendar", ran.stdout);
    });
}

#[test]
fn nothing_is_moisturized_on_days_0_to_3_of_either_session() {
    let closed = ["2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23"].into_iter().chain([
        "2026-12-04",
        "2026-12-05",
        "2026-12-06",
        "2026-12-07",
    ]);
    for date in closed {
        let text = next_json(TWO_SESSIONS, date, date);
        assert!(!text.to_lowercase().contains("moisturize"), "{date}: {text}");
    }
    for date in ["2026-11-24", "2026-12-03", "2026-12-08", "2027-01-02"] {
        assert!(next_json(TWO_SESSIONS, date, date).contains("\"id\":\"moisturize\""), "{date}");
    }
}

#[test]
fn gentle_shampoo_is_released_on_day_4_of_each_session_at_wake_time() {
    for date in ["2026-11-24", "2026-12-08"] {
        let answer: serde_json::Value =
            serde_json::from_str(&next_json(TWO_SESSIONS, date, date)).unwrap();
        let release = &answer["occurrences"][0];
        assert_eq!(release["kind"], "release");
        assert_eq!(release["at"], format!("{date}T08:00:00+01:00"));
        let text = release["text"].as_str().unwrap();
        assert!(text.starts_with("Day 4: gentle shampoo allowed"), "{text}");
    }
}

#[test]
fn the_razor_is_never_released_and_swimming_30_days_after_the_last_session() {
    let all = next_json(TWO_SESSIONS, "2026-11-01", "2030-01-01");
    let answer: serde_json::Value = serde_json::from_str(&all).unwrap();
    let occurrences = answer["occurrences"].as_array().unwrap();
    let releases: Vec<_> = occurrences.iter().filter(|o| o["kind"] == "release").collect();
    let text = |o: &&&serde_json::Value| o["text"].as_str().unwrap().to_lowercase();
    assert!(!releases.iter().any(|release| text(&release).contains("razor")));
    let swimming: Vec<_> = releases.iter().filter(|o| text(o).contains("swimming")).collect();
    assert_eq!(swimming.len(), 1);
    assert_eq!(swimming[0]["date"], "2027-01-03");
}

fn next_json(sessions: &str, from: &str, until: &str) -> String {
    let ran = Home::new().run(&format!("next {sessions} --from {from} --until {until} --json"));
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    ran.stdout
}

#[test]
fn dates_on_the_command_line_need_no_clock() {
    let home = Home::new();
    let at = |now: &str, arguments: &str| {
        let mut command = home.command();
        let output = command.env("AFTERCARE_NOW", now).args(arguments.split_whitespace()).output();
        String::from_utf8(output.unwrap().stdout).unwrap()
    };
    for arguments in [
        format!("next {TWO_SESSIONS} --from 2026-11-20 --until 2026-11-30 --json"),
        format!("today {TWO_SESSIONS} --date 2026-11-24 --json"),
        format!("today {TWO_SESSIONS} --date 2026-11-24"),
    ] {
        let (one, other) =
            (at("2020-01-01T00:00:00Z", &arguments), at("2036-01-01T00:00:00Z", &arguments));
        assert_eq!(one, other);
        assert!(!one.is_empty());
    }
}

#[test]
fn a_session_on_the_command_line_is_enough_for_today() {
    assert_snapshot!(Home::new().run(&format!("today {TWO_SESSIONS} --date 2026-11-24")).all());
}

#[test]
fn today_says_what_holds_before_the_first_session_and_between_two() {
    let home = Home::with_plan(SMALL);
    for (date, expected) in [
        ("2026-11-18", "Day -2, before the first session"),
        ("2026-11-20", "Day 0, after session 1 of 2 (First)"),
        ("2026-12-04", "Day 0, after session 2 of 2"),
    ] {
        let text = home.run(&format!("today --date {date}")).stdout;
        assert!(text.contains(expected), "{text}");
    }
}

#[test]
fn every_line_of_every_view_fits_80_columns() {
    let home = Home::new();
    for view in [
        "today --date 2026-11-24",
        "next --from 2026-11-13 --until 2026-12-20",
        "warning-signs",
        "--help",
    ] {
        let text = home.run(&format!("{view} {TWO_SESSIONS}")).stdout;
        let long = text.lines().find(|line| 80 < line.chars().count());
        assert_eq!(long, None, "in {view}");
    }
}

#[test]
fn a_plan_without_sessions_says_so_everywhere() {
    let home = Home::with_plan("[[reminder]]\nid = \"a\"\ntext = \"A\"\nat = [\"09:00\"]\n");
    assert_snapshot!(home.run("today").all());
    assert_snapshot!(home.run("next").all());
    assert_snapshot!(home.run("check").all());
}

#[test]
fn without_a_plan_there_is_a_way_to_get_one() {
    assert_snapshot!(Home::new().run("today").all());
    assert_eq!(Home::new().run("run").code, Some(78));
}

#[test]
fn answers_without_a_daemon_are_kept() {
    let home = Home::with_plan(SMALL);
    assert_snapshot!(home.run("done creme").all());
    assert_snapshot!(home.run("done cream").all());
    // Nothing reaches back before the plan was first seen, so the day must pass.
    let later = |arguments: &str| {
        let mut command = home.command();
        command.env("AFTERCARE_NOW", "2026-11-22T19:05:00Z").args(arguments.split_whitespace());
        home.ran(&command.output().unwrap())
    };
    assert_snapshot!(later("done cream").all());
    assert_snapshot!(later("done cream").all());
    assert_snapshot!(later("history").all());
    assert_snapshot!(later("history --json").all());
}

#[test]
fn status_without_a_daemon_says_how_to_start_it() {
    assert_snapshot!(Home::new().run("status").all());
    let ran = Home::new().run("status --json");
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(69), "{\"schema\":1,\"running\":false}\n"));
}

#[test]
fn paths_names_every_file() {
    assert_snapshot!(Home::new().run("paths").all());
}

#[test]
fn help_reads_well() {
    assert_snapshot!(Home::new().run("--help").all());
}

#[test]
fn a_mistyped_command_is_answered_with_the_right_one() {
    let ran = Home::new().run("tody");
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("'today'"), "{}", ran.stderr);
}

#[test]
fn what_is_no_plan_file_is_told_in_plain_words() {
    let home = Home::new();
    home.write("latin1.toml", b"title = \"Nachsorge f\xfcr mich\"\n");
    home.write("huge.toml", "# padding\n".repeat(220_000).as_bytes());
    fs::create_dir(home.path("folder.toml")).unwrap();
    let fifo = rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR;
    rustix::fs::mkfifoat(rustix::fs::CWD, home.path("pipe.toml"), fifo).unwrap();
    for file in ["latin1.toml", "huge.toml", "folder.toml", "pipe.toml", "nowhere.toml"] {
        let ran = home.run(&format!("check {file}"));
        assert_eq!(ran.code, Some(78), "{file}");
        assert_snapshot!(file, ran.stderr);
    }
}

#[test]
fn all_mistakes_of_a_plan_are_told_at_once() {
    let home = Home::with_plan(
        "sesions = [2026-11-20]\n\n[day]\nwake = \"25:00\"\n\n[[reminder]]\nid = \"cream\"\n\
         text = \"Cream\"\nat = [\"09:00\"]\nevery = \"3h\"\n",
    );
    assert_snapshot!(home.run("check").all());
    let answer: serde_json::Value = serde_json::from_str(&home.run("check --json").stdout).unwrap();
    assert_eq!(answer["ok"], false);
    assert_eq!(answer["problems"].as_array().unwrap().len(), 3);
    assert_eq!(answer["problems"][0]["line"], 1);
}

#[test]
fn an_unknown_time_zone_is_answered_with_a_near_one() {
    let home = Home::with_plan("timezone = \"Europe/Berln\"\nsessions = [2026-11-20]\n");
    assert_snapshot!(home.run("check").all());
}

/// A client's whole plan, with a template's entry or two.
const SMALL: &str = "\
title = \"My plan\"
privacy = \"plain\"

[[session]]
date = 2026-11-20
label = \"First\"

[[session]]
date = 2026-12-04

[[restriction]]
id = \"washing\"
label = \"Washing your scalp\"
days = \"0..3\"
then = \"gentle shampoo allowed\"

[[reminder]]
id = \"cream\"
text = \"Use your cream\"
days = \"0..\"
at = [\"20:00\"]
";

#[test]
fn looking_at_the_status_makes_no_files() {
    let home = Home::new();
    home.run("status");
    assert!(!home.path(".local").exists());
}

#[test]
fn a_system_without_a_time_zone_is_told() {
    let home = Home::new();
    let mut command = home.command();
    let output = command.env("TZ", "Nowhere/Land").args(["paths"]).output().unwrap();
    let ran = home.ran(&output);
    assert!(ran.stderr.contains("UTC is used"), "{}", ran.stderr);
}

#[test]
fn a_plan_that_would_only_flood_is_refused() {
    let reminder = |n: u32| format!("[[reminder]]\nid = \"r{n}\"\ntext = \"A\"\nevery = \"1m\"\n");
    let reminders: String = (0..20).map(reminder).collect();
    let home = Home::with_plan(&format!("sessions = [2026-11-20]\n{reminders}"));
    assert_snapshot!(home.run("check").all());
}

#[test]
fn a_pause_and_a_muted_reminder_are_told_and_end() {
    let home = Home::with_plan("extends = \"smp\"\nsessions = [2026-11-10]\n");
    let said = |arguments: &str| {
        let ran = home.run(arguments);
        format!("> {arguments}\n{}{}", ran.stdout, ran.stderr)
    };
    let today = |home: &Home| {
        let told = |line: &&str| ["paused", "muted", "resume"].iter().any(|it| line.contains(it));
        home.run("today").stdout.lines().filter(told).collect::<Vec<_>>().join("\n")
    };
    let mut all: String =
        ["pause --for 2h", "mute moisturize", "mute sunscreen --until 18:00"].map(said).concat();
    all += &today(&home);
    all += "\n";
    all += &["resume", "resume moisturize", "resume sunscreen", "resume", "mute moistrize"]
        .map(said)
        .concat();
    all += &["pause --until 2020-01-01", "pause --for 2h --until 18:00", "pause --for soon"]
        .map(said)
        .concat();
    assert_snapshot!(all);
    assert_eq!(today(&home), "");
}

#[test]
fn the_schema_is_printed_and_written_beside_the_plan() {
    let home = Home::new();
    let printed = home.run("schema").stdout;
    let written = home.run("schema --write");
    assert_snapshot!(written.all(), @"
    exit code 0
    --- stdout
    Wrote HOME/.config/aftercare/plan.schema.json
    Make this the first line of HOME/.config/aftercare/plan.toml:

    #:schema ./plan.schema.json
    --- stderr
    ");
    let file = home.path(".config/aftercare/plan.schema.json");
    assert_eq!(fs::read_to_string(&file).unwrap(), printed);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&file), mode(file.parent().unwrap())), (0o600, 0o700));
    let beside = fs::read_dir(file.parent().unwrap()).unwrap().count();
    assert_eq!(beside, 1, "nothing temporary stays");
}

#[test]
fn the_schema_replaces_an_older_one_and_nothing_else() {
    let home = Home::new();
    let ours = home.run("schema").stdout;
    let write = |text: &str| {
        let file = home.write("clinic/plan.schema.json", text.as_bytes());
        let ran = home.run("schema --write --plan clinic/plan.toml");
        (ran, fs::read_to_string(file).unwrap())
    };
    let (ran, text) = write(&ours.replace("title", "older"));
    assert_eq!((ran.code, text), (Some(0), ours));
    for foreign in ["{\"$id\": \"urn:other\"}", "{}", "no json", ""] {
        let (ran, text) = write(foreign);
        assert_eq!((ran.code, text.as_str()), (Some(1), foreign));
        assert!(ran.stderr.contains("is no schema of aftercare"), "{}", ran.stderr);
    }
}

#[test]
fn the_schema_needs_a_plan_file_to_stand_beside() {
    let home = Home::new();
    assert_snapshot!(home.run("schema --write --session today").all(), @"
    exit code 2
    --- stdout
    --- stderr
    error: the built-in plan is no file; name yours with --plan FILE
    ");
    home.write("file", b"");
    assert_snapshot!(home.run("schema --write --plan file/plan.toml").all(), @"
    exit code 1
    --- stdout
    --- stderr
    error: cannot write HOME/file/plan.schema.json: Not a directory (os error 20)
    ");
}

#[test]
fn a_plan_with_warnings_can_be_used() {
    let home = Home::with_plan(
        "sessions = [2026-11-20, 2026-11-24]\n[[reminder]]\nid = \"wash\"\n\
         text = \"Utilize a mild soap\"\nat = \"09:00\"\n",
    );
    assert_snapshot!(home.run("check").all());
    let ran = home.run("check --json");
    let answer: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!((ran.code, &answer["ok"]), (Some(0), &serde_json::Value::Bool(true)));
    let problems = answer["problems"].as_array().unwrap();
    assert_eq!(problems.len(), 2);
    assert!(problems.iter().all(|problem| problem["severity"] == "warning"), "{problems:?}");
    assert_eq!(home.run("today").stderr, "", "only `check` shows them");
}

#[test]
fn the_text_of_each_template_is_printed() {
    let home = Home::new();
    for name in ["smp", "cautious", "moist", "blank"] {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("config/{name}.toml"));
        let ran = home.run(&format!("template {name}"));
        assert_eq!((ran.code, ran.stdout), (Some(0), fs::read_to_string(file).unwrap()));
    }
    let ran = home.run("template moit");
    assert_eq!(ran.code, Some(1));
    assert!(ran.stderr.contains("did you mean `moist`?"), "{}", ran.stderr);
}

#[test]
fn an_id_that_is_nearly_right_is_answered_with_the_right_one() {
    let home = Home::with_plan("extends = \"smp\"\nsessions = [2026-11-20]\n");
    for (typed, told) in [
        ("done moisturise", "the plan has no reminder `moisturise`; did you mean `moisturize`?"),
        ("later moisturise", "the plan has no reminder `moisturise`; did you mean `moisturize`?"),
        ("skip moisturise", "the plan has no reminder `moisturise`; did you mean `moisturize`?"),
        ("mute drink-watr", "the plan has no reminder `drink-watr`; did you mean `drink-water`?"),
        ("resume drink-watr", "the plan has no reminder `drink-watr`; did you mean `drink-water`?"),
        ("explain washin", "the plan has no entry `washin`; did you mean `washing`?"),
        ("shift 2 --phase flakin", "the plan has no phase `flakin`; did you mean `flaking`?"),
    ] {
        let ran = home.run(typed);
        let said = ran.stderr.lines().next().unwrap_or_default();
        assert_eq!((ran.code, said), (Some(1), format!("error: {told}").as_str()), "{typed}");
        assert_eq!(ran.stdout, "");
    }
}

#[test]
fn a_command_or_an_option_that_is_nearly_right_is_answered_with_the_right_one() {
    for (typed, told) in [
        ("tody", "'today'"),
        ("wach", "'watch'"),
        ("session ad 2026-12-04", "'add'"),
        ("export --icss", "'--ics'"),
        ("completions bsh", "'bash'"),
    ] {
        let ran = Home::new().run(typed);
        assert_eq!(ran.code, Some(2), "{typed}");
        let tip = ran.stderr.lines().find(|line| line.contains("tip: "));
        assert!(tip.is_some_and(|tip| tip.contains(told)), "{typed}: {}", ran.stderr);
    }
}
