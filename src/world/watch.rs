//! Notices without polling that the system's time zone or the plan was changed.
//!
//! Folders are watched, not files: editors and tools replace files, and a watch on a file that
//! was replaced is deaf. Which ones follows, after each reading, from the files that the plan was
//! read from or looked for in vain: see [`Trail`]. A folder that only leads there tells of its own
//! moving and vanishing, of nothing in it.
//!
//! Only changes are asked for. The `notify` crate also asks for every opening of a file, and in
//! `/etc` that would wake the process whenever any program on the machine starts. Of a folder that
//! others write to, what has another name ends here: the loop does not hear of it.

use std::{
    collections::{BTreeMap, BTreeSet},
    ffi::{OsStr, OsString},
    fmt, io,
    mem::MaybeUninit,
    os::{fd::OwnedFd, unix::ffi::OsStrExt},
    path::{Path, PathBuf},
    sync::{Arc, mpsc},
    thread,
};

use rustix::{
    fs::inotify::{self, CreateFlags, Event, ReadFlags, Reader, WatchFlags},
    io::Errno,
};
use tokio::{
    sync::mpsc::{Receiver, Sender, channel, error::TrySendError},
    time::{Instant, sleep_until},
};

pub use super::settling::Sight;
use super::{
    settling::Settling,
    trail::{Trail, trail},
};

/// What changed on the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// The system's time zone, perhaps.
    Zone,
    /// A file of the plan, perhaps.
    Plan(Sight),
}

/// Where the system keeps its time zone.
const ZONE_FOLDER: &str = "/etc";
const ZONE_FILES: [&str; 2] = ["localtime", "timezone"];

/// What every folder is watched for: it goes away, and the same path may then be another folder.
const GOING: WatchFlags =
    WatchFlags::DELETE_SELF.union(WatchFlags::MOVE_SELF).union(WatchFlags::ONLYDIR);

/// What a folder is watched for in which a name decides. A change of rights is one: what could not
/// be read may be readable now.
const CHANGES: WatchFlags = GOING
    .union(WatchFlags::ATTRIB)
    .union(WatchFlags::CLOSE_WRITE)
    .union(WatchFlags::CREATE)
    .union(WatchFlags::DELETE)
    .union(WatchFlags::MOVED_FROM)
    .union(WatchFlags::MOVED_TO);

/// The most folders that are watched: a plan and its templates need some dozens.
const MOST_FOLDERS: usize = 512;

/// Why changes of the plan are not noticed.
#[derive(Debug)]
struct Deaf(String);

/// Watches the zone's files and the plan's.
#[derive(Debug)]
pub struct Watch {
    /// `None` when the system has none to give.
    ear: Option<Ear>,
    folders: Folders,
    settling: Settling,
    deaf: Option<Deaf>,
}

/// The watched folders, by the kernel's number of the watch.
type Folders = BTreeMap<i32, Watched>;

/// What a watched folder is watched for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Watched {
    /// The names in it that decide what the plan is.
    plan: BTreeSet<OsString>,
    /// The names in it that decide what the zone is.
    zone: BTreeSet<OsString>,
}

impl Watch {
    /// Watches the zone, and what this plan was read from.
    pub fn new(files: &[PathBuf]) -> Self {
        let mut watch =
            Self { ear: None, folders: Folders::new(), settling: Settling::Quiet, deaf: None };
        watch.follow(files);
        watch
    }

    /// Watches the ways to the files that the plan was just read from, or looked for in vain. What
    /// was not watched while it was read may have changed meanwhile: then it is looked at again.
    pub fn follow(&mut self, files: &[PathBuf]) {
        self.deaf = self.try_to_follow(files).err();
    }

    /// What was read makes no sense, or less than before: look again, in case it is being written.
    pub fn doubt(&mut self) {
        self.settling.doubt(Instant::now());
    }

    /// Why changes of the plan are not noticed, if they are not.
    pub fn trouble(&self) -> Option<String> {
        self.deaf.as_ref().map(ToString::to_string)
    }

