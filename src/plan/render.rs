//! Problems as a person reads them: the line, a caret, the reason, and the line as it should be.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Patch, Renderer, Snippet};

use super::{
    problem::{Help, Problem, Severity},
    source::{Place, Sources},
    text::{covered, visible},
};

/// Beyond so many bytes a line is not shown, only named: nobody could read it.
const LONGEST_LINE: usize = 2_000;

/// How problems look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// For files and pipes.
    Plain,
    /// For a terminal.
    Colour,
}

/// All problems, one below the other, each ending with a line break.
///
/// A plan comes from somebody else: no control or bidirectional character of it gets through.
pub fn render(problems: &[Problem], sources: &Sources, look: Look) -> String {
    let renderer = match look {
        Look::Plain => Renderer::plain(),
        Look::Colour => Renderer::styled(),
    };
    let texts = problems.iter().map(|problem| one(problem, sources, &renderer));
    texts.collect::<Vec<_>>().join("\n")
}

fn one(problem: &Problem, sources: &Sources, renderer: &Renderer) -> String {
    let level = match problem.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(visible(&problem.message));
    let place = problem.span.clone().and_then(|span| Some((sources.place(span.start)?, span)));
    let group = match &place {
        Some((place, span)) => marked(Group::with_title(title), place, span, problem),
        None => title.element(Origin::path(visible(sources.main_name()))),
    };
    let group = match &problem.note {
        Some(note) => group.element(Level::NOTE.message(visible(note))),
        None => group,
    };
    let report = match &problem.help {
        Some(help) => with_help(group, help, sources),
        None => vec![group],
    };
    let mut text = renderer.render(&report);
    text.push('\n');
    text
}

/// The line with a caret below the place.
fn marked<'a>(
    group: Group<'a>,
    place: &Place<'_>,
    span: &Range<usize>,
    problem: &Problem,
) -> Group<'a> {
    let Some(snippet) = snippet(place) else {
        let origin = Origin::path(visible(place.source)).line(place.line);
        return group.element(origin.char_column(place.column()));
    };
    let mark = AnnotationKind::Primary.span(within(place, span));
    group.element(snippet.annotation(mark.label(problem.label.as_deref().map(visible))))
}

fn with_help<'a>(group: Group<'a>, help: &Help, sources: &Sources) -> Vec<Group<'a>> {
    let message = visible(&help.message);
    let patched = help.replace.as_ref().and_then(|(span, replacement)| {
        let place = sources.place(span.start)?;
        let patch = Patch::new(within(&place, span), visible(replacement));
        Some(snippet(&place)?.patch(patch))
    });
    match patched {
        Some(snippet) => vec![group, Level::HELP.secondary_title(message).element(snippet)],
        None => vec![group.element(Level::HELP.message(visible(&help.in_words())))],
    }
}

/// One line of a file; `None` when it is too long to show, or empty.
fn snippet<'a, T: Clone>(place: &Place<'_>) -> Option<Snippet<'a, T>> {
    (1..=LONGEST_LINE).contains(&place.text.len()).then(|| {
        Snippet::source(covered(place.text)).path(visible(place.source)).line_start(place.line)
    })
}

/// The part of a span that lies on the line where it begins.
fn within(place: &Place<'_>, span: &Range<usize>) -> Range<usize> {
    let end = span.end.saturating_sub(place.start).clamp(place.before, place.text.len());
    place.before..place.text.floor_char_boundary(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Source, text::is_hidden};

    fn shown(text: &str, problem: Problem, look: Look) -> String {
        let mut sources = Sources::default();
        sources.add(Source { name: "pl\u{1b}an.toml".to_owned(), text: text.to_owned() });
        render(&[problem], &sources, look)
    }

    #[test]
    fn nothing_of_a_plan_reaches_the_terminal_raw() {
        let evil = "\u{1b}]0;x\u{7}\u{202e}\u{9b}31m\u{200b}\u{2028}\r";
        let text = format!("a = \"{evil}\" # {evil}\n");
        let problem = Problem::error(5..9, evil).label(evil).note(evil).mend(evil, 5..9, evil);
        let plain = shown(&text, problem.clone(), Look::Plain);
        assert!(plain.chars().all(|c| c == '\n' || !is_hidden(c)), "{plain:?}");
        let coloured = shown(&text, problem, Look::Colour);
        let foreign = |c: char| !matches!(c, '\n' | '\u{1b}') && is_hidden(c);
        assert!(!coloured.contains(foreign) && !coloured.contains("\u{1b}]"), "{coloured:?}");
    }

    #[test]
    fn colour_is_only_decoration() {
        let problem = Problem::warning(0..1, "odd").label("here").note("because").help("do");
        let coloured = shown("x = 1\n", problem.clone(), Look::Colour);
        assert_ne!(coloured, shown("x = 1\n", problem, Look::Plain));
        assert!(coloured.contains("\u{1b}["));
    }

    #[test]
    fn a_long_line_is_only_named() {
        let text = format!("{} = 1\n", "x".repeat(5_000));
        let problem = Problem::error(3..4, "odd").mend("write", 3..4, "y");
        insta::assert_snapshot!(shown(&text, problem, Look::Plain), @"
    error: odd
    --> pl<U+001B>an.toml:1:4
     = help: write: y
    ");
    }

    #[test]
    fn a_problem_without_a_place_names_the_file() {
        let mut problem = Problem::error(0..0, "odd");
        problem.span = None;
        insta::assert_snapshot!(shown("x = 1\n", problem, Look::Plain), @"
    error: odd
    --> pl<U+001B>an.toml
    ");
    }

    #[test]
    fn tabs_and_wide_characters_keep_the_caret_in_place() {
        let text = "\ta = \"日本\" # é\n";
        let problem = Problem::error(5..13, "odd");
        insta::assert_snapshot!(shown(text, problem, Look::Plain), @r#"
    error: odd
     --> pl<U+001B>an.toml:1:6
      |
    1 |     a = "日本" # é
      |         ^^^^^^
    "#);
    }
}
