//! Examples of every command, which come first in its help and stand in its manual.

use clap::Command;

/// What is typed, and what it does.
type Example = (&'static str, &'static str);

/// The examples of each command, by the words that follow the program's name.
const ALL: &[(&str, &[Example])] = &[
    (
        "",
        &[
            ("aftercare init", "make your plan"),
            ("aftercare run --session today", "try it with the built-in plan"),
            ("aftercare today", "what holds today, and what is to be done"),
            ("aftercare may I go to the gym", "what the plan says about one thing"),
            ("aftercare timeline", "a picture of it all"),
            ("aftercare done moisturize", "answer a reminder"),
            ("aftercare check plan.toml", "find every mistake in a plan"),
            ("aftercare next --from 2026-11-20", "what comes from that day on"),
            ("aftercare session add 2026-12-04", "put another session into your plan"),
            ("aftercare shift 3", "hold what holds today for 3 more days"),
        ],
    ),
    (
        "init",
        &[
            ("aftercare init", "answer a few questions"),
            ("aftercare init --session 2026-11-20 --yes", "ask nothing"),
            ("aftercare init --template cautious", "begin with another template"),
        ],
    ),
    (
        "run",
        &[
            ("aftercare run", "remind by your plan"),
            ("aftercare run --session today", "try it with the built-in plan"),
        ],
    ),
    (
        "check",
        &[
            ("aftercare check", "your own plan"),
            ("aftercare check plan.toml", "another file"),
            ("aftercare check --json plan.toml", "for an editor or a script"),
        ],
    ),
    (
        "explain",
        &[
            ("aftercare explain moisturize", "a reminder"),
            ("aftercare explain washing", "a restriction"),
        ],
    ),
    (
        "today",
        &[
            ("aftercare today", "this day"),
            ("aftercare today --date tomorrow", "the next one"),
            ("aftercare today --session 2026-11-20", "with the built-in plan"),
        ],
    ),
    (
        "watch",
        &[
            ("aftercare watch", "today, with keys for done, later and skip"),
            ("aftercare watch --session today", "with the built-in plan"),
        ],
    ),
    (
        "may",
        &[
            ("aftercare may I wash my hair", "ask as you like"),
            ("aftercare may beach --date 2026-11-24", "for another date"),
            ("aftercare may gym --json", "for another program"),
        ],
    ),
    (
        "timeline",
        &[
            ("aftercare timeline", "the days around your sessions"),
            ("aftercare timeline --from 2026-11-20", "the weeks from that day on"),
        ],
    ),
    (
        "report",
        &[
            ("aftercare report --open", "the whole picture, in your browser"),
            ("aftercare report --plan-only", "the plan alone, to hand out"),
            ("aftercare report -o - > page.html", "to standard output"),
        ],
    ),
    (
        "rehearse",
        &[
            ("aftercare rehearse", "the first two weeks on your desktop"),
            ("aftercare rehearse --days 3..5 --terminal", "three days in this terminal"),
            ("aftercare rehearse --speed 1day=2s", "faster"),
        ],
    ),
    (
        "template",
        &[
            ("aftercare template smp", "read the usual template"),
            ("aftercare template blank", "every key of the plan language"),
        ],
    ),
    (
        "next",
        &[
            ("aftercare next", "the next ten reminders"),
            ("aftercare next -n 1", "only the very next one"),
            ("aftercare next --from tomorrow --until 2026-12-24", "between two dates"),
        ],
    ),
    ("done", &[("aftercare done moisturize", "it was done")]),
    ("later", &[("aftercare later moisturize", "ask again later")]),
    ("skip", &[("aftercare skip moisturize", "not this time")]),
    (
        "pause",
        &[
            ("aftercare pause", "until you wake next"),
            ("aftercare pause --for 2h", "for two hours"),
            ("aftercare pause --until 18:00", "until this evening"),
        ],
    ),
    (
        "mute",
        &[
            ("aftercare mute drink", "until you resume it"),
            ("aftercare mute drink --until 2026-11-24", "until a date"),
        ],
    ),
    (
        "resume",
        &[
            ("aftercare resume", "end the pause"),
            ("aftercare resume drink", "let a muted reminder be shown again"),
        ],
    ),
    (
        "session",
        &[
            ("aftercare session add 2026-12-04", "one more"),
            ("aftercare session move 2026-12-04 2026-12-11", "another date for it"),
            ("aftercare session cancel 2026-12-04", "it does not take place"),
        ],
    ),
    (
        "session add",
        &[
            ("aftercare session add 2026-12-04", "a date"),
            ("aftercare session add 2026-12-04 --time 14:30", "with a time"),
        ],
    ),
    (
        "session move",
        &[("aftercare session move 2026-12-04 2026-12-11", "from one date to another")],
    ),
    ("session cancel", &[("aftercare session cancel 2026-12-04", "it counts no more")]),
    (
        "shift",
        &[
            ("aftercare shift 3", "hold what holds today for 3 more days"),
            ("aftercare shift 2 --phase flakes", "one phase lasts 2 days longer"),
            ("aftercare shift --undo", "take the last shift back"),
        ],
    ),
    ("edit", &[("aftercare edit", "your editor on a copy of the plan")]),
    (
        "history",
        &[("aftercare history", "all of it"), ("aftercare history --json", "for other programs")],
    ),
    (
        "export",
        &[
            ("aftercare export --ics -o plan.ics", "your plan for the phone"),
            ("aftercare export --ics --plain --until 2026-12-24", "full texts, on the screen"),
            ("aftercare export --csv -o history.csv", "your history as a table"),
        ],
    ),
    ("forget", &[("aftercare forget", "erase it, after a question")]),
    (
        "status",
        &[
            ("aftercare status", "whether it runs, and where it shows reminders"),
            ("aftercare status --json", "for other programs"),
        ],
    ),
    ("paths", &[("aftercare paths", "where your plan and your history are")]),
    ("schema", &[("aftercare schema --write", "put it beside your plan")]),
    ("warning-signs", &[("aftercare warning-signs", "whom to call, and when")]),
    (
        "completions",
        &[
            ("source <(aftercare completions bash)", "a line for ~/.bashrc"),
            ("source <(aftercare completions zsh)", "for ~/.zshrc, after compinit"),
            ("aftercare completions fish | source", "for config.fish"),
        ],
    ),
    (
        "man",
        &[
            ("aftercare man | man -l -", "read it now"),
            ("aftercare man ~/.local/share/man/man1", "for man aftercare-today"),
        ],
    ),
];

