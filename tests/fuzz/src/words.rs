//! Bytes to choices, choices to the files of a plan: right ones, nearly right ones, and worse.

use std::fmt::Write as _;

use crate::TEMPLATES;

/// The most tables of one file, and the most items of one list.
const MOST_TABLES: usize = 12;
const MOST_ITEMS: usize = 6;

/// What a value is meant to be.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Text,
    Id,
    Closed,
    Word(&'static [&'static str]),
    Days,
    Clock,
    Time,
    Times,
    Span,
    Cron,
    Date,
    Dates,
    Number,
    Version,
    Bit,
    Switch,
    Nag,
    Words,
    Dropped,
    Template,
}

const KINDS: &[Kind] = &[
    Kind::Text,
    Kind::Id,
    Kind::Closed,
    Kind::Word(&["sunset", "0..3", "2026-11-20"]),
    Kind::Days,
    Kind::Clock,
    Kind::Time,
    Kind::Times,
    Kind::Span,
    Kind::Cron,
    Kind::Date,
    Kind::Dates,
    Kind::Number,
    Kind::Version,
    Kind::Bit,
    Kind::Switch,
    Kind::Nag,
    Kind::Words,
    Kind::Dropped,
    Kind::Template,
];

/// A table: its header, and its keys; those before the number are nearly always there.
struct Shape {
    header: &'static str,
    needed: usize,
    keys: &'static [(&'static str, Kind)],
}

const TOP: Shape = Shape {
    header: "",
    needed: 0,
    keys: &[
        ("sessions", Kind::Dates),
        ("extends", Kind::Template),
        ("version", Kind::Version),
        ("title", Kind::Text),
        ("day_of_session", Kind::Bit),
        (
            "timezone",
            Kind::Word(&["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"]),
        ),
        ("privacy", Kind::Word(&["plain", "discreet", "silent"])),
        ("history", Kind::Word(&["off", "90d", "1d"])),
        ("remove", Kind::Dropped),
    ],
};

const TABLES: &[Shape] = &[
    Shape {
        header: "[[reminder]]",
        needed: 3,
        keys: &[
            ("id", Kind::Id),
            ("text", Kind::Text),
            ("at", Kind::Times),
            ("days", Kind::Days),
            ("unless_closed", Kind::Closed),
            ("details", Kind::Text),
            ("discreet", Kind::Text),
            ("count_from", Kind::Word(&["latest", "last"])),
            ("kind", Kind::Word(&["task", "note"])),
            ("urgency", Kind::Word(&["low", "normal", "critical"])),
            ("grace", Kind::Span),
            ("if_missed", Kind::Word(&["show", "digest", "drop"])),
            ("nag", Kind::Nag),
            ("snooze", Kind::Span),
            ("quiet", Kind::Word(&["wait", "drop", "ignore"])),
            ("enabled", Kind::Switch),
        ],
    },
    Shape {
        header: "[[reminder]]",
        needed: 3,
        keys: &[
            ("id", Kind::Id),
            ("text", Kind::Text),
            ("every", Kind::Span),
            ("from", Kind::Time),
            ("until", Kind::Time),
            ("days", Kind::Days),
            ("at", Kind::Times),
        ],
    },
    Shape {
        header: "[[reminder]]",
        needed: 3,
        keys: &[("id", Kind::Id), ("text", Kind::Text), ("cron", Kind::Cron), ("days", Kind::Days)],
    },
    Shape {
        header: "[[restriction]]",
        needed: 3,
        keys: &[
            ("id", Kind::Closed),
            ("label", Kind::Text),
            ("days", Kind::Days),
            ("count_from", Kind::Word(&["latest", "last"])),
            ("meanwhile", Kind::Text),
            ("then", Kind::Text),
            ("because", Kind::Text),
            ("ask", Kind::Text),
            ("words", Kind::Words),
            ("discreet", Kind::Text),
        ],
    },
    Shape {
        header: "[[session]]",
        needed: 1,
        keys: &[
            ("date", Kind::Date),
            ("time", Kind::Clock),
            ("label", Kind::Text),
            ("status", Kind::Word(&["booked", "done", "cancelled"])),
        ],
    },
    Shape {
        header: "[[phase]]",
        needed: 3,
        keys: &[
            ("id", Kind::Id),
            ("label", Kind::Text),
            ("days", Kind::Days),
            ("note", Kind::Text),
        ],
    },
    Shape {
        header: "[day]",
        needed: 0,
        keys: &[("wake", Kind::Clock), ("sleep", Kind::Clock), ("notices", Kind::Clock)],
    },
    Shape { header: "[quiet]", needed: 2, keys: &[("from", Kind::Clock), ("to", Kind::Clock)] },
    Shape {
        header: "[contact]",
        needed: 0,
        keys: &[("practitioner", Kind::Text), ("doctor", Kind::Text)],
    },
    Shape {
        header: "[place]",
        needed: 2,
        keys: &[("latitude", Kind::Number), ("longitude", Kind::Number)],
    },
    Shape {
        header: "[labels]",
        needed: 0,
        keys: &[("done", Kind::Text), ("later", Kind::Text), ("skip", Kind::Text)],
    },
];

