//! The report: what it says, as somebody hears it who has it read aloud, and that a browser shows it
//! as it should.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Command,
};

use aftercare::{
    plan::render::Look,
    schedule::zone::Zone,
    world::{
        journal::Journal,
        plan_source::{Loaded, PlanSource},
        state::Paths,
    },
};
use insta::assert_snapshot;

use crate::{
    calendars::verdicts,
    cli::{Home, Ran},
};

const TWO_SESSIONS: &str = "extends = \"smp\"\nsessions = [2026-11-20, 2026-12-04]\n\
                            [contact]\npractitioner = \"Studio North, 555 0100\"\n";

/// A plan with one of everything, on one screen.
const SMALL: &str = r#"
title = "Small plan"
[contact]
practitioner = "Studio North, 555 0100"
[[session]]
date = 2026-11-20
time = "14:30"
label = "Hairline"
[[phase]]
id = "dry"
label = "Keep dry"
days = "0..3"
note = "No water."
[[restriction]]
id = "washing"
label = "Washing"
days = "0..3"
then = "gentle shampoo allowed"
because = "The skin closes."
meanwhile = "a damp cloth"
ask = "Studio North"
[[restriction]]
id = "razor"
label = "Razor"
days = "0.."
[[reminder]]
id = "cream"
text = "Cream"
details = "A thin layer."
at = ["09:00", "21:00"]
days = "4..6"
[[reminder]]
id = "look"
text = "Look at your skin."
kind = "note"
at = ["12:00"]
days = "4..6/2,90"
"#;

/// Texts that a careless writer of pages breaks on, in a plan that says them everywhere.
const HOSTILE: &str = r#"
title = "</title><script>alert('title')</script>"
sessions = [2026-11-20]
[contact]
practitioner = "\"><img src=x onerror=alert(1)>"
doctor = "&lt;b&gt; & <!-- -->"
[[phase]]
id = "dry"
label = "</style><b>dry"
days = "0..3"
note = "<svg onload=alert(2)>"
[[restriction]]
id = "washing"
label = "]]></svg><script src='http://example.org/x.js'></script>"
days = "0..9"
then = "' onmouseover='alert(3)"
because = "{{ 7 * 7 }} ${x} <style>* { display: none }</style>"
ask = "javascript:alert(4)"
[[restriction]]
id = "unbroken"
label = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
days = "0..9"
[[reminder]]
id = "cream"
text = "</desc></title></svg><h1>Cream</h1>"
details = "<iframe src='file:///etc/passwd'></iframe>\n<meta http-equiv=refresh content='0;url=http://example.org'>"
at = "09:00"
days = "0..9"
"#;

/// What a command does at noon of a date.
fn at_noon(home: &Home, date: &str, arguments: &str) -> Ran {
    at(home, &format!("{date}T12:00:00Z"), arguments)
}

fn at(home: &Home, moment: &str, arguments: &str) -> Ran {
    let mut command = home.command();
    command.env("AFTERCARE_NOW", moment);
    home.ran(&command.args(arguments.split_whitespace()).output().unwrap())
}

/// The page as it is at noon of a date.
#[track_caller]
fn page(home: &Home, date: &str, arguments: &str) -> String {
    let ran = at_noon(home, date, &format!("report --output - {arguments}"));
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    ran.stdout
}

/// Somebody who answered some reminders of the first days.
fn answered(home: &Home) {
    // Nothing reaches back before the plan was first seen.
    at(home, "2026-11-20T08:00:00Z", "done pillow");
    for (moment, said) in [
        ("2026-11-20T20:05:00Z", "done pillow"),
        ("2026-11-23T20:10:00Z", "skip pillow"),
        ("2026-11-24T08:00:00Z", "done moisturize"),
        ("2026-11-24T08:05:00Z", "done first-wash"),
        ("2026-11-24T20:05:00Z", "done moisturize"),
        ("2026-11-25T20:05:00Z", "done moisturize"),
        ("2026-11-26T18:00:00Z", "done sunscreen"),
        ("2026-12-02T08:00:00Z", "done moisturize"),
    ] {
        let ran = at(home, moment, said);
        assert_eq!(ran.code, Some(0), "{said}: {}", ran.stderr);
    }
}

