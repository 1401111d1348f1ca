//! The terminal as a full screen, given back as it was on every way out.
//!
//! Keys are read by a thread of their own. crossterm reads on for ever from a terminal that is gone,
//! and its stream of events reads in the thread that asks it; so nothing is read from a terminal that
//! has hung up, and if it does so at the worst moment, only that thread is lost.

use std::{
    fs::File,
    io::{self, BufWriter, IsTerminal, stdin, stdout},
    os::fd::AsFd,
    panic, thread,
    time::Duration,
};

use crossterm::{
    cursor::Show,
    event::{
        self, DisableBracketedPaste, EnableBracketedPaste, Event, KeyCode, KeyEvent, KeyEventKind,
        KeyModifiers,
    },
    queue,
    terminal::{
        EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode, size,
    },
};
use ratatui::{Terminal, backend::CrosstermBackend};
use rustix::{
    event::{PollFd, PollFlags, poll},
    io::Errno,
    process::{Signal, kill_current_process_group},
};
use tokio::sync::mpsc;

use crate::report::watch::{Key, Watch};

/// How many keys wait to be looked at; who types more waits.
const MOST_STROKES: usize = 64;

/// What was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stroke {
    /// A key of the view.
    Key(Key),
    /// Ctrl+C.
    Interrupt,
    /// Ctrl+Z.
    Suspend,
    /// Ctrl+L, which is for a screen that something else has written on.
    Redraw,
}

/// Whether a person sits in front of a screen that can be drawn on.
pub(super) fn is_there() -> bool {
    stdin().is_terminal() && stdout().is_terminal()
}

/// How many columns and lines there are.
pub(super) fn extent() -> (u16, u16) {
    // What every terminal has at least, for one that does not say.
    size().ok().filter(|(width, height)| 0 < *width && 0 < *height).unwrap_or((80, 24))
}

/// The screen while it is ours.
pub(super) struct Screen {
    // It writes past the standard output, whose lock a panic could find taken.
    terminal: Terminal<CrosstermBackend<BufWriter<File>>>,
}

impl Screen {
    /// Takes the screen; a panic gives it back before it says anything.
    pub(super) fn enter() -> io::Result<Self> {
        let own = File::from(stdout().as_fd().try_clone_to_owned()?);
        let terminal = Terminal::new(CrosstermBackend::new(BufWriter::new(own)))?;
        let report = panic::take_hook();
        panic::set_hook(Box::new(move |panicked| {
            give_back();
            report(panicked);
        }));
        let mut screen = Self { terminal };
        screen.take()?;
        Ok(screen)
    }

    /// Takes the screen, also again after something else had it.
    pub(super) fn take(&mut self) -> io::Result<()> {
        enable_raw_mode()?;
        let backend = self.terminal.backend_mut();
        // What is pasted must not be taken for answers.
        queue!(backend, EnterAlternateScreen, EnableBracketedPaste)?;
        // `clear` would ask the terminal where its cursor is, and some never answer.
        let area = self.terminal.size()?.into();
        self.terminal.resize(area)
    }

    /// Draws what changed.
    pub(super) fn draw(&mut self, watch: &Watch) -> io::Result<()> {
        self.terminal.draw(|frame| {
            let area = frame.area();
            let cursor = watch.draw(area, frame.buffer_mut());
            if area.contains(cursor) {
                frame.set_cursor_position(cursor);
            }
        })?;
        Ok(())
    }

