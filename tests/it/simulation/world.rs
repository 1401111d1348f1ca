//! The world around the engine: a clock, a journal, a server, a person, and all that goes wrong.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use aftercare::{
    engine::{
        ActivePlan, Ask, Attention, Doubt, Effect, Engine, Event, Greeting, HistoryTrouble,
        Mistake,
        memory::Memory,
        notice::{Answer, Handle, Notice, Ticket},
        record::{Departure, Entry, Record, Scope},
        retention::{self, Erasure},
    },
    language::Language,
    schedule::{
        occurrence::Key,
        zone::{Moment, Zone},
    },
};
use chrono::{Days, NaiveDate, TimeDelta};

use super::{
    almanac::ZONES,
    desk::{About, Desk, Mood, Popup},
    judge::Judge,
    plans::Draft,
    rng::Rng,
};

/// How long after a server's whims all must be well again; longer than any back-off.
const SETTLE: TimeDelta = TimeDelta::minutes(40);

/// How long plans have the history kept.
const HISTORIES: &[&str] = &["3650d", "3650d", "90d", "20d", "7d", "off"];

/// What the daemon has to say besides reminders, by its summaries.
const INTRODUCTION: &str = "Aftercare is running";
const REJECTED: &str = "Your plan file has a mistake";
const MOVED: &str = "Your history could not be read";
const SAFE_MODE: &str = "Aftercare is in safe mode";

/// What one step may put on the screen at most: three, a summary and the four messages.
const ONE_SCREEN: usize = 8;

/// How many pieces of a script are tried at a time at first when it is shortened.
const FIRST_PIECES: usize = 8;

/// How often a shorter script is tried at most.
const MOST_SHORTER: usize = 400;

/// How often an hour a server that fails may be asked.
const MOST_TRIES: usize = 100;

/// What happened, for the summary of a run.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Stats {
    /// Steps taken.
    pub(super) steps: u64,
    /// Notifications asked for.
    pub(super) shows: u64,
    /// Runs of the daemon that ended in the middle.
    pub(super) crashes: u64,
    /// Entries in the journal.
    pub(super) entries: u64,
    /// Occurrences that became too old to be kept.
    pub(super) erased: u64,
}

/// Everything there is.
#[expect(clippy::struct_excessive_bools, reason = "each is a fault of its own")]
pub(super) struct World {
    rng: Rng,
    /// The seeds of the steps so far: enough to live the same life again, or a shorter one.
    script: Vec<u64>,
    plan: Draft,
    broken: bool,
    /// What it was before the last edit.
    before: Draft,
    zone: Zone,
    truth: Moment,
    offset: TimeDelta,
    correct_at: Option<Moment>,
    engine: Option<Engine>,
    restart_at: Moment,
    /// Before how many more effects the daemon dies.
    dies_in: Option<i64>,
    life: u32,
    journal: Vec<Entry>,
    /// How many entries of the journal would survive the daemon.
    saved: usize,
    disk_is_full: bool,
    /// What a full disk keeps, each with where in the journal it was to be erased.
    owed: Vec<(usize, Erasure)>,
    /// When the person has the journal erased, or finds it spoilt after the next start.
    spoilt: bool,
    attention: Attention,
    /// What the person paused or muted last.
    held: Option<Scope>,
    desk: Desk,
    queue: VecDeque<Event>,
    judge: Judge,
    away_until: Moment,
    /// Whether this run of the daemon may say that it is there.
    greets: bool,
    /// When a server that had its whims may be expected to show things again.
    settled: Moment,
    tries: VecDeque<Moment>,
    /// What this run of the daemon asked the server to show.
    asked: BTreeMap<Ticket, (About, Vec<Key>)>,
    /// What the summary that it asked for last tells of, whether that is there still or not.
    summary: Vec<Key>,
    /// What else it has to say, by its summary, and whether it is certain to be on the screen.
    messages: BTreeMap<&'static str, bool>,
    /// What this run of the daemon has shown.
    shown_in_life: BTreeSet<Key>,
    /// What was taken off the screen in this step.
    withdrawn: Vec<Key>,
    /// What was taken off the screen, and why is not in the journal yet.
    leaving: Vec<Popup>,
    past_signals: Vec<(Handle, Answer)>,
    trace: Option<Vec<String>>,
    stats: Stats,
}

impl World {
    /// The world of a seed; with a trace when somebody will read it.
    pub(super) fn new(seed: u64, dropped: &[usize], traced: bool) -> Self {
        let mut rng = Rng::new(seed);
        let zone = zone(&mut rng);
        let start = first_date(&mut rng);
        let (mut plan, active) = first_plan(&mut rng, start, &zone);
        // By another chance than the rest, so that a life that is lived again stays the same.
        plan.keep_history(Rng::new(!seed).pick(HISTORIES));
        for place in dropped {
            plan.drop_one(*place);
        }
        let active = plan.active(&zone).unwrap_or(active);
        let before = TimeDelta::days(rng.between(0, 8));
        let truth = start.and_hms_opt(6, 0, 0).expect("a time").and_utc() - before;
        Self {
            judge: Judge::new(&active, truth),
            before: plan.clone(),
            rng,
            script: Vec::new(),
            plan,
            broken: false,
            zone,
            truth,
            offset: TimeDelta::zero(),
            correct_at: None,
            engine: None,
            restart_at: truth,
            dies_in: None,
            life: 0,
            journal: Vec::new(),
            saved: 0,
            disk_is_full: false,
            owed: Vec::new(),
            spoilt: false,
            attention: Attention::Free,
            held: None,
            desk: Desk::absent(),
            queue: VecDeque::new(),
            away_until: truth,
            greets: false,
            settled: truth,
            tries: VecDeque::new(),
            shown_in_life: BTreeSet::new(),
            asked: BTreeMap::new(),
            summary: Vec::new(),
            messages: BTreeMap::new(),
            withdrawn: Vec::new(),
            leaving: Vec::new(),
            past_signals: Vec::new(),
            trace: traced.then(Vec::new),
            stats: Stats::default(),
        }
    }

