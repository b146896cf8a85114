//! The texts of letters: one Fluent file for each language, embedded in the program. An operator's own file replaces single
//! texts.
//!
//! Words of people never go through Fluent: it writes placeholders, which are replaced in its result. So nothing in them can be
//! syntax, and HTML can isolate them.

mod own_words;
mod placeholders;
mod signatures;
mod unknown_text;

use deskhand_domain::people::Language;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

pub(crate) use own_words::WordsFault;
use placeholders::{fill, placeholder};
use signatures::Signatures;
pub(crate) use unknown_text::UnknownText;

use crate::sentence::{Piece, Sentence};

/// The texts of one language.
pub(crate) struct Words {
    bundle: FluentBundle<FluentResource>,
    signatures: Signatures,
}

/// A value in a text.
#[derive(Clone, Debug)]
pub(crate) enum Arg {
    /// A number, by which the text may choose singular or plural.
    Number(u64),
    /// A word of ours, by which the text may choose.
    Word(String),
    /// What is put in as it is.
    Sentence(Sentence),
}

impl Arg {
    pub(crate) fn theirs(text: impl Into<String>) -> Self {
        Self::Sentence(Sentence::theirs(text))
    }
}

/// The embedded file of a language.
pub(crate) const fn embedded(language: Language) -> &'static str {
    match language {
        Language::English => include_str!("../../words/en.ftl"),
        Language::German => include_str!("../../words/de.ftl"),
    }
}

impl Words {
    /// The embedded texts of a language; those in `own` replace the ones with the same id.
    ///
    /// # Errors
    /// [`WordsFault`] for the first thing in `own` that can't be used.
    pub(crate) fn new(language: Language, own: Option<&str>) -> Result<Self, WordsFault> {
        let resource = own_words::parsed(embedded(language))?;
        let signatures = Signatures::of(&resource);
        let identifier: LanguageIdentifier = language.as_str().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        // Isolation marks are invisible characters. HTML has `<bdi>`, plain text goes without.
        bundle.set_use_isolating(false);
        bundle.add_resource_overriding(resource);
        if let Some(own) = own {
            bundle.add_resource_overriding(own_words::checked(own, &signatures)?);
        }
        Ok(Self { bundle, signatures })
    }

    /// A text with its arguments.
    pub(crate) fn sentence(&self, id: &str, args: &[(&str, Arg)]) -> Result<Sentence, UnknownText> {
        self.signatures.check_call(id, args.iter().map(|(name, _)| *name))?;
        let pattern = self.bundle.get_message(id).and_then(|message| message.value());
        let pattern = pattern.ok_or_else(|| UnknownText(format!("the text {id} is empty")))?;
        let mut fluent = FluentArgs::new();
        let mut inserted: Vec<&[Piece]> = Vec::new();
        for (name, arg) in args {
            let value = match arg {
                Arg::Number(number) => FluentValue::from(*number),
                Arg::Word(word) => FluentValue::from(word.as_str()),
                Arg::Sentence(Sentence(pieces)) => {
                    inserted.push(pieces);
                    FluentValue::from(placeholder(inserted.len() - 1))
                }
            };
            fluent.set(*name, value);
        }
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&fluent), &mut errors);
        match errors.first() {
            Some(error) => Err(UnknownText(format!("the text {id} can't be written: {error}"))),
            None => Ok(fill(&text, &inserted)),
        }
    }

    /// A text without arguments.
    pub(crate) fn text(&self, id: &str) -> Result<String, UnknownText> {
        self.sentence(id, &[]).map(|sentence| sentence.to_string())
    }
}

/// The ids of all texts, and their arguments.
#[cfg(test)]
pub(crate) fn argument_lists(language: Language) -> std::collections::BTreeMap<String, Vec<String>> {
    let signatures = Words::new(language, None).map(|words| words.signatures).unwrap_or_default();
    signatures.0.into_iter().map(|(id, text)| (id, text.arguments.into_iter().collect())).collect()
}

#[cfg(test)]
mod tests;
