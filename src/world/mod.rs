//! All that may fail or wait.

pub mod desktop;