    /// Lives for so many days, then lets everything be well.
    pub(super) fn live(&mut self, days: i64) -> Result<Stats, String> {
        let text = self.plan.toml();
        self.note(|| text);
        let (end, mut fate) = (self.truth + TimeDelta::days(days), self.rng.clone());
        while self.truth < end {
            self.step(fate.next())?;
        }
        self.come_to_rest()
    }

    /// Lives the steps of a script, then lets everything be well.
    pub(super) fn follow(&mut self, script: &[u64]) -> Result<Stats, String> {
        let text = self.plan.toml();
        self.note(|| text);
        for seed in script {
            self.step(*seed)?;
        }
        self.come_to_rest()
    }

    /// The steps that were taken.
    pub(super) fn script(&self) -> &[u64] {
        &self.script
    }

    fn come_to_rest(&mut self) -> Result<Stats, String> {
        self.make_well()?;
        let now = self.now();
        self.judge.check_kept(now)?;
        self.stats.entries = u64::try_from(self.journal.len()).expect("a count");
        Ok(self.stats)
    }

    /// What happened, line by line.
    pub(super) fn trace(&self) -> &[String] {
        self.trace.as_deref().unwrap_or_default()
    }

    fn now(&self) -> Moment {
        self.truth + self.offset
    }

    fn today(&self) -> NaiveDate {
        self.zone.wall(self.now()).date_naive()
    }

    fn note(&mut self, line: impl FnOnce() -> String) {
        let now = self.now();
        if let Some(trace) = &mut self.trace {
            trace.push(format!("{} {}", now.format("%F %T"), line()));
        }
    }

    /// One thing happens. A step depends on nothing but its own seed and on how the world stands,
    /// so that a script without some of its steps is a script, too.
    fn step(&mut self, seed: u64) -> Result<(), String> {
        self.stats.steps += 1;
        self.script.push(seed);
        self.rng = Rng::new(seed);
        match self.rng.below(1000) {
            0..8 => self.dies_in = Some(self.rng.below(5)),
            8..14 => self.desktop_comes_or_goes(),
            14..20 => self.server_has_a_mood(),
            20..27 => self.clock_is_nudged()?,
            27..31 => self.clock_goes_wrong()?,
            31..34 => self.travel()?,
            34..42 => self.edit_plan()?,
            42..45 => self.break_plan(),
            45..49 => self.machine_rests()?,
            49..70 => self.person_types(),
            70..80 => self.person_wants_peace(),
            80..90 => self.strange_signal()?,
            90..190 => self.person_looks(),
            190..194 => self.signal_is_lost(),
            194..203 => self.attention_turns(),
            203..207 => self.disk_fills_or_empties()?,
            207..208 => self.history_goes()?,
            208..260 => self.early_tick()?,
            // At the end, so that the lives that are lived again stay as they are.
            982..983 => self.all_comes_at_once()?,
            983..985 => self.person_wants_peace_for_a_while()?,
            985..987 => self.edits_in_a_hurry()?,
            987..988 => self.journey_while_off(),
            988..990 => self.edit_on_a_journey()?,
            990..993 => self.safe_mode_begins_or_ends(),
            993..996 => self.plan_comes_back()?,
            _ => self.next_moment()?,
        }
        self.drain()
    }

    /// Faults stop; soon everything must be as promised.
    fn make_well(&mut self) -> Result<(), String> {
        self.note(|| "all is well from here".to_owned());
        self.dies_in = None;
        self.restart_at = self.truth;
        self.set_mood(Mood::Good);
        self.disk_empties()?;
        self.turn_attention(Attention::Free);
        self.queue.push_back(Event::Asked(Ask::Resume { scope: Scope::Everything }));
        self.set_clock(TimeDelta::zero())?;
        self.drain()?;
        if !self.desk.up {
            self.server_starts();
        }
        let end = self.truth + TimeDelta::days(1);
        while self.truth < end {
            self.next_moment()?;
            self.drain()?;
        }
        Ok(())
    }

    /// Goes to whatever happens next.
    fn next_moment(&mut self) -> Result<(), String> {
        let wake = self.engine.as_ref().and_then(Engine::wake).map(|wake| wake - self.offset);
        let restart = self.engine.is_none().then_some(self.restart_at);
        let hours = if self.stats.steps.is_multiple_of(4) { 100 } else { 12 };
        let cap = self.truth + TimeDelta::hours(hours);
        let others = [restart, self.correct_at, self.desk.next_answer()];
        let next = others.into_iter().flatten().chain(wake).chain([cap]).min().unwrap_or(cap);
        self.go_to(next.max(self.truth))
    }

    fn pass_moments(&mut self, count: i64) -> Result<(), String> {
        for _ in 0..count {
            self.next_moment()?;
            self.drain()?;
        }
        Ok(())
    }

    fn go_to(&mut self, truth: Moment) -> Result<(), String> {
        self.truth = truth;
        if self.correct_at.is_some_and(|at| at <= truth) {
            self.set_clock(TimeDelta::zero())?;
        }
        let answers = self.desk.answer_until(truth, &mut self.rng);
        self.queue.extend(answers);
        if self.engine.is_none() {
            if self.restart_at <= truth {
                self.start()?;
            }
            return Ok(());
        }
        self.tell(Event::Tick)
    }

