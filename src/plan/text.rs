//! Texts that a person will read: which characters they may hold, and how to show those they may not.

use std::fmt::Write as _;

use super::{
    problem::Problem,
    tree::{Node, Parsed, Text, Value},
};

/// The most characters that a text may have.
const LONGEST: usize = 500;

/// A line of text.
pub(super) fn line(node: &Node) -> Parsed<String> {
    checked(node, read(node)?.value.clone())
}

/// A text that may have several lines.
pub(super) fn lines(node: &Node) -> Parsed<String> {
    let unified = read(node)?.value.replace("\r\n", "\n");
    let single = unified.replace('\n', " ");
    checked(node, single).map(|_| unified.trim_end().to_owned())
}

fn read(node: &Node) -> Parsed<&Text> {
    node.text("a text in quotes", "\"Drink a glass of water\"").map_err(|problem| {
        match node.value {
            Value::Integer(Some(number)) => {
                problem.mend("add the quotes", node.span.clone(), format!("\"{number}\"")).into()
            }
            Value::Integer(None)
            | Value::Text(_)
            | Value::Float(_)
            | Value::Boolean(_)
            | Value::Moment(_)
            | Value::Array(_)
            | Value::Table(_)
            | Value::Broken => problem,
        }
    })
}

fn checked(node: &Node, text: String) -> Parsed<String> {
    if let Some((at, hidden)) = text.char_indices().find(|&(_, c)| is_hidden(c)) {
        return Err(hidden_character(node, at, hidden));
    }
    if text.trim().is_empty() {
        return Err(Problem::error(node.span.clone(), "this text is empty")
            .help("write what it should say between the quotes, or delete the whole line")
            .into());
    }
    let length = text.chars().count();
    if length > LONGEST {
        return Err(Problem::error(
            node.span.clone(),
            format!("this text is too long: {length} characters"),
        )
        .help(format!("shorten it to at most {LONGEST} characters"))
        .into());
    }
    Ok(text)
}

fn hidden_character(node: &Node, at: usize, hidden: char) -> Box<Problem> {
    let name = name(hidden);
    let why = if hidden == '\n' || hidden == '\r' {
        "this text must fit on one line; only `details`, `because`, `note` and contacts may have more"
    } else if hidden.is_control() {
        "control characters can change what a screen shows"
    } else {
        "such characters are invisible or turn the reading direction, so that a text can look \
         different from what it says"
    };
    let span = node.part(at..at + hidden.len_utf8());
    Problem::error(span, format!("this text contains {name}"))
        .note(why)
        .help("delete that character, or type the text again instead of pasting it")
        .into()
}

/// What a message calls a character that cannot be seen.
pub(super) fn name(hidden: char) -> String {
    let code = format!("U+{:04X}", u32::from(hidden));
    match hidden {
        '\n' => format!("a line break ({code})"),
        '\t' => format!("a tab ({code})"),
        _ if hidden.is_control() => format!("the control character {code}"),
        _ => format!("the invisible character {code}"),
    }
}

/// Whether a character changes the screen or the reading direction instead of being seen.
///
/// Unicode TR36 and the "Trojan Source" paper list the bidirectional ones. The joiners U+200C and
/// U+200D are not among them: Persian and emoji need them.
pub(super) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{61C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
}

/// The same text with every hidden character spelt out, safe to print.
pub(super) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if is_hidden(c) {
            // Writing into a String cannot fail.
            let _ = write!(shown, "<U+{:04X}>", u32::from(c));
        } else {
            shown.push(c);
        }
    }
    shown
}

/// The same text with every hidden character covered by others of the same number of bytes, so
/// that places in it stay true. Tabs stay: whoever prints it expands them.
pub(super) fn covered(text: &str) -> String {
    let cover = |c: char| match c.len_utf8() {
        _ if c == '\t' || !is_hidden(c) => c,
        1 => '?',
        2 => '\u{B7}',
        _ => '\u{FFFD}',
    };
    text.chars().map(cover).collect()
}

/// A word of the plan as messages quote it, cut short when it is long.
pub(super) fn quoted(word: &str) -> String {
    const SHOWN: usize = 60;
    match word.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("`{}...`", word.get(..end).unwrap_or("")),
        None => format!("`{word}`"),
    }
}

/// The most words that a misspelt one is compared with: there can be thousands of both.
const MOST_CANDIDATES: usize = 1_000;

/// The candidate that was probably meant: at most one slip for every four letters, and one more.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A long word resembles nothing, and comparing it would take long.
    let length = word.chars().take(65).count();
    if length > 64 {
        return None;
    }
    candidates
        .into_iter()
        .take(MOST_CANDIDATES)
        .filter(|candidate| candidate.len() <= 4 * 64)
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|(slips, _)| *slips <= 1 + length / 4)
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, candidate)| candidate)
}

/// "`a`, `b` or `c`".
pub fn either(words: &[&str]) -> String {
    let quoted: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn covering_keeps_every_place() {
        let text = "a\u{1b}b\u{85}c\u{202e}d\te\u{61c}";
        let covered = covered(text);
        assert_eq!(covered, "a?b\u{B7}c\u{FFFD}d\te\u{B7}");
        assert_eq!(covered.len(), text.len());
    }

    #[test]
    fn hidden_characters_are_spelt_out() {
        assert_eq!(visible("a\u{1b}[31m\u{202e}b\n"), "a<U+001B>[31m<U+202E>b<U+000A>");
    }

    #[test]
    fn a_slip_or_two_is_forgiven() {
        assert_eq!(nearest("untill", ["until", "from"]), Some("until"));
        assert_eq!(nearest("taks", ["task", "note"]), Some("task"));
        assert_eq!(nearest("xyzzy", ["task", "note"]), None);
        assert_eq!(nearest(&"x".repeat(100), ["task"]), None);
    }
}
