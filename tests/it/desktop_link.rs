//! The link to the notification server, against real servers and against bad ones.

use std::fs;
use std::os::unix::net::UnixListener;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use aftercare::engine::notice::{Answer, Buttons, Handle, Notice, Stay, Ticket};
use aftercare::plan::model::Urgency;
use aftercare::world::desktop::{Closed, Desktop, DesktopEvent, Display, Environment, NotShown};
use futures_util::StreamExt as _;
use tokio::runtime::Runtime;
use tokio::sync::mpsc;
use tokio::time::timeout;

use crate::lab::{Fake, Kind, Lab, eventually, say};

/// Longer than anything takes that works.
const PATIENCE: Duration = Duration::from_mins(1);
/// A limit of calls for tests that wait for it.
const SHORT: Duration = Duration::from_millis(700);

/// A link under test, with its events.
struct Watch {
    runtime: Runtime,
    desktop: Desktop,
    events: mpsc::UnboundedReceiver<DesktopEvent>,
    /// Our name on each connection that was made.
    names: Arc<Mutex<Vec<String>>>,
}

impl Watch {
    fn at(lab: &Lab) -> Self {
        Self::with(environment(lab))
    }

    fn with(environment: Environment) -> Self {
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let (sender, events) = mpsc::unbounded_channel();
        let names = Arc::new(Mutex::new(Vec::new()));
        let noted = Arc::clone(&names);
        let welcome = move |connection: zbus::Connection| {
            let name = connection.unique_name().expect("a name").to_string();
            noted.lock().expect("no panic before").push(name);
            std::future::ready(())
        };
        let desktop = {
            let _inside = runtime.enter();
            Desktop::start(environment, sender, welcome)
        };
        Self { runtime, desktop, events, names }
    }

    #[track_caller]
    fn next(&mut self) -> DesktopEvent {
        let waiting = async { timeout(PATIENCE, self.events.recv()).await };
        self.runtime.block_on(waiting).expect("no event came").expect("the link ended")
    }

    /// The name of the server that comes up next.
    #[track_caller]
    fn up(&mut self) -> String {
        let event = self.next();
        let DesktopEvent::ServerUp { server, buttons: true } = event else {
            panic!("not up: {event:?}")
        };
        server
    }

    #[track_caller]
    fn show(&mut self, ticket: u64, notice: Notice) -> Handle {
        self.replace(ticket, notice, None)
    }

    #[track_caller]
    fn replace(&mut self, ticket: u64, notice: Notice, old: Option<&Handle>) -> Handle {
        self.desktop.show(Ticket(ticket), notice, old.cloned());
        let event = self.next();
        let DesktopEvent::Shown { ticket: Ticket(shown), handle } = event else {
            panic!("not shown: {event:?}")
        };
        assert_eq!(shown, ticket);
        handle
    }

    #[track_caller]
    fn expect(&mut self, event: &DesktopEvent) {
        assert_eq!(self.next(), *event);
    }

    /// Lets the link work for a while, in which nothing must happen.
    #[track_caller]
    fn stays_quiet_for(&mut self, time: Duration) {
        let waiting = async { timeout(time, self.events.recv()).await };
        let event = self.runtime.block_on(waiting);
        assert!(event.is_err(), "{event:?}");
    }

    /// Lets the link work until something is so, without an event that says it.
    #[track_caller]
    fn until(&self, so: impl Fn() -> bool) {
        let waiting = async {
            while !so() {
                tokio::task::yield_now().await;
            }
        };
        let waiting = async { timeout(PATIENCE, waiting).await };
        self.runtime.block_on(waiting).expect("waited in vain");
    }

    fn wait_for<F: Future>(&self, work: F) -> F::Output {
        self.runtime.block_on(work)
    }

    fn our_name(&self) -> String {
        self.names.lock().expect("no panic before").last().expect("a connection").clone()
    }
}

fn environment(lab: &Lab) -> Environment {
    Environment {
        bus: Some(lab.address()),
        display: Display::Present,
        call_limit: Environment::CALL_LIMIT,
    }
}

fn impatient(lab: &Lab) -> Environment {
    Environment { call_limit: SHORT, ..environment(lab) }
}

fn notice(summary: &str) -> Notice {
    Notice {
        summary: summary.to_owned(),
        body: "Pat dry & moisturise <now>".to_owned(),
        urgency: Urgency::Normal,
        stay: Stay::UntilAnswered,
        buttons: Some(Buttons {
            done: "Done".to_owned(),
            later: "Later".to_owned(),
            skip: "Skip".to_owned(),
        }),
    }
}

