//! Lives that failed once, lived again.
//!
//! Each file of `found` has the numbers that decide a life, one for each step. A change of what can
//! happen makes other lives of them: then they are looked for again, with the mistake put back.

use super::world::World;

/// Lives a life again that once failed.
#[track_caller]
fn again(seed: u64, dropped: &[usize], steps: &str) {
    let script: Vec<u64> =
        steps.split_whitespace().map(|step| step.parse().expect("a number")).collect();
    let result = World::new(seed, dropped, false).follow(&script);
    assert!(result.is_ok(), "{}", result.err().unwrap_or_default());
}

/// Found by seed 118: a step back of one second, then the history is erased.
#[test]
fn what_comes_after_the_history_was_erased_is_not_lost() {
    again(118, &[5, 4, 3, 2, 0], include_str!("found/118"));
}

/// Found by seed 2273: the number of a notification was erased with what it had told of, although
/// something newer was on its way into its place when the daemon died.
#[test]
fn what_is_erased_leaves_no_notification_behind() {
    again(2273, &[5, 4, 3, 2], include_str!("found/2273"));
}

/// Found by seed 2805: what lost its place in quiet hours kept a summary that told of nothing.
#[test]
fn a_summary_leaves_with_the_last_that_it_tells_of() {
    again(2805, &[5], include_str!("found/2805"));
}

/// Found by seed 1600: what a false future had sent was not counted, and was on its way beside three
/// others.
#[test]
fn what_is_on_its_way_since_a_false_future_takes_up_a_place() {
    again(1600, &[5, 3, 0], include_str!("found/1600"));
}

/// Found by seed 3200: the number of a summary was forgotten when the last that it had been shown for
/// got a place of its own, so there were two after a crash.
#[test]
fn a_summary_is_known_after_a_crash() {
    again(3200, &[5, 4], include_str!("found/3200"));
}

/// Found by seed 7855: what the server showed when nothing counted of it any more left a number that
/// is in no history, so there were two after a crash.
#[test]
fn what_was_shown_too_late_to_count_is_not_there_after_a_crash() {
    again(7855, &[5, 4, 3, 2], include_str!("found/7855"));
}

/// Found by seed 5272: in a false past, a summary stayed for a note that had not been yet.
#[test]
fn a_summary_does_not_stay_for_what_has_not_been() {
    again(5272, &[5, 4, 3, 2, 0], include_str!("found/5272"));
}

/// Found by seed 10759: a summary of nothing but notes was taken off at once by a restart, so that
/// nobody can have read it.
#[test]
fn a_summary_of_notes_can_be_read_over_a_restart() {
    again(10759, &[5, 4, 3, 2], include_str!("found/10759"));
}

/// Found by seed 12884: the server had refused in a false future, and when the clock came near it, that
/// wait held back what came due.
#[test]
fn a_wait_of_a_false_future_holds_nothing_back() {
    again(12884, &[5, 4, 3, 0], include_str!("found/12884"));
}
