//! Changes of a plan file's text: what is changed, and that everything else stays.

use aftercare::plan::{
    edit,
    model::{Plan, Session, SessionStatus, Shift},
};
use chrono::NaiveDate;
use insta::assert_snapshot;

use crate::plans::plan;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn session(on: &str) -> Session {
    Session { date: date(on), time: None, label: None, status: SessionStatus::Booked }
}

fn add(text: &str, on: &str) -> String {
    edit::add_session(text, &plan(text), &session(on)).unwrap().text
}

fn add_named(text: &str, on: &str) -> String {
    let time = chrono::NaiveTime::from_hms_opt(14, 30, 0);
    let new = Session { time, label: Some("\"Second\" \\ one".to_owned()), ..session(on) };
    edit::add_session(text, &plan(text), &new).unwrap().text
}

fn cancel(text: &str, on: &str) -> String {
    edit::cancel_session(text, &plan(text), date(on), Some(&[])).unwrap().text
}

fn move_to(text: &str, on: &str, to: &str) -> String {
    edit::move_session(text, &plan(text), date(on), date(to)).unwrap()
}

fn dates(plan: &Plan) -> Vec<String> {
    let held = plan.sessions.iter().filter(|it| it.status != SessionStatus::Cancelled);
    held.map(|session| session.date.to_string()).collect()
}

/// The lines that differ, and how many others there are before and after them.
fn changed(before: &str, after: &str) -> String {
    let (old, new): (Vec<_>, Vec<_>) = (before.lines().collect(), after.lines().collect());
    let same = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let rest = old.len().min(new.len()) - same;
    let tail = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(a, b)| a == b);
    let tail = tail.count();
    let lines = |mark: char, lines: &[&str]| -> Vec<String> {
        let lines = &lines[same..lines.len() - tail];
        lines.iter().map(|line| format!("{mark} {line}").trim_end().to_owned()).collect()
    };
    let all = [vec![format!("{same} above")], lines('-', &old), lines('+', &new)].concat();
    format!("{}\n{tail} below", all.join("\n"))
}

const LIST: &str = r#"#:schema ./plan.schema.json
# My plan.
privacy  = "plain"    # at home
sessions = [          # all of them
  # the clinic in town
  2026-11-20,         # first
  2026-12-18          # third
]                     # no more
title    = "Mine"

[day]
wake = "08:00"
"#;

/// Every way to write two sessions that there is, or nearly.
const TRICKY: [&str; 17] = [
    "sessions = [2026-11-20, 2026-12-18]\n",
    "sessions = [2026-11-20, 2026-12-18]",
    "sessions=['2026-11-20','2026-12-18',] # two\n\n\n# end",
    "sessions = [ \"2026-11-20\" , \"2026-12-18\" ] # [, # odd\n[day]\nwake = '07:00'\n",
    "title = 'A # [[session]]'\nsessions = [\n\t2026-11-20,\n\t2026-12-18,\n]\n[day]\nwake = '07:00'",
    "sessions = [\n  2026-11-20 # one, or so\n  , 2026-12-18 # two\n]\n",
    "sessions = [2026-11-20, # one\n            2026-12-18] # two\n# end\n",
    "sessions = [\n  2026-11-20, 2026-12-18, # both\n]\n",
    "sessions = [ # none\n\n  # yet\n  '2026-11-20', # one\n\n  # then\n  '2026-12-18' # two\n  # end\n]\n",
    "[[session]]\ndate = 2026-11-20\n[[session]]\ndate = 2026-12-18",
    "# a\n[[session]] # one\n  date   = '2026-11-20' # Friday\n  status = 'done'\n\n# b\n[[session]]\n  date   = 2026-12-18\n\n# c\n[day]\nwake = '07:00'\n",
    "session = [{ date = 2026-11-20 }, { date = \"2026-12-18\", label = 'B' }]\n[day]\nwake = '07:00'\n",
    "session = [\n  { date = 2026-11-20 }, # one\n  { date = 2026-12-18 }  # two\n]\n",
    "[day]\nwake = '07:00'\n[[session]]\nlabel = \"\"\"A\\\n  B\"\"\"\ndate = 2026-12-18\n[quiet]\nto = '07:00'\n[[session]]\ndate = 2026-11-20\n",
    "\"sessions\" = [2026-11-20, 2026-12-18] # quoted\n",
    "sessions = [2026-12-18, 2026-11-20] # newest first\n",
    "sessions = [2026-11-20, 2026-12-18]\n[contact]\npractitioner = '''\nsessions = [2026-01-01]\n''' # [\n",
];

fn crlf(text: &str) -> String {
    text.replace('\n', "\r\n")
}

