//! The examples that are handed out say what the reader reads: config/blank.toml and the manual.

use super::{
    Plan, Reading, Source,
    fields::{HOMES, NAG, REMINDER, Shape, TOP, Word, items},
    model::{
        CountFrom, IfMissed, Privacy, QuietPolicy, Reminder, ReminderKind, SessionStatus, Urgency,
    },
    read,
    render::{Look, render},
    tree::{self, Node, Table, Value},
};

const BLANK: &str = include_str!("../../config/blank.toml");
const SMP: &str = include_str!("../../config/smp.toml");

fn reading(text: &str) -> Reading {
    let main = Source { name: "plan.toml".to_owned(), text: text.to_owned() };
    read(main, &mut |name| match name {
        "smp" => Ok(Source { name: name.to_owned(), text: SMP.to_owned() }),
        _ => Err(format!("there is no {name}")),
    })
}

#[track_caller]
fn plan_of(text: &str) -> Plan {
    let reading = reading(text);
    assert_eq!(render(&reading.problems, &reading.sources, Look::Plain), "", "in:\n{text}");
    reading.plan.unwrap()
}

/// Every kind of table that a plan can have, the plan itself first.
fn shapes() -> impl Iterator<Item = &'static Shape> {
    [&TOP].into_iter().chain(HOMES).chain([&NAG])
}

/// The blank plan without its comment signs. `sessions` is either a list or tables.
fn blank(sessions: Sessions) -> String {
    let plain = |block: &str| {
        let lines = block.lines().filter(|line| !line.starts_with("## "));
        let lines = lines.map(|line| match sessions {
            Sessions::AsList => line.strip_prefix("#| ").or(line.strip_prefix("# ")),
            Sessions::AsTables => line.strip_prefix("# "),
        });
        lines.flatten().collect::<Vec<_>>().join("\n")
    };
    let blocks = BLANK.split("\n\n").map(plain);
    let kept = blocks.filter(|block| match sessions {
        Sessions::AsList => !block.starts_with("[[session]]"),
        Sessions::AsTables => true,
    });
    kept.collect::<Vec<_>>().join("\n\n")
}

#[derive(Clone, Copy)]
enum Sessions {
    AsList,
    AsTables,
}

#[test]
fn the_blank_plan_is_only_comments() {
    let said = |line: &&str| !line.is_empty();
    let signs = ["## ", "# ", "#| "];
    for line in BLANK.lines().filter(said) {
        assert!(line == "##" || signs.iter().any(|sign| line.starts_with(sign)), "{line}");
    }
    assert_eq!(plan_of(BLANK), plan_of(""));
}

#[test]
fn everything_in_the_blank_plan_can_be_switched_on() {
    for sessions in [Sessions::AsList, Sessions::AsTables] {
        plan_of(&blank(sessions));
    }
}

#[test]
fn the_blank_plan_has_every_key_of_every_table() {
    let roots = [Sessions::AsTables, Sessions::AsList].map(|way| tree::parse(&blank(way), 0).root);
    for shape in shapes() {
        let tables: Vec<_> = roots.iter().flat_map(|root| tables(root, shape)).collect();
        for key in shape.keys {
            let is_said = tables.iter().any(|table| table.get(key).is_some());
            assert!(is_said, "{} has no `{key}`", shape.name);
        }
    }
}

/// The tables of one kind that a plan has.
fn tables<'a>(root: &'a Table, shape: &Shape) -> Vec<&'a Table> {
    match shape.header {
        "" => vec![root],
        "nag" => tables(root, &REMINDER).into_iter().flat_map(|r| under(r, "nag")).collect(),
        _ => under(root, shape.name),
    }
}

fn under<'a>(table: &'a Table, key: &str) -> Vec<&'a Table> {
    let Some(node) = table.get(key) else { return Vec::new() };
    let table =
        |node: &'a Node| if let Value::Table(table) = &node.value { Some(table) } else { None };
    items(node).iter().filter_map(table).collect()
}

#[test]
fn the_blank_plan_shows_what_holds_without_it() {
    let unsaid = plan_of("").in_english();
    let said = plan_of(&without_examples()).in_english();
    assert_eq!(said, Plan { phases: said.phases.clone(), ..with_entries_of(&said, unsaid) });
    let moisturize = |plan: &Plan| plan.reminders.iter().find(|r| r.id == "moisturize").cloned();
    let short = "[[reminder]]\nid = \"moisturize\"\ntext = \"Moisturize now.\"\n\
                 at = [\"wake+30m\", \"21:00\"]\n";
    let said = moisturize(&said).map(|reminder| Reminder { days: None, ..reminder });
    assert_eq!(said, moisturize(&plan_of(short).in_english()));
}

fn with_entries_of(said: &Plan, unsaid: Plan) -> Plan {
    let (restrictions, reminders) = (said.restrictions.clone(), said.reminders.clone());
    Plan { sessions: said.sessions.clone(), restrictions, reminders, ..unsaid }
}

/// The blank plan with nothing but its defaults, and what no entry can lack. A table that has only
/// examples goes as a whole.
fn without_examples() -> String {
    let text = blank(Sessions::AsTables);
    let said = |block: &str| {
        let lines = block.lines().filter(|line| !line.contains("# example"));
        lines.collect::<Vec<_>>().join("\n")
    };
    let blocks = text.split("\n\n").map(said).filter(|block| block.contains('='));
    blocks.collect::<Vec<_>>().join("\n")
}

const MANUAL: &str = include_str!("../../config/aftercare-plan.5");

#[test]
fn the_manual_has_every_key_and_says_whether_it_may_be_left_out() {
    for shape in shapes() {
        let about = about(shape);
        for key in shape.keys {
            let item = item(about, key).unwrap_or_else(|| panic!("{}: `{key}`", shape.name));
            let item = item.to_lowercase();
            let is_told = item.contains("default:") || item.contains("required");
            assert!(is_told, "{}: `{key}`: {item}", shape.name);
        }
    }
}

/// The section of the manual about one kind of table.
fn about(shape: &Shape) -> &'static str {
    let title = match shape.header {
        "" => ".Sh THE PLAN AS A WHOLE\n".to_owned(),
        header => format!(".Ss {header}\n"),
    };
    let (_, section) = MANUAL.split_once(&title).unwrap_or_else(|| panic!("no {title}"));
    let ends = ["\n.Sh ", "\n.Ss "].into_iter().filter_map(|next| section.find(next));
    &section[..ends.min().unwrap_or(section.len())]
}

/// What a section says about one key; several keys may share an item.
fn item<'a>(section: &'a str, key: &str) -> Option<&'a str> {
    section.split(".It ").find(|item| {
        let keys = item.lines().next().unwrap().strip_prefix("Va ");
        keys.is_some_and(|keys| keys.split([' ', ',']).any(|word| word == key))
    })
}

#[test]
fn the_manual_has_every_word_that_a_key_can_be() {
    fn check<T: Word>() {
        for (word, _) in T::ALL {
            assert!(MANUAL.contains(&format!("\\(dq{word}\\(dq")), "{word}");
        }
    }
    check::<Privacy>();
    check::<SessionStatus>();
    check::<CountFrom>();
    check::<ReminderKind>();
    check::<Urgency>();
    check::<IfMissed>();
    check::<QuietPolicy>();
}
