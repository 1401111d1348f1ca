//! The engine: event and moment in, effects and the next wake out.

pub mod notice;
