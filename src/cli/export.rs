//! `export`: the plan and the history for other programs.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use clap::Args;

use super::{DateWord, Failure, to_json, workspace::Workspace, write_text};
use crate::{
    plan::model::Privacy,
    report::{
        history::{self, History},
        ics::{self, Wanted},
    },
    schedule::Schedule,
    world::{
        export_file::{self, Replace},
        plan_file,
    },
};

/// What to write, and where.
#[derive(Debug, Args)]
pub(super) struct ExportArgs {
    #[command(flatten)]
    format: Format,
    /// The file to write, which only you can read; - is standard output.
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    output: PathBuf,
    /// The last date of the calendar. Without it: 60 days after the last session.
    #[arg(long, value_name = "DATE", conflicts_with_all = ["csv", "json"])]
    until: Option<DateWord>,
    /// Full texts in the calendar. Without it they are discreet, and events are marked private.
    #[arg(long, conflicts_with_all = ["csv", "json"])]
    plain: bool,
    /// Replace the file even when it is no earlier export.
    #[arg(long)]
    force: bool,
}

/// Exactly one of them.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct Format {
    /// The plan as a calendar: reminders with alarms, sessions, and what is not allowed yet.
    #[arg(long)]
    ics: bool,
    /// The history as comma-separated values.
    #[arg(long)]
    csv: bool,
    /// The history as JSON, as `aftercare history --json` prints it.
    #[arg(long)]
    json: bool,
}

/// What people have to know before a file leaves the computer.
pub(super) const ABOUT: &str = "\
Write your plan as a calendar, or your history, for other programs.

--ics writes a calendar for your phone. Google Calendar drops the alarms when it imports a file. \
Apps that keep the file on the phone ring. Import it into a calendar of its own. After a change of \
the plan, import again: what is there already is updated. What your plan no longer has stays, so \
delete that calendar first after a large change. The times are those of your time zone. Export \
again when you travel.

--csv and --json write your history. Each line has the id of a reminder, its kind, date and time. \
It also says what became of it, such as done or missed. The texts of your plan are not in it.

Nothing is ever exported unless you ask. What you send elsewhere is out of reach of \
`aftercare forget`.";

/// A file that is ready to be written.
struct Ready {
    text: String,
    /// How each file of this kind begins.
    signature: &'static str,
    /// What it is, for the person.
    told: String,
}

/// Writes the export.
pub(super) fn run(
    workspace: &Workspace,
    arguments: &ExportArgs,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let ready = match arguments.format {
        Format { ics: true, .. } => calendar(workspace, arguments)?,
        Format { csv: true, .. } => table(workspace)?,
        Format { .. } => json(workspace)?,
    };
    if arguments.output == Path::new("-") {
        return write_text(&ready.text, out);
    }
    let replace = if arguments.force { Replace::Anything } else { Replace::Ours };
    export_file::write(&arguments.output, &ready.text, ready.signature, replace)
        .map_err(|unwritten| Failure::Failed(unwritten.to_string()))?;
    let file = arguments.output.display().to_string();
    let about = [("file", file.into()), ("what", ready.told.into())];
    let told = workspace.language.say_with("export-wrote", &about);
    write_text(&format!("{told}\n"), out)
}

fn calendar(workspace: &Workspace, arguments: &ExportArgs) -> Result<Ready, Failure> {
    let good = workspace.in_force()?;
    let changed = plan_file::changed(&good.files);
    let schedule = Schedule::new(good.active.plan, good.active.zone);
    let privacy = match (arguments.plain, schedule.plan().privacy) {
        (true, _) => Privacy::Plain,
        // Plain texts on this screen are no wish for plain texts elsewhere.
        (false, Privacy::Plain | Privacy::Discreet) => Privacy::Discreet,
        (false, Privacy::Silent) => Privacy::Silent,
    };
    let until = arguments.until.map(|word| workspace.date(word, schedule.zone()));
    let language = workspace.language.clone();
    let calendar = ics::calendar(&schedule, &Wanted { language, privacy, until, changed })
        .map_err(|unwritten| Failure::Failed(unwritten.to_string()))?;
    let until = workspace.language.short_date(calendar.until);
    let about = [("count", calendar.events.into()), ("until", until.into())];
    let events = workspace.language.say_with("export-events", &about);
    let told = format!("{events}\n{}", workspace.language.say("export-phone"));
    Ok(Ready { text: calendar.text, signature: ics::SIGNATURE, told })
}

fn table(workspace: &Workspace) -> Result<Ready, Failure> {
    let (history, told) = history(workspace)?;
    Ok(Ready { text: history.csv(), signature: history::CSV_SIGNATURE, told })
}

fn json(workspace: &Workspace) -> Result<Ready, Failure> {
    let (history, told) = history(workspace)?;
    Ok(Ready { text: to_json(&history)? + "\n", signature: history::JSON_SIGNATURE, told })
}

fn history(workspace: &Workspace) -> Result<(History, String), Failure> {
    let memory = workspace.memory()?;
    let count = memory.known().count();
    let told = workspace.language.say_with("export-reminders", &[("count", count.into())]);
    Ok((history::json(&memory, &workspace.system), told))
}
