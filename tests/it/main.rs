//! The integration tests, one binary.

#![expect(clippy::expect_used, reason = "clippy takes the helpers of tests for ordinary code")]

mod oracle;