fn answered(handle: &Handle, answer: Answer) -> DesktopEvent {
    DesktopEvent::Answered { handle: handle.clone(), answer }
}

fn not_shown(ticket: u64, why: NotShown) -> DesktopEvent {
    DesktopEvent::NotShown { ticket: Ticket(ticket), why }
}

fn is_shown_and_answered(lab: &Lab) {
    let mut watch = Watch::at(lab);
    watch.up();
    for (ticket, key, answer) in
        [(1, "done", Answer::Done), (2, "later", Answer::Later), (3, "skip", Answer::Skip)]
    {
        let handle = watch.show(ticket, notice("Wash gently"));
        eventually("it is on the screen", || (lab.count() == 1).then_some(()));
        lab.invoke(handle.id, key);
        watch.expect(&answered(&handle, answer));
        // The link asks for the closing while the runtime runs; the next event comes after it.
        let next = watch.show(ticket + 10, notice("Next"));
        watch.desktop.withdraw(next);
        watch.desktop.show(Ticket(ticket + 20), notice("Last"), None);
        let DesktopEvent::Shown { handle: last, .. } = watch.next() else { panic!("not shown") };
        eventually("the answered and the withdrawn are gone", || (lab.count() == 1).then_some(()));
        lab.dismiss_all();
        watch.expect(&DesktopEvent::Closed { handle: last, why: Closed::ByPerson });
    }
}

#[test]
fn dunst_shows_it_and_tells_the_answer() {
    is_shown_and_answered(&Lab::dunst());
}

#[test]
fn mako_shows_it_and_tells_the_answer() {
    is_shown_and_answered(&Lab::mako());
}

/// Compares pictures, because a server may take a notification and draw nothing.
fn is_drawn(lab: &Lab) {
    let look = || {
        let file = lab.folder().join("screen.ppm");
        lab.screenshot(&file);
        fs::read(file).expect("a picture")
    };
    let empty = eventually("the screen is at rest", || {
        let seen = look();
        (seen == look()).then_some(seen)
    });
    let mut watch = Watch::at(lab);
    watch.up();
    watch.show(1, notice("Wash gently"));
    eventually("the picture changes", || (look() != empty).then_some(()));
}

#[test]
fn dunst_draws_it() {
    is_drawn(&Lab::dunst());
}

#[test]
fn mako_draws_it() {
    is_drawn(&Lab::mako());
}

fn burst(lab: &Lab, count: u64) {
    let mut watch = Watch::at(lab);
    watch.up();
    for ticket in 0..count {
        watch.desktop.show(Ticket(ticket), notice(&format!("Reminder {ticket}")), None);
    }
    let mut shown = Vec::new();
    for _ in 0..count {
        let DesktopEvent::Shown { handle, .. } = watch.next() else { panic!("not shown") };
        shown.push(handle);
    }
    lab.dismiss_all();
    let mut closed = Vec::new();
    for _ in 0..count {
        let DesktopEvent::Closed { handle, why: Closed::ByPerson } = watch.next() else {
            panic!("not dismissed")
        };
        closed.push(handle);
    }
    shown.sort();
    closed.sort();
    assert_eq!(shown, closed);
}

#[test]
fn of_three_hundred_dismissed_at_once_on_mako_none_is_missed() {
    burst(&Lab::mako(), 300);
}

#[test]
fn of_three_hundred_dismissed_on_dunst_none_is_missed() {
    burst(&Lab::dunst(), 300);
}

/// Whatever an old handle is used for, the new server's notification of that number stays.
fn restart_is_survived(mut lab: Lab) {
    let mut watch = Watch::at(&lab);
    let before = watch.up();
    let old = watch.show(1, notice("Before"));
    assert_eq!(old.server, before);
    lab.kill_server();
    watch.expect(&DesktopEvent::ServerDown);
    watch.desktop.show(Ticket(2), notice("Between"), None);
    watch.expect(&not_shown(2, NotShown::NoServer));
    lab.start_server();
    let after = watch.up();
    assert_ne!(before, after);
    let new = watch.show(3, notice("After"));
    assert_eq!((old.id, &new.server), (new.id, &after), "the numbers begin anew");
    watch.desktop.withdraw(old.clone());
    let other = watch.replace(4, notice("Another"), Some(&old));
    assert_ne!(other.id, new.id);
    assert_eq!(lab.count(), 2);
    lab.invoke(new.id, "done");
    watch.expect(&answered(&new, Answer::Done));
}

