//! The commands: what was typed, and the exit code of what came of it. One file per command.

mod ask;
mod check;
mod completions;
mod edit;
mod examples;
mod explain;
mod export;
mod forget;
mod history;
mod init;
mod man;
mod may;
mod next;
mod own_plan;
mod paths;
mod pause;
mod rehearse;
mod report;
mod run;
mod schema;
mod session;
mod shift;
mod status;
mod template;
mod timeline;
mod today;
mod warning_signs;
mod watch;
mod workspace;

use std::{collections::BTreeMap, ffi::OsString, io::Write, path::PathBuf, process::ExitCode};

use chrono::{NaiveDate, NaiveTime};
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};

use self::{
    completions::Shell,
    export::ExportArgs,
    forget::ForgetArgs,
    init::InitArgs,
    pause::{End, ResumeArgs},
    rehearse::RehearseArgs,
    report::ReportArgs,
    workspace::Workspace,
};
use crate::{
    engine::{Ask, notice::Answer},
    plan::FARTHEST_SHIFT,
};

/// The environment variables, read once in `main`.
pub type Variables = BTreeMap<OsString, OsString>;

/// Recovery reminders on your desktop, from a plan that you can read and edit.
#[derive(Debug, Parser)]
#[command(name = "aftercare", version, about, max_term_width = 80, after_help = EXIT_CODES)]
struct Cli {
    #[command(flatten)]
    plan: PlanChoice,
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "\
This is a reminder tool, not medical advice. Your specialist's instructions
come first.

Exit codes: 0 fine, 1 failed, 2 wrong usage, 69 no daemon answers,
75 another daemon runs already, 78 the plan has mistakes.";

/// Which plan is meant.
#[derive(Debug, Args)]
struct PlanChoice {
    /// The plan file, instead of the one that `aftercare paths` names.
    #[arg(long, global = true, value_name = "FILE", display_order = 100)]
    plan: Option<PathBuf>,
    /// The date of a session, such as 2026-11-20 or today; once for each. With `init` it is written
    /// into your plan. Elsewhere it tries out the built-in plan, or the template that --plan names.
    #[arg(long = "session", global = true, value_name = "DATE", display_order = 100)]
    sessions: Vec<DateWord>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make your plan: a few questions, and the first days are shown.
    Init(InitArgs),
    /// Run the reminder daemon until it is stopped.
    Run,
    /// Find every mistake in a plan.
    Check {
        /// The plan file, instead of the one in use.
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
        #[command(flatten)]
        output: Output,
    },
    /// Explain one reminder or restriction: who said what, and why not today.
    Explain {
        /// The id of a reminder, restriction or phase.
        id: String,
        #[command(flatten)]
        output: Output,
    },
    /// Show what holds today, and what is to be done.
    Today {
        /// Another date, such as 2026-11-24 or tomorrow.
        #[arg(long, value_name = "DATE")]
        date: Option<DateWord>,
        #[command(flatten)]
        output: Output,
    },
    /// Follow today on the full screen, and answer with single keys.
    Watch,
    /// Ask the plan: may I wash, go to the gym, wear a hat?
    May {
        /// What you want to do, such as: wash, the gym, a hat.
        #[arg(required = true, value_name = "WORDS")]
        words: Vec<String>,
        /// Another date, such as 2026-11-24 or tomorrow.
        #[arg(long, value_name = "DATE")]
        date: Option<DateWord>,
        #[command(flatten)]
        output: Output,
    },
    /// Draw what is closed and what was done, a column for each day.
    Timeline(TimelineArgs),
    #[command(about = "Write it all as one page for your browser, to read, print or hand out")]
    #[command(long_about = report::ABOUT)]
    Report(ReportArgs),
    /// Play the plan in fast motion, to see what it will be like. Nothing is recorded.
    Rehearse(RehearseArgs),
    /// Print a built-in template, or `blank`, which has every key of the plan language.
    Template {
        /// Its name, such as smp.
        name: String,
    },
    /// Show what comes next.
    Next(NextArgs),
    /// Say that a reminder was done.
    Done(ReminderArg),
    /// Ask to be reminded again later.
    Later(ReminderArg),
    /// Say that a reminder will not be done this time.
    Skip(ReminderArg),
    /// Show no reminders for a while: until you wake next, if you give no end.
    Pause(End),
    /// Do not show one reminder, until you resume it or until the end you give.
    Mute {
        #[command(flatten)]
        of: ReminderArg,
        #[command(flatten)]
        end: End,
    },
    /// End a pause, or let a muted reminder be shown again.
    Resume(ResumeArgs),
    /// Add, move or cancel a session in your plan.
    #[command(subcommand)]
    Session(SessionCommand),
    /// Hold the plan for some days, or hurry it.
    Shift(ShiftArgs),
    /// Edit your plan; it is saved only without mistakes.
    Edit,
    /// Show what became of each reminder.
    History {
        #[command(flatten)]
        output: Output,
    },
    #[command(about = "Write your plan as a calendar, or your history, for other programs")]
    #[command(long_about = export::ABOUT)]
    Export(ExportArgs),
    /// Erase the history.
    Forget(ForgetArgs),
    /// Show how the daemon is.
    Status {
        #[command(flatten)]
        output: Output,
    },
    /// Show every file that is used.
    Paths {
        #[command(flatten)]
        output: Output,
    },
    /// Show the schema by which editors help with a plan.
    Schema {
        /// Write it beside the plan in use, as plan.schema.json.
        #[arg(long)]
        write: bool,
    },
    /// Show when to call somebody.
    WarningSigns,
    /// Print what makes your shell complete commands and the ids of your plan.
    Completions {
        /// Your shell.
        shell: Shell,
    },
    /// Print the manual of aftercare, or write a page for each command into a folder.
    Man {
        /// The folder, which is made if it is missing.
        #[arg(value_name = "FOLDER")]
        folder: Option<PathBuf>,
    },
}

#[derive(Debug, Args)]
struct NextArgs {
    /// How many, at most. Without it and without --until: 10.
    #[arg(short = 'n', long = "number", value_name = "N")]
    number: Option<usize>,
    /// From the beginning of this date, instead of from now.
    #[arg(long, value_name = "DATE")]
    from: Option<DateWord>,
    /// To the end of this date.
    #[arg(long, value_name = "DATE")]
    until: Option<DateWord>,
    #[command(flatten)]
    output: Output,
}

#[derive(Debug, Args)]
struct TimelineArgs {
    /// The first date. Without it and without --until: the days around your sessions.
    #[arg(long, value_name = "DATE")]
    from: Option<DateWord>,
    /// The last date.
    #[arg(long, value_name = "DATE")]
    until: Option<DateWord>,
    #[command(flatten)]
    output: Output,
}

#[derive(Debug, Subcommand)]
enum SessionCommand {
    /// Add a session.
    Add {
        /// Its date, such as 2026-12-04.
        date: DateWord,
        /// When it begins, such as 14:30.
        #[arg(long, value_name = "HH:MM", value_parser = clock)]
        time: Option<NaiveTime>,
        /// A name for it, such as "Second session".
        #[arg(long, value_name = "TEXT")]
        label: Option<String>,
    },
    /// Move a session to another date.
    Move {
        /// The date that it has.
        date: DateWord,
        /// The date that it gets.
        new: DateWord,
    },
    /// Cancel a session: it counts no more.
    Cancel {
        /// Its date.
        date: DateWord,
    },
}

#[derive(Debug, Args)]
#[command(
    override_usage = "aftercare shift [OPTIONS] <DAYS>\n       aftercare shift [OPTIONS] --undo"
)]
struct ShiftArgs {
    /// How many days later, up to 365; earlier when negative, such as -2.
    #[arg(
        value_name = "DAYS",
        allow_negative_numbers = true,
        required_unless_present = "undo",
        value_parser = shift_days
    )]
    days: Option<i32>,
    /// The phase that lasts longer, or ends earlier. Without it: what holds today.
    #[arg(long, value_name = "ID")]
    phase: Option<String>,
    /// Take the last shift of this session back.
    #[arg(long, conflicts_with_all = ["days", "phase"])]
    undo: bool,
}

