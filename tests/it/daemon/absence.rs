//! A month in which nobody was there.
//!
//! The clock of the machine is not set for it. What the program knows is made a month older instead,
//! which to it is the same. A clock that begins in 1970 is for the simulation.

use std::fs;

use aftercare::world::{clock, journal::Journal};
use chrono::TimeDelta;

use super::{BUTTONS, FakeServer, Home, MISTAKES_HAPPEN, Rig, soon, task};
use crate::lab::{Lab, pass};

/// How many reminders there are; each comes every two hours.
const MANY: usize = 5;

/// Makes all that a home remembers so much older.
fn age(home: &Home, by: TimeDelta) {
    let mut entries = home.entries();
    for entry in &mut entries {
        entry.at -= by;
    }
    fs::remove_dir_all(home.state()).expect("forget it");
    fs::create_dir(home.state()).expect("a folder");
    Journal::open(&home.paths(), clock::now()).journal.append(&entries).expect("remember it");
}

#[test]
fn a_month_away_ends_with_one_screen_and_everything_is_recorded() {
    let rig = Rig::new(Lab::bare());
    let ids: Vec<String> = (0..MANY).map(|number| format!("wash-{number}")).collect();
    let words: Vec<&str> = ids.iter().map(String::as_str).collect();
    rig.home.known_already(&words);
    let times: Vec<_> = (0..12).map(|time| soon(-60) + TimeDelta::hours(2 * time)).collect();
    rig.home.plan(&words.iter().map(|id| task(id, &times)).collect::<String>());
    // Treated long before.
    let text = fs::read_to_string(rig.home.plan_file()).expect("the plan");
    let yesterday = (clock::now() - TimeDelta::days(1)).format("%Y-%m-%d").to_string();
    let before = (clock::now() - TimeDelta::days(40)).format("%Y-%m-%d").to_string();
    fs::write(rig.home.plan_file(), text.replace(&yesterday, &before)).expect("write the plan");
    rig.home.start().stop();
    age(&rig.home, TimeDelta::days(30));
    let fake = FakeServer::start(&rig.lab, BUTTONS);
    let mut daemon = rig.home.start();
    fake.is_asked_for("2 more reminders are waiting", 1);
    pass(MISTAKES_HAPPEN);
    assert_eq!(fake.asked().len(), 4, "more than one screen: {:?}", fake.asked());
    assert!(daemon.is_alive());
    for id in &ids {
        let states = rig.home.states(id);
        assert!((30 * 12 - 1..=30 * 12 + 1).contains(&states.len()), "{id}: {}", states.len());
        let (newest, before) = states.split_last().expect("some");
        assert!(["shown", "due"].contains(&newest.as_str()), "{id} is {newest}");
        assert!(before.iter().all(|state| state == "missed"), "{id}: {before:?}");
    }
}