/// What a screen reader says of a page, a line for each element that is on lines of its own.
fn read_aloud(page: &str) -> String {
    let body = page.split("<body>").nth(1).unwrap();
    let mut said = String::new();
    let mut silent: Option<(String, usize)> = None;
    for part in body.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap();
        let name = tag_name(tag.trim_start_matches('/'));
        silent = match silent {
            Some((of, 1)) if tag == format!("/{of}") => None,
            Some((of, depth)) if name == of => {
                let depth = if tag.starts_with('/') { depth - 1 } else { depth + 1 };
                Some((of, depth))
            }
            None if tag.contains("aria-hidden=\"true\"") || DRAWN.contains(&tag_name(tag)) => {
                Some((name.to_owned(), 1))
            }
            other => other,
        };
        if silent.is_none() {
            let inline = ["span", "strong", "code", "svg"].contains(&name);
            said.push_str(if inline { "" } else { "\n" });
            said.push_str(heading(tag));
            said.push_str(text);
        }
    }
    let lines = said.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    let lines: Vec<_> = lines.filter(|line| !line.is_empty() && line != "#").collect();
    unescaped(&lines.join("\n"))
}

/// What a picture consists of; its own name and words are beside them.
const DRAWN: [&str; 4] = ["g", "rect", "text", "use"];

fn tag_name(tag: &str) -> &str {
    tag.split(' ').next().unwrap()
}

fn heading(tag: &str) -> &'static str {
    match tag_name(tag) {
        "h1" => "# ",
        "h2" => "## ",
        "h3" => "### ",
        "caption" => "Table: ",
        "figcaption" => "Picture: ",
        "th" | "dt" => "* ",
        _ => "",
    }
}

fn unescaped(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&amp;", "&").replace('\u{a0}', " ")
}

#[test]
fn the_report_on_days_that_differ() {
    let home = Home::with_plan(TWO_SESSIONS);
    for (name, date) in [
        ("day_-2", "2026-11-18"),
        ("day_0", "2026-11-20"),
        ("day_3", "2026-11-23"),
        ("day_4", "2026-11-24"),
        ("day_45", "2027-01-18"),
    ] {
        // The rest is the same on each of them.
        let said = read_aloud(&page(&home, date, ""));
        let (today, _) = said.split_once("## The days as a picture").unwrap();
        assert_snapshot!(format!("report_{name}"), today);
    }
    answered(&home);
    assert_snapshot!("report_day_12", read_aloud(&page(&home, "2026-12-02", "")));
}

#[test]
fn the_plan_alone_tells_nothing_of_what_was_done() {
    let home = Home::with_plan(TWO_SESSIONS);
    let before = page(&home, "2026-12-02", "--plan-only");
    answered(&home);
    let after = page(&home, "2026-12-02", "--plan-only");
    assert_eq!(before, after);
    for told in
        ["m-done\" href", "m-missed\" href", "class=\"today\"", "class=\"all\"", "no record"]
    {
        assert!(!after.contains(told), "{told}");
    }
    assert_snapshot!("report_plan_only", read_aloud(&after));
}

#[test]
fn a_small_page_as_it_is_written() {
    let home = Home::with_plan(SMALL);
    let page = page(&home, "2026-11-24", "");
    let style = page.find("<style>").unwrap()..page.find("</style>").unwrap();
    let defined = page.find("<svg class=\"definitions\"").unwrap()..page.find("<header>").unwrap();
    let page = page.replace(&page[defined], "").replace(&page[style], "<style>");
    assert_snapshot!("report_markup", page.replace("><", ">\n<"));
}

/// A page whose history is this file.
fn with_history(bytes: &[u8]) -> Home {
    let home = Home::with_plan(TWO_SESSIONS);
    home.write(".local/state/aftercare/history.db", bytes);
    fs::set_permissions(home.path(".local/state/aftercare"), PermissionsExt::from_mode(0o700))
        .unwrap();
    home
}

/// Keeps a plan as the daemon does that takes it over.
fn keep_as_good(plan: &Path, state: &Path) {
    let source = PlanSource::File(plan.to_owned());
    let Loaded::Good(good) = source.load(&Zone::utc(), Look::Plain) else { panic!("{plan:?}") };
    let paths = Paths { plan: plan.to_owned(), state: state.to_owned() };
    fs::create_dir_all(state).unwrap();
    fs::set_permissions(state, PermissionsExt::from_mode(0o700)).unwrap();
    let mut journal = Journal::open(&paths, "2026-11-22T10:00:00Z".parse().unwrap()).journal;
    journal.keep_plan(serde_json::to_string(&good.kept).unwrap()).unwrap();
}

/// A person whose plan was good until it was edited, with the plan that stays in force.
fn with_broken_plan() -> Home {
    let home = Home::with_plan(TWO_SESSIONS);
    keep_as_good(&home.path(PLAN), &home.path(".local/state/aftercare"));
    home.write(PLAN, format!("{TWO_SESSIONS}[[reminder]]\nid = 'a'\nat = '9pm'\n").as_bytes());
    home
}

const PLAN: &str = ".config/aftercare/plan.toml";

