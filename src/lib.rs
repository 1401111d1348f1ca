//! aftercare: recovery reminders on the Linux desktop.

pub mod cli;
pub mod daemon;
pub mod engine;
pub mod plan;
pub mod report;
pub mod schedule;
pub mod world;
