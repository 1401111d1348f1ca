//! The service manager of the person's session: putting the daemon in its care.

use std::{
    fs::{self, DirBuilder},
    io,
    os::unix::fs::DirBuilderExt,
    path::Path,
    process::{Command, Stdio},
};

const UNIT: &str = include_str!("../../systemd/aftercare.service");
const NAME: &str = "aftercare.service";

/// Whether there is a service manager that listens.
pub fn is_there() -> bool {
    systemctl(&["show-environment"]).is_ok()
}

/// Starts the daemon now and at each login. Where no package brought the unit, it is written for
/// `program` into the configuration folder.
pub fn enable(configuration: &Path, program: &Path) -> Result<(), String> {
    if systemctl(&["cat", NAME]).is_err() {
        let text = unit_for(program).ok_or("the program's own path cannot stand in a unit")?;
        write(&configuration.join("systemd/user"), &text).map_err(|error| error.to_string())?;
        systemctl(&["daemon-reload"])?;
    }
    systemctl(&["enable", "--now", NAME])
}

/// The unit with this program; `None` for a path that systemd could not read.
fn unit_for(program: &Path) -> Option<String> {
    let path = program.to_str().filter(|path| !path.chars().any(char::is_control))?;
    // systemd replaces % and $, and takes quotes and backslashes as its own.
    let path = path.replace('\\', "\\\\").replace('"', "\\\"").replace('%', "%%");
    let path = path.replace('$', "$$");
    let line = |line: &str| match line.strip_prefix("ExecStart=") {
        Some(_) => format!("ExecStart=\"{path}\" run\n"),
        None => format!("{line}\n"),
    };
    Some(UNIT.lines().map(line).collect())
}

fn write(folder: &Path, text: &str) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    fs::write(folder.join(NAME), text)
}

/// Runs one command of the service manager, or says what it said.
fn systemctl(arguments: &[&str]) -> Result<(), String> {
    let mut command = Command::new("systemctl");
    let output = command.arg("--user").args(arguments).stdin(Stdio::null()).output();
    match output {
        Err(error) => Err(error.to_string()),
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => Err(String::from_utf8_lossy(&output.stderr).trim().to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unit_names_the_program() {
        let unit = unit_for(Path::new("/home/a b/100%/$x/after\"care")).unwrap();
        let line = unit.lines().find(|line| line.starts_with("ExecStart=")).unwrap();
        assert_eq!(line, r#"ExecStart="/home/a b/100%%/$$x/after\"care" run"#);
        assert_eq!(unit.lines().count(), UNIT.lines().count());
        assert_eq!(unit_for(Path::new("/a\nb")), None);
    }
}
