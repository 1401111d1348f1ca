//! Real notification servers on a bus, a screen and folders of their own.
//!
//! A [`Lab`] starts what it needs and ends it when dropped. Labs share nothing, so that tests may
//! run side by side. Every program that is missing fails the test with the name of its package
//! (`tests/packages.txt`); nothing is skipped.

use std::collections::BTreeMap;
use std::fs::{self, File, Permissions};
use std::io::Read as _;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process_group};
use tempfile::TempDir;

use crate::coverage::measured;

/// Between two looks at a condition.
const LOOK: Duration = Duration::from_millis(20);
/// How often a condition is looked at: half a minute in all, for slow machines.
const LOOKS: u32 = 1500;
/// How many looks a program has to end by itself.
const PATIENCE: u32 = 100;

/// The programs of a lab, and the Debian package of each.
const PROGRAMS: [(&str, &str); 25] = [
    ("Xvfb", "xvfb"),
    ("appstreamcli", "appstream"),
    ("busctl", "systemd"),
    ("dbus-daemon", "dbus-daemon"),
    ("dbus-send", "dbus-bin"),
    ("desktop-file-validate", "desktop-file-utils"),
    ("dunst", "dunst"),
    ("dunstctl", "dunst"),
    ("gdbus", "libglib2.0-bin"),
    ("grim", "grim"),
    ("import", "imagemagick"),
    ("jq", "jq"),
    ("mako", "mako-notifier"),
    ("makoctl", "mako-notifier"),
    ("man", "man-db"),
    ("nano", "nano"),
    ("/usr/bin/python3", "python3-dbusmock"),
    ("script", "bsdutils"),
    ("setpriv", "util-linux"),
    ("sh", "dash"),
    ("strace", "strace"),
    ("sway", "sway"),
    ("tmux", "tmux"),
    ("vim.tiny", "vim-tiny"),
    ("xdg-dbus-proxy", "xdg-dbus-proxy"),
];

/// Looks until there is something to see.
#[track_caller]
pub(crate) fn eventually<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    for _ in 0..LOOKS {
        if let Some(seen) = look() {
            return seen;
        }
        rest();
    }
    panic!("waited in vain: {what}");
}

fn rest() {
    pass(LOOK);
}

/// Lets time pass in which nothing is waited for: for what must *not* happen, and for delays.
#[expect(clippy::disallowed_methods, reason = "the one wait of the lab")]
pub(crate) fn pass(time: Duration) {
    std::thread::sleep(time);
}

/// Which notification server a lab has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// None: the test brings its own, or does without.
    Bare,
    /// dunst, on an X server that nobody sees. It sends signals to its caller alone.
    Dunst,
    /// mako, on a Wayland compositor that nobody sees. It sends signals to everybody.
    Mako,
}

/// A bus, and perhaps a screen with a notification server.
///
/// Programs end with the thread that made the lab, should that thread be unable to end them.
#[derive(Debug)]
pub(crate) struct Lab {
    kind: Kind,
    /// `DISPLAY` or `WAYLAND_DISPLAY`, once there is one.
    screen: Option<(String, String)>,
    // Fields are dropped in this order: the server before its screen, and the folder last.
    server: Option<Program>,
    compositor: Option<Program>,
    bus: Option<Program>,
    folder: TempDir,
}

impl Lab {
    /// A bus, on which nothing can be started, and no server.
    pub(crate) fn bare() -> Self {
        Self::new(Kind::Bare)
    }

    /// dunst under Xvfb.
    pub(crate) fn dunst() -> Self {
        Self::new(Kind::Dunst).ready()
    }

    /// mako under sway.
    pub(crate) fn mako() -> Self {
        Self::new(Kind::Mako).ready()
    }

