//! A plan and its templates laid over one another, before anything is read into values.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    entries::{id_of, named},
    fields::{self, Findings, PHASE, REMINDER, RESTRICTION, Shape},
    problem::Problem,
    source::{Source, Sources},
    syntax,
    text::{self, nearest, quoted},
    tree::{self, Entry, Node, Parsed, Table, Value},
};

/// The largest file, in bytes.
const LARGEST: usize = 1 << 20;
/// The most templates on top of one another.
const DEEPEST: usize = 8;
/// The kinds of table that are merged by id.
const BY_ID: [&Shape; 3] = [&PHASE, &RESTRICTION, &REMINDER];

/// Gives the text of a template.
pub(super) type Load<'a> = &'a mut dyn FnMut(&str) -> Result<Source, String>;

/// What all layers say together.
pub(super) struct Layered {
    pub(super) root: Table,
    /// The ids that some layer has dropped.
    pub(super) removed: BTreeSet<String>,
}

/// One file.
struct Layer {
    root: Table,
    remove: Vec<Node>,
}

/// Reads `main` and its templates, and lays them over one another.
pub(super) fn read(
    main: Source,
    load: Load<'_>,
    sources: &mut Sources,
    findings: &mut Findings,
) -> Layered {
    let mut chain = vec![main.name.clone()];
    let mut layers = Vec::new();
    let mut next = Some(main);
    while let Some(source) = next.take() {
        let mut root = plant(source, sources, findings);
        let extends = root.entries.remove("extends");
        layers.push(layer(root, findings));
        if let Some(entry) = extends.filter(|entry| entry.node.value != Value::Broken) {
            next = findings.keep(template(&entry.node, &mut chain, load));
            findings.is_whole &= next.is_some();
        }
    }
    merged(layers, findings)
}

fn plant(source: Source, sources: &mut Sources, findings: &mut Findings) -> Table {
    if source.text.len() > LARGEST {
        let base = sources.add(Source { name: source.name, text: String::new() });
        findings.is_whole = false;
        findings.add(
            Problem::error(base..base, "this file is larger than 1 MiB")
                .help("a plan is a short text; check that this is the right file"),
        );
        return Table::default();
    }
    // Some editors begin a file with a byte order mark, which would shift the first line.
    let text = source.text.trim_start_matches('\u{FEFF}').to_owned();
    let base = sources.add(Source { name: source.name, text: text.clone() });
    let parse = tree::parse(&text, base);
    syntax::report(&parse, &text, base, findings);
    parse.root
}

/// Takes out what a file says about itself.
fn layer(mut root: Table, findings: &mut Findings) -> Layer {
    if let Some(Entry { node, .. }) = root.entries.remove("version")
        && node.value != Value::Broken
    {
        findings.keep(version(&node));
    }
    let remove = root.entries.remove("remove").map(|entry| fields::items(&entry.node).to_vec());
    Layer { root, remove: remove.unwrap_or_default() }
}