/// What every change of every file must keep: the meaning, the line ends, the mark, the comments.
fn check(before: &str, after: &str, expected: &[&str]) {
    assert_eq!(dates(&plan(after)), expected, "{before}\n=>\n{after}");
    assert_eq!(before.starts_with('\u{feff}'), after.starts_with('\u{feff}'), "{after:?}");
    if before.contains("\r\n") {
        assert_eq!(after.matches('\n').count(), after.matches("\r\n").count(), "{after:?}");
    }
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    for comment in before.lines().filter_map(|line| line.rsplit_once("# ")) {
        let kept = words(after).windows(words(comment.1).len()).any(|it| it == words(comment.1));
        assert!(kept, "the comment {:?} is lost:\n{after}", comment.1);
    }
}

fn each_tricky(check: impl Fn(&str)) {
    for text in TRICKY {
        for text in [text.to_owned(), crlf(text)] {
            check(&text);
            check(&format!("\u{feff}{text}"));
        }
    }
}

#[test]
fn every_way_to_write_sessions_can_be_added_to() {
    each_tricky(|text| {
        for on in ["2026-11-13", "2026-12-04", "2027-01-15"] {
            let mut expected = vec!["2026-11-20", "2026-12-18", on];
            expected.sort_unstable();
            check(text, &add(text, on), &expected);
            check(text, &add_named(text, on), &expected);
            let named = plan(&add_named(text, on));
            let new = named.sessions.iter().find(|it| it.date == date(on)).unwrap();
            assert_eq!(new.label.as_deref(), Some("\"Second\" \\ one"));
        }
    });
}

#[test]
fn moving_there_and_back_leaves_every_file_as_it_was() {
    each_tricky(|text| {
        let moved = move_to(text, "2026-12-18", "2026-12-21");
        check(text, &moved, &["2026-11-20", "2026-12-21"]);
        assert_eq!(move_to(&moved, "2026-12-21", "2026-12-18"), text);
    });
}

#[test]
fn what_is_added_can_be_taken_out_again() {
    each_tricky(|text| {
        let list = plan(text).sessions.iter().all(|it| it.label.is_none());
        for on in ["2026-11-13", "2026-12-04", "2027-01-15"] {
            let added = add(text, on);
            let taken = cancel(&added, on);
            assert_eq!(dates(&plan(&taken)), ["2026-11-20", "2026-12-18"], "{added}\n=>\n{taken}");
            let adds_a_comma = taken.matches(',').count() != text.matches(',').count();
            if text.contains("sessions") && list && !adds_a_comma {
                assert_eq!(taken, text);
            }
        }
    });
}

#[test]
fn every_way_to_write_sessions_can_be_cancelled() {
    each_tricky(|text| {
        let one = cancel(text, "2026-11-20");
        check(text, &one, &["2026-12-18"]);
        let none = cancel(&one, "2026-12-18");
        check(&one, &none, &[]);
    });
}

