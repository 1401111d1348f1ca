//! Words without their English endings, so that "washing" finds "wash".
//!
//! A stemmer of a library goes further: it joins words that only look alike, and here a false
//! friend would be a false answer.

/// The stems of all words of a text.
pub(super) fn stems(text: &str) -> impl Iterator<Item = String> {
    words(text).into_iter().map(|word| stem(&word))
}

/// The words of a text in lower case. An apostrophe joins: "don't" is one word.
pub(super) fn words(text: &str) -> Vec<String> {
    let text: String = text.to_lowercase().chars().filter(|c| !"'\u{2019}".contains(*c)).collect();
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// A French text with a space for each apostrophe that parts: "l'alcool" is two words.
pub(super) fn unelided(text: &str) -> String {
    let text = text.replace('\u{2019}', "'");
    let mut words: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let parted = word.split_once('\'').filter(|(article, _)| {
            let article = article.to_lowercase();
            article.chars().count() == 1 || article == "qu"
        });
        match parted {
            Some((article, rest)) => words.extend([article.to_owned(), rest.to_owned()]),
            None => words.push(word.to_owned()),
        }
    }
    words.join(" ")
}

/// A word in lower case without the endings of plural, past and "-ing".
pub(super) fn stem(word: &str) -> String {
    let singular = without_plural(word);
    let root = ["ing", "ed"].iter().find_map(|ending| root(&singular, ending));
    let root = root.map_or(singular, undoubled);
    if let Some(start) = root.strip_suffix("ie") {
        return format!("{start}y");
    }
    match root.strip_suffix('e') {
        Some(short) if 2 <= short.chars().count() => short.to_owned(),
        _ => root,
    }
}

fn without_plural(word: &str) -> String {
    if word.chars().count() < 4 {
        return word.to_owned();
    }
    if let Some(start) = word.strip_suffix("ies") {
        return format!("{start}y");
    }
    let hissing = ["ches", "shes", "sses", "xes", "zes"];
    if hissing.iter().any(|ending| word.ends_with(ending)) {
        return word.strip_suffix("es").unwrap_or(word).to_owned();
    }
    match word.strip_suffix('s') {
        Some(start) if !start.ends_with(['s', 'u', 'i']) => start.to_owned(),
        _ => word.to_owned(),
    }
}

/// What an ending leaves, if that can be a word: "bring" and "bleed" have no ending.
fn root(word: &str, ending: &str) -> Option<String> {
    let start =
        word.strip_suffix(ending).filter(|start| !start.ends_with('e') || ending != "ed")?;
    let sounds = start.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    (sounds && 2 <= start.chars().count()).then(|| start.to_owned())
}

/// "swimm" is "swim", but "press" stays.
fn undoubled(root: String) -> String {
    let doubled = ["bb", "dd", "gg", "mm", "nn", "pp", "rr", "tt"];
    if doubled.iter().any(|pair| root.ends_with(pair)) {
        let mut root = root;
        root.pop();
        return root;
    }
    root
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for forms in [
            "wash washes washed washing",
            "swim swims swimming",
            "run runs running",
            "rub rubbed rubbing",
            "shave shaves shaved shaving",
            "dye dyes dyed dyeing",
            "itch itches itching",
            "tan tanned tanning",
            "cycle cycles cycling",
            "sauna saunas",
            "bleed bleeds bleeding",
            "bath bathe bathing",
            "body bodies",
            "beanie beanies",
        ] {
            let stems: std::collections::BTreeSet<String> = stems(forms).collect();
            assert_eq!(stems.len(), 1, "{forms}: {stems:?}");
        }
    }

    #[test]
    fn words_that_differ_keep_different_stems() {
        for pair in
            ["shave shaver", "sun sunscreen", "pus put", "sea see", "bring brush", "red rub"]
        {
            let stems: Vec<String> = stems(pair).collect();
            assert_ne!(stems[0], stems[1], "{pair}");
        }
    }

    #[test]
    fn an_apostrophe_joins_and_a_hyphen_parts() {
        assert_eq!(words("Don't SELF-tan, please!"), ["dont", "self", "tan", "please"]);
    }
}