fn version(node: &Node) -> Parsed<()> {
    match node.value {
        Value::Integer(Some(1)) => Ok(()),
        Value::Integer(_) => Err(Problem::error(
            node.span.clone(),
            "this version of plans is not known here",
        )
        .note("this program reads version 1")
        .help("the file is meant for a newer program: install that, or ask for a plan of version 1")
        .into()),
        Value::Text(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Moment(_)
        | Value::Array(_)
        | Value::Table(_)
        | Value::Broken => Err(node.instead_of("a version number", "version = 1")),
    }
}

/// The text of the template that `node` names; `chain` has the files that lead to it.
fn template(node: &Node, chain: &mut Vec<String>, load: Load<'_>) -> Parsed<Source> {
    node.text("the name of one template in quotes", "extends = \"smp\"")?;
    let written = text::line(node)?;
    let problem = |message: String| Problem::error(node.span.clone(), message);
    let folder = chain.last().filter(|_| chain.len() > 1).and_then(|file| file.rsplit_once('/'));
    let name = path(&written, folder.map_or("", |(folder, _)| folder)).map_err(|why| {
        problem(format!("{} cannot be a template", quoted(&written))).note(why).help(
            "write the name of a built-in template, such as \"smp\", or of a file in the folder of \
             the plan or below it, such as \"clinic.toml\"",
        )
    })?;
    if chain.contains(&name) {
        let circle = chain.iter().chain([&name]).map(String::as_str).collect::<Vec<_>>();
        return Err(problem("this plan extends itself".to_owned())
            .note(circle.join(" extends "))
            .help("delete this line, or name another template")
            .into());
    }
    if chain.len() > DEEPEST {
        return Err(problem(format!("more than {DEEPEST} templates extend one another"))
            .help("put what two of them say into one file")
            .into());
    }
    let source = load(&name).map_err(|why| {
        problem(format!("the template {} cannot be read", quoted(&name)))
            .note(why)
            .help("check the name; a file must lie in the folder of the plan or below it")
    })?;
    chain.push(name);
    Ok(source)
}

/// The template's path from the plan's own folder, or why it cannot be one.
fn path(written: &str, folder: &str) -> Result<String, &'static str> {
    if !written.contains(['/', '.', '\\', ':']) {
        return Ok(written.to_owned());
    }
    if written.contains('\\') {
        return Err("folders are separated by / here, not by \\");
    }
    if written.starts_with(['/', '~']) || written.contains(':') {
        return Err("a path must begin in the folder of the plan");
    }
    if written.split('/').any(|part| part == "..") {
        return Err("a plan reads nothing outside its own folder");
    }
    let parts = folder.split('/').chain(written.split('/'));
    let parts: Vec<_> = parts.filter(|part| !part.is_empty() && *part != ".").collect();
    if parts.is_empty() { Err("it names no file") } else { Ok(parts.join("/")) }
}

/// The last layer is the lowest.
fn merged(layers: Vec<Layer>, findings: &mut Findings) -> Layered {
    let mut root = Table::default();
    let mut removed = BTreeSet::new();
    for layer in layers.into_iter().rev() {
        let ids = dropped(layer.remove, findings);
        remove(&mut root, &ids, findings);
        removed.extend(ids.into_iter().map(|(id, _)| id));
        lay_over(&mut root, layer.root);
    }
    Layered { root, removed }
}

/// The ids that a layer drops.
fn dropped(remove: Vec<Node>, findings: &mut Findings) -> Vec<(String, Node)> {
    let written = remove.into_iter().filter(|node| node.value != Value::Broken);
    written.filter_map(|node| Some((findings.keep(text::line(&node))?, node))).collect()
}

/// Takes all of them out at once: one after the other would take long in a large plan.
fn remove(root: &mut Table, ids: &[(String, Node)], findings: &mut Findings) {
    report_absent(root, ids, findings);
    let ids: BTreeSet<&str> = ids.iter().map(|(id, _)| id.as_str()).collect();
    for shape in BY_ID {
        if let Some(Entry { node: Node { value: Value::Array(items), .. }, .. }) =
            root.entries.get_mut(shape.name)
        {
            items.retain(|item| id_of(item).is_none_or(|id| !ids.contains(id)));
        }
    }
}

fn report_absent(root: &Table, ids: &[(String, Node)], findings: &mut Findings) {
    let known: Vec<&str> = BY_ID.iter().flat_map(|shape| named(root, shape)).collect();
    let mut left: BTreeSet<&str> = known.iter().copied().collect();
    for (id, node) in ids {
        if !left.remove(id.as_str()) && findings.is_whole && !findings.is_full() {
            findings.add(absent(id, node, &known));
        }
    }
}

fn absent(id: &str, node: &Node, known: &[&str]) -> Problem {
    let problem = Problem::error(
        node.span.clone(),
        format!("the template has no entry with the id {}", quoted(id)),
    );
    match nearest(id, known.iter().copied()) {
        Some(near) => problem.mend(
            format!("did you mean `{near}`?"),
            node.span.clone(),
            format!("\"{near}\""),
        ),
        None => problem.help("write the id of an entry of the template, or delete this one"),
    }
}

