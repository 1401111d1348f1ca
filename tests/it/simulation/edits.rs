//! Edits of a plan while it is in force.
//!
//! What is shown after an edit is what a fresh start with the new plan would show, minus what was
//! shown or answered before. After each edit the same days are lived three times, with the same
//! answers at the same moments:
//!
//! - by the engine that *went on* with the edit,
//! - by one that was *restarted* at that moment, with the journal and the new plan,
//! - by one that is *new*, with the new plan and no journal; it knows only what comes due after the
//!   edit, so only that is compared.
//!
//! Compared is which occurrence comes onto the screen at which moment and in which words, and how
//! each ends. Left out is what had been on the screen, or was answered, before the edit. Whether
//! something stands alone or in the summary depends on what else is still on the screen, and being
//! moved there puts off the next call: of what was in the summary of either, only the moment of the
//! first showing is compared.
//!
//! `AFTERCARE_SEED=17 cargo test simulation::edits` replays one life; `AFTERCARE_SEEDS` makes more.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    num::NonZero,
};

use aftercare::{
    engine::{
        ActivePlan, Answers, Ask, Effect, Engine, Event, Greeting, Mistake, Server,
        memory::{Fate, Known, Memory, Stage},
        notice::{Answer, Handle, Notice},
        record::{Departure, Entry, Manner, Outcome, Record},
    },
    language::Language,
    schedule::{
        Schedule,
        occurrence::Key,
        zone::{Moment, Zone},
    },
};
use chrono::{NaiveDate, TimeDelta};

use super::{plans::Draft, rng::Rng, setting};

/// How many edits one life has.
const EDITS: usize = 30;

/// How many lives there are, unless somebody asks for more.
const LIVES: u64 = 36;

/// A daemon with its journal and its screen, whose server takes everything at once.
#[derive(Clone)]
struct Scene {
    engine: Engine,
    journal: Vec<Entry>,
    now: Moment,
    last_id: u32,
    screen: BTreeMap<u32, Popup>,
    /// What was called and has not come onto the screen since then.
    called: BTreeSet<Key>,
    showings: Vec<Showing>,
}

/// A notification on the screen.
#[derive(Clone)]
struct Popup {
    notice: Notice,
    keys: BTreeSet<Key>,
}

/// An occurrence came onto the screen because it was called: not when it only moves into the
/// summary, or when a new run takes over what the old one left.
#[derive(Debug, Clone)]
struct Showing {
    key: Key,
    at: Moment,
    /// The words, when it stands alone.
    alone: Option<Notice>,
}

/// What somebody does at a moment.
type Deed = (Moment, Event);

impl Scene {
    fn new(active: ActivePlan, journal: Vec<Entry>, now: Moment) -> Self {
        let engine = Engine::new(active, Memory::of(&journal), Language::english());
        let (screen, called, showings) = (BTreeMap::new(), BTreeSet::new(), Vec::new());
        Self { engine, journal, now, last_id: 0, screen, called, showings }
    }

    fn start(&mut self) {
        let effects = self.engine.start(Greeting::FirstTime, self.now);
        self.perform(effects);
        self.tell(Event::ServerUp(server()));
    }

    /// The same journal and screen, taken up by a new run with this plan.
    fn restarted(&self, active: ActivePlan) -> Self {
        let mut journal = self.journal.clone();
        // It was there until now: an edit does not move anything into an absence.
        journal.push(Entry { at: self.now, record: Record::Started });
        let mut scene = Self::new(active, journal, self.now);
        scene.last_id = self.last_id;
        scene.screen = self.screen.clone();
        scene.called = self.called.clone();
        scene.start();
        scene
    }

    fn tell(&mut self, event: Event) {
        let effects = self.engine.apply(event, self.now);
        self.perform(effects);
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        let mut effects = VecDeque::from(effects);
        while let Some(effect) = effects.pop_front() {
            match effect {
                Effect::Record(entry) => self.keep(entry),
                Effect::Show { ticket, notice, replaces } => {
                    let handle = self.put(notice, replaces.as_ref());
                    let event = Event::Shown { ticket, handle };
                    effects.extend(self.engine.apply(event, self.now));
                }
                Effect::Withdraw(handle) => drop(self.screen.remove(&handle.id)),
                Effect::Erase(_) | Effect::Summon | Effect::Reply(_) => {}
            }
        }
    }

    fn put(&mut self, notice: Notice, replaces: Option<&Handle>) -> Handle {
        let old = replaces.and_then(|handle| self.screen.remove_entry(&handle.id));
        // A summary tells again of what it told of before.
        let (id, keys) =
            old.map_or((self.last_id + 1, BTreeSet::new()), |(id, old)| (id, old.keys));
        self.last_id = self.last_id.max(id);
        self.screen.insert(id, Popup { notice, keys });
        Handle { server: server().name, id }
    }

