//! The lines of a sheet, from its top to its end, of which the screen shows a part.

use super::{Day, Sheet, Trouble, Watch, help};
use crate::report::{Paragraph, Section, WIDTH, today::Today, warning_signs};

/// What a line is, which only its style depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Heading,
    /// What waits for somebody: a task without an answer, a trouble.
    Open,
    Plain,
}

/// One line on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) part: Part,
    /// The task that it is about, by its place in the list.
    pub(super) task: Option<usize>,
}

/// All the lines of a sheet.
#[derive(Debug, Default)]
pub(super) struct Text {
    pub(super) lines: Vec<Line>,
    width: usize,
}

/// Room enough for a lead and a word; on a narrower screen the ends of lines are cut off.
const NARROWEST: usize = 24;

impl Text {
    pub(super) fn of_width(width: u16) -> Self {
        let width = usize::from(width).clamp(NARROWEST, WIDTH);
        Self { lines: Vec::new(), width }
    }

    pub(super) fn push(&mut self, paragraph: &Paragraph, part: Part, task: Option<usize>) {
        let lines = paragraph.lines(self.width);
        self.lines.extend(lines.into_iter().map(|text| Line { text, part, task }));
    }

    /// A section, apart from what stands above it.
    pub(super) fn section(&mut self, section: &Section) {
        if !section.is_empty() {
            self.part();
        }
        for paragraph in section {
            self.push(paragraph, Part::Plain, None);
        }
    }

    /// A section whose first line is its heading.
    pub(super) fn headed(&mut self, section: &Section) {
        let Some((heading, rest)) = section.split_first() else { return };
        self.part();
        self.push(heading, Part::Heading, None);
        for paragraph in rest {
            self.push(paragraph, Part::Plain, None);
        }
    }

    /// An empty line, unless nothing stands above.
    fn part(&mut self) {
        if !self.lines.is_empty() {
            self.lines.push(Line { text: String::new(), part: Part::Plain, task: None });
        }
    }
}

impl Watch {
    /// The text of the sheet that fills the screen.
    pub(super) fn text(&self) -> Text {
        let mut text = Text::of_width(self.width);
        if self.sheet == Sheet::Day && !self.is_tall() {
            // They must not push everything else off a small screen.
            self.troubles(&mut text);
        }
        let sections = match (self.sheet, &self.scene.day) {
            (Sheet::Signs, _) => warning_signs::sections(&self.contact(), &self.language),
            (Sheet::Help, _) => help::sections(&self.language),
            (Sheet::Day, Day::Unplanned(why)) => vec![vec![Paragraph::new("", why)]],
            (Sheet::Day, Day::Planned(today)) => {
                self.day(today, &mut text);
                Vec::new()
            }
        };
        for section in &sections {
            text.section(section);
        }
        text
    }

    /// What is to be done comes early, because that is what the keys are for.
    fn day(&self, today: &Today, text: &mut Text) {
        let language = &self.language;
        if !self.is_tall() {
            self.tasks_of(today, text);
        }
        text.section(&today.circumstances(language));
        text.section(&today.silence(language));
        if self.is_tall() {
            self.tasks_of(today, text);
        }
        text.headed(&today.notes(language));
        text.section(&today.next(language));
        text.headed(&today.opened(language));
        text.headed(&today.closed(language));
        text.section(&today.contacts(language));
    }

    fn tasks_of(&self, today: &Today, text: &mut Text) {
        if today.tasks.is_empty() {
            text.section(&vec![Paragraph::new("", &self.language.say("watch-nothing-to-do"))]);
            return;
        }
        text.part();
        text.push(&Paragraph::new("", &self.language.say("today-tasks")), Part::Heading, None);
        let chosen = self.position();
        for (position, task) in today.tasks.iter().enumerate() {
            let part = if task.is_open() { Part::Open } else { Part::Plain };
            let lead = if chosen == Some(position) { "> " } else { "  " };
            text.push(&task.line_after(lead, &self.language), part, Some(position));
            // The others stay short, so that the whole day has room.
            if let Some(below) = task.below().filter(|_| chosen == Some(position)) {
                text.push(&below, Part::Plain, Some(position));
            }
        }
    }

    /// What always stays at the top: which plan, which moment, which day.
    pub(super) fn header(&self) -> Text {
        let mut text = Text::of_width(self.width);
        let date = self.language.long_date(self.scene.date);
        let moment = format!("{date}, {}", self.scene.time);
        let today = match &self.scene.day {
            Day::Planned(today) => Some(today),
            Day::Unplanned(_) => None,
        };
        let title = today.filter(|_| self.is_tall()).map(|today| today.title.clone());
        for line in title.into_iter().chain([moment]) {
            text.push(&Paragraph::new("", &line), Part::Heading, None);
        }
        if let Some(today) = today {
            text.push(&Paragraph::new("", &today.day_line(&self.language)), Part::Plain, None);
        }
        if self.is_tall() {
            self.troubles(&mut text);
        }
        text
    }

    fn troubles(&self, text: &mut Text) {
        for trouble in &self.scene.troubles {
            text.push(&Paragraph::new("! ", &self.trouble(trouble)), Part::Open, None);
        }
    }

    fn trouble(&self, trouble: &Trouble) -> String {
        let say = |key| self.language.say(key);
        match trouble {
            Trouble::NoDaemon => say("watch-no-daemon"),
            Trouble::Silent => say("watch-silent-daemon"),
            Trouble::Complaint => say("watch-complaint"),
            Trouble::StalePlan(mistake) => {
                self.language.say_with("watch-stale-plan", &[("mistake", mistake.clone().into())])
            }
            Trouble::NoHistory(why) => {
                self.language.say_with("watch-no-history", &[("why", why.clone().into())])
            }
        }
    }
}
