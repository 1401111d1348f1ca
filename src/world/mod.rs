//! All that may fail or wait: the clock, the desktop, the history, the files and the bus.
//!
//! Nothing here decides *whether* something happens; that is the engine's affair.

pub mod built_in;
pub mod clock;
pub mod confinement;
pub mod control;
pub mod crashes;
pub mod desktop;
pub mod editor;
pub mod export_file;
pub mod following;
pub mod journal;
pub mod opener;
pub mod plan_file;
pub mod plan_schema;
pub mod plan_source;
pub mod plan_writer;
pub mod presence;
pub mod service;
mod settling;
pub mod standing;
pub mod state;
pub mod systemd;
mod trail;
pub mod watch;
mod whole_file;
