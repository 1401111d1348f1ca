//! What shells complete, and the pages of the manual.

use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};

use crate::{cli::Home, coverage::measured};

const PLAN: &str = "extends = 'smp'\nsessions = [2026-11-20]\n";

/// A shell that finds the program by its name.
fn shell(home: &Home, name: &str, arguments: &[&str]) -> Output {
    let program = Path::new(env!("CARGO_BIN_EXE_aftercare")).parent().unwrap();
    let path = format!("{}:/usr/bin:/bin", program.display());
    let mut command = Command::new("timeout");
    command.args(["30", name]).args(arguments).env_clear().current_dir(home.path("."));
    command.envs(measured());
    command.env("HOME", home.path(".")).env("PATH", path).env("TZ", "Europe/Berlin");
    command.output().unwrap()
}

/// The script of a shell, in a file.
fn script(home: &Home, name: &str) -> String {
    let ran = home.run(&format!("completions {name}"));
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    home.write(name, ran.stdout.as_bytes()).display().to_string()
}

/// What bash offers for the last word of a line.
fn by_bash(home: &Home, words: &[&str]) -> Vec<String> {
    let (last, script) = (words.last().unwrap(), script(home, "bash"));
    let line = format!(
        "source {script}; COMP_WORDS=({}); COMP_CWORD={}; COMP_TYPE=9\n\
         handler=$(complete -p aftercare | sed 's/.*-F \\([^ ]*\\).*/\\1/')\n\
         $handler aftercare '{last}' ''; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
        words.iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join(" "),
        words.len() - 1,
    );
    let output = shell(home, "bash", &["--norc", "-c", &line]);
    let text = String::from_utf8(output.stdout).unwrap();
    let offered = text.split(['\n', '\u{b}']).map(|word| word.trim().to_owned());
    offered.filter(|word| !word.is_empty()).collect()
}

#[test]
fn each_shell_accepts_its_script() {
    let home = Home::new();
    for name in ["bash", "zsh", "fish"] {
        let script = script(&home, name);
        let output = shell(&home, name, &["-n", &script]);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && errors.is_empty(), "{name}: {errors}");
    }
}

#[test]
fn bash_completes_commands_and_the_ids_of_the_plan() {
    let own = "[[reminder]]\nid = 'my-own'\ntext = 'Mine'\nat = ['09:00']\n";
    let home = Home::with_plan(&format!("{PLAN}{own}"));
    for (words, offered) in [
        (vec!["aftercare", "tod"], vec!["today"]),
        (vec!["aftercare", "done", "mo"], vec!["moisturize", "moisturize-daily"]),
        (vec!["aftercare", "mute", "my"], vec!["my-own"]),
        (vec!["aftercare", "resume", "my"], vec!["my-own"]),
        (vec!["aftercare", "template", "ca"], vec!["cautious"]),
        (vec!["aftercare", "session", "mo"], vec!["move"]),
        (vec!["aftercare", "completions", "f"], vec!["fish"]),
    ] {
        assert_eq!(by_bash(&home, &words), offered, "{words:?}");
    }
    let entries = by_bash(&home, &["aftercare", "explain", "wash"]);
    assert!(entries.contains(&"washing".to_owned()), "{entries:?}");
}

#[test]
fn another_plan_on_the_line_is_the_one_that_is_asked() {
    let home = Home::with_plan(PLAN);
    home.write("other.toml", b"[[reminder]]\nid = 'elsewhere'\ntext = 'A'\nat = ['09:00']\n");
    let offered = by_bash(&home, &["aftercare", "--plan", "other.toml", "done", "e"]);
    assert_eq!(offered, ["elsewhere"]);
}

#[test]
fn a_plan_with_a_mistake_offers_no_ids_and_says_nothing() {
    let home = Home::with_plan("extends = 'smp'\nsessions = [2026-13-45]\n");
    assert_eq!(by_bash(&home, &["aftercare", "done", "mo"]), Vec::<String>::new());
    let output = shell(&home, "bash", &["-c", "AFTERCARE_COMPLETE=bash aftercare -- aftercare t"]);
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn fish_and_zsh_also_say_what_an_id_means() {
    let home = Home::with_plan(PLAN);
    let line = format!("source {}; complete -C 'aftercare done mo'", script(&home, "fish"));
    let offered = String::from_utf8(shell(&home, "fish", &["-c", &line]).stdout).unwrap();
    assert!(offered.starts_with("moisturize\t"), "{offered}");
    let mut zsh = home.command();
    zsh.env("AFTERCARE_COMPLETE", "zsh").env("_CLAP_COMPLETE_INDEX", "2");
    let answer = home.ran(&zsh.args(["--", "aftercare", "done", "mo"]).output().unwrap());
    assert!(answer.stdout.starts_with("moisturize:"), "{}", answer.stdout);
}

#[test]
fn a_command_that_is_nearly_right_is_answered_with_the_right_one() {
    let ran = Home::new().run("tody");
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("a similar subcommand exists: 'today'"), "{}", ran.stderr);
}

/// The names of the commands, as the help lists them.
fn listed(home: &Home, command: &str) -> Vec<String> {
    let help = home.run(&format!("{command} -h")).stdout;
    let list =
        help.split("Commands:\n").nth(1).map_or("", |rest| rest.split("\n\n").next().unwrap());
    let lines = list.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names = lines.map(|line| line.split_whitespace().next().unwrap().to_owned());
    names.filter(|name| name != "help").collect()
}

#[test]
fn each_command_has_a_page_that_is_set_without_a_warning() {
    let home = Home::new();
    let ran = home.run("man pages");
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    let mut expected = vec!["aftercare.1".to_owned()];
    for name in listed(&home, "") {
        expected
            .extend(listed(&home, &name).iter().map(|below| format!("aftercare-{name}-{below}.1")));
        expected.push(format!("aftercare-{name}.1"));
    }
    let mut pages: Vec<_> = fs::read_dir(home.path("pages"))
        .unwrap()
        .map(|page| page.unwrap().file_name().into_string().unwrap())
        .collect();
    expected.sort();
    pages.sort();
    assert_eq!(pages, expected);
    for page in pages {
        let page = home.path("pages").join(page).display().to_string();
        let output = shell(&home, "groff", &["-ww", "-man", "-Tutf8", "-z", &page]);
        let warnings = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && warnings.is_empty(), "{page}: {warnings}");
    }
}

#[test]
fn the_page_of_a_command_reads_as_its_help_does() {
    let home = Home::new();
    let page = {
        assert_eq!(home.run("man pages").code, Some(0));
        fs::read(home.path("pages/aftercare-pause.1")).unwrap()
    };
    insta::assert_snapshot!("page_of_pause", set(&page));
    insta::assert_snapshot!("page_of_all", set(home.run("man").stdout.as_bytes()));
}

/// A page as a reader sees it, without bold and underlined signs.
fn set(page: &[u8]) -> String {
    let mut groff = Command::new("groff")
        .args(["-man", "-Tascii", "-P-cbou", "-rLL=80n"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    groff.stdin.take().unwrap().write_all(page).unwrap();
    String::from_utf8(groff.wait_with_output().unwrap().stdout).unwrap()
}