    fn start(&mut self) -> Result<(), String> {
        let (now, active) = (self.now(), self.active());
        self.life += 1;
        self.shown_in_life.clear();
        self.asked.clear();
        self.summary.clear();
        self.judge.unwell_until(now);
        self.judge.license_all();
        if self.spoilt {
            self.lose_history();
        }
        let jumped = self.judge.wake_up(&active, now);
        let memory = Memory::of(&self.journal);
        let mut engine = Engine::new(active, memory, Language::english());
        if self.spoilt {
            self.judge.begin_with_today(now);
            engine.begin_with_today(now);
        }
        let greeting = self.rng.pick(&[Greeting::Always, Greeting::FirstTime]);
        self.note(|| format!("START {greeting:?}"));
        self.judge.expect_due(now);
        self.judge.expect(jumped);
        let told = self.journal.iter().any(|entry| entry.record == Record::Introduced);
        self.greets = greeting == Greeting::Always || !told;
        let effects = engine.start(greeting, now);
        self.engine = Some(engine);
        self.judge.attention_turns(Attention::Free, now);
        self.queue.push_back(Event::Attention(self.attention));
        let news = if self.desk.up { self.desk.announce() } else { Event::ServerDown };
        self.queue.push_back(news);
        if self.broken {
            self.queue.push_back(Event::PlanRejected(mistake()));
        }
        if std::mem::take(&mut self.spoilt) {
            self.queue.push_back(Event::HistoryMoved("history.spoilt".to_owned()));
        }
        if self.perform(effects)? { self.judge_step() } else { Ok(()) }
    }

    fn active(&self) -> ActivePlan {
        self.plan.active(&self.zone).expect("the plan in force has no mistake")
    }

    /// Tells everything that waits to be told, then looks at the whole.
    fn drain(&mut self) -> Result<(), String> {
        while let Some(event) = self.queue.pop_front() {
            self.tell(event)?;
        }
        if self.engine.is_none() {
            return Ok(());
        }
        let now = self.now();
        if self.judge.is_well(&self.desk, now) {
            self.check_messages()?;
        }
        self.judge.when_well(&self.desk, now)
    }

    fn tell(&mut self, event: Event) -> Result<(), String> {
        if self.engine.is_none() {
            return Ok(());
        }
        self.note(|| format!("> {}", brief(&event)));
        let now = self.now();
        self.judge.expect_due(now);
        match &event {
            Event::ServerDown => self.judge.license_all(),
            Event::ServerUp(server) => {
                let known = self.engine.as_ref().and_then(Engine::server_name);
                if known != Some(&server.name) {
                    self.judge.license_all();
                }
            }
            Event::Answered { .. } => self.judge.person_answers(now),
            Event::Closed { .. } => self.judge.person_acts(now),
            Event::Asked(ask) => {
                self.judge.person_answers(now);
                self.judge.asked(ask, now);
            }
            Event::PlanChanged(active) => {
                self.judge.person_acts(now);
                self.judge.adopt(active, now);
            }
            Event::ZoneChanged(_) => {
                let jumped = self.judge.travel(&self.active(), now);
                self.judge.expect(jumped);
            }
            Event::Attention(attention) => self.judge.attention_turns(*attention, now),
            _ => {}
        }
        let shown = match &event {
            Event::Shown { handle, .. } if handle.server == self.desk.name() => Some(handle.id),
            _ => None,
        };
        let doubtful = match &event {
            Event::NotShown { ticket, doubt: Doubt::PerhapsShown } => self.asked.remove(ticket),
            Event::Shown { ticket, handle } if handle.id == 0 => self.asked.remove(ticket),
            _ => None,
        };
        self.expect_message(&event);
        let effects = self.engine.as_mut().expect("it runs").apply(event, now);
        if !self.perform(effects)? {
            return Ok(());
        }
        if let Some((about, keys)) = doubtful {
            self.doubt(&about);
            for key in &keys {
                self.judge.ledger.unaddress(key);
            }
        }
        // Before this, nobody but the server knows its number.
        if let Some(popup) = shown.and_then(|id| self.desk.screen.get_mut(&id)) {
            popup.told = true;
        }
        self.judge_step()
    }

    /// What the daemon has to say besides reminders.
    fn expect_message(&mut self, event: &Event) {
        let (message, begins) = match event {
            Event::PlanRejected(_) => (REJECTED, true),
            Event::PlanChanged(_) => (REJECTED, false),
            Event::SafeModeEntered => (SAFE_MODE, true),
            Event::SafeModeLeft => (SAFE_MODE, false),
            Event::HistoryMoved(_) => (MOVED, true),
            _ => return,
        };
        if begins {
            self.messages.entry(message).or_insert(true);
        } else {
            self.messages.remove(message);
        }
    }

    /// Nobody can tell whether this is on the screen.
    fn doubt(&mut self, about: &About) {
        let About::Message(text) = about else { return };
        if let Some(is_certain) = self.messages.get_mut(text.as_str()) {
            *is_certain = false;
        }
    }

