//! From where the plan comes: a file, a built-in template, or what was in force last.

use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    built_in,
    plan_file::{self, Unreadable},
};
use crate::{
    engine::{ActivePlan, Mistake},
    plan::{
        self, Plan, Reading, Source, Sources,
        problem::{Located, Problem, Severity},
        render::{Look, render},
    },
    review::review,
    schedule::{
        Schedule,
        zone::{Moment, Zone},
    },
};

/// Which plan is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlanSource {
    /// A file.
    File(PathBuf),
    /// A template with these sessions: the standard one, or a file.
    Template {
        /// `None` is the built-in plan.
        file: Option<PathBuf>,
        /// The dates of the treatments.
        sessions: Vec<NaiveDate>,
    },
}

/// What came of reading a plan.
#[derive(Debug)]
pub enum Loaded {
    /// It can be used.
    Good(Box<Good>),
    /// It cannot.
    Bad(Bad),
}

/// A plan that can be used.
#[derive(Debug)]
pub struct Good {
    /// The plan in its zone.
    pub active: ActivePlan,
    /// Its texts, to be kept for the day on which the file has a mistake; `None` for a trial.
    pub kept: Option<Kept>,
    /// What was read: who said which value, and warnings.
    pub reading: Reading,
    /// The files that it was read from.
    pub files: Vec<PathBuf>,
}

/// A plan that cannot be used.
#[derive(Debug)]
pub struct Bad {
    /// Every problem, for a person to read.
    pub report: String,
    /// The same as data.
    pub problems: Vec<Located>,
    /// The first of them, for one line on the screen.
    pub mistake: Mistake,
    /// The files that were read, or looked for in vain.
    pub files: Vec<PathBuf>,
}

/// The texts that a plan was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    name: String,
    text: String,
    /// By the names that `extends` has.
    templates: BTreeMap<String, (String, String)>,
}

impl PlanSource {
    /// What people call it.
    pub fn name(&self) -> String {
        match self {
            Self::File(path) | Self::Template { file: Some(path), .. } => {
                path.display().to_string()
            }
            Self::Template { file: None, .. } => "the built-in plan".to_owned(),
        }
    }

