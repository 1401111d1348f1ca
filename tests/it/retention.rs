//! What is over leaves the history, and nothing else changes: on random lives of a small plan, and
//! day by day on the clock of a few scenes.

use std::collections::BTreeSet;

use aftercare::{
    engine::{
        ActivePlan, Answers, Ask, Effect, Engine, Event, Greeting, Server,
        memory::Memory,
        notice::{Answer, Handle, Ticket},
        record::{Departure, Entry, Record, Scope},
        retention::{self, Erasure},
    },
    language::Language,
    schedule::{
        occurrence::Key,
        zone::{Moment, Zone},
    },
};
use chrono::{NaiveDate, NaiveTime, TimeDelta};
use proptest::prelude::*;

use crate::plans::plan;

/// Tasks, a note and news of every day, some of which may be answered for long.
fn text(history: &str) -> String {
    format!(
        "privacy = 'plain'\nsessions = [2026-11-20]\nhistory = '{history}'\n\
         [[reminder]]\nid = 'cream'\ntext = 'Cream'\nat = ['08:30', '21:00']\n\
         [[reminder]]\nid = 'long'\ntext = 'Long'\nat = '10:00'\ngrace = '4d'\nif_missed = 'digest'\n\
         [[reminder]]\nid = 'late'\ntext = 'Late'\nat = '23:30'\nquiet = 'ignore'\ngrace = '26h'\n\
         [[reminder]]\nid = 'note'\ntext = 'Note'\nkind = 'note'\nat = '12:00'\n"
    )
}

fn active(text: &str, zone: &str) -> ActivePlan {
    let plan = plan(text);
    let zone = Zone::named(zone).expect("a zone");
    ActivePlan { fingerprint: format!("{plan:?}"), plan, zone }
}

fn moment(text: &str) -> Moment {
    format!("{}Z", text.replace(' ', "T")).parse().expect("a moment")
}

/// A daemon whose server shows all that it is sent.
#[derive(Clone)]
struct Life {
    text: String,
    engine: Engine,
    journal: Vec<Entry>,
    now: Moment,
    sent: u32,
    handles: Vec<(Handle, Ticket)>,
    /// What was shown or asked again, in order.
    shown: Vec<Key>,
    erasures: Vec<Erasure>,
}

impl Life {
    fn new(history: &str, now: &str) -> Self {
        let text = text(history);
        let engine = Engine::new(active(&text, "UTC"), Memory::default(), Language::english());
        let (journal, handles) = (Vec::new(), Vec::new());
        let (shown, erasures) = (Vec::new(), Vec::new());
        let now = moment(now);
        let mut life = Self { text, engine, journal, now, sent: 0, handles, shown, erasures };
        life.start();
        life
    }

    fn start(&mut self) {
        let effects = self.engine.start(Greeting::Never, self.now);
        self.perform(effects);
        let server = Server { name: "s".to_owned(), answers: Answers::Buttons };
        self.tell(Event::ServerUp(server));
    }

    /// Dies, and comes up with what its journal holds after it was written and read.
    fn restart(&mut self) {
        let written = serde_json::to_string(&self.journal).expect("JSON");
        self.journal = serde_json::from_str(&written).expect("the same");
        let zone = self.engine.schedule().zone().name().to_owned();
        self.engine =
            Engine::new(active(&self.text, &zone), Memory::of(&self.journal), Language::english());
        self.start();
    }

