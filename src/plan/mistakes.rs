//! One test for each kind of mistake, with the whole message that a person reads.

use super::{
    Reading, Source, read,
    render::{Look, render},
};

fn read_alone(text: &str) -> Reading {
    let main = Source { name: "plan.toml".to_owned(), text: text.to_owned() };
    read(main, &mut |_| Err("no such file".to_owned()))
}

/// Every problem of a plan, as it is shown; whatever is offered as a fix must be one.
fn messages(text: &str) -> String {
    let reading = read_alone(text);
    for problem in &reading.problems {
        if let Some((span, replacement)) =
            problem.help.as_ref().and_then(|help| help.replace.clone())
        {
            let mut mended = text.to_owned();
            mended.replace_range(span, &replacement);
            let again = read_alone(&mended).problems;
            assert!(again.len() < reading.problems.len(), "this does not help: {mended}");
        }
    }
    render(&reading.problems, &reading.sources, Look::Plain)
}

/// The problems of one reminder's line.
fn reminder(line: &str) -> String {
    messages(&format!("[[reminder]]\nid = \"water\"\ntext = \"Drink water\"\n{line}\n"))
}

#[test]
fn an_unknown_key_with_a_near_one() {
    insta::assert_snapshot!(reminder("every = \"3h\"\nuntill = \"20:00\""), @r#"
    error: unknown key `untill`
     --> plan.toml:5:1
      |
    5 | untill = "20:00"
      | ^^^^^^
      |
    help: did you mean `until`?
      |
    5 - untill = "20:00"
    5 + until = "20:00"
      |
    "#);
}

#[test]
fn an_unknown_key_with_none_near() {
    insta::assert_snapshot!(messages("[quiet]\nxyzzy = 1\n"), @"
    error: unknown key `xyzzy`
     --> plan.toml:2:1
      |
    2 | xyzzy = 1
      | ^^^^^
      |
      = help: the keys that can stand here are `from` or `to`
    ");
}

#[test]
fn a_key_of_the_plan_below_a_table() {
    insta::assert_snapshot!(messages("[day]\nwake = \"07:00\"\nsessions = [2026-11-20]\n"), @"
    error: unknown key `sessions`
     --> plan.toml:3:1
      |
    3 | sessions = [2026-11-20]
      | ^^^^^^^^ not a key of [day]
      |
      = help: move this line to the top of the file, above the first line in [brackets]; `sessions` is about the whole plan
    ");
}

#[test]
fn a_key_of_another_table() {
    insta::assert_snapshot!(messages("wake = \"07:00\"\n"), @r#"
    error: unknown key `wake`
     --> plan.toml:1:1
      |
    1 | wake = "07:00"
      | ^^^^
      |
      = help: `wake` belongs below a line that says [day]
    "#);
}

/// The problems of one shift's lines.
fn shift(lines: &str) -> String {
    messages(&format!(
        "[[session]]\ndate = 2026-11-20\n[[session]]\ndate = 2026-12-04\nstatus = \"cancelled\"\n\
         [[shift]]\n{lines}\n"
    ))
}

#[test]
fn a_shift_of_a_session_that_is_not_there() {
    insta::assert_snapshot!(shift("session = 2026-11-02\nafter = 5\ndays = 3"), @"
    error: there is no session on 2026-11-02
     --> plan.toml:7:11
      |
    7 | session = 2026-11-02
      |           ^^^^^^^^^^
      |
    help: did you mean 2026-11-20?
      |
    7 - session = 2026-11-02
    7 + session = 2026-11-20
      |
    ");
}

#[test]
fn a_shift_of_a_cancelled_session() {
    insta::assert_snapshot!(shift("session = 2026-12-04\nafter = 5\ndays = 3"), @"
    error: the session on 2026-12-04 is cancelled
     --> plan.toml:7:11
      |
    7 | session = 2026-12-04
      |           ^^^^^^^^^^
      |
      = help: delete this [[shift]] and the lines below it
    ");
}

#[test]
fn a_shift_without_sessions() {
    let lines = "[[shift]]\nsession = 2026-12-04\nafter = 5\ndays = 3\n";
    insta::assert_snapshot!(messages(lines), @"
    error: there is no session on 2026-12-04
     --> plan.toml:2:11
      |
    2 | session = 2026-12-04
      |           ^^^^^^^^^^
      |
      = help: write the date of one of the sessions of this plan
    ");
}

#[test]
fn a_shift_by_no_days() {
    insta::assert_snapshot!(shift("session = 2026-11-20\nafter = 5\ndays = 0"), @"
    error: 0 days move nothing
     --> plan.toml:9:8
      |
    9 | days = 0
      |        ^
      |
      = help: write how many days later, such as 3; or earlier, such as -2
    ");
}

#[test]
fn a_shift_too_far() {
    insta::assert_snapshot!(shift("session = 2026-11-20\nafter = -1\ndays = 400"), @"
    error: this number cannot stand here
     --> plan.toml:8:9
      |
    8 | after = -1
      |         ^^
      |
      = help: write a whole number, 0 to 36500

    error: this number cannot stand here
     --> plan.toml:9:8
      |
    9 | days = 400
      |        ^^^
      |
      = help: write a whole number, -365 to 365
    ");
}

#[test]
fn a_shift_that_lacks_everything() {
    insta::assert_snapshot!(shift("day = 3"), @"
    error: this shift has no `session`
     --> plan.toml:6:1
      |
    6 | [[shift]]
      | ^^^^^^^^^
      |
      = help: add a line below it, such as: session = 2026-11-20

    error: this shift has no `after`
     --> plan.toml:6:1
      |
    6 | [[shift]]
      | ^^^^^^^^^
      |
      = help: add a line below it, such as: after = 5

    error: this shift has no `days`
     --> plan.toml:6:1
      |
    6 | [[shift]]
      | ^^^^^^^^^
      |
      = help: add a line below it, such as: days = 3

    error: unknown key `day`
     --> plan.toml:7:1
      |
    7 | day = 3
      | ^^^ not a key of [[shift]]
      |
      = help: move this line to the top of the file, above the first line in [brackets]; `day` is about the whole plan
    ");
}

#[test]
fn a_shift_in_single_brackets() {
    let lines = "sessions = [2026-11-20]\n[shift]\nsession = 2026-11-20\nafter = 5\ndays = 3\n";
    insta::assert_snapshot!(messages(lines), @"
    error: a plan can have several of `shift`
     --> plan.toml:2:1
      |
    2 | [shift]
      | ^^^^^^^
      |
    help: write two brackets on each side
      |
    2 - [shift]
    2 + [[shift]]
      |
    ");
}

#[test]
fn more_shifts_than_anybody_can_mean() {
    let one = "[[shift]]\nsession = 2026-11-20\nafter = 5\ndays = 3\n";
    let many = format!("sessions = [2026-11-20]\n{}", one.repeat(101));
    insta::assert_snapshot!(messages(&many), @"
    error: a plan can have at most 100 shifts
       --> plan.toml:402:1
        |
    402 | [[shift]]
        | ^^^^^^^^^
        |
        = help: put several into one: add up their `days`
    ");
}

#[test]
fn a_text_where_a_number_belongs() {
    insta::assert_snapshot!(messages("day_of_session = \"1\"\n"), @r#"
    error: expected a whole number, 0 or 1, found a text
     --> plan.toml:1:18
      |
    1 | day_of_session = "1"
      |                  ^^^
      |
    help: write it without quotes
      |
    1 - day_of_session = "1"
    1 + day_of_session = 1
      |
    "#);
}

#[test]
fn a_number_where_a_text_belongs() {
    insta::assert_snapshot!(messages("title = 5\n"), @r#"
    error: expected a text in quotes, found a number
     --> plan.toml:1:9
      |
    1 | title = 5
      |         ^
      |
    help: add the quotes
      |
    1 - title = 5
    1 + title = "5"
      |
    "#);
}

#[test]
fn a_number_that_is_too_high() {
    insta::assert_snapshot!(messages("day_of_session = 2\n"), @"
    error: this number cannot stand here
     --> plan.toml:1:18
      |
    1 | day_of_session = 2
      |                  ^
      |
      = help: write a whole number, 0 or 1
    ");
}

#[test]
fn a_yes_in_quotes() {
    insta::assert_snapshot!(reminder("at = \"09:00\"\nenabled = \"no\""), @r#"
    error: expected true or false, found a text
     --> plan.toml:5:11
      |
    5 | enabled = "no"
      |           ^^^^
      |
    help: write it like this
      |
    5 - enabled = "no"
    5 + enabled = false
      |
    "#);
}

#[test]
fn a_word_with_a_slip() {
    insta::assert_snapshot!(reminder("at = \"09:00\"\nkind = \"taks\""), @r#"
    error: `taks` is not one of the words that can stand here
     --> plan.toml:5:8
      |
    5 | kind = "taks"
      |        ^^^^^^
      |
    help: did you mean `task`?
      |
    5 - kind = "taks"
    5 + kind = "task"
      |
    "#);
}

#[test]
fn a_word_that_is_nothing_like_it() {
    insta::assert_snapshot!(reminder("at = \"09:00\"\nurgency = \"very much\""), @r#"
    error: `very much` is not one of the words that can stand here
     --> plan.toml:5:11
      |
    5 | urgency = "very much"
      |           ^^^^^^^^^^^
      |
      = help: write `low`, `normal` or `critical`, in quotes
    "#);
}

#[test]
fn single_brackets() {
    insta::assert_snapshot!(messages("[reminder]\nid = \"a\"\ntext = \"A\"\nat = \"09:00\"\n"), @"
    error: a plan can have several of `reminder`
     --> plan.toml:1:1
      |
    1 | [reminder]
      | ^^^^^^^^^^
      |
    help: write two brackets on each side
      |
    1 - [reminder]
    1 + [[reminder]]
      |
    ");
}

#[test]
fn double_brackets() {
    insta::assert_snapshot!(messages("[[day]]\nwake = \"07:00\"\n"), @"
    error: there is only one [day]
     --> plan.toml:1:1
      |
    1 | [[day]]
      | ^^^^^^^
      |
    help: write single brackets
      |
    1 - [[day]]
    1 + [day]
      |
    ");
}

#[test]
fn brackets_forgotten() {
    insta::assert_snapshot!(messages("day = \"08:00\"\nreminder = 1\n"), @r#"
    error: expected a table, found a text
     --> plan.toml:1:7
      |
    1 | day = "08:00"
      |       ^^^^^^^
      |
      = help: write it like this: a line [day], and its keys on lines below it

    error: expected a table, found a number
     --> plan.toml:2:12
      |
    2 | reminder = 1
      |            ^
      |
      = help: write it like this: a line [[reminder]], and its keys on lines below it
    "#);
}

#[test]
fn another_version() {
    insta::assert_snapshot!(messages("version = 2\n"), @"
    error: this version of plans is not known here
     --> plan.toml:1:11
      |
    1 | version = 2
      |           ^
      |
      = note: this program reads version 1
      = help: the file is meant for a newer program: install that, or ask for a plan of version 1
    ");
}

#[test]
fn an_hour_that_does_not_exist() {
    insta::assert_snapshot!(reminder("at = [\"25:00\"]"), @r#"
    error: `25:00` is not a time of day
     --> plan.toml:4:7
      |
    4 | at = ["25:00"]
      |       ^^^^^^^
      |
      = help: the hour goes from 00 to 23
    "#);
}

#[test]
fn a_native_hour_that_does_not_exist() {
    insta::assert_snapshot!(reminder("at = [25:00]"), @"
    error: `25:00` is not a time of day
     --> plan.toml:4:7
      |
    4 | at = [25:00]
      |       ^^^^^
      |
      = help: the hour goes from 00 to 23
    ");
}

#[test]
fn an_hour_with_one_digit() {
    insta::assert_snapshot!(reminder("at = [\"9:00\"]"), @r#"
    error: `9:00` is not a time of day
     --> plan.toml:4:7
      |
    4 | at = ["9:00"]
      |       ^^^^^^
      |
    help: write it like this
      |
    4 | at = ["09:00"]
      |        +
    "#);
}

#[test]
fn a_native_hour_with_one_digit() {
    insta::assert_snapshot!(reminder("at = 9:00"), @r#"
    error: `9:00` is not a time of day
     --> plan.toml:4:6
      |
    4 | at = 9:00
      |      ^^^^
      |
    help: write it like this
      |
    4 - at = 9:00
    4 + at = "09:00"
      |
    "#);
}

#[test]
fn an_hour_of_the_american_clock() {
    insta::assert_snapshot!(reminder("at = [\"9pm\"]"), @r#"
    error: `9pm` is not a time of day
     --> plan.toml:4:7
      |
    4 | at = ["9pm"]
      |       ^^^^^
      |
    help: write it like this
      |
    4 - at = ["9pm"]
    4 + at = ["21:00"]
      |
    "#);
}

#[test]
fn an_american_clock_without_quotes() {
    insta::assert_snapshot!(reminder("at = 9pm"), @r#"
    error: `9pm` is not a time of day
     --> plan.toml:4:6
      |
    4 | at = 9pm
      |      ^^^
      |
    help: write it like this
      |
    4 - at = 9pm
    4 + at = "21:00"
      |
    "#);
}

#[test]
fn midnight_as_24() {
    insta::assert_snapshot!(reminder("at = [\"24:00\"]"), @r#"
    error: `24:00` is not a time of day
     --> plan.toml:4:7
      |
    4 | at = ["24:00"]
      |       ^^^^^^^
      |
      = note: a day ends at 23:59; midnight is the first minute of the next day
    help: write it like this
      |
    4 - at = ["24:00"]
    4 + at = ["00:00"]
      |
    "#);
}

#[test]
fn a_leap_second() {
    insta::assert_snapshot!(reminder("at = [23:59:60]"), @r#"
    error: no clock shows this time
     --> plan.toml:4:7
      |
    4 | at = [23:59:60]
      |       ^^^^^^^^
      |
    help: write it like this
      |
    4 - at = [23:59:60]
    4 + at = ["23:59:59"]
      |
    "#);
}

#[test]
fn a_minute_that_does_not_exist() {
    insta::assert_snapshot!(reminder("at = [\"09:75\"]"), @r#"
    error: `09:75` is not a time of day
     --> plan.toml:4:7
      |
    4 | at = ["09:75"]
      |       ^^^^^^^
      |
      = help: the minute goes from 00 to 59
    "#);
}

#[test]
fn a_number_for_a_time() {
    insta::assert_snapshot!(reminder("at = 9"), @r#"
    error: expected a time of day, found a number
     --> plan.toml:4:6
      |
    4 | at = 9
      |      ^
      |
    help: write it like this
      |
    4 - at = 9
    4 + at = "09:00"
      |
    "#);
}

#[test]
fn an_anchor_with_a_slip() {
    insta::assert_snapshot!(reminder("at = [\"slep+1h\"]"), @r#"
    error: `slep+1h` is not a time of day
     --> plan.toml:4:7
      |
    4 | at = ["slep+1h"]
      |       ^^^^^^^^^
      |
    help: did you mean `sleep`?
      |
    4 | at = ["sleep+1h"]
      |           +
    "#);
}

#[test]
fn an_offset_that_is_no_time() {
    insta::assert_snapshot!(reminder("at = [\"sleep-half an hour\"]"), @r#"
    error: `-half an hour` after sleep is not a span of time
     --> plan.toml:4:7
      |
    4 | at = ["sleep-half an hour"]
      |       ^^^^^^^^^^^^^^^^^^^^
      |
      = help: write it like this: "sleep-30m" or "sleep+1h 30m"
    "#);
}

#[test]
fn an_offset_that_is_too_long() {
    insta::assert_snapshot!(reminder("at = [\"sleep-30h\"]"), @r#"
    error: -30h is too far from sleep
     --> plan.toml:4:7
      |
    4 | at = ["sleep-30h"]
      |       ^^^^^^^^^^^
      |
      = help: stay within 24 hours; for another day, change `days`
    "#);
}

#[test]
fn the_same_time_twice() {
    insta::assert_snapshot!(reminder("at = [\"09:00\", \"21:00\", \"09:00\"]"), @r#"
    warning: this time is in the list twice
     --> plan.toml:4:25
      |
    4 | at = ["09:00", "21:00", "09:00"]
      |                         ^^^^^^^
      |
      = help: delete one of the two; it is shown once anyway
    "#);
}

#[test]
fn an_empty_list_of_times() {
    insta::assert_snapshot!(reminder("at = []"), @r#"
    error: this never happens: the list of times is empty
     --> plan.toml:4:6
      |
    4 | at = []
      |      ^^
      |
      = help: write at least one time, such as ["09:00"]; to switch the reminder off, write enabled = false
    "#);
}

#[test]
fn the_sun_without_a_place() {
    insta::assert_snapshot!(reminder("at = [\"sunset-30m\"]"), @r#"
    error: the time of sunset depends on where you are
     --> plan.toml:4:7
      |
    4 | at = ["sunset-30m"]
      |       ^^^^^^^^^^^^
      |
      = help: add three lines at the end of the file, with your own place: [place], latitude = 52.5, longitude = 13.4
    "#);
}

#[test]
fn days_backwards() {
    insta::assert_snapshot!(reminder("at = \"09:00\"\ndays = \"0..3, 9..5\""), @r#"
    error: the days run backwards, from 9 to 5
     --> plan.toml:5:15
      |
    5 | days = "0..3, 9..5"
      |               ^^^^
      |
    help: write the lower number first
      |
    5 - days = "0..3, 9..5"
    5 + days = "0..3, 5..9"
      |
    "#);
}

#[test]
fn days_with_a_hyphen() {
    insta::assert_snapshot!(reminder("at = \"09:00\"\ndays = \"5-13\""), @r#"
    error: `5-13` does not name recovery days
     --> plan.toml:5:9
      |
    5 | days = "5-13"
      |         ^^^^
      |
    help: write it like this
      |
    5 - days = "5-13"
    5 + days = "5..13"
      |
    "#);
}

#[test]
fn days_with_a_dash() {
    insta::assert_snapshot!(reminder("at = \"09:00\"\ndays = \"5–13\""), @r#"
    error: `5–13` does not name recovery days
     --> plan.toml:5:9
      |
    5 | days = "5–13"
      |         ^^^^
      |
    help: write it like this
      |
    5 - days = "5–13"
    5 + days = "5..13"
      |
    "#);
}

#[test]
fn days_without_quotes() {
    insta::assert_snapshot!(reminder("at = \"09:00\"\ndays = 0..3"), @r#"
    error: this value must stand in quotes
     --> plan.toml:5:8
      |
    5 | days = 0..3
      |        ^^^^
      |
    help: add the quotes
      |
    5 - days = 0..3
    5 + days = "0..3"
      |
    "#);
}

#[test]
fn days_in_words() {
    insta::assert_snapshot!(reminder("at = \"09:00\"\ndays = \"the first week\""), @r#"
    error: `the first week` does not name recovery days
     --> plan.toml:5:9
      |
    5 | days = "the first week"
      |         ^^^^^^^^^^^^^^
      |
      = help: write it like this: "0..3", "4..", "0,3,6" or "5..13/2"
    "#);
}

#[test]
fn days_too_far() {
    insta::assert_snapshot!(reminder("at = \"09:00\"\ndays = \"0..99999\""), @r#"
    error: this day is too far away
     --> plan.toml:5:9
      |
    5 | days = "0..99999"
      |         ^^^^^^^^
      |
      = help: days go from -365 to 36500; for "without an end", write it like "4.."
    "#);
}

#[test]
fn days_with_a_step_of_nothing() {
    insta::assert_snapshot!(reminder("at = \"09:00\"\ndays = \"0..9/0\""), @r#"
    error: a step of 0 would never get further
     --> plan.toml:5:9
      |
    5 | days = "0..9/0"
      |         ^^^^^^
      |
      = help: write /1 for every day, /2 for every second day, and so on
    "#);
}

#[test]
fn a_step_without_a_range() {
    insta::assert_snapshot!(reminder("at = \"09:00\"\ndays = \"5/2\""), @r#"
    error: a step needs a range of days
     --> plan.toml:5:9
      |
    5 | days = "5/2"
      |         ^^^
      |
    help: did you mean
      |
    5 | days = "5../2"
      |          ++
    "#);
}

#[test]
fn a_comma_too_many_in_days() {
    insta::assert_snapshot!(reminder("at = \"09:00\"\ndays = \"1,,2\""), @r#"
    error: a day is missing here
     --> plan.toml:5:8
      |
    5 | days = "1,,2"
      |        ^^^^^^
      |
      = help: delete the comma that is too many
    "#);
}

#[test]
fn day_zero_of_a_plan_that_begins_with_one() {
    insta::assert_snapshot!(messages("day_of_session = 1\n[[restriction]]\nid = \"a\"\nlabel = \"A\"\ndays = 0\n"), @"
    error: this never happens: there is no day 0 in this plan
     --> plan.toml:5:8
      |
    5 | days = 0
      |        ^
      |
      = note: `day_of_session = 1` calls the treatment day itself day 1; the day before is -1
    help: write the treatment day
      |
    5 - days = 0
    5 + days = 1
      |
    ");
}

#[test]
fn a_span_of_time_in_words() {
    insta::assert_snapshot!(reminder("every = \"30 minutes\""), @r#"
    error: `30 minutes` is not a span of time
     --> plan.toml:4:9
      |
    4 | every = "30 minutes"
      |         ^^^^^^^^^^^^
      |
      = note: the units are s for seconds, m for minutes, h for hours and d for days
    help: write it like this
      |
    4 - every = "30 minutes"
    4 + every = "30m"
      |
    "#);
}

#[test]
fn a_span_of_time_without_a_unit() {
    insta::assert_snapshot!(reminder("every = \"30\""), @r#"
    error: `30` is not a span of time
     --> plan.toml:4:9
      |
    4 | every = "30"
      |         ^^^^
      |
      = note: the units are s for seconds, m for minutes, h for hours and d for days
      = help: write it like this: "30m", "2h", "1h 30m" or "1d"
    "#);
}

#[test]
fn a_number_for_a_span_of_time() {
    insta::assert_snapshot!(reminder("every = 30"), @r#"
    error: expected a span of time in quotes, found a number
     --> plan.toml:4:9
      |
    4 | every = 30
      |         ^^
      |
      = help: write it like this: "30m", "2h", "1h 30m" or "1d"
    "#);
}

#[test]
fn a_unit_that_is_too_large() {
    insta::assert_snapshot!(reminder("at = \"09:00\"\ngrace = \"2w\""), @r#"
    error: `2w` is not a span of time
     --> plan.toml:5:9
      |
    5 | grace = "2w"
      |         ^^^^
      |
      = note: the units are s for seconds, m for minutes, h for hours and d for days
    help: write it like this
      |
    5 - grace = "2w"
    5 + grace = "14d"
      |
    "#);
}

#[test]
fn a_span_of_time_that_is_too_short() {
    insta::assert_snapshot!(reminder("every = \"10s\""), @r#"
    error: `10s` is too short
     --> plan.toml:4:9
      |
    4 | every = "10s"
      |         ^^^^^
      |
    help: the shortest is 1m
      |
    4 - every = "10s"
    4 + every = "1m"
      |
    "#);
}

#[test]
fn a_span_of_time_that_is_too_long() {
    insta::assert_snapshot!(reminder("at = \"09:00\"\nsnooze = \"2d\""), @r#"
    error: `2d` is too long
     --> plan.toml:5:10
      |
    5 | snooze = "2d"
      |          ^^^^
      |
    help: the longest is 1d
      |
    5 - snooze = "2d"
    5 + snooze = "1d"
      |
    "#);
}

#[test]
fn nagging_without_end() {
    insta::assert_snapshot!(reminder("at = \"09:00\"\nnag = { every = \"5m\", times = 100 }"), @r#"
    error: this number cannot stand here
     --> plan.toml:5:31
      |
    5 | nag = { every = "5m", times = 100 }
      |                               ^^^
      |
      = help: write a whole number, 1 to 20
    "#);
}

#[test]
fn nagging_without_a_number() {
    insta::assert_snapshot!(reminder("at = \"09:00\"\nnag = { every = \"5m\" }"), @r#"
    error: this nag has no `times`
     --> plan.toml:5:7
      |
    5 | nag = { every = "5m" }
      |       ^^^^^^^^^^^^^^^^
      |
      = help: add this between the braces: times = 2
    "#);
}

#[test]
fn at_and_every() {
    insta::assert_snapshot!(reminder("at = [\"09:00\"]\nevery = \"3h\""), @r#"
    error: this reminder has `every` and also `at`
     --> plan.toml:5:1
      |
    5 | every = "3h"
      | ^^^^^
      |
      = note: a reminder says when in one of three ways: `at`, `every` or `cron`
      = help: keep one of the two lines; for both, write two reminders
    "#);
}

#[test]
fn no_time_at_all() {
    insta::assert_snapshot!(reminder(""), @r#"
    error: this reminder does not say when
     --> plan.toml:1:1
      |
    1 | [[reminder]]
      | ^^^^^^^^^^^^
      |
      = help: add one line below it: at = ["09:00"], or every = "3h", or cron = "30 9 * * mon"
    "#);
}

#[test]
fn a_window_without_every() {
    insta::assert_snapshot!(reminder("at = \"09:00\"\nuntil = \"20:00\""), @r#"
    error: `until` only goes with `every`
     --> plan.toml:5:1
      |
    5 | until = "20:00"
      | ^^^^^
      |
      = help: delete this line, or write `every` instead of `at`
    "#);
}

#[test]
fn an_empty_window() {
    insta::assert_snapshot!(reminder("every = \"3h\"\nuntil = \"wake\""), @r#"
    error: this never happens: it ends when it begins
     --> plan.toml:5:9
      |
    5 | until = "wake"
      |         ^^^^^^
      |
      = note: `from` and `until` are the same time; without them, it is from waking to sleeping
      = help: write two different times, such as from = "09:00" and until = "21:00"
    "#);
}

#[test]
fn a_cron_of_seven_fields() {
    insta::assert_snapshot!(reminder("cron = \"0 30 9 * * mon 2026\""), @r#"
    error: a cron expression has five fields, and this one has 7
     --> plan.toml:4:8
      |
    4 | cron = "0 30 9 * * mon 2026"
      |        ^^^^^^^^^^^^^^^^^^^^^
      |
      = note: the five fields are minute, hour, day of the month, month, weekday
    help: leave out the seconds at the front and the year at the end
      |
    4 - cron = "0 30 9 * * mon 2026"
    4 + cron = "30 9 * * mon"
      |
    "#);
}

#[test]
fn a_cron_of_six_fields() {
    insta::assert_snapshot!(reminder("cron = \"30 30 9 * * mon\""), @r#"
    error: a cron expression has five fields, and this one has 6
     --> plan.toml:4:8
      |
    4 | cron = "30 30 9 * * mon"
      |        ^^^^^^^^^^^^^^^^^
      |
      = note: the five fields are minute, hour, day of the month, month, weekday
    help: seconds are not counted; leave out the first field
      |
    4 - cron = "30 30 9 * * mon"
    4 + cron = "30 9 * * mon"
      |
    "#);
}

#[test]
fn a_cron_of_four_fields() {
    insta::assert_snapshot!(reminder("cron = \"30 9 * *\""), @r#"
    error: a cron expression has five fields, and this one has 4
     --> plan.toml:4:8
      |
    4 | cron = "30 9 * *"
      |        ^^^^^^^^^^
      |
      = note: the five fields are minute, hour, day of the month, month, weekday
      = help: write it like this: "30 9 * * mon" (09:30 every Monday)
    "#);
}

#[test]
fn a_cron_shorthand() {
    insta::assert_snapshot!(reminder("cron = \"@daily\""), @r#"
    error: `@daily` is not understood here
     --> plan.toml:4:8
      |
    4 | cron = "@daily"
      |        ^^^^^^^^
      |
      = note: such words mean midnight, when nobody wants a reminder
    help: say the time too
      |
    4 - cron = "@daily"
    4 + cron = "0 9 * * *"
      |
    "#);
}

#[test]
fn a_cron_with_a_weekday_number() {
    insta::assert_snapshot!(reminder("cron = \"30 9 * * 1-5\""), @r#"
    error: a weekday is written by its name here
     --> plan.toml:4:18
      |
    4 | cron = "30 9 * * 1-5"
      |                  ^^^
      |
      = note: programs disagree on which day is number 1
    help: write the name
      |
    4 - cron = "30 9 * * 1-5"
    4 + cron = "30 9 * * mon-fri"
      |
    "#);
}

#[test]
fn a_cron_with_sunday_as_seven() {
    insta::assert_snapshot!(reminder("cron = \"30 9 * * 0,3,7\""), @r#"
    error: a weekday is written by its name here
     --> plan.toml:4:18
      |
    4 | cron = "30 9 * * 0,3,7"
      |                  ^^^^^
      |
      = note: programs disagree on which day is number 1
    help: write the name
      |
    4 - cron = "30 9 * * 0,3,7"
    4 + cron = "30 9 * * sun,wed"
      |
    "#);
}

#[test]
fn a_cron_with_a_backwards_week() {
    insta::assert_snapshot!(reminder("cron = \"30 9 * * fri-mon\""), @r#"
    error: `fri-mon` is not something that the weekday can be
     --> plan.toml:4:18
      |
    4 | cron = "30 9 * * fri-mon"
      |                  ^^^^^^^
      |
      = note: a range must not run over the end of the week
    help: name each day
      |
    4 - cron = "30 9 * * fri-mon"
    4 + cron = "30 9 * * fri,sat,sun,mon"
      |
    "#);
}

#[test]
fn a_cron_with_a_wrong_hour() {
    insta::assert_snapshot!(reminder("cron = \"30 25 * * *\""), @r#"
    error: `25` is not something that the hour can be
     --> plan.toml:4:12
      |
    4 | cron = "30 25 * * *"
      |            ^^
      |
      = note: the five fields are minute, hour, day of the month, month, weekday
      = help: the hour is * or 0 to 23, such as 9, 8-20 or 9,21
    "#);
}

#[test]
fn a_cron_that_never_fires() {
    insta::assert_snapshot!(reminder("cron = \"0 9 30 feb *\""), @r#"
    error: this never happens: there is no day 30 in February
     --> plan.toml:4:8
      |
    4 | cron = "0 9 30 feb *"
      |        ^^^^^^^^^^^^^^
      |
      = help: choose a day that the month has; for the end of every month, use 28
    "#);
}

#[test]
fn a_header_with_half_of_its_closing_brackets() {
    // What stands below it is not called wrong: it would belong there.
    insta::assert_snapshot!(messages("[[reminder]\nid = \"a\"\ntext = \"A\"\nat = \"09:00\"\ndays = \"4..9\"\n"), @r#"
    error: a closing bracket is missing here
     --> plan.toml:1:12
      |
    1 | [[reminder]
      |            ^
      |
    help: add it
      |
    1 | [[reminder]]
      |            +
    "#);
}

#[test]
fn a_restriction_with_a_slip() {
    insta::assert_snapshot!(messages("[[restriction]]\nid = \"creams\"\nlabel = \"Creams\"\ndays = \"0..1\"\n[[reminder]]\nid = \"cream\"\ntext = \"Cream\"\nat = \"09:00\"\nunless_closed = \"cream\"\n"), @r#"
    error: there is no restriction with the id `cream`
     --> plan.toml:9:17
      |
    9 | unless_closed = "cream"
      |                 ^^^^^^^
      |
    help: did you mean `creams`?
      |
    9 | unless_closed = "creams"
      |                       +
    "#);
}

#[test]
fn an_id_twice() {
    insta::assert_snapshot!(messages("[[reminder]]\nid = \"a\"\ntext = \"A\"\nat = \"09:00\"\n\n[[reminder]]\nid = \"a\"\ntext = \"B\"\nat = \"10:00\"\n"), @r#"
    error: the id `a` is already taken
     --> plan.toml:7:6
      |
    7 | id = "a"
      |      ^^^
      |
      = note: it is first used in line 2 of plan.toml
      = help: give one of the two another id, or delete one
    "#);
}

#[test]
fn an_id_with_blanks() {
    insta::assert_snapshot!(messages("[[phase]]\nid = \"First days\"\nlabel = \"First days\"\ndays = \"0..3\"\n"), @r#"
    error: `First days` cannot be an id
     --> plan.toml:2:6
      |
    2 | id = "First days"
      |      ^^^^^^^^^^^^
      |
      = note: an id has only small letters a to z, digits and hyphens
    help: write it like this
      |
    2 - id = "First days"
    2 + id = "first-days"
      |
    "#);
}

#[test]
fn the_id_of_the_program() {
    insta::assert_snapshot!(messages("[[reminder]]\nid = \"release\"\ntext = \"A\"\nat = \"09:00\"\n"), @r#"
    error: the id `release` is taken by the program itself
     --> plan.toml:2:6
      |
    2 | id = "release"
      |      ^^^^^^^^^
      |
      = note: it stands for the notices that something is allowed again
      = help: choose another id for this reminder
    "#);
}

#[test]
fn a_missing_text() {
    insta::assert_snapshot!(messages("[[reminder]]\nid = \"a\"\nat = \"09:00\"\n"), @r#"
    error: this reminder has no `text`
     --> plan.toml:1:1
      |
    1 | [[reminder]]
      | ^^^^^^^^^^^^
      |
      = help: add a line below it, such as: text = "Put on a thin layer of cream"
    "#);
}

#[test]
fn an_empty_text() {
    insta::assert_snapshot!(messages("title = \"\"\n"), @r#"
    error: this text is empty
     --> plan.toml:1:9
      |
    1 | title = ""
      |         ^^
      |
      = help: write what it should say between the quotes, or delete the whole line
    "#);
}

#[test]
fn a_text_that_is_too_long() {
    insta::assert_snapshot!(messages(&format!("title = \"{}\"\n", "long ".repeat(101))), @r#"
    error: this text is too long: 505 characters
     --> plan.toml:1:9
      |
    1 | ... = "long long long long long long long long long...ong long long long long long long long long "
      |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^...^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: shorten it to at most 500 characters
    "#);
}

#[test]
fn a_control_character() {
    insta::assert_snapshot!(messages("title = \"a\u{1b}[31mb\"\n"), @r#"
    error: this value contains the control character U+001B
     --> plan.toml:1:11
      |
    1 | title = "a?[31mb"
      |           ^
      |
      = help: delete that character, or type the value again instead of pasting it
    "#);
}

#[test]
fn a_control_character_as_an_escape() {
    insta::assert_snapshot!(messages("title = \"a\\u001b[31mb\"\n"), @r#"
    error: this text contains the control character U+001B
     --> plan.toml:1:9
      |
    1 | title = "a\u001b[31mb"
      |         ^^^^^^^^^^^^^^
      |
      = note: control characters can change what a screen shows
      = help: delete that character, or type the text again instead of pasting it
    "#);
}

#[test]
fn a_bidirectional_character() {
    insta::assert_snapshot!(messages("title = \"abc\u{202e}cba\"\n"), @r#"
    error: this text contains the invisible character U+202E
     --> plan.toml:1:13
      |
    1 | title = "abc�cba"
      |             ^
      |
      = note: such characters are invisible or turn the reading direction, so that a text can look different from what it says
      = help: delete that character, or type the text again instead of pasting it
    "#);
}

#[test]
fn a_line_break_in_a_title() {
    insta::assert_snapshot!(messages("title = \"\"\"one\ntwo\"\"\"\n"), @r#"
    error: this text contains a line break (U+000A)
     --> plan.toml:1:15
      |
    1 | title = """one
      |               ^
      |
      = note: this text must fit on one line; only `details`, `because`, `note` and contacts may have more
      = help: delete that character, or type the text again instead of pasting it
    "#);
}

#[test]
fn two_sessions_on_one_day() {
    insta::assert_snapshot!(messages("sessions = [2026-11-20, \"2026-11-20\"]\n"), @r#"
    error: there are two sessions on 2026-11-20
     --> plan.toml:1:25
      |
    1 | sessions = [2026-11-20, "2026-11-20"]
      |                         ^^^^^^^^^^^^
      |
      = help: delete one of them
    "#);
}

#[test]
fn sessions_in_two_ways() {
    insta::assert_snapshot!(messages("sessions = [2026-11-20]\n[[session]]\ndate = 2026-12-04\n"), @"
    error: the sessions are given in two ways
     --> plan.toml:2:3
      |
    2 | [[session]]
      |   ^^^^^^^
      |
      = help: use either `sessions = [...]` or [[session]] tables, not both
    ");
}

#[test]
fn a_session_in_another_age() {
    insta::assert_snapshot!(messages("sessions = [1026-11-20]\n"), @"
    error: this year cannot be right
     --> plan.toml:1:13
      |
    1 | sessions = [1026-11-20]
      |             ^^^^^^^^^^
      |
      = help: write a date between 1900 and 2200
    ");
}

#[test]
fn a_date_that_does_not_exist() {
    insta::assert_snapshot!(messages("sessions = [2026-02-30, \"2026-02-30\"]\n"), @r#"
    error: there is no date `2026-02-30`
     --> plan.toml:1:13
      |
    1 | sessions = [2026-02-30, "2026-02-30"]
      |             ^^^^^^^^^^
      |
      = help: write year-month-day, such as 2026-11-20

    error: there is no date `2026-02-30`
     --> plan.toml:1:25
      |
    1 | sessions = [2026-02-30, "2026-02-30"]
      |                         ^^^^^^^^^^^^
      |
      = help: write year-month-day, such as 2026-11-20
    "#);
}

#[test]
fn a_date_without_zeros() {
    insta::assert_snapshot!(messages("sessions = [2026-1-5]\n"), @"
    error: there is no date `2026-1-5`
     --> plan.toml:1:13
      |
    1 | sessions = [2026-1-5]
      |             ^^^^^^^^
      |
    help: write year-month-day with all zeros
      |
    1 - sessions = [2026-1-5]
    1 + sessions = [2026-01-05]
      |
    ");
}

#[test]
fn a_date_in_the_german_way() {
    insta::assert_snapshot!(messages("sessions = [\"20.11.2026\"]\n"), @r#"
    error: there is no date `20.11.2026`
     --> plan.toml:1:13
      |
    1 | sessions = ["20.11.2026"]
      |             ^^^^^^^^^^^^
      |
    help: write year-month-day with all zeros
      |
    1 - sessions = ["20.11.2026"]
    1 + sessions = [2026-11-20]
      |
    "#);
}

#[test]
fn a_date_with_a_time() {
    insta::assert_snapshot!(messages("sessions = [2026-11-20T14:30:00]\n"), @"
    error: expected a date without a time, found a date with a time
     --> plan.toml:1:13
      |
    1 | sessions = [2026-11-20T14:30:00]
      |             ^^^^^^^^^^^^^^^^^^^
      |
      = note: for the time of a treatment, use a [[session]] table with `date` and `time`
    help: write the date alone
      |
    1 - sessions = [2026-11-20T14:30:00]
    1 + sessions = [2026-11-20]
      |
    ");
}

#[test]
fn a_day_without_length() {
    insta::assert_snapshot!(messages("[day]\nwake = \"08:00\"\nsleep = \"08:00\"\n"), @r#"
    error: the day has no length: it begins and ends at the same time
     --> plan.toml:3:9
      |
    3 | sleep = "08:00"
      |         ^^^^^^^
      |
      = help: write two different times for `wake` and `sleep`
    "#);
}

#[test]
fn a_place_off_the_earth() {
    insta::assert_snapshot!(messages("[place]\nlatitude = 95.0\nlongitude = \"13\"\n"), @r#"
    error: there is no such place on Earth
     --> plan.toml:2:12
      |
    2 | latitude = 95.0
      |            ^^^^
      |
      = help: write a number from -90 to 90

    error: expected a number of degrees, found a text
     --> plan.toml:3:13
      |
    3 | longitude = "13"
      |             ^^^^
      |
    help: write it without quotes
      |
    3 - longitude = "13"
    3 + longitude = 13
      |
    "#);
}

#[test]
fn a_time_zone_in_words() {
    insta::assert_snapshot!(messages("timezone = \"Berlin time\"\n"), @r#"
    error: `Berlin time` is not the name of a time zone
     --> plan.toml:1:12
      |
    1 | timezone = "Berlin time"
      |            ^^^^^^^^^^^^^
      |
      = help: write continent/city, such as "Europe/Berlin", or delete the line to follow the computer
    "#);
}

/// What is told of each of these lengths of the history.
fn of_histories(values: &[&str]) -> String {
    let told = values.iter().map(|value| messages(&format!("history = {value}\n")));
    told.collect::<Vec<_>>().join("\n")
}

#[test]
fn how_long_the_history_is_kept_in_words() {
    let values = ["\"forever\"", "\"Never\"", "90", "false"];
    insta::assert_snapshot!(of_histories(&values), @r#"
    error: `forever` is not a number of days
     --> plan.toml:1:11
      |
    1 | history = "forever"
      |           ^^^^^^^^^
      |
      = help: write "90d": 90 days after the last session; or "off"

    error: `Never` is not a number of days
     --> plan.toml:1:11
      |
    1 | history = "Never"
      |           ^^^^^^^
      |
    help: write it like this
      |
    1 - history = "Never"
    1 + history = "off"
      |

    error: expected a number of days, or "off", in quotes, found a number
     --> plan.toml:1:11
      |
    1 | history = 90
      |           ^^
      |
      = help: write it like this: "90d"

    error: expected a number of days, or "off", in quotes, found true or false
     --> plan.toml:1:11
      |
    1 | history = false
      |           ^^^^^
      |
      = help: write it like this: "90d"
    "#);
}

#[test]
fn how_long_the_history_is_kept_in_other_units() {
    let values = ["\"36h\"", "\"0d\"", "\"3651d\""];
    insta::assert_snapshot!(of_histories(&values), @r#"
    error: the history is kept for whole days
     --> plan.toml:1:11
      |
    1 | history = "36h"
      |           ^^^^^
      |
    help: write it like this
      |
    1 - history = "36h"
    1 + history = "1d"
      |

    error: `0d` is too short
     --> plan.toml:1:11
      |
    1 | history = "0d"
      |           ^^^^
      |
    help: the shortest is 1d
      |
    1 - history = "0d"
    1 + history = "1d"
      |

    error: `3651d` is too long
     --> plan.toml:1:11
      |
    1 | history = "3651d"
      |           ^^^^^^^
      |
    help: the longest is 3650d
      |
    1 - history = "3651d"
    1 + history = "3650d"
      |
    "#);
}

#[test]
fn a_missing_quote() {
    insta::assert_snapshot!(messages("title = \"My plan\nprivacy = \"plain\"\n"), @r#"
    error: this text has no closing "
     --> plan.toml:1:9
      |
    1 | title = "My plan
      |         ^^^^^^^^
      |
    help: add the closing quote
      |
    1 | title = "My plan"
      |                 +
    "#);
}

#[test]
fn no_quotes() {
    insta::assert_snapshot!(messages("title = My plan\n"), @r#"
    error: a text must stand in quotes
     --> plan.toml:1:9
      |
    1 | title = My plan
      |         ^^^^^^^
      |
    help: add the quotes
      |
    1 - title = My plan
    1 + title = "My plan"
      |
    "#);
}

#[test]
fn curly_quotes() {
    insta::assert_snapshot!(messages("title = \u{201c}My plan\u{201d}\n"), @r#"
    error: these quotes are of the wrong kind
     --> plan.toml:1:9
      |
    1 | title = “My plan”
      |         ^^^^^^^^^
      |
    help: use the straight quotes of the keyboard
      |
    1 - title = “My plan”
    1 + title = "My plan"
      |
    "#);
}

#[test]
fn quotes_within_quotes() {
    insta::assert_snapshot!(messages("title = \"My \"best\" plan\"\n"), @r#"
    error: there is more text after the closing quote
     --> plan.toml:1:14
      |
    1 | title = "My "best" plan"
      |              ^
      |
      = help: inside a text in "double quotes" use only ' for quoting; a remark after it begins with #
    "#);
}

#[test]
fn a_backslash() {
    insta::assert_snapshot!(messages("title = \"C:\\new \\plan\"\n"), @r#"
    error: a backslash has a special meaning in a text
     --> plan.toml:1:17
      |
    1 | title = "C:\new \plan"
      |                 ^^
      |
      = help: write it twice: \\
    "#);
}

/// The mark covers whole characters.
#[test]
fn a_backslash_before_a_wide_character() {
    insta::assert_snapshot!(messages("title = \"my \\über-plan\"\n"), @r#"
    error: a backslash has a special meaning in a text
     --> plan.toml:1:13
      |
    1 | title = "my \über-plan"
      |             ^^
      |
      = help: write it twice: \\
    "#);
}

#[test]
fn a_capital_true() {
    insta::assert_snapshot!(reminder("at = \"09:00\"\nenabled = True"), @"
    error: `True` is not understood here
     --> plan.toml:5:11
      |
    5 | enabled = True
      |           ^^^^
      |
    help: write it like this
      |
    5 - enabled = True
    5 + enabled = true
      |
    ");
}

#[test]
fn a_missing_value() {
    insta::assert_snapshot!(messages("title =\n"), @"
    error: a value is missing here
     --> plan.toml:1:8
      |
    1 | title =
      |        ^
      |
      = help: write it after the =, or delete the whole line
    ");
}

#[test]
fn a_line_without_equals() {
    insta::assert_snapshot!(messages("title: \"My plan\"\n"), @r#"
    error: this line says nothing: it has no =
     --> plan.toml:1:8
      |
    1 | title: "My plan"
      |        ^
      |
      = help: write = instead of the colon: title = "My plan"
    "#);
}

#[test]
fn a_missing_bracket_of_a_list() {
    insta::assert_snapshot!(messages("sessions = [2026-11-20\ntitle = \"My plan\"\n"), @"
    error: this [ has no closing ]
     --> plan.toml:1:12
      |
    1 | sessions = [2026-11-20
      |            ^
      |
    help: write ] after the last value
      |
    1 | sessions = [2026-11-20]
      |                       +
    ");
}

#[test]
fn a_missing_bracket_of_a_header() {
    insta::assert_snapshot!(messages("[day\nwake = \"07:00\"\n"), @"
    error: a closing bracket is missing here
     --> plan.toml:1:5
      |
    1 | [day
      |     ^
      |
    help: add it
      |
    1 | [day]
      |     +
    ");
}

#[test]
fn a_missing_comma() {
    insta::assert_snapshot!(reminder("at = [\"09:00\" \"21:00\"]"), @r#"
    error: a comma is missing here
     --> plan.toml:4:14
      |
    4 | at = ["09:00" "21:00"]
      |              ^
      |
    help: add it
      |
    4 | at = ["09:00", "21:00"]
      |              +
    "#);
}

#[test]
fn a_key_twice() {
    insta::assert_snapshot!(messages("title = \"A\"\ntitle = \"B\"\n"), @r#"
    error: `title` is here a second time
     --> plan.toml:2:1
      |
    2 | title = "B"
      | ^^^^^
      |
      = help: keep one of the two lines and delete the other
    "#);
}

#[test]
fn a_table_twice() {
    insta::assert_snapshot!(messages("[day]\nwake = \"07:00\"\n[day]\nsleep = \"23:00\"\n"), @"
    error: `day` is here a second time
     --> plan.toml:3:2
      |
    3 | [day]
      |  ^^^
      |
      = help: move the lines below it to the first one, and delete this line
    ");
}

#[test]
fn a_template_that_is_missing() {
    insta::assert_snapshot!(messages("extends = \"clinic.toml\"\n[[reminder]]\nid = \"a\"\nat = \"09:00\"\n"), @r#"
    error: the template `clinic.toml` cannot be read
     --> plan.toml:1:11
      |
    1 | extends = "clinic.toml"
      |           ^^^^^^^^^^^^^
      |
      = note: no such file
      = help: check the name; a file must lie in the folder of the plan or below it
    "#);
}

#[test]
fn a_template_outside_the_folder() {
    insta::assert_snapshot!(messages("extends = \"../clinic.toml\"\n"), @r#"
    error: `../clinic.toml` cannot be a template
     --> plan.toml:1:11
      |
    1 | extends = "../clinic.toml"
      |           ^^^^^^^^^^^^^^^^
      |
      = note: a plan reads nothing outside its own folder
      = help: write the name of a built-in template, such as "smp", or of a file in the folder of the plan or below it, such as "clinic.toml"
    "#);
}

#[test]
fn several_problems_in_one_run() {
    insta::assert_snapshot!(messages("titel = \"My plan\"\n[[restriction]]\nid = \"a\"\nlabel = \"A\"\ndays = \"3..0\"\n[[reminder]]\nid = \"b\"\ntext = \"B\"\nat = [\"9:00\", \"25:00\"]\nkind = \"nota\"\n"), @r#"
    error: unknown key `titel`
     --> plan.toml:1:1
      |
    1 | titel = "My plan"
      | ^^^^^
      |
    help: did you mean `title`?
      |
    1 - titel = "My plan"
    1 + title = "My plan"
      |

    error: the days run backwards, from 3 to 0
     --> plan.toml:5:9
      |
    5 | days = "3..0"
      |         ^^^^
      |
    help: write the lower number first
      |
    5 - days = "3..0"
    5 + days = "0..3"
      |

    error: `9:00` is not a time of day
     --> plan.toml:9:7
      |
    9 | at = ["9:00", "25:00"]
      |       ^^^^^^
      |
    help: write it like this
      |
    9 | at = ["09:00", "25:00"]
      |        +

    error: `25:00` is not a time of day
     --> plan.toml:9:15
      |
    9 | at = ["9:00", "25:00"]
      |               ^^^^^^^
      |
      = help: the hour goes from 00 to 23

    error: `nota` is not one of the words that can stand here
      --> plan.toml:10:8
       |
    10 | kind = "nota"
       |        ^^^^^^
       |
    help: did you mean `note`?
       |
    10 - kind = "nota"
    10 + kind = "note"
       |
    "#);
}

#[test]
fn a_time_that_moves_where_the_clock_is_meant() {
    insta::assert_snapshot!(messages("[day]\nwake = \"sunrise\"\n"), @r#"
    error: expected a time on the clock, found a time that moves
     --> plan.toml:2:8
      |
    2 | wake = "sunrise"
      |        ^^^^^^^^^
      |
      = help: write it like this: "09:00"
    "#);
}

#[test]
fn a_list_of_no_days() {
    insta::assert_snapshot!(reminder("at = \"09:00\"\ndays = []"), @r#"
    error: this list of days is empty
     --> plan.toml:5:8
      |
    5 | days = []
      |        ^^
      |
      = help: write the days it is for, such as "0..3", "4..", "0,3,6" or "5..13/2"
    "#);
}

#[test]
fn what_is_too_long() {
    // The line itself is shown shortened; only what is said of it matters here.
    let said = |text: String| messages(&text).lines().next().unwrap_or_default().to_owned();
    let with = |line: String| format!("[[reminder]]\nid = \"a\"\ntext = \"A\"\n{line}\n");
    let minutes: Vec<String> = (0..60).chain(0..60).map(|minute| minute.to_string()).collect();
    let cron = with(format!("cron = \"{} 9 * * *\"", minutes.join(",")));
    assert_eq!(said(cron), "error: this cron expression is too long");
    let days = with(format!("at = \"09:00\"\ndays = \"{}\"", "1,".repeat(400) + "1"));
    assert_eq!(said(days), "error: this text is too long for a set of days");
    let days = with(format!("at = \"09:00\"\ndays = [{}]", "1, ".repeat(2_000)));
    assert_eq!(said(days), "error: this list of days is too long");
    let id = format!("[[reminder]]\nid = \"{}\"\ntext = \"A\"\nat = \"09:00\"\n", "a".repeat(999));
    assert_eq!(said(id), "error: this id is too long");
    let many = (0..2_000).fold(String::new(), |text, n| text + &format!("k{n} = 1\n"));
    assert_eq!(said(many), "error: there are more than 1000 problems; these are the first");
}
