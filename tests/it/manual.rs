//! The manual and the README: every plan in them is read, and every mistake in them is one.

use std::{collections::BTreeMap, fs, path::Path};

use aftercare::{
    plan::{
        Source,
        render::{Look, render},
    },
    schedule::{Schedule, zone::Zone},
};
use chrono::NaiveDate;

use crate::plans::plan;

/// One example of a page, in the language of plans or not.
struct Example {
    /// What the page says that it is, such as `toml mistake`.
    kind: String,
    text: String,
}

fn file(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// The displays of the manual, each below a comment that says what it is.
fn of_manual() -> Vec<Example> {
    let page = file("config/aftercare-plan.5");
    let displays = page.matches(".Bd").count();
    let parts: Vec<_> = page.split("\n.Bd -literal -offset indent\n").collect();
    let examples: Vec<_> = parts.windows(2).map(|pair| display(pair[0], pair[1])).collect();
    assert_eq!(examples.len(), displays);
    examples
}

fn display(before: &str, after: &str) -> Example {
    let said = before.lines().last().unwrap().strip_prefix(".\\\" ");
    let kind = said.expect("a comment says what a display is").to_owned();
    let (text, _) = after.split_once("\n.Ed\n").unwrap();
    Example { kind, text: as_printed(text) }
}

/// What roff prints for the signs that it would otherwise change.
fn as_printed(text: &str) -> String {
    let signs = [("\\(aq", "'"), ("\\(ga", "`"), ("\\(ti", "~"), ("\\(ha", "^"), ("\\-", "-")];
    let printed = signs.iter().fold(text.to_owned(), |text, (roff, sign)| text.replace(roff, sign));
    let printed = printed.replace("\\&", "").replace("\\e", "\\");
    printed + "\n"
}

/// The blocks of the README.
fn of_readme() -> Vec<Example> {
    let page = file("README.md");
    let fences: Vec<_> = page.split("```").collect();
    let block = |pair: &[&str]| {
        let (kind, text) = pair[1].split_once('\n').unwrap();
        Example { kind: kind.to_owned(), text: text.to_owned() }
    };
    fences.chunks(2).filter(|pair| pair.len() == 2).map(block).collect()
}

/// A part of a plan, with a template and a session where it has none of its own.
fn completed(part: &str) -> String {
    let says = |key: &str| part.lines().any(|line| line.starts_with(key));
    let mut top = String::new();
    if !says("extends") {
        top += "extends = \"smp\"\n";
    }
    if !says("sessions") && !says("[[session]]") {
        top += "sessions = [2026-11-20]\n";
    }
    top + part
}

/// What is wrong with a plan; `files` lie beside it.
fn problems(text: &str, files: &BTreeMap<String, String>) -> String {
    let main = Source { name: "plan.toml".to_owned(), text: text.to_owned() };
    let reading = aftercare::plan::read(main, &mut |name| {
        let text = match name {
            "smp" | "cautious" | "moist" => Some(file(&format!("config/{name}.toml"))),
            _ => files.get(name).cloned(),
        };
        let text = text.ok_or_else(|| format!("there is no {name}"))?;
        Ok(Source { name: name.to_owned(), text })
    });
    render(&reading.problems, &reading.sources, Look::Plain)
}

#[track_caller]
fn check_all(examples: &[Example]) {
    let mut files = BTreeMap::new();
    let mut plans = 0;
    for Example { kind, text } in examples {
        match kind.split_once(' ').unwrap_or((kind, "")) {
            ("toml", "mistake") => {
                assert!(problems(text, &files).contains("error:"), "no mistake in:\n{text}");
            }
            ("toml", name) => {
                assert_eq!(problems(&completed(text), &files), "", "in:\n{text}");
                files.insert(name.to_owned(), text.clone());
                plans += 1;
            }
            ("calendar" | "text" | "sh" | "console", _) => {}
            _ => panic!("nobody knows what {kind:?} is"),
        }
    }
    assert!(plans > 0);
}

#[test]
fn every_plan_in_the_manual_is_read_and_every_mistake_refused() {
    check_all(&of_manual());
}

#[test]
fn every_plan_in_the_readme_is_read() {
    check_all(&of_readme());
}

#[test]
fn the_calendar_in_the_manual_is_that_of_the_program() {
    let examples = of_manual();
    let calendar = examples.iter().find(|example| example.kind == "calendar").unwrap();
    let text = format!("sessions = [2026-11-20, 2026-12-04]\n{}", file("config/smp.toml"));
    let schedule = Schedule::new(plan(&text), Zone::named("UTC").unwrap());
    for line in calendar.text.lines() {
        let (date, told) = line.split_once(" day ").unwrap();
        let (number, told) = told.split_once(' ').unwrap();
        let date = date_of(date.trim());
        assert_eq!(schedule.days().number(date), Some(number.parse().unwrap()), "{line}");
        let mut released = schedule.released(date).into_iter().filter_map(|r| r.then.as_deref());
        if let Some(allowed) = told.split('"').nth(1).filter(|text| text.contains("allowed")) {
            assert!(released.any(|then| then.contains(allowed)), "{line}");
        }
    }
}

/// "Fri 13 Nov" of the winter that the manual tells of.
fn date_of(text: &str) -> NaiveDate {
    let year = if text.ends_with("Jan") { 2027 } else { 2026 };
    let words: Vec<_> = text.split_whitespace().collect();
    NaiveDate::parse_from_str(&format!("{} {year}", words.join(" ")), "%a %d %b %Y").unwrap()
}
