//! The modules that decide and all their tests in one crate, which builds in seconds.

pub mod engine;
pub mod language;
pub mod plan;
pub mod schedule;

#[cfg(test)]
extern crate self as aftercare;

#[cfg(test)]
#[path = "../tests/it/oracle.rs"]
mod oracle;
#[cfg(test)]
#[path = "../tests/it/plans.rs"]
mod plans;
#[cfg(test)]
#[path = "../tests/it/recovery.rs"]
mod recovery;
#[cfg(test)]
#[path = "../tests/it/retention.rs"]
mod retention;
#[cfg(test)]
#[path = "../tests/it/engine.rs"]
mod scenes;
#[cfg(test)]
#[path = "../tests/it/schedule.rs"]
mod clock_changes;
#[cfg(test)]
#[path = "../tests/it/simulation/mod.rs"]
mod simulation;

/// The schema of editors is no part of what is mutated.
#[cfg(test)]
mod schema {
    pub(crate) fn complaints(_plan: &str) -> Vec<String> {
        Vec::new()
    }
}
