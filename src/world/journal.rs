//! The history: every entry of the engine, kept in SQLite.
//!
//! WAL with `synchronous = FULL`: with NORMAL, a power cut forgets what the person was shown.
//! Each entry carries a checksum that includes the one before it, so silent damage is noticed.
//! What cannot be read is moved aside, never overwritten.

use std::{
    fs::{self, File, Permissions},
    io,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{Connection, ErrorCode, OpenFlags, params};
use rustix::{fs::Access, io::Errno};

use crate::{
    engine::{
        HistoryTrouble,
        record::Entry,
        retention::{self, Erasure},
    },
    schedule::zone::Moment,
    world::state::Paths,
};

/// What a fresh database is told, one batch per version. Add at the end, never change.
const MIGRATIONS: [&str; 1] = ["
    CREATE TABLE entry (
        seq      INTEGER PRIMARY KEY,
        at       INTEGER NOT NULL, -- milliseconds since 1970
        body     TEXT    NOT NULL, -- the entry as JSON
        checksum INTEGER NOT NULL  -- CRC-32 of the checksum before, the number and the body
    ) STRICT;
    CREATE TABLE good_plan (
        id       INTEGER PRIMARY KEY CHECK (id = 1),
        sources  TEXT    NOT NULL  -- the last plan that was accepted, as JSON
    ) STRICT;
"];

/// What the name of an unreadable history gets at its end.
const ASIDE: &str = ".damaged-";

/// What the name of a history gets at its end while it is made.
const NEW: &str = "-new";

/// How many changes wait in memory, at most, for a disk that takes them again.
const MOST_WAITING: usize = 10_000;

/// How long another program may hold the history while a reminder waits to be recorded.
const PATIENCE: Duration = Duration::from_millis(200);

/// How long it may hold it at the start: without its history, the daemon knows of no answer.
const PATIENCE_AT_FIRST: Duration = Duration::from_secs(5);

/// Nothing of what was erased stays in a free page, or in the log beside the database.
const SWEEP: &str = "VACUUM; PRAGMA wal_checkpoint(TRUNCATE);";

/// The history, open for writing.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    /// `None` while the database cannot be opened.
    connection: Option<Connection>,
    end: End,
    waiting: Vec<Waiting>,
    /// The plan that is to be kept, until it is.
    plan: Option<String>,
}

/// A change that is not on the disk yet.
#[derive(Debug)]
enum Waiting {
    Entry(Entry),
    Erasure(Erasure),
}

/// The last entry that is on the disk.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct End {
    seq: i64,
    checksum: u32,
}

/// A journal as it was found.
#[derive(Debug)]
pub struct Found {
    /// Ready for more entries.
    pub journal: Journal,
    /// What it holds.
    pub entries: Vec<Entry>,
    /// Where an unreadable one was moved to.
    pub moved_aside: Option<PathBuf>,
    /// Why nothing can be written for now.
    pub trouble: Option<HistoryTrouble>,
}

/// Why a journal cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// It is damaged, or from a newer version of this program.
    #[error("{0}")]
    Damaged(String),
    /// It cannot be used just now.
    #[error("{text}")]
    Unavailable {
        /// Why.
        trouble: HistoryTrouble,
        /// The same in the words of the system.
        text: String,
    },
}

impl Journal {
    /// Opens the journal of the state folder, and moves one that is damaged aside.
    pub fn open(paths: &Paths, now: Moment) -> Found {
        let path = paths.history();
        match open(&path, PATIENCE_AT_FIRST) {
            Ok((connection, entries, end)) => Found {
                journal: Self { connection: Some(connection), end, ..Self::closed(paths) },
                entries,
                moved_aside: None,
                trouble: None,
            },
            Err(Unreadable::Unavailable { trouble, .. }) => Found::read_only(paths, trouble),
            Err(Unreadable::Damaged(_)) => match move_aside(&path, now) {
                Ok(moved) => Found { moved_aside: Some(moved), ..Self::open(paths, now) },
                Err(error) => Found::read_only(paths, trouble_of(&error)),
            },
        }
    }

    fn closed(paths: &Paths) -> Self {
        let (path, end) = (paths.history(), End::default());
        Self { path, connection: None, end, waiting: Vec::new(), plan: None }
    }

    /// Keeps entries, in order, in one commit. What fails is kept in memory and written with the
    /// next ones.
    pub fn append(&mut self, entries: &[Entry]) -> Result<(), Unreadable> {
        self.take(entries.iter().cloned().map(Waiting::Entry))
    }

    /// Erases what has become old, in one commit: all of it or nothing. What fails waits.
    pub fn erase_old(&mut self, erasure: Erasure) -> Result<(), Unreadable> {
        self.take([Waiting::Erasure(erasure)])
    }

