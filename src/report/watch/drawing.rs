//! The view on a screen of any size, down to none at all.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::{Modifier, Style},
};

use super::{
    Sheet, Watch,
    text::{Line, Part, Text},
};
use crate::report::Paragraph;

/// From so many lines on there is room for what is nice to have.
const TALL: u16 = 16;

/// How the lines of the screen are shared out, from the top.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Rows {
    header: usize,
    /// An empty line.
    gap: usize,
    text: usize,
    message: usize,
    keys: usize,
}

impl Watch {
    /// Draws all of it, and says where the terminal's cursor belongs.
    pub fn draw(&self, area: Rect, buffer: &mut Buffer) -> Position {
        let Rows { header, gap, text: room, message, .. } = self.rows();
        let text = self.text();
        let lines = text.lines.iter().skip(self.top).take(room);
        let mut canvas = Canvas { area, buffer, row: 0 };
        canvas.lines(self.header().lines.iter().take(header), None);
        canvas.row = header + gap;
        canvas.lines(lines, self.position());
        canvas.row = header + gap + room;
        self.draw_message(text.lines.len(), &mut canvas);
        canvas.row = header + gap + room + message;
        canvas.line(&self.keys(area.width), Modifier::DIM);
        let first = self.place_of(&text).map(|(first, _)| first).filter(|_| self.is_in_sight());
        let row = first.map_or(header + gap, |first| header + gap + (first - self.top));
        Position::new(area.x, area.y.saturating_add(u16::try_from(row).unwrap_or(0)))
    }

    /// How many lines of the text are on the screen.
    pub(super) fn room(&self) -> usize {
        self.rows().text
    }

    /// Whether there is room for what is nice to have.
    pub(super) fn is_tall(&self) -> bool {
        TALL <= self.height
    }

    fn rows(&self) -> Rows {
        let height = usize::from(self.height);
        let keys = usize::from(4 <= height);
        let said = self.message_lines().len().max(1);
        let message = said.min(height / 4);
        let gap = usize::from(self.is_tall());
        let most = if self.is_tall() { height / 2 } else { height / 3 };
        let header = self.header().lines.len().min(most);
        Rows { header, gap, text: height - header - gap - message - keys, message, keys }
    }

    fn message_lines(&self) -> Vec<Line> {
        let mut text = Text::of_width(self.width);
        if let Some(message) = &self.message {
            text.push(&Paragraph::new("", message), Part::Open, None);
        }
        text.lines
    }

    /// The message or, without one, that there is more to see.
    fn draw_message(&self, lines: usize, canvas: &mut Canvas<'_>) {
        let Rows { text: room, message, .. } = self.rows();
        if self.message.is_some() {
            canvas.lines(self.message_lines().iter().take(message), None);
        } else if 0 < message && self.top + room < lines {
            canvas.line(&self.language.say("watch-more"), Modifier::DIM);
        }
    }

    /// The line of keys: as many of them as there is room for, the most needed ones at least.
    fn keys(&self, width: u16) -> String {
        if self.rows().keys == 0 {
            return String::new();
        }
        let say = |key: &str, meaning: &str| format!("{key} {}", self.language.say(meaning));
        let mut keys = match self.sheet {
            Sheet::Signs | Sheet::Help => vec![say("q", "watch-key-back")],
            Sheet::Day => vec![
                say("d", "watch-key-done"),
                say("l", "watch-key-later"),
                say("s", "watch-key-skip"),
                say("q", "watch-key-quit"),
                say("?", "watch-key-help"),
                say("w", "watch-key-signs"),
            ],
        };
        while usize::from(width) < keys.join("  ").chars().count() && 1 < keys.len() {
            keys.pop();
        }
        keys.join("  ")
    }
}

/// Where lines are written, one below the other.
struct Canvas<'a> {
    area: Rect,
    buffer: &'a mut Buffer,
    row: usize,
}

impl Canvas<'_> {
    /// Lines of a text; those of the chosen task are reversed.
    fn lines<'a>(&mut self, lines: impl Iterator<Item = &'a Line>, chosen: Option<usize>) {
        for line in lines {
            let style = match line.part {
                _ if line.task.is_some() && line.task == chosen => Modifier::REVERSED,
                Part::Heading | Part::Open => Modifier::BOLD,
                Part::Plain => Modifier::empty(),
            };
            self.line(&line.text, style);
        }
    }

    /// One line; what does not fit onto the screen is left out.
    fn line(&mut self, text: &str, style: Modifier) {
        let row = u16::try_from(self.row).unwrap_or(u16::MAX);
        if row < self.area.height {
            let (y, width) = (self.area.y.saturating_add(row), usize::from(self.area.width));
            self.buffer.set_stringn(self.area.x, y, text, width, Style::new().add_modifier(style));
        }
        self.row += 1;
    }
}