    fn keep(&mut self, entry: Entry) {
        match &entry.record {
            Record::Due { key, .. } | Record::CalledAgain { key } | Record::Snoozed { key, .. } => {
                self.called.insert(key.clone());
            }
            Record::Shown { key, handle, manner } => {
                let popup = self.screen.get_mut(&handle.id).expect("it was put there");
                popup.keys.insert(key.clone());
                if self.called.remove(key) {
                    let alone = (*manner == Manner::Alone).then(|| popup.notice.clone());
                    self.showings.push(Showing { key: key.clone(), at: entry.at, alone });
                }
            }
            _ => {}
        }
        self.journal.push(entry);
    }

    /// Lives until a moment; the alarm rings as often as the engine asked for.
    fn live(&mut self, until: Moment, deeds: &[Deed]) {
        let mut deeds = deeds.iter().peekable();
        loop {
            let wake = self.engine.wake().unwrap_or(until);
            assert!(self.now < wake, "a wake that does not lie ahead would never end");
            let deed = deeds.peek().map_or(until, |(at, _)| *at);
            self.now = wake.min(deed).min(until);
            match deeds.next_if(|(at, _)| *at == self.now) {
                Some((_, event)) => self.tell(event.clone()),
                None => self.tell(Event::Tick),
            }
            if self.now == until {
                return;
            }
        }
    }

    /// What has been on the screen, or was answered by a person.
    fn settled(&self) -> BTreeSet<Key> {
        let keys = self.journal.iter().filter_map(|entry| match &entry.record {
            Record::Shown { key, .. } => Some(key.clone()),
            Record::Ended { key, outcome, .. } if outcome.by_person() => Some(key.clone()),
            _ => None,
        });
        keys.collect()
    }

    /// What is on the screen of some open occurrences.
    fn seen<'a>(&self, of: &[&'a Key]) -> Vec<&'a Key> {
        let there: BTreeSet<&Key> = self.screen.values().flat_map(|popup| &popup.keys).collect();
        of.iter().copied().filter(|key| there.contains(key)).collect()
    }

    /// The open occurrences that have a notification of their own.
    fn alone(&self) -> Vec<&Key> {
        let open = self.engine.memory().open();
        let alone = open.filter(|(_, _, open)| open.stage == Stage::OnScreen(Manner::Alone));
        alone.map(|(key, _, _)| key).collect()
    }

    /// What has been in the summary.
    fn crowded(&self) -> impl Iterator<Item = Key> {
        self.journal.iter().filter_map(|entry| match &entry.record {
            Record::Shown { key, manner: Manner::Digest, .. } => Some(key.clone()),
            _ => None,
        })
    }

    /// What the journal says of an occurrence, to read it after a failure.
    fn story(&self, key: &Key) -> String {
        let named = format!("{key:?}");
        let lines = self.journal.iter().map(|entry| format!("  {} {:?}\n", entry.at, entry.record));
        format!("{key}:\n{}", lines.filter(|line| line.contains(&named)).collect::<String>())
    }

    /// How each occurrence stands: how it ended, or whether it was shown.
    fn fates(&self) -> BTreeMap<&Key, Result<Outcome, bool>> {
        let fate = |known: &Known| match &known.fate {
            Fate::Open(open) => Err(open.was_shown()),
            Fate::Ended { outcome, .. } => Ok(*outcome),
        };
        self.engine.memory().known().map(|(key, known)| (key, fate(known))).collect()
    }
}

fn server() -> Server {
    Server { name: "one".to_owned(), answers: Answers::Buttons }
}

/// What was tried.
#[derive(Debug, Default, Clone, Copy)]
struct Counts {
    edits: usize,
    /// Edits without a mistake.
    taken: usize,
    /// Showings after an edit that a new start has, too.
    compared: usize,
}

/// A person who edits, answers, sleeps, and goes away.
struct Life {
    rng: Rng,
    draft: Draft,
    /// The plan in force.
    active: ActivePlan,
    zone: Zone,
    scene: Scene,
    counts: Counts,
}

impl Life {
    fn new(seed: u64) -> Self {
        let mut rng = Rng::new(seed);
        let zone = Zone::named(rng.pick(&["Europe/Berlin", "America/New_York", "UTC"]));
        let zone = zone.expect("the system has the zone");
        let start =
            NaiveDate::from_ymd_opt(2026, 1, 1).expect("a date") + TimeDelta::days(rng.below(365));
        let (draft, active) = loop {
            let draft = Draft::random(&mut rng, start);
            if let Some(active) = draft.active(&zone) {
                break (draft, active);
            }
        };
        let now = start.and_hms_opt(6, 0, 0).expect("a time").and_utc();
        let mut scene = Scene::new(active.clone(), Vec::new(), now);
        scene.start();
        Self { rng, draft, active, zone, scene, counts: Counts::default() }
    }

