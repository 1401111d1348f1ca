//! The full-screen view of a day: what is on it, and what each key does. Pure.
//!
//! It has one column, at most as wide as the other views, because a screen reader reads a line
//! across the whole screen. The terminal's cursor stands on the task that is chosen, which is where
//! such a reader looks. Marks and styles only add to what words say.

mod drawing;
mod help;
mod text;

use chrono::NaiveDate;

use self::text::Text;
use super::today::{Item, Today};
use crate::{
    engine::{Ask, notice::Answer},
    language::Language,
    plan::model::Contact,
};

/// What there is to see at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scene {
    /// The date and the time on the wall.
    pub date: NaiveDate,
    /// To the minute: "12:00".
    pub time: String,
    /// The day.
    pub day: Day,
    /// What keeps this view or the reminders from being whole.
    pub troubles: Vec<Trouble>,
}

/// What holds, or why nothing can be told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Day {
    /// By the plan in force.
    Planned(Box<Today>),
    /// There is no plan that could be used, told in full.
    Unplanned(String),
}

/// What a person should know who relies on this view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// No daemon runs, so nothing is shown on the desktop.
    NoDaemon,
    /// One runs, but does not answer.
    Silent,
    /// It says that something is wrong.
    Complaint,
    /// The plan file has this mistake, so the last good plan is in force.
    StalePlan(String),
    /// The history cannot be read, for this reason, so no state of a task is known.
    NoHistory(String),
}

/// What a person can do with a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// To the task above, or a line back.
    Up,
    /// To the task below, or a line on.
    Down,
    /// A screenful back.
    PageUp,
    /// A screenful on.
    PageDown,
    /// To the first task.
    First,
    /// To the end.
    Last,
    /// An answer for the task that is chosen.
    Answer(Answer),
    /// The warning signs.
    Signs,
    /// What the keys do.
    Help,
    /// Back to the day or, from there, out.
    Quit,
}

impl Key {
    /// What Enter does, too.
    pub const DONE: Self = Self::Answer(Answer::Done);

    /// The key that a letter stands for.
    pub fn of(letter: char) -> Option<Self> {
        match letter {
            'j' => Some(Self::Down),
            'k' => Some(Self::Up),
            ' ' => Some(Self::PageDown),
            'g' => Some(Self::First),
            'G' => Some(Self::Last),
            'd' => Some(Self::DONE),
            'l' => Some(Self::Answer(Answer::Later)),
            's' => Some(Self::Answer(Answer::Skip)),
            'w' => Some(Self::Signs),
            '?' | 'h' => Some(Self::Help),
            'q' => Some(Self::Quit),
            _ => None,
        }
    }
}

/// What somebody else has to do after a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// Give this answer; what came of it is told by [`Watch::told`].
    Ask(Ask),
    /// Leave.
    Quit,
}

/// What fills the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sheet {
    Day,
    Signs,
    Help,
}

/// One task of the day; it stays the same when its time is edited.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Chosen {
    id: String,
    slot: u16,
}

/// The view: what it shows, and where the person is in it.
#[derive(Debug)]
pub struct Watch {
    language: Language,
    scene: Scene,
    sheet: Sheet,
    chosen: Option<Chosen>,
    /// The first line of the text that is on the screen.
    top: usize,
    message: Option<String>,
    width: u16,
    height: u16,
}

impl Watch {
    /// The view of a scene on a screen of this many columns and lines.
    pub fn new(scene: Scene, (width, height): (u16, u16), language: Language) -> Self {
        let (sheet, chosen, message) = (Sheet::Day, None, None);
        let mut watch = Self { language, scene, sheet, chosen, top: 0, message, width, height };
        watch.choose_what_is_open();
        watch
    }

    /// The screen has another size.
    pub fn resize(&mut self, (width, height): (u16, u16)) {
        (self.width, self.height) = (width, height);
        self.follow();
    }

    /// There is something else to see. Another day begins at its top.
    pub fn turn_to(&mut self, scene: Scene) {
        let is_another_day = self.scene.date != scene.date;
        let was_in_sight = self.is_in_sight();
        self.scene = scene;
        if is_another_day {
            (self.top, self.message) = (0, None);
        }
        if is_another_day || self.position().is_none() {
            self.choose_what_is_open();
        } else if was_in_sight {
            self.follow();
        }
        self.scroll_to(self.top);
    }

    /// What came of an answer.
    pub fn told(&mut self, message: String) {
        self.message = Some(message);
        self.follow();
    }

    /// What a key does.
    pub fn press(&mut self, key: Key) -> Option<Wish> {
        self.message = None;
        match key {
            Key::Up => self.up(),
            Key::Down => self.down(),
            Key::PageUp => self.top = self.top.saturating_sub(self.page()),
            Key::PageDown => self.scroll_to(self.top.saturating_add(self.page())),
            Key::First => self.first(),
            Key::Last => self.scroll_to(usize::MAX),
            Key::Answer(answer) => return self.answer(answer),
            Key::Signs => self.turn(Sheet::Signs),
            Key::Help => self.turn(Sheet::Help),
            Key::Quit if self.sheet == Sheet::Day => return Some(Wish::Quit),
            Key::Quit => self.turn(Sheet::Day),
        }
        None
    }

