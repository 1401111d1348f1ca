//! The time, and the alarm that wakes the daemon at a moment of the wall clock.
//!
//! One `timerfd` on `CLOCK_REALTIME` does it all. It goes on while the machine sleeps and fires
//! when it wakes, and `CANCEL_ON_SET` makes it report a clock that was set. tokio's own timers do
//! neither. A thread blocks in `read`, which needs no unsafe code and, while nothing is due, no
//! processor time.

use std::{io, os::fd::OwnedFd, sync::Arc, thread, time::Duration};

use chrono::TimeDelta;
use rustix::{
    io::Errno,
    time::{
        ClockId, Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, Timespec,
        clock_gettime, timerfd_create, timerfd_settime,
    },
};
use tokio::sync::mpsc;

use crate::schedule::zone::Moment;

/// The moment on the wall clock.
pub fn now() -> Moment {
    let Timespec { tv_sec, tv_nsec } = clock_gettime(ClockId::Realtime);
    let nanoseconds = u32::try_from(tv_nsec).unwrap_or(0);
    Moment::from_timestamp(tv_sec, nanoseconds).unwrap_or(Moment::UNIX_EPOCH)
}

/// How long ago the machine was started, sleep included. Nobody can set this clock.
pub fn since_boot() -> Duration {
    let Timespec { tv_sec, tv_nsec } = clock_gettime(ClockId::Boottime);
    Duration::new(u64::try_from(tv_sec).unwrap_or(0), u32::try_from(tv_nsec).unwrap_or(0))
}

/// An alarm on the wall clock.
#[derive(Debug)]
pub struct Alarm {
    timer: Arc<OwnedFd>,
    heard: mpsc::Receiver<()>,
    ring: mpsc::Sender<()>,
}

impl Alarm {
    /// An alarm that is not set yet.
    pub fn new() -> io::Result<Self> {
        let timer = timerfd_create(TimerfdClockId::Realtime, TimerfdFlags::CLOEXEC)?;
        let timer = Arc::new(timer);
        // One place is enough: two rings that nobody has heard yet are one.
        let (ring, heard) = mpsc::channel(1);
        let (waiting, bell) = (Arc::clone(&timer), ring.clone());
        thread::Builder::new().name("alarm".to_owned()).spawn(move || wait(&waiting, &bell))?;
        Ok(Self { timer, heard, ring })
    }

    /// Rings at this moment, or at once if it has passed; and whenever the clock is set.
    pub fn set(&self, moment: Option<Moment>) {
        let flags = TimerfdTimerFlags::ABSTIME | TimerfdTimerFlags::CANCEL_ON_SET;
        let value = moment.unwrap_or(Moment::MAX_UTC).max(Moment::UNIX_EPOCH + TICK);
        let once =
            Itimerspec { it_interval: timespec(Moment::UNIX_EPOCH), it_value: timespec(value) };
        if timerfd_settime(&*self.timer, flags, &once).is_err() {
            // ECANCELED: the clock was set since the last look, and the alarm is set all the same.
            self.ring.try_send(()).ok();
        }
    }

    /// Returns when it has rung.
    pub async fn rung(&mut self) {
        self.heard.recv().await;
    }
}

/// The smallest moment that a timer takes for one: zero would switch it off.
const TICK: TimeDelta = TimeDelta::nanoseconds(1);

fn wait(timer: &OwnedFd, ring: &mpsc::Sender<()>) {
    let mut expirations = [0; 8];
    loop {
        match rustix::io::read(timer, &mut expirations) {
            Ok(_) | Err(Errno::CANCELED) => {}
            Err(Errno::INTR) => continue,
            Err(_) => return,
        }
        match ring.try_send(()) {
            Ok(()) | Err(mpsc::error::TrySendError::Full(())) => {}
            Err(mpsc::error::TrySendError::Closed(())) => return,
        }
    }
}

fn timespec(moment: Moment) -> Timespec {
    Timespec {
        tv_sec: moment.timestamp(),
        tv_nsec: i64::from(moment.timestamp_subsec_nanos().min(999_999_999)),
    }
}
