//! One entry of a plan as it stands after all layers: each key, its value, and who said so.

use super::{
    Reading,
    fields::{PHASE, REMINDER, RESTRICTION, Shape},
    source::Place,
    text::{nearest, visible},
    tree::{Node, Table, Value},
};

/// The kinds of entry that have an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryKind {
    /// `[[reminder]]`
    Reminder,
    /// `[[restriction]]`
    Restriction,
    /// `[[phase]]`
    Phase,
}

/// What an entry says under one key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said<'a> {
    /// The key; one in a table within the entry has that table's name before it: `nag.every`.
    pub key: String,
    /// The value as a plan writes it.
    pub value: String,
    /// Where it was written; `None` is the value that holds when nobody says anything.
    pub place: Option<Place<'a>>,
}

impl EntryKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Reminder, Self::Restriction, Self::Phase];

    /// What people call one: "reminder".
    pub fn name(self) -> &'static str {
        self.shape().name
    }

    fn shape(self) -> &'static Shape {
        match self {
            Self::Reminder => &REMINDER,
            Self::Restriction => &RESTRICTION,
            Self::Phase => &PHASE,
        }
    }
}

impl Reading {
    /// What the entry of this kind and id says, the keys in the order of the language; `None` when
    /// the plan has no such entry.
    pub fn sayings(&self, kind: EntryKind, id: &str) -> Option<Vec<Said<'_>>> {
        let table = self.entry(kind, id)?.table;
        let keys = kind.shape().keys.iter().filter(|key| **key != "id");
        Some(keys.flat_map(|key| self.said(kind, table, key)).collect())
    }

    /// The id of the plan that is most like a mistyped one.
    pub fn nearest_id(&self, id: &str) -> Option<&str> {
        let entries = EntryKind::ALL.into_iter().flat_map(|kind| self.entries(kind));
        nearest(id, entries.map(|entry| entry.id))
    }

    fn said(&self, kind: EntryKind, table: &Table, key: &str) -> Vec<Said<'_>> {
        let Some(entry) = table.entries.get(key) else {
            let value = usual(kind, table, key);
            let said =
                |value: &str| Said { key: key.to_owned(), value: value.to_owned(), place: None };
            return value.map(said).into_iter().collect();
        };
        if let Value::Table(inner) = &entry.node.value {
            let within = inner.entries.iter();
            return within
                .map(|(inner, entry)| Said {
                    key: format!("{key}.{inner}"),
                    value: self.written(&entry.node),
                    place: self.sources.place(entry.key.start),
                })
                .collect();
        }
        let place = self.sources.place(entry.key.start);
        vec![Said { key: key.to_owned(), value: self.written(&entry.node), place }]
    }

    /// A value as a plan writes it, on one line.
    fn written(&self, node: &Node) -> String {
        match &node.value {
            Value::Text(text) => format!("\"{}\"", visible(&text.value.replace('\n', " "))),
            Value::Array(items) => {
                let items: Vec<String> = items.iter().map(|item| self.written(item)).collect();
                format!("[{}]", items.join(", "))
            }
            Value::Integer(_)
            | Value::Float(_)
            | Value::Boolean(_)
            | Value::Moment(_)
            | Value::Table(_)
            | Value::Broken => self.sources.text(node.span.clone()).unwrap_or_default().to_owned(),
        }
    }
}

/// What holds for a key that an entry leaves out, as a plan would write it; `None` when leaving it
/// out means that there is no such thing. A test holds these equal to the reader's own.
fn usual(kind: EntryKind, table: &Table, key: &str) -> Option<&'static str> {
    let says = |key: &str, word: &str| matches!(table.get(key).map(|node| &node.value), Some(Value::Text(text)) if text.value == word);
    match (kind, key) {
        (EntryKind::Restriction | EntryKind::Reminder, "count_from") => Some("\"latest\""),
        (EntryKind::Reminder, "discreet") => Some("\"Reminder\""),
        (EntryKind::Reminder, "from") => table.get("every").map(|_| "\"wake\""),
        (EntryKind::Reminder, "until") => table.get("every").map(|_| "\"sleep\""),
        (EntryKind::Reminder, "kind") => Some("\"task\""),
        (EntryKind::Reminder, "urgency") => Some("\"normal\""),
        (EntryKind::Reminder, "grace") => {
            Some(if says("kind", "note") { "\"1d\"" } else { "\"2h\"" })
        }
        (EntryKind::Reminder, "if_missed") => Some("\"show\""),
        (EntryKind::Reminder, "snooze") => Some("\"30m\""),
        (EntryKind::Reminder, "quiet") => Some("\"wait\""),
        (EntryKind::Reminder, "enabled") => Some("true"),
        (EntryKind::Reminder | EntryKind::Restriction | EntryKind::Phase, _) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Plan, Source, read};
    use super::*;

    const LAYERED: &str = r#"
