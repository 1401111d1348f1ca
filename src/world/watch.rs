//! Notices without polling that the system's time zone or a plan file was changed.
//!
//! Folders are watched, not files: editors and tools replace files, and a watch on a file that
//! was replaced is deaf.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use tokio::sync::mpsc;

/// What changed on the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// The system's time zone, perhaps.
    Zone,
    /// The plan file or a template beside it, perhaps.
    Plan,
}

/// Watches until it is dropped.
#[derive(Debug)]
pub struct Watch {
    _watcher: RecommendedWatcher,
}

/// Where the system keeps its time zone.
const ZONE_FOLDER: &str = "/etc";
const ZONE_FILES: [&str; 2] = ["localtime", "timezone"];

impl Watch {
    /// Watches the zone and, if there is one, the folder of the plan file.
    pub fn start(
        plan: Option<&Path>,
        changes: mpsc::UnboundedSender<Change>,
    ) -> notify::Result<Self> {
        let plan_name = plan.and_then(Path::file_name).map(OsStr::to_owned);
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            for change in event.iter().flat_map(|event| changed(event, plan_name.as_deref())) {
                changes.send(change).ok();
            }
        })?;
        watcher.watch(Path::new(ZONE_FOLDER), RecursiveMode::NonRecursive)?;
        for folder in plan.map(folders_of).unwrap_or_default() {
            watcher.watch(&folder, RecursiveMode::NonRecursive)?;
        }
        Ok(Self { _watcher: watcher })
    }
}

/// The folder of the plan file and, when that is a link, the folder that it leads to.
fn folders_of(plan: &Path) -> Vec<PathBuf> {
    let named = plan.parent().map(|folder| Path::new(".").join(folder));
    let real = plan.canonicalize().ok().and_then(|file| file.parent().map(Path::to_owned));
    let mut folders: Vec<_> = named.into_iter().chain(real).filter(|f| f.is_dir()).collect();
    folders.dedup();
    folders
}

/// Reading a file is an event, too; answering it with another reading would never end.
fn changed(event: &Event, plan: Option<&OsStr>) -> Vec<Change> {
    if matches!(event.kind, EventKind::Access(_)) {
        return Vec::new();
    }
    event.paths.iter().filter_map(|path| change_of(path, plan)).collect()
}

/// Of a plan's folder, the plan and every file that could be its template count.
fn change_of(path: &Path, plan: Option<&OsStr>) -> Option<Change> {
    let name = path.file_name();
    if path.parent() == Some(Path::new(ZONE_FOLDER)) {
        let is_zone = ZONE_FILES.iter().any(|file| name == Some(OsStr::new(file)));
        return is_zone.then_some(Change::Zone);
    }
    let is_plan = name == plan || path.extension() == Some(OsStr::new("toml"));
    (plan.is_some() && is_plan).then_some(Change::Plan)
}
