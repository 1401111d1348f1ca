//! The simulation, as in the tests of the program.

#[path = "../../it/oracle.rs"]
mod oracle;
#[path = "../../it/simulation/mod.rs"]
mod simulation;