    fn tell(&mut self, event: Event) {
        let effects = self.engine.apply(event, self.now);
        self.perform(effects);
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Record(entry) => {
                    if let Record::Shown { key, .. } = &entry.record {
                        self.shown.push(key.clone());
                    }
                    self.journal.push(entry);
                }
                Effect::Erase(erasure) => {
                    self.journal = retention::without(&self.journal, &erasure);
                    self.erasures.push(erasure);
                }
                Effect::Show { ticket, replaces, .. } => {
                    self.sent += 1;
                    let id = replaces.map_or(self.sent, |handle| handle.id);
                    let handle = Handle { server: "s".to_owned(), id };
                    self.handles.push((handle.clone(), ticket));
                    let effects = self.engine.apply(Event::Shown { ticket, handle }, self.now);
                    self.perform(effects);
                }
                Effect::Withdraw(_) | Effect::Summon | Effect::Reply(_) => {}
            }
        }
    }

    fn at(&mut self, to: Moment) {
        while let Some(wake) = self.engine.wake().filter(|wake| *wake < to) {
            assert!(self.now < wake, "a wake that does not lie ahead would never end");
            self.now = wake;
            self.tell(Event::Tick);
        }
        self.now = to;
        self.tell(Event::Tick);
    }

    fn dates(&self) -> BTreeSet<NaiveDate> {
        self.engine.memory().known().map(|(key, _)| key.date).collect()
    }

    /// Every date that any text of the journal names in an occurrence.
    fn dates_of_entries(&self) -> BTreeSet<NaiveDate> {
        self.journal.iter().filter_map(|entry| entry.record.key()).map(|key| key.date).collect()
    }

    fn follows_its_journal(&self) -> Result<(), TestCaseError> {
        let written = serde_json::to_string(&self.journal).expect("JSON");
        let read: Vec<Entry> = serde_json::from_str(&written).expect("the same");
        prop_assert_eq!(&Memory::of(&read), self.engine.memory());
        Ok(())
    }

    fn does(&mut self, step: &Step) {
        match step {
            Step::Pass(minutes) => self.at(self.now + TimeDelta::minutes(*minutes)),
            Step::Jump(minutes) => {
                self.now += TimeDelta::minutes(*minutes);
                self.tell(Event::Tick);
            }
            Step::Restart => self.restart(),
            Step::Ask(reminder, answer) => {
                let (reminder, answer) = (reminder.clone(), *answer);
                self.tell(Event::Asked(Ask::Answer { reminder, answer }));
            }
            Step::Close(which) => {
                if let Some((handle, _)) = self.handles.iter().rev().nth(*which).cloned() {
                    self.tell(Event::Closed { handle, why: Departure::Seen });
                }
            }
            Step::Travel(zone) => {
                self.tell(Event::ZoneChanged(Zone::named(zone).expect("a zone")));
            }
            Step::Hold(reminder, minutes) => {
                let scope = Scope::Reminder(reminder.clone());
                let until = Some(self.now + TimeDelta::minutes(*minutes));
                self.tell(Event::Asked(Ask::Hold { scope, until }));
            }
        }
    }
}

