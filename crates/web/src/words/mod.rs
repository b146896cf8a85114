//! The texts of the pages: one Fluent file for each language, embedded in the program.

use std::fmt;
use std::sync::LazyLock;

use deskhand_domain::people::Language;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

#[cfg(feature = "testing")]
mod pseudo;
#[cfg(test)]
mod tests;

/// What a text is about. Words of people are isolated, so that their direction of writing ends with them.
#[derive(Clone, Debug)]
pub(crate) enum Arg {
    /// A number, by which the text may choose singular or plural.
    Number(u64),
    /// A word of ours, by which the text may choose.
    Word(String),
    /// What a person wrote.
    Theirs(String),
}

/// The texts of one language.
pub(crate) struct Words {
    pub(crate) language: Language,
    /// Whether it is written from right to left.
    pub(crate) is_rtl: bool,
    texts: FluentBundle<FluentResource>,
}

static ALL: LazyLock<Vec<(Language, Words)>> =
    LazyLock::new(|| Language::ALL.iter().map(|language| (*language, Words::embedded(*language))).collect());

#[cfg(feature = "testing")]
static PSEUDO: LazyLock<Vec<(&str, Words)>> =
    LazyLock::new(|| pseudo::ALL.iter().map(|one| (one.name, Words::pseudo(one))).collect());

/// The file of a language.
const fn source(language: Language) -> &'static str {
    match language {
        Language::English => include_str!("../../words/en.ftl"),
        Language::German => include_str!("../../words/de.ftl"),
    }
}

/// The first language of a list as in `Accept-Language` in which there are texts.
pub(crate) fn preferred(accepted: &str) -> Option<Language> {
    let mut wanted: Vec<(f32, &str)> = accepted.split(',').filter_map(weighted).collect();
    wanted.sort_by(|a, b| b.0.total_cmp(&a.0));
    wanted.into_iter().find_map(|(_, tag)| tag.split('-').next()?.to_lowercase().parse().ok())
}

fn weighted(entry: &str) -> Option<(f32, &str)> {
    let mut parts = entry.split(';').map(str::trim);
    let tag = parts.next()?;
    let weight = parts.find_map(|part| part.strip_prefix("q=")?.parse().ok()).unwrap_or(1.0);
    (weight > 0.0).then_some((weight, tag))
}

impl Words {
    fn embedded(language: Language) -> Self {
        let identifier: LanguageIdentifier = language.as_str().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        bundle.set_use_isolating(false);
        // A test reads every file; of one with faults, the rest is used.
        let resource = FluentResource::try_new(source(language).to_owned()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
        Self { language, is_rtl: false, texts: bundle }
    }

    /// The texts for a reader of this language. Where the program is built for tests, the request may ask for a pseudo-language.
    pub(crate) fn chosen(language: Language, _accepted: Option<&str>) -> &'static Self {
        #[cfg(feature = "testing")]
        if let Some((_, words)) = PSEUDO.iter().find(|(name, _)| _accepted == Some(*name)) {
            return words;
        }
        Self::of(language)
    }

    #[cfg(feature = "testing")]
    fn pseudo(made: &pseudo::Pseudo) -> Self {
        let mut words = Self::embedded(Language::English);
        words.texts.set_transform(Some(made.transform));
        words.is_rtl = made.is_rtl;
        words
    }

    /// The texts of this language.
    pub(crate) fn of(language: Language) -> &'static Self {
        let found = ALL.iter().find(|(known, _)| *known == language).or_else(|| ALL.first());
        #[expect(clippy::expect_used, reason = "there is a language")]
        found.map(|(_, words)| words).expect("there is at least one language")
    }

    /// A text; its id where there is none. A test compares the ids that pages use with the files.
    pub(crate) fn say(&self, id: &str, args: &[(&str, Arg)]) -> String {
        self.find(id, args).unwrap_or_else(|| {
            tracing::error!(id, "A page has a text that is in no file of words");
            id.to_owned()
        })
    }

    /// A text, where there is one.
    pub(crate) fn find(&self, id: &str, args: &[(&str, Arg)]) -> Option<String> {
        let pattern = self.texts.get_message(id)?.value()?;
        let mut fluent = FluentArgs::new();
        for (name, arg) in args {
            fluent.set(*name, value(arg));
        }
        Some(self.texts.format_pattern(pattern, Some(&fluent), &mut Vec::new()).into_owned())
    }
}

fn value(arg: &Arg) -> FluentValue<'static> {
    match arg {
        Arg::Number(number) => FluentValue::from(*number),
        Arg::Word(word) => FluentValue::from(word.clone()),
        Arg::Theirs(text) => FluentValue::from(format!("\u{2068}{text}\u{2069}")),
    }
}

impl Arg {
    pub(crate) fn theirs(text: impl fmt::Display) -> Self {
        Self::Theirs(text.to_string())
    }

    pub(crate) fn word(text: impl fmt::Display) -> Self {
        Self::Word(text.to_string())
    }

    pub(crate) fn number(number: impl TryInto<u64>) -> Self {
        Self::Number(number.try_into().unwrap_or(u64::MAX))
    }
}
