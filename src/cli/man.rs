//! `man`: a page of the manual for each command, from the words of its help.

use std::{fs, io::Write, path::Path};

use clap::Command;
use clap_mangen::Man;
use roff::{Roff, roman};

use super::{EXIT_CODES, Failure, command, examples, write_text};

/// The page that tells of the plan language, which is written by hand.
const PLAN_PAGE: &str = "aftercare-plan(5)";

/// Prints the page of the program as a whole.
pub(super) fn print(out: &mut impl Write) -> Result<(), Failure> {
    write_text(&page(&built(), "")?, out)
}

/// Writes every page into a folder.
pub(super) fn write(folder: &Path, out: &mut impl Write) -> Result<(), Failure> {
    let unwritten = |error: std::io::Error| {
        Failure::Failed(format!("nothing can be written into {}: {error}", folder.display()))
    };
    fs::create_dir_all(folder).map_err(unwritten)?;
    let pages = pages(&built(), "")?;
    for (name, text) in &pages {
        fs::write(folder.join(name), text).map_err(unwritten)?;
    }
    write_text(&format!("Wrote {} pages into {}\n", pages.len(), folder.display()), out)
}

/// All commands with the names that their pages have.
fn built() -> Command {
    let mut command = command().disable_help_subcommand(true);
    command.build();
    command
}

/// The pages of a command and of what is below it, each with the name of its file.
fn pages(command: &Command, path: &str) -> Result<Vec<(String, String)>, Failure> {
    let name = Man::new(command.clone()).get_filename();
    let mut pages = vec![(name, page(command, path)?)];
    for below in command.get_subcommands().filter(|below| !below.is_hide_set()) {
        let path = format!("{path} {}", below.get_name());
        pages.extend(self::pages(below, path.trim_start())?);
    }
    Ok(pages)
}

fn page(command: &Command, path: &str) -> Result<String, Failure> {
    let man = Man::new(command.clone()).manual("aftercare");
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    literal("EXAMPLES", &examples::lines(path), &mut page)?;
    man.render_options_section(&mut page)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut page)?;
    }
    if path.is_empty() {
        literal("NOTES", EXIT_CODES, &mut page)?;
    }
    see_also(path, &mut page)?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}

/// A section whose lines stay as they are.
fn literal(heading: &str, text: &str, page: &mut Vec<u8>) -> Result<(), Failure> {
    let mut section = Roff::new();
    section.control("SH", [heading]).control("nf", []);
    for line in text.lines() {
        section.text([roman(line)]);
    }
    section.control("fi", []);
    Ok(section.to_writer(page)?)
}

fn see_also(path: &str, page: &mut Vec<u8>) -> Result<(), Failure> {
    let whole = if path.is_empty() { "" } else { "aftercare(1), " };
    let mut section = Roff::new();
    section.control("SH", ["SEE ALSO"]).text([roman(format!("{whole}{PLAN_PAGE}"))]);
    Ok(section.to_writer(page)?)
}
