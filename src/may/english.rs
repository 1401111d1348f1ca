//! The everyday English words that `may` knows beside those of the plan.
//!
//! Each is there for one of four reasons, and no rule is: what is allowed stands in plans alone.

/// An everyday word, and the plan's words that it stands for.
pub(super) struct Everyday {
    pub(super) phrase: &'static str,
    /// What it takes, all of it; of each part, the first word that the plan has is meant.
    pub(super) parts: &'static [&'static [&'static str]],
}

const fn word(phrase: &'static str, parts: &'static [&'static [&'static str]]) -> Everyday {
    Everyday { phrase, parts }
}

const SWEAT: &[&str] = &["sport", "exercise", "workout", "sweat"];
const CALM: &[&str] = &["light exercise", "exercise", "sport", "sweat"];
const SEA: &[&str] = &["sea", "swim"];
const POOL: &[&str] = &["pool", "swim"];
const WATER: &[&str] = &["water", "wet"];
const STEAM: &[&str] = &["steam", "steam room"];
const TUB: &[&str] = &["hot tub", "jacuzzi", "whirlpool"];
const SUN: &[&str] = &["sun"];
const HAT: &[&str] = &["hat"];
const SHAVER: &[&str] = &["electric shaver", "foil shaver", "shaver", "clippers", "shave"];
const BLADE: &[&str] = &["razor", "blade", "wet shave", "shave"];
const STYLING: &[&str] = &["styling", "styling products"];
const FIBRES: &[&str] = &["fibres", "fibers", "styling", "styling products"];
const DRINK: &[&str] = &["alcohol", "drink alcohol"];
const CREAM: &[&str] = &["moisturizer", "moisturiser", "cream", "lotion"];
const SCREEN: &[&str] = &["sunscreen", "sun cream", "sunblock"];
const ACID: &[&str] = &["acid", "exfoliant", "exfoliate"];
const DYE: &[&str] = &["dye", "hair dye", "colour hair", "color hair"];
const MEDICINE: &[&str] = &["minoxidil", "medicine"];
const TAN: &[&str] = &["self tan", "fake tan"];