    /// When all is well, the screen says of the plan, the history and crashes what there is to say.
    fn check_messages(&self) -> Result<(), String> {
        let told = |popup: &&Popup| popup.told && popup.life == self.life;
        let texts = self.desk.screen.values().filter(told).filter_map(|popup| match &popup.about {
            About::Message(text) if text != INTRODUCTION => Some(text.as_str()),
            _ => None,
        });
        let there: BTreeSet<&str> = texts.collect();
        if let Some(text) = there.iter().find(|text| !self.messages.contains_key(*text)) {
            return Err(format!("nothing to say any more, but on the screen: {text}"));
        }
        match self.messages.iter().find(|(text, certain)| **certain && !there.contains(*text)) {
            Some((text, _)) => Err(format!("not told: {text}")),
            None => Ok(()),
        }
    }

    fn judge_step(&mut self) -> Result<(), String> {
        let now = self.now();
        let engine = self.engine.as_ref().expect("it runs");
        if self.desk.mood != Mood::Good {
            self.settled = self.truth + SETTLE;
            self.judge.unwell_until(now + SETTLE);
        } else if !self.desk.up {
            self.judge.unwell_until(now);
        }
        self.judge.license_all_of(&self.withdrawn);
        self.judge.step(engine, now)?;
        Judge::check_screen(&self.desk)
    }

    /// Performs effects in order; `false` when the daemon died on the way. As in the daemon, the
    /// entries up to the next notification or reply are one commit.
    fn perform(&mut self, effects: Vec<Effect>) -> Result<bool, String> {
        let shows = effects.iter().filter(|effect| matches!(effect, Effect::Show { .. })).count();
        if shows > ONE_SCREEN {
            return Err(format!("{shows} notifications in one step"));
        }
        self.withdrawn.clear();
        self.leaving.clear();
        let mut entries = Vec::new();
        for effect in effects {
            if self.dies() {
                return Ok(false);
            }
            self.note(|| format!("    {}", brief_effect(&effect)));
            match effect {
                Effect::Record(entry) => entries.push(entry),
                Effect::Show { ticket, notice, replaces } => {
                    self.keep(&mut entries)?;
                    self.show(ticket, &notice, replaces.as_ref())?;
                }
                Effect::Erase(erasure) => {
                    self.keep(&mut entries)?;
                    self.erase(&erasure)?;
                }
                Effect::Withdraw(handle) => self.withdraw(&handle)?,
                Effect::Summon => self.summon()?,
                Effect::Reply(reply) => {
                    self.keep(&mut entries)?;
                    self.judge.check_reply(&reply)?;
                }
            }
        }
        self.keep(&mut entries)?;
        Ok(!self.dies())
    }

    fn keep(&mut self, entries: &mut Vec<Entry>) -> Result<(), String> {
        if !entries.is_empty() {
            for entry in entries.drain(..) {
                self.judge.entry(&entry)?;
                self.journal.push(entry);
            }
            let now = self.now();
            self.judge.committed(now)?;
        }
        for popup in std::mem::take(&mut self.leaving) {
            let now = self.now();
            self.judge.withdraw(&popup, now)?;
        }
        if !self.disk_is_full {
            self.is_saved();
        }
        Ok(())
    }

    /// The journal is rewritten without what is old, as soon as the disk has room.
    fn erase(&mut self, erasure: &Erasure) -> Result<(), String> {
        let now = self.now();
        self.judge.erased(erasure, now)?;
        self.owed.push((self.journal.len(), erasure.clone()));
        self.stats.erased += u64::try_from(erasure.keys.len()).expect("a count");
        if self.disk_is_full { Ok(()) } else { self.rewrite() }
    }

    fn rewrite(&mut self) -> Result<(), String> {
        let mut written = Vec::new();
        let mut rest = std::mem::take(&mut self.journal).into_iter();
        let mut done = 0;
        for (place, erasure) in std::mem::take(&mut self.owed) {
            written.extend(rest.by_ref().take(place - done));
            done = place;
            written = retention::without(&written, &erasure);
        }
        self.journal = written.into_iter().chain(rest).collect();
        self.is_saved();
        self.judge.check_rewritten(&self.journal)
    }

    fn is_saved(&mut self) {
        self.saved = self.journal.len();
        self.judge.saved();
    }

    fn dies(&mut self) -> bool {
        let Some(left) = &mut self.dies_in else { return false };
        *left -= 1;
        if *left >= 0 {
            return false;
        }
        self.dies_in = None;
        self.stop("CRASH");
        self.stats.crashes += 1;
        true
    }

    /// The daemon ends; for how long is up to chance.
    fn stop(&mut self, why: &str) {
        self.note(|| why.to_owned());
        self.engine = None;
        self.queue.clear();
        self.messages.clear();
        self.lose_what_is_unsaved();
        self.desk.orphan(&mut self.rng);
        let seconds = match self.rng.below(10) {
            0..6 => self.rng.between(0, 5),
            6..9 => self.rng.between(60, 40_000),
            _ => self.rng.between(3600, 400_000),
        };
        self.restart_at = self.truth + TimeDelta::seconds(seconds);
    }