    fn take(&mut self, changes: impl IntoIterator<Item = Waiting>) -> Result<(), Unreadable> {
        self.waiting.extend(changes);
        let result = self.flush();
        let surplus = self.waiting.len().saturating_sub(MOST_WAITING);
        self.waiting.drain(..surplus);
        result
    }

    /// Keeps the plan that is in force, for the day on which the file has a mistake.
    pub fn keep_plan(&mut self, sources: String) -> Result<(), Unreadable> {
        self.plan = Some(sources);
        self.flush()
    }

    /// Writes what waits for a disk that takes it.
    pub fn flush(&mut self) -> Result<(), Unreadable> {
        let mut waiting = std::mem::take(&mut self.waiting);
        let result = self.write(&mut waiting);
        self.waiting = waiting;
        result?;
        if let Some(plan) = self.plan.clone() {
            let insert = "INSERT OR REPLACE INTO good_plan (id, sources) VALUES (1, ?1)";
            self.connection()?.execute(insert, [&plan])?;
            self.plan = None;
        }
        Ok(())
    }

    /// Writes changes in their order, and takes out what is written.
    fn write(&mut self, waiting: &mut Vec<Waiting>) -> Result<(), Unreadable> {
        while let Some(first) = waiting.first() {
            // Where it ends is known only once it is open.
            self.connection()?;
            let (end, connection) = (self.end, self.connection()?);
            let entries: Vec<&Entry> = waiting.iter().map_while(Waiting::entry).collect();
            match first {
                Waiting::Entry(_) => self.end = append(connection, &entries, end)?,
                Waiting::Erasure(erasure) => {
                    self.end = rewrite(connection, erasure)?;
                    self.connection()?.execute_batch(SWEEP)?;
                }
            }
            waiting.drain(..entries.len().max(1));
        }
        Ok(())
    }

    /// Erases every entry: what is in it, what waits, and what was once moved aside. The last good
    /// plan stays: it is no history, and a broken plan file would leave nothing to remind from.
    pub fn erase(&mut self) -> Result<(), Unreadable> {
        let connection = self.connection()?;
        connection.execute_batch("DELETE FROM entry;")?;
        connection.execute_batch(SWEEP)?;
        (self.end, self.waiting) = (End::default(), Vec::new());
        for moved in moved_aside(&self.path)? {
            fs::remove_file(moved)?;
        }
        Ok(())
    }

    /// The plan that was in force last.
    pub fn good_plan(&self) -> Option<String> {
        good_plan(self.connection.as_ref()?)
    }

    /// The database, opened again if it could not be before.
    fn connection(&mut self) -> Result<&mut Connection, Unreadable> {
        if self.connection.is_none() {
            let (connection, _, end) = open(&self.path, PATIENCE)?;
            self.connection = Some(connection);
            self.end = end;
        }
        let closed = || Unreadable::Damaged("the history is closed".to_owned());
        self.connection.as_mut().ok_or_else(closed)
    }
}

impl Found {
    /// What cannot be written can perhaps be read: then nothing is shown twice.
    fn read_only(paths: &Paths, trouble: HistoryTrouble) -> Self {
        let entries = read(paths).unwrap_or_default();
        let journal = Journal::closed(paths);
        Self { journal, entries, moved_aside: None, trouble: Some(trouble) }
    }
}

/// What a journal holds, read beside a daemon that may be writing it. Empty when there is none.
pub fn read(paths: &Paths) -> Result<Vec<Entry>, Unreadable> {
    let Some(connection) = open_to_read(paths)? else { return Ok(Vec::new()) };
    entries(&connection).map(|(entries, _)| entries)
}

/// The plan that was in force last, read beside a daemon. `None` when there is none.
pub fn read_good_plan(paths: &Paths) -> Option<String> {
    good_plan(&open_to_read(paths).ok()??)
}

/// The histories that could not be read once, oldest first. What cannot be looked at is not told.
pub fn kept_aside(paths: &Paths) -> Vec<PathBuf> {
    let mut files = moved_aside(&paths.history()).unwrap_or_default();
    // What SQLite keeps beside one is a part of it.
    let is_part = |file: &Path| {
        let name = file.to_string_lossy();
        name.ends_with("-wal") || name.ends_with("-shm")
    };
    files.retain(|file| !is_part(file));
    files.sort();
    files
}

/// The files that could not be read once, and were kept.
fn moved_aside(path: &Path) -> io::Result<Vec<PathBuf>> {
    let Some(folder) = path.parent().filter(|folder| folder.exists()) else {
        return Ok(Vec::new());
    };
    let start = format!("{}{ASIDE}", path.file_name().unwrap_or_default().to_string_lossy());
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(&start) {
            found.push(entry.path());
        }
    }
    Ok(found)
}