    fn tasks(&self) -> &[Item] {
        match &self.scene.day {
            Day::Planned(today) => &today.tasks,
            Day::Unplanned(_) => &[],
        }
    }

    fn contact(&self) -> Contact {
        match &self.scene.day {
            Day::Planned(today) => {
                Contact { practitioner: today.practitioner.clone(), doctor: today.doctor.clone() }
            }
            Day::Unplanned(_) => Contact::default(),
        }
    }

    /// Where the chosen task is among the others.
    fn position(&self) -> Option<usize> {
        let Chosen { id, slot } = self.chosen.as_ref()?;
        self.tasks().iter().position(|task| task.id == *id && task.slot == *slot)
    }

    fn choose(&mut self, position: usize) {
        let task = self.tasks().get(position);
        self.chosen = task.map(|task| Chosen { id: task.id.clone(), slot: task.slot });
        self.follow();
    }

    /// Chooses the first task that waits for an answer, or else the first of all.
    fn choose_what_is_open(&mut self) {
        let open = self.tasks().iter().position(Item::is_open);
        self.choose(open.unwrap_or(0));
    }

    fn up(&mut self) {
        match self.position().filter(|_| self.is_in_sight()) {
            Some(position) if 0 < position => self.choose(position - 1),
            Some(_) | None => self.top = self.top.saturating_sub(1),
        }
    }

    fn down(&mut self) {
        match self.position().filter(|_| self.is_in_sight()) {
            Some(position) if position + 1 < self.tasks().len() => self.choose(position + 1),
            Some(_) | None => self.scroll_to(self.top.saturating_add(1)),
        }
    }

    fn first(&mut self) {
        self.top = 0;
        if self.sheet == Sheet::Day {
            self.choose(0);
        }
    }

    /// Turns to a sheet, or from it back to the day.
    fn turn(&mut self, sheet: Sheet) {
        self.sheet = if self.sheet == sheet { Sheet::Day } else { sheet };
        self.top = 0;
        self.follow();
    }

    /// An answer for the chosen task. The daemon takes it for the newest time of a reminder that has
    /// come due, so no other time may seem to be answered. It never moves on by itself: a key that is
    /// held down would answer one task after another.
    fn answer(&mut self, answer: Answer) -> Option<Wish> {
        if self.sheet != Sheet::Day {
            return None;
        }
        let Some(task) = self.position().and_then(|position| self.tasks().get(position)) else {
            self.message = Some(self.language.say("watch-no-task"));
            return None;
        };
        let (asked, newest) = (task.clone(), self.newest(task).cloned());
        if !self.is_in_sight() {
            // What is answered has to be seen first.
            self.follow();
            return None;
        }
        let time = |item: &Item| [("time", item.time.clone().into())];
        let (message, wish) = match newest {
            Some(newest) if newest == asked => {
                let about = [("id", asked.id.clone().into())];
                let wish = Wish::Ask(Ask::Answer { reminder: asked.id, answer });
                (self.language.say_with("watch-asking", &about), Some(wish))
            }
            Some(newest) if !asked.is_to_come() => {
                (self.language.say_with("watch-newest", &time(&newest)), None)
            }
            Some(_) | None => (self.language.say_with("watch-to-come", &time(&asked)), None),
        };
        self.message = Some(message);
        wish
    }

    /// The newest time of a task's reminder that has come due today.
    fn newest(&self, task: &Item) -> Option<&Item> {
        let times = self.tasks().iter().filter(|item| item.id == task.id && !item.is_to_come());
        times.max_by_key(|item| (&item.at, item.slot))
    }

    /// How far the text can be scrolled.
    fn deepest(&self) -> usize {
        self.text().lines.len().saturating_sub(self.room())
    }

    fn scroll_to(&mut self, top: usize) {
        self.top = top.min(self.deepest());
    }

    /// A screenful, with one line that stays as a hold for the eye.
    fn page(&self) -> usize {
        self.room().saturating_sub(1).max(1)
    }

    /// Whether the first line of the chosen task is on the screen.
    fn is_in_sight(&self) -> bool {
        let place = self.place_of(&self.text());
        place.is_some_and(|(first, _)| self.top <= first && first < self.top + self.room())
    }

    /// Scrolls as little as it takes to see the chosen task, its first line before all others.
    fn follow(&mut self) {
        let text = self.text();
        self.top = self.top.min(text.lines.len().saturating_sub(self.room()));
        if self.sheet == Sheet::Day
            && let Some((first, last)) = self.place_of(&text)
        {
            let lowest = (last + 1).saturating_sub(self.room());
            // The heading belongs to the first task.
            let first = if self.position() == Some(0) { first.saturating_sub(1) } else { first };
            self.top = self.top.max(lowest).min(first);
        }
    }

    /// The first and the last line of the chosen task.
    fn place_of(&self, text: &Text) -> Option<(usize, usize)> {
        let position = self.position()?;
        let mut lines = (0..).zip(&text.lines).filter(|(_, line)| line.task == Some(position));
        let (first, _) = lines.next()?;
        Some((first, lines.last().map_or(first, |(last, _)| last)))
    }
}