    /// A lab whose server is started by [`Lab::start_server`].
    pub(crate) fn new(kind: Kind) -> Self {
        let folder = tempfile::Builder::new().prefix("lab").tempdir().expect("a folder");
        open_up(folder.path());
        for name in ["home", "run"] {
            private(&folder.path().join(name), kind);
        }
        fs::create_dir(folder.path().join("services")).expect("make a folder");
        let mut lab =
            Self { kind, screen: None, server: None, compositor: None, bus: None, folder };
        lab.start_bus();
        lab
    }

    fn ready(mut self) -> Self {
        self.start_server();
        self
    }

    /// The folder of the lab; it goes with it.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The address of the bus.
    pub(crate) fn address(&self) -> String {
        format!("unix:path={}", self.folder.path().join("bus").display())
    }

    /// The environment of a program in this lab; it needs no other variable but `PATH`.
    pub(crate) fn environment(&self) -> Vec<(String, String)> {
        let path = |name: &str| self.folder.path().join(name).display().to_string();
        let mut variables = vec![
            ("DBUS_SESSION_BUS_ADDRESS".to_owned(), self.address()),
            ("HOME".to_owned(), path("home")),
            ("XDG_RUNTIME_DIR".to_owned(), path("run")),
            ("LC_ALL".to_owned(), "C.UTF-8".to_owned()),
        ];
        variables.extend(self.screen.clone());
        variables
    }

    /// Starts the bus, at the same address as before if there was one.
    pub(crate) fn start_bus(&mut self) {
        let socket = self.folder.path().join("bus");
        let rules = self.folder.path().join("bus.conf");
        fs::write(&rules, bus_rules(self.folder.path())).expect("write the rules of the bus");
        // The socket of a bus that was killed stays behind.
        drop(fs::remove_file(&socket));
        let mut command = program("dbus-daemon");
        command.arg("--nofork").arg("--config-file").arg(&rules);
        let mut bus = self.start("bus", command);
        // The socket is there a moment before anybody listens at it.
        eventually("the bus listens", || {
            assert!(bus.alive(), "the bus ended: {}", self.log("bus"));
            UnixStream::connect(&socket).ok()
        });
        self.bus = Some(bus);
    }

    /// Kills the bus, as a crash would.
    pub(crate) fn kill_bus(&mut self) {
        self.bus.take().expect("a bus").kill();
    }

