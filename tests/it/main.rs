//! The integration tests, one binary.

// Without `cfg(test)`, clippy would take what helps tests for code that must not panic.
#[cfg(test)]
mod calendars;
#[cfg(test)]
mod cli;
#[cfg(test)]
mod coverage;
#[cfg(test)]
mod daemon;
#[cfg(test)]
mod desktop_files;
#[cfg(test)]
mod desktop_link;
#[cfg(test)]
mod editors;
#[cfg(test)]
mod engine;
#[cfg(test)]
mod explain;
#[cfg(test)]
mod export;
#[cfg(test)]
mod init;
#[cfg(test)]
mod journal;
#[cfg(test)]
mod json;
#[cfg(test)]
mod lab;
#[cfg(test)]
mod language;
#[cfg(test)]
mod manual;
#[cfg(test)]
mod may;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod package;
#[cfg(test)]
mod plan_commands;
#[cfg(test)]
mod plan_edit;
#[cfg(test)]
mod plans;
#[cfg(test)]
mod recovery;
#[cfg(test)]
mod rehearse;
#[cfg(test)]
mod report;
#[cfg(test)]
mod retention;
#[cfg(test)]
mod schedule;
#[cfg(test)]
mod schema;
#[cfg(test)]
mod service;
#[cfg(test)]
mod shells;
#[cfg(test)]
mod simulation;
#[cfg(test)]
mod spoken;
#[cfg(test)]
mod templates;
#[cfg(test)]
mod tidy;
#[cfg(test)]
mod timeline;
#[cfg(test)]
mod watch;
