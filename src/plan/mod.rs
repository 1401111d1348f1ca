//! The plan: what a person was told, and how a file says it.
//!
//! [`read()`] turns TOML into a [`Plan`] or into every [`problem::Problem`] of the file. Nothing
//! here reads a file, asks the time or knows what a plan is used for.

pub mod cron;
pub mod days;
mod durations;
pub mod edit;
mod entries;
pub mod entry;
#[cfg(test)]
mod examples;
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
#[cfg(test)]
mod schema;
mod session;
mod settings;
mod shift;
pub mod source;
mod syntax;
mod text;
mod times;
mod tree;
mod written;

pub use durations::parse as duration;
pub use model::Plan;
pub use read::{Reading, read};
pub use shift::FARTHEST_SHIFT;
pub use source::{Source, Sources};
pub use text::{either, nearest};
pub use written::{Entry, Written};
