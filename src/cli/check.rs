//! `check`: every mistake in a plan, at once, or every warning about one without mistakes.

use std::{io::Write, path::PathBuf, process::ExitCode};

use serde::Serialize;

use super::{BAD_PLAN, Failure, Output, to_json, workspace::Workspace, write_text};
use crate::{
    language::Language,
    plan::{
        Reading,
        model::Plan,
        problem::{Located, Severity},
        render::render,
    },
    report::{SCHEMA, calendar, paragraph},
    schedule::Schedule,
    world::plan_source::{Bad, Good, Loaded},
};

#[derive(Debug, Serialize)]
struct Answer {
    schema: u32,
    /// Whether the plan can be used.
    ok: bool,
    problems: Vec<Located>,
}

/// Checks a plan: problems go to `err`, a word that all is well to `out`.
pub(super) fn run(
    workspace: &Workspace,
    file: Option<PathBuf>,
    output: &Output,
    out: &mut impl Write,
    err: &mut impl Write,
) -> Result<ExitCode, Failure> {
    let source = workspace.source_of(file);
    let mut loaded = source.load(&workspace.system, workspace.look());
    if let Loaded::Good(good) = &mut loaded {
        good.review(workspace.now());
    }
    if output.json {
        return as_json(loaded, out);
    }
    match loaded {
        Loaded::Bad(Bad { report, problems, .. }) => {
            let summary = summary(&problems);
            Err(workspace.bad_plan(&source, format!("{report}\n{summary}")))
        }
        Loaded::Good(good) => {
            let Good { active, reading, .. } = *good;
            let Reading { problems, sources, .. } = &reading;
            write_text(&separated(&render(problems, sources, workspace.look())), err)?;
            let verdict = verdict(&source.name(), problems.len());
            let schedule = Schedule::new(active.plan, active.zone);
            write_text(&usable(&verdict, &schedule), out)?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn as_json(loaded: Loaded, out: &mut impl Write) -> Result<ExitCode, Failure> {
    let (ok, problems, code) = match loaded {
        Loaded::Good(good) => (true, good.reading.located(), ExitCode::SUCCESS),
        Loaded::Bad(bad) => (false, bad.problems, ExitCode::from(BAD_PLAN)),
    };
    write_text(&(to_json(&Answer { schema: SCHEMA, ok, problems })? + "\n"), out)?;
    Ok(code)
}

fn summary(problems: &[Located]) -> String {
    let errors = problems.iter().filter(|problem| problem.severity == Severity::Error).count();
    match errors {
        1 => "1 mistake; the plan cannot be used until it is mended".to_owned(),
        _ => format!("{errors} mistakes; the plan cannot be used until they are mended"),
    }
}

/// With an empty line between the warnings and the last line.
fn separated(warnings: &str) -> String {
    if warnings.is_empty() { String::new() } else { format!("{warnings}\n") }
}

fn verdict(name: &str, warnings: usize) -> String {
    match warnings {
        0 => format!("{name} is fine"),
        _ => format!("{name} can be used, with {}", count(warnings, "warning")),
    }
}

fn usable(verdict: &str, schedule: &Schedule) -> String {
    let english = Language::english();
    let Plan { reminders, restrictions, .. } = schedule.plan();
    let (reminders, restrictions) = (reminders.len(), restrictions.len());
    let counts =
        format!("{}, {}", count(reminders, "reminder"), count(restrictions, "restriction"));
    if schedule.days().is_empty() {
        let nothing = paragraph("", &calendar::nothing(schedule, &english));
        return format!("{verdict}: {counts}.\n{nothing}\n");
    }
    let (first, last) = (schedule.plan().sessions.first(), schedule.days().last());
    let from = first.map(|session| english.short_date(session.date)).unwrap_or_default();
    let to = last.map(|last| english.short_date(last)).unwrap_or_default();
    let sessions = match schedule.days().len() {
        1 => format!("1 session on {to}"),
        several => format!("{several} sessions from {from} to {to}"),
    };
    format!("{verdict}: {sessions}, {counts}.\n")
}

fn count(number: usize, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}
