//! `done`, `later`, `skip`: a person's answer, through the daemon or straight into the history.

use std::io::Write;

use super::{Failure, workspace::Workspace, write_text};
use crate::{
    engine::{
        ActivePlan, Effect, Engine, Event, Greeting, Reply, memory::Memory, notice::Answer,
        record::Entry,
    },
    report::reply,
    schedule::zone::Moment,
    world::{
        control::{self, Request, Unreachable},
        journal::Journal,
        state::{self, Unavailable},
    },
};

/// Answers for a reminder.
pub(super) fn run(
    workspace: &Workspace,
    reminder: String,
    answer: Answer,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let request = Request::Answer { reminder: reminder.clone(), answer };
    let told = match ask(workspace, &request) {
        Ok(told) => told,
        Err(Unreachable::Refused(why)) => return Err(Failure::Failed(why)),
        Err(Unreachable::NotRunning) => without_daemon(workspace, reminder, answer, out)?,
    };
    write_text(&format!("{told}\n"), out)
}

/// Asks the running daemon.
pub(super) fn ask(workspace: &Workspace, request: &Request) -> Result<String, Unreachable> {
    let bus = workspace.bus();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let Ok(runtime) = runtime else { return Err(Unreachable::NotRunning) };
    let own = workspace.paths.control();
    let trial = workspace.paths.trial().control();
    runtime.block_on(control::ask(bus.as_deref(), &[&own, &trial], request))
}

/// With no daemon, the same engine takes the answer, and the history keeps it.
fn without_daemon(
    workspace: &Workspace,
    reminder: String,
    answer: Answer,
    out: &mut impl Write,
) -> Result<String, Failure> {
    let held = state::hold(&workspace.paths).map_err(|error| match error {
        Unavailable::InUse => {
            Failure::NotRunning("error: the daemon runs, but it does not answer".to_owned())
        }
        Unavailable::Exposed { .. } | Unavailable::Io { .. } => Failure::Failed(error.to_string()),
    })?;
    let active = workspace.active()?;
    let zone = active.zone.clone();
    let mut found = Journal::open(&workspace.paths, workspace.now());
    let memory = Memory::of(&found.entries);
    let (entries, answered) = decide(active, memory, reminder, answer, workspace.now());
    found
        .journal
        .append(&entries)
        .map_err(|why| Failure::Failed(format!("the answer could not be kept: {why}")))?;
    drop(held);
    if let Some(moved) = found.moved_aside {
        let told = format!("The history could not be read. It was kept as {}.\n", moved.display());
        write_text(&told, out)?;
    }
    let answered = answered.as_ref().map_or(Err(String::new()), |it| reply::text(it, &zone));
    answered.map_err(Failure::Failed)
}

/// What the engine makes of the answer. It has no screen, so only its entries matter.
fn decide(
    active: ActivePlan,
    memory: Memory,
    reminder: String,
    answer: Answer,
    now: Moment,
) -> (Vec<Entry>, Option<Reply>) {
    let mut engine = Engine::new(active, memory);
    // Whatever another plan has open is not this command's to end.
    let own = engine.has_own_memory();
    let mut effects = if own { engine.start(Greeting::FirstTime, now) } else { Vec::new() };
    effects.extend(engine.apply(Event::Asked { reminder, answer }, now));
    let (mut entries, mut answered) = (Vec::new(), None);
    for effect in effects {
        match effect {
            Effect::Record(entry) => entries.push(entry),
            Effect::Reply(reply) => answered = Some(reply),
            Effect::Show { .. } | Effect::Withdraw(_) | Effect::Summon => {}
        }
    }
    (entries, answered)
}