fn shift_days(word: &str) -> Result<i32, String> {
    let days = word.parse().ok();
    let days = days.filter(|days| (-FARTHEST_SHIFT..=FARTHEST_SHIFT).contains(days) && *days != 0);
    days.ok_or_else(|| {
        format!(
            "write a number of days from -{FARTHEST_SHIFT} to {FARTHEST_SHIFT}, but not 0, \
             such as 3 or -2"
        )
    })
}

fn clock(word: &str) -> Result<NaiveTime, String> {
    let time = NaiveTime::parse_from_str(word, "%H:%M");
    time.map_err(|_no_time| "write a time of day such as 14:30".to_owned())
}

#[derive(Debug, Args)]
struct ReminderArg {
    /// The id of the reminder, as `aftercare next` shows it.
    reminder: String,
}

impl ReminderArg {
    fn answered(self, answer: Answer) -> Ask {
        Ask::Answer { reminder: self.reminder, answer }
    }
}

/// How a result is printed.
#[derive(Debug, Args)]
struct Output {
    /// Print JSON for other programs.
    #[arg(long)]
    json: bool,
}

/// A date as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DateWord {
    Date(NaiveDate),
    /// So many days after today.
    FromToday(i64),
}

impl std::str::FromStr for DateWord {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        match word {
            "today" => Ok(Self::FromToday(0)),
            "tomorrow" => Ok(Self::FromToday(1)),
            "yesterday" => Ok(Self::FromToday(-1)),
            _ => NaiveDate::parse_from_str(word, "%Y-%m-%d")
                .map(Self::Date)
                .map_err(|_no_date| "write a date such as 2026-11-20, or today".to_owned()),
        }
    }
}