    /// Gives the terminal back and stops, as Ctrl+Z does everywhere, until the shell lets it go on.
    pub(super) fn suspend(&mut self) -> io::Result<()> {
        give_back();
        // Where no shell could let it go on, the kernel does not stop it either.
        kill_current_process_group(Signal::TSTP)?;
        self.take()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

/// Makes the terminal what it was. There is nobody to tell if that fails.
fn give_back() {
    let mut signs = Vec::new();
    queue!(signs, DisableBracketedPaste, LeaveAlternateScreen, Show).ok();
    disable_raw_mode().ok();
    let mut rest = signs.as_slice();
    while let Ok(written @ 1..) = rustix::io::write(rustix::stdio::stdout(), rest) {
        rest = rest.get(written..).unwrap_or_default();
    }
}

/// Reads keys until the terminal is gone, which ends the queue.
pub(super) fn strokes() -> io::Result<mpsc::Receiver<Stroke>> {
    let (sender, strokes) = mpsc::channel(MOST_STROKES);
    thread::Builder::new().name("keys".to_owned()).spawn(move || {
        while let Ok(()) = await_input() {
            while let Ok(true) = event::poll(Duration::ZERO) {
                let Ok(event) = event::read() else { return };
                if let Some(stroke) = stroke(&event)
                    && sender.blocking_send(stroke).is_err()
                {
                    return;
                }
            }
        }
    })?;
    Ok(strokes)
}

/// Returns when there is something to read, or fails when there never will be.
fn await_input() -> rustix::io::Result<()> {
    let input = stdin();
    loop {
        let mut wanted = [PollFd::new(&input, PollFlags::IN)];
        match poll(&mut wanted, None) {
            Err(Errno::INTR) => continue,
            Err(error) => return Err(error),
            Ok(_) => {}
        }
        let [told] = &wanted;
        let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
        return if told.revents().intersects(gone) { Err(Errno::IO) } else { Ok(()) };
    }
}

fn stroke(event: &Event) -> Option<Stroke> {
    let Event::Key(KeyEvent { code, modifiers, kind: KeyEventKind::Press, .. }) = event else {
        return None;
    };
    let shifted = modifiers.difference(KeyModifiers::SHIFT);
    if shifted == KeyModifiers::CONTROL {
        return controlled(*code);
    }
    shifted.is_empty().then(|| key(*code)).flatten().map(Stroke::Key)
}

fn controlled(code: KeyCode) -> Option<Stroke> {
    let KeyCode::Char(letter) = code else { return None };
    match letter {
        'c' => Some(Stroke::Interrupt),
        'z' => Some(Stroke::Suspend),
        'l' => Some(Stroke::Redraw),
        _ => None,
    }
}

fn key(code: KeyCode) -> Option<Key> {
    let letter = if let KeyCode::Char(letter) = code { Some(letter) } else { None };
    let named = [
        (KeyCode::Up, Key::Up),
        (KeyCode::Down, Key::Down),
        (KeyCode::PageUp, Key::PageUp),
        (KeyCode::PageDown, Key::PageDown),
        (KeyCode::Home, Key::First),
        (KeyCode::End, Key::Last),
        (KeyCode::Enter, Key::DONE),
        (KeyCode::Esc, Key::Quit),
    ];
    let named = named.into_iter().find(|(named, _)| *named == code).map(|(_, key)| key);
    letter.map_or(named, Key::of)
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    #[test]
    #[ignore = "only the test below starts it, on a terminal of its own"]
    fn panics_on_the_full_screen() {
        let _screen = Screen::enter().unwrap();
        panic!("this panic is on purpose");
    }

    #[test]
    fn a_panic_is_told_on_a_terminal_that_was_given_back() {
        let own = std::env::current_exe().unwrap();
        let name = "cli::watch::terminal::tests::panics_on_the_full_screen";
        let line = format!("{} --ignored --exact {name} --nocapture; stty -a", own.display());
        let mut terminal = Command::new("timeout");
        terminal.args(["30", "script", "-qec", &line, "/dev/null"]).env("TERM", "xterm");
        let output = terminal.output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let (before, after) = said.split_once("this panic is on purpose").unwrap();
        assert!(before.contains("\u{1b}[?1049h"), "it never took the screen: {said:?}");
        assert!(before.contains("\u{1b}[?1049l"), "it was told on the full screen: {said:?}");
        assert!(after.split_whitespace().any(|word| word == "icanon"), "{said:?}");
    }
}
