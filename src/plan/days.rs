//! Sets of recovery days, as clinics print them: `"0..3"`, `"4.."`, `"5..13/2"`, `"-7,-2..-1"`.

use std::ops::Range;

use super::{
    fields::items,
    model::Shift,
    problem::Problem,
    text::quoted,
    tree::{Node, Parsed, Value},
};

/// A set of day numbers, in the order in which the plan lists its spans.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DaySet {
    /// At least one span.
    pub spans: Vec<DaySpan>,
}

/// Day numbers from `first` to `last`, both included, `step` apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DaySpan {
    /// The first day.
    pub first: i32,
    /// The last day; `None` has no end.
    pub last: Option<i32>,
    /// 1 for every day, 2 for every second one; never 0.
    pub step: u32,
}

impl DaySet {
    /// Whether `day` is one of them.
    pub fn contains(&self, day: i32) -> bool {
        self.spans.iter().any(|span| span.contains(day))
    }

    /// The days of what lasts, a phase or a restriction, after these shifts in their order.
    #[must_use]
    pub fn moved<'a>(&self, shifts: &(impl Iterator<Item = &'a Shift> + Clone)) -> Self {
        Self { spans: self.spans.iter().map(|span| span.moved(shifts.clone())).collect() }
    }

    /// The days of what recurs, a reminder, after these shifts in their order.
    #[must_use]
    pub fn moved_unrepeated<'a>(&self, shifts: &(impl Iterator<Item = &'a Shift> + Clone)) -> Self {
        let moved = |span: &DaySpan| span.moved_unrepeated(shifts.clone());
        Self { spans: self.spans.iter().map(moved).collect() }
    }

    /// The highest day number, or `None` when a span has no end.
    pub fn last(&self) -> Option<i32> {
        self.spans
            .iter()
            .map(|span| span.last)
            .try_fold(i32::MIN, |highest, last| Some(highest.max(last?)))
    }

    /// The lowest day number.
    pub fn first(&self) -> Option<i32> {
        self.spans.iter().map(|span| span.first).min()
    }
}

impl DaySpan {
    /// The span of what lasts, after these shifts in their order.
    #[must_use]
    pub fn moved<'a>(self, shifts: impl Iterator<Item = &'a Shift>) -> Self {
        shifts.fold(self, Self::moved_once)
    }

    /// The span of what recurs, after these shifts in their order: what is done on one day alone is
    /// not done again when that day has come.
    #[must_use]
    pub fn moved_unrepeated<'a>(self, shifts: impl Iterator<Item = &'a Shift>) -> Self {
        shifts.fold(self, |span, shift| {
            let has_come = span.last == Some(span.first) && span.first <= shift.after;
            if has_come { span } else { span.moved_once(shift) }
        })
    }

    /// What has passed by then stays; what runs then ends at another time; what comes moves whole.
    /// Nothing is moved back to a day that has passed.
    fn moved_once(self, shift: &Shift) -> Self {
        let Shift { after, days, .. } = *shift;
        let by = |day: i32, least: i32| {
            let moved = day.saturating_add(days);
            if days < 0 { moved.max(least) } else { moved }
        };
        if after < self.first {
            let tomorrow = after.saturating_add(1);
            let last = self.last.map(|last| by(last, tomorrow));
            Self { first: by(self.first, tomorrow), last, ..self }
        } else if self.last.is_some_and(|last| last < after) {
            self
        } else {
            Self { last: self.last.map(|last| by(last, after)), ..self }
        }
    }

    /// Whether `day` is one of them.
    pub fn contains(&self, day: i32) -> bool {
        let steps = i64::from(day) - i64::from(self.first);
        0 <= steps
            && self.last.is_none_or(|last| day <= last)
            && steps % i64::from(self.step.max(1)) == 0
    }
}

/// The lowest and the highest day that a plan may name.
const BOUNDS: std::ops::RangeInclusive<i64> = -365..=36_500;
/// The most spans that one set may have.
const MOST: usize = 1_000;
/// The longest text of one set, in bytes.
const LONGEST: usize = 500;
const EXAMPLE: &str = "\"0..3\", \"4..\", \"0,3,6\" or \"5..13/2\"";

/// A set of days: a text, a number, or a list of both.
pub(super) fn days(node: &Node) -> Parsed<DaySet> {
    let mut spans = Vec::new();
    for item in items(node) {
        read_item(item, &mut spans)?;
    }
    if spans.is_empty() {
        return Err(Problem::error(node.span.clone(), "this list of days is empty")
            .help(format!("write the days it is for, such as {EXAMPLE}"))
            .into());
    }
    if spans.len() > MOST {
        return Err(Problem::error(node.span.clone(), "this list of days is too long")
            .help("write neighbouring days as a range, such as \"0..30\"")
            .into());
    }
    Ok(DaySet { spans })
}