/// The exit code for a plan with mistakes; systemd calls it CONFIG.
const BAD_PLAN: u8 = 78;

/// Why a command failed; each kind has an exit code of its own.
#[derive(Debug, thiserror::Error)]
enum Failure {
    /// What was typed does not fit together.
    #[error("error: {0}")]
    Usage(String),
    /// The plan has mistakes, told in full.
    #[error("{0}")]
    Plan(String),
    /// No daemon answers.
    #[error("{0}")]
    NotRunning(String),
    /// Another daemon runs.
    #[error("{0}")]
    RunsAlready(String),
    /// Anything else.
    #[error("error: {0}")]
    Failed(String),
}

impl Failure {
    fn exit_code(&self) -> u8 {
        match self {
            Self::Failed(_) => 1,
            Self::Usage(_) => 2,
            Self::NotRunning(_) => 69,
            Self::RunsAlready(_) => 75,
            Self::Plan(_) => BAD_PLAN,
        }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

/// Runs the command that the arguments name.
pub fn run(
    arguments: impl Iterator<Item = OsString>,
    variables: Variables,
    out: &mut impl Write,
    err: &mut impl Write,
) -> ExitCode {
    if let Some(shell) = completions::asks(&variables) {
        return completions::answer(shell, arguments, variables, out);
    }
    let matches = command().try_get_matches_from(arguments);
    let cli = match matches.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) => return usage(&error, out, err),
    };
    let workspace = Workspace::new(cli.plan, variables);
    let result = workspace.and_then(|workspace| {
        workspace.warning().map(|warning| writeln!(err, "{warning}").ok());
        let result = perform(cli.command, &workspace, out, err);
        workspace.staleness().map(|warning| writeln!(err, "{warning}").ok());
        result
    });
    match result {
        Ok(code) => code,
        Err(failure) => {
            let text = failure.to_string();
            writeln!(err, "{}", text.trim_end()).ok();
            ExitCode::from(failure.exit_code())
        }
    }
}

