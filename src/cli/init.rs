//! `init`: from nothing to a plan, a few questions later.

use std::{
    io::{BufRead, IsTerminal, Write, stdin},
    path::Path,
    str::FromStr,
};

use chrono::{Days, NaiveDate, NaiveTime, TimeDelta};
use clap::Args;

use super::{Failure, workspace::Workspace, write_text};
use crate::{
    engine::notice::{Notice, Stay},
    plan::{
        edit::fresh::{Fresh, Template},
        model::Urgency,
    },
    report::calendar,
    schedule::Schedule,
    world::{
        built_in, desktop, plan_file, plan_schema,
        plan_source::{Loaded, PlanSource},
        service,
    },
};

/// What need not be asked. The dates of the sessions are the general option `--session`.
#[derive(Debug, Args)]
pub(super) struct InitArgs {
    /// The built-in template to begin with, or the name of a file beside the plan.
    #[arg(long, value_name = "NAME")]
    template: Option<String>,
    /// When your day begins, such as 08:00.
    #[arg(long, value_name = "HH:MM")]
    wake: Option<Clock>,
    /// When it ends. From then on nothing is shown until you wake.
    #[arg(long, value_name = "HH:MM")]
    sleep: Option<Clock>,
    /// Ask nothing: take what is usual, and start the service.
    #[arg(long)]
    yes: bool,
}

/// A time of day as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Clock(NaiveTime);

impl FromStr for Clock {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        NaiveTime::parse_from_str(text.trim(), "%H:%M")
            .map(Self)
            .map_err(|_no_time| "write a time of day such as 08:00".to_owned())
    }
}

const WAKE: &str = "08:00";
const SLEEP: &str = "22:00";

/// How many days of the new plan are shown.
const SHOWN: u64 = 3;

/// Writes the first plan, shows what it means, and offers to start the service.
pub(super) fn run(
    workspace: &Workspace,
    arguments: &InitArgs,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let path = workspace.own_plan();
    if path.symlink_metadata().is_ok() {
        return Err(Failure::Failed(format!(
            "there is a plan already, and it stays as it is: {}\nTo change it: aftercare edit",
            path.display()
        )));
    }
    let manner = Manner::of(arguments);
    let fresh = {
        let mut interview = Interview { manner, input: &mut stdin().lock(), out: &mut *out };
        answers(workspace, arguments, &mut interview)?
    };
    create(workspace, &path, &fresh)?;
    write_text(&format!("\nYour plan is {}\n\n", path.display()), out)?;
    help_editors(&path, out)?;
    first_days(workspace, &path, out)?;
    try_out_desktop(workspace, out)?;
    offer_service(workspace, &mut Interview { manner, input: &mut stdin().lock(), out })
}

/// How questions are answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// By the person at the terminal.
    Asked,
    /// With what is usual, and yes.
    Agreed,
    /// With what is usual, and no: there is nobody to ask.
    Alone,
}

impl Manner {
    fn of(arguments: &InitArgs) -> Self {
        if arguments.yes {
            Self::Agreed
        } else if stdin().is_terminal() {
            Self::Asked
        } else {
            Self::Alone
        }
    }
}

/// Questions and their answers.
struct Interview<'a, R, W> {
    manner: Manner,
    input: &'a mut R,
    out: &'a mut W,
}

impl<R: BufRead, W: Write> Interview<'_, R, W> {
    /// The answer to a question; an empty one is the usual. What cannot be understood is asked again.
    fn ask<T>(
        &mut self,
        question: &str,
        usual: &str,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Result<T, Failure> {
        loop {
            let answer = match self.manner {
                Manner::Asked => self.line(&format!("{question} [{usual}]: "))?,
                Manner::Agreed | Manner::Alone => String::new(),
            };
            let answer = if answer.is_empty() { usual } else { &answer };
            match (read(answer), self.manner) {
                (Ok(value), _) => return Ok(value),
                (Err(why), Manner::Asked) => write_text(&format!("{why}\n"), self.out)?,
                (Err(why), Manner::Agreed | Manner::Alone) => return Err(Failure::Usage(why)),
            }
        }
    }

    fn agrees(&mut self, question: &str) -> bool {
        match self.manner {
            Manner::Agreed => true,
            Manner::Alone => false,
            // Who leaves here has a plan already, and has not agreed.
            Manner::Asked => self
                .line(&format!("{question} [Y/n]: "))
                .is_ok_and(|answer| !answer.to_lowercase().starts_with('n')),
        }
    }

    fn line(&mut self, question: &str) -> Result<String, Failure> {
        write_text(question, self.out)?;
        let mut line = String::new();
        if self.input.read_line(&mut line)? == 0 {
            return Err(Failure::Failed("there was no answer, so nothing was written".to_owned()));
        }
        Ok(line.trim().to_owned())
    }
}

/// What was given, and what is asked for.
fn answers<R: BufRead, W: Write>(
    workspace: &Workspace,
    arguments: &InitArgs,
    interview: &mut Interview<'_, R, W>,
) -> Result<Fresh, Failure> {
    let sessions = dates(workspace, interview)?;
    let template = match &arguments.template {
        Some(template) => template.clone(),
        None => template(workspace, interview)?,
    };
    let mut clock = |given: Option<Clock>, question: &str, usual: &str| match given {
        Some(Clock(time)) => Ok(time),
        None => interview.ask(question, usual, str::parse).map(|Clock(time)| time),
    };
    let wake = clock(arguments.wake, "When does your day begin?", WAKE)?;
    let sleep = clock(arguments.sleep, "When does it end?", SLEEP)?;
    let built_in = built_in::names().any(|name| name == template);
    let template = if built_in { Template::BuiltIn(template) } else { Template::File(template) };
    Ok(Fresh { template, sessions, wake, sleep })
}

