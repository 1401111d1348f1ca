//! What the TOML library says about a file that it cannot read, in words for everybody.

use std::{collections::BTreeSet, ops::Range};

use super::{
    fields::Findings,
    problem::Problem,
    text::{is_hidden, name, quoted},
    times,
    tree::{Node, Parse, Table, Value},
};

/// The tables that are written with two brackets.
const LISTS: [&str; 5] = ["session", "shift", "phase", "restriction", "reminder"];

/// Reports every syntax error of a file; `text` begins at the byte with the number `base`.
pub(super) fn report(parse: &Parse, text: &str, base: usize, findings: &mut Findings) {
    let mut outline = Outline::default();
    outline.walk(&parse.root);
    outline.broken.sort_unstable_by_key(|leaf| leaf.start);
    let unclosed = outline.unclosed(&parse.errors, base);
    let ends = text.match_indices('\n').map(|(end, _)| end + 1);
    let lines: Vec<usize> = std::iter::once(0).chain(ends).collect();
    let mut told = BTreeSet::new();
    for error in &parse.errors {
        let span = error.span().unwrap_or(0..0);
        let at = base + span.start;
        let line = lines.partition_point(|start| *start <= span.start);
        let line = lines.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let slip = Slip { text, base, span, line, message: error.message() };
        let list = unclosed.iter().find(|list| list.start <= at && at <= list.end);
        let leaf = outline.broken_at(at);
        findings.is_well_formed &= list.is_none() && leaf.is_some();
        let place = list.or(leaf).map_or(base + line, |node| node.start);
        // One slip makes the library stumble several times over the same words.
        if !told.insert(place) || findings.is_full() {
            continue;
        }
        findings.add(match (list, leaf) {
            (Some(list), _) => slip.never_closed(list),
            (None, Some(leaf)) => slip.in_value(leaf.start - base..leaf.end - base),
            (None, None) => slip.in_structure(),
        });
    }
    findings.is_whole &= findings.is_well_formed;
}

/// Where the values are.
#[derive(Default)]
struct Outline {
    broken: Vec<Range<usize>>,
    lists: Vec<Range<usize>>,
}

impl Outline {
    fn walk(&mut self, table: &Table) {
        for entry in table.entries.values() {
            self.node(&entry.node);
        }
    }

    fn node(&mut self, node: &Node) {
        match &node.value {
            Value::Broken => self.broken.push(node.span.clone()),
            Value::Array(items) => {
                self.lists.push(node.span.clone());
                for item in items {
                    self.node(item);
                }
            }
            Value::Table(table) => self.walk(table),
            Value::Text(_)
            | Value::Integer(_)
            | Value::Float(_)
            | Value::Boolean(_)
            | Value::Moment(_) => {}
        }
    }

    /// The value with wrong syntax that has the byte `at`, or ends just before it.
    fn broken_at(&self, at: usize) -> Option<&Range<usize>> {
        let after = self.broken.partition_point(|leaf| leaf.start <= at);
        // Where two values touch, the first one is what is wrong.
        let before = self.broken.get(after.saturating_sub(2)..after).unwrap_or_default();
        before.iter().find(|leaf| leaf.start <= at && at <= leaf.end)
    }

    /// The lists that swallowed what follows them, because their bracket is missing.
    fn unclosed(&self, errors: &[toml::de::Error], base: usize) -> Vec<Range<usize>> {
        let ends = errors.iter().filter(|error| error.message().starts_with("unclosed array,"));
        ends.filter_map(toml::de::Error::span)
            .filter_map(|end| {
                let around = self.lists.iter().filter(|list| list.end == base + end.start);
                around.min_by_key(|list| list.start).cloned()
            })
            .collect()
    }
}

/// One complaint of the library.
struct Slip<'a> {
    text: &'a str,
    base: usize,
    /// Counted from the start of the file.
    span: Range<usize>,
    /// Where its line begins.
    line: usize,
    message: &'a str,
}