    /// Returns when something changed and has settled. Nothing is lost when nobody waits.
    pub async fn changed(&mut self) -> Change {
        loop {
            let due = self.settling.due();
            tokio::select! {
                sound = heard(self.ear.as_mut()) => match sound {
                    Sound::Zone => return Change::Zone,
                    Sound::Plan => self.settling.change(Instant::now()),
                },
                () = at(due) => return Change::Plan(self.settling.look()),
            }
        }
    }

    fn try_to_follow(&mut self, files: &[PathBuf]) -> Result<(), Deaf> {
        let ear = match &mut self.ear {
            Some(ear) => ear,
            none => none.insert(Ear::open()?),
        };
        let Watching { folders, vanished, deaf } = watch_all(&ear.inotify, wanted(files));
        for gone in self.folders.keys().filter(|number| !folders.contains_key(number)) {
            // The kernel may have ended it already, with its folder.
            inotify::remove_watch(&ear.inotify, *gone).ok();
        }
        if vanished || self.folders != folders {
            // What happened before the thread knows of it is seen by the look that this causes.
            ear.folders.send(folders.clone()).ok();
            self.folders = folders;
            self.settling.change(Instant::now());
        }
        deaf.map_or(Ok(()), Err)
    }
}

/// What the kernel told of.
enum Sound {
    Zone,
    Plan,
}

/// A thread that blocks in `read`, as the one of [`super::clock::Alarm`] does. It sorts out what has
/// another name, so that the loop sleeps on.
#[derive(Debug)]
struct Ear {
    inotify: Arc<OwnedFd>,
    /// Tells the thread what is watched now.
    folders: mpsc::Sender<Folders>,
    zone: Receiver<()>,
    plan: Receiver<()>,
}

/// Where the thread tells what it heard. One place each is enough: changes that nobody has looked
/// at yet are one.
struct Mouth {
    zone: Sender<()>,
    plan: Sender<()>,
}

impl Ear {
    fn open() -> io::Result<Self> {
        let inotify = Arc::new(inotify::init(CreateFlags::CLOEXEC)?);
        let (folders, told) = mpsc::channel();
        let ((zone_heard, zone), (plan_heard, plan)) = (channel(1), channel(1));
        let mouth = Mouth { zone: zone_heard, plan: plan_heard };
        let listening = Arc::clone(&inotify);
        let thread = thread::Builder::new().name("watch".to_owned());
        thread.spawn(move || listen(&listening, &told, &mouth))?;
        Ok(Self { inotify, folders, zone, plan })
    }
}

async fn heard(ear: Option<&mut Ear>) -> Sound {
    let Some(ear) = ear else { return std::future::pending().await };
    tokio::select! {
        Some(()) = ear.zone.recv() => Sound::Zone,
        Some(()) = ear.plan.recv() => Sound::Plan,
        else => std::future::pending().await,
    }
}

/// Listens for as long as anybody wants to hear of it.
fn listen(inotify: &OwnedFd, told: &mpsc::Receiver<Folders>, mouth: &Mouth) {
    let mut folders = Folders::new();
    let mut buffer = [MaybeUninit::uninit(); 4096];
    let mut reader = Reader::new(inotify, &mut buffer);
    loop {
        let event = match reader.next() {
            Ok(event) => event,
            Err(Errno::INTR) => continue,
            Err(_) => return,
        };
        folders = told.try_iter().last().unwrap_or(folders);
        let heard = sound(&event, &folders).map(|sound| match sound {
            Sound::Zone => &mouth.zone,
            Sound::Plan => &mouth.plan,
        });
        if heard.is_some_and(|place| matches!(place.try_send(()), Err(TrySendError::Closed(())))) {
            return;
        }
    }
}