    fn show(
        &mut self,
        ticket: Ticket,
        notice: &Notice,
        replaces: Option<&Handle>,
    ) -> Result<(), String> {
        self.stats.shows += 1;
        let now = self.now();
        let (about, mut keys) = self.judge.show(notice, self.desk.answers(), now)?;
        if !self.greets && about == About::Message(INTRODUCTION.to_owned()) {
            return Err("says again that it is there".to_owned());
        }
        let old = replaces.filter(|handle| handle.server == self.desk.name());
        let old_popup = old.and_then(|handle| self.desk.screen.get(&handle.id));
        for key in &keys {
            let first = self.shown_in_life.insert(key.clone());
            let takes_over = first && old.is_some();
            let makes_room = self.judge.is_unaddressed(key)
                || about == About::Summary && self.withdrawn.contains(key);
            let takes_over = takes_over || makes_room;
            if self.desk.is_numberless() || self.judge.is_unaddressed(key) {
                self.judge.license_later(key);
            }
            self.judge.check_grace(key, now, takes_over)?;
        }
        if about == About::Summary {
            if let Some(key) = keys.iter().find(|key| self.is_on_its_way_alone(key)) {
                return Err(format!("in the summary, and on its way alone: {key}"));
            }
            // A server that does not answer may have left the older one as it was.
            let asked_for = replaces.iter().flat_map(|_| &self.summary);
            for key in asked_for.chain(old_popup.iter().flat_map(|old| &old.keys)) {
                if !keys.contains(key) {
                    keys.push(key.clone());
                }
            }
            self.summary.clone_from(&keys);
        }
        self.count_try()?;
        let answerable = notice.buttons.is_some();
        self.asked.insert(ticket, (about.clone(), keys.clone()));
        let popup = Popup { about, keys, told: false, answerable, life: self.life };
        let answer = self.desk.notify((ticket, popup), replaces, self.truth, &mut self.rng);
        self.queue.extend(answer);
        Ok(())
    }

    /// Whether a notification of its own was asked for, and the daemon has not heard of it yet.
    fn is_on_its_way_alone(&self, key: &Key) -> bool {
        let answered = self.queue.iter().filter_map(|event| match event {
            Event::Shown { ticket, .. } => Some(*ticket),
            _ => None,
        });
        let asked = answered.chain(self.desk.unanswered()).filter_map(|t| self.asked.get(&t));
        let mut alone = asked.filter(|(about, _)| *about != About::Summary);
        alone.any(|(_, keys)| keys.contains(key))
    }

    fn withdraw(&mut self, handle: &Handle) -> Result<(), String> {
        if handle.id == 0 {
            return Err("takes off what has no number".to_owned());
        }
        if !self.desk.up || handle.server != self.desk.name() {
            return Ok(());
        }
        let Some(popup) = self.desk.screen.remove(&handle.id) else { return Ok(()) };
        self.withdrawn.extend(popup.keys.iter().cloned());
        self.leaving.push(popup);
        Ok(())
    }

    fn summon(&mut self) -> Result<(), String> {
        self.count_try()?;
        if !self.desk.up && self.rng.percent(20) {
            self.server_starts();
        }
        Ok(())
    }

    /// A server that fails is not asked all the time.
    fn count_try(&mut self) -> Result<(), String> {
        if self.desk.up && self.desk.mood == Mood::Good {
            self.tries.clear();
            return Ok(());
        }
        if self.tries.back() != Some(&self.truth) {
            self.tries.push_back(self.truth);
        }
        let hour_ago = self.truth - TimeDelta::hours(1);
        self.tries.retain(|at| hour_ago < *at);
        if self.tries.len() > MOST_TRIES {
            return Err(format!("a failing server is asked {} times an hour", self.tries.len()));
        }
        Ok(())
    }

    fn server_starts(&mut self) {
        let event = self.desk.start(&mut self.rng);
        self.note(|| "server starts".to_owned());
        self.queue.push_back(event);
    }

    fn desktop_comes_or_goes(&mut self) {
        self.tries.clear();
        let now = self.now();
        self.judge.unwell_until(now);
        match (self.desk.up, self.rng.below(3)) {
            (false, _) => self.server_starts(),
            (true, 0) => {
                let event = self.desk.announce();
                self.queue.push_back(event);
            }
            (true, way) => {
                let events = self.desk.stop(&mut self.rng);
                self.queue.extend(events);
                if way == 1 {
                    self.server_starts();
                }
            }
        }
    }

    fn server_has_a_mood(&mut self) {
        if !self.desk.up {
            return self.server_starts();
        }
        let moods = [Mood::Good, Mood::Good, Mood::Slow, Mood::Refusing, Mood::Silent];
        let mood = if self.desk.mood == Mood::Good { self.rng.pick(&moods) } else { Mood::Good };
        self.set_mood(mood);
    }

    fn set_mood(&mut self, mood: Mood) {
        self.note(|| format!("the server is {mood:?}"));
        self.desk.mood = mood;
        self.settled = self.truth + SETTLE;
        let settled = self.settled + self.offset;
        self.judge.unwell_until(settled);
    }

    fn clock_is_nudged(&mut self) -> Result<(), String> {
        let seconds = self.rng.between(-2, 2);
        self.set_clock(self.offset + TimeDelta::seconds(seconds))
    }

    /// Hours or days off, and corrected later.
    fn clock_goes_wrong(&mut self) -> Result<(), String> {
        let unit = self.rng.pick(&[60, 3600, 86_400, 86_400 * 30]);
        let seconds = self.rng.between(-12, 12) * unit + self.rng.between(-30, 30);
        let lasts = self.rng.pick(&[5, 600, 7200, 100_000, 400_000]);
        self.correct_at = Some(self.truth + TimeDelta::seconds(lasts));
        self.set_clock(TimeDelta::seconds(seconds))
    }

    fn set_clock(&mut self, offset: TimeDelta) -> Result<(), String> {
        if offset == TimeDelta::zero() {
            self.correct_at = None;
        }
        self.offset = offset;
        self.note(|| format!("CLOCK {offset}"));
        let now = self.now();
        self.judge.clock_was_set(now);
        let settled = self.settled + self.offset;
        self.judge.unwell_until(settled);
        self.tell(Event::Tick)
    }

