//! The history on the disk, byte by byte: whatever happens to it is noticed, and nothing is lost.

use std::{fs, path::Path};

use aftercare::{
    engine::{
        memory::Memory,
        record::{Entry, Outcome, Record},
        retention::Erasure,
    },
    schedule::{
        occurrence::{Key, Kind},
        zone::Moment,
    },
    world::{
        journal::{self, Found, Journal},
        state::Paths,
    },
};
use chrono::{Days, TimeDelta};
use tempfile::TempDir;

fn paths(folder: &Path) -> Paths {
    Paths { plan: folder.join("plan.toml"), state: folder.to_owned() }
}

fn now() -> Moment {
    "2026-11-22T10:00:00Z".parse().expect("a moment")
}

/// A history of some pages, as it is after the daemon has ended.
fn history() -> (Vec<u8>, Vec<Entry>) {
    let folder = TempDir::new().expect("a folder");
    let entry = |n: u64| {
        let due = now() + Days::new(n);
        let key = Key { reminder: "wash".to_owned(), date: due.date_naive(), slot: 0 };
        let record = Record::Ended { key, kind: Kind::Task, due, outcome: Outcome::Done };
        Entry { at: due + TimeDelta::minutes(5), record }
    };
    let entries: Vec<_> = (0..60).map(entry).collect();
    let mut journal = Journal::open(&paths(folder.path()), now()).journal;
    journal.append(&entries).expect("write the journal");
    drop(journal);
    (fs::read(folder.path().join("history.db")).expect("the history"), entries)
}

/// What is found where these bytes are the history, and whether they were moved aside as they were.
fn found(bytes: &[u8]) -> (Found, bool) {
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join("history.db"), bytes).expect("write the history");
    let found = Journal::open(&paths(folder.path()), now());
    let aside = found.moved_aside.as_ref().map(|path| fs::read(path).expect("what was kept"));
    let as_it_was = aside.is_some_and(|aside| aside == bytes);
    (found, as_it_was)
}

#[track_caller]
fn is_whole_or_kept_aside(bytes: &[u8], entries: &[Entry], damage: &str) -> bool {
    let (found, as_it_was) = found(bytes);
    assert_eq!(found.trouble, None, "{damage}: it can be written");
    if found.moved_aside.is_none() {
        assert!(found.entries == entries, "{damage}: not noticed, {} left", found.entries.len());
        return false;
    }
    assert!(as_it_was, "{damage}: not kept as it was");
    assert_eq!(found.entries, [], "{damage}");
    true
}

#[test]
fn a_flipped_bit_changes_nothing_or_is_noticed() {
    let (whole, entries) = history();
    let mut noticed = 0;
    for place in (0..100).chain((100..whole.len()).step_by(61)) {
        let mut bytes = whole.clone();
        bytes[place] ^= 1 << (place % 8);
        let damage = format!("bit {} of byte {place}", place % 8);
        noticed += u32::from(is_whole_or_kept_aside(&bytes, &entries, &damage));
    }
    assert!(100 < noticed, "{noticed}");
}

#[test]
fn a_history_cut_anywhere_is_noticed() {
    let (whole, entries) = history();
    for length in (0..whole.len()).step_by(509) {
        let damage = format!("cut to {length} bytes");
        assert!(is_whole_or_kept_aside(&whole[..length], &entries, &damage), "{damage}");
    }
}

#[test]
fn what_could_not_be_erased_is_erased_as_soon_as_it_can_be() {
    let folder = TempDir::new().expect("a folder");
    let (_, entries) = history();
    let (old, new) = entries.split_at(30);
    let mut journal = Journal::open(&paths(folder.path()), now()).journal;
    journal.append(old).expect("write the journal");

    let other = rusqlite::Connection::open(folder.path().join("history.db")).expect("the history");
    other.execute_batch("BEGIN IMMEDIATE").expect("hold it");
    let keys = old[..20].iter().filter_map(|entry| entry.record.key().cloned()).collect();
    let until = old[19].record.key().expect("an occurrence").date;
    let erasure = Erasure { at: old[29].at, until, keys };
    journal.erase_old(erasure.clone()).expect_err("another program holds it");
    journal.append(&new[..1]).expect_err("so it does");
    assert_eq!(journal::read(&paths(folder.path())).expect("it can be read"), old);

    other.execute_batch("COMMIT").expect("let go of it");
    journal.append(&new[1..]).expect("write the journal");
    let mut memory = Memory::of(old);
    memory.erase(&erasure);
    for entry in new {
        memory.fold(entry);
    }
    let kept = journal::read(&paths(folder.path())).expect("it can be read");
    assert_eq!(Memory::of(&kept), memory);
    assert_eq!(kept.len(), 10 + 1 + 30, "the old ones are gone from the disk");
}
