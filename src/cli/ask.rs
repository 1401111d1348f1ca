//! `done`, `later`, `skip`, `pause`, `mute`, `resume`: what a person asks of the engine, through the
//! daemon or straight into the history.

use std::io::Write;

use super::{Failure, workspace::Workspace, write_text};
use crate::{
    engine::{
        ActivePlan, Ask, Effect, Engine, Event, Greeting, Reply, memory::Memory, record::Entry,
    },
    report::reply,
    world::{
        control::{self, Request, Unreachable},
        journal::Journal,
        state::{self, Unavailable},
    },
};

/// Asks for something, and prints what came of it.
pub(super) fn run(workspace: &Workspace, asked: Ask, out: &mut impl Write) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let told = runtime.block_on(told(workspace, asked))?;
    write_text(&format!("{told}\n"), out)
}

/// Asks for something, and says what came of it.
pub(super) async fn told(workspace: &Workspace, asked: Ask) -> Result<String, Failure> {
    match over_bus(workspace, &Request::Ask(asked.clone())).await {
        Ok(told) => Ok(told),
        Err(Unreachable::Refused(why)) => Err(Failure::Failed(why)),
        Err(Unreachable::NotRunning) => without_daemon(workspace, asked),
    }
}

/// Asks the running daemon.
pub(super) fn ask(workspace: &Workspace, request: &Request) -> Result<String, Unreachable> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let Ok(runtime) = runtime else { return Err(Unreachable::NotRunning) };
    runtime.block_on(over_bus(workspace, request))
}

/// The same for who does other things meanwhile.
pub(super) async fn over_bus(
    workspace: &Workspace,
    request: &Request,
) -> Result<String, Unreachable> {
    let (own, trial) = (workspace.paths.control(), workspace.paths.trial().control());
    control::ask(workspace.bus().as_deref(), &[&own, &trial], request).await
}

/// With no daemon, the same engine is asked, and the history keeps what comes of it.
fn without_daemon(workspace: &Workspace, asked: Ask) -> Result<String, Failure> {
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
    let (entries, answered) = decide(workspace, active, memory, asked);
    found
        .journal
        .append(&entries)
        .map_err(|why| Failure::Failed(format!("the answer could not be kept: {why}")))?;
    drop(held);
    let moved = found.moved_aside.map_or_else(String::new, |moved| {
        let name = moved.display().to_string();
        workspace.language.say_with("history-moved", &[("name", name.into())]) + "\n"
    });
    let answered = answered
        .as_ref()
        .map_or(Err(String::new()), |it| reply::text(it, &zone, &workspace.language));
    match answered {
        Ok(told) => Ok(moved + &told),
        Err(why) => Err(Failure::Failed(format!("{why}\n{moved}"))),
    }
}

/// What the engine makes of it. It has no screen, so only its entries matter.
fn decide(
    workspace: &Workspace,
    active: ActivePlan,
    memory: Memory,
    asked: Ask,
) -> (Vec<Entry>, Option<Reply>) {
    let now = workspace.now();
    let mut engine = Engine::new(active, memory, workspace.language.clone());
    // Whatever another plan has open is not this command's to end.
    let own = engine.has_own_memory();
    let mut effects = if own { engine.start(Greeting::FirstTime, now) } else { Vec::new() };
    effects.extend(engine.apply(Event::Asked(asked), now));
    let (mut entries, mut answered) = (Vec::new(), None);
    for effect in effects {
        match effect {
            Effect::Record(entry) => entries.push(entry),
            Effect::Reply(reply) => answered = Some(reply),
            // The next start of the daemon, on another day, erases what is old.
            Effect::Erase(_) | Effect::Show { .. } | Effect::Withdraw(_) | Effect::Summon => {}
        }
    }
    (entries, answered)
}
