//! `init`: from nothing to a plan, a few questions later.

use std::{
    io::{BufRead, IsTerminal, Write, stdin},
    path::Path,
    str::FromStr,
};

use chrono::{Days, NaiveDate, NaiveTime, TimeDelta};
use clap::Args;

use super::{Failure, begins_with, workspace::Workspace, write_text};
use crate::{
    engine::notice::{Notice, Stay},
    language::Language,
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
    let (path, language) = (workspace.own_plan(), &workspace.language);
    if path.symlink_metadata().is_ok() {
        let file = path.display().to_string();
        let there = language.say_with("init-there-already", &[("file", file.into())]);
        return Err(Failure::Failed(format!("{there}\n{}", language.say("init-change"))));
    }
    let manner = Manner::of(arguments);
    let fresh = {
        let mut interview =
            Interview { manner, language, input: &mut stdin().lock(), out: &mut *out };
        answers(workspace, arguments, &mut interview)?
    };
    create(workspace, &path, &fresh)?;
    let file = path.display().to_string();
    let told = language.say_with("init-your-plan", &[("file", file.into())]);
    write_text(&format!("\n{told}\n\n"), out)?;
    help_editors(&path, language, out)?;
    first_days(workspace, &path, out)?;
    try_out_desktop(workspace, out)?;
    offer_service(workspace, &mut Interview { manner, language, input: &mut stdin().lock(), out })
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
    language: &'a Language,
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
            Manner::Asked => {
                let [keys, no] =
                    ["answer-yes-is-usual", "answer-no"].map(|key| self.language.say(key));
                let answer = self.line(&format!("{question} {keys}: "));
                answer.is_ok_and(|answer| !begins_with(&answer, &no))
            }
        }
    }

    fn line(&mut self, question: &str) -> Result<String, Failure> {
        write_text(question, self.out)?;
        let mut line = String::new();
        if self.input.read_line(&mut line)? == 0 {
            return Err(Failure::Failed(self.language.say("init-no-answer")));
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
    let mut clock = |given: Option<Clock>, question: &str, usual: &str| {
        let asked = || interview.ask(&workspace.language.say(question), usual, str::parse);
        given.map_or_else(asked, Ok).map(|Clock(time)| time)
    };
    let wake = clock(arguments.wake, "init-wake", WAKE)?;
    let sleep = clock(arguments.sleep, "init-sleep", SLEEP)?;
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
            let question = workspace.language.say("init-session");
            words.push(interview.ask(&question, "today", str::parse)?);
        }
        Manner::Agreed | Manner::Alone if words.is_empty() => {
            return Err(Failure::Usage(workspace.language.say("init-nobody")));
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
    let about = [("names", names.join(", ").into())];
    let question = workspace.language.say_with("init-template", &about);
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
        return Err(Failure::Plan(format!(
            "{}\n{}",
            bad.report,
            workspace.language.say("init-not-written")
        )));
    }
    plan_file::create(path, &fresh.text()).map_err(|error| {
        Failure::Failed(format!("{} cannot be written: {error}", path.display()))
    })?;
    Ok(())
}

/// It helps in editors, and nothing else needs it.
fn help_editors(path: &Path, language: &Language, out: &mut impl Write) -> Result<(), Failure> {
    match plan_schema::write_beside(path) {
        Ok(_) => Ok(()),
        Err(unwritten) => {
            let about = [("why", unwritten.to_string().into())];
            write_text(&format!("{}\n\n", language.say_with("init-no-help", &about)), out)
        }
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
    let language = &workspace.language;
    let notice = Notice {
        summary: language.say("init-reaches"),
        body: language.say("init-looks-like"),
        urgency: Urgency::Normal,
        stay: Stay::AsTheDesktopLikes,
        buttons: None,
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let told = match runtime.block_on(desktop::show_once(workspace.desktop(), notice)) {
        Ok(()) => "init-shown",
        Err(_) => "init-not-shown",
    };
    write_text(&format!("{}\n", language.say(told)), out)
}

fn offer_service<R: BufRead, W: Write>(
    workspace: &Workspace,
    interview: &mut Interview<'_, R, W>,
) -> Result<(), Failure> {
    let (own, language) = (workspace.own_plan(), &workspace.language);
    if own != workspace.paths.plan {
        // The service reads the plan at its usual place.
        let about = [("file", own.display().to_string().into())];
        let by_hand = language.say_with("init-run-plan", &about);
        return write_text(&format!("{by_hand}\n"), interview.out);
    }
    let run = format!("{}\n", language.say("init-run"));
    if !service::is_there() || !interview.agrees(&language.say("init-start")) {
        return write_text(&run, interview.out);
    }
    let program = std::env::current_exe()?;
    let told = match service::enable(&workspace.configuration(), &program) {
        Ok(()) => language.say("init-runs") + "\n",
        Err(why) => {
            let about = [("why", why.into())];
            format!("{}\n{run}", language.say_with("init-not-started", &about))
        }
    };
    write_text(&told, interview.out)
}