#[test]
fn a_restart_of_dunst_is_survived() {
    restart_is_survived(Lab::dunst());
}

#[test]
fn a_restart_of_mako_is_survived() {
    restart_is_survived(Lab::mako());
}

/// After a restart of our own process, what it showed is replaced and can be answered.
fn take_over(lab: &Lab) {
    let mut first = Watch::at(lab);
    let run = first.up();
    let old = first.show(1, notice("Wash"));
    drop(first);
    let mut second = Watch::at(lab);
    assert_eq!(second.up(), run);
    let new = second.replace(1, notice("Wash (shown before)"), Some(&old));
    assert_eq!(lab.count(), 1);
    lab.invoke(new.id, "later");
    second.expect(&answered(&new, Answer::Later));
}

#[test]
fn what_an_earlier_process_showed_on_dunst_is_taken_over() {
    take_over(&Lab::dunst());
}

#[test]
fn what_an_earlier_process_showed_on_mako_is_taken_over() {
    take_over(&Lab::mako());
}

#[test]
fn a_stranger_can_answer_nothing() {
    let lab = Lab::mako();
    let mut watch = Watch::at(&lab);
    watch.up();
    let handle = watch.show(1, notice("Wash"));
    let (ours, id) = (watch.our_name(), handle.id);
    watch.wait_for(async {
        let stranger = connect(&lab).await;
        let me = stranger.unique_name().expect("a name").to_string();
        for to in [None, Some(ours.as_str())] {
            say(&stranger, to, "ActionInvoked", &(id, "done")).await;
            say(&stranger, to, "NotificationClosed", &(id, 2_u32)).await;
            forge_owner(&stranger, to, &me).await;
            say(&stranger, to, "ActionInvoked", &(id, "skip")).await;
            forge_owner(&stranger, to, "").await;
        }
        round_trip(&stranger).await;
    });
    lab.invoke(id, "later");
    watch.expect(&answered(&handle, Answer::Later));
}

#[test]
fn a_former_server_can_answer_nothing() {
    let lab = Lab::bare();
    let mut watch = Watch::at(&lab);
    watch.expect(&DesktopEvent::ServerDown);
    let old = watch.wait_for(Fake::start(&lab, &["actions"]));
    watch.up();
    let before = watch.show(1, notice("Before"));
    watch.wait_for(old.abdicate());
    watch.expect(&DesktopEvent::ServerDown);
    let new = watch.wait_for(Fake::start(&lab, &["actions"]));
    watch.up();
    let after = watch.show(2, notice("After"));
    assert_eq!(before.id, after.id, "they count alike, so only the sender tells them apart");
    watch.wait_for(async {
        old.press(after.id, "done").await;
        old.gone(after.id, 2).await;
        round_trip(&connect(&lab).await).await;
    });
    watch.stays_quiet_for(Duration::from_millis(300));
    watch.wait_for(new.press(after.id, "later"));
    watch.expect(&answered(&after, Answer::Later));
}

/// A sandboxed program may send signals to everybody, and believe that it is the server.
#[test]
fn from_behind_a_filtering_proxy_nobody_can_answer_anything() {
    let lab = Lab::bare();
    let mut watch = Watch::at(&lab);
    watch.expect(&DesktopEvent::ServerDown);
    let fake = watch.wait_for(Fake::start(&lab, &["actions"]));
    watch.up();
    let handle = watch.show(1, notice("Wash"));
    let sandbox = lab.filtered_bus();
    let (ours, id) = (watch.our_name(), format!("uint32:{}", handle.id));
    let mut heard = watch.wait_for(all_answers(&lab));
    let path = "/org/freedesktop/Notifications";
    let name = "org.freedesktop.Notifications";
    let pressed = [&format!("{name}.ActionInvoked"), &id, "string:done"];
    // The proxy drops what a client sent that has left already: one that gets through is enough.
    eventually("the proxy lets a signal out", || {
        for to in [None, Some(ours.as_str())] {
            sandbox.say(to, path, &pressed);
            sandbox.say(to, path, &[&format!("{name}.NotificationClosed"), &id, "uint32:2"]);
            let bus = "org.freedesktop.DBus.NameOwnerChanged";
            let nobody = [bus, &format!("string:{name}"), "string::1.0", "string:"];
            sandbox.say(to, "/org/freedesktop/DBus", &nobody);
        }
        watch.wait_for(async { timeout(Duration::from_millis(200), heard.next()).await }).ok()
    });
    watch.stays_quiet_for(Duration::from_millis(300));
    watch.wait_for(fake.press(handle.id, "later"));
    watch.expect(&answered(&handle, Answer::Later));
}

