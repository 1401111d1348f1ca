//! `edit`: the person's editor on a copy of the plan, which takes the plan's place when it is good.
//!
//! Whatever fails, the person's text stays in a file, and its name is told.

use std::{
    ffi::OsString,
    io::{BufRead, IsTerminal as _, Write},
    time::Duration,
};

use tempfile::NamedTempFile;

use super::{Failure, begins_with, own_plan::OwnPlan, workspace::Workspace, write_text};
use crate::{
    language::Language,
    world::{
        editor, plan_file,
        plan_source::{Bad, Loaded},
        plan_writer::Begun,
    },
};

/// Edits the plan until it is saved, unchanged or given up.
pub(super) fn run(
    workspace: &Workspace,
    out: &mut impl Write,
    err: &mut impl Write,
) -> Result<(), Failure> {
    let (own, language) = (OwnPlan::open(workspace)?, &workspace.language);
    let editor = editor(workspace)?;
    let begun = own.original.begin_edit();
    for left in &begun.left {
        let file = left.display().to_string();
        writeln!(err, "{}", language.say_with("edit-earlier", &[("file", file.into())]))?;
    }
    if !begun.left.is_empty() {
        writeln!(err, "{}", language.say("edit-compare"))?;
    }
    let editing = Editing { workspace, copy: own.original.copy()?, own, editor, _begun: begun };
    editing.run(out, err)
}

struct Editing<'a> {
    workspace: &'a Workspace,
    own: OwnPlan,
    copy: NamedTempFile,
    editor: OsString,
    /// Kept for as long as the copy is open.
    _begun: Begun,
}

/// What to do with a text that has mistakes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    EditAgain,
    Keep,
    ThrowAway,
}

impl Editing<'_> {
    fn run(self, out: &mut impl Write, err: &mut impl Write) -> Result<(), Failure> {
        let language = &self.workspace.language;
        loop {
            let (text, open) = match self.edited() {
                Ok(edited) => edited,
                Err(why) => return Err(Failure::Failed(self.kept(why))),
            };
            if text == self.own.original.text() {
                return write_text(&unchanged(open, language), out);
            }
            let system = &self.workspace.system;
            match self.own.source.load_text(&text, system, self.workspace.look()) {
                Loaded::Good(good) => {
                    let warnings = self.workspace.warnings(*good);
                    return self.save(&text, &warnings, out, err);
                }
                Loaded::Bad(bad) => match choose(&bad, language, err)? {
                    Choice::EditAgain => {}
                    Choice::Keep => {
                        return Err(Failure::Plan(self.kept(not_saved(&bad, language))));
                    }
                    Choice::ThrowAway => {
                        return write_text(&format!("{}\n", language.say("edit-thrown")), out);
                    }
                },
            }
        }
    }

    /// What the editor left, and how long it was open.
    fn edited(&self) -> Result<(String, Duration), String> {
        let open = editor::edit(&self.editor, self.copy.path())?;
        let text = plan_file::read(self.copy.path());
        let text = text.map_err(|why| format!("the edited text is gone: {why}"))?;
        Ok((text, open))
    }

    fn save(
        self,
        text: &str,
        warnings: &str,
        out: &mut impl Write,
        err: &mut impl Write,
    ) -> Result<(), Failure> {
        let [saved, taken_over] =
            ["edit-saved", "plan-taken-over"].map(|key| self.workspace.language.say(key));
        if let Err(why) = self.own.replace(text, self.workspace) {
            return Err(Failure::Failed(self.kept(why.to_string())));
        }
        write_text(warnings, err)?;
        write_text(&format!("{saved} {taken_over}\n"), out)
    }

    /// Why nothing was saved, and where the person's text is; nowhere if it says nothing new.
    fn kept(self, why: String) -> String {
        let is_as_before =
            plan_file::read(self.copy.path()).is_ok_and(|text| text == self.own.original.text());
        if is_as_before || !self.copy.path().exists() {
            return why;
        }
        let (path, language) = (self.copy.path().display().to_string(), &self.workspace.language);
        match self.copy.keep() {
            Ok(_) => {
                let kept = language.say_with("edit-kept", &[("file", path.into())]);
                format!("{why}\n{kept}")
            }
            Err(failed) => {
                let kept = language.say_with("edit-perhaps-kept", &[("file", path.into())]);
                format!("{why}\n{kept}: {}", failed.error)
            }
        }
    }
}

