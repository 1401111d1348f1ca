//! The small tables: `[day]`, `[quiet]`, `[contact]`, `[place]` and `[labels]`; and `history`.

use chrono::{NaiveTime, TimeDelta};

use super::{
    durations::{self, Bounds},
    fields::{self, Fields, Findings, Shape},
    model::{Contact, DailySpan, Day, History, Labels, Place},
    problem::Problem,
    text, times,
    tree::{Node, Parsed, Table, Value},
};

/// The history of a plan that does not say how long it is kept.
pub(super) const HISTORY: History = History::Days(90);
const KEPT: Bounds = Bounds { least: TimeDelta::days(1), most: TimeDelta::days(3650) };
const DEGREES: &str = "52.5, without quotes, a minus meaning south or west";
const WAKE: NaiveTime = on_the_hour(8);
const SLEEP: NaiveTime = on_the_hour(22);

const fn on_the_hour(hour: u32) -> NaiveTime {
    match NaiveTime::from_hms_opt(hour, 0, 0) {
        Some(time) => time,
        None => NaiveTime::MIN,
    }
}

/// The table under `key`, or nothing, and a problem when it is something else.
pub(super) fn table<'a>(
    root: &'a Table,
    shape: &'static Shape,
    findings: &mut Findings,
) -> Option<&'a Table> {
    let node = root.get(shape.name)?;
    match &node.value {
        Value::Table(table) => Some(table),
        Value::Broken => None,
        Value::Array(items) if items.iter().all(|item| matches!(item.value, Value::Table(_))) => {
            findings.add(
                Problem::error(node.span.clone(), format!("there is only one {}", shape.header))
                    .mend("write single brackets", node.span.clone(), shape.header),
            );
            None
        }
        Value::Text(_)
        | Value::Integer(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Moment(_)
        | Value::Array(_) => {
            let example = format!("a line {}, and its keys on lines below it", shape.header);
            findings.add(node.instead_of("a table", &example));
            None
        }
    }
}

/// `history`: whole days, or `off`.
pub(super) fn history(node: &Node) -> Parsed<History> {
    let text = &node.text("a number of days, or \"off\", in quotes", "\"90d\"")?.value;
    if text.trim() == "off" {
        return Ok(History::Off);
    }
    if durations::parse(text).is_none() {
        return Err(not_days(node, text).into());
    }
    let span = durations::duration(node, KEPT)?;
    let days = span.num_days();
    if span != TimeDelta::days(days) {
        return Err(Problem::error(node.span.clone(), "the history is kept for whole days")
            .mend("write it like this", node.span.clone(), format!("\"{days}d\""))
            .into());
    }
    Ok(u32::try_from(days).map_or(HISTORY, History::Days))
}

fn not_days(node: &Node, text: &str) -> Problem {
    let message = format!("{} is not a number of days", text::quoted(text));
    let problem = Problem::error(node.span.clone(), message);
    match text.trim().to_lowercase().as_str() {
        "off" | "no" | "none" | "never" => {
            problem.mend("write it like this", node.span.clone(), "\"off\"")
        }
        _ => problem.help("write \"90d\": 90 days after the last session; or \"off\""),
    }
}

/// `[day]`.
pub(super) fn day(root: &Table, findings: &mut Findings) -> Day {
    let standard = Day { wake: WAKE, sleep: SLEEP, notices: WAKE };
    let Some(table) = table(root, &fields::DAY, findings) else { return standard };
    let mut fields = Fields::open(table, &fields::DAY, findings);
    let wake = fields.optional("wake", times::clock).unwrap_or(WAKE);
    let sleep = fields.optional("sleep", times::clock).unwrap_or(SLEEP);
    let notices = fields.optional("notices", times::clock).unwrap_or(wake);
    if wake == sleep {
        let node = table.get("sleep").or_else(|| table.get("wake"));
        let span = node.map_or(table.span.clone(), |node| node.span.clone());
        findings.add(
            Problem::error(span, "the day has no length: it begins and ends at the same time")
                .help("write two different times for `wake` and `sleep`"),
        );
    }
    Day { wake, sleep, notices }
}

/// `[quiet]`, from going to sleep to waking unless it says otherwise.
pub(super) fn quiet(root: &Table, day: Day, findings: &mut Findings) -> Option<DailySpan> {
    let (mut from, mut to) = (day.sleep, day.wake);
    if let Some(table) = table(root, &fields::QUIET, findings) {
        let mut fields = Fields::open(table, &fields::QUIET, findings);
        from = fields.optional("from", times::clock).unwrap_or(from);
        to = fields.optional("to", times::clock).unwrap_or(to);
    }
    (from != to).then_some(DailySpan { from, to })
}

/// `[contact]`.
pub(super) fn contact(root: &Table, findings: &mut Findings) -> Contact {
    let Some(table) = table(root, &fields::CONTACT, findings) else { return Contact::default() };
    let mut fields = Fields::open(table, &fields::CONTACT, findings);
    Contact {
        practitioner: fields.optional("practitioner", text::lines),
        doctor: fields.optional("doctor", text::lines),
    }
}

/// `[labels]`.
pub(super) fn labels(root: &Table, findings: &mut Findings) -> Labels {
    let Some(table) = table(root, &fields::LABELS, findings) else { return Labels::default() };
    let mut fields = Fields::open(table, &fields::LABELS, findings);
    Labels {
        done: fields.optional("done", text::line),
        later: fields.optional("later", text::line),
        skip: fields.optional("skip", text::line),
    }
}

/// `[place]`.
pub(super) fn place(root: &Table, findings: &mut Findings) -> Option<Place> {
    let table = table(root, &fields::PLACE, findings)?;
    let mut fields = Fields::open(table, &fields::PLACE, findings);
    let latitude = fields.required("latitude", "52.5", |node| degrees(node, 90.0));
    let longitude = fields.required("longitude", "13.4", |node| degrees(node, 180.0));
    Some(Place { latitude: latitude?, longitude: longitude? })
}

fn no_degrees(node: &Node) -> Box<Problem> {
    let problem = *node.instead_of("a number of degrees", DEGREES);
    match node
        .text("", "")
        .ok()
        .and_then(|text| text.value.trim().parse::<f64>().ok().filter(|number| number.is_finite()))
    {
        Some(number) => {
            problem.mend("write it without quotes", node.span.clone(), number.to_string())
        }
        None => problem,
    }
    .into()
}

fn degrees(node: &Node, most: f64) -> Parsed<f64> {
    let degrees = match node.value {
        Value::Float(degrees) => degrees,
        // Beyond 32 bits it is out of range anyway.
        Value::Integer(degrees) => {
            degrees.and_then(|degrees| i32::try_from(degrees).ok()).map_or(f64::INFINITY, f64::from)
        }
        Value::Text(_)
        | Value::Boolean(_)
        | Value::Moment(_)
        | Value::Array(_)
        | Value::Table(_)
        | Value::Broken => return Err(no_degrees(node)),
    };
    if (-most..=most).contains(&degrees) {
        return Ok(degrees);
    }
    Err(Problem::error(node.span.clone(), "there is no such place on Earth")
        .help(format!("write a number from -{most} to {most}"))
        .into())
}
