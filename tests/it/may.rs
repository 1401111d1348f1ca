//! "May I?": the fifteen questions that clients ask most, and every way to have no answer.

use std::{fmt::Write as _, fs, path::Path};

use aftercare::{
    language::{Language, Tongue},
    may::{Answer, May, Sign, Verdict, answer},
    schedule::{Schedule, zone::Zone},
};
use chrono::{Days, NaiveDate};
use insta::assert_snapshot;

use crate::{cli::Home, plans::plan};

const FIRST: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
const SECOND: NaiveDate = NaiveDate::from_ymd_opt(2026, 12, 4).unwrap();

/// Days -2, 0, 3, 4 and 12 of the first session, and day 45 of the second.
fn days() -> [NaiveDate; 6] {
    let after = |days| FIRST + Days::new(days);
    [FIRST - Days::new(2), FIRST, after(3), after(4), after(12), SECOND + Days::new(45)]
}

/// In the order of the clinics' lists of questions; some are two.
const QUESTIONS: [&str; 30] = [
    "may I shower",
    "may I get it wet",
    "when may I shampoo",
    "may I wash my hair",
    "may I wear a hat",
    "may I wear a helmet",
    "can I go to the gym",
    "is light exercise ok",
    "I sweated, is it ruined",
    "when may I shave",
    "with a foil shaver",
    "with a razor",
    "it itches, may I scratch",
    "it is flaking, is that normal",
    "it looks too light",
    "may I moisturize",
    "is cocoa butter fine",
    "may I go in the sun",
    "sunscreen",
    "pool",
    "may I swim in the sea",
    "sauna",
    "beach",
    "how do I sleep",
    "may I drink alcohol",
    "hair dye",
    "gel and fibres",
    "minoxidil",
    "can I work",
    "it is bleeding, may I wash",
];

fn schedule(text: &str) -> Schedule {
    let sessions = format!("sessions = [{FIRST}, {SECOND}]\n{text}");
    Schedule::new(plan(&sessions), Zone::named("UTC").unwrap())
}

fn template(name: &str) -> Schedule {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("config/{name}.toml"));
    schedule(&fs::read_to_string(path).unwrap())
}

fn cell(may: &May) -> String {
    match may {
        May::Worry(worry) if worry.sign == Sign::Warning => "warning".to_owned(),
        May::Worry(_) => "look".to_owned(),
        May::Empty => "empty".to_owned(),
        May::Negated(_) => "negated".to_owned(),
        May::Plan(Answer { topics, .. }) => {
            let strictest = topics.iter().map(|topic| topic.verdict.clone()).max().unwrap();
            match strictest {
                Verdict::Yes => "yes".to_owned(),
                Verdict::YesIf | Verdict::Meanwhile(_) => "yes, if".to_owned(),
                Verdict::Silent => "-".to_owned(),
                Verdict::AskFirst | Verdict::Ask => "ask".to_owned(),
                Verdict::NotYet(date) => date.format("%-d %b").to_string(),
            }
        }
    }
}

fn table(schedule: &Schedule) -> String {
    let mut text = format!("{:<31}", "recovery day");
    for date in days() {
        let _ = write!(text, "{:>9}", schedule.days().number(date).unwrap());
    }
    for question in QUESTIONS {
        let _ = write!(text, "\n{question:<31}");
        for date in days() {
            let _ = write!(
                text,
                "{:>9}",
                cell(&answer(schedule, date, question, &Language::english()))
            );
        }
    }
    text
}

#[test]
fn the_fifteen_questions_of_the_standard_plan() {
    assert_snapshot!(table(&template("smp")));
}

#[test]
fn the_fifteen_questions_of_the_careful_plan() {
    assert_snapshot!(table(&template("cautious")));
}

#[test]
fn the_fifteen_questions_of_the_plan_with_balm() {
    assert_snapshot!(table(&template("moist")));
}

/// What the plan says on a date.
#[track_caller]
fn said(schedule: &Schedule, date: NaiveDate, question: &str) -> Answer {
    match answer(schedule, date, question, &Language::english()) {
        May::Plan(answer) => answer,
        other @ (May::Worry(_) | May::Empty | May::Negated(_)) => panic!("{question}: {other:?}"),
    }
}

