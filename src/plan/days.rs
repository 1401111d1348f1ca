//! Sets of recovery days, as clinics print them: `"0..3"`, `"4.."`, `"5..13/2"`, `"-7,-2..-1"`.

/// A set of day numbers, in the order in which the plan lists its spans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DaySet {
    /// At least one span.
    pub spans: Vec<DaySpan>,
}

/// Day numbers from `first` to `last`, both included, `step` apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    fn contains(&self, day: i32) -> bool {
        let steps = i64::from(day) - i64::from(self.first);
        0 <= steps
            && self.last.is_none_or(|last| day <= last)
            && steps % i64::from(self.step.max(1)) == 0
    }
}
