//! Plans for tests, from their text.

use aftercare::plan::{self, Plan, Source};

use crate::schema;

/// The plan that a text says; a test that wants a plan has written a good one, for editors too.
#[track_caller]
pub(crate) fn plan(text: &str) -> Plan {
    assert_eq!(schema::complaints(text), Vec::<String>::new(), "{text}");
    only_read(text)
}

/// The same without asking the schema, for a test with tens of thousands of plans.
#[track_caller]
pub(crate) fn only_read(text: &str) -> Plan {
    let main = Source { name: "plan.toml".to_owned(), text: text.to_owned() };
    let reading = plan::read(main, &mut |_| Err(String::new()));
    let problems: Vec<_> = reading.problems.iter().map(|p| p.message.clone()).collect();
    reading.plan.unwrap_or_else(|| panic!("{problems:?}"))
}