#[derive(Debug, Clone)]
enum Step {
    Pass(i64),
    Jump(i64),
    Restart,
    Ask(String, Answer),
    Close(usize),
    Travel(&'static str),
    Hold(String, i64),
}

/// A journey of more than a day, over the date line, could repeat a day that was erased.
const ZONES: [&str; 4] = ["UTC", "Asia/Tokyo", "America/Los_Angeles", "Europe/Berlin"];

/// Steps of a life whose clock is right but for a few hours.
fn steps() -> impl Strategy<Value = Vec<Step>> {
    let reminder = prop::sample::select(vec!["cream", "long", "late", "note"]);
    let reminder = reminder.prop_map(str::to_owned);
    let answer = prop::sample::select(vec![Answer::Done, Answer::Later, Answer::Skip]);
    let step = prop_oneof![
        6 => (1..2000_i64).prop_map(Step::Pass),
        1 => prop_oneof![-9..2_i64, 1..8000_i64].prop_map(Step::Jump),
        1 => Just(Step::Restart),
        4 => (reminder.clone(), answer).prop_map(|(id, answer)| Step::Ask(id, answer)),
        1 => (0..4_usize).prop_map(Step::Close),
        1 => prop::sample::select(ZONES.to_vec()).prop_map(Step::Travel),
        1 => (reminder, 1..5000_i64).prop_map(|(id, minutes)| Step::Hold(id, minutes)),
    ];
    prop::collection::vec(step, 1..60)
}

/// Any entries at all, also such as no engine writes.
fn lives_and_clocks() -> impl Strategy<Value = Vec<Step>> {
    let wild = (-60_000..60_000_i64).prop_map(Step::Jump);
    (steps(), prop::collection::vec((0..60_usize, wild), 0..5)).prop_map(|(mut steps, wild)| {
        for (at, step) in wild {
            steps.insert(at.min(steps.len()), step);
        }
        steps
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn state_stays_the_fold_of_a_journal_that_is_rewritten(
        steps in lives_and_clocks(),
        off in any::<bool>(),
    ) {
        let mut life = Life::new(if off { "off" } else { "1d" }, "2026-11-21 07:00:00");
        for step in &steps {
            life.does(step);
            life.follows_its_journal()?;
        }
    }

    #[test]
    fn whatever_is_erased_the_fold_is_that_of_the_whole_journal_without_it(
        steps in lives_and_clocks(),
        picks in any::<u64>(),
        days in 0..40_u64,
    ) {
        let mut life = Life::new("3650d", "2026-11-21 07:00:00");
        for step in &steps {
            life.does(step);
        }
        let known = life.engine.memory().known().enumerate();
        let keys = known.filter(|(n, _)| picks >> (n % 64) & 1 == 1).map(|(_, (key, _))| key.clone());
        let until = moment("2026-11-21 00:00:00").date_naive() + chrono::Days::new(days);
        let erasure = Erasure { at: life.now, until, keys: keys.collect() };
        let mut memory = life.engine.memory().clone();
        memory.erase(&erasure);
        let rewritten = retention::without(&life.journal, &erasure);
        prop_assert_eq!(Memory::of(&rewritten), memory.clone());
        let names_it = |entry: &&Entry| entry.record.key().is_some_and(|key| erasure.keys.contains(key));
        prop_assert_eq!(rewritten.iter().filter(names_it).count(), 0);
        let text = serde_json::to_string(&rewritten).expect("JSON");
        let read: Vec<Entry> = serde_json::from_str(&text).expect("the same");
        prop_assert_eq!(Memory::of(&read), memory);
    }

    #[test]
    fn with_and_without_a_history_the_same_is_shown(steps in steps()) {
        let shown = |history: &str| {
            let mut life = Life::new(history, "2026-11-21 07:00:00");
            for step in &steps {
            life.does(step);
        }
            life.shown
        };
        let whole = shown("3650d");
        prop_assert_eq!(shown("off"), whole.clone());
        prop_assert_eq!(shown("1d"), whole);
    }
}

#[test]
fn without_a_history_yesterday_is_all_that_is_known() {
    let mut life = Life::new("off", "2026-11-20 07:00:00");
    for day in 21..30 {
        life.at(moment(&format!("2026-11-{day} 22:00:00")));
        let kept: BTreeSet<_> = [day - 1, day].map(|day| date(&format!("2026-11-{day}"))).into();
        assert!(life.dates().is_subset(&kept), "{:?}", life.dates());
        assert!(life.dates_of_entries().is_subset(&kept), "{:?}", life.dates_of_entries());
        assert!(life.journal.len() < 60, "{} entries", life.journal.len());
    }
}

#[test]
fn a_treatment_s_history_is_whole_until_the_last_session_is_old_enough() {
    let mut life = Life::new("30d", "2026-11-20 07:00:00");
    life.at(moment("2026-12-20 23:59:59"));
    assert_eq!((life.erasures.len(), life.dates().len()), (0, 31));
    life.at(moment("2026-12-22 12:00:00"));
    assert_eq!(life.dates().first(), Some(&date("2026-11-21")));
    life.at(moment("2027-01-31 12:00:00"));
    assert_eq!(life.dates().first(), Some(&date("2026-12-31")));
}

#[test]
fn when_nothing_comes_any_more_the_rest_is_erased_all_the_same() {
    let mut life = Life::new("30d", "2026-11-20 07:00:00");
    life.text = life.text.replace("at = ", "days = '0..2'\nat = ");
    life.tell(Event::PlanChanged(Box::new(active(&life.text, "UTC"))));
    life.at(moment("2027-02-01 00:00:00"));
    assert_eq!((life.dates().len(), life.journal.len()), (0, 1), "{:?}", life.journal);
    assert!(life.engine.wake() > Some(moment("2033-01-01 00:00:00")), "nobody has to look");
}

#[test]
fn nobody_looks_before_anything_can_be_old() {
    let mut life = Life::new("30d", "2026-11-20 07:00:00");
    life.text = life.text.replace("at = ", "days = '0..2'\nat = ");
    life.tell(Event::PlanChanged(Box::new(active(&life.text, "UTC"))));
    life.at(moment("2026-11-26 12:00:00"));
    assert_eq!(life.engine.wake(), Some(moment("2026-12-21 00:00:00")));
}

#[test]
fn a_false_future_of_an_hour_erases_nothing() {
    let mut life = Life::new("1d", "2026-11-20 07:00:00");
    life.at(moment("2026-11-21 22:00:00"));
    let before = life.dates();
    for restart in [Step::Pass(1), Step::Restart] {
        life.now = moment("2099-01-01 00:00:00");
        life.tell(Event::Tick);
        life.does(&restart);
        life.at(moment("2099-01-01 01:00:00"));
        life.now = moment("2026-11-21 22:05:00");
        life.tell(Event::Tick);
        assert_eq!(life.dates(), before);
    }
}

#[test]
fn a_changed_setting_counts_from_the_next_day_on() {
    let mut life = Life::new("90d", "2026-11-20 07:00:00");
    life.at(moment("2026-12-10 12:00:00"));
    life.text = text("off");
    life.tell(Event::PlanChanged(Box::new(active(&life.text, "UTC"))));
    assert_eq!(life.dates().len(), 21);
    life.at(moment("2026-12-11 00:00:00"));
    assert_eq!(life.dates().first(), Some(&date("2026-12-10")));
}

#[test]
fn a_plan_without_a_session_erases_nothing() {
    let mut life = Life::new("1d", "2026-11-20 07:00:00");
    life.at(moment("2026-11-21 22:00:00"));
    let before = life.dates().len();
    life.tell(Event::PlanChanged(Box::new(active("history = '1d'", "UTC"))));
    life.at(moment("2027-11-21 22:00:00"));
    assert_eq!(life.dates().len(), before);
}

/// A plan whose one reminder comes five hundred times a day.
fn often(history: &str) -> String {
    let times: Vec<String> = (0..500).map(|n| format!("'{:02}:{:02}'", n / 50, n % 50)).collect();
    format!(
        "privacy = 'plain'\nsessions = [2026-11-20]\nhistory = '{history}'\n\
         [quiet]\nfrom = '00:00'\nto = '00:00'\n\
         [[reminder]]\nid = 'often'\ntext = 'Often'\nat = [{}]\n",
        times.join(", ")
    )
}

#[test]
fn a_hundred_thousand_occurrences_leave_no_trace() {
    let mut life = Life::new("1d", "2026-11-20 00:00:00");
    life.text = often("1d");
    life.tell(Event::PlanChanged(Box::new(active(&life.text, "UTC"))));
    for _ in 0..200 {
        life.now += TimeDelta::days(1);
        life.tell(Event::Tick);
        let known = life.engine.memory().known().count();
        assert!(known <= 4 * 500 && life.journal.len() <= 4 * 500 + 20, "{known}");
    }
    let erased: usize = life.erasures.iter().map(|erasure| erasure.keys.len()).sum();
    assert!(100_000 - 4 * 500 < erased, "{erased}");
}

#[test]
fn the_history_has_an_end_however_long_it_is_to_be_kept() {
    let mut life = Life::new("1d", "2026-11-20 00:00:00");
    life.text = often("3650d");
    life.tell(Event::PlanChanged(Box::new(active(&life.text, "UTC"))));
    for day in 0..105 {
        life.now += TimeDelta::days(1);
        life.tell(Event::Tick);
        let known = life.engine.memory().known().len();
        assert!(known <= 50_000 + 3 * 500, "{known} on day {day}");
    }
    let oldest = life.engine.memory().known().map(|(key, _)| key.date).min();
    assert!(oldest < Some(date("2026-12-04")), "no more than needed: {oldest:?}");
    assert!(Some(date("2026-11-20")) < oldest, "the oldest go first: {oldest:?}");
    assert!(50_000 < life.engine.memory().known().len());
    life.text = life.text.replace("at = [", "days = 0\nat = [");
    life.tell(Event::PlanChanged(Box::new(active(&life.text, "UTC"))));
    let tomorrow = life.now.date_naive().succ_opt().unwrap().and_time(NaiveTime::MIN).and_utc();
    assert_eq!(life.engine.wake(), Some(tomorrow), "nothing comes due, and still it is too much");
}

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}