#[test]
fn a_date_in_a_list_of_several_lines_gets_a_line() {
    assert_snapshot!(changed(LIST, &add(LIST, "2026-12-04")), @"
    6 above
    +   2026-12-04,
    6 below
    ");
    assert_snapshot!(changed(LIST, &add(LIST, "2027-01-15")), @"
    6 above
    -   2026-12-18          # third
    +   2026-12-18,          # third
    +   2027-01-15
    5 below
    ");
    assert_snapshot!(changed(LIST, &add(LIST, "2026-11-13")), @"
    4 above
    +   2026-11-13,
    8 below
    ");
}

#[test]
fn a_date_leaves_a_list_with_its_line() {
    assert_snapshot!(changed(LIST, &cancel(LIST, "2026-11-20")), @"
    5 above
    -   2026-11-20,         # first
    +   # first
    6 below
    ");
    assert_snapshot!(changed(LIST, &cancel(LIST, "2026-12-18")), @"
    6 above
    -   2026-12-18          # third
    +   # third
    5 below
    ");
}

#[test]
fn a_session_with_a_time_makes_tables_of_a_list() {
    assert_snapshot!(changed(LIST, &add_named(LIST, "2026-12-04")), @r#"
    3 above
    - sessions = [          # all of them
    -   # the clinic in town
    -   2026-11-20,         # first
    -   2026-12-18          # third
    - ]                     # no more
    - title    = "Mine"
    -
    - [day]
    - wake = "08:00"
    + # all of them
    + # the clinic in town
    + # no more
    + title    = "Mine"
    +
    + [day]
    + wake = "08:00"
    +
    + [[session]]
    + date = 2026-11-20  # first
    +
    + [[session]]
    + date = 2026-12-04
    + time = "14:30"
    + label = "\"Second\" \\ one"
    +
    + [[session]]
    + date = 2026-12-18  # third
    0 below
    "#);
    assert_snapshot!(changed("sessions = 2026-11-20\n", &add_named("sessions = 2026-11-20\n", "2026-12-04")), @r#"
    0 above
    - sessions = 2026-11-20
    +
    + [[session]]
    + date = 2026-11-20
    +
    + [[session]]
    + date = 2026-12-04
    + time = "14:30"
    + label = "\"Second\" \\ one"
    0 below
    "#);
}

#[test]
fn a_file_without_sessions_gets_them_above_its_tables() {
    for (text, expected) in [
        ("", "sessions = [2026-12-04]\n"),
        ("\u{feff}[day]\r\n", "\u{feff}sessions = [2026-12-04]\r\n[day]\r\n"),
        (
            "title = 'A' # one\nday.wake = '07:00'",
            "title = 'A' # one\nsessions = [2026-12-04]\nday.wake = '07:00'",
        ),
        ("  title   = 'A'", "  title   = 'A'\n  sessions = [2026-12-04]"),
        (
            "#:schema ./plan.schema.json\n# Mine.\n\n# The day.\n[day]\n",
            "#:schema ./plan.schema.json\n# Mine.\nsessions = [2026-12-04]\n\n# The day.\n[day]\n",
        ),
        ("\u{feff}# a\r\n# b", "\u{feff}# a\r\n# b\r\nsessions = [2026-12-04]\r\n"),
    ] {
        assert_eq!(add(text, "2026-12-04"), expected);
        check(text, &add_named(text, "2026-12-04"), &["2026-12-04"]);
    }
}

#[test]
fn a_single_date_becomes_a_list() {
    let text = "sessions = '2026-11-20' # one\n";
    assert_eq!(add(text, "2026-12-04"), "sessions = ['2026-11-20', '2026-12-04'] # one\n");
    assert_eq!(cancel(text, "2026-11-20"), "sessions = [] # one\n");
    assert_eq!(add("sessions = []\n", "2026-12-04"), "sessions = [2026-12-04]\n");
}

const TABLES: &str = "\
title = \"Mine\"

[[session]]
date   = 2026-11-20
status = \"done\"            # it went well

# The next one.
[[session]]
date   = 2026-12-04
label  = \"Second\"

[[shift]]
session = 2026-12-04
after = 3
days = 2

[day]
wake = \"08:00\"
";

#[test]
fn tables_are_changed_line_by_line() {
    assert_snapshot!(changed(TABLES, &add_named(TABLES, "2027-01-15")), @r#"
    11 above
    + [[session]]
    + date   = 2027-01-15
    + time   = "14:30"
    + label  = "\"Second\" \\ one"
    +
    7 below
    "#);
    assert_snapshot!(changed(TABLES, &cancel(TABLES, "2026-11-20")), @r#"
    4 above
    - status = "done"            # it went well
    + status = "cancelled"            # it went well
    13 below
    "#);
}

#[test]
fn the_shifts_of_a_session_go_with_it() {
    let moved = move_to(TABLES, "2026-12-04", "2026-12-07");
    assert_eq!(plan(&moved).shifts[0].session, date("2026-12-07"));
    assert_snapshot!(changed(TABLES, &moved), @r#"
    8 above
    - date   = 2026-12-04
    - label  = "Second"
    -
    - [[shift]]
    - session = 2026-12-04
    + date   = 2026-12-07
    + label  = "Second"
    +
    + [[shift]]
    + session = 2026-12-07
    5 below
    "#);
    let cancelled = cancel(TABLES, "2026-12-04");
    assert!(plan(&cancelled).shifts.is_empty());
    assert_snapshot!(changed(TABLES, &cancelled), @r#"
    10 above
    -
    - [[shift]]
    - session = 2026-12-04
    - after = 3
    - days = 2
    + status = "cancelled"
    3 below
    "#);
}

#[test]
fn a_cancelled_session_can_be_booked_again() {
    let cancelled = cancel(TABLES, "2026-11-20");
    let again = add_named(&cancelled, "2026-11-20");
    assert_snapshot!(changed(&cancelled, &again), @r#"
    4 above
    - status = "cancelled"            # it went well
    + status = "booked"            # it went well
    + time   = "14:30"
    + label  = "\"Second\" \\ one"
    13 below
    "#);
    assert_eq!(dates(&plan(&again)), ["2026-11-20", "2026-12-04"]);
}

#[test]
fn sessions_that_are_not_there_are_answered_with_near_ones() {
    let refused = |text: &str, on: &str| {
        edit::cancel_session(text, &plan(text), date(on), Some(&[])).unwrap_err().to_string()
    };
    assert_snapshot!(refused(TABLES, "2026-12-05"), @"the plan has no session on 2026-12-05; did you mean 2026-12-04? There is also 2026-11-20");
    assert_snapshot!(refused("sessions = [2026-11-20]", "2026-12-05"), @"the plan has no session on 2026-12-05; did you mean 2026-11-20?");
    assert_snapshot!(refused("", "2026-12-05"), @"the plan has no session on 2026-12-05, nor any other");
    assert_snapshot!(refused(&cancel(TABLES, "2026-11-20"), "2026-11-20"), @"the session on 2026-11-20 is cancelled already");
    let taken = edit::add_session(TABLES, &plan(TABLES), &session("2026-11-20")).unwrap_err();
    assert_snapshot!(taken.to_string(), @"
    the plan has a session on 2026-11-20 already
    To change what it says: aftercare edit
    ");
    let taken = edit::move_session(TABLES, &plan(TABLES), date("2026-12-04"), date("2026-11-20"));
    assert_snapshot!(taken.unwrap_err().to_string(), @"
    the plan has a session on 2026-11-20 already
    To change what it says: aftercare edit
    ");
}

fn undo(text: &str) -> Result<(String, Shift), edit::Refused> {
    edit::undo_shift(text, &plan(text), date("2026-11-20"), Some(&[]))
}

fn shift(days: i32) -> Shift {
    Shift { session: date("2026-11-20"), after: 4, days }
}

#[test]
fn a_shift_that_is_taken_back_leaves_the_file_as_it_was() {
    for text in [
        "sessions = [2026-11-20]\n",
        "sessions = [2026-11-20]\n\n",
        "sessions = [2026-11-20]\r\n[day]\r\nwake = '07:00'\r\n",
        "\u{feff}sessions = [2026-11-20]\n# end\n",
        "sessions = [2026-11-20]\nshift = [{ session = 2026-11-20, after = 1, days = 1 }]\n",
        "shift = []\nsessions = [2026-11-20]\n",
    ] {
        let added = edit::add_shift(text, &plan(text), &shift(2), "2026-11-24: hold");
        assert_eq!(plan(&added).shifts.last(), Some(&shift(2)), "{added}");
        let (back, last) = undo(&added).unwrap();
        assert_eq!((back.trim_end(), last), (text.trim_end(), shift(2)), "{added}");
    }
}

#[test]
fn a_shift_is_written_with_its_reason() {
    let one = edit::add_shift(TABLES, &plan(TABLES), &shift(2), "2026-11-24: hold");
    assert_snapshot!(changed(TABLES, &one), @"
    18 above
    +
    + # 2026-11-24: hold (aftercare shift)
    + [[shift]]
    + session = 2026-11-20
    + after = 4
    + days = 2
    0 below
    ");
    let two = edit::add_shift(&one, &plan(&one), &shift(-1), "2026-11-25: hurry");
    assert_eq!(plan(&two).shifts.len(), 3);
    let (back, _) = undo(&two).unwrap();
    assert_eq!(back, one);
    let nothing = undo(TABLES).unwrap_err();
    assert_snapshot!(nothing.to_string(), @"there is no shift of the session on 2026-11-20");
}

#[test]
fn the_comments_of_a_shift_that_is_taken_back_stay() {
    let text = "\
sessions = [2026-11-20]
# On Tuesday I tried aftercare shift 2 and it helped. (aftercare shift)
# 2026-11-24: hold (aftercare shift)
[[shift]]            # slow
session = 2026-11-20 # first
after = 4
# The scalp is red.
days = 2             # as Sam said
# end
";
    assert_snapshot!(undo(text).unwrap().0, @"
    sessions = [2026-11-20]
    # On Tuesday I tried aftercare shift 2 and it helped. (aftercare shift)
    # slow
    # first
    # The scalp is red.
    # as Sam said
    # end
    ");
    let text = "sessions = [2026-11-20]\n# aftercare shift\n[[shift]]\nsession = 2026-11-20\nafter = 4\ndays = 2\n";
    assert_eq!(undo(text).unwrap().0, "sessions = [2026-11-20]\n# aftercare shift\n");
    let list = "sessions = [2026-11-20]\nshift = [\n  # both\n  { session = 2026-11-20, after = 1, days = 1 }, # one\n  { session = 2026-11-20, after = 2, days = 1 }, # two\n]\n";
    assert_snapshot!(undo(list).unwrap().0, @"
    sessions = [2026-11-20]
    shift = [
      # both
      { session = 2026-11-20, after = 1, days = 1 }, # one
      # two
    ]
    ");
    assert_snapshot!(edit::without_shifts(list), @"
    sessions = [2026-11-20]
    # both
    # one
    # two
    ");
}
