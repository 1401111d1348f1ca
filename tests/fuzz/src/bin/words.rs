//! Reads plans that are made of the words of the language, as the fuzzer chooses them.

use aftercare_fuzz::{attack, words::files};

fn main() {
    afl::fuzz!(|input: &[u8]| {
        attack(&files(input));
    });
}