impl Slip<'_> {
    fn global(&self, span: Range<usize>) -> Range<usize> {
        self.base + span.start..self.base + span.end
    }

    /// A value whose extent is known; what follows it was read.
    fn in_value(&self, leaf: Range<usize>) -> Problem {
        let raw = self.text.get(leaf.clone()).unwrap_or("");
        let span = self.global(leaf.clone());
        if let Some((at, hidden)) =
            raw.char_indices().find(|&(_, c)| is_hidden(c) && c != '\n' && c != '\r')
        {
            let at = leaf.start + at;
            return Problem::error(
                self.global(at..at + hidden.len_utf8()),
                format!("this value contains {}", name(hidden)),
            )
            .help("delete that character, or type the value again instead of pasting it");
        }
        if self.message.starts_with("missing comma") {
            return self.no_comma();
        }
        match raw.chars().next() {
            None => Problem::error(span, "a value is missing here")
                .help("write it after the =, or delete the whole line"),
            Some(quote @ ('"' | '\'')) => self.in_quotes(raw, quote, leaf),
            Some('\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{2018}' | '\u{2019}' | '\u{AB}') => {
                curly(raw, span)
            }
            Some(_) => bare(raw, span, self.message),
        }
    }

    fn in_quotes(&self, raw: &str, quote: char, leaf: Range<usize>) -> Problem {
        let span = self.global(leaf.clone());
        let is_closed = raw.len() > 1 && raw.ends_with(quote);
        if self.message.contains("escape") || self.message.contains("unicode") {
            let before = self.text.get(leaf.start..self.span.start).unwrap_or("");
            let at = leaf.start + before.rfind('\\').unwrap_or(0);
            let end = self.text.ceil_char_boundary(at + 2);
            let at = at..leaf.end.min(end);
            return Problem::error(self.global(at), "a backslash has a special meaning in a text")
                .help("write it twice: \\\\");
        }
        if !is_closed {
            let problem = Problem::error(span.clone(), format!("this text has no closing {quote}"));
            return if raw.contains('\n') {
                problem.help(format!("put {quote} after its last word"))
            } else {
                problem.mend("add the closing quote", span, format!("{}{quote}", raw.trim_end()))
            };
        }
        Problem::error(self.global(leaf.end..leaf.end), "there is more text after the closing quote")
            .help("inside a text in \"double quotes\" use only ' for quoting; a remark after it begins with #")
    }

    /// Something between values; it is unknown what else it swallowed.
    fn in_structure(&self) -> Problem {
        let span = self.global(self.span.clone());
        let line = self.line();
        let message = self.message;
        if message.starts_with("duplicate key") {
            return self.twice(line);
        }
        if message.starts_with("key with no value") || message.starts_with("missing assignment") {
            return no_value(line, span);
        }
        if message.starts_with("unclosed table") || message.starts_with("unclosed array table") {
            return Problem::error(span.clone(), "a closing bracket is missing here").mend(
                "add it",
                span,
                missing_brackets(line),
            );
        }
        if message.starts_with("missing comma") {
            return self.no_comma();
        }
        let (message, help) = in_words(message);
        Problem::error(span, message).help(help)
    }

    fn no_comma(&self) -> Problem {
        let before = self.text.get(..self.span.start).unwrap_or("").trim_end().len();
        let end = self.global(before..before);
        Problem::error(end.clone(), "a comma is missing here").mend("add it", end, ",")
    }

    fn never_closed(&self, list: &Range<usize>) -> Problem {
        let bracket = list.start..list.start + 1;
        let first =
            self.text.get(list.start - self.base..).unwrap_or("").lines().next().unwrap_or("");
        let problem = Problem::error(bracket, "this [ has no closing ]");
        let end = list.start + first.trim_end().len();
        if first.contains('#') {
            problem.help("write ] after the last value")
        } else {
            problem.mend("write ] after the last value", end..end, "]")
        }
    }

    fn twice(&self, line: &str) -> Problem {
        let span = self.global(self.span.clone());
        let key = self.text.get(self.span.clone()).unwrap_or("");
        let problem =
            Problem::error(span.clone(), format!("{} is here a second time", quoted(key)));
        if !line.starts_with('[') {
            return problem.help("keep one of the two lines and delete the other");
        }
        if LISTS.contains(&key) && !line.starts_with("[[") {
            return problem.mend("write two brackets on each side", span, format!("[{key}]"));
        }
        problem.help("move the lines below it to the first one, and delete this line")
    }

    fn line(&self) -> &str {
        let line = self.text.get(self.line..).and_then(|rest| rest.lines().next());
        line.unwrap_or("").trim_start()
    }
}

/// The closing brackets that the header in a line lacks.
fn missing_brackets(line: &str) -> String {
    let header = line.split('#').next().unwrap_or("").trim();
    let opened = header.chars().take_while(|c| *c == '[').count();
    let closed = header.chars().rev().take_while(|c| *c == ']').count();
    "]".repeat(opened.saturating_sub(closed))
}

