//! What every command starts from: the paths, the plan that is meant, the time.

use std::{
    cell::OnceCell,
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
};

use chrono::{Days, NaiveDate};

use super::{DateWord, Failure, Output, PlanChoice, Variables};
use crate::{
    engine::{ActivePlan, Mistake, memory::Memory},
    language::Language,
    plan::render::{Look, render},
    schedule::{
        Schedule,
        zone::{Moment, Zone},
    },
    world::{
        clock,
        desktop::{Display, Environment},
        journal,
        plan_source::{Good, Loaded, PlanSource},
        presence,
        state::Paths,
    },
};

/// Where a plan for every user of the machine can be.
pub(super) const SHARED_PLAN: &str = "/etc/xdg/aftercare/plan.toml";

/// What was typed and what the environment says, put together.
pub(super) struct Workspace {
    choice: PlanChoice,
    variables: Variables,
    /// What the person is spoken to in.
    pub(super) language: Language,
    /// Where files are.
    pub(super) paths: Paths,
    /// The zone of a plan that is pinned to none.
    pub(super) system: Zone,
    /// Whether the system told it.
    zone_is_told: bool,
    /// What is wrong with the plan file, once the last good plan has stood in for it.
    stale: OnceCell<Mistake>,
}

impl Workspace {
    pub(super) fn new(choice: PlanChoice, variables: Variables) -> Result<Self, Failure> {
        let mut paths = paths(&variables)?;
        if !choice.sessions.is_empty() {
            // Trying it out leaves no trace in the history of the person's own plan.
            paths = paths.trial();
        }
        let told = Zone::system();
        let zone_is_told = told.is_some();
        let system = told.unwrap_or_else(Zone::utc);
        let language = language(&variables);
        Ok(Self {
            choice,
            variables,
            language,
            paths,
            system,
            zone_is_told,
            stale: OnceCell::new(),
        })
    }