/// What people say, where it is a kind of what plans name, or takes it. A plan that has the word
/// itself decides alone. What only takes something names itself as a part, too: water may be
/// allowed, and a swim is still more than that.
pub(super) const EVERYDAY: &[Everyday] = &[
    // All of it at once; the strictest part decides.
    word("beach", &[SUN, SEA, SWEAT]),
    word("water park", &[SUN, POOL]),
    word("pool party", &[SUN, POOL]),
    word("triathlon", &[SWEAT, SEA, SUN]),
    word("marathon", &[SWEAT, SUN]),
    word("hike", &[SWEAT, SUN]),
    word("hot yoga", &[SWEAT, &["sauna"]]),
    word("shave", &[SHAVER, BLADE]),
    word("swim", &[&["swim", "swimming"], WATER]),
    word("pool", &[POOL, WATER]),
    word("sea", &[SEA, WATER]),
    word("ocean", &[SEA, WATER]),
    word("surf", &[SEA, WATER]),
    word("dive", &[SEA, WATER]),
    word("snorkel", &[SEA, WATER]),
    word("lake", &[&["lake", "swim"], WATER]),
    word("river", &[&["lake", "swim"], WATER]),
    word("bath", &[&["bath", "soak"], WATER]),
    word("hot tub", &[TUB, WATER]),
    word("jacuzzi", &[TUB, WATER]),
    word("whirlpool", &[TUB, WATER]),
    word("tretinoin", &[&["retinol"], &["medicine"]]),
    // Kinds of sport.
    word("gym", &[SWEAT]),
    word("sport", &[SWEAT]),
    word("exercise", &[SWEAT]),
    word("workout", &[SWEAT]),
    word("work out", &[SWEAT]),
    word("run", &[SWEAT]),
    word("jog", &[SWEAT]),
    word("cardio", &[SWEAT]),
    word("cycle", &[SWEAT]),
    word("football", &[SWEAT]),
    word("soccer", &[SWEAT]),
    word("tennis", &[SWEAT]),
    word("basketball", &[SWEAT]),
    word("crossfit", &[SWEAT]),
    word("yoga", &[CALM]),
    word("pilates", &[CALM]),
    word("stretch", &[CALM]),
    // Kinds of water and steam.
    word("shower", &[WATER]),
    word("rinse", &[WATER]),
    word("rain", &[WATER]),
    word("shampoo", &[&["wash"]]),
    word("steam bath", &[STEAM]),
    word("hammam", &[STEAM]),
    // Kinds of care.
    word("moisturize", &[CREAM]),
    word("moisturise", &[CREAM]),
    word("suncream", &[SCREEN]),
    word("sun screen", &[SCREEN]),
    word("sun lotion", &[SCREEN]),
    word("sun block", &[SCREEN]),
    word("vaseline", &[&["petroleum jelly"]]),
    word("salicylic acid", &[ACID]),
    word("glycolic acid", &[ACID]),
    word("fruit acid", &[ACID]),
    word("chemical peel", &[&["peeling", "exfoliant", "acid"]]),
    word("rogaine", &[MEDICINE]),
    word("regaine", &[MEDICINE]),
    word("minoxidil", &[MEDICINE]),
    // Kinds of styling. A dry shampoo is a spray, whatever its name says.
    word("dry shampoo", &[&["spray", "hairspray", "styling", "styling products"]]),
    word("hair gel", &[&["gel", "styling", "styling products"]]),
    word("hair spray", &[&["hairspray", "spray", "styling", "styling products"]]),
    word("hair wax", &[&["wax", "styling", "styling products"]]),
    word("hair fibres", &[FIBRES]),
    word("hair fibers", &[FIBRES]),
    word("pomade", &[STYLING]),
    word("mousse", &[STYLING]),
    word("highlights", &[DYE]),
    word("dye hair", &[DYE]),
    // Kinds of shaving. An electric razor has no blade that touches the skin.
    word("electric razor", &[SHAVER]),
    word("foil razor", &[SHAVER]),
    word("electric shave", &[SHAVER]),
    word("buzz cut", &[SHAVER]),
    word("razor blade", &[BLADE]),
    word("safety razor", &[BLADE]),
    word("wet razor", &[BLADE]),
    // Kinds of hats and of sun.
    word("cap", &[HAT]),
    word("beanie", &[HAT]),
    word("bandana", &[HAT]),
    word("hard hat", &[&["helmet", "tight hat", "hat"]]),
    word("sunbathe", &[SUN]),
    word("sunshine", &[SUN]),
    word("self tanner", &[TAN]),
    word("tanning bed", &[&["sunbed", "solarium"]]),
    // Kinds of drinks.
    word("beer", &[DRINK]),
    word("wine", &[DRINK]),
    word("vodka", &[DRINK]),
    word("whisky", &[DRINK]),
    word("cocktail", &[DRINK]),
];

/// What many ask about and few plans name. They are here so that none is taken for a slip of the
/// pen: "walk" is not "wash".
pub(super) const UNPLANNED: &[&str] = &[
    "walk",
    "work",
    "sleep",
    "fly",
    "flight",
    "plane",
    "drive",
    "car",
    "office",
    "coffee",
    "smoke",
    "sex",
    "eat",
    "food",
    "give blood",
    "donate blood",
    "blood donation",
    "pillow",
    "bed",
    "massage",
    "wig",
    "hairpiece",
    "makeup",
    "shirt",
    "shorts",
    "shoes",
    "dance",
    "travel",
    "holiday",
    "school",
    "party",
    "cook",
    "bald",
    "talk",
];

