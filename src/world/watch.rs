//! Notices without polling that the system's time zone or a plan file was changed.
//!
//! Folders are watched, not files: editors and tools replace files, and a watch on a file that
//! was replaced is deaf. Only changes are asked for. The `notify` crate also asks for every opening
//! of a file, and in `/etc` that would wake the process whenever any program on the machine starts.

use std::{
    ffi::{OsStr, OsString},
    mem::MaybeUninit,
    os::{fd::OwnedFd, unix::ffi::OsStrExt},
    path::{Path, PathBuf},
    thread,
};

use rustix::{
    fs::inotify::{self, CreateFlags, ReadFlags, Reader, WatchFlags},
    io::Errno,
};
use tokio::sync::mpsc;

use super::plan_writer::COPY;

/// What changed on the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// The system's time zone, perhaps.
    Zone,
    /// The plan file or a template beside it, perhaps.
    Plan,
}

/// Where the system keeps its time zone.
const ZONE_FOLDER: &str = "/etc";
const ZONE_FILES: [&str; 2] = ["localtime", "timezone"];

/// What a folder is watched for.
const CHANGES: WatchFlags = WatchFlags::CLOSE_WRITE
    .union(WatchFlags::CREATE)
    .union(WatchFlags::DELETE)
    .union(WatchFlags::MOVED_FROM)
    .union(WatchFlags::MOVED_TO);

/// Watches the zone and, if there is one, the folder of the plan file, for as long as anybody
/// listens.
pub fn start(plan: Option<&Path>, changes: mpsc::UnboundedSender<Change>) -> std::io::Result<()> {
    let watcher = inotify::init(CreateFlags::CLOEXEC)?;
    let zone = inotify::add_watch(&watcher, ZONE_FOLDER, CHANGES)?;
    for folder in plan.map(folders_of).unwrap_or_default() {
        inotify::add_watch(&watcher, folder, CHANGES)?;
    }
    let folders = Folders { zone, plan: plan.and_then(Path::file_name).map(OsStr::to_owned) };
    let watching = move || watch(&watcher, &folders, &changes);
    thread::Builder::new().name("watch".to_owned()).spawn(watching).map(drop)
}

/// Which folder is which.
struct Folders {
    /// The watch on the zone's folder; every other one is on the plan's.
    zone: i32,
    /// The name of the plan file.
    plan: Option<OsString>,
}

fn watch(watcher: &OwnedFd, folders: &Folders, changes: &mpsc::UnboundedSender<Change>) {
    let mut buffer = [MaybeUninit::uninit(); 4096];
    let mut reader = Reader::new(watcher, &mut buffer);
    loop {
        let change = match reader.next() {
            // So much happened that some of it was dropped: look at the plan, at least.
            Ok(event) if event.events().contains(ReadFlags::QUEUE_OVERFLOW) => Some(Change::Plan),
            Ok(event) => {
                let name = event.file_name().map(|name| OsStr::from_bytes(name.to_bytes()));
                name.and_then(|name| folders.change(event.wd(), name))
            }
            Err(Errno::INTR) => None,
            Err(_) => return,
        };
        if change.is_some_and(|change| changes.send(change).is_err()) {
            return;
        }
    }
}

impl Folders {
    /// Of a plan's folder, the plan and every file that could be its template count. What somebody
    /// is still editing does not.
    fn change(&self, watch: i32, name: &OsStr) -> Option<Change> {
        let is_zone = watch == self.zone && ZONE_FILES.iter().any(|file| name == *file);
        let is_copy = name.as_bytes().starts_with(COPY.as_bytes());
        let is_plan = self.plan.as_deref() == Some(name)
            || self.plan.is_some() && Path::new(name).extension() == Some(OsStr::new("toml"));
        if is_zone {
            Some(Change::Zone)
        } else {
            (is_plan && !is_copy && watch != self.zone).then_some(Change::Plan)
        }
    }
}

/// The folder of the plan file and, when that is a link, the folder that it leads to.
fn folders_of(plan: &Path) -> Vec<PathBuf> {
    let named = plan.parent().map(|folder| Path::new(".").join(folder));
    let real = plan.canonicalize().ok().and_then(|file| file.parent().map(Path::to_owned));
    named.into_iter().chain(real).filter(|folder| folder.is_dir()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_still_being_edited_is_no_news() {
        let folders = Folders { zone: 1, plan: Some("plan.toml".into()) };
        for (watch, name, expected) in [
            (2, "plan.toml", Some(Change::Plan)),
            (2, "clinic.toml", Some(Change::Plan)),
            (2, ".plan.edit-a1b2c3.toml", None),
            (2, "notes.txt", None),
            (1, "localtime", Some(Change::Zone)),
            (1, "plan.toml", None),
        ] {
            assert_eq!(folders.change(watch, OsStr::new(name)), expected, "{name}");
        }
    }
}