/// What anybody on the bus hears of buttons.
async fn all_answers(lab: &Lab) -> zbus::MessageStream {
    let rule = zbus::MatchRule::builder()
        .msg_type(zbus::message::Type::Signal)
        .member("ActionInvoked")
        .build()
        .expect("a rule");
    let stream = zbus::MessageStream::for_match_rule(rule, &connect(lab).await, None).await;
    stream.expect("a stream")
}

/// The bus has handled all that came before when it answers this.
async fn round_trip(connection: &zbus::Connection) {
    let bus = zbus::fdo::DBusProxy::new(connection).await.expect("the bus");
    bus.get_id().await.expect("its answer");
}

#[test]
fn a_number_that_is_given_twice_is_the_newer_one_and_the_highest_is_like_any() {
    let lab = Lab::bare();
    let mut watch = Watch::at(&lab);
    watch.expect(&DesktopEvent::ServerDown);
    let fake = watch.wait_for(Fake::start(&lab, &["actions"]));
    watch.up();
    let older = watch.show(1, notice("a twin"));
    watch.desktop.show(Ticket(2), notice("its twin"), None);
    watch.expect(&DesktopEvent::Closed { handle: older, why: Closed::Unexplained });
    let DesktopEvent::Shown { ticket: Ticket(2), handle: newer } = watch.next() else {
        panic!("not shown")
    };
    let last = watch.show(3, notice("the last number"));
    assert_eq!((newer.id, last.id), (7, u32::MAX));
    watch.wait_for(async {
        fake.press(newer.id, "done").await;
        fake.press(last.id, "skip").await;
    });
    watch.expect(&answered(&newer, Answer::Done));
    watch.expect(&answered(&last, Answer::Skip));
    watch.stays_quiet_for(Duration::from_millis(300));
}

#[test]
fn a_server_with_megabytes_of_skills_is_a_plain_one() {
    let lab = Lab::bare();
    let mut watch = Watch::at(&lab);
    watch.expect(&DesktopEvent::ServerDown);
    let skills = vec!["actions-and-much-more"; 200_000];
    let many: Vec<&str> = ["actions"].into_iter().chain(skills).collect();
    let _fake = watch.wait_for(Fake::start(&lab, &many));
    let DesktopEvent::ServerUp { buttons: false, .. } = watch.next() else { panic!("not up") };
    watch.show(1, notice("Wash"));
}

async fn connect(lab: &Lab) -> zbus::Connection {
    zbus::connection::Builder::address(lab.address().as_str()).build().await.expect("a connection")
}

/// Says, in the place of the bus, that the server's name has a new owner.
async fn forge_owner(from: &zbus::Connection, to: Option<&str>, owner: &str) {
    let bus = "org.freedesktop.DBus";
    let body = ("org.freedesktop.Notifications", ":1.0", owner);
    from.emit_signal(to, "/org/freedesktop/DBus", bus, "NameOwnerChanged", &body)
        .await
        .expect("send a signal");
}

#[test]
fn a_server_that_comes_late_is_found() {
    let mut lab = Lab::new(Kind::Mako);
    let mut watch = Watch::at(&lab);
    watch.expect(&DesktopEvent::ServerDown);
    watch.desktop.show(Ticket(1), notice("Too early"), None);
    watch.expect(&not_shown(1, NotShown::NoServer));
    lab.start_server();
    watch.up();
    watch.show(2, notice("In time"));
}

#[test]
fn a_call_that_hangs_holds_up_no_other() {
    let lab = Lab::bare();
    let mut watch = Watch::with(impatient(&lab));
    watch.expect(&DesktopEvent::ServerDown);
    let _fake = watch.wait_for(Fake::start(&lab, &["actions"]));
    watch.up();
    watch.desktop.show(Ticket(1), notice("I hang"), None);
    watch.show(2, notice("I do not"));
    watch.expect(&not_shown(1, NotShown::NoAnswer));
}

