//! The lines of RFC 5545: escaped, folded, ended.

/// The most octets of a line, without its end.
const WIDTH: usize = 75;

/// The text of a calendar as it grows.
#[derive(Debug, Default)]
pub(super) struct Lines(String);

impl Lines {
    /// A property whose value needs no escaping.
    pub(super) fn property(&mut self, name: &str, value: &str) {
        self.push(&format!("{name}:{value}"));
    }

    /// A property with a text for people; none without a text.
    pub(super) fn text(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.property(name, &escaped(text));
        }
    }

    /// All of it.
    pub(super) fn into_text(self) -> String {
        self.0
    }

    /// Adds a line, folded between characters; what follows the first part begins with a space.
    fn push(&mut self, line: &str) {
        let mut width = 0;
        for character in line.chars() {
            if WIDTH < width + character.len_utf8() {
                self.0.push_str("\r\n ");
                width = 1;
            }
            self.0.push(character);
            width += character.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// A text as a value. Signs that no calendar may hold, or that some readers take for the end of a
/// line, are left out.
fn escaped(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\u{2028}' | '\u{2029}' => value.push_str("\\n"),
            '\\' | ';' | ',' => value.extend(['\\', character]),
            '\t' => value.push(' '),
            _ if character.is_control() => {}
            _ => value.push(character),
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> String {
        let mut lines = Lines::default();
        lines.text("SUMMARY", text);
        lines.into_text()
    }

    #[test]
    fn signs_with_a_meaning_are_escaped_and_those_that_break_readers_left_out() {
        let text = "a;b, c\\d\r\ne\tf\u{7}\u{85}g\u{2028}h";
        assert_eq!(written(text), "SUMMARY:a\\;b\\, c\\\\d\\ne fg\\nh\r\n");
    }

    #[test]
    fn no_line_is_longer_than_75_octets_and_no_character_is_cut() {
        for sign in ["x", "ß", "€", "🌞"] {
            for lead in 0..6 {
                let text = format!("{}{}", "-".repeat(lead), sign.repeat(100));
                let written = written(&text);
                let lines: Vec<&str> = written.split_terminator("\r\n").collect();
                assert!(lines.iter().all(|line| line.len() <= WIDTH), "{written}");
                assert!(lines.iter().rev().skip(1).all(|line| WIDTH - 4 < line.len()), "{written}");
                assert_eq!(written.replace("\r\n ", ""), format!("SUMMARY:{text}\r\n"));
            }
        }
    }

    #[test]
    fn without_a_text_there_is_no_line() {
        assert_eq!(written(""), "");
    }
}
