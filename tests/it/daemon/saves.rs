//! The many ways in which editors and tools save a plan, beside a running daemon.
//!
//! In each test a task is open meanwhile: whatever happens to the file, it stays as it is.

use std::fs;
use std::io::{Read as _, Write as _};
use std::process::{Command, Stdio};
use std::time::Duration;

use aftercare::engine::record::Record;
use aftercare::schedule::zone::Moment;
use chrono::TimeDelta;

use super::{BUTTONS, Daemon, FakeServer, Rig, count, far, on_a_machine_in_time, plan, soon, task};
use crate::lab::{Lab, eventually, find, pass};

const TOLD: &str = "Your plan file has a mistake";

/// A daemon with an open task, and a plan whose last line is saved anew again and again.
struct Saving {
    daemon: Daemon,
    fake: FakeServer,
    rig: Rig,
    /// The open task.
    wash: String,
    /// The only time on the last line.
    time: Moment,
}

impl Saving {
    fn start() -> Self {
        let rig = Rig::new(Lab::bare());
        rig.home.known_already(&["wash", "drink"]);
        let (wash, time) = (task("wash", &[soon(1)]), far());
        rig.home.plan(&(wash.clone() + &drink(time)));
        let fake = FakeServer::start(&rig.lab, BUTTONS);
        let daemon = rig.home.start();
        fake.is_asked_for("zebra", 1);
        rig.home.is_shown("wash", 1);
        Self { daemon, fake, rig, wash, time }
    }

    /// The next text to save: the last time is another one.
    fn reminders(&mut self) -> String {
        self.time += TimeDelta::minutes(1);
        self.wash.clone() + &drink(self.time)
    }

    /// Saves in each of these ways in turn. Each is a script: `$FILE` has what `$PLAN` is to become.
    ///
    /// A copy after each shows that what it is now is watched, too. It also lets pass the second look
    /// that follows a change of folders, which would hide that the next way is not noticed.
    fn each(&mut self, ways: &[(&str, &str)]) {
        let copy = |way| [way, ("cp after that", "cp $FILE $PLAN")];
        for (way, script) in ways.iter().copied().flat_map(copy) {
            let old = clock(self.time);
            let text = plan(&self.reminders());
            self.run(way, script, &text, &old);
            self.is_taken_over(way);
        }
    }

    fn run(&self, way: &str, script: &str, text: &str, old: &str) {
        let file = self.rig.home.path("new.toml");
        fs::write(&file, text).expect("write what is to be saved");
        let mut shell = self.rig.home.command_of(&find("sh"));
        shell.args(["-ec", script]).current_dir(self.rig.home.path(".config"));
        shell.env("FILE", file).env("PLAN", "aftercare/plan.toml");
        shell.env("OLD", old).env("NEW", clock(self.time));
        let ran = shell.output().expect("run a script");
        assert!(ran.status.success(), "{way}: {ran:?}");
    }

    #[track_caller]
    fn is_taken_over(&self, way: &str) {
        let time = clock(self.time);
        eventually(&format!("{way}: {time} is in force"), || {
            let next = self.rig.home.json("status")["next"].clone();
            let at = next["at"].as_str().unwrap_or_default();
            (next["id"] == "drink" && at.contains(&time)).then_some(())
        });
    }

    /// The open task has not noticed anything.
    fn nothing_else_happened(self) {
        assert_eq!(self.rig.home.states("wash"), ["shown"]);
        assert_eq!(self.fake.asked_for("zebra").len(), 1, "{:?}", self.fake.asked());
        self.daemon.stop();
    }
}

/// A reminder that is far away. Its time is on the last line.
fn drink(time: Moment) -> String {
    format!(
        "[[reminder]]\nid = \"drink\"\ntext = \"Drink\"\ndays = \"0..\"\nat = [{}]\n",
        clock(time)
    )
}

fn clock(time: Moment) -> String {
    time.format("%H:%M:%S").to_string()
}

