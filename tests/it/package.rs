//! What a package holds, laid out by `systemd/package` as below the root of a system.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use tempfile::TempDir;

use crate::lab::find;

/// A file system with nothing in it but the package.
fn tree() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("systemd/package");
    let mut command = Command::new(script);
    command.args(["--tree", env!("CARGO_BIN_EXE_aftercare")]).arg(folder.path());
    succeeds(&mut command);
    folder
}

#[track_caller]
fn succeeds(command: &mut Command) -> Output {
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {said}");
    output
}

fn names(folder: PathBuf) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn it_holds_all_that_belongs_to_the_program() {
    let tree = tree();
    let at = |path: &str| tree.path().join(path);
    let mut expected = names_of_pages();
    expected.sort();
    assert_eq!(names(at("usr/share/man/man1")), expected);
    let id = aftercare::world::control::NAME;
    for file in [
        "man/man5/aftercare-plan.5".to_owned(),
        "bash-completion/completions/aftercare".to_owned(),
        "zsh/vendor-completions/_aftercare".to_owned(),
        "fish/vendor_completions.d/aftercare.fish".to_owned(),
        format!("dbus-1/services/{id}.service"),
        format!("dbus-1/interfaces/{id}1.xml"),
        format!("applications/{id}.desktop"),
        format!("icons/hicolor/scalable/apps/{id}.svg"),
        format!("metainfo/{id}.metainfo.xml"),
        "doc/aftercare/README.md".to_owned(),
        "doc/aftercare/examples/plan.toml".to_owned(),
        "doc/aftercare/examples/hardening.conf".to_owned(),
    ] {
        assert!(at("usr/share").join(&file).is_file(), "{file} is missing");
    }
    let unit = fs::read_to_string(at("usr/lib/systemd/user/aftercare.service")).unwrap();
    let start: Vec<_> = unit.lines().filter(|line| line.starts_with("ExecStart=")).collect();
    assert_eq!(start, ["ExecStart=/usr/bin/aftercare run"]);
}

fn names_of_pages() -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_aftercare"));
    succeeds(command.arg("man").arg(folder.path()).env("HOME", folder.path()));
    names(folder.path().to_owned())
}

#[test]
fn the_manual_is_found_in_it_and_read() {
    let tree = tree();
    for (section, page, word) in [
        ("1", "aftercare", "SYNOPSIS"),
        ("1", "aftercare-watch", "full screen"),
        ("1", "aftercare-session-add", "SYNOPSIS"),
        ("5", "aftercare-plan", "the language of recovery plans"),
    ] {
        let pages = tree.path().join("usr/share/man");
        let mut man = Command::new(find("man"));
        man.arg("-M").arg(pages).args([section, page]).env("MANWIDTH", "80").env("LC_ALL", "C");
        let text = String::from_utf8_lossy(&succeeds(&mut man).stdout).into_owned();
        assert!(text.contains(word), "{page}: {text}");
    }
}

#[test]
fn each_shell_completes_from_where_the_package_puts_its_script() {
    let tree = tree();
    let share = tree.path().join("usr/share").display().to_string();
    let bash = format!(
        "source {share}/bash-completion/completions/aftercare\n\
         COMP_WORDS=(aftercare mut); COMP_CWORD=1; COMP_TYPE=9\n\
         _clap_complete_aftercare aftercare mut ''; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    );
    // It is read only when something is to be completed, and has to do so at once.
    let zsh = format!(
        "fpath=({share}/zsh/vendor-completions $fpath); autoload -Uz _aftercare\n\
         compdef() {{ }}; _describe() {{ print -l -- ${{(P)@[-1]}} }}\n\
         words=(aftercare mut); CURRENT=2; _aftercare"
    );
    let fish = format!(
        "source {share}/fish/vendor_completions.d/aftercare.fish; complete -C 'aftercare mut'"
    );
    for (shell, arguments, line) in [
        ("bash", &["--norc", "-c"][..], bash),
        ("zsh", &["-f", "-c"], zsh),
        ("fish", &["-N", "-c"], fish),
    ] {
        let mut command = Command::new("timeout");
        command.args(["30", shell]).args(arguments).arg(&line).env_clear();
        let path = format!("{}:/usr/bin:/bin", tree.path().join("usr/bin").display());
        command.env("PATH", path).env("HOME", tree.path());
        let text = String::from_utf8_lossy(&succeeds(&mut command).stdout).into_owned();
        assert!(text.trim_start().starts_with("mute"), "{shell}: {text}");
    }
}

/// cargo-deb takes the tree as it is, so it must not look for anything that is not there.
#[test]
fn the_debian_package_takes_what_is_laid_out() {
    let tree = tree();
    let manifest =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let (_, assets) = manifest.split_once("\nassets = [\n").unwrap();
    let (assets, _) = assets.split_once("\n]\n").unwrap();
    for asset in assets.lines() {
        let from = asset.split('"').nth(1).unwrap();
        let from = from.strip_prefix("target/package/tree/").unwrap();
        assert!(tree.path().join(from.trim_end_matches("/**/*")).exists(), "{from}");
    }
    assert_eq!(names(tree.path().to_owned()), ["usr"]);
    assert_eq!(names(tree.path().join("usr")), ["bin", "lib", "share"]);
}
