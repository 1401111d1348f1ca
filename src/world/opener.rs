//! The desktop's own way to open a file, in whatever program the person has chosen for it.

use std::{
    io::{self, ErrorKind},
    os::unix::process::CommandExt,
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

/// What every desktop brings along.
const OPENER: &str = "xdg-open";

/// How long it may take to fail. Where it becomes the browser itself, it ends when that does.
const PATIENCE: Duration = Duration::from_secs(3);

/// Why a file was not opened.
#[derive(Debug, thiserror::Error)]
pub enum Unopened {
    /// There is no desktop, or a bare one.
    #[error(
        "there is no `{OPENER}`, which would open the page; open the file in a browser, \
         or install xdg-utils"
    )]
    NoOpener,
    /// It knows no program for such a file.
    #[error("`{OPENER}` found no program for it ({0}); open the file in a browser")]
    Refused(ExitStatus),
    /// The system refuses.
    #[error("`{OPENER}` cannot be started: {0}")]
    Io(#[from] io::Error),
}

/// Opens a file, which has to be named in full, and does not wait for the person to close it.
pub fn open(file: &Path) -> Result<(), Unopened> {
    let quiet = Stdio::null;
    let started = Command::new(OPENER)
        .arg(file)
        .stdin(quiet())
        .stdout(quiet())
        .stderr(quiet())
        // A Ctrl+C in the terminal is not for the browser.
        .process_group(0)
        .spawn();
    match started {
        Err(error) if error.kind() == ErrorKind::NotFound => Err(Unopened::NoOpener),
        Err(error) => Err(error.into()),
        Ok(child) => ended_well(child),
    }
}

fn ended_well(mut child: Child) -> Result<(), Unopened> {
    let (ended, end) = mpsc::channel();
    thread::spawn(move || ended.send(child.wait()));
    match end.recv_timeout(PATIENCE) {
        Ok(status) => match status? {
            status if status.success() => Ok(()),
            status => Err(Unopened::Refused(status)),
        },
        Err(_still_open) => Ok(()),
    }
}