fn read_item(item: &Node, spans: &mut Vec<DaySpan>) -> Parsed<()> {
    match &item.value {
        // Reported already, as wrong syntax.
        Value::Broken => {}
        Value::Integer(day) => {
            let first = bounded(day.unwrap_or(i64::MAX), &item.span)?;
            spans.push(DaySpan { first, last: Some(first), step: 1 });
        }
        Value::Text(text) => read_text(item, &text.value, spans)?,
        Value::Float(_)
        | Value::Boolean(_)
        | Value::Moment(_)
        | Value::Array(_)
        | Value::Table(_) => return Err(item.instead_of("recovery days", EXAMPLE)),
    }
    Ok(())
}

fn read_text(item: &Node, text: &str, spans: &mut Vec<DaySpan>) -> Parsed<()> {
    if text.len() > LONGEST {
        return Err(Problem::error(item.span.clone(), "this text is too long for a set of days")
            .help(format!("write a few ranges, such as {EXAMPLE}"))
            .into());
    }
    let mut at = 0;
    for piece in text.split(',') {
        let before = piece.len() - piece.trim_start().len();
        let trimmed = piece.trim();
        let within = at + before..at + before + trimmed.len();
        // An empty piece has no bytes to point at.
        let span = if trimmed.is_empty() { item.span.clone() } else { item.part(within) };
        spans.push(Piece { text: trimmed, span }.read()?);
        at += piece.len() + 1;
    }
    Ok(())
}

/// One element of a set of days, between two commas.
struct Piece<'a> {
    text: &'a str,
    span: Range<usize>,
}

impl Piece<'_> {
    fn read(&self) -> Parsed<DaySpan> {
        let (range, step) = match self.text.split_once('/') {
            Some((range, step)) => (range, Some(step)),
            None => (self.text, None),
        };
        let Some((first, last)) = range.split_once("..") else {
            return self.single(range, step);
        };
        let last = last.trim();
        let first = self.number(first)?;
        let last = if last.is_empty() { None } else { Some(self.number(last)?) };
        let step = step.map_or(Ok(1), |step| self.step(step))?;
        if let Some(last) = last.filter(|last| *last < first) {
            return Err(self.backwards(first, last));
        }
        Ok(DaySpan { first, last, step })
    }

    fn single(&self, day: &str, step: Option<&str>) -> Parsed<DaySpan> {
        let first = self.number(day)?;
        match step {
            None => Ok(DaySpan { first, last: Some(first), step: 1 }),
            Some(step) => Err(Problem::error(self.span.clone(), "a step needs a range of days")
                .mend("did you mean", self.span.clone(), format!("{first}../{}", step.trim()))
                .into()),
        }
    }

    fn number(&self, text: &str) -> Parsed<i32> {
        let digits = text.trim();
        let is_number =
            digits.strip_prefix('-').unwrap_or(digits).bytes().all(|b| b.is_ascii_digit());
        match digits.parse() {
            Ok(day) if !digits.starts_with('+') => bounded(day, &self.span),
            Err(_) if is_number && digits.len() > 1 => bounded(i64::MAX, &self.span),
            Ok(_) | Err(_) => Err(self.unreadable()),
        }
    }

    fn step(&self, text: &str) -> Parsed<u32> {
        match text.trim().parse() {
            Ok(0) => Err(Problem::error(self.span.clone(), "a step of 0 would never get further")
                .help("write /1 for every day, /2 for every second day, and so on")
                .into()),
            Ok(step) => Ok(step),
            Err(_) => Err(self.unreadable()),
        }
    }

    fn backwards(&self, first: i32, last: i32) -> Box<Problem> {
        let step = self.text.split_once('/').map_or(String::new(), |(_, step)| format!("/{step}"));
        let swapped = format!("{last}..{first}{step}");
        Problem::error(self.span.clone(), format!("the days run backwards, from {first} to {last}"))
            .mend("write the lower number first", self.span.clone(), swapped)
            .into()
    }

    fn unreadable(&self) -> Box<Problem> {
        let message = match self.text {
            "" => "a day is missing here".to_owned(),
            text => format!("{} does not name recovery days", quoted(text)),
        };
        let problem = Problem::error(self.span.clone(), message);
        match self.meant() {
            Some(meant) => problem.mend("write it like this", self.span.clone(), meant),
            None if self.text.is_empty() => problem.help("delete the comma that is too many"),
            None => problem.help(format!("write it like this: {EXAMPLE}")),
        }
        .into()
    }

    /// What a person meant by "5-13", "4+", "..5", "day 3" or "1...4".
    fn meant(&self) -> Option<String> {
        let text = self.text.to_lowercase().replace("days", "").replace("day", "");
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        if text == "every" || text == "all" {
            return Some("0..".to_owned());
        }
        let dashes = ["...", "\u{2026}", "\u{2013}", "\u{2014}", " to ", "-", "+", ".."];
        let dash = dashes.into_iter().find(|dash| {
            text.get(1..).is_some_and(|rest| rest.contains(dash)) || text.starts_with(dash)
        });
        let (first, last) = match dash {
            Some(dash) => {
                // A minus at the beginning belongs to the number.
                let at = text.get(1..).and_then(|rest| rest.find(dash)).map_or(0, |at| at + 1);
                (text.get(..at)?, format!("..{}", text.get(at + dash.len()..)?.trim()))
            }
            None => (text, String::new()),
        };
        let first = if first.is_empty() { "0" } else { first.trim() };
        let meant = format!("{first}{last}");
        let span = Piece { text: &meant, span: self.span.clone() };
        (meant != self.text && meant.len() < self.text.len() + 4 && span.is_right())
            .then_some(meant)
    }

    fn is_right(&self) -> bool {
        let (first, last) = self.text.split_once("..").unwrap_or((self.text, "0"));
        let is_number = |text: &str| text.is_empty() || text.parse::<i32>().is_ok();
        first.parse::<i32>().is_ok() && is_number(last)
    }
}

