//! `report`: everything on one page, for a browser, a printer or a practitioner.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use clap::Args;

use super::{Failure, workspace::Workspace, write_text};
use crate::{
    engine::{Mistake, memory::Memory},
    report::{
        html::{self, Page},
        timeline, today,
    },
    schedule::Schedule,
    world::{
        export_file::{self, Replace},
        opener,
    },
};

/// What to write, where, and whether to show it.
#[derive(Debug, Args)]
pub(super) struct ReportArgs {
    /// The file to write, which only you can read; - is standard output. Without it:
    /// aftercare-report.html, or aftercare-plan.html, in this folder.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Open it in your browser.
    #[arg(long)]
    open: bool,
    /// The plan alone, without what was done and how it stands.
    #[arg(long)]
    plan_only: bool,
    /// Replace the file even when it is no earlier report.
    #[arg(long)]
    force: bool,
}

/// What people have to know before such a file leaves the computer.
pub(super) const ABOUT: &str = "\
Write it all as one page for your browser: what holds today, the days as a picture, and the same \
in words. It is one file. It needs no network and runs nothing, on a phone as on paper.

A report shows everything in full, also when your notifications are discreet: the texts of your \
plan, whom you named, and what you did or did not do. It is for reading at home, or for your \
practitioner. The file is readable by you alone. Where you send it is up to you, and there it is \
out of reach of `aftercare forget`.

--plan-only leaves out what was done and how today stands. It is for handing the plan out. With \
--session DATE it works on a template, too.";

/// Writes the page.
pub(super) fn run(
    workspace: &Workspace,
    arguments: &ReportArgs,
    out: &mut impl Write,
    err: &mut impl Write,
) -> Result<(), Failure> {
    let output = arguments.output();
    let is_stream = output == Path::new("-");
    if is_stream && arguments.open {
        let why = "a page on standard output cannot be opened; name a file after --output";
        return Err(Failure::Usage(why.to_owned()));
    }
    let schedule = workspace.schedule()?;
    let page = if arguments.plan_only {
        plan_alone(workspace, &schedule)
    } else {
        full(workspace, &schedule, err)
    };
    if is_stream {
        return write_text(&page, out);
    }
    let replace = if arguments.force { Replace::Anything } else { Replace::Ours };
    export_file::write(&output, &page, html::SIGNATURE, replace)
        .map_err(|unwritten| failed(&unwritten))?;
    let what =
        if arguments.plan_only { "the plan alone, to hand out" } else { "everything, in full" };
    write_text(&format!("Wrote {}: {what}. Only you can read it.\n", output.display()), out)?;
    if arguments.open {
        opener::open(&std::path::absolute(&output)?).map_err(|unopened| failed(&unopened))?;
    }
    Ok(())
}

impl ReportArgs {
    /// Two names, so that nobody hands out the one for the other.
    fn output(&self) -> PathBuf {
        let usual = if self.plan_only { "aftercare-plan.html" } else { "aftercare-report.html" };
        self.output.clone().unwrap_or_else(|| PathBuf::from(usual))
    }
}

fn failed(error: &impl ToString) -> Failure {
    Failure::Failed(error.to_string())
}

/// The plan as it is before its first day, when nothing has come of it.
fn plan_alone(workspace: &Workspace, schedule: &Schedule) -> String {
    let range = html::range(schedule, None);
    let before = range.from.pred_opt().unwrap_or(range.from);
    let before = schedule.midnight(before);
    let (now, language) = (workspace.now(), &workspace.language);
    let timeline = timeline::timeline(schedule, &Memory::default(), range, before, language);
    Page { schedule, timeline: &timeline, today: None, troubles: &[], now, language }.html()
}

fn full(workspace: &Workspace, schedule: &Schedule, err: &mut impl Write) -> String {
    let (now, language) = (workspace.now(), &workspace.language);
    let history = workspace.memory();
    let mut troubles = Vec::new();
    if let Some(Mistake { place, message }) = workspace.mistake() {
        let about = [("place", place.as_str().into()), ("message", message.as_str().into())];
        troubles.push(language.say_with("report-trouble-plan", &about));
    }
    if let Err(failure) = &history {
        writeln!(err, "{failure}\nThe report does not tell what was done.").ok();
        troubles.push(language.say("report-trouble-history"));
    }
    let memory = history.unwrap_or_default();
    let date = schedule.wall_date(now);
    let today = today::today(schedule, &memory, date, Some(now), language);
    let range = html::range(schedule, Some(date));
    let timeline = timeline::timeline(schedule, &memory, range, now, language);
    let (timeline, today) = (&timeline, Some(&today));
    Page { schedule, timeline, today, troubles: &troubles, now, language }.html()
}