fn no_value(line: &str, span: Range<usize>) -> Problem {
    let problem = Problem::error(span, "this line says nothing: it has no =");
    match line.split_once(':') {
        Some((key, value)) if !key.contains(' ') && !key.is_empty() => {
            problem.help(format!("write = instead of the colon: {key} = {}", value.trim()))
        }
        Some(_) | None => {
            problem.help("write it like this: title = \"My recovery\"; a remark begins with #")
        }
    }
}

fn in_words(message: &str) -> (String, &'static str) {
    let known = [
        (
            "invalid unquoted key",
            "the name before the = has a character that cannot stand there",
            "use only the letters a to z, digits, - and _",
        ),
        (
            "unexpected key or value",
            "there is more text after the value",
            "begin a new line here; a remark begins with #",
        ),
        ("extra comma", "there is a comma too many", "delete it"),
        ("unclosed inline table", "this { has no closing }", "write } after the last value"),
        (
            "cannot recurse",
            "these values are nested too deeply",
            "a plan needs at most three levels",
        ),
        (
            "carriage return",
            "this line ends in a strange way",
            "press Enter at its end and delete the old end",
        ),
    ];
    match known.iter().find(|(start, ..)| message.starts_with(start)) {
        Some((_, said, help)) => ((*said).to_owned(), help),
        None => (
            format!("this line cannot be read: {message}"),
            "compare it with the example in the manual",
        ),
    }
}

fn curly(raw: &str, span: Range<usize>) -> Problem {
    let within: String = raw
        .chars()
        .filter(|c| !"\u{201C}\u{201D}\u{201E}\u{2018}\u{2019}\u{AB}\u{BB}\"".contains(*c))
        .collect();
    let problem = Problem::error(span.clone(), "these quotes are of the wrong kind");
    if within.contains(['\n', '\\']) {
        problem.help("use the straight quotes of the keyboard: \"like this\"")
    } else {
        problem.mend(
            "use the straight quotes of the keyboard",
            span,
            format!("\"{}\"", within.trim()),
        )
    }
}

/// A value without quotes that is nothing TOML knows.
fn bare(raw: &str, span: Range<usize>, message: &str) -> Problem {
    let digits = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    let lower = raw.to_lowercase();
    if digits(raw) && (raw.contains(':') || lower.ends_with("am") || lower.ends_with("pm")) {
        return times::not_a_time(raw, span);
    }
    if digits(raw) && message.starts_with("invalid date") {
        return not_a_date(raw, span);
    }
    if let Some(word) = match lower.as_str() {
        "true" | "yes" | "on" => Some("true"),
        "false" | "no" | "off" => Some("false"),
        _ => None,
    } {
        return Problem::error(span.clone(), format!("{} is not understood here", quoted(raw)))
            .mend("write it like this", span, word);
    }
    let what = if digits(raw) { "this value" } else { "a text" };
    let problem = Problem::error(span.clone(), format!("{what} must stand in quotes"));
    if raw.contains(['\n', '"', '\\', '#']) {
        problem.help("put \" before its first and after its last word")
    } else {
        problem.mend("add the quotes", span, format!("\"{}\"", raw.trim()))
    }
}

/// What is wrong with a date, and how to write it.
pub(super) fn not_a_date(raw: &str, span: Range<usize>) -> Problem {
    let problem = Problem::error(span.clone(), format!("there is no date {}", quoted(raw)));
    match meant_date(raw) {
        Some(date) => problem.mend("write year-month-day with all zeros", span, date),
        None => problem.help("write year-month-day, such as 2026-11-20"),
    }
}

/// "2026-1-5", "2026/01/05" and "5.1.2026"; whether 5/1/2026 is in January nobody can tell.
fn meant_date(raw: &str) -> Option<String> {
    let raw = raw.trim().trim_matches('"');
    let dotted = raw.contains('.');
    let parts: Vec<u32> =
        raw.split(['-', '/', '.']).map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let (year, month, day) = match *parts.as_slice() {
        [year @ 1900..=2200, month, day] => (year, month, day),
        [day, month, year @ 1900..=2200] if dotted => (year, month, day),
        _ => return None,
    };
    let date = chrono::NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    let written = date.format("%Y-%m-%d").to_string();
    (written != raw).then_some(written)
}
