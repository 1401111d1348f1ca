//! What the service manager is told. Without one, all of this does nothing.

use std::time::Duration;

use sd_notify::NotifyState;

/// The daemon is ready.
pub fn ready() {
    tell(&[NotifyState::Ready]);
}

/// One line for `systemctl status`. It never holds a plan's text.
pub fn status(line: &str) {
    tell(&[NotifyState::Status(line)]);
}

/// The plan is being read again; [`ready`] follows.
pub fn reloading() {
    // The moment makes it valid for `Type=notify-reload`, too.
    match NotifyState::monotonic_usec_now() {
        Ok(moment) => tell(&[NotifyState::Reloading, moment]),
        Err(_) => tell(&[NotifyState::Reloading]),
    }
}

/// The daemon is stopping.
pub fn stopping() {
    tell(&[NotifyState::Stopping]);
}

/// The daemon's loop is alive.
pub fn alive() {
    tell(&[NotifyState::Watchdog]);
}

/// How often the manager wants to hear that the loop is alive; `None` when it does not ask.
pub fn watchdog_interval() -> Option<Duration> {
    sd_notify::watchdog_enabled().map(|limit| limit / 2)
}

/// A manager that does not listen is not a reason to stop reminding.
fn tell(state: &[NotifyState<'_>]) {
    sd_notify::notify(state).ok();
}