/// What an event is about. Without a name, it is about a folder itself.
fn sound(event: &Event<'_>, folders: &Folders) -> Option<Sound> {
    if event.events().contains(ReadFlags::QUEUE_OVERFLOW) {
        // So much happened that some of it was dropped: look at the plan, at least.
        return Some(Sound::Plan);
    }
    let folder = folders.get(&event.wd())?;
    let Some(name) = event.file_name().map(|name| OsStr::from_bytes(name.to_bytes())) else {
        // That a watch has ended is said after why it ended.
        return (!event.events().contains(ReadFlags::IGNORED)).then_some(Sound::Plan);
    };
    let zone = folder.zone.contains(name).then_some(Sound::Zone);
    zone.or_else(|| folder.plan.contains(name).then_some(Sound::Plan))
}

/// What is to be watched, by folder.
fn wanted(files: &[PathBuf]) -> BTreeMap<PathBuf, Watched> {
    let ways: Trail = trail(files.iter().map(PathBuf::as_path));
    let ways =
        ways.into_iter().map(|(folder, plan)| (folder, Watched { plan, ..Watched::default() }));
    let mut wanted: BTreeMap<_, _> = ways.collect();
    let zone = &mut wanted.entry(PathBuf::from(ZONE_FOLDER)).or_default().zone;
    zone.extend(ZONE_FILES.map(OsString::from));
    wanted
}

/// What came of watching folders.
#[derive(Default)]
struct Watching {
    folders: Folders,
    /// Whether one was not there any more.
    vanished: bool,
    /// What is wrong with the first that cannot be watched.
    deaf: Option<Deaf>,
}

/// Watches every folder that can be watched.
fn watch_all(inotify: &OwnedFd, wanted: BTreeMap<PathBuf, Watched>) -> Watching {
    let mut watching = Watching::default();
    if MOST_FOLDERS < wanted.len() {
        watching.deaf = Some(Deaf::by_too_many());
    }
    for (folder, watched) in wanted.into_iter().take(MOST_FOLDERS) {
        match inotify::add_watch(inotify, &folder, watched.flags()) {
            Ok(number) => watching.add(number, watched),
            Err(Errno::NOENT | Errno::NOTDIR) => watching.vanished = true,
            // A folder above a home is often closed to its users. Only its moving goes unnoticed.
            Err(Errno::ACCESS) if watched.is_only_passed() => {}
            Err(error) => drop(watching.deaf.get_or_insert_with(|| Deaf::to(&folder, error))),
        }
    }
    watching
}

impl Watching {
    fn add(&mut self, number: i32, watched: Watched) {
        let Watched { plan, zone } = watched;
        let there = self.folders.entry(number).or_default();
        there.plan.extend(plan);
        there.zone.extend(zone);
    }
}

impl Watched {
    fn flags(&self) -> WatchFlags {
        if self.is_only_passed() { GOING } else { CHANGES }
    }

    /// Whether it only leads to where something is decided.
    fn is_only_passed(&self) -> bool {
        self.plan.is_empty() && self.zone.is_empty()
    }
}

impl Deaf {
    fn to(folder: &Path, error: Errno) -> Self {
        Self(match error {
            Errno::NOSPC => "the system watches as many folders as it may \
                             (fs.inotify.max_user_watches)"
                .to_owned(),
            Errno::ACCESS => format!("the folder {} cannot be read", folder.display()),
            error => format!("{}: {}", folder.display(), io::Error::from(error)),
        })
    }

    fn by_too_many() -> Self {
        Self(format!("the ways to the plan's files have more than {MOST_FOLDERS} folders"))
    }
}

impl From<io::Error> for Deaf {
    fn from(error: io::Error) -> Self {
        let too_many = error.raw_os_error() == Some(Errno::MFILE.raw_os_error());
        Self(if too_many {
            "too many programs watch files (fs.inotify.max_user_instances)".to_owned()
        } else {
            error.to_string()
        })
    }
}

impl fmt::Display for Deaf {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

async fn at(moment: Option<Instant>) {
    match moment {
        Some(moment) => sleep_until(moment).await,
        None => std::future::pending().await,
    }
}
