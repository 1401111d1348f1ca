//! Spans of time as a plan writes them: `90m`, `2h`, `1h 30m`, `1d`.
//!
//! Not the `humantime` crate: it also knows months, years and nanoseconds, and `1M` is a month to
//! it. A plan knows four units, and a slip is answered with what to write.

use chrono::TimeDelta;

use super::{
    problem::Problem,
    text::quoted,
    tree::{Node, Parsed},
};

/// The shortest and the longest that a key may hold.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    pub(super) least: TimeDelta,
    pub(super) most: TimeDelta,
}

/// `every`, `snooze` and the `every` of `nag`: a minute to a day.
pub(super) const STEP: Bounds = Bounds { least: TimeDelta::minutes(1), most: TimeDelta::hours(24) };
/// `grace`: nothing to a year.
pub(super) const GRACE: Bounds = Bounds { least: TimeDelta::zero(), most: TimeDelta::days(365) };

const UNITS: &str = "the units are s for seconds, m for minutes, h for hours and d for days";
const EXAMPLE: &str = "\"30m\", \"2h\", \"1h 30m\" or \"1d\"";

/// A span of time within `bounds`.
pub(super) fn duration(node: &Node, bounds: Bounds) -> Parsed<TimeDelta> {
    let text = &node.text("a span of time in quotes", EXAMPLE)?.value;
    let duration = parse(text).ok_or_else(|| unreadable(node, text))?;
    if duration < bounds.least {
        let least = spelt(bounds.least);
        return Err(Problem::error(node.span.clone(), format!("{} is too short", quoted(text)))
            .mend(format!("the shortest is {least}"), node.span.clone(), format!("\"{least}\""))
            .into());
    }
    if duration > bounds.most {
        let most = spelt(bounds.most);
        return Err(Problem::error(node.span.clone(), format!("{} is too long", quoted(text)))
            .mend(format!("the longest is {most}"), node.span.clone(), format!("\"{most}\""))
            .into());
    }
    Ok(duration)
}

/// Numbers with units, each unit at most once; `None` for anything else.
pub fn parse(text: &str) -> Option<TimeDelta> {
    let mut seen = String::new();
    let mut total = TimeDelta::zero();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let (count, after) = rest.split_at_checked(digits)?;
        let unit = after.chars().next().filter(|unit| !seen.contains(*unit))?;
        seen.push(unit);
        total = total.checked_add(&spoken(count.parse().ok()?, unit)?)?;
        rest = after.get(unit.len_utf8()..)?.trim_start();
    }
    (!seen.is_empty()).then_some(total)
}

fn spoken(count: i64, unit: char) -> Option<TimeDelta> {
    match unit {
        's' => TimeDelta::try_seconds(count),
        'm' => TimeDelta::try_minutes(count),
        'h' => TimeDelta::try_hours(count),
        'd' => TimeDelta::try_days(count),
        _ => None,
    }
}

/// The shortest way to write `duration`.
pub(super) fn spelt(duration: TimeDelta) -> String {
    let seconds = duration.num_seconds();
    let parts = [
        (seconds / 86_400, 'd'),
        (seconds / 3_600 % 24, 'h'),
        (seconds / 60 % 60, 'm'),
        (seconds % 60, 's'),
    ];
    let written: Vec<_> = parts
        .iter()
        .filter(|(count, _)| *count != 0)
        .map(|(count, unit)| format!("{count}{unit}"))
        .collect();
    if written.is_empty() { "0m".to_owned() } else { written.join(" ") }
}

fn unreadable(node: &Node, text: &str) -> Box<Problem> {
    let problem =
        Problem::error(node.span.clone(), format!("{} is not a span of time", quoted(text)))
            .note(UNITS);
    match guess(text) {
        Some(guess) => {
            problem.mend("write it like this", node.span.clone(), format!("\"{}\"", spelt(guess)))
        }
        None => problem.help(format!("write it like this: {EXAMPLE}")),
    }
    .into()
}

/// What a person meant by "30 minutes", "1.5h", "2 weeks" or "an hour".
fn guess(text: &str) -> Option<TimeDelta> {
    let text = text.trim().to_lowercase().replace(',', ".");
    let at = text.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let (count, unit) = text.split_at_checked(at)?;
    let seconds = match unit.trim().trim_end_matches('.') {
        "s" | "sec" | "secs" | "second" | "seconds" => 1.0,
        "m" | "min" | "mins" | "minute" | "minutes" => 60.0,
        "h" | "hr" | "hrs" | "hour" | "hours" => 3_600.0,
        "d" | "day" | "days" => 86_400.0,
        "w" | "week" | "weeks" => 604_800.0,
        _ => return None,
    };
    let total = count.parse::<f64>().ok()? * seconds;
    // Beyond a year it was not a slip of the unit, and the cast stays exact.
    #[expect(clippy::cast_possible_truncation, reason = "checked to lie within a year")]
    (0.0..=31_536_000.0).contains(&total).then(|| TimeDelta::seconds(total.round() as i64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(parse(text).map(spelt).as_deref(), expected, "{text}");
    }

    #[test]
    fn spans_of_time_have_four_units() {
        check("90m", Some("1h 30m"));
        check("2h", Some("2h"));
        check("1h 30m", Some("1h 30m"));
        check("1h30m", Some("1h 30m"));
        check("1d", Some("1d"));
        check(" 45s ", Some("45s"));
        check("0m", Some("0m"));
        check("", None);
        check("30", None);
        check("h", None);
        check("1w", None);
        check("1h 1h", None);
        check("-1h", None);
        check("99999999999999999999h", None);
        check("9223372036854775807d", None);
    }

    #[test]
    fn what_was_meant_is_guessed() {
        let guessed = |text| guess(text).map(spelt);
        assert_eq!(guessed("30 minutes").as_deref(), Some("30m"));
        assert_eq!(guessed("1.5h").as_deref(), Some("1h 30m"));
        assert_eq!(guessed("1,5 hours").as_deref(), Some("1h 30m"));
        assert_eq!(guessed("2 weeks").as_deref(), Some("14d"));
        assert_eq!(guessed("1e9 h"), None);
        assert_eq!(guessed("...h"), None);
    }
}