#[test]
fn every_way_to_save_a_file_is_taken_over() {
    find("vim.tiny");
    let mut saving = Saving::start();
    saving.each(&[
        ("in place, as VS Code", "cat $FILE > $PLAN"),
        ("by rename, as VS Code", "cat $FILE > $PLAN.vsctmp; mv $PLAN.vsctmp $PLAN"),
        ("vi", "vim.tiny -u NONE -es -c \"%s/$OLD/$NEW/\" -c wq $PLAN"),
        ("vim", "vim.tiny -u NONE -N -es -c \"%s/$OLD/$NEW/\" -c wq $PLAN"),
        (
            "vim, renaming",
            "vim.tiny -u NONE -N -es -c 'set bkc=no' -c \"%s/$OLD/$NEW/\" -c wq $PLAN",
        ),
        (
            "vim, copying",
            "vim.tiny -u NONE -N -es -c 'set bkc=yes' -c \"%s/$OLD/$NEW/\" -c wq $PLAN",
        ),
        ("with a backup, as emacs", "mv $PLAN $PLAN~; cat $FILE > $PLAN"),
        ("mv", "cp $FILE new; mv new $PLAN"),
        ("cp of an older file", "touch -d 2020-01-01 $FILE; cp -p $FILE $PLAN"),
        ("install", "install -m 600 $FILE $PLAN"),
        ("sed -i", "sed -i s/$OLD/$NEW/ $PLAN"),
        (">>", "sed -i '$d' $PLAN; echo \"at = [$NEW]\" >> $PLAN"),
        ("rm and cp", "rm $PLAN; cp $FILE $PLAN"),
        ("slowly", "{ head -c 200 $FILE; sleep 1; tail -c +201 $FILE; } > $PLAN"),
        ("chmod", "cp $FILE new; chmod 0 new; mv new $PLAN; chmod 600 $PLAN"),
    ]);
    saving.nothing_else_happened();
}

#[test]
fn every_way_to_save_through_links_is_taken_over() {
    let mut saving = Saving::start();
    saving.each(&[
        (
            "it becomes a link",
            "mkdir old; cp $FILE old/plan.toml; ln -sfn $PWD/old/plan.toml $PLAN",
        ),
        ("vim through the link", "vim.tiny -u NONE -N -es -c \"%s/$OLD/$NEW/\" -c wq $PLAN"),
        ("mv over its target", "cp $FILE new; mv new old/plan.toml"),
        (
            "the link is swapped",
            "mkdir store; cp $FILE store/plan.toml; ln -s ../store/plan.toml new; mv -T new $PLAN",
        ),
        (
            "it becomes a chain",
            "cp $FILE store/plan.toml; ln -s store hop; ln -sfn ../hop/plan.toml $PLAN",
        ),
        ("a link of the chain is swapped", "mkdir next; cp $FILE next/plan.toml; ln -sfn next hop"),
        ("the same, at once", "cp $FILE old/plan.toml; ln -s old new; mv -T new hop"),
        (
            "its target comes later",
            "ln -sfn ../late/plan.toml $PLAN; mkdir late; cp $FILE late/plan.toml",
        ),
        ("it is a file again", "rm $PLAN; cp $FILE $PLAN"),
    ]);
    saving.nothing_else_happened();
}

#[test]
fn every_way_to_replace_its_folder_is_taken_over() {
    let mut saving = Saving::start();
    saving.each(&[
        ("a link to a folder", "mv aftercare one; cp $FILE one/plan.toml; ln -s one aftercare"),
        ("as home-manager", "mkdir two; cp $FILE two/plan.toml; ln -sfn two aftercare"),
        ("the same, at once", "mkdir six; cp $FILE six/plan.toml; ln -s six new; mv -T new aftercare"),
        ("a folder again", "rm aftercare; mkdir aftercare; cp $FILE $PLAN"),
        ("renamed and back", "mv aftercare away; cp $FILE away/plan.toml; mv away aftercare"),
        ("deleted and made again", "rm -r aftercare; mkdir aftercare; cp $FILE $PLAN"),
        ("another in its place", "mkdir new; cp $FILE new/plan.toml; mv aftercare gone; mv new aftercare"),
        (
            "another above it",
            "mkdir -p ../new/aftercare; cp $FILE ../new/$PLAN; mv ../.config ../gone; mv ../new ../.config",
        ),
    ]);
    saving.nothing_else_happened();
}