#[test]
fn a_server_that_hangs_altogether_is_bounded_and_used_again() {
    let lab = Lab::mako();
    let mut watch = Watch::with(impatient(&lab));
    watch.up();
    lab.freeze_server();
    for ticket in 0..40 {
        watch.desktop.show(Ticket(ticket), notice("Into the void"), None);
    }
    for _ in 0..40 {
        let event = watch.next();
        let silent = matches!(event, DesktopEvent::NotShown { why: NotShown::NoAnswer, .. });
        assert!(silent, "{event:?}");
    }
    lab.thaw_server();
    watch.show(100, notice("Awake"));
}

#[test]
fn a_server_that_hangs_does_not_hold_up_the_next() {
    let lab = Lab::bare();
    let mut watch = Watch::at(&lab);
    watch.expect(&DesktopEvent::ServerDown);
    let old = watch.wait_for(Fake::start(&lab, &["actions"]));
    watch.up();
    for ticket in 0..20 {
        watch.desktop.show(Ticket(ticket), notice("I hang"), None);
    }
    watch.until(|| old.asked().len() == 16);
    watch.wait_for(old.abdicate());
    watch.expect(&DesktopEvent::ServerDown);
    for ticket in 0..20 {
        watch.expect(&not_shown(ticket, NotShown::NoServer));
    }
    let _new = watch.wait_for(Fake::start(&lab, &["actions"]));
    watch.up();
    watch.show(100, notice("I do not"));
}

#[test]
fn a_server_that_hangs_at_first_is_down_until_it_answers() {
    let lab = Lab::mako();
    lab.freeze_server();
    let mut watch = Watch::with(impatient(&lab));
    watch.expect(&DesktopEvent::ServerDown);
    lab.thaw_server();
    watch.up();
}

#[test]
fn what_is_sent_is_what_the_specification_says() {
    let lab = Lab::bare();
    let mut watch = Watch::at(&lab);
    watch.expect(&DesktopEvent::ServerDown);
    let fake = watch.wait_for(Fake::start(&lab, &["actions", "body-markup"]));
    watch.up();
    watch.show(1, notice("Wash\n gently\u{0}"));
    let asked = fake.asked().remove(0);
    assert_eq!(asked.app, "Aftercare");
    assert_eq!((asked.replaces, asked.timeout), (0, 0));
    assert_eq!(asked.icon, "appointment-soon");
    assert_eq!(asked.summary, "Wash gently");
    assert_eq!(asked.body, "Pat dry &amp; moisturise &lt;now&gt;");
    assert_eq!(asked.actions, ["done", "Done", "later", "Later", "skip", "Skip"]);
    let hints: Vec<String> =
        asked.hints.iter().map(|(name, value)| format!("{name} {value}")).collect();
    assert_eq!(
        hints,
        [
            r#"category Str("x-aftercare.reminder")"#,
            r#"desktop-entry Str("io.github.aftercare.Aftercare")"#,
            "urgency U8(1)",
        ]
    );
}

#[test]
fn a_plain_server_gets_plain_text_and_no_buttons() {
    let lab = Lab::bare();
    let mut watch = Watch::at(&lab);
    watch.expect(&DesktopEvent::ServerDown);
    let fake = watch.wait_for(Fake::start(&lab, &["body"]));
    let DesktopEvent::ServerUp { buttons: false, .. } = watch.next() else { panic!("not up") };
    watch.show(1, Notice { stay: Stay::AsTheDesktopLikes, ..notice("Wash") });
    let asked = fake.asked().remove(0);
    assert_eq!(asked.body, "Pat dry & moisturise <now>");
    assert_eq!((asked.actions.len(), asked.timeout), (0, -1));
}

#[test]
fn a_refusal_and_a_missing_number_are_told() {
    let lab = Lab::bare();
    let mut watch = Watch::at(&lab);
    watch.expect(&DesktopEvent::ServerDown);
    let fake = watch.wait_for(Fake::start(&lab, &["actions"]));
    watch.up();
    watch.desktop.show(Ticket(1), notice("refuse me"), None);
    watch.expect(&not_shown(1, NotShown::Refused("too many".to_owned())));
    let nameless = watch.show(2, notice("nameless"));
    assert_eq!(nameless.id, 0);
    watch.desktop.withdraw(nameless);
    let named = watch.show(3, notice("Wash"));
    watch.wait_for(async {
        fake.press(0, "done").await;
        fake.gone(named.id, 1).await;
        fake.press(named.id, "done").await;
    });
    watch.expect(&DesktopEvent::Closed { handle: named.clone(), why: Closed::Expired });
    watch.expect(&answered(&named, Answer::Done));
    watch.show(4, notice("Next"));
    assert_eq!(fake.closed(), [named.id], "the nameless one cannot be closed");
    watch.wait_for(fake.leave());
    watch.expect(&DesktopEvent::ServerDown);
}

