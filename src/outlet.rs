//! Where notices appear: on the desktop or, without one, in the terminal of whoever watches.

use crate::{
    engine::{
        Answers, Doubt, Event, Server,
        notice::{Handle, Ticket},
        record::Departure,
    },
    world::desktop::{Closed, DesktopEvent, NotShown},
};

/// The name of the terminal where it stands in for a notification server.
pub const TERMINAL: &str = "terminal";

/// A terminal numbers what it shows, as a notification server does.
#[derive(Debug, Default)]
pub struct Terminal {
    shown: u32,
}

impl Terminal {
    /// The terminal as a server, on which a person answers like this.
    pub fn server(answers: Answers) -> Event {
        Event::ServerUp(Server { name: TERMINAL.to_owned(), answers })
    }

    /// What comes of printing a notice: it is shown.
    pub fn shown(&mut self, ticket: Ticket) -> Event {
        self.shown = self.shown.wrapping_add(1);
        Event::Shown { ticket, handle: self.last() }
    }

    /// What was printed last has scrolled away.
    pub fn scrolled(&self) -> Event {
        Event::Closed { handle: self.last(), why: Departure::Closed }
    }

    fn last(&self) -> Handle {
        Handle { server: TERMINAL.to_owned(), id: self.shown }
    }
}

/// What the engine hears of something that happened on the desktop; `Err` says why there is no bus.
pub fn event(event: DesktopEvent) -> Result<Event, String> {
    Ok(match event {
        DesktopEvent::NoBus { why } => return Err(why),
        DesktopEvent::ServerUp { server, buttons } => {
            let answers = if buttons { Answers::Buttons } else { Answers::Command };
            Event::ServerUp(Server { name: server, answers })
        }
        DesktopEvent::ServerDown => Event::ServerDown,
        DesktopEvent::Shown { ticket, handle } => Event::Shown { ticket, handle },
        DesktopEvent::NotShown { ticket, why } => Event::NotShown { ticket, doubt: doubt(&why) },
        DesktopEvent::Answered { handle, answer } => Event::Answered { handle, answer },
        DesktopEvent::Closed { handle, why } => Event::Closed { handle, why: departure(why) },
    })
}

fn doubt(why: &NotShown) -> Doubt {
    match why {
        NotShown::NoServer | NotShown::Refused(_) | NotShown::TooMany => Doubt::None,
        NotShown::NoAnswer => Doubt::PerhapsShown,
    }
}

fn departure(why: Closed) -> Departure {
    match why {
        Closed::ByPerson => Departure::Seen,
        Closed::Expired | Closed::ByProgram | Closed::Unexplained => Departure::Closed,
    }
}