#[test]
fn reports_without_much_to_say() {
    let no_session = Home::with_plan("extends = \"smp\"\n");
    let unreadable = with_history(b"no history");
    let broken = with_broken_plan();
    for (name, home) in [
        ("no_session", &no_session),
        ("no_plan", &Home::new()),
        ("history_unreadable", &unreadable),
        ("broken_plan", &broken),
        ("broken_for_good", &Home::with_plan("sessions = [2026-11-31]\n")),
    ] {
        let ran = at_noon(home, "2026-11-24", "report --output -");
        let page = ran.stdout.contains("<body>").then(|| read_aloud(&ran.stdout));
        // Without a trouble, it is the same as on any day.
        let page = page.unwrap_or_default();
        let page = page.split("## The days as a picture").next().unwrap().to_owned();
        let all = Ran { stdout: page + "\n", ..ran }.all();
        assert_snapshot!(format!("report_{name}"), all);
    }
}

#[test]
fn what_a_plan_says_is_never_markup() {
    let home = Home::with_plan(HOSTILE);
    for arguments in ["", "--plan-only"] {
        let page = page(&home, "2026-11-24", arguments);
        for markup in [
            "<script",
            "<img",
            "<iframe",
            "<b>",
            "<!-- -->",
            "<svg onload",
            "<meta http-equiv=refresh",
        ] {
            assert!(!page.contains(markup), "{markup}");
        }
        assert_eq!(page.matches("<style").count(), 1);
        assert_eq!(page.matches("<h1").count(), 1);
        assert!(page.contains("<title>&lt;/title&gt;&lt;script&gt;alert('title')"), "{page}");
    }
}

#[test]
fn nothing_but_the_page_itself_is_needed() {
    let home = Home::with_plan(TWO_SESSIONS);
    for arguments in ["", "--plan-only"] {
        let page = page(&home, "2026-12-02", arguments);
        assert!(page.starts_with("<!DOCTYPE html><!-- aftercare report --><html lang=\"en\">"));
        assert!(page.contains("content=\"default-src 'none'; style-src 'unsafe-inline';"));
        for outside in ["http:", "https:", "<script", "<link", "<img", "@import", "src=", " style="]
        {
            assert!(!page.contains(outside), "{outside}");
        }
        let targets = page.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
        for target in targets {
            assert!(page.contains(&format!("id=\"{}\"", target.strip_prefix('#').unwrap())));
        }
    }
}

#[test]
fn a_page_is_a_file_of_its_own_and_replaces_only_another_page() {
    let home = Home::with_plan(TWO_SESSIONS);
    for (arguments, name) in [
        ("report", "aftercare-report.html"),
        ("report --plan-only", "aftercare-plan.html"),
        ("report --output mine.html", "mine.html"),
    ] {
        for _ in 0..2 {
            let ran = home.run(arguments);
            assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
            assert!(ran.stdout.starts_with(&format!("Wrote {name}: ")), "{}", ran.stdout);
        }
        let mode = fs::metadata(home.path(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        home.write(name, b"<!DOCTYPE html><html>");
        let ran = home.run(arguments);
        assert!(ran.code == Some(1) && ran.stderr.contains("--force"), "{}", ran.stderr);
        assert_eq!(fs::read(home.path(name)).unwrap(), b"<!DOCTYPE html><html>");
        assert_eq!(home.run(&format!("{arguments} --force")).code, Some(0));
    }
}

/// A home where this script is what opens files; without one there is nothing that does.
fn opened_by(home: &Home, script: Option<&str>) -> Ran {
    let bin = home.path("bin");
    fs::create_dir_all(&bin).unwrap();
    if let Some(script) = script {
        let program = home.write("bin/xdg-open", format!("#!/bin/sh\n{script}\n").as_bytes());
        fs::set_permissions(program, PermissionsExt::from_mode(0o700)).unwrap();
    }
    let mut command = home.command();
    command.env("PATH", &bin).args(["report", "--open", "--output=-page.html"]);
    home.ran(&command.output().unwrap())
}

#[test]
fn the_desktop_opens_the_page() {
    let home = Home::with_plan(TWO_SESSIONS);
    let ran = opened_by(&home, None);
    assert_eq!(ran.code, Some(1));
    assert!(ran.stderr.contains("there is no `xdg-open`"), "{}", ran.stderr);
    assert!(home.path("-page.html").exists());

    let ran = opened_by(&home, Some("echo \"$1\" > opened"));
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    let opened = fs::read_to_string(home.path("opened")).unwrap();
    assert_eq!(opened.trim(), home.path("-page.html").display().to_string());

    let ran = opened_by(&home, Some("exit 3"));
    assert_eq!(ran.code, Some(1));
    assert!(ran.stderr.contains("found no program for it"), "{}", ran.stderr);

    let ran = home.run("report --open --output -");
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("name a file after --output"), "{}", ran.stderr);
}

#[test]
fn help_tells_what_a_report_shows_and_whom_it_is_for() {
    assert_snapshot!(Home::new().run("report --help").stdout);
}

#[test]
fn a_template_can_be_handed_out() {
    let home = Home::new();
    let page = page(&home, "2026-11-24", "--plan-only --session 2026-11-20 --session 2026-12-04");
    let own = crate::report::page(&Home::with_plan(TWO_SESSIONS), "2026-11-24", "--plan-only");
    assert_eq!(page, own.replace("Studio North, 555 0100", "your practitioner"));
    let session = "[[session]]\ndate = 2026-11-20\ntime = \"14:30\"\nlabel = \"Hairline\"\n";
    home.write("mine.toml", SMALL.replace(session, "").as_bytes());
    let ran = home.run("report --plan-only --plan mine.toml --session 2026-11-20 --output -");
    assert!(ran.code == Some(0) && ran.stdout.contains("gentle shampoo allowed"), "{}", ran.stderr);
}

#[test]
fn the_report_in_each_language() {
    for (name, locale) in [("german", "de_DE"), ("spanish", "es_ES"), ("french", "fr_FR")] {
        assert_snapshot!(format!("report_{name}"), read_aloud(&in_language(locale)));
    }
}

/// What a browser makes of these pages.
fn judged(folder: &Path, pages: &[(&str, String)]) -> Vec<serde_json::Value> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let mut judge = Command::new("timeout");
    // Pictures for a person to look at.
    judge.arg("500").arg(root.join("tests/judge-pages")).arg(root.join("target/pages"));
    for (name, page) in pages {
        let file = folder.join(format!("{name}.html"));
        fs::write(&file, page).unwrap();
        judge.arg(file);
    }
    verdicts(judge, "is tests/browser run, and Chromium installed?")
}