#[test]
fn the_loss_of_the_bus_is_told_once_and_survived() {
    let mut lab = Lab::bare();
    let mut watch = Watch::at(&lab);
    watch.expect(&DesktopEvent::ServerDown);
    let first = watch.wait_for(Fake::start(&lab, &["actions"]));
    let before = watch.up();
    watch.desktop.show(Ticket(1), notice("hang while the bus dies"), None);
    watch.until(|| first.asked().len() == 1);
    lab.kill_bus();
    watch.expect(&not_shown(1, NotShown::NoServer));
    let DesktopEvent::NoBus { .. } = watch.next() else { panic!("the loss is not told") };
    watch.desktop.show(Ticket(2), notice("Nobody hears"), None);
    watch.expect(&not_shown(2, NotShown::NoServer));
    lab.start_bus();
    watch.expect(&DesktopEvent::ServerDown);
    let _second = watch.wait_for(Fake::start(&lab, &["actions"]));
    assert_ne!(watch.up(), before);
    watch.show(3, notice("Again"));
    assert_eq!(watch.names.lock().expect("no panic before").len(), 2, "welcomed each time");
}

#[test]
fn a_bus_that_comes_late_is_found() {
    let mut lab = Lab::bare();
    lab.kill_bus();
    let mut watch = Watch::at(&lab);
    let DesktopEvent::NoBus { .. } = watch.next() else { panic!("the lack is not told") };
    // Long enough to try again, and to fail again without a word.
    watch.stays_quiet_for(Duration::from_millis(1500));
    lab.start_bus();
    watch.expect(&DesktopEvent::ServerDown);
}

#[test]
fn a_bus_that_hangs_is_no_bus() {
    let lab = Lab::bare();
    let socket = lab.folder().join("mute");
    let _mute = UnixListener::bind(&socket).expect("a socket");
    let mut environment = impatient(&lab);
    environment.bus = Some(format!("unix:path={}", socket.display()));
    let mut watch = Watch::with(environment);
    let why = "the session bus does not answer".to_owned();
    watch.expect(&DesktopEvent::NoBus { why });
}

#[test]
fn without_an_address_no_bus_is_looked_for() {
    let lab = Lab::bare();
    let mut watch = Watch::with(Environment { bus: None, ..environment(&lab) });
    let DesktopEvent::NoBus { .. } = watch.next() else { panic!("the lack is not told") };
    watch.desktop.show(Ticket(1), notice("Nobody hears"), None);
    watch.expect(&not_shown(1, NotShown::NoServer));
}

#[test]
fn a_server_is_started_only_when_summoned_and_only_for_a_display() {
    let lab = Lab::bare();
    let marks = lab.folder().join("marks");
    lab.offer_to_start(&format!("echo started >>{}", marks.display()));
    let mut blind = Watch::with(Environment { display: Display::Absent, ..environment(&lab) });
    blind.expect(&DesktopEvent::ServerDown);
    blind.desktop.summon();
    blind.stays_quiet_for(Duration::from_millis(500));
    let mut seeing = Watch::at(&lab);
    seeing.expect(&DesktopEvent::ServerDown);
    seeing.desktop.show(Ticket(1), notice("Nobody sees"), None);
    seeing.expect(&not_shown(1, NotShown::NoServer));
    seeing.stays_quiet_for(Duration::from_millis(500));
    assert!(!marks.exists(), "nothing asked for a server with a display yet");
    seeing.desktop.summon();
    seeing.stays_quiet_for(Duration::from_millis(500));
    eventually("the server was started", || marks.exists().then_some(()));
    let started = fs::read_to_string(&marks).expect("marks").lines().count();
    assert_eq!(started, 1);
}

#[test]
fn an_idle_link_does_not_wake_up() {
    let lab = Lab::mako();
    let mut watch = Watch::at(&lab);
    watch.up();
    watch.show(1, notice("Wash"));
    let before = switches();
    watch.stays_quiet_for(Duration::from_secs(2));
    let woken = switches() - before;
    assert!(woken <= 3, "woken {woken} times in two seconds");
}

/// How often this thread went to sleep, which the link's runtime does on it.
fn switches() -> u64 {
    let status = fs::read_to_string("/proc/thread-self/status").expect("the status of a thread");
    let line = status.lines().find(|line| line.starts_with("voluntary_ctxt_switches"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok()).expect("a number")
}
