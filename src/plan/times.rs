//! Times of day: `"09:00"`, native TOML times, and times tied to waking, sleeping and the sun.

use std::ops::Range;

use chrono::{NaiveTime, TimeDelta, Timelike as _};

use super::{
    durations,
    model::{Anchor, TimePoint},
    problem::Problem,
    text::{nearest, quoted},
    tree::{Clock, Moment, Node, Parsed, Value},
};

const ANCHORS: [(&str, Anchor); 4] = [
    ("wake", Anchor::Wake),
    ("sleep", Anchor::Sleep),
    ("sunrise", Anchor::Sunrise),
    ("sunset", Anchor::Sunset),
];
const CLOCK_EXAMPLE: &str = "\"09:00\"";
const POINT_EXAMPLE: &str = "\"09:00\", \"wake\" or \"sleep-30m\"";

/// A time on the wall.
pub(super) fn clock(node: &Node) -> Parsed<NaiveTime> {
    match point_or(node, CLOCK_EXAMPLE)? {
        TimePoint::Clock(time) => Ok(time),
        TimePoint::Anchored { .. } => Err(Problem::error(
            node.span.clone(),
            "expected a time on the clock, found a time that moves",
        )
        .help(format!("write it like this: {CLOCK_EXAMPLE}"))
        .into()),
    }
}

/// A time on the wall, or one that is tied to something.
pub(super) fn point(node: &Node) -> Parsed<TimePoint> {
    point_or(node, POINT_EXAMPLE)
}

fn point_or(node: &Node, example: &str) -> Parsed<TimePoint> {
    if let Value::Moment(Moment { date: None, time: Some(time), .. }) = &node.value {
        return native(node, *time).map(TimePoint::Clock);
    }
    if let Value::Integer(Some(hour @ 0..24)) = node.value {
        return Err((*node.instead_of("a time of day", example))
            .mend("write it like this", node.span.clone(), format!("\"{hour:02}:00\""))
            .into());
    }
    let text = &node.text("a time of day", example)?.value;
    match anchored(node, text)? {
        Some(point) => Ok(point),
        None => on_the_wall(text).map(TimePoint::Clock).ok_or_else(|| unreadable(node, text)),
    }
}

fn native(node: &Node, time: Clock) -> Parsed<NaiveTime> {
    let Clock { hour, minute, second, has_fraction } = time;
    NaiveTime::from_hms_opt(hour, minute, second).filter(|_| !has_fraction).ok_or_else(|| {
        let instead = format!("\"{hour:02}:{minute:02}:{:02}\"", second.min(59));
        Problem::error(node.span.clone(), "no clock shows this time")
            .mend("write it like this", node.span.clone(), instead)
            .into()
    })
}

/// `HH:MM` or `HH:MM:SS`, every part with two digits.
fn on_the_wall(text: &str) -> Option<NaiveTime> {
    let parts: Vec<u32> = text.split(':').map(two_digits).collect::<Option<_>>()?;
    match *parts.as_slice() {
        [hour, minute] => NaiveTime::from_hms_opt(hour, minute, 0),
        [hour, minute, second] => NaiveTime::from_hms_opt(hour, minute, second),
        _ => None,
    }
}

fn two_digits(text: &str) -> Option<u32> {
    let is_right = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_right.then(|| text.parse().ok())?
}

/// `None` when the text begins with nothing that a time can be tied to.
fn anchored(node: &Node, text: &str) -> Parsed<Option<TimePoint>> {
    let end = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    let Some((name, offset)) = text.split_at_checked(end) else { return Ok(None) };
    let Some((_, anchor)) = ANCHORS.iter().find(|(anchor, _)| *anchor == name) else {
        return Ok(None);
    };
    let written = offset.trim();
    let (sign, length) = match written.split_at_checked(1) {
        None => {
            return Ok(Some(TimePoint::Anchored { anchor: *anchor, offset: TimeDelta::zero() }));
        }
        Some(("+", length)) => (1, length),
        Some(("-", length)) => (-1, length),
        Some(_) => return Err(bad_offset(node, name, written)),
    };
    let length = durations::parse(length).ok_or_else(|| bad_offset(node, name, written))?;
    if length >= TimeDelta::days(1) {
        return Err(Problem::error(node.span.clone(), format!("{written} is too far from {name}"))
            .help("stay within 24 hours; for another day, change `days`")
            .into());
    }
    Ok(Some(TimePoint::Anchored { anchor: *anchor, offset: length * sign }))
}