/// The small plan in another language.
fn in_language(locale: &str) -> String {
    let home = Home::with_plan(SMALL);
    let mut command = home.command();
    command.env("LANG", format!("{locale}.UTF-8")).args(["report", "--output", "-"]);
    home.ran(&command.output().unwrap()).stdout
}

#[test]
fn a_browser_shows_every_page_to_everybody() {
    let home = Home::with_plan(TWO_SESSIONS);
    answered(&home);
    let hostile = Home::with_plan(HOSTILE);
    let pages = [
        ("day_12", page(&home, "2026-12-02", "")),
        ("plan_only", page(&home, "2026-12-02", "--plan-only")),
        ("no_session", page(&Home::with_plan("title = 'A'\n"), "2026-12-02", "")),
        ("broken_plan", at_noon(&with_broken_plan(), "2026-11-24", "report -o -").stdout),
        ("hostile", page(&hostile, "2026-11-24", "")),
        ("german", in_language("de_DE")),
        ("spanish", in_language("es_ES")),
        ("french", in_language("fr_FR")),
    ];
    let folder = tempfile::tempdir().unwrap();
    let verdicts = judged(folder.path(), &pages);
    assert_eq!(verdicts.len(), pages.len());
    for (verdict, (name, _)) in verdicts.iter().zip(&pages) {
        assert_eq!(verdict["problems"], serde_json::json!([]), "{name}");
        assert!((1..=12).contains(&verdict["sheets"].as_u64().unwrap()), "{name}: {verdict}");
    }
}

/// The judge is worth something only if it objects: here is a page with one of each fault.
#[test]
fn the_browser_objects_to_a_bad_page() {
    let mut page = page(&Home::with_plan(SMALL), "2026-11-24", "");
    for (good, bad) in [
        ("<html lang=\"en\">", "<html>"),
        ("--soft: #545d66", "--soft: #bbbbbb"),
        ("font-size: 12px", "font-size: 11px"),
        ("default-src 'none'", "default-src *"),
        ("<main>", "<main><pre style=\"width: 1300px\">wide</pre>"),
        ("<main>", "<main><img alt=\"\" src=\"http://127.0.0.1:9/x.png\">"),
        ("</main>", "</section></main>"),
    ] {
        assert!(page.contains(good), "{good}");
        page = page.replacen(good, bad, 1);
    }
    let folder = tempfile::tempdir().unwrap();
    let verdicts = judged(folder.path(), &[("spoiled", page)]);
    let problems = verdicts[0]["problems"].to_string();
    for told in [
        "axe html-has-lang",
        "axe color-contrast",
        "scrolls sideways",
        "small letters",
        "asks for http://127.0.0.1:9/x.png",
        "console: ",
        "end-tag-too-early",
    ] {
        assert!(problems.contains(told), "{told}: {problems}");
    }
}
