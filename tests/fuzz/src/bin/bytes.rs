//! Reads whatever bytes the fuzzer makes up as the files of a plan.

fn main() {
    afl::fuzz!(|input: &[u8]| {
        aftercare_fuzz::bytes(input);
    });
}
