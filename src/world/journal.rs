//! The history: every entry of the engine, kept in SQLite.
//!
//! WAL with `synchronous = FULL`: with NORMAL, a power cut forgets what the person was shown.
//! Each entry carries a checksum that includes the one before it, so silent damage is noticed.
//! What cannot be read is moved aside, never overwritten.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use rusqlite::{Connection, ErrorCode, OpenFlags, params};

use crate::{engine::record::Entry, schedule::zone::Moment, world::state::Paths};

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

/// How many entries wait in memory, at most, for a disk that takes them again.
const MOST_WAITING: usize = 10_000;

/// The history, open for writing.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    /// `None` while the database cannot be opened.
    connection: Option<Connection>,
    end: End,
    waiting: Vec<Entry>,
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
    pub trouble: Option<String>,
}

/// Why a journal cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// It is damaged, or from a newer version of this program.
    #[error("{0}")]
    Damaged(String),
    /// It cannot be opened just now.
    #[error("{0}")]
    Unavailable(String),
}

impl Journal {
    /// Opens the journal of the state folder, and moves one that is damaged aside.
    pub fn open(paths: &Paths, now: Moment) -> Found {
        let path = paths.history();
        match open(&path) {
            Ok((connection, entries, end)) => Found {
                journal: Self { path, connection: Some(connection), end, waiting: Vec::new() },
                entries,
                moved_aside: None,
                trouble: None,
            },
            Err(Unreadable::Unavailable(why)) => Found::read_only(paths, why),
            Err(Unreadable::Damaged(_)) => match move_aside(&path, now) {
                Ok(moved) => Found { moved_aside: Some(moved), ..Self::open(paths, now) },
                Err(error) => Found::read_only(paths, error.to_string()),
            },
        }
    }

    /// Keeps entries, in order, in one commit. What fails is kept in memory and written with the
    /// next ones.
    pub fn append(&mut self, entries: &[Entry]) -> Result<(), String> {
        self.waiting.extend_from_slice(entries);
        let result = self.flush();
        let surplus = self.waiting.len().saturating_sub(MOST_WAITING);
        self.waiting.drain(..surplus);
        result
    }

    /// Keeps the plan that is in force, for the day on which the file has a mistake.
    pub fn keep_plan(&mut self, sources: &str) -> Result<(), String> {
        let connection = self.connection()?;
        connection
            .execute("INSERT OR REPLACE INTO good_plan (id, sources) VALUES (1, ?1)", [sources])
            .map(drop)
            .map_err(|error| error.to_string())
    }

    /// Erases everything: what is in it, what waits, and what was once moved aside.
    pub fn erase(&mut self) -> Result<(), String> {
        let connection = self.connection()?;
        let batch = "DELETE FROM entry; DELETE FROM good_plan; VACUUM;
                     PRAGMA wal_checkpoint(TRUNCATE);";
        connection.execute_batch(batch).map_err(|error| error.to_string())?;
        (self.end, self.waiting) = (End::default(), Vec::new());
        for moved in moved_aside(&self.path).map_err(|error| error.to_string())? {
            fs::remove_file(moved).map_err(|error| error.to_string())?;
        }
        Ok(())
    }

    /// The plan that was in force last.
    pub fn good_plan(&self) -> Option<String> {
        good_plan(self.connection.as_ref()?)
    }

    fn flush(&mut self) -> Result<(), String> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let waiting = std::mem::take(&mut self.waiting);
        // Where it ends is known only once it is open.
        let result = self.connection().map(|_| ()).and_then(|()| {
            let end = self.end;
            write(self.connection()?, &waiting, end).map_err(|error| error.to_string())
        });
        match result {
            Ok(end) => {
                self.end = end;
                Ok(())
            }
            Err(error) => {
                self.waiting = waiting;
                Err(error)
            }
        }
    }

    /// The database, opened again if it could not be before.
    fn connection(&mut self) -> Result<&mut Connection, String> {
        if self.connection.is_none() {
            let (connection, _, end) = open(&self.path).map_err(|error| error.to_string())?;
            self.connection = Some(connection);
            self.end = end;
        }
        self.connection.as_mut().ok_or_else(|| "the history is closed".to_owned())
    }
}

impl Found {
    /// What cannot be written can perhaps be read: then nothing is shown twice.
    fn read_only(paths: &Paths, why: String) -> Self {
        let (path, end) = (paths.history(), End::default());
        let journal = Journal { path, connection: None, end, waiting: Vec::new() };
        let entries = read(paths).unwrap_or_default();
        Self { journal, entries, moved_aside: None, trouble: Some(why) }
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

/// Removes every file of the history while no daemon runs, and tells their names.
pub fn remove(paths: &Paths) -> io::Result<Vec<PathBuf>> {
    let path = paths.history();
    let beside = ["-wal", "-shm"].map(|suffix| {
        let mut beside = path.as_os_str().to_owned();
        beside.push(suffix);
        PathBuf::from(beside)
    });
    let all = std::iter::once(path.clone()).chain(beside).chain(moved_aside(&path)?);
    let there: Vec<PathBuf> = all.filter(|file| file.symlink_metadata().is_ok()).collect();
    for file in &there {
        fs::remove_file(file)?;
    }
    Ok(there)
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

fn open(path: &Path) -> Result<(Connection, Vec<Entry>, End), Unreadable> {
    let connection = Connection::open(path)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    // What is erased is overwritten.
    connection.pragma_update(None, "secure_delete", "ON")?;
    migrate(&connection)?;
    let (entries, end) = entries(&connection)?;
    Ok((connection, entries, end))
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

fn write(connection: &mut Connection, entries: &[Entry], mut end: End) -> rusqlite::Result<End> {
    let transaction = connection.transaction()?;
    {
        let mut insert = transaction
            .prepare("INSERT INTO entry (seq, at, body, checksum) VALUES (?1, ?2, ?3, ?4)")?;
        for entry in entries {
            let body = serde_json::to_string(entry)
                .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
            end = End { seq: end.seq + 1, checksum: end.checksum_of_next(&body) };
            insert.execute(params![end.seq, entry.at.timestamp_millis(), body, end.checksum])?;
        }
    }
    transaction.commit()?;
    Ok(end)
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
    let aside = |suffix: &str| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        path.with_file_name(format!("{name}{ASIDE}{}{suffix}", now.format("%Y%m%dT%H%M%S%fZ")))
    };
    for suffix in ["-wal", "-shm"] {
        let mut beside = path.as_os_str().to_owned();
        beside.push(suffix);
        match fs::rename(&beside, aside(suffix)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
    }
    fs::rename(path, aside(""))?;
    Ok(aside(""))
}

impl From<rusqlite::Error> for Unreadable {
    fn from(error: rusqlite::Error) -> Self {
        let code = error.sqlite_error_code();
        let damaged = matches!(
            code,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::TypeMismatch)
        ) || code.is_none()
            || code == Some(ErrorCode::Unknown);
        if damaged {
            Self::Damaged(error.to_string())
        } else {
            Self::Unavailable(error.to_string())
        }
    }
}
