//! How it stands, for the status bars of the session: the properties of the control interface, and
//! the signal for each change.
//!
//! Every program of the session can read it, and some keep what they hear. So there is no more of
//! the plan in it than a notification would show, and of a mistake only its line.

use std::{borrow::Cow, collections::HashMap, pin::pin};

use tokio::sync::watch;
use zbus::{Connection, Variant, fdo::Properties, object_server::SignalEmitter};

use super::control::{INTERFACE, PATH};
use crate::engine::{Outlook, Upcoming, record::Scope};

/// The values of the properties. D-Bus has no absent value: what there is not is 0 or empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// The moment in seconds since 1970, the reminder's id, and what may be seen of its text.
    pub(super) next: (i64, String, String),
    /// The ids of the reminders that wait for an answer or for the screen.
    pub(super) open: Vec<String>,
    /// The day, alone in a list, because 0 is a day, too.
    pub(super) recovery_day: Vec<i32>,
    /// Whether everything is paused.
    pub(super) paused: bool,
    /// When the pause ends; 0 when there is none, or no end is known.
    pub(super) paused_until: i64,
    /// Each muted reminder, with its end or 0.
    pub(super) muted: Vec<(String, i64)>,
    /// The place of a mistake in the plan file.
    pub(super) plan_problem: String,
}

impl Standing {
    /// What may be told of an outlook.
    pub fn of(outlook: &Outlook) -> Self {
        let end = |until: &Option<_>| until.as_ref().map_or(0, chrono::DateTime::timestamp);
        let mut pauses = outlook.held.iter().filter(|(scope, _)| *scope == Scope::Everything);
        let pause = pauses.next();
        let muted = outlook.held.iter().filter_map(|(scope, until)| match scope {
            Scope::Everything => None,
            Scope::Reminder(reminder) => Some((reminder.clone(), end(until))),
        });
        let problem = outlook.plan_problem.as_ref();
        Self {
            next: outlook.next.as_ref().map(next).unwrap_or_default(),
            open: outlook.open.clone(),
            recovery_day: outlook.day.into_iter().collect(),
            paused: pause.is_some(),
            paused_until: pause.map_or(0, |(_, until)| end(until)),
            muted: muted.collect(),
            plan_problem: problem.map(|mistake| mistake.place.clone()).unwrap_or_default(),
        }
    }

    /// The values by the names of their properties.
    fn values(&self) -> [(&'static str, Variant<'_>); 7] {
        [
            ("Next", self.next.clone().into()),
            ("Open", (&self.open).into()),
            ("RecoveryDay", (&self.recovery_day).into()),
            ("Paused", self.paused.into()),
            ("PausedUntil", self.paused_until.into()),
            ("Muted", self.muted.clone().into()),
            ("PlanProblem", self.plan_problem.as_str().into()),
        ]
    }

    /// Those that are not as they were.
    fn changes(&self, before: &Self) -> HashMap<&'static str, Variant<'_>> {
        let pairs = self.values().into_iter().zip(before.values());
        pairs.filter(|(now, before)| now != before).map(|(now, _)| now).collect()
    }
}

fn next(Upcoming { reminder, due, text }: &Upcoming) -> (i64, String, String) {
    (due.timestamp(), reminder.clone(), text.clone())
}

/// Tells the other side of a connection what changes.
#[derive(Debug)]
pub(super) struct Announcer {
    standing: watch::Receiver<Standing>,
    told: Standing,
}

impl Announcer {
    /// Made before anybody can ask on that connection, so that no change falls in between.
    pub(super) fn new(mut standing: watch::Receiver<Standing>) -> Self {
        let told = standing.borrow_and_update().clone();
        Self { standing, told }
    }

    /// Sends a signal for each change, until the connection or the daemon ends.
    pub(super) async fn run(mut self, connection: Connection) {
        let mut closed = pin!(connection.closed());
        loop {
            tokio::select! {
                () = &mut closed => return,
                changed = self.standing.changed() => if changed.is_err() { return },
            }
            if self.tell(&connection).await.is_err() {
                return;
            }
        }
    }

    async fn tell(&mut self, connection: &Connection) -> zbus::Result<()> {
        let now = self.standing.borrow_and_update().clone();
        let changes = now.changes(&self.told);
        // What has changed and changed back meanwhile is no news.
        if !changes.is_empty() {
            let emitter = SignalEmitter::new(connection, PATH)?;
            let interface = INTERFACE.try_into()?;
            Properties::properties_changed(&emitter, interface, changes, Cow::default()).await?;
        }
        self.told = now;
        Ok(())
    }
}