    /// Another way to the bus, as a sandboxed program has it: through a proxy that filters.
    pub(crate) fn filtered_bus(&self) -> FilteredBus<'_> {
        let socket = self.folder.path().join("filtered");
        let mut command = program("xdg-dbus-proxy");
        command.arg(self.address()).arg(&socket).arg("--filter");
        let proxy = self.start("proxy", command);
        eventually("the proxy listens", || UnixStream::connect(&socket).ok());
        FilteredBus { lab: self, address: format!("unix:path={}", socket.display()), _proxy: proxy }
    }

    /// Makes the bus start this shell command for a call to the notification server.
    pub(crate) fn offer_to_start(&self, command: &str) {
        let script = self.folder.path().join("activated");
        fs::write(&script, format!("#!/bin/sh\n{command}\n")).expect("write a program");
        fs::set_permissions(&script, Permissions::from_mode(0o755)).expect("make it a program");
        let service = format!(
            "[D-BUS Service]\nName=org.freedesktop.Notifications\nExec={}\n",
            script.display()
        );
        let file = self.folder.path().join("services/org.freedesktop.Notifications.service");
        fs::write(file, service).expect("write a service");
        self.ask_bus("ReloadConfig", &[]);
    }

    /// Starts the server (and its screen, at first), and waits until it has its name.
    pub(crate) fn start_server(&mut self) {
        let command = match self.kind {
            Kind::Bare => panic!("this lab has no server"),
            Kind::Dunst => self.dunst_command(),
            Kind::Mako => self.mako_command(),
        };
        let mut server = self.start("server", command);
        eventually("the server has its name", || {
            assert!(server.alive(), "the server ended: {}", self.log("server"));
            self.has_owner().then_some(())
        });
        self.server = Some(server);
    }

    /// Kills the server, as a crash would.
    pub(crate) fn kill_server(&mut self) {
        self.server.take().expect("a server").kill();
        eventually("the name of the server is free", || (!self.has_owner()).then_some(()));
    }

    /// Stops the server from doing anything, until [`Lab::thaw_server`].
    pub(crate) fn freeze_server(&self) {
        self.server.as_ref().expect("a server").signal(Signal::STOP);
    }

    /// Lets a frozen server go on.
    pub(crate) fn thaw_server(&self) {
        self.server.as_ref().expect("a server").signal(Signal::CONT);
    }

    /// Presses a button of a notification on the screen.
    pub(crate) fn invoke(&self, id: u32, action: &str) {
        match self.kind {
            Kind::Bare => panic!("this lab has no server"),
            Kind::Mako => drop(self.ask("makoctl", &["invoke", "-n", &id.to_string(), action])),
            Kind::Dunst => self.pick_from_menu(&format!("[{id},{action}]")),
        }
    }

    /// Dismisses everything, as a person would.
    pub(crate) fn dismiss_all(&self) {
        match self.kind {
            Kind::Bare => panic!("this lab has no server"),
            Kind::Mako => drop(self.ask("makoctl", &["dismiss", "--all"])),
            // It dismisses what is displayed, and then displays what was waiting.
            Kind::Dunst => eventually("nothing is left on the screen", || {
                self.ask("dunstctl", &["close-all"]);
                let left = |what| self.ask("dunstctl", &["count", what]).trim().to_owned();
                (left("displayed") == "0" && left("waiting") == "0").then_some(())
            }),
        }
    }

    /// How many notifications the server holds.
    pub(crate) fn count(&self) -> usize {
        match self.kind {
            Kind::Bare => panic!("this lab has no server"),
            Kind::Mako => self.ask("makoctl", &["list"]).matches("\"app-name\"").count(),
            Kind::Dunst => ["displayed", "waiting"]
                .iter()
                .map(|what| self.ask("dunstctl", &["count", what]).trim().parse::<usize>())
                .map(|count| count.expect("a number"))
                .sum(),
        }
    }

    /// The texts that this run of the server holds, or, with dunst, all that it was given.
    pub(crate) fn texts(&self) -> String {
        match self.kind {
            Kind::Bare => panic!("this lab has no server"),
            Kind::Dunst => self.log("server"),
            Kind::Mako => self.ask("makoctl", &["list"]),
        }
    }

    /// Writes what is on the screen to a file, as PNG or PPM by its extension.
    pub(crate) fn screenshot(&self, path: &Path) {
        let format = path.extension().and_then(|it| it.to_str()).expect("an extension");
        // The program may run as somebody who may write nowhere but in its own folder.
        let own = self.folder.path().join("run/screenshot").with_extension(format);
        let target = own.to_str().expect("a path in plain letters");
        match self.kind {
            Kind::Bare => panic!("this lab has no screen"),
            Kind::Dunst => self.ask("import", &["-window", "root", target]),
            Kind::Mako => self.ask("grim", &["-t", format, target]),
        };
        fs::copy(&own, path).expect("copy the screenshot");
    }

    fn dunst_command(&mut self) -> Command {
        if self.screen.is_none() {
            self.start_x();
        }
        let picker = self.folder.path().join("pick");
        fs::write(&picker, PICKER).expect("write the menu program");
        fs::set_permissions(&picker, Permissions::from_mode(0o755)).expect("make it a program");
        let rules = self.folder.path().join("dunstrc");
        let text = DUNST_RULES.replace("PICKER", &picker.display().to_string());
        fs::write(&rules, text).expect("write dunst's rules");
        let mut command = self.command("dunst");
        // It prints what it is given, which can be read nowhere else.
        command.arg("-conf").arg(rules).arg("-print");
        command
    }

    fn mako_command(&mut self) -> Command {
        if self.screen.is_none() {
            self.start_sway();
        }
        // By default mako groups nothing and shows five; the rest is there, but not drawn.
        self.command("mako")
    }

    fn start_x(&mut self) {
        let mut command = self.command("Xvfb");
        command.args(["-displayfd", "1", "-screen", "0", "900x600x24", "-nolisten", "tcp"]);
        // When its last client leaves, it starts over, and throws out who comes at that moment: the
        // next dunst after one that was killed.
        command.arg("-noreset");
        let mut x = self.start("screen", command);
        let number = eventually("the X server has a number", || {
            assert!(x.alive(), "Xvfb ended: {}", self.log("screen"));
            let said = fs::read_to_string(self.folder.path().join("screen.out")).ok()?;
            said.strip_suffix('\n').map(ToOwned::to_owned)
        });
        self.compositor = Some(x);
        self.screen = Some(("DISPLAY".to_owned(), format!(":{number}")));
    }

    fn start_sway(&mut self) {
        let rules = self.folder.path().join("sway.conf");
        fs::write(&rules, SWAY_RULES).expect("write sway's rules");
        let mut command = self.command("sway");
        command.arg("-c").arg(rules);
        command.env("WLR_BACKENDS", "headless");
        command.env("WLR_RENDERER", "pixman");
        command.env("WLR_LIBINPUT_NO_DEVICES", "1");
        let mut sway = self.start("screen", command);
        let socket = eventually("the compositor listens", || {
            assert!(sway.alive(), "sway ended: {}", self.log("screen"));
            let entries = fs::read_dir(self.folder.path().join("run")).ok()?;
            let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
            names.filter(|name| !name.contains('.')).find(|name| name.starts_with("wayland-"))
        });
        self.compositor = Some(sway);
        self.screen = Some(("WAYLAND_DISPLAY".to_owned(), socket));
    }

    /// dunst hands the actions of all that is displayed to a menu program and reads a choice back.
    fn pick_from_menu(&self, entry: &str) {
        let wanted = self.folder.path().join("run/wanted");
        let picked = self.folder.path().join("run/picked");
        drop(fs::remove_file(&picked));
        fs::write(&wanted, entry).expect("write the choice");
        self.ask("dunstctl", &["context"]);
        let said = eventually("the menu was used", || fs::read_to_string(&picked).ok());
        assert!(said.contains(entry), "no {entry} in dunst's menu:\n{said}");
    }

    fn has_owner(&self) -> bool {
        self.knows("org.freedesktop.Notifications")
    }

    /// Whether somebody on the bus has this name.
    pub(crate) fn knows(&self, name: &str) -> bool {
        self.ask_bus("NameHasOwner", &[&format!("string:{name}")]).contains("true")
    }

    fn ask_bus(&self, method: &str, arguments: &[&str]) -> String {
        let bus = format!("--bus={}", self.address());
        let method = format!("org.freedesktop.DBus.{method}");
        let mut words = vec![bus.as_str(), "--print-reply=literal", "--dest=org.freedesktop.DBus"];
        words.extend(["/org/freedesktop/DBus", method.as_str()]);
        words.extend(arguments);
        self.ask("dbus-send", &words)
    }

    /// Runs a program in the lab, and gives what it printed.
    #[track_caller]
    fn ask(&self, name: &str, arguments: &[&str]) -> String {
        let output = self.command(name).args(arguments).output().expect("run a program");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{name} {arguments:?} failed: {said}{complaint}");
        said
    }

    /// A program with the lab's environment, as the user that the kind of server needs.
    pub(crate) fn command(&self, name: &str) -> Command {
        let mut command = match self.kind {
            Kind::Bare | Kind::Dunst => program(name),
            Kind::Mako => as_nobody(name),
        };
        let path = std::env::vars_os().find(|(key, _)| key == "PATH");
        command.env_clear().envs(path).envs(measured()).envs(self.environment());
        command.current_dir("/").stdin(Stdio::null());
        command
    }

    fn start(&self, name: &str, mut command: Command) -> Program {
        let file = |kind: &str| File::create(self.folder.path().join(format!("{name}.{kind}")));
        command.stdin(Stdio::null());
        command.stdout(file("out").expect("a log")).stderr(file("err").expect("a log"));
        command.process_group(0);
        Program(command.spawn().expect("start a program"))
    }

    /// What a program wrote: for the message of a test that fails.
    fn log(&self, name: &str) -> String {
        let mut text = String::new();
        for kind in ["out", "err"] {
            if let Ok(mut file) = File::open(self.folder.path().join(format!("{name}.{kind}"))) {
                drop(file.read_to_string(&mut text));
            }
        }
        text
    }
}

