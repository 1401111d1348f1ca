//! The built-in words: every key in every language, with the same variables, and each of them used.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use aftercare::language::Tongue;
use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey},
    parser,
};

use crate::tidy::sources;

/// The categories of plurals, of which each language has its own.
const PLURALS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// What is to be known of the words of one key.
#[derive(Debug, Default, PartialEq, Eq)]
struct Message {
    variables: BTreeSet<String>,
    /// The variables that words are chosen by.
    chosen_by: BTreeSet<String>,
    /// The words among which is chosen, but for the categories of plurals and numbers.
    cases: BTreeSet<String>,
    /// The texts between what is filled in.
    texts: Vec<String>,
}

impl Message {
    fn read(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => self.texts.push((*value).to_owned()),
                PatternElement::Placeable { expression } => self.fill(expression),
            }
        }
    }

    fn fill(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.name(inline),
            Expression::Select { selector, variants } => {
                let InlineExpression::VariableReference { id } = selector else {
                    panic!("chosen by something that is no variable: {selector:?}");
                };
                self.name(selector);
                self.chosen_by.insert(id.name.to_owned());
                for variant in variants {
                    if let VariantKey::Identifier { name } = variant.key {
                        self.cases.extend((!PLURALS.contains(&name)).then(|| name.to_owned()));
                    }
                    self.read(&variant.value);
                }
            }
        }
    }

    fn name(&mut self, inline: &InlineExpression<&str>) {
        let InlineExpression::VariableReference { id } = inline else {
            panic!("a kind of Fluent that is not used here: {inline:?}");
        };
        self.variables.insert(id.name.to_owned());
    }
}

/// The keys of a language in their order, and what each says. It panics where Fluent is not
/// understood, and where a key comes twice.
fn messages(tongue: Tongue) -> (Vec<String>, BTreeMap<String, Message>) {
    let resource = parser::parse(tongue.words()).unwrap_or_else(|(_, errors)| {
        panic!("{}.ftl: {errors:?}", tongue.code());
    });
    let mut keys = Vec::new();
    let mut messages = BTreeMap::new();
    for entry in &resource.body {
        let words = match entry {
            Entry::Message(words) => words,
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => continue,
            Entry::Term(_) | Entry::Junk { .. } => panic!("{}.ftl: {entry:?}", tongue.code()),
        };
        let mut message = Message::default();
        message.read(words.value.as_ref().unwrap());
        keys.push(words.id.name.to_owned());
        let twice = messages.insert(words.id.name.to_owned(), message);
        assert_eq!(twice, None, "{}.ftl: {} comes twice", tongue.code(), words.id.name);
    }
    (keys, messages)
}

#[test]
fn every_language_has_the_same_keys_in_the_same_order() {
    let (english, _) = messages(Tongue::English);
    for tongue in Tongue::ALL {
        let (keys, _) = messages(tongue);
        let missing: Vec<_> = english.iter().filter(|key| !keys.contains(key)).collect();
        let unknown: Vec<_> = keys.iter().filter(|key| !english.contains(key)).collect();
        assert!(missing.is_empty(), "{}.ftl lacks {missing:?}", tongue.code());
        assert!(unknown.is_empty(), "{}.ftl alone has {unknown:?}", tongue.code());
        let moved = english.iter().zip(&keys).find(|(one, other)| one != other);
        assert_eq!(moved, None, "{}.ftl has another order", tongue.code());
    }
}

#[test]
fn every_language_says_a_key_about_the_same_things() {
    let (_, english) = messages(Tongue::English);
    for tongue in Tongue::ALL {
        for (key, message) in messages(tongue).1 {
            let expected = &english[&key].variables;
            assert_eq!(&message.variables, expected, "{key} in {}.ftl", tongue.code());
        }
    }
}

/// What is chosen by a word of the program has the same choices everywhere.
#[test]
fn every_language_knows_the_same_cases() {
    let (_, english) = messages(Tongue::English);
    for tongue in Tongue::ALL {
        for (key, message) in messages(tongue).1 {
            assert_eq!(message.cases, english[&key].cases, "{key} in {}.ftl", tongue.code());
        }
    }
}

#[test]
fn where_something_is_counted_there_is_a_plural() {
    for tongue in Tongue::ALL {
        for (key, message) in messages(tongue).1 {
            let counts = message.variables.contains("count");
            let chosen = message.chosen_by.contains("count");
            assert_eq!(counts, chosen, "{key} in {}.ftl", tongue.code());
        }
    }
}

/// A line must not begin with a colon, and a screen reader must not stumble over one.
#[test]
fn french_signs_stand_behind_a_no_break_space() {
    for (key, message) in messages(Tongue::French).1 {
        for text in &message.texts {
            let wrong =
                [" :", " ;", " ?", " !", "« ", " »"].iter().find(|sign| text.contains(**sign));
            assert_eq!(wrong, None, "{key}: {text}");
        }
    }
}

/// What stands in quotes behind `.say(` and `.say_with(` in the program, and looks like a key.
fn said() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for (_, text) in sources("src") {
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap().to_owned();
        for call in [".say(", ".say_with("] {
            let calls = code.split(call).skip(1).map(str::trim_start);
            let quoted = calls.filter_map(|rest| rest.strip_prefix('"')?.split('"').next());
            let signs = |key: &str| key.chars().all(|sign| sign.is_alphanumeric() || sign == '-');
            keys.extend(quoted.filter(|key| signs(key)).map(str::to_owned));
        }
    }
    keys
}

#[test]
fn every_key_that_is_said_has_words() {
    let (_, english) = messages(Tongue::English);
    let unknown: Vec<_> = said().into_iter().filter(|key| !english.contains_key(key)).collect();
    assert!(unknown.is_empty(), "no words for {unknown:?}");
}

#[test]
fn every_key_is_used() {
    let code: String = sources("src").into_iter().map(|(_, text)| text).collect();
    let (keys, _) = messages(Tongue::English);
    let unused: Vec<_> =
        keys.into_iter().filter(|key| !code.contains(&format!("\"{key}\""))).collect();
    assert!(unused.is_empty(), "nothing says {unused:?}");
}

/// Each file keeps its lines within what an editor shows.
#[test]
fn the_files_of_words_are_tidy() {
    for tongue in Tongue::ALL {
        let file = format!("src/language/{}.ftl", tongue.code());
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(&file)).unwrap();
        for (number, line) in text.lines().enumerate() {
            let place = format!("{file}:{}", number + 1);
            assert!(line.chars().count() <= 100, "{place} is too long");
            assert!(!line.contains('\t') && line.trim_end() == line, "{place}");
        }
    }
}
