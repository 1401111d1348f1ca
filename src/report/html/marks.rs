//! The marks of the picture. Each has a shape of its own, so that nothing depends on colour.

use maud::{Markup, html};

use super::Page;
use crate::report::timeline::State;

/// The marks of a day, in the order of the legend.
const STATES: [State; 8] = [
    State::Planned,
    State::Open,
    State::Done,
    State::Late,
    State::Skipped,
    State::Unanswered,
    State::Missed,
    State::Unrecorded,
];

/// The id of a state's mark in the page.
pub(super) fn mark(state: State) -> &'static str {
    match state {
        State::Done => "m-done",
        State::Late => "m-late",
        State::Planned => "m-planned",
        State::Open => "m-open",
        State::Skipped => "m-skipped",
        State::Unanswered => "m-unanswered",
        State::Missed => "m-missed",
        State::Unrecorded => "m-unrecorded",
    }
}

/// The key of a state's words.
pub(super) fn words(state: State) -> &'static str {
    match state {
        State::Done => "state-done",
        State::Late => "timeline-mark-late",
        State::Planned => "state-planned",
        State::Open => "timeline-mark-open",
        State::Skipped => "state-skipped",
        State::Unanswered => "timeline-mark-unanswered",
        State::Missed => "state-missed",
        State::Unrecorded => "state-unrecorded",
    }
}

/// What the pictures of the page refer to, drawn once around the point 0, 0.
pub(super) fn definitions() -> Markup {
    html! {
        svg.definitions aria-hidden="true" width="0" height="0" {
            defs {
                g #m-planned { circle.ring r="3.6" {} }
                g #m-open { circle.ring r="4.4" {} circle.dot r="2" {} }
                g #m-done { circle.dot r="4.8" {} }
                g #m-late { circle.ring r="4.2" {} path.dot d="M0 -4.8 A4.8 4.8 0 0 1 0 4.8 Z" {} }
                g #m-skipped { path.stroke d="M-4.5 0 H4.5" {} }
                g #m-unanswered { rect.ring x="-3.4" y="-3.4" width="6.8" height="6.8" {} }
                g #m-missed { path.stroke d="M-3.6 -3.6 L3.6 3.6 M-3.6 3.6 L3.6 -3.6" {} }
                g #m-unrecorded { circle.dot r="1.5" {} }
                g #m-session { path.diamond d="M0 -10 L10 0 L0 10 L-10 0 Z" {} }
                (patterns())
            }
        }
    }
}

/// What a closed time is filled with whose end nobody knows: less and less.
fn patterns() -> Markup {
    html! {
        pattern #p-older patternUnits="userSpaceOnUse" width="5" height="5" {
            path.weave d="M-1.25 1.25 L1.25 -1.25 M0 5 L5 0 M3.75 6.25 L6.25 3.75" {}
        }
        pattern #p-oldest patternUnits="userSpaceOnUse" width="6" height="5" {
            circle.speck cx="3" cy="2.5" r="1.3" {}
        }
    }
}

/// A session's diamond with its number in it.
pub(super) fn session(number: usize) -> Markup {
    picture(&html! {
        use href="#m-session" x="12" y="12" {}
        text.number x="12" y="16" { (number) }
    })
}

/// A mark beside a word.
pub(super) fn beside(state: State) -> Markup {
    picture(&html! { use class=(mark(state)) href={ "#" (mark(state)) } x="12" y="12" {} })
}

fn picture(marks: &Markup) -> Markup {
    html! { svg.mark aria-hidden="true" width="24" height="24" viewBox="0 0 24 24" { (marks) } }
}

impl Page<'_> {
    /// What each mark means.
    pub(super) fn legend(&self) -> Markup {
        html! {
            h3 { (self.say("report-legend")) }
            ul.legend {
                (self.meaning(&session(1), "report-mark-session"))
                (self.meaning(&bar(&["bar"]), "timeline-mark-closed"))
                (self.meaning(&bar(&["bar", "bar older", "bar oldest"]), "report-mark-open-end"))
                @for state in STATES.iter().filter(|state| self.is_told(**state)) {
                    (self.meaning(&beside(*state), words(*state)))
                }
                @if self.today.is_some() {
                    (self.meaning(&share(), "report-mark-share"))
                    (self.meaning(&today(), "timeline-mark-today"))
                }
            }
        }
    }

    /// Of the plan alone, nothing has come yet.
    fn is_told(&self, state: State) -> bool {
        self.today.is_some() || state == State::Planned
    }

    fn meaning(&self, mark: &Markup, key: &str) -> Markup {
        html! { li { (mark) span { (self.say(key)) } } }
    }
}

fn bar(classes: &[&str]) -> Markup {
    let each = 48 / classes.len().max(1);
    html! {
        svg.mark aria-hidden="true" width="48" height="24" {
            @for (place, class) in classes.iter().enumerate() {
                rect class=(class) x=(place * each) y="7" width=(each) height="10" {}
            }
        }
    }
}

fn share() -> Markup {
    picture(&html! {
        rect.all x="7" y="3" width="10" height="18" {}
        rect.part x="7" y="12" width="10" height="9" {}
    })
}

fn today() -> Markup {
    picture(&html! { rect.today x="6" y="0" width="12" height="24" {} })
}