/// A proxy of a bus; it ends when this is dropped.
#[derive(Debug)]
pub(crate) struct FilteredBus<'a> {
    lab: &'a Lab,
    address: String,
    _proxy: Program,
}

impl FilteredBus<'_> {
    /// Sends a signal to everybody or to one; `interface.Name` comes first, then typed arguments.
    pub(crate) fn say(&self, to: Option<&str>, path: &str, words: &[&str]) {
        let mut arguments = vec![format!("--bus={}", self.address), "--type=signal".to_owned()];
        arguments.extend(to.map(|to| format!("--dest={to}")));
        arguments.push(path.to_owned());
        arguments.extend(words.iter().map(ToString::to_string));
        // zbus greets in a way that this proxy does not understand; a sandboxed program does not.
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        self.lab.ask("dbus-send", &arguments);
    }
}

/// A program that ends when this is dropped, with all that it started.
#[derive(Debug)]
struct Program(Child);

impl Program {
    fn alive(&mut self) -> bool {
        self.0.try_wait().expect("look at a child").is_none()
    }

    /// As a crash would.
    fn kill(mut self) {
        self.signal(Signal::KILL);
        drop(self.0.wait());
    }

    /// As a log-out would: an X server that is killed leaves its lock and socket behind.
    fn end(&mut self) {
        self.signal(Signal::TERM);
        for _ in 0..PATIENCE {
            if !self.alive() {
                return;
            }
            rest();
        }
        self.signal(Signal::KILL);
        // Not to wait would leave a zombie, and its number to be given away.
        drop(self.0.wait());
    }

