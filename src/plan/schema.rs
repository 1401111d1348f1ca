//! The editors' schema knows the reader's tables, keys and words, and no others.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{
    fields::{HOMES, NAG, Shape, TOP, Word},
    model::{CountFrom, IfMissed, Privacy, QuietPolicy, ReminderKind, SessionStatus, Urgency},
};

fn schema() -> Value {
    serde_json::from_str(include_str!("../../config/plan.schema.json")).unwrap()
}

fn shapes() -> impl Iterator<Item = &'static Shape> {
    [&TOP, &NAG].into_iter().chain(HOMES)
}

/// What the schema says of one kind of table.
fn table<'a>(schema: &'a Value, shape: &Shape) -> &'a Value {
    if shape.header.is_empty() { schema } else { &schema["definitions"][shape.name] }
}

/// The table of the schema that stands for the reader's, and each of its keys.
fn properties(table: &Value) -> impl Iterator<Item = (&str, &Value)> {
    table["properties"].as_object().unwrap().iter().map(|(key, value)| (key.as_str(), value))
}

#[test]
fn the_keys_of_each_table_are_those_of_the_reader() {
    let schema = schema();
    for shape in shapes() {
        let table = table(&schema, shape);
        let keys: BTreeSet<_> = properties(table).map(|(key, _)| key).collect();
        assert_eq!(keys, shape.keys.iter().copied().collect(), "of {}", shape.name);
        assert_eq!(table["additionalProperties"], false, "of {}", shape.name);
    }
}

#[test]
fn the_tables_are_those_of_the_reader() {
    let schema = schema();
    let definitions = schema["definitions"].as_object().unwrap().iter();
    let tables = definitions.filter(|(_, definition)| definition["type"] == "object");
    let tables: BTreeSet<_> = tables.map(|(name, _)| name.as_str()).collect();
    let shapes = shapes().filter(|shape| !shape.header.is_empty());
    assert_eq!(tables, shapes.map(|shape| shape.name).collect());
}

#[test]
fn each_key_is_described_with_an_example_that_names_it() {
    let schema = schema();
    for shape in shapes() {
        for (key, value) in properties(table(&schema, shape)) {
            let referred = value["$ref"].as_str().map(|path| path.trim_start_matches('#'));
            let described = referred.map_or(value, |path| schema.pointer(path).unwrap());
            let text = described["description"].as_str().unwrap_or_default();
            let (meaning, example) = text.split_once("\n\nExample:").unwrap_or_default();
            assert!(!meaning.is_empty(), "{key} of {}", shape.name);
            assert!(example.contains(key), "{key} of {}", shape.name);
        }
    }
}

#[test]
fn the_words_of_each_key_are_those_of_the_reader() {
    let schema = schema();
    let said: BTreeSet<_> = shapes()
        .flat_map(|shape| properties(table(&schema, shape)).map(move |property| (shape, property)))
        .filter(|(_, (_, value))| value["type"] == "string")
        .filter_map(|(shape, (key, value))| Some((shape.name, key, texts(value.get("enum")?))))
        .collect();
    let meant = BTreeSet::from([
        ("plan", "privacy", words::<Privacy>()),
        ("session", "status", words::<SessionStatus>()),
        ("restriction", "count_from", words::<CountFrom>()),
        ("reminder", "count_from", words::<CountFrom>()),
        ("reminder", "kind", words::<ReminderKind>()),
        ("reminder", "urgency", words::<Urgency>()),
        ("reminder", "if_missed", words::<IfMissed>()),
        ("reminder", "quiet", words::<QuietPolicy>()),
    ]);
    assert_eq!(said, meant);
}

fn texts(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|word| word.as_str().unwrap()).collect()
}

fn words<T: Word>() -> Vec<&'static str> {
    T::ALL.iter().map(|(word, _)| *word).collect()
}
