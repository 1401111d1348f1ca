//! The notification server and the bus are killed and restarted while reminders come due.

use super::judge::{Seen, Tally, judge};
use super::{Dice, in_lives, plan_wash, times};
use crate::daemon::Rig;
use crate::lab::{Lab, eventually};

/// How often one desktop is killed at most: so often in the time for which there is a plan.
const MOST: usize = 34;

#[test]
fn when_server_and_bus_are_killed_it_loses_and_doubles_nothing() {
    in_lives(times(8), MOST.min(times(4)), life).tell("server or bus killed, started").is_kept();
}

fn life(number: usize, kills: usize) -> Tally {
    let mut rig = Rig::new(Lab::dunst());
    let times = plan_wash(&rig.home, 120, 2);
    let mut daemon = rig.home.start_as(rig.home.service());
    let (mut dice, mut seen) = (Dice::of(number), Seen::default());
    for kill in 0..kills {
        dice.pass(3000);
        rig.lab.kill_server();
        seen += Seen::of("zebra", &rig.lab.texts());
        if kill % 2 == 1 {
            rig.lab.kill_bus();
            dice.pass(500);
            rig.lab.start_bus();
        }
        rig.lab.start_server();
    }
    let before = rig.home.showings("wash");
    eventually("it is shown on the last server", || {
        (before < rig.home.showings("wash")).then_some(())
    });
    assert!(daemon.is_alive(), "{}", rig.home.said());
    daemon.stop();
    seen += Seen::of("zebra", &rig.lab.texts());
    judge(&rig.home, &times, seen, kills)
}
