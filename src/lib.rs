//! aftercare: recovery reminders on the Linux desktop.

pub mod plan;