extends = "clinic.toml"
[[reminder]]
id = "cream"
at = ["09:00", 21:30]
nag = { times = 3 }
"#;
    const CLINIC: &str = r#"
[[restriction]]
id = "creams"
label = "Creams"
days = "0..3"
[[reminder]]
id = "cream"
text = "Use cream"
details = """
Clean hands.
One drop."""
every = "3h"
nag = { every = "30m", times = 2 }
"#;

    fn reading(text: &str) -> Reading {
        let source =
            |name: &str, text: &str| Source { name: name.to_owned(), text: text.to_owned() };
        read(source("plan.toml", text), &mut |_| Ok(source("clinic.toml", CLINIC)))
    }

    fn table(reading: &Reading, kind: EntryKind, id: &str) -> String {
        let line = |said: Said<'_>| {
            let place =
                said.place.map_or("usual".to_owned(), |p| format!("{}:{}", p.source, p.line));
            format!("{} = {} ({place})\n", said.key, said.value)
        };
        reading.sayings(kind, id).unwrap().into_iter().map(line).collect()
    }

    #[test]
    fn each_value_tells_who_said_it() {
        insta::assert_snapshot!(table(&reading(LAYERED), EntryKind::Reminder, "cream"), @r#"
        text = "Use cream" (clinic.toml:8)
        details = "Clean hands. One drop." (clinic.toml:9)
        discreet = "Reminder" (usual)
        count_from = "latest" (usual)
        at = ["09:00", 21:30] (plan.toml:5)
        kind = "task" (usual)
        urgency = "normal" (usual)
        grace = "2h" (usual)
        if_missed = "show" (usual)
        nag.every = "30m" (clinic.toml:13)
        nag.times = 3 (plan.toml:6)
        snooze = "30m" (usual)
        quiet = "wait" (usual)
        enabled = true (usual)
        "#);
        insta::assert_snapshot!(table(&reading(LAYERED), EntryKind::Restriction, "creams"), @r#"
        label = "Creams" (clinic.toml:4)
        days = "0..3" (clinic.toml:5)
        count_from = "latest" (usual)
        "#);
        assert_eq!(reading(LAYERED).sayings(EntryKind::Phase, "cream"), None);
    }

    #[test]
    fn a_mistyped_id_has_a_neighbour() {
        assert_eq!(reading(LAYERED).nearest_id("craem"), Some("cream"));
    }

    /// Writing down what is usual changes nothing.
    #[track_caller]
    fn is_usual(entry: &str, id: &str, kind: EntryKind) {
        let plan = |text: &str| reading(text).plan.map(Plan::in_english);
        let short = reading(entry);
        let said = short.sayings(kind, id).unwrap();
        let usual: Vec<_> = said.iter().filter(|said| said.place.is_none()).collect();
        assert!(!usual.is_empty());
        let lines = usual.iter().map(|said| format!("{} = {}", said.key, said.value));
        let written = lines.collect::<Vec<_>>().join("\n");
        assert_eq!(plan(&format!("{entry}{written}")), plan(entry), "{written}");
        assert!(short.plan.is_some());
    }

    #[test]
    fn what_is_usual_is_what_the_reader_takes() {
        let reminder = "[[reminder]]\nid = \"a\"\ntext = \"A\"\n";
        is_usual(&format!("{reminder}at = \"09:00\"\n"), "a", EntryKind::Reminder);
        is_usual(&format!("{reminder}at = \"09:00\"\nkind = \"note\"\n"), "a", EntryKind::Reminder);
        is_usual(&format!("{reminder}every = \"2h\"\n"), "a", EntryKind::Reminder);
        let restriction = "[[restriction]]\nid = \"a\"\nlabel = \"A\"\ndays = \"0..3\"\n";
        is_usual(restriction, "a", EntryKind::Restriction);
    }
}