/// nano has to see its keys after it has drawn its screen.
#[test]
fn what_nano_saves_is_taken_over() {
    find("nano");
    let mut saving = Saving::start();
    let lines = fs::read_to_string(saving.rig.home.plan_file()).expect("the plan").lines().count();
    saving.time += TimeDelta::minutes(1);
    let mut terminal = saving.rig.home.command_of(&find("script"));
    let command =
        format!("nano --ignorercfiles +{lines} {}", saving.rig.home.plan_file().display());
    terminal.args(["-qec", &command, "/dev/null"]).env("TERM", "xterm");
    // Cut the line, write another, save, leave.
    types(&mut terminal, &format!("\x0bat = [{}]\x13\x18", clock(saving.time)));
    saving.is_taken_over("nano");
    saving.nothing_else_happened();
}

fn types(terminal: &mut Command, keys: &str) {
    let terminal = terminal.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut nano = terminal.spawn().expect("start nano");
    let mut screen = nano.stdout.take().expect("its screen");
    let mut seen = String::new();
    let mut buffer = [0; 1024];
    while !seen.contains("Exit") {
        let read = screen.read(&mut buffer).expect("look at its screen");
        assert!(read != 0, "nano ended: {seen}");
        seen.push_str(&String::from_utf8_lossy(&buffer[..read]));
    }
    let mut keyboard = nano.stdin.take().expect("its keyboard");
    keyboard.write_all(keys.as_bytes()).expect("type");
    screen.read_to_string(&mut seen).expect("see the rest");
    assert!(nano.wait().expect("nano ends").success(), "{seen}");
}

#[test]
fn a_template_is_noticed_wherever_it_is_and_whenever_it_comes() {
    let mut saving = Saving::start();
    let main = plan("").replacen("sessions", "extends = \"clinic/a.toml\"\nsessions", 1);
    fs::write(saving.rig.home.plan_file(), main).expect("write the plan");
    saving.fake.is_asked_for(TOLD, 1);
    for (way, script) in [
        ("it comes later", "mkdir aftercare/clinic; cp $FILE aftercare/clinic/a.toml"),
        ("cp", "cp $FILE aftercare/clinic/a.toml"),
        ("mv", "cp $FILE new; mv new aftercare/clinic/a.toml"),
        (
            "a link",
            "mkdir -p store; cp $FILE store/b; ln -sfn $PWD/store/b aftercare/clinic/a.toml",
        ),
        ("cp over its target", "cp $FILE store/b"),
        (
            "on top of another that comes later",
            "cd aftercare/clinic; echo 'extends = \"deep/c.toml\"' > new; mv new a.toml; \
             mkdir deep; cp $FILE deep/c.toml",
        ),
        ("cp over that", "cp $FILE aftercare/clinic/deep/c.toml"),
        (
            "its folder is swapped",
            "cp -r aftercare/clinic c; cp $FILE c/deep/c.toml; \
             mv aftercare/clinic gone; ln -s ../c aftercare/clinic",
        ),
        ("cp into that", "cp $FILE c/deep/c.toml"),
    ] {
        let text = saving.reminders();
        saving.run(way, script, &text, "");
        saving.is_taken_over(way);
    }
    assert!(saving.rig.home.json("status")["plan_problem"].is_null());
    saving.nothing_else_happened();
}