fn bad_offset(node: &Node, name: &str, written: &str) -> Box<Problem> {
    Problem::error(
        node.span.clone(),
        format!("{} after {name} is not a span of time", quoted(written)),
    )
    .help(format!("write it like this: \"{name}-30m\" or \"{name}+1h 30m\""))
    .into()
}

fn unreadable(node: &Node, text: &str) -> Box<Problem> {
    not_a_time(text, node.span.clone()).into()
}

/// What is wrong with a time, and how to write it.
pub(super) fn not_a_time(text: &str, span: Range<usize>) -> Problem {
    let problem = Problem::error(span.clone(), format!("{} is not a time of day", quoted(text)));
    if let Some(time) = meant(text) {
        let problem = if text.starts_with("24") {
            problem.note("a day ends at 23:59; midnight is the first minute of the next day")
        } else {
            problem
        };
        return problem.mend("write it like this", span, format!("\"{time}\""));
    }
    if let Some(reason) = out_of_range(text) {
        return problem.help(reason);
    }
    let name = text.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("").to_lowercase();
    match nearest(&name, ANCHORS.map(|(name, _)| name)).filter(|_| name.len() > 2) {
        Some(near) => {
            let rest = text.get(name.len()..).unwrap_or("");
            problem.mend(format!("did you mean `{near}`?"), span, format!("\"{near}{rest}\""))
        }
        None => problem.help(format!("write it like this: {POINT_EXAMPLE}")),
    }
}

fn out_of_range(text: &str) -> Option<&'static str> {
    let mut parts = text.split(':').map(|part| part.trim().parse::<u32>().ok());
    match (parts.next()??, parts.next()??) {
        (24.., _) => Some("the hour goes from 00 to 23"),
        (_, 60..) => Some("the minute goes from 00 to 59"),
        _ => None,
    }
}

/// What a person meant by "9:00", "9pm", "9.30 am", "0930", "24:00", "noon" or "21h".
pub(super) fn meant(text: &str) -> Option<String> {
    let text =
        text.trim().to_lowercase().replace(' ', "").replace("a.m.", "am").replace("p.m.", "pm");
    match text.as_str() {
        "noon" | "midday" => return Some("12:00".to_owned()),
        "midnight" | "24:00" | "24:00:00" => return Some("00:00".to_owned()),
        _ => {}
    }
    let (digits, half) = match (text.strip_suffix("am"), text.strip_suffix("pm")) {
        (Some(digits), _) => (digits, Some(0)),
        (None, Some(digits)) => (digits, Some(12)),
        (None, None) => (text.as_str(), None),
    };
    let (hour, minute, second) = numbers(digits)?;
    let hour = match half {
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        Some(_) => return None,
        None => hour,
    };
    let time = NaiveTime::from_hms_opt(hour, minute, second.unwrap_or(0).min(59))?;
    let seconds = if time.second() == 0 { "%H:%M" } else { "%H:%M:%S" };
    Some(time.format(seconds).to_string())
}

fn numbers(text: &str) -> Option<(u32, u32, Option<u32>)> {
    let is_bare = text.bytes().all(|byte| byte.is_ascii_digit());
    if is_bare && text.len() == 4 {
        let (hour, minute) = text.split_at_checked(2)?;
        return Some((hour.parse().ok()?, minute.parse().ok()?, None));
    }
    let text = text.strip_suffix('h').unwrap_or(text);
    let parts: Vec<u32> = text.split([':', '.', 'h']).map(number).collect::<Option<_>>()?;
    match *parts.as_slice() {
        [hour] => Some((hour, 0, None)),
        [hour, minute] => Some((hour, minute, None)),
        [hour, minute, second @ 0..=60] => Some((hour, minute, Some(second))),
        _ => None,
    }
}

fn number(text: &str) -> Option<u32> {
    let is_right = matches!(text.len(), 1 | 2) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_right.then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_meant_is_guessed() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(meant(text).as_deref(), expected, "{text}");
        };
        check("9:00", Some("09:00"));
        check("9", Some("09:00"));
        check("9pm", Some("21:00"));
        check("9 P.M.", Some("21:00"));
        check("12am", Some("00:00"));
        check("12:30pm", Some("12:30"));
        check("9.30", Some("09:30"));
        check("0930", Some("09:30"));
        check("21h", Some("21:00"));
        check("9h30", Some("09:30"));
        check("24:00", Some("00:00"));
        check("23:59:60", Some("23:59:59"));
        check("noon", Some("12:00"));
        check("25:00", None);
        check("13pm", None);
        check("", None);
        check("every morning", None);
    }
}