fn open_to_read(paths: &Paths) -> Result<Option<Connection>, Unreadable> {
    let path = paths.history();
    if !path.exists() {
        return Ok(None);
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Ok(Some(Connection::open_with_flags(&path, flags)?))
}

fn good_plan(connection: &Connection) -> Option<String> {
    connection.query_row("SELECT sources FROM good_plan", [], |row| row.get(0)).ok()
}

fn open(path: &Path, patience: Duration) -> Result<(Connection, Vec<Entry>, End), Unreadable> {
    create(path)?;
    // SQLite gave them the mode of a history that was read-only for a while.
    for beside in ["-wal", "-shm"].map(|suffix| beside(path, suffix)) {
        fs::set_permissions(beside, Permissions::from_mode(0o600)).ok();
    }
    let connection = Connection::open(path)?;
    connection.busy_timeout(patience)?;
    // A changed byte can make a file look read-only that is not.
    prepare(&connection).map_err(|error| refine(error, path))?;
    let (entries, end) = entries(&connection)?;
    connection.busy_timeout(PATIENCE)?;
    Ok((connection, entries, end))
}

fn prepare(connection: &Connection) -> Result<(), Unreadable> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    // The daemon may write no other folder, so no temporary file.
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    // What is erased is overwritten.
    connection.pragma_update(None, "secure_delete", "ON")?;
    migrate(connection)?;
    if connection.is_readonly("main")? {
        let text = "it is read-only".to_owned();
        return Err(Unreadable::Unavailable { trouble: HistoryTrouble::ReadOnly, text });
    }
    match connection.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0))? {
        found if found == "ok" => Ok(()),
        found => Err(Unreadable::Damaged(found)),
    }
}

/// Makes a history that was never there, under another name first: so one that is empty was cut.
fn create(path: &Path) -> Result<(), Unreadable> {
    match path.symlink_metadata() {
        // `forget` would leave behind what it points to.
        Ok(metadata) if metadata.is_symlink() => {
            let text = "a link is in its place".to_owned();
            return Err(Unreadable::Unavailable { trouble: HistoryTrouble::Closed, text });
        }
        Ok(metadata) if metadata.len() == 0 => {
            return Err(Unreadable::Damaged("it is empty".to_owned()));
        }
        Ok(_) => return Ok(()),
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
        Err(_) if beside(path, "-wal").exists() => {
            return Err(Unreadable::Damaged("only a part of it is there".to_owned()));
        }
        Err(_) => {}
    }
    let new = beside(path, NEW);
    if new.exists() {
        fs::remove_file(&new)?;
    }
    let connection = Connection::open(&new)?;
    migrate(&connection)?;
    connection.close().map_err(|(_, error)| error)?;
    fs::rename(&new, path)?;
    // The name must be on the disk before any answer is.
    Ok(path.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())?)
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut beside = path.as_os_str().to_owned();
    beside.push(suffix);
    PathBuf::from(beside)
}

fn migrate(connection: &Connection) -> Result<(), Unreadable> {
    let version: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let version = version as usize;
    let Some(missing) = MIGRATIONS.get(version..) else {
        return Err(Unreadable::Damaged("it is from a newer version of aftercare".to_owned()));
    };
    for (number, migration) in (version + 1..).zip(missing) {
        connection.execute_batch(&format!(
            "BEGIN IMMEDIATE; {migration} PRAGMA user_version = {number}; COMMIT;"
        ))?;
    }
    Ok(())
}

fn entries(connection: &Connection) -> Result<(Vec<Entry>, End), Unreadable> {
    let mut statement = connection.prepare("SELECT seq, body, checksum FROM entry ORDER BY seq")?;
    let mut rows = statement.query([])?;
    let (mut entries, mut end) = (Vec::new(), End::default());
    while let Some(row) = rows.next()? {
        let (seq, body, checksum): (i64, String, u32) = (row.get(0)?, row.get(1)?, row.get(2)?);
        if seq != end.seq + 1 || checksum != end.checksum_of_next(&body) {
            return Err(Unreadable::Damaged(format!("entry {seq} was changed")));
        }
        entries.push(parse(&body)?);
        end = End { seq, checksum };
    }
    Ok((entries, end))
}

fn parse(body: &str) -> Result<Entry, Unreadable> {
    serde_json::from_str(body).map_err(|error| Unreadable::Damaged(error.to_string()))
}

fn append(connection: &mut Connection, entries: &[&Entry], end: End) -> rusqlite::Result<End> {
    let transaction = connection.transaction()?;
    let end = insert(&transaction, entries.iter().copied(), end)?;
    transaction.commit()?;
    Ok(end)
}