    /// The file that was named, if there is one.
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Template { file, .. } => file.as_deref(),
        }
    }

    /// The plan that says nothing: no session, no reminder.
    pub fn nothing(system: &Zone) -> Loaded {
        let nothing = Self::Template { file: None, sessions: Vec::new() };
        let empty = Source { name: "no plan".to_owned(), text: String::new() };
        nothing.read(empty, system, Look::Plain, &mut Vec::new())
    }

    /// Reads it; `system` is the zone of a plan that is pinned to none.
    pub fn load(&self, system: &Zone, look: Look) -> Loaded {
        let mut files = Vec::new();
        let loaded = match self.main(&mut files) {
            Err(error) => Loaded::Bad(Bad::unreadable(self, &error.to_string(), look)),
            Ok(main) => self.read(main, system, look, &mut files),
        };
        loaded.read_from(files)
    }

    /// Reads what its file would say with this text.
    pub fn load_text(&self, text: &str, system: &Zone, look: Look) -> Loaded {
        let main = Source { name: self.name(), text: text.to_owned() };
        self.read(main, system, look, &mut Vec::new())
    }

    fn read(&self, main: Source, system: &Zone, look: Look, files: &mut Vec<PathBuf>) -> Loaded {
        let folder = self.file().and_then(Path::parent).map(Path::to_owned);
        let (name, text) = (main.name.clone(), main.text.clone());
        let mut kept = Kept { name, text, templates: BTreeMap::new() };
        let reading = plan::read(main, &mut |template| {
            let source = self.template(template, folder.as_deref(), files)?;
            let copy = (source.name.clone(), source.text.clone());
            kept.templates.insert(template.to_owned(), copy);
            Ok(source)
        });
        let kept = Some(kept).filter(|_| matches!(self, Self::File(_)));
        finish(reading, kept, system, look)
    }

    /// The plan that was in force last, from what the journal kept of it; `None` if that was not
    /// this file's.
    pub fn last_good(&self, kept: Option<String>, system: &Zone) -> Option<Good> {
        let kept: Kept = serde_json::from_str(&kept?).ok()?;
        let is_of_file = matches!(self, Self::File(_)) && self.name() == kept.name;
        is_of_file.then(|| kept.load(system))?
    }

    /// Like [`PlanSource::template`], it adds a file to `files` whether or not it can be read: it may
    /// come, or be mended.
    fn main(&self, files: &mut Vec<PathBuf>) -> Result<Source, Unreadable> {
        match self {
            Self::File(path) => {
                files.push(path.clone());
                Ok(Source { name: path.display().to_string(), text: plan_file::read(path)? })
            }
            Self::Template { file, sessions } => {
                let template = file.as_ref().map_or(built_in::STANDARD, |_| NAMED);
                let dates: Vec<_> = sessions.iter().map(NaiveDate::to_string).collect();
                let text = format!("extends = \"{template}\"\nsessions = [{}]\n", dates.join(", "));
                Ok(Source { name: "--session".to_owned(), text })
            }
        }
    }

    fn template(
        &self,
        name: &str,
        folder: Option<&Path>,
        files: &mut Vec<PathBuf>,
    ) -> Result<Source, String> {
        if let Some(text) = built_in::text(name) {
            return Ok(Source { name: called(name), text: text.to_owned() });
        }
        let path = match self {
            Self::Template { file: Some(path), .. } if name == NAMED => path.clone(),
            Self::File(_) | Self::Template { .. } => {
                folder.map(|folder| folder.join(name)).ok_or_else(|| built_in::unknown(name))?
            }
        };
        files.push(path.clone());
        let text = plan_file::read(&path).map_err(|error| why_unreadable(name, &error))?;
        Ok(Source { name: path.display().to_string(), text })
    }
}

impl Loaded {
    /// What tells it from another plan, and from another mistake.
    pub fn look(&self) -> &str {
        match self {
            Self::Good(good) => &good.active.fingerprint,
            Self::Bad(bad) => &bad.report,
        }
    }

    /// The files that it was read from, or that were looked for in vain.
    pub fn files(&self) -> &[PathBuf] {
        match self {
            Self::Good(good) => &good.files,
            Self::Bad(bad) => &bad.files,
        }
    }

    fn read_from(mut self, files: Vec<PathBuf>) -> Self {
        match &mut self {
            Self::Good(good) => good.files = files,
            Self::Bad(bad) => bad.files = files,
        }
        self
    }
}

/// Without an ending, a name that is no file was probably meant to be a built-in one.
fn why_unreadable(name: &str, error: &Unreadable) -> String {
    let is_bare = !name.contains(['.', '/']);
    if is_bare && matches!(error, Unreadable::Missing) {
        built_in::unknown(name)
    } else {
        error.to_string()
    }
}

/// What `extends` says in the text that stands for a template named on the command line.
const NAMED: &str = "named-on-the-command-line.toml";

impl Kept {
    /// Reads what was kept. `None` when this version cannot use it.
    pub fn load(self, system: &Zone) -> Option<Good> {
        let main = Source { name: self.name.clone(), text: self.text.clone() };
        let reading = plan::read(main, &mut |template| {
            let kept = self.templates.get(template);
            kept.map(|(name, text)| Source { name: name.clone(), text: text.clone() })
                .ok_or_else(|| format!("the template `{template}` was not kept"))
        });
        match finish(reading, Some(self.clone()), system, Look::Plain) {
            Loaded::Good(good) => Some(*good),
            Loaded::Bad(_) => None,
        }
    }
}