    /// What a person has to know before any time is shown.
    pub(super) fn warning(&self) -> Option<&'static str> {
        let warning = "warning: this system does not say its time zone, so UTC is used; \
                       to set one, write a line such as timezone = \"Europe/Berlin\" into the plan";
        (!self.zone_is_told).then_some(warning)
    }

    /// The language of an answer. What other programs read is the same for everybody.
    pub(super) fn language_for(&self, output: &Output) -> Language {
        if output.json { Language::english() } else { self.language.clone() }
    }

    /// The moment, which tests may set.
    pub(super) fn now(&self) -> Moment {
        let scripted = self.variable("AFTERCARE_NOW");
        scripted.and_then(|now| now.to_str()?.parse().ok()).unwrap_or_else(clock::now)
    }

    /// The date that was typed; only "today" and the like need the clock.
    pub(super) fn date(&self, word: DateWord, zone: &Zone) -> NaiveDate {
        match word {
            DateWord::Date(date) => date,
            DateWord::FromToday(days) => {
                let today = zone.wall(self.now()).date_naive();
                let step = Days::new(days.unsigned_abs());
                let date = if days < 0 {
                    today.checked_sub_days(step)
                } else {
                    today.checked_add_days(step)
                };
                date.unwrap_or(today)
            }
        }
    }

    /// Whether somebody tries it out with a session on the command line.
    pub(super) fn is_trial(&self) -> bool {
        !self.choice.sessions.is_empty()
    }

    /// The dates that were typed on the command line.
    pub(super) fn typed_sessions(&self) -> &[DateWord] {
        &self.choice.sessions
    }

    /// The plan that is meant.
    pub(super) fn source(&self) -> PlanSource {
        match (self.named_plan(), self.is_trial()) {
            (Some(path), false) => PlanSource::File(path),
            (file, true) => self.trial(file),
            (None, false) => PlanSource::File(self.installed_plan()),
        }
    }

    /// The plan that is meant, when a file was named as an argument.
    pub(super) fn source_of(&self, file: Option<PathBuf>) -> PlanSource {
        match file {
            Some(file) if self.is_trial() => self.trial(Some(file)),
            Some(file) => PlanSource::File(file),
            None => self.source(),
        }
    }

    /// The plan, ready to be put in force.
    pub(super) fn active(&self) -> Result<ActivePlan, Failure> {
        self.in_force().map(|good| good.active)
    }

    /// The plan in force, as [`Self::plan_in_force`] finds it; a mistake is kept for
    /// [`Self::staleness`].
    pub(super) fn in_force(&self) -> Result<Good, Failure> {
        let (good, mistake) = self.plan_in_force()?;
        if let Some(mistake) = mistake {
            self.stale.set(mistake).ok();
        }
        Ok(good)
    }

    /// The plan in force: the file's or, while that has a mistake, the last good one, which is what
    /// the daemon goes by. The mistake comes with it.
    pub(super) fn plan_in_force(&self) -> Result<(Good, Option<Mistake>), Failure> {
        let source = self.source();
        match source.load(&self.system, self.look()) {
            Loaded::Good(good) => Ok((*good, None)),
            Loaded::Bad(bad) => {
                let kept = journal::read_good_plan(&self.paths);
                let last = source.last_good(kept, &self.system);
                let last = last.map(|good| (good, Some(bad.mistake)));
                last.ok_or_else(|| self.bad_plan(&source, bad.report))
            }
        }
    }

    /// What is wrong with the plan file, if the last good plan stands in for it.
    pub(super) fn mistake(&self) -> Option<&Mistake> {
        self.stale.get()
    }

    /// What a person has to know who was shown another plan than the file's.
    pub(super) fn staleness(&self) -> Option<String> {
        let Mistake { place, message } = self.mistake()?;
        let good = self.language.say("plan-last-good");
        Some(format!("warning: {place}: {message}\n{good}"))
    }

    /// The plan, and what was read to have it.
    pub(super) fn good(&self) -> Result<Good, Failure> {
        let source = self.source();
        match source.load(&self.system, self.look()) {
            Loaded::Good(good) => Ok(*good),
            Loaded::Bad(bad) => Err(self.bad_plan(&source, bad.report)),
        }
    }

    /// The plan, ready to be followed.
    pub(super) fn schedule(&self) -> Result<Schedule, Failure> {
        self.active().map(|active| Schedule::new(active.plan, active.zone))
    }

    /// What a careful reader says of a plan, as text; empty when there is nothing to say.
    pub(super) fn warnings(&self, mut good: Good) -> String {
        good.review(self.now());
        render(&good.reading.problems, &good.reading.sources, self.look())
    }

    /// What the journal remembers, without changing it.
    pub(super) fn memory(&self) -> Result<Memory, Failure> {
        let entries = journal::read(&self.paths)
            .map_err(|error| Failure::Failed(format!("the history cannot be read: {error}")))?;
        Ok(Memory::of(&entries))
    }

    /// The folder of everybody's settings in this home.
    pub(super) fn configuration(&self) -> PathBuf {
        let folder = self.paths.plan.parent().and_then(Path::parent);
        folder.unwrap_or(Path::new(".")).to_owned()
    }

    /// The file that is this person's own plan, whether it is there or not.
    pub(super) fn own_plan(&self) -> PathBuf {
        self.named_plan().unwrap_or_else(|| self.paths.plan.clone())
    }

    /// The plan that an argument or the environment names.
    fn named_plan(&self) -> Option<PathBuf> {
        let named = self.choice.plan.clone().or_else(|| self.path_variable("AFTERCARE_PLAN"));
        named.map(absolute)
    }

    /// A plan with mistakes; who has no plan at all is told how to get one.
    pub(super) fn bad_plan(&self, source: &PlanSource, report: String) -> Failure {
        let installed = source == &PlanSource::File(self.installed_plan());
        if installed && !self.installed_plan().exists() {
            let about = [("file", self.paths.plan.display().to_string().into())];
            let keys = ["plan-none", "plan-make", "plan-try"];
            return Failure::Plan(keys.map(|key| self.language.say_with(key, &about)).join("\n"));
        }
        Failure::Plan(report)
    }

    /// The session bus and the display of this session.
    pub(super) fn desktop(&self) -> Environment {
        let display =
            ["WAYLAND_DISPLAY", "DISPLAY"].iter().any(|name| self.variable(name).is_some());
        Environment {
            bus: self.bus(),
            display: if display { Display::Present } else { Display::Absent },
            call_limit: Environment::CALL_LIMIT,
        }
    }

    /// The address of the session bus.
    pub(super) fn bus(&self) -> Option<String> {
        let named = self.variable("DBUS_SESSION_BUS_ADDRESS").and_then(OsStr::to_str);
        named.map(str::to_owned).or_else(|| {
            // It need not be there yet.
            let socket = self.path_variable("XDG_RUNTIME_DIR")?.join("bus");
            Some(format!("unix:path={}", socket.display()))
        })
    }

    /// The address of the system bus.
    pub(super) fn system_bus(&self) -> String {
        let named = self.variable("DBUS_SYSTEM_BUS_ADDRESS").and_then(OsStr::to_str);
        named.unwrap_or(presence::SYSTEM_BUS).to_owned()
    }

    /// Colour where a person sees it, and has not asked for none.
    pub(super) fn look(&self) -> Look {
        let dumb = self.variable("TERM").is_none_or(|term| term == "dumb");
        let terminal = std::io::IsTerminal::is_terminal(&std::io::stderr());
        if terminal && !dumb && self.variable("NO_COLOR").is_none() {
            Look::Colour
        } else {
            Look::Plain
        }
    }

    /// A variable that is set to something.
    pub(super) fn variable(&self, name: &str) -> Option<&OsStr> {
        let value = self.variables.get(OsStr::new(name)).map(OsString::as_os_str);
        value.filter(|value| !value.is_empty())
    }

    fn trial(&self, file: Option<PathBuf>) -> PlanSource {
        let dates = self.choice.sessions.iter().map(|word| self.date(*word, &self.system));
        PlanSource::Template { file, sessions: dates.collect() }
    }

    fn installed_plan(&self) -> PathBuf {
        let shared = Path::new(SHARED_PLAN);
        if self.paths.plan.exists() || !shared.exists() {
            self.paths.plan.clone()
        } else {
            shared.to_owned()
        }
    }

    fn path_variable(&self, name: &str) -> Option<PathBuf> {
        self.variable(name).map(PathBuf::from)
    }
}

/// A path that stays the same wherever it is used.
fn absolute(path: PathBuf) -> PathBuf {
    std::path::absolute(&path).unwrap_or(path)
}

/// The language that the environment wishes for.
fn language(variables: &Variables) -> Language {
    Language::of_environment(|name| variables.get(OsStr::new(name))?.to_str())
}

/// The XDG base directories; a relative one is ignored, as the specification says.
fn paths(variables: &Variables) -> Result<Paths, Failure> {
    let absolute = |name: &str| {
        let path = variables.get(OsStr::new(name)).map(PathBuf::from);
        path.filter(|path| path.is_absolute())
    };
    let home = absolute("HOME");
    let folder = |name: &str, default: &str| {
        absolute(name).or_else(|| home.as_ref().map(|home| home.join(default)))
    };
    let config = folder("XDG_CONFIG_HOME", ".config");
    let state = folder("XDG_STATE_HOME", ".local/state");
    match (config, state) {
        (Some(config), Some(state)) => Ok(Paths {
            plan: config.join("aftercare").join("plan.toml"),
            state: state.join("aftercare"),
        }),
        _ => Err(Failure::Usage("HOME is not set, so there is no place for files".to_owned())),
    }
}