/// Texts that a plan may have, and such as it may not.
const TEXTS: &[&str] =
    &["\"Put on cream\"", "\"a <b> & c\"", "\"日本語 ✓ é e\u{301}\"", "'one \"word\"'"];
const BAD_TEXTS: &[&str] = &[
    "\"\"",
    "\" \"",
    "\"\\u001b[31m\"",
    "\"\u{202e}txet\"",
    "'''\nseveral\nlines'''",
    "\"\"\"two\\\n   lines\"\"\"",
    "\u{201c}curly\u{201d}",
    "bare words",
    "\"never closed",
    "\"\\q\"",
    "\"\t\"",
    "\"it's 5\" tall\"",
];

/// Names. Few, so that entries meet.
const NAMES: &[&str] = &["cream", "wash", "moisturize", "photo"];
const BAD_NAMES: &[&str] = &["Cream", "a b", "", "release", "é", "creme"];
const CLOSED: &[&str] = &["washing", "creams"];

const NUMBERS: &[&str] = &["52.5", "13", "-13.25", "78.9", "0", "-90"];
const BAD_NUMBERS: &[&str] =
    &["-180.5", "1e3", "0x1F", "1_000", "nan", "-inf", "9223372036854775808", "007", "+1", ".5"];

/// What a time can be tied to; the sun only with a `[place]`.
const ANCHORS: &[&str] = &["wake", "sleep", "wake", "sleep", "wake", "sunset", "sunrise"];

/// What a slip puts where nothing should be.
const SLIPS: &[&str] = &[
    "", "\"", "'", "]", "[", "=", ",", "#", "\r", "\n", "\u{feff}", "\u{85}", "\u{2028}", "}",
    "{ ", "\u{a0}", "\\", ".", "[[", "\u{7f}", "ü", "\"\"\"",
];

/// Bytes that decide.
struct Choices<'a> {
    bytes: &'a [u8],
    /// Whether whoever writes this makes mistakes.
    slips: bool,
}

/// The files of a plan, the person's own one first.
pub fn files(input: &[u8]) -> Vec<String> {
    let mut choices = Choices { bytes: input, slips: false };
    choices.slips = choices.below(3) == 1;
    let count = 1 + choices.below(TEMPLATES.len() + 1).saturating_sub(1);
    (0..count).map(|_| choices.file()).collect()
}

