//! The unit file, with a real `systemd --user`.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::lab::program_at;

#[test]
fn the_unit_starts_reloads_restarts_and_stops_the_daemon() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let results = tempfile::tempdir().expect("a folder");
    let script = root.join("tests/systemd-service");
    let mut command = if rustix::process::geteuid().is_root() {
        program_at(&script)
    } else {
        let mut sudo = Command::new("sudo");
        sudo.arg("-n").arg(script);
        sudo
    };
    command.arg(env!("CARGO_BIN_EXE_aftercare")).arg(results.path()).stdin(Stdio::null());
    let output = command.output().expect("run the script");
    let said = String::from_utf8_lossy(&output.stdout);
    let erred = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}\n{said}{erred}", output.status);
    assert!(said.lines().all(|line| line.starts_with("ok ")), "{said}");
}