    fn signal(&self, signal: Signal) {
        let number = i32::try_from(self.0.id()).ok().and_then(Pid::from_raw);
        // That it has ended by itself is as good.
        kill_process_group(number.expect("the number of a process"), signal).ok();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        if self.alive() {
            self.end();
        }
    }
}

/// A program that the kernel ends with the thread that started it.
pub(crate) fn program(name: &str) -> Command {
    program_at(&find(name))
}

/// The same for a program that is not installed.
pub(crate) fn program_at(path: &Path) -> Command {
    let mut command = Command::new(find("setpriv"));
    command.args(["--pdeathsig", "KILL", "--"]).arg(path);
    command
}

/// The same as an ordinary user, if we are root: sway refuses to run as root.
fn as_nobody(name: &str) -> Command {
    if !rustix::process::geteuid().is_root() {
        return program(name);
    }
    let mut command = Command::new(find("setpriv"));
    command.args(["--reuid", "nobody", "--regid", "nogroup", "--clear-groups"]);
    command.args(["--pdeathsig", "KILL", "--"]).arg(find(name));
    command
}

#[track_caller]
pub(crate) fn find(name: &str) -> PathBuf {
    let path = std::env::vars_os().find(|(key, _)| key == "PATH").expect("PATH").1;
    let found = std::env::split_paths(&path).map(|place| place.join(name)).find(|at| at.exists());
    found.unwrap_or_else(|| {
        let package = PROGRAMS.iter().find(|(program, _)| *program == name).map(|it| it.1);
        panic!("no program `{name}`: install the package `{}`", package.unwrap_or("?"))
    })
}

/// Lets everybody pass through a folder, to what is open to them in it.
fn open_up(folder: &Path) {
    fs::set_permissions(folder, Permissions::from_mode(0o755)).expect("open a folder");
}

