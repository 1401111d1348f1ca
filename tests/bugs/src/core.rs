//! The modules that decide, without the world around them.

#[path = "../../../src/engine/mod.rs"]
pub mod engine;
#[path = "../../../src/language/mod.rs"]
pub mod language;
#[path = "../../../src/plan/mod.rs"]
pub mod plan;
#[path = "../../../src/schedule/mod.rs"]
pub mod schedule;