    /// To another place, or to other rules for this one: both are another zone. Sometimes there and
    /// back within hours.
    fn travel(&mut self) -> Result<(), String> {
        let home = self.zone.clone();
        let there = zone(&mut self.rng);
        self.move_to(there)?;
        if self.rng.percent(40) {
            self.drain()?;
            let moments = self.rng.between(1, 6);
            self.pass_moments(moments)?;
            self.move_to(home)?;
        }
        Ok(())
    }

    fn move_to(&mut self, zone: Zone) -> Result<(), String> {
        self.zone = zone;
        let zone = self.zone.clone();
        self.tell(Event::Tick)?;
        self.note(|| format!("ZONE {}", zone.name()));
        self.tell(Event::ZoneChanged(zone))
    }

    fn edit_plan(&mut self) -> Result<(), String> {
        let today = self.today();
        self.edit_plan_by(|draft, rng| draft.edit_legibly(rng, today))
    }

    fn edit_plan_by(&mut self, edit: impl FnOnce(&mut Draft, &mut Rng)) -> Result<(), String> {
        let mut draft = self.plan.clone();
        edit(&mut draft, &mut self.rng);
        let Some(active) = draft.active(&self.zone) else {
            self.break_plan();
            return Ok(());
        };
        self.before = std::mem::replace(&mut self.plan, draft);
        self.save_plan(active)
    }

    /// The person takes back what they did last, or what was wrong with it.
    fn plan_comes_back(&mut self) -> Result<(), String> {
        if self.rng.percent(50) {
            std::mem::swap(&mut self.plan, &mut self.before);
        }
        self.save_plan(self.active())
    }

    fn save_plan(&mut self, active: ActivePlan) -> Result<(), String> {
        self.broken = false;
        self.tell(Event::Tick)?;
        let text = self.plan.toml();
        self.note(|| text);
        self.tell(Event::PlanChanged(Box::new(active)))
    }

    /// One edit after the other, while the server has not answered yet.
    fn edits_in_a_hurry(&mut self) -> Result<(), String> {
        if self.desk.up {
            self.set_mood(Mood::Slow);
        }
        self.next_moment()?;
        for _ in 0..3 {
            self.drain()?;
            self.edit_plan()?;
        }
        self.set_mood(Mood::Good);
        Ok(())
    }

    /// What is new in the plan has never been due in the place that was left.
    fn edit_on_a_journey(&mut self) -> Result<(), String> {
        self.edit_plan()?;
        self.drain()?;
        self.travel()
    }

    fn journey_while_off(&mut self) {
        let hours = self.rng.between(1, 8);
        self.switch_off(self.truth + TimeDelta::hours(hours));
        self.zone = zone(&mut self.rng);
        let name = self.zone.name().to_owned();
        self.note(|| format!("ZONE {name}"));
    }

    fn safe_mode_begins_or_ends(&mut self) {
        let begins = !self.messages.contains_key(SAFE_MODE);
        let event = if begins { Event::SafeModeEntered } else { Event::SafeModeLeft };
        self.queue.push_back(event);
    }

    fn break_plan(&mut self) {
        self.broken = true;
        self.queue.push_back(Event::PlanRejected(mistake()));
    }

    /// Switched off, asleep, or nobody there: for hours, seldom for weeks.
    fn machine_rests(&mut self) -> Result<(), String> {
        let hours =
            if self.rng.once_in(6) { self.rng.between(100, 900) } else { self.rng.between(1, 40) };
        let until = self.truth + TimeDelta::hours(hours);
        match self.rng.below(4) {
            0 => self.switch_off(until),
            1 => self.battery_dies(until)?,
            2 => {
                self.note(|| "SLEEP".to_owned());
                self.truth = until;
                let now = self.now();
                self.judge.unwell_until(now);
                self.go_to(until)?;
            }
            _ => self.away_until = until,
        }
        Ok(())
    }

    fn switch_off(&mut self, until: Moment) {
        self.stop("OFF");
        self.desk.stop(&mut self.rng);
        self.restart_at = until;
    }

    /// Switched off, and on again in 1970, until somebody tells it the time.
    fn battery_dies(&mut self, until: Moment) -> Result<(), String> {
        self.switch_off(until);
        let wrong_for = self.rng.pick(&[5, 40, 900, 40_000]);
        self.correct_at = Some(until + TimeDelta::seconds(wrong_for));
        self.set_clock(Moment::UNIX_EPOCH - until)
    }

    /// Pauses, mutes, or wants to be reminded again.
    fn person_wants_peace(&mut self) {
        if self.truth < self.away_until {
            return;
        }
        let mut ids = self.plan.ids();
        ids.push("no-such");
        let everything = self.rng.percent(50);
        // Few, so that what is muted is to be shown, too.
        let id = self.rng.pick(&[ids[0], ids[0], ids[ids.len() - 1]]).to_owned();
        let scope = if everything { Scope::Everything } else { Scope::Reminder(id) };
        let minutes = self.rng.pick(&[0, 1, 20, 120, 600, 4_000]);
        let until = (minutes > 0).then(|| self.now() + TimeDelta::minutes(minutes));
        let ask = if self.rng.percent(45) {
            Ask::Resume { scope: self.held.take().unwrap_or(scope) }
        } else {
            self.held = Some(scope.clone());
            Ask::Hold { scope, until }
        };
        self.queue.push_back(Event::Asked(ask));
    }

    /// Everything is asked for at the same time, when the person is busy.
    fn all_comes_at_once(&mut self) -> Result<(), String> {
        self.edit_plan_by(Draft::crowd)?;
        self.drain()?;
        self.person_wants_peace_for_a_while()
    }