/// Puts a whole file on top of another.
fn lay_over(below: &mut Table, above: Table) {
    // Whoever says the sessions in one way does not mean the template's, in the other.
    for (one, other) in [("sessions", "session"), ("session", "sessions")] {
        if above.entries.contains_key(one) && !above.entries.contains_key(other) {
            below.entries.remove(other);
        }
    }
    for (key, entry) in above.entries {
        let is_by_id = BY_ID.iter().any(|shape| shape.name == key);
        match below.entries.get_mut(&key) {
            Some(old) if is_by_id => by_id(old, entry),
            Some(old) => over(old, entry),
            None => {
                below.entries.insert(key, entry);
            }
        }
    }
}

/// Tables are merged key by key; everything else is replaced whole.
fn over(below: &mut Entry, above: Entry) {
    match (&mut below.node.value, above.node.value) {
        (Value::Table(old), Value::Table(new)) => {
            below.key = above.key;
            below.node.span = above.node.span;
            old.span = new.span;
            for (key, entry) in new.entries {
                match old.entries.get_mut(&key) {
                    Some(old) => over(old, entry),
                    None => {
                        old.entries.insert(key, entry);
                    }
                }
            }
        }
        (_, value) => {
            let node = Node { span: above.node.span, value };
            *below = Entry { key: above.key, node };
        }
    }
}

fn by_id(below: &mut Entry, above: Entry) {
    let (Value::Array(old), Value::Array(new)) = (&mut below.node.value, above.node.value) else {
        // One of the two is no list of tables, which the reader will say.
        return;
    };
    below.node.span = above.node.span;
    let places = old.iter().enumerate();
    let mut places: BTreeMap<String, usize> =
        places.filter_map(|(at, item)| Some((id_of(item)?.to_owned(), at))).collect();
    for item in new {
        // A second table with the same id finds nothing to merge with, and is reported as a twin.
        let at = id_of(&item).and_then(|id| places.remove(id));
        match at.and_then(|at| old.get_mut(at)) {
            Some(base) => one_over(base, item),
            None => old.push(item),
        }
    }
}

fn one_over(below: &mut Node, above: Node) {
    if let (Value::Table(old), Value::Table(new)) = (&mut below.value, &above.value) {
        forget_cadence(old, new);
    }
    let span = below.span.clone();
    let mut base = Entry {
        key: span.clone(),
        node: std::mem::replace(below, Node { span, value: Value::Broken }),
    };
    over(&mut base, Entry { key: above.span.clone(), node: above });
    *below = base.node;
}