fn finish(mut reading: Reading, kept: Option<Kept>, system: &Zone, look: Look) -> Loaded {
    let zone = zone(&mut reading, system);
    refuse_flood(&mut reading);
    let Some(plan) = reading.plan.clone() else {
        return Loaded::Bad(Bad::new(&reading.problems, &reading.sources, look));
    };
    let active = ActivePlan { fingerprint: fingerprint(&plan), plan, zone };
    Loaded::Good(Box::new(Good { active, kept, reading, files: Vec::new() }))
}

/// The most occurrences that a plan may have a day. Far fewer are a nuisance; many more would keep
/// the daemon busy with nothing but looking ahead.
const MOST_A_DAY: u64 = 10_000;

fn refuse_flood(reading: &mut Reading) {
    let a_day = reading.plan.as_ref().map_or(0, Plan::most_a_day);
    if MOST_A_DAY < a_day {
        let message = format!("this plan can remind {a_day} times a day; {MOST_A_DAY} is the most");
        let problem = Problem::error(0..0, message).help("write longer steps, or fewer reminders");
        reading.add(Problem { span: None, ..problem });
    }
}

impl Good {
    /// Adds what a careful reader says of the parts that the person can change. It takes a while,
    /// and only who wrote the plan wants to hear it.
    pub fn review(&mut self, now: Moment) {
        let schedule = Schedule::new(self.active.plan.clone(), self.active.zone.clone());
        let today = schedule.wall_date(now);
        for problem in review(&self.reading, &schedule, today, &is_built_in) {
            self.reading.add(problem);
        }
    }
}

/// What messages call a built-in template.
fn called(template: &str) -> String {
    format!("built-in {template}")
}

fn is_built_in(source: &str) -> bool {
    built_in::names().any(|template| called(template) == source)
}

/// The plan's own zone, which has to exist, or the system's.
fn zone(reading: &mut Reading, system: &Zone) -> Zone {
    let Some(name) = reading.plan.as_ref().and_then(|plan| plan.timezone.clone()) else {
        return system.clone();
    };
    Zone::named(&name).unwrap_or_else(|| {
        let problem = unknown_zone(&name, reading);
        reading.add(problem);
        system.clone()
    })
}

fn unknown_zone(name: &str, reading: &Reading) -> Problem {
    let span = reading.timezone_span.clone().unwrap_or_default();
    let problem = Problem::error(span.clone(), format!("there is no time zone `{name}`"));
    let names = Zone::names();
    match plan::nearest(name, names.iter().map(String::as_str)) {
        Some(zone) => problem.mend("did you mean", span, format!("\"{zone}\"")),
        None => problem.help(
            "write a name such as \"Europe/Berlin\", or leave the line out to follow the system",
        ),
    }
}

/// Equal for plans that mean the same, whatever their comments say.
fn fingerprint(plan: &Plan) -> String {
    let mut hasher = DefaultHasher::new();
    format!("{plan:?}").hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

fn mistake(problems: &[Problem], sources: &Sources) -> Mistake {
    let first = problems.iter().find(|problem| problem.severity == Severity::Error);
    let place = first.and_then(|problem| sources.place(problem.span.clone()?.start));
    Mistake {
        place: place.map_or_else(
            || file_name(sources.main_name()),
            |place| format!("{}, line {}", file_name(place.source), place.line),
        ),
        message: first.map(|problem| problem.message.clone()).unwrap_or_default(),
    }
}

impl Bad {
    fn new(problems: &[Problem], sources: &Sources, look: Look) -> Self {
        Self {
            report: render(problems, sources, look),
            mistake: mistake(problems, sources),
            problems: problems.iter().map(|problem| problem.locate(sources)).collect(),
            files: Vec::new(),
        }
    }

    fn unreadable(source: &PlanSource, why: &str, look: Look) -> Self {
        let mut sources = Sources::default();
        sources.add(Source { name: source.name(), text: String::new() });
        let problem = Problem { span: None, ..Problem::error(0..0, why) };
        Self::new(&[problem], &sources, look)
    }
}

fn file_name(path: &str) -> String {
    let name = Path::new(path).file_name();
    name.map_or_else(|| path.to_owned(), |name| name.to_string_lossy().into_owned())
}