    /// Mutes one reminder after the other, and wants them back so quickly that they have to
    /// compete for the screen, before the server has answered or anybody can have read them.
    fn person_wants_peace_for_a_while(&mut self) -> Result<(), String> {
        let scopes: Vec<Scope> =
            self.plan.ids().into_iter().map(|id| Scope::Reminder(id.to_owned())).collect();
        for scope in &scopes {
            let ask = Ask::Hold { scope: scope.clone(), until: None };
            self.queue.push_back(Event::Asked(ask));
        }
        self.drain()?;
        let moments = self.rng.between(1, 20);
        self.pass_moments(moments)?;
        if self.desk.up && self.rng.percent(50) {
            self.set_mood(Mood::Slow);
        }
        for scope in scopes {
            self.queue.push_back(Event::Asked(Ask::Resume { scope }));
            self.drain()?;
            let seconds = self.rng.pick(&[0, 0, 1, 20]);
            self.go_to(self.truth + TimeDelta::seconds(seconds))?;
            self.drain()?;
        }
        self.set_mood(Mood::Good);
        Ok(())
    }

    fn attention_turns(&mut self) {
        let ways = [Attention::Free, Attention::Locked, Attention::Inhibited];
        let way =
            if self.attention == Attention::Free { self.rng.pick(&ways) } else { Attention::Free };
        self.turn_attention(way);
    }

    fn turn_attention(&mut self, attention: Attention) {
        self.attention = attention;
        self.queue.push_back(Event::Attention(attention));
    }

    fn disk_fills_or_empties(&mut self) -> Result<(), String> {
        if self.disk_is_full {
            return self.disk_empties();
        }
        self.note(|| "the disk is full".to_owned());
        self.disk_is_full = true;
        self.queue.push_back(Event::HistoryTrouble(Some(HistoryTrouble::Full)));
        Ok(())
    }

    fn disk_empties(&mut self) -> Result<(), String> {
        self.note(|| "the disk has room".to_owned());
        self.disk_is_full = false;
        self.queue.push_back(Event::HistoryTrouble(None));
        self.rewrite()
    }

    /// What the daemon kept in its memory alone is gone with it.
    fn lose_what_is_unsaved(&mut self) {
        if !self.owed.is_empty() || self.saved < self.journal.len() {
            self.owed.clear();
            self.journal.truncate(self.saved);
            self.judge.rolled_back(&self.journal);
            self.desk.popups_are_forgotten();
        }
    }

    /// The person has the history erased, or it cannot be read at the next start.
    fn history_goes(&mut self) -> Result<(), String> {
        if self.rng.percent(50) || self.engine.is_none() {
            self.spoilt = true;
            self.stop("SPOILT");
            return Ok(());
        }
        self.drain()?;
        self.tell(Event::Tick)?;
        self.drain()?;
        let now = self.now();
        let Some(engine) = &mut self.engine else { return Ok(()) };
        let effects = engine.forget(now);
        self.note(|| "FORGET".to_owned());
        let is_told = |popup: &Popup| popup.told && !popup.keys.is_empty();
        let there = self.desk.screen.iter().filter(|(_, popup)| is_told(popup));
        let there: Vec<u32> = there.map(|(id, _)| *id).collect();
        self.lose_history();
        self.judge.begin_anew(now);
        let lives_on = self.perform(effects)?;
        self.judge.check_begun_anew(now)?;
        // What is on its way is taken off when it has arrived, and with it what it replaces.
        let all_there = lives_on && self.desk.calls.is_empty();
        match there.iter().find(|id| all_there && self.desk.screen.contains_key(id)) {
            Some(id) => Err(format!("stays on the screen when all is forgotten: {id}")),
            None => Ok(()),
        }
    }

    fn lose_history(&mut self) {
        self.journal.clear();
        self.owed.clear();
        self.saved = 0;
        self.judge.lost_all();
        self.desk.popups_are_forgotten();
    }

    /// The server closes a notification, and nobody hears of it.
    fn signal_is_lost(&mut self) {
        let ids: Vec<u32> = self.desk.screen.keys().copied().collect();
        if ids.is_empty() {
            return;
        }
        let id = self.rng.pick(&ids);
        let popup = self.desk.screen.remove(&id).expect("it was picked");
        self.note(|| format!("lost: {popup:?}"));
        self.doubt(&popup.about);
        for key in &popup.keys {
            self.judge.ledger.unaddress(key);
        }
    }

    fn person_types(&mut self) {
        if self.truth < self.away_until {
            return;
        }
        let mut ids = self.plan.ids();
        ids.extend(["release", "no-such"]);
        let reminder = self.rng.pick(&ids).to_owned();
        let answer = self.rng.pick(&[Answer::Done, Answer::Later, Answer::Skip]);
        self.queue.push_back(Event::Asked(Ask::Answer { reminder, answer }));
    }

    /// The person, or the server's own clock, does something about a notification.
    fn person_looks(&mut self) {
        let ids: Vec<u32> = self.desk.screen.keys().copied().collect();
        if ids.is_empty() || self.truth < self.away_until {
            return;
        }
        let id = self.rng.pick(&ids);
        let popup = self.desk.screen.remove(&id).expect("it was picked");
        if !popup.told || popup.life != self.life || self.engine.is_none() {
            return self.doubt(&popup.about);
        }
        if let About::Message(text) = &popup.about {
            self.messages.remove(text.as_str());
        }
        let handle = self.desk.handle(id);
        let event = match self.rng.below(10) {
            0..6 if popup.answerable => {
                let answer =
                    self.rng.pick(&[Answer::Done, Answer::Done, Answer::Later, Answer::Skip]);
                self.past_signals.push((handle.clone(), answer));
                Event::Answered { handle, answer }
            }
            0..8 => Event::Closed { handle, why: Departure::Seen },
            _ => Event::Closed { handle, why: Departure::Closed },
        };
        if self.rng.percent(10) {
            self.queue.push_back(event.clone());
        }
        let is_gone = matches!(event, Event::Closed { .. });
        self.queue.push_back(event);
        if is_gone && popup.answerable && self.rng.percent(30) {
            self.press_late(&self.desk.handle(id));
        }
    }