    /// Between two edits: a while with answers, sometimes a sleep or a restart at its end.
    fn pass_time(&mut self) {
        let minutes = self.rng.pick(&[3, 30, 200, 700, 1_500, 4_000]);
        let until = self.scene.now + TimeDelta::minutes(self.rng.between(1, minutes));
        let deeds = self.deeds(until);
        self.scene.live(until, &deeds);
        match self.rng.below(10) {
            0 => self.scene.now += TimeDelta::minutes(self.rng.between(10, 3_000)),
            1 => self.scene = self.scene.restarted(self.active.clone()),
            2 | 3 => self.look_at_the_screen(),
            _ => {}
        }
        self.scene.tell(Event::Tick);
    }

    fn look_at_the_screen(&mut self) {
        let ids: Vec<u32> = self.scene.screen.keys().copied().collect();
        for id in ids {
            let handle = Handle { server: server().name, id };
            let why = self.rng.pick(&[Departure::Seen, Departure::Closed]);
            let event = match self.rng.below(4) {
                0 => Event::Answered { handle, answer: Answer::Done },
                1 => Event::Answered { handle, answer: Answer::Later },
                2 => Event::Closed { handle, why },
                _ => continue,
            };
            self.scene.screen.remove(&id);
            self.scene.tell(event);
        }
    }

    /// Answers by command, from now until a moment.
    fn deeds(&mut self, until: Moment) -> Vec<Deed> {
        let (mut deeds, mut at) = (Vec::new(), self.scene.now);
        loop {
            at += TimeDelta::minutes(self.rng.between(1, 600));
            if until <= at {
                return deeds;
            }
            let reminder = self.rng.pick(&self.draft.ids()).to_owned();
            let answers = [Answer::Done, Answer::Done, Answer::Later, Answer::Skip];
            deeds.push((
                at,
                Event::Asked(Ask::Answer { reminder, answer: self.rng.pick(&answers) }),
            ));
        }
    }

    /// Saves the file once more, with or without a mistake.
    fn edit(&mut self) -> Event {
        let today = self.zone.wall(self.scene.now).date_naive();
        let mut draft = self.draft.clone();
        for _ in 0..self.rng.between(1, 2) {
            draft.edit_anything(&mut self.rng, today);
        }
        let Some(active) = draft.active(&self.zone).filter(|_| self.rng.percent(95)) else {
            let (place, message) = ("plan.toml:3".to_owned(), "a mistake".to_owned());
            return Event::PlanRejected(Mistake { place, message });
        };
        (self.draft, self.active) = (draft, active.clone());
        self.counts.taken += 1;
        Event::PlanChanged(Box::new(active))
    }

    /// Edits the plan, and lives the next days three times.
    fn edit_and_compare(&mut self) -> Result<(), String> {
        let settled = self.scene.settled();
        let event = self.edit();
        let edited_at = self.scene.now;
        let mut restarted = self.scene.restarted(self.active.clone());
        self.scene.showings.clear();
        self.scene.tell(event);
        let mut went_on = self.scene.clone();
        let mut new = Scene::new(self.active.clone(), Vec::new(), edited_at);
        new.start();
        same_at_once(&went_on, &restarted)?;

        let until = edited_at + TimeDelta::days(self.rng.pick(&[1, 1, 1, 2, 4]));
        let deeds = self.deeds(until);
        for scene in [&mut went_on, &mut restarted, &mut new] {
            scene.live(until, &deeds);
        }
        let schedule = Schedule::new(self.active.plan.clone(), self.zone.clone());
        let counts = |key: &Key| !settled.contains(key);
        let comes = |key: &Key| {
            let planned = schedule.occurrence(key);
            counts(key) && planned.is_some_and(|planned| edited_at < planned.due)
        };
        same(&went_on, &restarted, counts).map_err(|why| format!("restarted: {why}"))?;
        self.counts.compared += same(&went_on, &new, comes).map_err(|why| format!("new: {why}"))?;
        self.counts.edits += 1;
        Ok(())
    }

    fn live(&mut self) -> Result<(), String> {
        for edit in 0..EDITS {
            self.pass_time();
            let before = self.active.fingerprint.clone();
            let result = self.edit_and_compare();
            result.map_err(|why| {
                let (now, after) = (self.scene.now, &self.active.fingerprint);
                format!("edit {edit} at {now}: {why}\n\nbefore:\n{before}\nafter:\n{after}")
            })?;
        }
        Ok(())
    }
}

