//! A first plan: the commented example with a person's own dates and hours in it.

use chrono::{NaiveDate, NaiveTime};

use super::Draft;
use crate::plan::tree::Node;

/// What every first plan begins as.
const EXAMPLE: &str = include_str!("../../../config/plan.toml");

/// Where its examples begin, which name entries of the built-in templates.
const EXAMPLES: &str = "\n\n# Examples.";

/// What a first plan has to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fresh {
    /// What it extends.
    pub template: Template,
    /// The dates of the treatments.
    pub sessions: Vec<NaiveDate>,
    /// When the person's day begins.
    pub wake: NaiveTime,
    /// When it ends.
    pub sleep: NaiveTime,
}

/// What a first plan extends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Template {
    /// A built-in one, by its name.
    BuiltIn(String),
    /// A file beside the plan. Nobody knows which entries it has, so the plan has no examples.
    File(String),
}

impl Fresh {
    /// The text of the plan, comments and all.
    pub fn text(&self) -> String {
        let (name, text) = match &self.template {
            Template::BuiltIn(name) => (name, EXAMPLE),
            Template::File(name) => (name, EXAMPLE.split(EXAMPLES).next().unwrap_or(EXAMPLE)),
        };
        let (mut draft, root) = Draft::open(text);
        let day = root.get("day").and_then(Node::table);
        let dates: Vec<String> = self.sessions.iter().map(NaiveDate::to_string).collect();
        let time = |time: NaiveTime| format!("\"{}\"", time.format("%H:%M"));
        let values = [
            (root.get("extends"), format!("{name:?}")),
            (root.get("sessions"), format!("[{}]", dates.join(", "))),
            (day.and_then(|day| day.get("wake")), time(self.wake)),
            (day.and_then(|day| day.get("sleep")), time(self.sleep)),
        ];
        for (node, value) in values {
            if let Some(node) = node {
                draft.exchange(node, &value);
            }
        }
        draft.finish()
    }
}

impl Draft<'_> {
    /// Writes another value, and keeps the comment behind it in its column as far as there is room.
    fn exchange(&mut self, node: &Node, value: &str) {
        let (start, end) = (node.span.start, node.span.end);
        let rest = self.part(end..self.text.len());
        let blanks = rest.len() - rest.trim_start_matches(' ').len();
        let width = end - start + blanks;
        let comment = rest.trim_start_matches(' ').starts_with('#');
        let padded = if comment { format!("{value:<width$}") } else { value.to_owned() };
        let gap = if comment && !padded.ends_with(' ') { "  " } else { "" };
        let replaced = if comment { start..end + blanks } else { start..end };
        self.replace(replaced, format!("{padded}{gap}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Source, read};

    #[test]
    fn the_example_says_what_was_asked_for() {
        let date = |day| NaiveDate::from_ymd_opt(2027, 1, day).unwrap();
        let time = |hour| NaiveTime::from_hms_opt(hour, 30, 0).unwrap();
        let sessions = vec![date(4), date(18)];
        let template = Template::BuiltIn("cautious".to_owned());
        let fresh = Fresh { template, sessions, wake: time(6), sleep: time(23) };
        let text = fresh.text();
        let first: Vec<_> = text.lines().filter(|line| !line.starts_with('#')).take(4).collect();
        assert!(text.contains("extends  = \"cautious\"             # "), "{first:?}");
        let main = Source { name: "plan.toml".to_owned(), text: text.clone() };
        let clinic = Source { name: "clinic.toml".to_owned(), text: String::new() };
        let plan = read(main, &mut |_| Ok(clinic.clone())).plan.unwrap();
        assert_eq!((plan.day.wake, plan.day.sleep), (time(6), time(23)));
        assert_eq!(plan.sessions.iter().map(|s| s.date).collect::<Vec<_>>(), [date(4), date(18)]);
        let comments = |text: &str| text.matches('#').count();
        assert_eq!(comments(&text), comments(EXAMPLE));
    }
}