    /// Some servers tell of buttons after they have told that a notification is gone.
    fn press_late(&mut self, handle: &Handle) {
        for _ in 0..2 {
            let answer = self.rng.pick(&[Answer::Done, Answer::Later, Answer::Skip]);
            self.queue.push_back(Event::Answered { handle: handle.clone(), answer });
        }
    }

    /// A signal that is not for us, or comes a second time.
    fn strange_signal(&mut self) -> Result<(), String> {
        let id = self.desk.screen.keys().next().copied().unwrap_or(1);
        let foreign = Handle { server: "com.example.Other".to_owned(), id };
        let unknown = self.desk.handle(90_000);
        let (handle, answer) = match self.past_signals.last() {
            Some(signal) if self.rng.percent(50) => {
                self.queue
                    .push_back(Event::Answered { handle: signal.0.clone(), answer: signal.1 });
                return Ok(());
            }
            _ => (if self.rng.percent(50) { foreign } else { unknown }, Answer::Done),
        };
        self.drain()?;
        self.tell(Event::Tick)?;
        self.drain()?;
        self.nothing_comes_of(Event::Answered { handle: handle.clone(), answer })?;
        self.nothing_comes_of(Event::Closed { handle: handle.clone(), why: Departure::Seen })?;
        let ticket = Ticket(u64::MAX);
        self.nothing_comes_of(Event::Shown { ticket, handle })?;
        self.nothing_comes_of(Event::NotShown { ticket, doubt: Doubt::PerhapsShown })
    }

    /// A moment at which there is nothing to do.
    fn early_tick(&mut self) -> Result<(), String> {
        let Some(wake) = self.engine.as_ref().map(Engine::wake) else { return Ok(()) };
        let wake = wake.map_or(self.truth + TimeDelta::hours(5), |wake| wake - self.offset);
        let others = [self.desk.next_answer(), self.correct_at];
        let next = others.into_iter().flatten().fold(wake, Moment::min);
        let room = (next - self.truth).num_seconds();
        if room < 2 {
            return Ok(());
        }
        self.truth += TimeDelta::seconds(self.rng.between(1, room - 1));
        self.nothing_comes_of(Event::Tick)
    }

    fn nothing_comes_of(&mut self, event: Event) -> Result<(), String> {
        let now = self.now();
        let Some(engine) = &mut self.engine else { return Ok(()) };
        let text = format!("{event:?}");
        let effects = engine.apply(event, now);
        if effects.is_empty() {
            return self.judge_step();
        }
        Err(format!("at {now}, {text} has effects: {effects:?}"))
    }
}

/// A script that fails, without the steps that it fails without.
pub(super) fn shortened(mut script: Vec<u64>, fails: &mut impl FnMut(&[u64]) -> bool) -> Vec<u64> {
    let (mut pieces, mut tries) = (FIRST_PIECES, 0);
    while pieces <= 2 * script.len() && tries < MOST_SHORTER {
        let length = script.len().div_ceil(pieces).max(1);
        let mut from = 0;
        while from < script.len() && tries < MOST_SHORTER {
            let mut shorter = script.clone();
            shorter.drain(from..script.len().min(from + length));
            tries += 1;
            if fails(&shorter) { script = shorter } else { from += length }
        }
        pieces *= 2;
    }
    script
}

fn zone(rng: &mut Rng) -> Zone {
    Zone::named(rng.pick(ZONES)).expect("the system has the zone")
}

/// So that the clock changes of both hemispheres are met.
fn first_date(rng: &mut Rng) -> NaiveDate {
    let days = u64::try_from(rng.below(365)).expect("within a year");
    NaiveDate::from_ymd_opt(2026, 1, 1)
        .expect("a date")
        .checked_add_days(Days::new(days))
        .expect("a date")
}

fn first_plan(rng: &mut Rng, start: NaiveDate, zone: &Zone) -> (Draft, ActivePlan) {
    loop {
        let plan = Draft::random(rng, start);
        if let Some(active) = plan.active(zone) {
            return (plan, active);
        }
    }
}

fn mistake() -> Mistake {
    Mistake { place: "plan.toml:3".to_owned(), message: "this is not a time".to_owned() }
}

fn brief(event: &Event) -> String {
    match event {
        Event::PlanChanged(_) => "PlanChanged".to_owned(),
        Event::ZoneChanged(zone) => format!("ZoneChanged {}", zone.name()),
        _ => format!("{event:?}"),
    }
}

fn brief_effect(effect: &Effect) -> String {
    match effect {
        Effect::Record(entry) => format!("{:?}", entry.record),
        Effect::Show { ticket, notice, replaces } => {
            format!("Show {ticket:?} {:?} {:?} replaces {replaces:?}", notice.summary, notice.body)
        }
        _ => format!("{effect:?}"),
    }
}

impl Stats {
    /// Takes in what happened in another world.
    pub(super) fn add(&mut self, other: Self) {
        self.steps += other.steps;
        self.shows += other.shows;
        self.crashes += other.crashes;
        self.entries += other.entries;
        self.erased += other.erased;
    }
}
