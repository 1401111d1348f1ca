//! `completions`: the shell asks this program what could come next, so that it also knows the ids of
//! the person's own plan.
//!
//! The script that a shell loads calls the program again, with [`VARIABLE`] in its environment.

use std::{
    ffi::{OsStr, OsString},
    io::Write,
    process::ExitCode,
};

use clap::{Arg, Command, ValueEnum};
use clap_complete::{
    ArgValueCandidates,
    engine::CompletionCandidate,
    env::{Bash, EnvCompleter, Fish, Zsh},
};

use super::{Failure, PlanChoice, Variables, command, workspace::Workspace, write_text};
use crate::{plan::Plan, world::built_in};

/// What a shell sets to its name when it asks.
const VARIABLE: &str = "AFTERCARE_COMPLETE";

/// The name of the program, for the shell.
const NAME: &str = "aftercare";

/// Where a package puts it, zsh reads the script only when it is to complete something: then it has
/// to do so at once.
const ZSH_AUTOLOAD: &str = "\
if [ \"$funcstack[1]\" = _aftercare ]; then
    _clap_dynamic_completer_aftercare \"$@\"
fi
";

/// A shell that can ask.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Shell {
    Bash,
    Zsh,
    Fish,
}

impl Shell {
    fn completer(self) -> &'static dyn EnvCompleter {
        match self {
            Self::Bash => &Bash,
            Self::Zsh => &Zsh,
            Self::Fish => &Fish,
        }
    }

    /// What its script lacks.
    fn more(self) -> &'static str {
        match self {
            Self::Bash | Self::Fish => "",
            Self::Zsh => ZSH_AUTOLOAD,
        }
    }
}

/// Prints the script that a shell loads.
pub(super) fn print(shell: Shell, out: &mut impl Write) -> Result<(), Failure> {
    let mut script = Vec::new();
    shell.completer().write_registration(VARIABLE, NAME, NAME, NAME, &mut script)?;
    let script = String::from_utf8_lossy(&script) + shell.more();
    write_text(&script, out)
}

/// The shell that asks, if one does.
pub(super) fn asks(variables: &Variables) -> Option<Shell> {
    let name = variables.get(OsStr::new(VARIABLE))?.to_str()?;
    Shell::from_str(name, false).ok()
}

/// Answers a shell: what could come next on the line that it hands over after `--`. It is silent
/// about problems, because the person is in the middle of typing.
pub(super) fn answer(
    shell: Shell,
    arguments: impl Iterator<Item = OsString>,
    variables: Variables,
    out: &mut impl Write,
) -> ExitCode {
    let line: Vec<OsString> = arguments.skip_while(|word| word != "--").skip(1).collect();
    let mut command = with_candidates(command(), &Candidates::of(&line, variables));
    command.build();
    match shell.completer().write_complete(&mut command, line, None, out) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// What an argument can be: each word, and what it means.
type Words = Vec<(String, String)>;

/// What the arguments can be that the plan decides.
#[derive(Debug, Default)]
struct Candidates {
    reminders: Words,
    entries: Words,
    phases: Words,
}

impl Candidates {
    /// Those of the plan that is meant; none while it cannot be used.
    fn of(line: &[OsString], variables: Variables) -> Self {
        let plan = line.iter().skip_while(|word| *word != "--plan").nth(1);
        let choice = PlanChoice { plan: plan.map(Into::into), sessions: Vec::new() };
        let good = Workspace::new(choice, variables).and_then(|workspace| workspace.in_force());
        good.map(|good| Self::from(&good.active.plan)).unwrap_or_default()
    }
}

impl From<&Plan> for Candidates {
    fn from(Plan { reminders, restrictions, phases, .. }: &Plan) -> Self {
        let word = |id: &String, meaning: &String| (id.clone(), meaning.clone());
        let reminders: Words = reminders.iter().map(|it| word(&it.id, &it.text)).collect();
        let restrictions = restrictions.iter().map(|it| word(&it.id, &it.label));
        let phases: Words = phases.iter().map(|it| word(&it.id, &it.label)).collect();
        let entries = reminders.iter().cloned().chain(restrictions).chain(phases.iter().cloned());
        Self { entries: entries.collect(), reminders, phases }
    }
}

/// The same commands, whose arguments know what they can be.
fn with_candidates(command: Command, candidates: &Candidates) -> Command {
    let is_template = command.get_name() == "template";
    let command = command.mut_args(|argument| match argument.get_id().as_str() {
        "reminder" => knowing(argument, &candidates.reminders),
        "id" => knowing(argument, &candidates.entries),
        "phase" => knowing(argument, &candidates.phases),
        "name" if is_template => knowing(argument, &templates()),
        "template" => knowing(argument, &templates()),
        _ => argument,
    });
    command.mut_subcommands(|command| with_candidates(command, candidates))
}

fn knowing(argument: Arg, words: &Words) -> Arg {
    let words = words.clone();
    argument.add(ArgValueCandidates::new(move || words.iter().map(candidate).collect()))
}

fn candidate((word, meaning): &(String, String)) -> CompletionCandidate {
    let meaning = (!meaning.is_empty()).then(|| meaning.clone().into());
    CompletionCandidate::new(word).help(meaning)
}

fn templates() -> Words {
    let names = built_in::names().chain([built_in::BLANK]);
    names.map(|name| (name.to_owned(), String::new())).collect()
}