#[track_caller]
fn verdict(schedule: &Schedule, date: NaiveDate, question: &str) -> Verdict {
    let mut topics = said(schedule, date, question).topics;
    assert_eq!(topics.len(), 1, "{question}: {topics:?}");
    topics.remove(0).verdict
}

#[test]
fn whatever_no_plan_names_is_never_a_yes() {
    for name in ["smp", "cautious", "moist"] {
        let schedule = template(name);
        for date in days() {
            for word in ["walk", "juggling", "blorb", "massage", "shirt", "coffee", "car"] {
                assert_eq!(verdict(&schedule, date, word), Verdict::Silent, "{name} {date} {word}");
            }
        }
    }
}

#[test]
fn nothing_is_allowed_by_a_closed_time_that_has_not_begun() {
    let standard = template("smp");
    for word in ["wash", "gym", "hat", "sauna", "dye", "beach"] {
        assert_eq!(verdict(&standard, FIRST - Days::new(2), word), Verdict::Silent, "{word}");
    }
    let later = "version = 1\n[[restriction]]\nid = \"sun\"\nlabel = \"Sun\"\ndays = \"5..9\"\n";
    assert_eq!(verdict(&schedule(later), FIRST + Days::new(2), "sun"), Verdict::Silent);
}

const SMALL: &str = r#"
version = 1
[[restriction]]
id = "swim"
label = "Swimming"
days = "0..5"
[[restriction]]
id = "sun"
label = "Sun"
days = "0..3"
then = "sun allowed, with a hat"
[[restriction]]
id = "tub"
label = "Hot tubs"
days = "0.."
words = ["hot tub"]
"#;

#[test]
fn what_takes_several_things_is_as_strict_as_the_strictest() {
    let schedule = schedule(SMALL);
    let day = |days| FIRST + Days::new(days);
    assert_eq!(verdict(&schedule, day(2), "beach"), Verdict::NotYet(day(6)));
    // Of sweat this plan says nothing, so free sun and sea are not enough.
    assert_eq!(verdict(&schedule, day(7), "beach"), Verdict::Silent);
    assert_eq!(verdict(&schedule, day(7), "swimming"), Verdict::Yes);
    assert_eq!(verdict(&schedule, day(7), "sun"), Verdict::YesIf);
    assert_eq!(verdict(&schedule, day(7), "hot tubs"), Verdict::Ask);
}

#[test]
fn water_that_is_allowed_is_not_yet_a_swim() {
    let water =
        "version = 1\n[[restriction]]\nid = \"water\"\nlabel = \"Water\"\ndays = \"0..3\"\n";
    let schedule = schedule(water);
    assert_eq!(verdict(&schedule, FIRST, "swim"), Verdict::NotYet(FIRST + Days::new(4)));
    assert_eq!(verdict(&schedule, FIRST + Days::new(4), "swim"), Verdict::Silent);
    assert_eq!(verdict(&schedule, FIRST + Days::new(4), "shower"), Verdict::Yes);
}

#[test]
fn the_longest_phrase_is_what_is_meant() {
    let schedule = template("smp");
    for (question, restriction) in [
        ("steroid cream", "medicines"),
        ("sun cream", "sunscreen-start"),
        ("cream", "moisturizer"),
        ("dry shampoo", "products"),
        ("electric razor", "foil-shaver"),
        ("may I wash my hair", "washing"),
        ("self-tan", "tanning"),
    ] {
        let parts = &said(&schedule, FIRST, question).topics[0].parts;
        let ids: Vec<&str> = parts.iter().map(|part| part.id.as_str()).collect();
        assert_eq!(ids, [restriction], "{question}");
    }
}

#[test]
fn a_slip_is_told_and_a_short_word_is_only_offered() {
    let schedule = template("smp");
    let topic = |question| said(&schedule, FIRST, question).topics.remove(0);
    let slip = topic("shampo");
    assert_eq!((slip.taken_for.as_deref(), slip.parts.len()), (Some("shampoo"), 1));
    let short = topic("gim");
    assert_eq!((short.perhaps.as_deref(), short.verdict), (Some("gym"), Verdict::Silent));
    assert_eq!(topic("wash").taken_for, None);
    assert_eq!(topic("beanies").taken_for, None, "the plan has that word itself");
}

