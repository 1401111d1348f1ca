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

/// One line of a file; `None` when it is too long to show.
fn snippet<'a, T: Clone>(place: &Place<'_>) -> Option<Snippet<'a, T>> {
    (place.text.len() <= LONGEST_LINE).then(|| {
        Snippet::source(covered(place.text)).path(visible(place.source)).line_start(place.line)
    })
}

/// The part of a span that lies on the line where it begins.
fn within(place: &Place<'_>, span: &Range<usize>) -> Range<usize> {
    let end = span.end.saturating_sub(place.start).clamp(place.before, place.text.len());
    place.before..place.text.floor_char_boundary(end)
}
