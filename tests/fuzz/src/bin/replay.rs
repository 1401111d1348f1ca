//! Reads inputs again, without a fuzzer: `replay bytes|words FILE...`, `replay text FILE...`.
//!
//! It ends at the first finding; otherwise it says how many were accepted as plans, what the slowest one
//! took, and the most memory that the process ever held.

use std::{
    env, fs,
    time::{Duration, Instant},
};

use aftercare_fuzz::{attack, bytes, words::files};

fn main() -> std::io::Result<()> {
    let mut arguments = env::args().skip(1);
    let target = arguments.next().unwrap_or_default();
    let (mut count, mut accepted, mut slowest) = (0, 0, (Duration::ZERO, String::new()));
    for name in arguments {
        let input = fs::read(&name)?;
        let began = Instant::now();
        let is_plan = match target.as_str() {
            "bytes" => bytes(&input),
            "words" => attack(&files(&input)),
            _ => {
                println!("{}", files(&input).join("\n\n# ---- the next file\n\n"));
                false
            }
        };
        accepted += u32::from(is_plan);
        count += 1;
        slowest = slowest.max((began.elapsed(), name));
    }
    let status = fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("?").trim();
    eprintln!(
        "{count} inputs, {accepted} of them plans, slowest {:.1?} ({}), peak {peak}",
        slowest.0, slowest.1
    );
    Ok(())
}