#[test]
fn a_warning_sign_is_answered_before_everything_else() {
    let schedule = template("smp");
    for question in [
        "it bleeds",
        "there is pus, may I wash",
        "I have a fever and feel sick",
        "swelling after the gym",
        "may I not wash, it hurts",
        "infectoin",
    ] {
        assert_eq!(
            cell(&answer(&schedule, FIRST, question, &Language::english())),
            "warning",
            "{question}"
        );
    }
    assert_eq!(
        cell(&answer(&schedule, FIRST, "may I drink red wine", &Language::english())),
        "22 Nov"
    );
}

fn asked(home: &Home, question: &str) -> String {
    home.run(&format!("may {question}")).all()
}

#[test]
fn answers_as_they_are_printed() {
    let contact = "[contact]\npractitioner = \"Studio North, 555 0100\"\n";
    let home =
        Home::with_plan(&format!("extends = \"smp\"\nsessions = [{FIRST}, {SECOND}]\n{contact}"));
    for (name, question) in [
        ("one_thing", "I go to the gym"),
        ("all_of_it", "beach --date 2026-11-24"),
        ("yes", "hat --date 2026-11-30"),
        ("yes_if", "wash --date 2026-11-24"),
        ("open_end", "razor"),
        ("asked_by_name", "cocoa butter --date 2026-11-24"),
        ("several_things", "wash, swim and juggle tomorrow"),
        ("nothing_understood", "juggle"),
        ("a_slip", "shampo"),
        ("a_word_that_is_near", "gim"),
        ("before_the_first_session", "wash --date 2026-11-18"),
        ("a_warning_sign", "wash, it is bleeding"),
        ("a_worry", "it looks too light and is flaking --date 2026-11-28"),
        ("a_quoted_note", "sleep --date 2026-11-23"),
        ("only_small_words", "I"),
        ("a_negation", "go without a hat"),
        ("json", "beach --json --date 2026-11-24"),
    ] {
        assert_snapshot!(name, asked(&home, question));
    }
}

#[test]
fn without_a_session_or_a_plan_it_says_so() {
    assert_snapshot!("no_session", asked(&Home::with_plan("extends = \"smp\"\n"), "wash"));
    assert_snapshot!("no_plan", asked(&Home::new(), "wash"));
    assert_eq!(Home::with_plan("version = 1\n").run("may").code, Some(2));
}

/// What is allowed while something is closed is answered where the question names just that.
#[test]
fn what_is_allowed_meanwhile_is_a_yes_if_for_that_alone() {
    let plan = schedule(
        "[[restriction]]\nid = \"hats\"\nlabel = \"Tight hats and helmets\"\ndays = \"0..6\"\n\
         meanwhile = \"a clean, loose hat\"\nwords = [\"hat\", \"helmet\"]\n\
         [[restriction]]\nid = \"sun\"\nlabel = \"Sun\"\ndays = \"0..\"\nmeanwhile = \"the shade\"\n\
         words = [\"shade\"]\n",
    );
    let free = FIRST + Days::new(7);
    assert_eq!(verdict(&plan, FIRST, "hat"), Verdict::Meanwhile(Some(free)));
    assert_eq!(verdict(&plan, FIRST, "helmet"), Verdict::NotYet(free));
    assert_eq!(verdict(&plan, FIRST, "shade"), Verdict::Meanwhile(None));
    assert_eq!(verdict(&plan, FIRST, "sun"), Verdict::Ask);
    assert_eq!(verdict(&plan, free, "hat"), Verdict::Yes, "nothing is added once it is free");
}

#[test]
fn a_yes_for_the_time_until_then() {
    let home = Home::with_plan("extends = \"smp\"\nsessions = [2026-11-20]\n");
    assert_snapshot!("allowed_meanwhile", home.run("may hat helmet shower").all());
}