/// Words of what clinics, dermatologists and health services publish as reasons to call.
pub(super) const WARNINGS: &[&str] = &[
    "bleed",
    "bled",
    "blood",
    "pus",
    "ooze",
    "weeping",
    "discharge",
    "drainage",
    "fever",
    "temperature",
    "chills",
    "shiver",
    "swelling",
    "swollen",
    "spreading",
    "redness",
    "red skin",
    "gone red",
    "turning red",
    "pain",
    "painful",
    "hurt",
    "sore",
    "burning",
    "hot skin",
    "feels hot",
    "throb",
    "infection",
    "infected",
    "blister",
    "rash",
    "hives",
    "bump",
    "lump",
    "allergy",
    "allergic",
    "breathe",
    "breath",
    "throat",
    "faint",
    "dizzy",
    "vomit",
    "sick",
    "unwell",
    "confused",
    "lymph",
    "worse",
];

/// Words of a question about how it looks, which only a person who sees it can answer.
pub(super) const LOOKS: &[&str] = &[
    "ruin",
    "damage",
    "spoil",
    "destroy",
    "patchy",
    "too light",
    "lighter",
    "too dark",
    "uneven",
    "fade",
    "blotchy",
    "worry",
    "worried",
    "flaky",
    "flake",
    "sunburn",
    "sunburnt",
];

/// What would turn "yes" into its opposite.
pub(super) const NEGATIONS: &[&str] = &[
    "not", "no", "never", "without", "dont", "cant", "cannot", "mustnt", "shouldnt", "avoid",
    "stop", "quit", "unless", "skip", "wont", "neither", "nor",
];

/// Words that name another date than the one that is answered for.
pub(super) const DATES: &[&str] = &[
    "tomorrow",
    "yesterday",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "week",
    "weekend",
    "month",
    "day",
    "days",
    "weeks",
    "next",
    "later",
    "tonight",
];

/// Small words between those that matter, also within a phrase: "wash my hair" is "wash hair".
pub(super) const SMALL: &[&str] = &[
    "a", "an", "the", "my", "your", "some", "any", "this", "that", "it", "its", "of", "to", "in",
    "into", "on", "onto", "at", "for", "with", "by", "and", "or", "up", "is", "am", "are", "be",
    "i", "me", "you", "we", "if",
];

/// Words that carry a question and are not what it is about.
pub(super) const CARRYING: &[&str] = &[
    // How a question begins.
    "may",
    "can",
    "could",
    "should",
    "would",
    "do",
    "does",
    "did",
    "shall",
    "must",
    "will",
    "when",
    "what",
    "which",
    "how",
    "where",
    "please",
    "allowed",
    "okay",
    "ok",
    "fine",
    "safe",
    "possible",
    "long",
    "soon",
    "already",
    "again",
    "yet",
    "still",
    "now",
    "today",
    "want",
    "like",
    "need",
    "been",
    "was",
    "has",
    "had",
    "im",
    "id",
    "about",
    "after",
    "before",
    "from",
    "then",
    "just",
    "tell",
    "ask",
    "know",
    "let",
    // Verbs that say nothing without what follows.
    "go",
    "going",
    "went",
    "get",
    "got",
    "have",
    "having",
    "take",
    "taking",
    "use",
    "using",
    "wear",
    "wearing",
    "put",
    "apply",
    "start",
    "play",
    "ride",
    "visit",
    "lie",
    "sit",
    "stay",
    "drink",
    "out",
    "outside",
    "off",
    "over",
    "under",
    "through",
    "during",
    "while",
    "look",
    "looks",
    // What all of it is about.
    "scalp",
    "head",
    "skin",
    "hair",
    "treatment",
    "session",
    "tattoo",
    "smp",
    "pigment",
    "really",
    "very",
    "bit",
    "little",
    "quick",
    "quickly",
    "gently",
    "so",
    "but",
    "all",
    "thing",
    "things",
    "time",
    "there",
    "here",
    "normal",
];