/// An editor that is closed sooner than this has perhaps only opened a window elsewhere.
const AT_ONCE: Duration = Duration::from_secs(3);

fn unchanged(open: Duration, language: &Language) -> String {
    let hints = if AT_ONCE <= open { &[][..] } else { &["edit-still-open", "edit-waits"] };
    let keys = ["edit-unchanged"].iter().chain(hints);
    keys.map(|key| language.say(key) + "\n").collect()
}

fn not_saved(bad: &Bad, language: &Language) -> String {
    // On a terminal the report has been shown, above the question.
    let report = if is_attended() { "" } else { bad.report.as_str() };
    format!("{report}\n{}", language.say("edit-not-saved")).trim_start().to_owned()
}

/// Shows what is wrong and asks; without anybody to ask, the text is kept.
fn choose(bad: &Bad, language: &Language, err: &mut impl Write) -> Result<Choice, Failure> {
    if !is_attended() {
        return Ok(Choice::Keep);
    }
    write_text(&bad.report, err)?;
    ask(language, &mut std::io::stdin().lock(), err)
}

fn is_attended() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// Asks until there is an answer; no answer keeps everything as it is.
fn ask(
    language: &Language,
    input: &mut impl BufRead,
    err: &mut impl Write,
) -> Result<Choice, Failure> {
    let choices = [
        ("edit-letter-again", Choice::EditAgain),
        ("edit-letter-keep", Choice::Keep),
        ("edit-letter-throw", Choice::ThrowAway),
    ];
    loop {
        write_text(&format!("\n{} ", language.say("edit-question")), err)?;
        let mut answer = String::new();
        if input.read_line(&mut answer)? == 0 {
            return Ok(Choice::Keep);
        }
        if answer.trim().is_empty() {
            return Ok(Choice::EditAgain);
        }
        let meant = choices.iter().find(|(key, _)| begins_with(&answer, &language.say(key)));
        if let Some((_, choice)) = meant {
            return Ok(*choice);
        }
    }
}

/// The person's editor, or one that is usual.
fn editor(workspace: &Workspace) -> Result<OsString, Failure> {
    let named = ["VISUAL", "EDITOR"].iter().find_map(|name| workspace.variable(name));
    let usual = || editor::usual(workspace.variable("PATH")?);
    named
        .map(OsString::from)
        .or_else(usual)
        .ok_or_else(|| Failure::Failed(workspace.language.say("edit-no-editor")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_editor_that_returns_at_once_may_still_be_open() {
        let english = Language::english();
        assert!(unchanged(Duration::ZERO, &english).contains("--wait"));
        assert_eq!(unchanged(Duration::from_secs(10), &english), "Nothing was changed.\n");
    }

    #[test]
    fn a_question_is_asked_until_it_is_answered_and_silence_loses_nothing() {
        for (typed, expected, times) in [
            ("\n", Choice::EditAgain, 1),
            ("what?\nT\n", Choice::ThrowAway, 2),
            ("keep\n", Choice::Keep, 1),
            ("", Choice::Keep, 1),
            ("maybe", Choice::Keep, 2),
        ] {
            let (english, mut asked) = (Language::english(), Vec::new());
            assert_eq!(
                ask(&english, &mut typed.as_bytes(), &mut asked).unwrap(),
                expected,
                "{typed:?}"
            );
            let asked = String::from_utf8(asked).unwrap();
            assert_eq!(asked.matches("it away?").count(), times, "{typed:?}");
        }
    }
}
