//! The plan: what a person was told, and how a file says it.
//!
//! [`read()`] turns TOML into a [`Plan`] or into every [`problem::Problem`] of the file. Nothing
//! here reads a file, asks the time or knows what a plan is used for.

pub mod cron;
pub mod days;
mod durations;
pub mod edit;
mod entries;
mod fields;
mod layers;
#[cfg(test)]
mod mistakes;
pub mod model;
pub mod problem;
mod read;
mod reminder;
pub mod render;
mod restriction;
mod session;
mod settings;
mod shift;
pub mod source;
mod syntax;
mod text;
mod times;
mod tree;

pub use model::Plan;
pub use read::{Reading, read};
pub use source::{Source, Sources};
pub use text::nearest;
