//! What the compiler cannot check: who may know what, and that what is handed out works.

use std::{fs, path::Path};

use crate::cli::Home;

/// Every Rust file below a folder of the project, with its text.
pub(crate) fn sources(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap();
                found.push((name.display().to_string(), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    assert!(!found.is_empty());
    found
}

#[test]
fn the_core_neither_waits_nor_touches_the_world() {
    let banned = [
        "async ",
        ".await",
        "tokio::",
        "std::fs",
        "std::env",
        "std::net",
        "std::process",
        "rusqlite",
        "zbus",
        "notify_rust",
        "rustix",
        "world::",
        "clock::",
        "daemon::",
        "SystemTime",
        "Instant",
    ];
    let folders = ["language", "plan", "schedule", "review", "may", "engine", "report"];
    for folder in folders.map(|folder| format!("src/{folder}")) {
        for (name, text) in sources(&folder) {
            let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
            let used = banned.iter().find(|word| code.contains(**word));
            assert_eq!(used, None, "in {name}");
        }
    }
}

#[test]
fn each_library_has_one_place() {
    for (library, places) in [
        ("fluent_bundle::", vec!["src/language/mod.rs"]),
        ("jiff::", vec!["src/schedule/zone.rs"]),
        ("solar_positioning::", vec!["src/schedule/sun.rs"]),
        ("notify_rust::", vec!["src/world/desktop/"]),
        ("toml::", vec!["src/plan/"]),
        ("cron::Schedule", vec!["src/plan/cron.rs"]),
        ("rusqlite::", vec!["src/world/journal.rs"]),
        ("annotate_snippets::", vec!["src/plan/render.rs"]),
        ("unicode_segmentation::", vec!["src/review/texts.rs"]),
        ("whatlang::", vec!["src/review/texts.rs"]),
        ("landlock::", vec!["src/world/confinement.rs"]),
        ("sd_notify::", vec!["src/world/systemd.rs"]),
        ("maud::", vec!["src/report/html/"]),
        ("clap::", vec!["src/cli/"]),
        ("clap_complete::", vec!["src/cli/completions.rs"]),
        ("clap_mangen::", vec!["src/cli/man.rs"]),
        ("roff::", vec!["src/cli/man.rs"]),
        ("crossterm::", vec!["src/cli/watch/terminal.rs"]),
        ("ratatui::", vec!["src/report/watch/drawing.rs", "src/cli/watch/terminal.rs"]),
        // It lets signals of strangers through; the streams of a typed proxy do not.
        ("MessageStream", vec![]),
    ] {
        for (name, text) in sources("src") {
            let allowed = places.iter().any(|place| name.starts_with(place));
            assert!(allowed || !text.contains(library), "{library} in {name}");
        }
    }
}

#[test]
fn arrows_between_modules_point_one_way() {
    for (folder, later) in [
        (
            "src/language",
            vec!["plan", "schedule", "may", "review", "engine", "report", "world", "cli"],
        ),
        ("src/plan", vec!["schedule", "review", "engine", "report", "world", "cli"]),
        ("src/schedule", vec!["review", "engine", "report", "world", "cli"]),
        ("src/review", vec!["engine", "report", "world", "cli", "daemon"]),
        ("src/may", vec!["review", "engine", "report", "world", "cli", "daemon"]),
        ("src/engine", vec!["review", "report", "world", "cli", "daemon"]),
        ("src/world", vec!["report", "cli", "daemon"]),
    ] {
        for (name, text) in sources(folder) {
            let wrong = later.iter().find(|module| uses(&text, module));
            assert_eq!(wrong, None, "in {name}");
        }
    }
}

/// Whether a file names a module of the crate, on one line or in a list of imports.
fn uses(text: &str, module: &str) -> bool {
    let lists = text.split("use crate::{").skip(1).map(|rest| rest.split("};").next().unwrap());
    let listed = |list: &str| list.contains(&format!("\n    {module}::"));
    text.contains(&format!("crate::{module}")) || lists.into_iter().any(listed)
}

#[test]
fn every_plan_in_config_is_fine() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let home = Home::new();
    for entry in fs::read_dir(root.join("config")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        // Without a session of its own, a template is judged by days that never come.
        for sessions in ["", "--session 2026-11-20 --session 2026-12-18"] {
            let ran = home.run(&format!("check {sessions} {}", path.display()));
            assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{}", path.display());
        }
    }
}

#[test]
fn the_readme_names_every_command_that_there_is() {
    let readme =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let help = Home::new().run("--help").stdout;
    let list = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    for line in list.lines() {
        let command = line.split_whitespace().next().unwrap();
        assert!(command == "help" || readme.contains(command), "{command}");
    }
}