/// What is on the screen right after an edit, and how everything stands.
fn same_at_once(went_on: &Scene, restarted: &Scene) -> Result<(), String> {
    let memory = went_on.engine.memory();
    let schedule = went_on.engine.schedule();
    if let Some((key, _, _)) = memory.open().find(|(key, _, _)| schedule.occurrence(key).is_none())
    {
        return Err(format!("the plan no longer has {key}, but it is open"));
    }
    let (fates, expected) = (went_on.fates(), restarted.fates());
    if fates != expected {
        let other = |key| fates.get(key) != expected.get(key);
        let keys: BTreeSet<_> = fates.keys().chain(expected.keys()).filter(|k| other(*k)).collect();
        let stories: Vec<_> = keys.iter().map(|k| went_on.story(k) + &restarted.story(k)).collect();
        return Err(format!("at once: {}", stories.concat()));
    }
    // Where there is no room for all, what an earlier run left makes room.
    let alone = went_on.alone();
    let (seen, expected) = (went_on.seen(&alone), restarted.seen(&alone));
    if went_on.screen.len() <= 3 && seen != expected {
        return Err(format!("on the screen: {seen:?}, after a restart {expected:?}"));
    }
    Ok(())
}

/// Compares what two showed of the keys that count; how many showings that was.
fn same(one: &Scene, other: &Scene, counts: impl Fn(&Key) -> bool) -> Result<usize, String> {
    let crowded: BTreeSet<Key> = one.crowded().chain(other.crowded()).collect();
    let of = |scene: &Scene| {
        let mut called = BTreeSet::new();
        let showings = scene.showings.iter().filter(|showing| {
            counts(&showing.key) && (called.insert(&showing.key) || !crowded.contains(&showing.key))
        });
        let mut showings: Vec<Showing> = showings.cloned().collect();
        showings.sort_by(|a, b| (a.at, &a.key).cmp(&(b.at, &b.key)));
        showings
    };
    let (left, right) = (of(one), of(other));
    let pairs = left.iter().zip(&right);
    let first = pairs.clone().find(|(left, right)| !left.is_like(right));
    let rest = (left.len() != right.len()).then(|| (left.get(right.len()), right.get(left.len())));
    let first = first.map(|(left, right)| (Some(left), Some(right))).or(rest);
    if let Some((left, right)) = first {
        let keys = left.into_iter().chain(right).map(|showing| &showing.key);
        let stories: Vec<_> = keys.map(|key| one.story(key) + &other.story(key)).collect();
        return Err(format!("{left:?}\nbut\n{right:?}\n{}", stories.concat()));
    }
    let (fates, expected) = (one.fates(), other.fates());
    let keys = fates.keys().chain(expected.keys()).filter(|k| counts(k) && !crowded.contains(**k));
    match keys.into_iter().find(|key| fates.get(*key) != expected.get(*key)) {
        Some(key) => Err(one.story(key) + &other.story(key)),
        None => Ok(left.len()),
    }
}

impl Showing {
    fn is_like(&self, other: &Self) -> bool {
        let words = self.alone.as_ref().zip(other.alone.as_ref());
        (self.at, &self.key) == (other.at, &other.key) && words.is_none_or(|(a, b)| a == b)
    }
}

/// The lives of some seeds: what was tried, and what was wrong.
fn lives(seeds: impl Iterator<Item = u64>) -> (Counts, Vec<String>) {
    let (mut sum, mut failures) = (Counts::default(), Vec::new());
    for seed in seeds {
        let mut life = Life::new(seed);
        if let Err(why) = life.live() {
            failures.push(format!("seed {seed}, {why}"));
        }
        sum.add(life.counts);
    }
    (sum, failures)
}

impl Counts {
    fn add(&mut self, other: Self) {
        self.edits += other.edits;
        self.taken += other.taken;
        self.compared += other.compared;
    }
}

#[test]
fn an_edit_shows_what_a_fresh_start_would_show() {
    let (first, count) = match setting("AFTERCARE_SEED") {
        Some(seed) => (seed, 1),
        None => {
            (setting("AFTERCARE_FIRST").unwrap_or(0), setting("AFTERCARE_SEEDS").unwrap_or(LIVES))
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    let seeds = |thread: usize| (first..first + count).skip(thread).step_by(threads);
    let (mut sum, mut failures) = (Counts::default(), Vec::new());
    std::thread::scope(|scope| {
        let start = |thread| scope.spawn(move || lives(seeds(thread)));
        for lives in (0..threads).map(start).collect::<Vec<_>>() {
            let (counts, wrong) = lives.join().expect("a life does not panic");
            sum.add(counts);
            failures.extend(wrong);
        }
    });
    println!("{count} lives, {sum:?}");
    for why in &failures {
        println!("{}", why.split("\n\n").next().unwrap_or(why));
    }
    assert!(failures.is_empty(), "{} lives fail, first:\n{}", failures.len(), failures[0]);
}
