//! `session`, `shift` and `edit`: the plan file is changed by command, or left alone.

use std::{
    fs,
    io::Write as _,
    os::unix::{
        fs::{MetadataExt, PermissionsExt, symlink},
        process::CommandExt as _,
    },
    path::Path,
    process::Stdio,
};

use insta::assert_snapshot;

use crate::cli::{Home, Ran};

const PLAN: &str = ".config/aftercare/plan.toml";

/// A client's plan on top of a small template.
fn home_with_template() -> Home {
    let home = Home::with_plan("# mine\nextends = \"clinic.toml\"\n\n[day]\nwake = \"08:00\"\n");
    home.write(".config/aftercare/clinic.toml", b"sessions = [2026-11-20, 2026-12-18]\n");
    home
}

fn text(home: &Home) -> String {
    fs::read_to_string(home.path(PLAN)).unwrap()
}

/// Whatever is in the folder of the plan.
fn files(home: &Home) -> Vec<String> {
    let entries = fs::read_dir(home.path(PLAN).parent().unwrap()).unwrap();
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn run(home: &Home, arguments: &[&str]) -> Ran {
    home.ran(&home.command().args(arguments).output().unwrap())
}

const TWO: &str = "sessions = [2026-11-20, 2026-12-18] # dates\n";

#[test]
fn a_session_is_added_moved_and_cancelled() {
    let home = Home::with_plan(TWO);
    assert_snapshot!("session_add", home.run("session add 2026-12-04").all());
    assert_snapshot!("session_move", home.run("session move 2026-12-04 2026-12-07").all());
    assert_eq!(text(&home), "sessions = [2026-11-20, 2026-12-07, 2026-12-18] # dates\n");
    assert_snapshot!("session_cancel", home.run("session cancel 2026-12-07").all());
    assert_eq!(text(&home), TWO);
    let named = ["session", "add", "tomorrow", "--time", "14:30", "--label", "The \"second\""];
    assert_snapshot!("session_add_named", run(&home, &named).all());
    assert_snapshot!("session_add_named_text", text(&home));
    assert_snapshot!("session_cancel_table", home.run("session cancel 2026-12-18").all());
    assert_eq!(files(&home), ["plan.toml"], "nothing is left behind");
}

#[test]
fn the_sessions_of_a_template_are_written_into_the_own_file() {
    let home = home_with_template();
    home.run("session add 2026-12-04");
    assert_snapshot!(text(&home), @r#"
    # mine
    extends = "clinic.toml"
    sessions = [2026-11-20, 2026-12-04, 2026-12-18]

    [day]
    wake = "08:00"
    "#);
    let home = home_with_template();
    home.run("session cancel 2026-12-18");
    assert_snapshot!(text(&home), @r#"
    # mine
    extends = "clinic.toml"

    [day]
    wake = "08:00"

    [[session]]
    date = 2026-11-20

    [[session]]
    date = 2026-12-18
    status = "cancelled"
    "#);
    let home = home_with_template();
    home.run("session move 2026-12-18 2026-12-11");
    assert_snapshot!(text(&home), @r#"
    # mine
    extends = "clinic.toml"
    sessions = [2026-11-20, 2026-12-11]

    [day]
    wake = "08:00"
    "#);
}

#[test]
fn what_cannot_be_changed_is_told_and_left_alone() {
    let home = Home::with_plan(TWO);
    let mut told = String::new();
    for arguments in [
        "session add 2026-11-20",
        "session cancel 2026-12-19",
        "session move 2026-12-18 2026-11-20",
        "session add 2026-12-04 --session today",
        "session add 1812-12-04",
        "session add 4.12.2026",
        "session add 2026-12-04 --time 25:00",
        "shift 0",
        "shift",
        "shift 3 --undo",
        "shift --undo",
        "shift 3",
    ] {
        let ran = home.run(arguments);
        assert_ne!(ran.code, Some(0), "{arguments}");
        assert_eq!(text(&home), TWO, "{arguments}");
        let code = ran.code.unwrap();
        told.extend([format!("$ aftercare {arguments}\n{}exit code {code}\n\n", ran.stderr)]);
    }
    assert_snapshot!("refused", told);
}

#[test]
fn a_plan_with_mistakes_is_left_alone() {
    let wrong = "sessions = [2026-11-20]\ntitel = \"A\"\n";
    let home = Home::with_plan(wrong);
    assert_snapshot!("mistake_before", home.run("session add 2026-12-04").all());
    assert_eq!(home.run("shift 2").code, Some(78));
    assert_eq!(text(&home), wrong);
}

#[test]
fn without_a_plan_a_change_says_how_to_get_one() {
    for arguments in ["session add 2026-12-04", "shift 2", "edit"] {
        let ran = Home::new().run(arguments);
        assert_eq!(ran.code, Some(78));
        assert!(ran.stderr.contains("aftercare init"), "{}", ran.stderr);
    }
}

#[test]
fn the_plan_of_everybody_is_to_be_copied() {
    let ran = Home::new().run("session add 2026-12-04 --plan /etc/xdg/aftercare/plan.toml");
    assert_snapshot!("shared_plan", ran.all());
}

#[test]
fn a_link_stays_a_link_and_the_mode_stays() {
    let home = Home::new();
    let real = home.write("dotfiles/plan.toml", TWO.as_bytes());
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    fs::create_dir_all(home.path(".config/aftercare")).unwrap();
    symlink("../../dotfiles/plan.toml", home.path(PLAN)).unwrap();
    assert_eq!(home.run("session cancel 2026-12-18").code, Some(0));
    assert!(home.path(PLAN).is_symlink());
    assert_eq!(fs::read_to_string(&real).unwrap(), "sessions = [2026-11-20] # dates\n");
    assert_eq!(fs::metadata(&real).unwrap().mode() & 0o777, 0o640);
    assert_eq!(files(&home), ["plan.toml"]);
}

/// Gives a path a mode while something is tried, so that the folder can be removed afterwards.
fn with_mode(path: &Path, mode: u32, try_it: impl FnOnce()) {
    let before = fs::metadata(path).unwrap().permissions();
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    try_it();
    fs::set_permissions(path, before).unwrap();
}

#[test]
fn what_is_read_only_is_left_alone() {
    let home = Home::with_plan(TWO);
    let store = home.write("store/plan.toml", TWO.as_bytes());
    with_mode(&store, 0o444, || {
        fs::remove_file(home.path(PLAN)).unwrap();
        symlink(&store, home.path(PLAN)).unwrap();
        assert_snapshot!("read_only_file", home.run("session add 2026-12-04").all());
        assert_eq!(home.run("edit").code, Some(1));
    });
    with_mode(store.parent().unwrap(), 0o555, || {
        assert_snapshot!("read_only_folder", home.run("session add 2026-12-04").all());
    });
    assert_eq!(text(&home), TWO);
}

/// Opens the plan in an editor that does this with the file "$1".
fn edit(home: &Home, script: &str) -> Ran {
    let script = format!("#!/bin/sh\nset -e\n{script}\n");
    let editor = home.write("my editor", script.as_bytes());
    fs::set_permissions(&editor, fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = home.command();
    command.env("PATH", "/usr/bin:/bin").env("EDITOR", "'./my editor'").arg("edit");
    let ran = home.ran(&command.output().unwrap());
    let hidden = |text: &str| hide_copy(text);
    Ran { code: ran.code, stdout: hidden(&ran.stdout), stderr: hidden(&ran.stderr) }
}

/// The name of a copy has letters by chance.
fn hide_copy(text: &str) -> String {
    let mut pieces = text.split(".plan.edit-");
    let first = pieces.next().unwrap().to_owned();
    pieces.fold(first, |all, piece| {
        format!("{all}.plan.edit-XXXXXX{}", piece.trim_start_matches(char::is_alphanumeric))
    })
}

#[test]
fn a_good_edit_is_saved_at_once() {
    let home = Home::with_plan(TWO);
    assert_snapshot!("edit_saved", edit(&home, "echo 'title = \"New\"' >> \"$1\"").all());
    assert_eq!(text(&home), format!("{TWO}title = \"New\"\n"));
    assert_eq!(files(&home), ["plan.toml"]);
    assert_snapshot!("edit_unchanged", edit(&home, "true").all());
    assert_eq!(files(&home), ["plan.toml"]);
}

#[test]
fn an_editor_that_replaces_the_file_is_followed() {
    let home = Home::with_plan(TWO);
    let ran = edit(&home, "sed 's/dates/days/' \"$1\" > new && mv new \"$1\"");
    assert_eq!((ran.code, text(&home)), (Some(0), TWO.replace("dates", "days")));
}

#[test]
fn an_edit_with_a_mistake_is_kept_beside_the_plan() {
    let home = Home::with_plan(TWO);
    assert_snapshot!("edit_mistake", edit(&home, "echo 'titel = 1' >> \"$1\"").all());
    assert_eq!(text(&home), TWO);
    let [copy, _] = files(&home).try_into().unwrap();
    let kept = fs::read_to_string(home.path(PLAN).with_file_name(&copy)).unwrap();
    assert_eq!(kept, format!("{TWO}titel = 1\n"));
    assert_snapshot!("edit_left_before", edit(&home, "true").all());
    assert!(files(&home).contains(&copy), "it is still there");
}

/// Edits on a terminal, with a mistake the first time, and answers like this.
fn edit_on_a_terminal(home: &Home, typed: &str) -> Ran {
    let editor = home.write(
        "editor",
        b"#!/bin/sh\nif grep -q titel \"$1\"; then sed -i s/titel/title/ \"$1\"; \
          else echo 'titel = \"A\"' >> \"$1\"; fi\n",
    );
    fs::set_permissions(&editor, fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = home.on_a_terminal("edit");
    command.env("PATH", "/usr/bin:/bin").env("EDITOR", "./editor");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut running = command.spawn().unwrap();
    // Kept open: its end would be typed as the end of all input.
    let mut keyboard = running.stdin.take().unwrap();
    keyboard.write_all(typed.as_bytes()).unwrap();
    let output = running.wait_with_output().unwrap();
    home.ran(&output)
}

#[test]
fn on_a_terminal_a_mistake_is_shown_and_asked_about() {
    let home = Home::with_plan(TWO);
    let ran = edit_on_a_terminal(&home, "e\n");
    assert!(ran.stdout.contains("unknown key `titel`"), "{}", ran.stdout);
    assert_eq!((ran.code, text(&home)), (Some(0), format!("{TWO}title = \"A\"\n")));
    let home = Home::with_plan(TWO);
    let ran = edit_on_a_terminal(&home, "throw\n");
    assert!(ran.stdout.contains("Thrown away."), "{}", ran.stdout);
    assert_eq!((ran.code, text(&home).as_str(), files(&home).len()), (Some(0), TWO, 1));
    let home = Home::with_plan(TWO);
    let ran = edit_on_a_terminal(&home, "k\n");
    assert!(ran.stdout.contains("Your text is kept in HOME"), "{}", ran.stdout);
    assert_eq!((ran.code, text(&home).as_str(), files(&home).len()), (Some(78), TWO, 2));
}

#[test]
fn an_edit_of_a_plan_that_was_changed_meanwhile_is_kept() {
    let home = Home::with_plan(TWO);
    let other = format!("echo 'title = \"Other\"' >> {}", home.path(PLAN).display());
    let ran = edit(&home, &format!("{other}; echo 'title = \"Mine\"' >> \"$1\""));
    assert_snapshot!("edit_changed_meanwhile", ran.all());
    assert!(text(&home).ends_with("title = \"Other\"\n"));
    let copy = home.path(PLAN).with_file_name(&files(&home)[0]);
    assert!(fs::read_to_string(copy).unwrap().ends_with("title = \"Mine\"\n"));
}

#[test]
fn an_editor_that_fails_loses_nothing() {
    let home = Home::with_plan(TWO);
    assert_snapshot!("edit_failed", edit(&home, "echo '# more' >> \"$1\"; exit 3").all());
    assert_eq!((text(&home).as_str(), files(&home).len()), (TWO, 2));
    let home = Home::with_plan(TWO);
    let mut command = home.command();
    command.env("PATH", "/usr/bin:/bin").env("VISUAL", "no-such-editor --wait").arg("edit");
    let ran = home.ran(&command.output().unwrap());
    assert_eq!(ran.code, Some(1));
    assert!(ran.stderr.contains("there is no editor `no-such-editor --wait`"), "{}", ran.stderr);
    assert_eq!(files(&home), ["plan.toml"]);
}

#[test]
fn ctrl_c_in_the_editor_is_for_the_editor() {
    let home = Home::with_plan(TWO);
    let script = b"#!/bin/sh\ntrap '' INT\nkill -INT 0\necho 'title = \"New\"' >> \"$1\"\n";
    let editor = home.write("editor", script);
    fs::set_permissions(&editor, fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = home.command();
    command.env("PATH", "/usr/bin:/bin").env("EDITOR", "./editor").arg("edit").process_group(0);
    let ran = home.ran(&command.output().unwrap());
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    assert_eq!(text(&home), format!("{TWO}title = \"New\"\n"));
}

#[test]
fn no_part_of_a_path_is_a_command() {
    let home = Home::new();
    let plan = home.write("$(touch harm); touch harm #/plan.toml", TWO.as_bytes());
    let mut command = home.command();
    command.env("PATH", "/usr/bin:/bin").env("EDITOR", "sed -i s/dates/days/");
    let ran = home.ran(&command.arg("edit").arg("--plan").arg(&plan).output().unwrap());
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    assert!(!home.path("harm").exists() && !plan.with_file_name("harm").exists());
    assert!(fs::read_to_string(plan).unwrap().ends_with("# days\n"));
}

/// A plan with phases, on day 5 of its only session.
const HEALING: &str = "\
sessions = [2026-11-17]

[[phase]]
id = \"dry\"
label = \"Keep dry\"
days = \"0..3\"

[[phase]]
id = \"washes\"
label = \"First washes\"
days = \"4..6\"

[[phase]]
id = \"flakes\"
label = \"Flaking\"
days = \"7..\"

[[restriction]]
id = \"sport\"
label = \"Sport\"
days = \"0..9\"
ask = \"your specialist\"

[[restriction]]
id = \"water\"
label = \"Water\"
days = \"0..3\"

[[reminder]]
id = \"cream\"
text = \"Cream\"
days = \"7..\"
at = [\"09:00\"]
";

#[test]
fn a_shift_is_recorded_shown_and_taken_back() {
    let home = Home::with_plan(HEALING);
    assert_snapshot!("shift_later", home.run("shift 3").all());
    assert_snapshot!("shift_later_text", text(&home).strip_prefix(HEALING).unwrap());
    assert_snapshot!("shift_today", home.run("today").all());
    let json: serde_json::Value = serde_json::from_str(&home.run("today --json").stdout).unwrap();
    assert_eq!(json["shifts"], serde_json::json!([{ "after": 5, "days": 3 }]));
    assert_snapshot!("shift_earlier", home.run("shift -1").all());
    assert_snapshot!("shift_undo", home.run("shift --undo").all());
    assert_eq!(home.run("shift --undo").code, Some(0));
    assert_eq!(text(&home), HEALING);
}

#[test]
fn a_phase_is_held_or_ended_early() {
    let home = Home::with_plan(HEALING);
    assert_snapshot!("shift_phase", home.run("shift 2 --phase washes").all());
    assert!(text(&home).contains("after = 6\ndays = 2\n"), "{}", text(&home));
    assert_snapshot!("shift_phase_earlier", home.run("shift --phase washes -2").all());
    assert!(text(&home).contains("after = 6\ndays = -2\n"), "{}", text(&home));
    for phase in ["dry", "flakes", "wash"] {
        let ran = home.run(&format!("shift 2 --phase {phase}"));
        assert_eq!(ran.code, Some(1));
        assert_snapshot!(format!("shift_phase_{phase}"), ran.stderr);
    }
}

#[test]
fn before_the_first_session_there_is_nothing_to_shift() {
    let ran = Home::with_plan("sessions = [2026-12-20]\n").run("shift 2");
    assert_eq!(ran.code, Some(1));
    assert_snapshot!("shift_too_early", ran.stderr);
    let ran = Home::with_plan("").run("shift 2");
    assert!(ran.stderr.contains("aftercare session add DATE"), "{}", ran.stderr);
}

#[test]
fn the_shifts_of_a_template_are_kept_beside_the_own_one() {
    let home = home_with_template();
    let clinic = "sessions = [2026-11-20]\n[[phase]]\nid = \"a\"\nlabel = \"A\"\ndays = \"0..9\"\n\
                  [[shift]]\nsession = 2026-11-20\nafter = 1\ndays = 1\n";
    home.write(".config/aftercare/clinic.toml", clinic.as_bytes());
    let undone = home.run("shift --undo");
    assert_eq!(undone.code, Some(1));
    assert!(undone.stderr.contains("stands in a template"), "{}", undone.stderr);
    let before = text(&home);
    assert_eq!(home.run("shift 2").code, Some(0));
    assert_snapshot!(text(&home).strip_prefix(&before).unwrap(), @"

    [[shift]]
    session = 2026-11-20
    after = 1
    days = 1

    # 2026-11-22: day 2 is held for 2 more days (aftercare shift)
    [[shift]]
    session = 2026-11-20
    after = 2
    days = 2
    ");
    let today = home.run("today").stdout;
    assert_eq!(today.matches("Shifted:").count(), 2, "{today}");
}

/// What a command leaves in the plan.
fn left(plan: &str, command: &str) -> String {
    let home = Home::with_plan(plan);
    let ran = home.run(command);
    assert_eq!(ran.code, Some(0), "{}", ran.all());
    fs::read_to_string(home.path(".config/aftercare/plan.toml")).unwrap()
}

#[test]
fn a_comment_beside_what_goes_stays() {
    let plan =
        "extends = \"smp\"\nsessions = [\n  2026-11-10, # first\n  2026-12-04, # ask Sam\n]\n";
    let text = left(plan, "session cancel 2026-12-04");
    assert_eq!(text, plan.replace("2026-12-04, # ask Sam", "# ask Sam"));
    let shift =
        "[[shift]]\nsession = 2026-11-10\nafter = 13 # Sam agreed\n# the left side\ndays = 2\n";
    let plan = "extends = \"smp\"\nsessions = [2026-11-10]\n\n";
    let text = left(&format!("{plan}# write `aftercare shift` for it\n{shift}"), "shift --undo");
    assert_eq!(
        text,
        format!("{plan}# write `aftercare shift` for it\n# Sam agreed\n# the left side\n")
    );
}

#[test]
fn the_first_line_stays_the_first() {
    let plan = "#:schema ./plan.schema.json\n# mine\n[day]\nwake = \"07:00\"\n";
    let text = left(plan, "session add 2026-11-20");
    assert!(
        text.starts_with("#:schema ./plan.schema.json\n# mine\nsessions = [2026-11-20]\n"),
        "{text}"
    );
}

#[test]
fn what_a_template_says_again_is_not_taken_back() {
    let home = Home::with_plan("extends = \"clinic.toml\"\n");
    let clinic = "extends = \"smp\"\nsessions = [2026-11-10]\n\
                  [[shift]]\nsession = 2026-11-10\nafter = 13\ndays = 2\n";
    home.write(".config/aftercare/clinic.toml", clinic.as_bytes());
    assert_eq!(home.run("shift 1").code, Some(0));
    assert_eq!(home.run("shift --undo").code, Some(0));
    let ran = home.run("shift --undo");
    assert_eq!(ran.code, Some(1), "{}", ran.all());
    assert!(ran.stderr.contains("the shift stands in a template"), "{}", ran.stderr);
}

#[test]
fn holding_a_day_prolongs_a_phase_and_a_restriction_of_that_day_alone() {
    let home = Home::with_plan("extends = \"moist\"\nsessions = [2026-11-22]\n");
    let ran = home.run("shift 3");
    assert!(
        ran.stdout.contains("Keep dry: Sun 22 Nov -> Sun 22 Nov to Wed 25 Nov"),
        "{}",
        ran.stdout
    );
    let today = home.run("today --date 2026-11-23").stdout;
    assert!(today.contains("Phase: Keep dry") && !today.contains("Allowed from today"), "{today}");
}