/// Puts what is left of all entries, as a new chain, in the place of the old one. To do it again,
/// because the sweeping failed, changes nothing.
fn rewrite(connection: &mut Connection, erasure: &Erasure) -> Result<End, Unreadable> {
    let transaction = connection.transaction()?;
    let (whole, _) = entries(&transaction)?;
    transaction.execute("DELETE FROM entry", [])?;
    let end = insert(&transaction, &retention::without(&whole, erasure), End::default())?;
    transaction.commit()?;
    Ok(end)
}

fn insert<'a>(
    connection: &Connection,
    entries: impl IntoIterator<Item = &'a Entry>,
    mut end: End,
) -> rusqlite::Result<End> {
    let mut insert = connection
        .prepare("INSERT INTO entry (seq, at, body, checksum) VALUES (?1, ?2, ?3, ?4)")?;
    for entry in entries {
        let body = serde_json::to_string(entry)
            .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
        end = End { seq: end.seq + 1, checksum: end.checksum_of_next(&body) };
        insert.execute(params![end.seq, entry.at.timestamp_millis(), body, end.checksum])?;
    }
    Ok(end)
}

impl Waiting {
    fn entry(&self) -> Option<&Entry> {
        match self {
            Self::Entry(entry) => Some(entry),
            Self::Erasure(_) => None,
        }
    }
}

impl End {
    fn checksum_of_next(self, body: &str) -> u32 {
        let mut hasher = crc32fast::Hasher::new_with_initial(self.checksum);
        hasher.update(&(self.seq + 1).to_le_bytes());
        hasher.update(body.as_bytes());
        hasher.finalize()
    }
}

/// Keeps an unreadable database, with what SQLite keeps beside it, under a name that says so.
fn move_aside(path: &Path, now: Moment) -> io::Result<PathBuf> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let aside = path.with_file_name(format!("{name}{ASIDE}{}", now.format("%Y%m%dT%H%M%S%fZ")));
    for suffix in ["-wal", "-shm", ""] {
        match fs::rename(beside(path, suffix), beside(&aside, suffix)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
    }
    Ok(aside)
}

impl Unreadable {
    /// What it means to a journal that was readable before.
    pub fn trouble(self) -> HistoryTrouble {
        match self {
            Self::Damaged(_) => HistoryTrouble::Damaged,
            Self::Unavailable { trouble, .. } => trouble,
        }
    }
}

/// What SQLite takes for one trouble can be another, which the system knows.
fn refine(error: Unreadable, path: &Path) -> Unreadable {
    let Unreadable::Unavailable { trouble, text } = error else { return error };
    let ask = |path: &Path| rustix::fs::access(path, Access::WRITE_OK);
    let writable = |path: &Path| ask(path).is_ok();
    // It says so of a file that can be written because of a changed byte.
    if trouble == HistoryTrouble::ReadOnly && writable(path) && path.parent().is_some_and(writable)
    {
        return Unreadable::Damaged(text);
    }
    // On a disk that is read-only it fails to make what it keeps beside the file.
    let on_such_a_disk = trouble == HistoryTrouble::Closed && ask(path) == Err(Errno::ROFS);
    let trouble = if on_such_a_disk { HistoryTrouble::ReadOnly } else { trouble };
    Unreadable::Unavailable { trouble, text }
}

fn trouble_of(error: &io::Error) -> HistoryTrouble {
    let known = [
        (io::ErrorKind::StorageFull, HistoryTrouble::Full),
        (io::ErrorKind::QuotaExceeded, HistoryTrouble::Full),
        (io::ErrorKind::ReadOnlyFilesystem, HistoryTrouble::ReadOnly),
        (io::ErrorKind::PermissionDenied, HistoryTrouble::Closed),
    ];
    let found = known.into_iter().find(|(kind, _)| *kind == error.kind());
    found.map_or_else(|| HistoryTrouble::Other(error.to_string()), |(_, trouble)| trouble)
}

impl From<io::Error> for Unreadable {
    fn from(error: io::Error) -> Self {
        Self::Unavailable { trouble: trouble_of(&error), text: error.to_string() }
    }
}

impl From<rusqlite::Error> for Unreadable {
    fn from(error: rusqlite::Error) -> Self {
        let text = error.to_string();
        let trouble = match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => HistoryTrouble::Full,
            Some(ErrorCode::ReadOnly) => HistoryTrouble::ReadOnly,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => HistoryTrouble::Locked,
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => HistoryTrouble::Closed,
            Some(ErrorCode::SystemIoFailure) => HistoryTrouble::Failing,
            Some(ErrorCode::OutOfMemory) => HistoryTrouble::Other(text.clone()),
            // Nothing but changed bytes makes the rest happen to statements that are always the same.
            Some(_) | None => return Self::Damaged(text),
        };
        Self::Unavailable { trouble, text }
    }
}