/// Makes a folder that belongs to the user of the server alone.
fn private(folder: &Path, kind: Kind) {
    fs::create_dir(folder).expect("make a folder");
    fs::set_permissions(folder, Permissions::from_mode(0o700)).expect("close a folder");
    if kind == Kind::Mako && rustix::process::geteuid().is_root() {
        chown(folder, Some(id_of("/etc/passwd", "nobody")), Some(id_of("/etc/group", "nogroup")))
            .expect("give a folder away");
    }
}

fn id_of(file: &str, name: &str) -> u32 {
    let text = fs::read_to_string(file).expect("the list of users");
    let mut lines = text.lines().map(|line| line.split(':').collect::<Vec<_>>());
    let fields = lines.find(|fields| fields[0] == name).expect("a user for sway");
    fields[2].parse().expect("a number")
}

/// Anybody may connect, own and send; nothing that is installed can be activated.
fn bus_rules(folder: &Path) -> String {
    format!(
        r#"<busconfig>
  <type>session</type><listen>unix:path={folder}/bus</listen><auth>EXTERNAL</auth>
  <servicedir>{folder}/services</servicedir>
  <policy context="default">
    <allow user="*"/><allow own="*"/>
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
  </policy>
</busconfig>
"#,
        folder = folder.display()
    )
}

/// No background, which would be another program.
const SWAY_RULES: &str = "output HEADLESS-1 resolution 900x600 position 0,0
xwayland disable
";

/// Five at a time: dunst needs seconds to draw many.
const DUNST_RULES: &str = "[global]
    dmenu = PICKER
    notification_limit = 5
    history_length = 0
    markup = full
";

/// Chooses the entry that is wanted, and keeps the menu.
const PICKER: &str = r#"#!/bin/sh
cat >"$XDG_RUNTIME_DIR/menu"
grep -F -m1 -- "$(cat "$XDG_RUNTIME_DIR/wanted")" "$XDG_RUNTIME_DIR/menu"
mv "$XDG_RUNTIME_DIR/menu" "$XDG_RUNTIME_DIR/picked"
"#;

/// What a [`Fake`] was asked to show.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Asked {
    pub(crate) app: String,
    pub(crate) replaces: u32,
    pub(crate) icon: String,
    pub(crate) summary: String,
    pub(crate) body: String,
    pub(crate) actions: Vec<String>,
    /// Each with its value, as Rust prints it.
    pub(crate) hints: BTreeMap<String, String>,
    pub(crate) timeout: i32,
}

/// A server inside the test, which shows nothing and remembers all.
///
/// It never answers what has "hang" in its summary, refuses "refuse", gives 0 to "nameless", the same
/// number to every "twin", and the highest one to "last".
#[derive(Debug)]
pub(crate) struct Fake {
    connection: zbus::Connection,
    asked: Arc<Mutex<Vec<Asked>>>,
    closed: Arc<Mutex<Vec<u32>>>,
}

impl Fake {
    /// Takes the server's name on the bus of a lab.
    pub(crate) async fn start(lab: &Lab, capabilities: &[&str]) -> Self {
        let (asked, closed) = (Arc::default(), Arc::default());
        let desk = Desk {
            capabilities: capabilities.iter().map(ToString::to_string).collect(),
            inhibited: false,
            asked: Arc::clone(&asked),
            closed: Arc::clone(&closed),
        };
        let connection = zbus::connection::Builder::address(lab.address().as_str())
            .serve_at("/org/freedesktop/Notifications", desk)
            .name("org.freedesktop.Notifications")
            .build()
            .await
            .expect("a fake server");
        Self { connection, asked, closed }
    }