fn bounded(day: i64, span: &Range<usize>) -> Parsed<i32> {
    let day = i32::try_from(day).ok().filter(|day| BOUNDS.contains(&i64::from(*day)));
    day.ok_or_else(|| {
        let (least, most) = (BOUNDS.start(), BOUNDS.end());
        Problem::error(span.clone(), "this day is too far away")
            .help(format!(
                "days go from {least} to {most}; for \"without an end\", write it like \"4..\""
            ))
            .into()
    })
}

impl DaySet {
    /// Whether every day of it is a day 0, which a plan that calls the treatment day 1 has not.
    pub(super) fn is_only_day_zero(&self) -> bool {
        self.spans.iter().all(|span| {
            let second = i64::from(span.first) + i64::from(span.step);
            span.first == 0 && span.last.is_some_and(|last| i64::from(last) < second)
        })
    }

    /// Whether `other` has every day of this set, as far as can be told without counting: `true` is
    /// certain, `false` is not.
    pub fn lies_within(&self, other: &Self) -> bool {
        let mut solid: Vec<_> = other
            .spans
            .iter()
            .filter(|span| span.step == 1 || span.last == Some(span.first))
            .map(|span| (i64::from(span.first), span.last.map_or(i64::MAX, i64::from)))
            .collect();
        solid.sort_unstable();
        let mut merged: Vec<(i64, i64)> = Vec::new();
        for (first, last) in solid {
            match merged.last_mut() {
                Some(before) if first <= before.1.saturating_add(1) => {
                    before.1 = before.1.max(last);
                }
                Some(_) | None => merged.push((first, last)),
            }
        }
        self.spans.iter().all(|span| {
            let (first, last) = (i64::from(span.first), span.last.map_or(i64::MAX, i64::from));
            merged.iter().any(|(from, to)| *from <= first && last <= *to)
        })
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use proptest::prelude::*;

    use super::*;

    fn set(text: &str) -> DaySet {
        let mut spans = Vec::new();
        let node = Node { span: 0..0, value: Value::Integer(None) };
        read_text(&node, text, &mut spans).unwrap();
        DaySet { spans }
    }

    #[track_caller]
    fn check(text: &str, expected: &[i32]) {
        let set = set(text);
        let days: Vec<_> = (-400..400).filter(|day| set.contains(*day)).collect();
        assert_eq!(days, expected, "{text}");
    }

    #[test]
    fn sets_of_days_hold_what_they_say() {
        check("0..3", &[0, 1, 2, 3]);
        check("0, 3 , 6", &[0, 3, 6]);
        check("5..13/2", &[5, 7, 9, 11, 13]);
        check("5 .. 8 / 2", &[5, 7]);
        check("-7,-2..-1", &[-7, -2, -1]);
        check("398..", &[398, 399]);
        check("396../2", &[396, 398]);
        check("3", &[3]);
    }

    /// What is said about a set of days that cannot be read, and what is offered instead.
    fn trouble(text: &str) -> String {
        let mut spans = Vec::new();
        let node = Node { span: 0..0, value: Value::Integer(None) };
        match read_text(&node, text, &mut spans) {
            Ok(()) => String::new(),
            Err(problem) => {
                let help = problem.help.unwrap();
                let instead = help.replace.map_or(help.message, |(_, instead)| instead);
                format!("{} -> {instead}", problem.message)
            }
        }
    }

    #[test]
    fn what_was_meant_is_offered_if_it_can_be_told() {
        for (text, meant) in [
            ("5-13", "5..13"),
            ("4+", "4.."),
            ("..5", "0..5"),
            ("day 3", "3"),
            ("1...4", "1..4"),
            ("every", "0.."),
            ("All", "0.."),
            ("days 0 to 3", "0..3"),
            ("20 to 30 days", "20..30"),
            ("-7--2", "-7..-2"),
            ("-7 to -2", "-7..-2"),
        ] {
            assert_eq!(trouble(text), format!("`{text}` does not name recovery days -> {meant}"));
        }
        for text in ["x", "--3", "1-x", "1.. 2.. 3", "day", "to 5", "0..9/x"] {
            let shape =
                format!("`{text}` does not name recovery days -> write it like this: {EXAMPLE}");
            assert_eq!(trouble(text), shape);
        }
        assert!(trouble("+5").starts_with("`+5` does not name recovery days"));
        assert!(trouble("-").starts_with("`-` does not name recovery days"));
    }

    #[test]
    fn what_is_wrong_with_days_is_told_with_what_to_do() {
        for text in ["99999999999", "99999999999999999999", "-99999999999", "-366", "36501"] {
            assert!(trouble(text).starts_with("this day is too far away"), "{text}");
        }
        for (text, expected) in [
            ("", "a day is missing here -> delete the comma that is too many"),
            ("0..3,", "a day is missing here -> delete the comma that is too many"),
            ("3..1", "the days run backwards, from 3 to 1 -> 1..3"),
            ("3..1/2", "the days run backwards, from 3 to 1 -> 1..3/2"),
            ("5/2", "a step needs a range of days -> 5../2"),
        ] {
            assert_eq!(trouble(text), expected, "{text}");
        }
    }

    #[test]
    fn a_set_has_as_many_spans_and_letters_as_it_may() {
        let longest = format!("0..{}1", "0".repeat(LONGEST - 4));
        assert_eq!((longest.len(), trouble(&longest)), (LONGEST, String::new()));
        assert!(trouble(&format!("{longest} ")).starts_with("this text is too long"));
        let list = |count: usize| {
            let day = || Node { span: 0..0, value: Value::Integer(Some(1)) };
            let items = (0..count).map(|_| day()).collect();
            days(&Node { span: 0..0, value: Value::Array(items) }).is_ok()
        };
        assert!(list(MOST) && !list(MOST + 1));
    }

    #[test]
    fn a_set_knows_its_first_and_its_last_day() {
        for (text, first, last) in
            [("4..9,2", 2, Some(9)), ("-7,3", -7, Some(3)), ("5..,1", 1, None), ("0", 0, Some(0))]
        {
            assert_eq!((set(text).first(), set(text).last()), (Some(first), last), "{text}");
        }
    }

    fn shift(after: i32, days: i32) -> Shift {
        Shift { session: NaiveDate::default(), after, days }
    }

    #[track_caller]
    fn check_moved(text: &str, shifts: &[(i32, i32)], expected: &str) {
        let shifts: Vec<_> = shifts.iter().map(|(after, days)| shift(*after, *days)).collect();
        assert_eq!(set(text).moved(&shifts.iter()), set(expected), "{text} after {shifts:?}");
    }

    #[track_caller]
    fn check_unrepeated(text: &str, shifts: &[(i32, i32)], expected: &str) {
        let shifts: Vec<_> = shifts.iter().map(|(after, days)| shift(*after, *days)).collect();
        let moved = set(text).moved_unrepeated(&shifts.iter());
        assert_eq!(moved, set(expected), "{text} after {shifts:?}");
    }

    #[test]
    fn a_shift_moves_what_is_still_to_come() {
        check_moved("0..3,4..6,7..", &[(5, 3)], "0..3,4..9,10..");
        check_moved("0..5,5,6,4", &[(5, 3)], "0..8,5..8,9,4");
        check_moved("4..9,5,7..8,6..12", &[(5, -2)], "4..7,5,6..6,6..10");
        check_moved("0..5,0..", &[(5, -2)], "0..5,0..");
        check_moved("3..9/2,7..13/3", &[(5, 1)], "3..10/2,8..14/3");
        check_moved("-7,-2..-1,-2..3", &[(0, 4)], "-7,-2..-1,-2..7");
    }

    #[test]
    fn what_is_done_on_one_day_is_not_done_again_when_it_is_held() {
        check_unrepeated("0..5,5,6,4", &[(5, 3)], "0..8,5,9,4");
        check_unrepeated("4..9,5,7..8", &[(5, -2)], "4..7,5,6..6");
        check_unrepeated("6", &[(5, 3), (9, 2)], "9");
    }

    #[test]
    fn several_shifts_count_one_after_the_other() {
        check_moved("0..3,4..6", &[(3, 2), (5, 1)], "0..6,7..9");
        check_moved("0..3,4..6", &[(3, 2), (3, -2)], "0..3,4..6");
        check_moved("8", &[(3, 2), (9, 5)], "15");
    }

    fn any_set() -> impl Strategy<Value = DaySet> {
        let any_span = (-9..20_i32, prop::option::of(0..15_i32), 1..4_u32).prop_map(
            |(first, length, step)| {
                let last = length.map(|length| first + length);
                DaySpan { first, last, step: if last == Some(first) { 1 } else { step } }
            },
        );
        prop::collection::vec(any_span, 1..4).prop_map(|spans| DaySet { spans })
    }

    /// The set of what lasts and the one of what recurs.
    fn both(set: &DaySet, shifts: &[Shift]) -> [DaySet; 2] {
        [set.moved(&shifts.iter()), set.moved_unrepeated(&shifts.iter())]
    }

    proptest! {
        #[test]
        fn without_shifts_nothing_moves(set in any_set()) {
            prop_assert_eq!(&set.moved(&[].iter()), &set);
            prop_assert_eq!(set.moved_unrepeated(&[].iter()), set);
        }

        #[test]
        fn what_has_passed_never_changes(set in any_set(), after in 0..20_i32, days in -30..30_i32) {
            for moved in both(&set, &[shift(after, days)]) {
                for day in -20..=after {
                    prop_assert_eq!(set.contains(day), moved.contains(day), "day {}", day);
                }
            }
        }

        #[test]
        fn forth_and_back_is_where_it_was(set in any_set(), after in 0..20_i32, days in 1..30_i32) {
            for back in both(&set, &[shift(after, days), shift(after, -days)]) {
                prop_assert_eq!(&back, &set);
            }
        }

        #[test]
        fn later_by_so_many_days_is_exactly_that(
            set in any_set(), after in 0..20_i32, days in 1..30_i32,
        ) {
            let [moved, unrepeated] = both(&set, &[shift(after, days)]);
            for (at, before) in set.spans.iter().enumerate() {
                let is_to_come = before.last.is_some_and(|last| after <= last);
                let has_come = before.first <= after && before.last == Some(before.first);
                let later = |by: bool| before.last.map(|last| last + if by { days } else { 0 });
                prop_assert_eq!(later(is_to_come), moved.spans[at].last);
                prop_assert_eq!(later(is_to_come && !has_come), unrepeated.spans[at].last);
            }
        }

        #[test]
        fn nothing_opens_before_tomorrow_by_hurrying(
            set in any_set(), after in 0..20_i32, days in -30..0_i32,
        ) {
            let moved = both(&set, &[shift(after, days)]);
            let spans = moved.iter().flat_map(|moved| set.spans.iter().zip(&moved.spans));
            for (before, span) in spans {
                let passed = before.last.is_some_and(|last| last <= after);
                prop_assert!(passed || span.last.is_none_or(|last| after <= last));
                prop_assert_eq!(before.first <= after, span.first <= after);
            }
        }
    }

    #[test]
    fn a_set_knows_when_it_lies_within_another() {
        let check = |inner: &str, outer: &str| set(inner).lies_within(&set(outer));
        assert!(check("0..3", "0..10"));
        assert!(check("0..3", "0..1,2..5"));
        assert!(check("4../2", "3.."));
        assert!(!check("0..3", "1.."));
        assert!(!check("0..9", "0..1,3..9"));
        assert!(!check("4..", "0..100"));
        assert!(!check("0..3", "0..10/2"));
    }

    #[test]
    fn a_set_knows_when_it_is_only_day_zero() {
        assert!(set("0").is_only_day_zero());
        assert!(set("0,0..1/2").is_only_day_zero());
        assert!(!set("0..1").is_only_day_zero());
        assert!(!set("0..").is_only_day_zero());
        assert!(!set("-1,0").is_only_day_zero());
    }
}
