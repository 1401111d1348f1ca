//! A first plan: the commented example with a person's own dates and hours in it.

use chrono::{NaiveDate, NaiveTime};
use toml_edit::{Array, DocumentMut, Item, Value};

/// What every first plan begins as.
const EXAMPLE: &str = include_str!("../../config/plan.toml");

/// What a first plan has to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fresh {
    /// What it extends: a built-in template or a file beside it.
    pub template: String,
    /// The dates of the treatments.
    pub sessions: Vec<NaiveDate>,
    /// When the person's day begins.
    pub wake: NaiveTime,
    /// When it ends.
    pub sleep: NaiveTime,
}

impl Fresh {
    /// The text of the plan, comments and all.
    pub fn text(&self) -> String {
        let Ok(mut plan) = EXAMPLE.parse::<DocumentMut>() else { return EXAMPLE.to_owned() };
        let sessions: Array = self.sessions.iter().map(|date| native(*date)).collect();
        put(plan.get_mut("extends"), self.template.as_str().into());
        put(plan.get_mut("sessions"), sessions.into());
        let mut day = plan.get_mut("day").and_then(Item::as_table_like_mut);
        for (key, time) in [("wake", self.wake), ("sleep", self.sleep)] {
            let text = time.format("%H:%M").to_string();
            put(day.as_mut().and_then(|day| day.get_mut(key)), text.into());
        }
        plan.to_string()
    }
}

fn native(date: NaiveDate) -> Value {
    let text = date.to_string();
    text.parse().unwrap_or_else(|_| text.into())
}

/// Only the value changes: the comment behind it and the blanks around it stay.
fn put(item: Option<&mut Item>, new: Value) {
    if let Some(value) = item.and_then(Item::as_value_mut) {
        let decor = value.decor().clone();
        *value = new;
        *value.decor_mut() = decor;
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Source, read};
    use super::*;

    #[test]
    fn the_example_says_what_was_asked_for() {
        let date = |day| NaiveDate::from_ymd_opt(2027, 1, day).unwrap();
        let time = |hour| NaiveTime::from_hms_opt(hour, 30, 0).unwrap();
        let sessions = vec![date(4), date(18)];
        let fresh =
            Fresh { template: "clinic.toml".to_owned(), sessions, wake: time(6), sleep: time(23) };
        let text = fresh.text();
        let first: Vec<_> = text.lines().filter(|line| !line.starts_with('#')).take(4).collect();
        assert!(text.contains("extends  = \"clinic.toml\""), "{first:?}");
        let main = Source { name: "plan.toml".to_owned(), text: text.clone() };
        let clinic = Source { name: "clinic.toml".to_owned(), text: String::new() };
        let plan = read(main, &mut |_| Ok(clinic.clone())).plan.unwrap();
        assert_eq!((plan.day.wake, plan.day.sleep), (time(6), time(23)));
        assert_eq!(plan.sessions.iter().map(|s| s.date).collect::<Vec<_>>(), [date(4), date(18)]);
        let comments = |text: &str| text.matches('#').count();
        assert_eq!(comments(&text), comments(EXAMPLE));
    }
}