/// Questions of everyday, each with the English one that it is.
const ASKED: [(Tongue, &[(&str, &str)]); 3] = [
    (
        Tongue::German,
        &[
            ("Darf ich duschen?", "shower"),
            ("wann darf ich mir wieder die Haare waschen", "wash"),
            ("darf ich in die Sauna", "sauna"),
            ("darf ich schwimmen gehen", "swim"),
            ("Kann ich ins Fitnessstudio?", "gym"),
            ("darf ich eine Mütze tragen", "cap"),
            ("Motorradhelm", "helmet"),
            ("darf ich mich rasieren", "shave"),
            ("mit der Rasierklinge", "razor"),
            ("mit dem Elektrorasierer", "electric razor"),
            ("darf ich an den Strand", "beach"),
            ("Sonnencreme auftragen", "sunscreen"),
            ("darf ich Bier trinken", "beer"),
            ("wie soll ich schlafen", "sleep"),
            ("es juckt", "scratch"),
            ("es blutet, darf ich duschen", "it is bleeding, shower"),
            ("es ist fleckig", "patchy"),
        ],
    ),
    (
        Tongue::Spanish,
        &[
            ("¿Puedo ducharme?", "shower"),
            ("puedo lavarme el pelo", "wash"),
            ("puedo nadar", "swim"),
            ("¿cuándo puedo ir al gimnasio?", "gym"),
            ("puedo llevar gorra", "cap"),
            ("casco", "helmet"),
            ("puedo afeitarme", "shave"),
            ("con cuchilla", "razor"),
            ("puedo ir a la playa", "beach"),
            ("crema solar", "sunscreen"),
            ("puedo beber cerveza", "beer"),
            ("cómo dormir", "sleep"),
            ("tengo fiebre", "fever"),
            ("veo manchas", "patchy"),
        ],
    ),
    (
        Tongue::French,
        &[
            ("Puis-je me laver ?", "wash"),
            ("puis-je prendre une douche", "shower"),
            ("quand puis-je nager", "swim"),
            ("puis-je aller à la salle de sport", "sport"),
            ("puis-je porter une casquette", "cap"),
            ("un casque", "helmet"),
            ("puis-je me raser", "shave"),
            ("avec une lame", "razor"),
            ("puis-je aller à la plage", "beach"),
            ("mettre de la crème solaire", "sunscreen"),
            ("puis-je boire de l\u{2019}alcool", "alcohol"),
            ("comment dormir", "sleep"),
            ("ça saigne", "bleed"),
            ("il y a des taches", "patchy"),
        ],
    ),
];

#[test]
fn everyday_questions_are_answered_in_each_language_as_in_english() {
    let (english, schedule) = (Language::english(), template("smp"));
    for (tongue, questions) in ASKED {
        let language = Language::of(tongue);
        for (question, same) in questions {
            for date in [FIRST, FIRST + Days::new(4), SECOND + Days::new(45)] {
                let told = cell(&answer(&schedule, date, question, &language));
                let expected = cell(&answer(&schedule, date, same, &english));
                assert_eq!(told, expected, "{question} on {date}");
                assert_ne!(told, "empty", "{question}");
            }
        }
    }
}

/// Nobody knows which of the two is meant, so both are answered.
#[test]
fn a_word_with_two_meanings_is_answered_for_each() {
    for (tongue, word) in [
        (Tongue::German, "darf ich baden"),
        (Tongue::Spanish, "puedo bañarme"),
        (Tongue::French, "puis-je me baigner"),
    ] {
        let asked = answer(&template("smp"), FIRST, word, &Language::of(tongue));
        let May::Plan(Answer { topics, .. }) = asked else { panic!("{word}") };
        let taken: Vec<_> = topics.iter().map(|topic| topic.taken_for.clone().unwrap()).collect();
        assert_eq!(taken.len(), 2, "{word}: {taken:?}");
    }
}

#[test]
fn in_no_language_is_anything_guessed_or_turned_round() {
    let schedule = template("smp");
    for (tongue, unknown, negated) in [
        (Tongue::German, "darf ich zaubern", "darf ich ohne Mütze gehen"),
        (Tongue::German, "Trampolin springen", "soll ich nicht duschen"),
        (Tongue::Spanish, "puedo hacer magia", "puedo salir sin gorra"),
        (Tongue::French, "puis-je jongler", "puis-je ne pas me laver"),
        (Tongue::French, "escalade", "sans casquette"),
    ] {
        let language = Language::of(tongue);
        assert_eq!(cell(&answer(&schedule, SECOND, unknown, &language)), "-", "{unknown}");
        assert_eq!(cell(&answer(&schedule, SECOND, negated, &language)), "negated", "{negated}");
    }
    let other = answer(&schedule, FIRST, "darf ich morgen duschen", &Language::of(Tongue::German));
    let May::Plan(Answer { other_date, .. }) = other else { panic!("{other:?}") };
    assert_eq!(other_date.as_deref(), Some("morgen"));
}
