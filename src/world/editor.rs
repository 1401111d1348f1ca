//! The person's own editor.

use std::{
    ffi::{OsStr, OsString},
    io,
    os::unix::process::ExitStatusExt,
    path::{Path, PathBuf},
    process::{Command, ExitStatus},
    time::Duration,
};

use tokio::time::Instant;

/// The editors that are looked for when the person has named none.
const USUAL: [&str; 3] = ["sensible-editor", "nano", "vi"];

/// The first editor on the search path, when the person has named none.
pub fn usual(search_path: &OsStr) -> Option<OsString> {
    let is_there = |name: &&&str| {
        let mut places =
            std::env::split_paths(search_path).map(|folder: PathBuf| folder.join(name));
        places.any(|file| file.is_file())
    };
    USUAL.iter().find(is_there).map(OsString::from)
}

/// Opens a file in an editor, waits for its end and tells how long that was; the error is for a
/// person to read.
///
/// The editor's name may have arguments, such as `code --wait`, so a shell takes it apart, as `git`
/// does it. The file's name is handed on as an argument, which the shell never reads as a command.
pub fn edit(editor: &OsStr, file: &Path) -> Result<Duration, String> {
    // The trap is the shell's alone: it outlives a Ctrl+C that is meant for the editor.
    let mut script = OsString::from("trap : INT; ");
    script.push(editor);
    script.push(" \"$@\"");
    let opened = Instant::now();
    let ended = uninterrupted(|| {
        Command::new("/bin/sh").arg("-c").arg(script).arg(editor).arg(file).status()
    });
    let name = editor.to_string_lossy();
    match ended {
        Ok(status) if status.success() => Ok(opened.elapsed()),
        Ok(status) if status.code() == Some(127) => Err(format!(
            "there is no editor `{name}`; set EDITOR to the name of yours, such as EDITOR=nano"
        )),
        Ok(status) => Err(format!("the editor `{name}` {}", end(status))),
        Err(error) => Err(format!("the editor `{name}` cannot be started: {error}")),
    }
}

/// Ctrl+C in the editor is for the editor: it must not end us, who have to save what was written.
fn uninterrupted(run: impl FnOnce() -> io::Result<ExitStatus>) -> io::Result<ExitStatus> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let _entered = runtime.enter();
    let _heard = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::interrupt())?;
    run()
}

fn end(status: ExitStatus) -> String {
    match (status.code(), status.signal()) {
        (Some(code), _) => format!("ended with exit code {code}"),
        (None, Some(signal)) => format!("was ended by signal {signal}"),
        (None, None) => "ended in a strange way".to_owned(),
    }
}