fn dates<R: BufRead, W: Write>(
    workspace: &Workspace,
    interview: &mut Interview<'_, R, W>,
) -> Result<Vec<NaiveDate>, Failure> {
    let mut words = workspace.typed_sessions().to_vec();
    match interview.manner {
        Manner::Asked if words.is_empty() => {
            let question = "The date of your session, such as 2026-11-20";
            words.push(interview.ask(question, "today", str::parse)?);
        }
        Manner::Agreed | Manner::Alone if words.is_empty() => {
            let why = "there is nobody to ask for the date: give it, with --session 2026-11-20";
            return Err(Failure::Usage(why.to_owned()));
        }
        Manner::Asked | Manner::Agreed | Manner::Alone => {}
    }
    let dates = words.into_iter().map(|word| workspace.date(word, &workspace.system));
    let mut dates: Vec<_> = dates.collect();
    dates.sort_unstable();
    dates.dedup();
    Ok(dates)
}

fn template<R: BufRead, W: Write>(
    workspace: &Workspace,
    interview: &mut Interview<'_, R, W>,
) -> Result<String, Failure> {
    let names: Vec<_> = built_in::names().collect();
    let question = format!("Which template? There are {}", names.join(", "));
    let folder = workspace.own_plan().parent().map(Path::to_owned).unwrap_or_default();
    let known = |name: &str| {
        let is_there = names.contains(&name) || folder.join(name).is_file();
        is_there.then(|| name.to_owned()).ok_or_else(|| built_in::unknown(name))
    };
    interview.ask(&question, built_in::STANDARD, known)
}

/// Writes the plan, unless it would have mistakes.
fn create(workspace: &Workspace, path: &Path, fresh: &Fresh) -> Result<(), Failure> {
    let source = PlanSource::File(path.to_owned());
    if let Loaded::Bad(bad) = source.load_text(&fresh.text(), &workspace.system, workspace.look()) {
        return Err(Failure::Plan(format!("{}\nNothing was written.", bad.report)));
    }
    plan_file::create(path, &fresh.text()).map_err(|error| {
        Failure::Failed(format!("{} cannot be written: {error}", path.display()))
    })?;
    Ok(())
}

/// It helps in editors, and nothing else needs it.
fn help_editors(path: &Path, out: &mut impl Write) -> Result<(), Failure> {
    match plan_schema::write_beside(path) {
        Ok(_) => Ok(()),
        Err(unwritten) => write_text(&format!("Editors get no help: {unwritten}\n\n"), out),
    }
}

/// What the plan means for the days after the session, or from today if they are over.
fn first_days(workspace: &Workspace, path: &Path, out: &mut impl Write) -> Result<(), Failure> {
    let source = PlanSource::File(path.to_owned());
    let Loaded::Good(good) = source.load(&workspace.system, workspace.look()) else {
        return Ok(());
    };
    let schedule = Schedule::new(good.active.plan, good.active.zone);
    let today = schedule.wall_date(workspace.now());
    let days = schedule.days();
    let session = days.latest(today).or_else(|| days.next(today)).unwrap_or(today);
    let first = if session < today - TimeDelta::days(2) { today } else { session };
    let end = first.checked_add_days(Days::new(SHOWN)).unwrap_or(first);
    let just_before = |date| schedule.midnight(date) - TimeDelta::nanoseconds(1);
    let occurrences = schedule.between(just_before(first), just_before(end));
    write_text(&format!("{}\n", calendar::text(&schedule, &occurrences, &workspace.language)), out)
}

/// Shows one notification, so that a desktop that hides them is found out now.
fn try_out_desktop(workspace: &Workspace, out: &mut impl Write) -> Result<(), Failure> {
    let notice = Notice {
        summary: "Aftercare can reach you here".to_owned(),
        body: "This is what a reminder looks like.".to_owned(),
        urgency: Urgency::Normal,
        stay: Stay::AsTheDesktopLikes,
        buttons: None,
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let told = match runtime.block_on(desktop::show_once(workspace.desktop(), notice)) {
        Ok(()) => "A test notification is on your screen now.\n".to_owned(),
        Err(_) => "No notification can be shown here just now. Reminders wait until that is \
                   possible.\n"
            .to_owned(),
    };
    write_text(&told, out)
}

fn offer_service<R: BufRead, W: Write>(
    workspace: &Workspace,
    interview: &mut Interview<'_, R, W>,
) -> Result<(), Failure> {
    let own = workspace.own_plan();
    if own != workspace.paths.plan {
        // The service reads the plan at its usual place.
        let by_hand = format!("To be reminded: aftercare run --plan {}\n", own.display());
        return write_text(&by_hand, interview.out);
    }
    if !service::is_there() || !interview.agrees("Start it now, and at each login?") {
        return write_text("To be reminded, start it: aftercare run\n", interview.out);
    }
    let program = std::env::current_exe()?;
    let told = match service::enable(&workspace.configuration(), &program) {
        Ok(()) => {
            "It runs now, and starts at each login. To see how it is: aftercare status\n".to_owned()
        }
        Err(why) => format!(
            "The service could not be started: {why}\nTo be reminded, start it: aftercare run\n"
        ),
    };
    write_text(&told, interview.out)
}