/// What stands in the help before the usage, after one sentence about the command.
const TEMPLATE: &str = "\
{about-with-newline}
{before-help}{usage-heading} {usage}

{all-args}{after-help}";

/// The same commands, each with its examples.
pub(super) fn add(command: Command) -> Command {
    add_below(command, "")
}

fn add_below(command: Command, path: &str) -> Command {
    let examples = format!("Examples:\n{}", indented(&lines(path)));
    let command = command.help_template(TEMPLATE).before_long_help(examples);
    command.mut_subcommands(|below| {
        let path = format!("{path} {}", below.get_name());
        add_below(below, path.trim_start())
    })
}

/// The examples of a command, one a line, with what they do in a column.
pub(super) fn lines(path: &str) -> String {
    let (_, examples) = ALL.iter().find(|(of, _)| *of == path).unwrap_or(&("", &[]));
    let width = examples.iter().map(|(typed, _)| typed.len()).max().unwrap_or(0);
    let lines = examples.iter().map(|(typed, does)| format!("{typed:<width$}  {does}"));
    lines.collect::<Vec<_>>().join("\n")
}

fn indented(lines: &str) -> String {
    lines.lines().map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli;

    fn paths(command: &Command, path: &str) -> Vec<String> {
        let below = command.get_subcommands().flat_map(|below| {
            let path = format!("{path} {}", below.get_name());
            paths(below, path.trim_start())
        });
        std::iter::once(path.to_owned()).chain(below).collect()
    }

    #[test]
    fn every_command_has_examples_and_nothing_else_has() {
        let mut with: Vec<&str> = ALL.iter().map(|(path, _)| *path).collect();
        let mut all = paths(&cli::command(), "");
        with.sort_unstable();
        all.sort_unstable();
        assert_eq!(with, all);
    }

    #[test]
    fn every_example_can_be_typed_and_is_of_its_command() {
        for (path, examples) in ALL {
            for (typed, _) in *examples {
                let command = typed.trim_start_matches("source <(").split([')', '|', '>']).next();
                let words: Vec<_> = command.unwrap().split_whitespace().collect();
                assert!(words.join(" ").starts_with(format!("aftercare {path}").trim()), "{typed}");
                let typed = cli::command().try_get_matches_from(words);
                assert!(typed.is_ok(), "{}", typed.unwrap_err());
            }
        }
    }

    #[test]
    fn examples_fit_into_a_terminal() {
        for (path, _) in ALL {
            for line in lines(path).lines() {
                assert!(line.chars().count() <= 78, "{line}");
            }
        }
    }
}
