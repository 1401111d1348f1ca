//! All that may fail or wait.
