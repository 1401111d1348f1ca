//! `[[restriction]]`, what is not allowed yet, and `[[phase]]`, which only has a name.

use super::{
    days::{DaySet, days},
    entries::id,
    fields::{self, Fields, Findings, Word, word},
    model::{CountFrom, Phase, Restriction},
    problem::Problem,
    text,
    tree::{Node, Table, Value},
};

const DAYS: &str = "\"0..3\"";

impl Word for CountFrom {
    const ALL: &'static [(&'static str, Self)] = &[("latest", Self::Latest), ("last", Self::Last)];
}

/// One `[[restriction]]`; `None` when it lacks what it cannot do without.
pub(super) fn restriction(
    table: &Table,
    day_of_session: i32,
    findings: &mut Findings,
) -> Option<Restriction> {
    let mut fields = Fields::open(table, &fields::RESTRICTION, findings);
    let id = fields.required("id", "\"washing\"", id);
    let label = fields.required("label", "\"Washing your scalp\"", text::line);
    let days = fields.required("days", DAYS, days);
    report_day_zero(&mut fields, days.as_ref(), day_of_session);
    let count_from = fields.optional("count_from", word).unwrap_or(CountFrom::Latest);
    let meanwhile = fields.optional("meanwhile", text::line);
    let then = fields.optional("then", text::line);
    let because = fields.optional("because", text::lines);
    let ask = fields.optional("ask", text::line);
    let discreet = fields.optional("discreet", text::line);
    let words =
        fields.readable("words").map(|node| words(node, fields.findings)).unwrap_or_default();
    Some(Restriction {
        id: id?,
        label: label?,
        days: days?,
        count_from,
        meanwhile,
        then,
        because,
        ask,
        words,
        discreet,
    })
}

/// One `[[phase]]`; `None` when it lacks what it cannot do without.
pub(super) fn phase(table: &Table, day_of_session: i32, findings: &mut Findings) -> Option<Phase> {
    let mut fields = Fields::open(table, &fields::PHASE, findings);
    let id = fields.required("id", "\"crust\"", id);
    let label = fields.required("label", "\"Crusts fall off\"", text::line);
    let days = fields.required("days", DAYS, days);
    report_day_zero(&mut fields, days.as_ref(), day_of_session);
    let note = fields.optional("note", text::lines);
    Some(Phase { id: id?, label: label?, days: days?, note })
}

/// Reports days that can never come: a plan that calls the treatment day 1 has no day 0.
pub(super) fn report_day_zero(fields: &mut Fields<'_>, days: Option<&DaySet>, day_of_session: i32) {
    let Some(node) = fields.readable("days") else { return };
    if day_of_session == 1 && days.is_some_and(DaySet::is_only_day_zero) {
        fields.findings.add(
            Problem::error(node.span.clone(), "this never happens: there is no day 0 in this plan")
                .note("`day_of_session = 1` calls the treatment day itself day 1; the day before is -1")
                .mend("write the treatment day", node.span.clone(), "1"),
        );
    }
}

fn words(node: &Node, findings: &mut Findings) -> Vec<String> {
    let readable = fields::items(node).iter().filter(|item| item.value != Value::Broken);
    readable.filter_map(|item| findings.keep(text::line(item))).collect()
}