/// Whoever says when in one way means it instead of the template's way, not beside it.
fn forget_cadence(old: &mut Table, new: &Table) {
    const WAYS: [&str; 3] = ["at", "every", "cron"];
    if WAYS.iter().any(|way| new.entries.contains_key(*way)) {
        for way in WAYS {
            old.entries.remove(way);
        }
        if !new.entries.contains_key("every") {
            old.entries.remove("from");
            old.entries.remove("until");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{
        Reading,
        entry::EntryKind,
        model::{Cadence, TimePoint},
        read,
        render::{Look, render},
    };
    use super::*;

    const SMP: &str = r#"
title = "Template"
[day]
wake = "07:00"
[[restriction]]
id = "creams"
label = "Creams"
days = "0..3"
[[reminder]]
id = "cream"
text = "Cream"
every = "3h"
until = "20:00"
nag = { every = "30m", times = 2 }
unless_closed = "creams"
[[reminder]]
id = "photo"
text = "Photo"
at = ["12:00"]
"#;

    /// A plan on top of `smp`, among the files of a folder.
    fn reading(text: &str, files: &[(&str, &str)]) -> Reading {
        let source =
            |name: &str, text: &str| Source { name: name.to_owned(), text: text.to_owned() };
        read(source("plan.toml", text), &mut |name| {
            let known = files.iter().chain(&[("smp", SMP)]).find(|(known, _)| *known == name);
            known.map(|(_, text)| source(name, text)).ok_or_else(|| "no such file".to_owned())
        })
    }

    fn messages(text: &str, files: &[(&str, &str)]) -> String {
        let reading = reading(text, files);
        render(&reading.problems, &reading.sources, Look::Plain)
    }

    #[track_caller]
    fn plan(text: &str) -> super::super::Plan {
        assert_eq!(messages(text, &[]), "");
        reading(text, &[]).plan.unwrap()
    }

    #[test]
    fn only_the_named_keys_change() {
        let plan = plan(
            "extends = \"smp\"\n[day]\nsleep = \"23:00\"\n[[reminder]]\nid = \"cream\"\ntext = \"Mine\"\nnag = { times = 5 }\n",
        );
        assert_eq!(plan.title.as_deref(), Some("Template"));
        assert_eq!(plan.day.wake.to_string(), "07:00:00");
        assert_eq!(plan.day.sleep.to_string(), "23:00:00");
        let [cream, photo] = plan.reminders.as_slice() else { panic!() };
        assert_eq!((cream.text.as_str(), photo.text.as_str()), ("Mine", "Photo"));
        assert!(matches!(cream.cadence, Cadence::Every { until: TimePoint::Clock(_), .. }));
        let nag = cream.nag.unwrap();
        assert_eq!((nag.every.num_minutes(), nag.times), (30, 5));
    }

    #[test]
    fn another_way_to_say_when_replaces_the_first() {
        let plan =
            plan("extends = \"smp\"\n[[reminder]]\nid = \"cream\"\nat = [\"09:00\", \"21:00\"]\n");
        assert!(matches!(&plan.reminders[0].cadence, Cadence::At(times) if times.len() == 2));
    }

    #[test]
    fn entries_can_be_removed_and_added() {
        let plan = plan(
            "extends = \"smp\"\nremove = [\"creams\", \"photo\"]\n[[reminder]]\nid = \"new\"\ntext = \"New\"\nat = \"09:00\"\n",
        );
        let ids: Vec<_> = plan.reminders.iter().map(|reminder| reminder.id.as_str()).collect();
        assert_eq!(ids, ["cream", "new"]);
        assert!(plan.restrictions.is_empty());
        assert_eq!(plan.reminders[0].unless_closed, None, "what was removed is never closed");
    }

    #[test]
    fn a_value_tells_its_file() {
        let reading =
            reading("extends = \"smp\"\n[[reminder]]\nid = \"cream\"\ntext = \"Mine\"\n", &[]);
        let place = |key| {
            let said = reading.sayings(EntryKind::Reminder, "cream").unwrap();
            let place = said.into_iter().find(|said| said.key == key).unwrap().place.unwrap();
            format!("{}:{}", place.source, place.line)
        };
        assert_eq!(place("text"), "plan.toml:4");
        assert_eq!(place("every"), "smp:12");
    }

    #[test]
    fn templates_in_a_folder_find_their_neighbours() {
        let files =
            [("clinic/a.toml", "extends = \"b.toml\"\n"), ("clinic/b.toml", "title = \"B\"\n")];
        let reading = reading("extends = \"./clinic/a.toml\"\n", &files);
        assert_eq!(reading.plan.unwrap().title.as_deref(), Some("B"));
    }

    #[test]
    fn a_problem_of_a_template_tells_its_file() {
        insta::assert_snapshot!(messages("extends = \"a.toml\"\n", &[("a.toml", "titel = 1\n")]), @"
    error: unknown key `titel`
     --> a.toml:1:1
      |
    1 | titel = 1
      | ^^^^^
      |
    help: did you mean `title`?
      |
    1 - titel = 1
    1 + title = 1
      |
    ");
    }

    #[test]
    fn an_incomplete_new_entry_is_refused() {
        insta::assert_snapshot!(messages("extends = \"smp\"\n[[reminder]]\nid = \"creme\"\ntext = \"Mine\"\n", &[]), @r#"
    error: this reminder does not say when
     --> plan.toml:2:1
      |
    2 | [[reminder]]
      | ^^^^^^^^^^^^
      |
      = help: add one line below it: at = ["09:00"], or every = "3h", or cron = "30 9 * * mon"
    "#);
    }

    #[test]
    fn twins_are_not_merged() {
        let twice = "extends = \"smp\"\n[[reminder]]\nid = \"cream\"\ntext = \"A\"\n[[reminder]]\nid = \"cream\"\ntext = \"B\"\nat = \"09:00\"\n";
        insta::assert_snapshot!(messages(twice, &[]), @r#"
    error: the id `cream` is already taken
     --> plan.toml:6:6
      |
    6 | id = "cream"
      |      ^^^^^^^
      |
      = note: it is first used in line 3 of plan.toml
      = help: give one of the two another id, or delete one
    "#);
    }

    #[test]
    fn removing_what_is_not_there() {
        insta::assert_snapshot!(messages("extends = \"smp\"\nremove = [\"foto\"]\n", &[]), @r#"
    error: the template has no entry with the id `foto`
     --> plan.toml:2:11
      |
    2 | remove = ["foto"]
      |           ^^^^^^
      |
    help: did you mean `photo`?
      |
    2 - remove = ["foto"]
    2 + remove = ["photo"]
      |
    "#);
    }

    #[test]
    fn a_circle() {
        let files = [("a.toml", "extends = \"b.toml\"\n"), ("b.toml", "extends = \"a.toml\"\n")];
        insta::assert_snapshot!(messages("extends = \"a.toml\"\n", &files), @r#"
    error: this plan extends itself
     --> b.toml:1:11
      |
    1 | extends = "a.toml"
      |           ^^^^^^^^
      |
      = note: plan.toml extends a.toml extends b.toml extends a.toml
      = help: delete this line, or name another template
    "#);
    }

    #[test]
    fn too_deep() {
        let names: Vec<_> = (0..10)
            .map(|n| (format!("{n}.toml"), format!("extends = \"{}.toml\"\n", n + 1)))
            .collect();
        let files: Vec<_> =
            names.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        insta::assert_snapshot!(messages("extends = \"0.toml\"\n", &files), @r#"
    error: more than 8 templates extend one another
     --> 7.toml:1:11
      |
    1 | extends = "8.toml"
      |           ^^^^^^^^
      |
      = help: put what two of them say into one file
    "#);
    }

    #[test]
    fn two_templates() {
        insta::assert_snapshot!(messages("extends = [\"smp\", \"other\"]\n", &[]), @r#"
    error: expected the name of one template in quotes, found a list
     --> plan.toml:1:11
      |
    1 | extends = ["smp", "other"]
      |           ^^^^^^^^^^^^^^^^
      |
      = help: write it like this: extends = "smp"
    "#);
    }

    #[test]
    fn a_file_that_is_too_large() {
        insta::assert_snapshot!(messages(&"#".repeat(LARGEST + 1), &[]), @"
    error: this file is larger than 1 MiB
    --> plan.toml:1:1
     = help: a plan is a short text; check that this is the right file
    ");
    }

    #[test]
    fn paths_stay_in_the_folder_of_the_plan() {
        let check = |written, folder| path(written, folder).ok();
        assert_eq!(check("smp", "clinic").as_deref(), Some("smp"));
        assert_eq!(check("./a.toml", "").as_deref(), Some("a.toml"));
        assert_eq!(check("b/a.toml", "c").as_deref(), Some("c/b/a.toml"));
        for outside in
            ["/etc/passwd", "~/a.toml", "../a.toml", "a/../../b", "C:\\a", "file:///a", "./", ".."]
        {
            assert_eq!(check(outside, ""), None, "{outside}");
        }
    }
}
