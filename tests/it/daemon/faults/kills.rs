//! The program is killed at random moments, while reminders come due and are answered.

use std::process::{Child, Stdio};

use super::judge::{Seen, Tally, done, judge};
use super::{Dice, Home, in_lives, plan_wash, times};
use crate::daemon::Rig;
use crate::lab::Lab;

/// How often one daemon is killed at most: so often in the time for which there is a plan.
const MOST: usize = 100;

#[test]
fn killed_at_random_moments_it_loses_and_doubles_nothing() {
    in_lives(times(48), MOST.min(times(16)), life).tell("kill -9 at a random moment").is_kept();
}

fn life(number: usize, kills: usize) -> Tally {
    let rig = Rig::new(Lab::dunst());
    let home = &rig.home;
    let times = plan_wash(home, 120, 2);
    let (mut dice, mut taken) = (Dice::of(number), 0);
    for kill in 0..kills {
        let daemon = home.start_with(home.service());
        // The way to the first showing takes a fraction of a second; now and then it may go on.
        dice.pass(if kill % 4 == 0 { 2000 } else { 500 });
        let answer = (kill % 3 == 0).then(|| answers(home));
        dice.pass(60);
        daemon.kill();
        taken += answer.map_or(0, is_taken);
    }
    home.start_as(home.service()).stop();
    let tally = judge(home, &times, Seen::of("zebra", &rig.lab.texts()), kills);
    let kept = done(&home.entries(), "wash");
    Tally { lost: tally.lost + taken.saturating_sub(kept), ..tally }
}

/// A person who says that it is done, whatever the daemon does meanwhile.
fn answers(home: &Home) -> Child {
    let mut command = home.command();
    command.args(["done", "wash"]).stdout(Stdio::piped()).stderr(Stdio::null());
    command.spawn().expect("run a command")
}

/// 1 if the person was told that the answer counts.
fn is_taken(answer: Child) -> usize {
    let output = answer.wait_with_output().expect("wait for a command");
    usize::from(String::from_utf8_lossy(&output.stdout).starts_with("wash: done, for "))
}
