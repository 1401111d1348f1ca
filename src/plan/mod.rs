//! The plan: what a person was told, and how a file says it.
//!
//! [`read()`] turns TOML into a [`Plan`] or into every [`problem::Problem`] of the file. Nothing
//! here reads a file, asks the time or knows what a plan is used for.

pub mod cron;
pub mod days;
pub mod model;
pub mod problem;

pub use model::Plan;
