//! What packages install beside the program, by the judges of those files.

use std::{fs, path::PathBuf, process::Command};

use aftercare::world::control;

use crate::{cli::Home, lab::find};

fn file(extension: &str) -> PathBuf {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    root.join("systemd").join(format!("{}.{extension}", control::NAME))
}

fn text(extension: &str) -> String {
    fs::read_to_string(file(extension)).unwrap()
}

/// The value of a key that is there once.
fn value(text: &str, key: &str) -> String {
    let values = text.lines().filter_map(|line| line.strip_prefix(key)?.strip_prefix('='));
    let values: Vec<_> = values.collect();
    assert_eq!(values.len(), 1, "{key}: {values:?}");
    values[0].to_owned()
}

#[track_caller]
fn agrees(judge: &str, arguments: &[&str], file: PathBuf) {
    let output = Command::new(find(judge)).args(arguments).arg(file).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{judge}: {said}");
}

#[test]
fn their_judges_find_nothing() {
    agrees("desktop-file-validate", &[], file("desktop"));
    agrees("appstreamcli", &["validate", "--no-net"], file("metainfo.xml"));
}

#[test]
fn they_name_each_other_and_commands_that_there_are() {
    let (service, desktop, metainfo) = (text("service"), text("desktop"), text("metainfo.xml"));
    assert_eq!(value(&service, "Name"), control::NAME);
    let unit = include_str!("../../systemd/aftercare.service");
    assert_eq!(value(&service, "SystemdService"), value(unit, "Alias"));
    assert_eq!(value(&desktop, "Icon"), control::NAME);
    assert!(text("svg").starts_with("<svg "));
    for name in [control::NAME.to_owned(), format!("{}.desktop", control::NAME)] {
        assert!(metainfo.contains(&format!(">{name}<")), "{name}");
    }
    let exec = value(&desktop, "Exec");
    let command = exec.strip_prefix("aftercare ").unwrap();
    let output = Home::new().command().args([command, "--help"]).output().unwrap();
    assert!(output.status.success(), "there is no {command}");
}