impl Choices<'_> {
    /// A number below `end`; 0 when there are no more bytes.
    fn below(&mut self, end: usize) -> usize {
        let Some((first, rest)) = self.bytes.split_first() else { return 0 };
        self.bytes = rest;
        usize::from(*first) % end
    }

    /// Rare among random bytes, and never when there are none left.
    fn seldom(&mut self, once_in: usize) -> bool {
        self.below(once_in) == once_in - 1
    }

    /// As rare, and only of somebody who makes mistakes.
    fn slip(&mut self, once_in: usize) -> bool {
        self.slips && self.seldom(once_in)
    }

    fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }

    /// One of the right ones; somebody who makes mistakes takes one of the others now and then.
    fn either<T: Copy>(&mut self, right: &[T], wrong: &[T]) -> T {
        if self.slip(6) { self.pick(wrong) } else { self.pick(right) }
    }

    fn file(&mut self) -> String {
        let mut text = String::new();
        self.table(&TOP, &mut text);
        for _ in 0..self.below(MOST_TABLES) {
            let shape = &TABLES[self.below(TABLES.len())];
            let is_twice = !shape.header.starts_with("[[") && text.contains(shape.header);
            let is_double = shape.header == "[[session]]" && text.contains("sessions =");
            if !is_twice && !is_double || self.slips {
                self.table(shape, &mut text);
            }
        }
        text
    }

    fn table(&mut self, shape: &Shape, text: &mut String) {
        let header = shape.header.to_owned();
        let header = if self.slip(60) { self.slipped(&header) } else { header };
        writeln!(text, "{header}").expect("memory");
        for (place, (key, kind)) in shape.keys.iter().enumerate() {
            let written = if place < shape.needed { !self.slip(40) } else { self.seldom(4) };
            if written {
                self.line(key, *kind, text);
            }
        }
        if self.slip(20) {
            let foreign = &TABLES[self.below(TABLES.len())];
            let (key, kind) = self.pick(foreign.keys);
            self.line(key, kind, text);
        }
    }

    fn line(&mut self, key: &str, kind: Kind, text: &mut String) {
        let key = if self.slip(50) { self.slipped(key) } else { key.to_owned() };
        let kind = if self.slip(40) { self.pick(KINDS) } else { kind };
        let value = self.value(kind);
        let value = if self.slip(50) { self.slipped(&value) } else { value };
        let end = if self.slip(40) { self.pick(SLIPS) } else { "" };
        writeln!(text, "{key} = {value}{end}").expect("memory");
    }

    /// A character lost, or something put in.
    fn slipped(&mut self, text: &str) -> String {
        let at = self.below(text.chars().count() + 1);
        let lost = self.below(2);
        let slip = self.pick(SLIPS);
        let before = text.chars().take(at);
        before.chain(slip.chars()).chain(text.chars().skip(at + lost)).collect()
    }

    fn value(&mut self, kind: Kind) -> String {
        match kind {
            Kind::Text => self.text(),
            Kind::Id => {
                let name = self.either(NAMES, BAD_NAMES);
                quoted(&format!("{name}{}", self.below(64)))
            }
            Kind::Closed => quoted(self.either(CLOSED, BAD_NAMES)),
            Kind::Word(words) => quoted(self.pick(words)),
            Kind::Days => self.days(),
            Kind::Clock => self.time(&[]),
            Kind::Time => self.time(ANCHORS),
            Kind::Times => self.list(|choices| choices.time(ANCHORS)),
            Kind::Span => quoted(&self.span()),
            Kind::Cron => self.cron(),
            Kind::Date => self.date(),
            Kind::Dates => self.list(Self::date),
            Kind::Number => self.either(NUMBERS, BAD_NUMBERS).to_owned(),
            Kind::Version => self.either(&["1"], BAD_NUMBERS).to_owned(),
            Kind::Bit => self.either(&["0", "1"], BAD_NUMBERS).to_owned(),
            Kind::Switch => self.either(&["false", "true"], &["no", "\"yes\"", "1"]).to_owned(),
            Kind::Nag => self.nag(),
            Kind::Words => self.list(|choices| quoted(choices.either(NAMES, BAD_NAMES))),
            Kind::Dropped if self.slips => self.value(Kind::Words),
            Kind::Dropped => "[]".to_owned(),
            Kind::Template => {
                let right = ["a.toml", "b.toml", "folder/c.toml", "smp"];
                quoted(self.either(&right, &["c.toml", "../a", "/etc", "", "."]))
            }
        }
    }

    fn text(&mut self) -> String {
        if self.slip(20) {
            let long = self.pick(&[1, 200, 499, 500, 501, 2_500]);
            return quoted(&self.pick(&["x", "é", "word "]).repeat(long));
        }
        self.either(TEXTS, BAD_TEXTS).to_owned()
    }

    fn list(&mut self, item: impl Fn(&mut Self) -> String) -> String {
        let count = if self.slip(30) { 0 } else { 1 + self.below(MOST_ITEMS) };
        let items: Vec<String> = (0..count).map(|_| item(self)).collect();
        let between = self.either(&[", ", ",\n"], &[" ,", " ", ",,"]);
        if count == 1 && self.seldom(2) {
            return items.concat();
        }
        format!("[{}]", items.join(between))
    }

    fn time(&mut self, anchors: &[&str]) -> String {
        let (hour, minute) = (self.below(24), self.below(60));
        if self.slip(6) {
            let ends = ["am", "pm", "h", ".30", ":5", ":00:60", ":61", "", " Uhr"];
            let whole = ["noon", "24:00", "0930", "", "every morning", "½9", "Sunset", "dawn+1h"];
            return match self.below(2) {
                0 => quoted(&format!("{hour}{}", self.pick(&ends))),
                _ => quoted(self.pick(&whole)),
            };
        }
        match self.below(6) {
            0..3 => format!("\"{hour:02}:{minute:02}\""),
            3 => format!("{hour:02}:{minute:02}:00"),
            _ if anchors.is_empty() => format!("\"{hour:02}:{minute:02}:30\""),
            _ => {
                let anchor = self.pick(anchors);
                let sign = self.either(&["", "-", "+"], &["*", "\u{2212}"]);
                let offset = if sign.is_empty() { String::new() } else { self.span() };
                quoted(&format!("{anchor}{sign}{offset}"))
            }
        }
    }

    fn span(&mut self) -> String {
        let count = 1 + self.below(90);
        if self.slip(6) {
            let odd = ["0m", "1h30", "1.5h", "999999999d", "99999999999999999999m", "half", "-5m"];
            return self.pick(&odd).to_owned();
        }
        match self.below(6) {
            0..4 => format!("{count}m"),
            4 => format!("{}h", 1 + count % 23),
            _ => format!("1h {count}m"),
        }
    }

    fn nag(&mut self) -> String {
        let every = self.span();
        let times = self.either(&["2", "1", "20"], &["0", "21", "-1", "\"2\""]);
        format!("{{ every = \"{every}\", times = {times} }}")
    }

    fn days(&mut self) -> String {
        if self.seldom(6) {
            return self.list(|choices| choices.below(40).to_string());
        }
        let spans: Vec<String> = (0..=self.below(4)).map(|_| self.days_span()).collect();
        quoted(&spans.join(self.either(&[",", ", "], &[";", " ", ",,"])))
    }

    fn days_span(&mut self) -> String {
        let first = self.below(60);
        let last = first + self.below(30);
        if self.slip(5) {
            let between = self.pick(&["-", "...", "\u{2013}", " to ", "+", "..-"]);
            let odd = ["36501", "2147483648", "day 3", "x", "", "+1", "٣"];
            return format!("{first}{between}{}", self.either(&["5", "36500"], &odd));
        }
        match self.below(8) {
            0 | 1 => format!("{first}"),
            2..5 => format!("{first}..{last}"),
            5 => format!("{first}.."),
            6 => format!("-{last}..-{}", 1 + first.min(last - first)),
            _ => {
                let step = self.either(&["2", "3", "4294967295"], &["0", "-1", ""]);
                format!("{first}..{last}/{step}")
            }
        }
    }

    fn date(&mut self) -> String {
        let (month, day) = (1 + self.below(12), 1 + self.below(28));
        let year = self.either(&[2026, 2026, 2028, 1900, 2200], &[1899, 2201, 0, 9999]);
        if self.slip(6) {
            let odd = ["2026-11-20T08:00:00Z", "2026-02-29", "08:00:00", "\"today\"", "20.11.26"];
            return match self.below(3) {
                0 => format!("\"{day}.{month}.{year}\""),
                1 => format!("{year}-{month}-{day}"),
                _ => self.pick(&odd).to_owned(),
            };
        }
        match self.below(4) {
            0 => format!("\"{year:04}-{month:02}-{day:02}\""),
            _ => format!("{year:04}-{month:02}-{day:02}"),
        }
    }

    fn cron(&mut self) -> String {
        let count = if self.slip(10) { 1 + self.below(8) } else { 5 };
        let fields: Vec<String> = (0..count).map(|place| self.cron_field(place)).collect();
        quoted(&fields.join(self.pick(&[" ", " ", "  ", "\t"])))
    }

    fn cron_field(&mut self, place: usize) -> String {
        if self.slip(8) {
            let odd = ["L", "?", "1W", "5#2", "", "*/0", "@daily", "99999999999", "7", "tue/2"];
            return self.pick(&odd).to_owned();
        }
        let (first, end) = match place {
            1 => (0, 24),
            2 => (1, 29),
            3 => (1, 13),
            4 => return self.pick(&["*", "mon", "mon-fri", "sun,Wed"]).to_owned(),
            _ => (0, 60),
        };
        let (a, b) = (first + self.below(end - first), first + self.below(end - first));
        match self.below(6) {
            0 | 1 => "*".to_owned(),
            2 => format!("{a}"),
            3 => format!("*/{}", 1 + a % 12),
            4 => format!("{}-{}", a.min(b), a.max(b)),
            _ => format!("{a},{b}"),
        }
    }
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}
