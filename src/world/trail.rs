//! Where a file is looked for: every folder and every link on the way to it.
//!
//! A plan is seldom replaced where its name says. Tools that manage a home make it a link, or its
//! folder, or one of a chain of links, and swap whichever they like; a folder on the way may not be
//! there yet. So the way is walked as the kernel walks it, name by name.

use std::{
    collections::{BTreeMap, BTreeSet},
    ffi::{OsStr, OsString},
    fs,
    path::{Component, Path, PathBuf},
};

/// How many links are followed to one file; the kernel follows as many.
const MOST_LINKS: usize = 40;

/// Every folder that was passed, with the names in it that decide where the way leads: links, what
/// is missing, and the file itself.
pub(super) type Trail = BTreeMap<PathBuf, BTreeSet<OsString>>;

/// The ways to all these files, which have absolute paths.
pub(super) fn trail<'a>(files: impl IntoIterator<Item = &'a Path>) -> Trail {
    let mut trail = Trail::new();
    for file in files {
        walk(file, &mut trail);
    }
    trail
}

fn walk(file: &Path, trail: &mut Trail) {
    let mut here = PathBuf::from("/");
    let mut ahead = steps(file);
    let mut links = 0;
    while let Some(step) = ahead.pop() {
        let names = trail.entry(here.clone()).or_default();
        match step {
            Step::Root => here = PathBuf::from("/"),
            Step::Up => drop(here.pop()),
            Step::Into(name) => match look(&here.join(&name)) {
                There::Folder => here.push(name),
                There::Link(target) if links < MOST_LINKS => {
                    links += 1;
                    names.insert(name);
                    ahead.extend(steps(&target));
                }
                There::Link(_) | There::End => {
                    names.insert(name);
                    return;
                }
            },
        }
    }
    // It is a folder, where a file should be.
    trail.entry(here).or_default();
}

/// A step on the way.
enum Step {
    Root,
    Up,
    Into(OsString),
}

/// The next step is the last of them.
fn steps(path: &Path) -> Vec<Step> {
    let step = |component: Component<'_>| match component {
        Component::RootDir => Some(Step::Root),
        Component::ParentDir => Some(Step::Up),
        Component::Normal(name) => Some(Step::Into(OsStr::to_owned(name))),
        Component::CurDir | Component::Prefix(_) => None,
    };
    path.components().rev().filter_map(step).collect()
}

/// What is under a name.
enum There {
    Folder,
    Link(PathBuf),
    /// The file, or nothing that leads anywhere.
    End,
}

fn look(path: &Path) -> There {
    let Ok(metadata) = fs::symlink_metadata(path) else { return There::End };
    if metadata.is_dir() {
        return There::Folder;
    }
    fs::read_link(path).map_or(There::End, There::Link)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    /// The names that decide, each as a path from a folder that has no link in its own path.
    fn decided(folder: &Path, file: &str) -> Vec<String> {
        let trail = trail([folder.join(file).as_path()]);
        let paths = trail.iter().flat_map(|(at, names)| names.iter().map(|name| at.join(name)));
        let within = paths.map(|path| path.strip_prefix(folder).unwrap().display().to_string());
        within.collect()
    }

    fn folder() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let real = folder.path().canonicalize().unwrap();
        (folder, real)
    }

    #[test]
    fn of_a_plain_file_its_own_name_decides_and_every_folder_above_is_passed() {
        let (_keep, at) = folder();
        fs::create_dir(at.join("config")).unwrap();
        fs::write(at.join("config/plan.toml"), "").unwrap();
        assert_eq!(decided(&at, "config/plan.toml"), ["config/plan.toml"]);
        let trail = trail([at.join("config/plan.toml").as_path()]);
        let above = at.join("config");
        assert!(above.ancestors().all(|folder| trail.contains_key(folder)), "{trail:?}");
    }

    #[test]
    fn every_link_of_a_chain_decides_and_what_it_leads_to() {
        let (_keep, at) = folder();
        for name in ["config", "store", "store/old", "hop"] {
            fs::create_dir(at.join(name)).unwrap();
        }
        fs::write(at.join("store/old/plan.toml"), "").unwrap();
        symlink("../hop/next/plan.toml", at.join("config/plan.toml")).unwrap();
        symlink(at.join("store/old"), at.join("hop/next")).unwrap();
        assert_eq!(
            decided(&at, "config/plan.toml"),
            ["config/plan.toml", "hop/next", "store/old/plan.toml"]
        );
    }

    #[test]
    fn what_is_missing_first_decides() {
        let (_keep, at) = folder();
        assert_eq!(decided(&at, "config/clinic/a.toml"), ["config"]);
        fs::create_dir(at.join("config")).unwrap();
        assert_eq!(decided(&at, "config/clinic/a.toml"), ["config/clinic"]);
    }

    #[test]
    fn links_in_a_circle_have_an_end() {
        let (_keep, at) = folder();
        symlink("b", at.join("a")).unwrap();
        symlink("a", at.join("b")).unwrap();
        assert_eq!(decided(&at, "a"), ["a", "b"]);
    }

    #[test]
    fn up_leads_out_of_the_folder_that_a_link_leads_into() {
        let (_keep, at) = folder();
        for name in ["far", "far/in"] {
            fs::create_dir(at.join(name)).unwrap();
        }
        symlink("far/in", at.join("link")).unwrap();
        assert_eq!(decided(&at, "link/../plan.toml"), ["link", "far/plan.toml"]);
    }
}
