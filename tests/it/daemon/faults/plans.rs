//! The plan file is overwritten with all sorts of bytes while reminders come due.

use std::fs;
use std::time::Duration;

use aftercare::engine::record::Record;
use aftercare::plan::{self, Source};
use rustix::process::Signal;

use super::judge::{Seen, Tally, judge};
use super::{Dice, in_lives, plan_wash, times};
use crate::daemon::{Home, Rig, count, far, task};
use crate::lab::{Lab, eventually, pass};

/// How often one plan is overwritten at most: so often in the time for which it lasts.
const MOST: usize = 700;

#[test]
fn whatever_is_written_over_the_plan_its_reminders_go_on() {
    in_lives(times(40), MOST, life).tell("the plan file overwritten").is_kept();
}

fn life(number: usize, writes: usize) -> Tally {
    let rig = Rig::new(Lab::dunst());
    let moments = plan_wash(&rig.home, 120, 2);
    let good = fs::read_to_string(rig.home.plan_file()).expect("the plan");
    let daemon = rig.home.start_as(rig.home.service());
    let mut dice = Dice::of(number);
    for _ in 0..writes {
        overwrite(&rig.home, next(&good, &mut dice), &mut dice);
        dice.pass(600);
    }
    overwrite(&rig.home, Some(good.into_bytes()), &mut dice);
    eventually("the mistake is over", || {
        rig.home.json("status")["plan_problem"].is_null().then_some(())
    });
    daemon.stop();
    let tally = judge(&rig.home, &moments, Seen::of("zebra", &rig.lab.texts()), 0);
    Tally { times: writes, ..tally }
}

/// A second look that falls between the two steps of a save must not take the plan away.
#[test]
fn a_file_that_is_empty_just_when_it_is_looked_at_again_is_not_believed() {
    let rig = Rig::new(Lab::bare());
    rig.home.known_already(&["wash"]);
    let daemon = rig.home.start_as(rig.home.service());
    for _ in 0..times(10) {
        fs::write(rig.home.plan_file(), "no plan").expect("write the plan");
        // After the first look, and before the second.
        pass(Duration::from_millis(370));
        daemon.signal(Signal::STOP);
        fs::write(rig.home.plan_file(), "").expect("empty the plan");
        pass(Duration::from_millis(300));
        // The second look is due, and so is the news of the change.
        daemon.signal(Signal::CONT);
        pass(Duration::from_millis(100));
    }
    daemon.stop();
    let taken = |record: &Record| matches!(record, Record::PlanApplied { .. });
    assert_eq!(count(&rig.home.entries(), taken), 1, "{:#?}", rig.home.entries());
}

/// In place or by another file, as editors do; `None` takes it away.
fn overwrite(home: &Home, bytes: Option<Vec<u8>>, dice: &mut Dice) {
    let (file, beside) = (home.plan_file(), home.plan_file().with_extension("new"));
    match bytes {
        None => drop(fs::remove_file(file)),
        Some(bytes) if dice.below(2) == 0 => fs::write(file, bytes).expect("write the plan"),
        Some(bytes) => {
            fs::write(&beside, bytes).expect("write a plan");
            fs::rename(beside, file).expect("replace the plan");
        }
    }
}

/// The good plan, one with a reminder more, or something that is no plan at all.
fn next(good: &str, dice: &mut Dice) -> Option<Vec<u8>> {
    let bytes = match dice.below(6) {
        0 => good.to_owned().into_bytes(),
        1 => (good.to_owned() + &task("cream", &[far()])).into_bytes(),
        2 => good.as_bytes()[..dice.place(0..good.len())].to_vec(),
        3 => (0..dice.place(1..5000)).map(|_| byte(dice)).collect(),
        4 => changed(good, dice),
        _ => return None,
    };
    let is_other = is_plan(&bytes) && !bytes.starts_with(good.as_bytes());
    // By chance it may be another plan, which has other reminders to judge by.
    Some(if is_other { good.to_owned().into_bytes() } else { bytes })
}

fn byte(dice: &mut Dice) -> u8 {
    u8::try_from(dice.below(256)).expect("a byte")
}

fn changed(good: &str, dice: &mut Dice) -> Vec<u8> {
    let mut bytes = good.as_bytes().to_vec();
    for _ in 0..dice.place(1..20) {
        let place = dice.place(0..bytes.len());
        bytes[place] = byte(dice);
    }
    bytes
}

fn is_plan(bytes: &[u8]) -> bool {
    let Ok(text) = String::from_utf8(bytes.to_vec()) else { return false };
    let source = Source { name: "plan.toml".to_owned(), text };
    plan::read(source, &mut |_| Err(String::new())).plan.is_some()
}