    /// All that it was asked to show, oldest first; the first one has the number 1.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().expect("no panic before").clone()
    }

    /// All that it was asked to close.
    pub(crate) fn closed(&self) -> Vec<u32> {
        self.closed.lock().expect("no panic before").clone()
    }

    /// Tells everybody that a button was pressed.
    pub(crate) async fn press(&self, id: u32, action: &str) {
        say(&self.connection, None, "ActionInvoked", &(id, action)).await;
    }

    /// Tells everybody that a notification is gone.
    pub(crate) async fn gone(&self, id: u32, reason: u32) {
        say(&self.connection, None, "NotificationClosed", &(id, reason)).await;
    }

    /// Tells that a person wants to see no notifications, or wants to again.
    pub(crate) async fn inhibit(&self, inhibited: bool) {
        let objects = self.connection.object_server();
        let desk = objects.interface::<_, Desk>("/org/freedesktop/Notifications").await;
        let desk = desk.expect("the server");
        desk.get_mut().await.inhibited = inhibited;
        let now = desk.get().await;
        now.inhibited_changed(desk.signal_emitter()).await.expect("send a signal");
    }

    /// Gives up the name, but stays, with all that it has not answered.
    pub(crate) async fn abdicate(&self) {
        let name = "org.freedesktop.Notifications";
        self.connection.release_name(name).await.expect("give up the name");
    }

    /// Leaves the bus.
    pub(crate) async fn leave(self) {
        self.connection.close().await.expect("leave the bus");
    }
}

/// Sends a signal of the notification server, from whichever connection.
pub(crate) async fn say<B>(from: &zbus::Connection, to: Option<&str>, name: &str, body: &B)
where
    B: serde::Serialize + zbus::wire::DynamicType + Sync,
{
    let interface = "org.freedesktop.Notifications";
    from.emit_signal(to, "/org/freedesktop/Notifications", interface, name, body)
        .await
        .expect("send a signal");
}

struct Desk {
    capabilities: Vec<String>,
    /// Do not disturb, as Plasma's server tells of it.
    inhibited: bool,
    asked: Arc<Mutex<Vec<Asked>>>,
    closed: Arc<Mutex<Vec<u32>>>,
}

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl Desk {
    #[expect(clippy::too_many_arguments, reason = "the specification has eight")]
    async fn notify(
        &self,
        app: String,
        replaces: u32,
        icon: String,
        summary: String,
        body: String,
        actions: Vec<String>,
        hints: BTreeMap<String, zbus::OwnedVariant>,
        timeout: i32,
    ) -> zbus::fdo::Result<u32> {
        let hints =
            hints.into_iter().map(|(name, value)| (name, format!("{:?}", *value))).collect();
        let asked = Asked { app, replaces, icon, summary, body, actions, hints, timeout };
        let number = {
            let mut all = self.asked.lock().expect("no panic before");
            all.push(asked.clone());
            u32::try_from(all.len()).expect("few")
        };
        match asked.summary.as_str() {
            summary if summary.contains("hang") => std::future::pending().await,
            summary if summary.contains("refuse") => {
                Err(zbus::fdo::Error::LimitsExceeded("too many".to_owned()))
            }
            summary if summary.contains("nameless") => Ok(0),
            summary if summary.contains("twin") => Ok(7),
            summary if summary.contains("last") => Ok(u32::MAX),
            _ if replaces != 0 => Ok(replaces),
            _ => Ok(number),
        }
    }

    fn close_notification(&self, id: u32) {
        self.closed.lock().expect("no panic before").push(id);
    }

    fn get_capabilities(&self) -> Vec<String> {
        self.capabilities.clone()
    }

    #[zbus(property)]
    fn inhibited(&self) -> bool {
        self.inhibited
    }

    #[expect(clippy::unused_self, reason = "methods of an interface take it")]
    fn get_server_information(&self) -> (String, String, String, String) {
        let text = |text: &str| text.to_owned();
        (text("fake"), text("aftercare"), text("1"), text("1.2"))
    }
}

#[test]
fn the_packages_of_the_lab_are_listed() {
    let listed: Vec<&str> = include_str!("../packages.txt").lines().collect();
    for (program, package) in PROGRAMS {
        assert!(listed.contains(&package), "{package}, for {program}, is not listed");
    }
    assert!(listed.is_sorted(), "the list is not sorted");
}