/// All commands with their examples, for the help, the manual and the completions.
fn command() -> clap::Command {
    examples::add(Cli::command())
}

/// Help and version are answers, not errors.
fn usage(error: &clap::Error, out: &mut impl Write, err: &mut impl Write) -> ExitCode {
    let text = error.render();
    if error.use_stderr() {
        write!(err, "{text}").ok()
    } else {
        write!(out, "{text}").ok()
    };
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

fn perform(
    command: Command,
    workspace: &Workspace,
    out: &mut impl Write,
    err: &mut impl Write,
) -> Result<ExitCode, Failure> {
    match command {
        Command::Init(arguments) => init::run(workspace, &arguments, out)?,
        Command::Run => run::run(workspace, out)?,
        Command::Check { file, output } => return check::run(workspace, file, &output, out, err),
        Command::Explain { id, output } => explain::run(workspace, &id, &output, out)?,
        Command::Today { date, output } => today::run(workspace, date, &output, out)?,
        Command::Watch => watch::run(workspace)?,
        Command::May { words, date, output } => {
            may::run(workspace, &words.join(" "), date, &output, out)?;
        }
        Command::Timeline(arguments) => timeline::run(workspace, &arguments, out)?,
        Command::Report(arguments) => report::run(workspace, &arguments, out, err)?,
        Command::Rehearse(arguments) => rehearse::run(workspace, &arguments, out)?,
        Command::Template { name } => template::run(&name, out)?,
        Command::Next(arguments) => next::run(workspace, &arguments, out)?,
        Command::Done(of) => ask::run(workspace, of.answered(Answer::Done), out)?,
        Command::Later(of) => ask::run(workspace, of.answered(Answer::Later), out)?,
        Command::Skip(of) => ask::run(workspace, of.answered(Answer::Skip), out)?,
        Command::Pause(end) => pause::hold(workspace, None, &end, out)?,
        Command::Mute { of, end } => pause::hold(workspace, Some(of.reminder), &end, out)?,
        Command::Resume(arguments) => pause::resume(workspace, arguments, out)?,
        Command::Session(change) => session::run(workspace, change, out, err)?,
        Command::Shift(arguments) => shift::run(workspace, &arguments, out, err)?,
        Command::Edit => edit::run(workspace, out, err)?,
        Command::History { output } => history::run(workspace, &output, out)?,
        Command::Export(arguments) => export::run(workspace, &arguments, out)?,
        Command::Forget(arguments) => forget::run(workspace, &arguments, out)?,
        Command::Status { output } => status::run(workspace, &output, out)?,
        Command::Paths { output } => paths::run(workspace, &output, out)?,
        Command::Schema { write: false } => schema::print(out)?,
        Command::Schema { write: true } => schema::write(workspace, out)?,
        Command::WarningSigns => warning_signs::run(workspace, out)?,
        Command::Completions { shell } => completions::print(shell, out)?,
        Command::Man { folder: None } => man::print(out)?,
        Command::Man { folder: Some(folder) } => man::write(&folder, out)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Whether an answer begins with this letter.
fn begins_with(answer: &str, letter: &str) -> bool {
    answer.trim().to_lowercase().starts_with(letter)
}

/// Prints a value as JSON, or its text. A pipe that was closed wanted no more.
fn print(
    output: &Output,
    value: &impl serde::Serialize,
    text: impl FnOnce() -> String,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let text = if output.json { to_json(value)? + "\n" } else { text() };
    write_text(&text, out)
}

fn to_json(value: &impl serde::Serialize) -> Result<String, Failure> {
    serde_json::to_string(value).map_err(|error| Failure::Failed(error.to_string()))
}

fn write_text(text: &str, out: &mut impl Write) -> Result<(), Failure> {
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        Ok(()) | Err(_) => Ok(()),
    }
}
