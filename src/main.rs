//! Arguments and environment in, exit code out.

use std::{
    env,
    io::{stderr, stdout},
    process::ExitCode,
};

use rustix::{fs::Mode, process::umask};

fn main() -> ExitCode {
    // Whatever is created from here on belongs to this user alone.
    umask(Mode::RWXG | Mode::RWXO);
    let variables = env::vars_os().collect();
    aftercare::cli::run(env::args_os(), variables, &mut stdout().lock(), &mut stderr().lock())
}
