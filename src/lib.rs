//! aftercare: recovery reminders on the Linux desktop.
//!
//! # The map
//!
//! Data flows one way: text, plan, schedule, engine, effects, world.
//!
//! | module | what it is |
//! |---|---|
//! | [`plan`] | what the person was told: the model, reading TOML, problems with line and caret |
//! | [`schedule`] | plan and zone to occurrences: recovery days, cadences, clock changes, the sun |
//! | [`language`] | the built-in words in the language of the person |
//! | [`review`] | what a careful reader says of a plan that can be used |
//! | [`engine`] | event and moment to effects, and the moment of the next wake |
//! | [`may`] | what the plan says about one thing on one date, for somebody who asks |
//! | [`report`] | values to what commands print |
//! | [`world`] | all that may fail or wait: clock, desktop, journal, bus, files |
//! | [`daemon`] | the loop: one happening in, effects out, performed in order |
//! | [`rehearsal`] | the same with a fast clock and without a history |
//! | [`outlet`] | desktop or terminal: where notices appear, for both |
//! | [`cli`] | one file per command |
//!
//! # What is absent
//!
//! - `language`, `plan`, `schedule`, `review`, `may`, `engine` and `report` have no `async`, files, environment,
//!   clock, D-Bus or SQL. They are given texts, moments and events. The one exception is
//!   [`schedule::zone`], whose library reads the system's time zone database.
//! - The engine never learns *how* an effect is performed; the world never decides *whether*.
//! - Only [`schedule::zone`] turns calendar time into moments. Only [`world::clock`] asks what time
//!   it is. Only [`world::desktop`] names `notify-rust`. Only [`plan`] knows TOML.
//! - Lasting state changes in no other way than by an entry of the journal:
//!   [`engine::memory`] is the fold of those entries.
//! - There is no lock, no static and no polling. What a stranger can fill has a bound: commands,
//!   clients, answers that came too early, lists of skills, texts and plans.
//! - The daemon starts no program and changes nothing but its state folder, and the kernel sees to
//!   it: [`world::confinement`].

pub mod cli;
pub mod daemon;
pub mod engine;
pub mod language;
pub mod may;
pub mod outlet;
pub mod plan;
pub mod rehearsal;
pub mod report;
pub mod review;
pub mod schedule;
pub mod world;