/// What a plan can look like for an instant while it is saved.
fn instants(whole: &str) -> [(&'static str, Option<String>); 4] {
    let half = whole.find("[[reminder]]").expect("a reminder");
    [
        ("away", None),
        ("empty", Some(String::new())),
        ("half, with no reminder", Some(whole[..half].to_owned())),
        ("half a line", Some(whole[..half + 20].to_owned())),
    ]
}

/// More than the time in which a change settles, and less than twice that.
const AN_INSTANT: Duration = Duration::from_millis(380);

#[test]
fn a_file_that_is_half_there_for_an_instant_alarms_nobody_and_takes_nothing_away() {
    on_a_machine_in_time(|| {
        let mut saving = Saving::start();
        let file = saving.rig.home.plan_file();
        for (looks, text) in instants(&plan(&saving.reminders())) {
            let whole = plan(&saving.reminders());
            match text {
                None => fs::remove_file(&file).expect("delete the plan"),
                Some(text) => fs::write(&file, text).expect("write the plan"),
            }
            pass(AN_INSTANT);
            fs::write(&file, whole).expect("write the plan");
            saving.is_taken_over(looks);
            if !saving.fake.asked_for(TOLD).is_empty()
                || saving.rig.home.states("wash") != ["shown"]
            {
                return Err(format!("it was taken at its word when it was {looks}"));
            }
        }
        saving.nothing_else_happened();
        Ok(())
    });
}

#[test]
fn a_plan_that_was_emptied_is_taken_at_its_word_a_moment_later() {
    let saving = Saving::start();
    saving.rig.home.plan("");
    saving.rig.home.comes_to("wash", "withdrawn");
    saving.daemon.stop();
}

#[test]
fn a_plan_that_was_deleted_stays_in_force_until_it_is_back() {
    let mut saving = Saving::start();
    for way in ["rm $PLAN", "mv aftercare gone", "rm -r aftercare"] {
        let before = saving.fake.asked_for(TOLD).len();
        saving.run(way, way, "", "");
        let problem = eventually(&format!("{way}: it is told"), || {
            saving.rig.home.json("status")["plan_problem"].as_str().map(str::to_owned)
        });
        assert_eq!(problem, "plan.toml: there is no such file", "{way}");
        saving.fake.is_asked_for(TOLD, before + 1);
        assert_eq!(saving.rig.home.states("wash"), ["shown"], "{way}");
        saving.each(&[("it is back", "mkdir -p aftercare; cp $FILE $PLAN")]);
        assert!(saving.rig.home.json("status")["plan_problem"].is_null(), "{way}");
        assert_eq!(saving.fake.asked_for(TOLD).len(), before + 1, "{way}: told twice");
    }
    saving.nothing_else_happened();
}

#[test]
fn of_a_hundred_saves_a_second_some_are_taken_over_and_the_last_one_counts() {
    let mut saving = Saving::start();
    let applied = |saving: &Saving| {
        count(&saving.rig.home.entries(), |it| matches!(it, Record::PlanApplied { .. }))
    };
    let before = applied(&saving);
    // Long enough for the daemon to find half of it.
    let comment = "# What my specialist said, word for word.\n".repeat(400);
    for _ in 0..500 {
        let text = comment.clone() + &plan(&saving.reminders());
        fs::write(saving.rig.home.plan_file(), text).expect("write the plan");
        pass(Duration::from_millis(10));
    }
    let meanwhile = applied(&saving) - before;
    assert!((2..=12).contains(&meanwhile), "taken over {meanwhile} times in five seconds");
    saving.is_taken_over("the last one");
    assert_eq!(saving.fake.asked_for(TOLD).len(), 0);
    saving.nothing_else_happened();
}

/// mako, because what it shows does not expire.
#[test]
fn a_plan_that_is_broken_and_mended_again_and_again_leaves_nothing_on_the_screen() {
    let rig = Rig::new(Lab::mako());
    rig.home.known_already(&["wash"]);
    rig.home.plan(&task("wash", &[far()]));
    let daemon = rig.home.start();
    let is_mended = || rig.home.json("status")["plan_problem"].is_null().then_some(());
    let mut most = 0;
    for round in 0..20 {
        rig.home.plan(&format!("{}zebra = {round}\n", "\n".repeat(round)));
        // Some are told, and some are mended before.
        for _ in 0..[14, 2, 8, 5][round % 4] {
            pass(Duration::from_millis(50));
            most = most.max(rig.lab.count());
        }
        rig.home.plan(&task("wash", &[far()]));
        if round % 4 == 0 {
            eventually("it is mended", is_mended);
        }
    }
    eventually("nothing is left on the screen", || (rig.lab.count() == 0).then_some(()));
    eventually("it is mended at last", is_mended);
    pass(super::MISTAKES_HAPPEN);
    assert_eq!(rig.lab.count(), 0, "it came back");
    assert_eq!(most, 1, "at a time");
    daemon.stop();
}

#[test]
fn another_mistake_takes_the_place_of_the_first_on_the_screen() {
    let saving = Saving::start();
    let number = saving.fake.asked().len() + 1;
    for (times, line) in [(1, "zebra = 1\n"), (2, "\n\nzebra = 2\n")] {
        saving.rig.home.plan(&(saving.wash.clone() + line));
        let told = saving.fake.is_asked_for(TOLD, times);
        let replaces = if times == 1 { 0 } else { u32::try_from(number).expect("few") };
        assert_eq!(told[times - 1].replaces, replaces, "{told:?}");
    }
    let mut saving = saving;
    saving.each(&[("cp", "cp $FILE $PLAN")]);
    eventually("it is gone", || {
        saving.fake.fake.closed().contains(&u32::try_from(number).expect("few")).then_some(())
    });
    saving.nothing_else_happened();
}

#[test]
fn a_change_is_in_force_within_a_second() {
    on_a_machine_in_time(|| {
        let mut saving = Saving::start();
        let text = plan(&saving.reminders());
        fs::write(saving.rig.home.plan_file(), text).expect("write the plan");
        pass(Duration::from_millis(900));
        let next = saving.rig.home.json("status")["next"]["at"].to_string();
        if next.contains(&clock(saving.time)) { Ok(()) } else { Err(format!("still {next}")) }
    });
}

/// "Later" is a moment, so it must not move with the reminder's time; "done" must not be asked again.
#[test]
fn what_was_answered_stays_answered_whatever_becomes_of_text_and_time() {
    let saving = Saving::start();
    let home = &saving.rig.home;
    let both = |text: &str, at: Moment| {
        let tasks = [task("wash", &[at]), task("cream", &[at])].concat();
        plan(&tasks).replace("zebra", text).replace("Do the", text)
    };
    let due = soon(1);
    fs::write(home.plan_file(), both("first", due)).expect("write the plan");
    home.is_shown("cream", 1);
    let later = home.run("later wash").stdout;
    assert!(later.contains("you are asked again at "), "{later}");
    assert_eq!(home.run("done cream").code, Some(0));
    let before = (home.showings("wash"), home.showings("cream"));
    let changed = soon(2);
    fs::write(home.plan_file(), both("second", changed)).expect("write the plan");
    eventually("the new time has passed", || {
        (changed + TimeDelta::seconds(1) < aftercare::world::clock::now()).then_some(())
    });
    assert_eq!((home.showings("wash"), home.showings("cream")), before, "shown again");
    assert_eq!(home.states("cream"), ["done"]);
    assert_eq!(home.json("status")["open"], serde_json::json!(["wash"]));
    // It is still put off to the same moment, a minute after the answer.
    pass(Duration::from_secs(45));
    let again = saving.fake.is_asked_for("second", 1);
    assert_eq!(home.states("wash"), ["shown"], "{again:?}");
    saving.daemon.stop();
}
