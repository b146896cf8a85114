use std::collections::BTreeMap;
use std::sync::Arc;

use deskhand_domain::people::Language;
use deskhand_domain::ports::OutgoingMail;
use minijinja::{Environment, Error, Template, Value, context};

use super::embedded;
use super::environment::{environment, located};
use super::own_files::OwnFiles;
use super::template_error::TemplateError;
use super::translate::Translate;
use crate::letterhead::Letterhead;
use crate::mail_view::MailView;
use crate::wording;
use crate::words::{UnknownText, Words};

/// The words of one mail.
pub(crate) struct Letter {
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) html: String,
    pub(crate) mute_url: String,
}

/// The templates and the texts of every language that together make letters.
pub(super) struct LetterSet {
    pub(super) own: OwnFiles,
    pub(super) environment: Environment<'static>,
    english: Arc<Words>,
    /// Those of the other languages.
    words: BTreeMap<Language, Arc<Words>>,
}

impl LetterSet {
    pub(super) fn new(own: OwnFiles) -> Result<Self, TemplateError> {
        let words = |language| {
            let file = embedded::words_file(language);
            let words = Words::new(language, own.get(&file));
            words.map(Arc::new).map_err(|fault| own.error(&file, Some(fault.line), fault.reason))
        };
        let others = Language::ALL.iter().filter(|language| **language != Language::English);
        Ok(Self {
            environment: environment(&own)?,
            english: words(Language::English)?,
            words: others.map(|language| Ok((*language, words(*language)?))).collect::<Result<_, _>>()?,
            own,
        })
    }

    pub(super) fn words(&self, language: Language) -> &Arc<Words> {
        self.words.get(&language).unwrap_or(&self.english)
    }

    pub(super) fn write(&self, outgoing: &OutgoingMail, letterhead: &Letterhead) -> Result<Letter, TemplateError> {
        let words = self.words(outgoing.language);
        let subject = wording::subject(outgoing, words).map_err(|error| self.fault_of_words(outgoing, error))?;
        let view = self.view(outgoing, letterhead)?;
        if outgoing.joined.is_empty() {
            let folder = outgoing.mail.kind.as_str();
            let body = |end: &str| self.with_template(folder, end, &self.values(&view, outgoing, false), whole);
            return Ok(Letter { subject, text: body("txt")?, html: body("html")?, mute_url: view.mute_url });
        }
        let body = |end: &str| self.several(outgoing, letterhead, end);
        Ok(Letter { subject, text: body("txt")?, html: body("html")?, mute_url: view.mute_url })
    }

    pub(super) fn view<'a>(
        &self,
        outgoing: &'a OutgoingMail,
        letterhead: &'a Letterhead,
    ) -> Result<MailView<'a>, TemplateError> {
        let words = self.words(outgoing.language);
        MailView::new(outgoing, letterhead, words).map_err(|error| self.fault_of_words(outgoing, error))
    }

    pub(super) fn values(&self, view: &MailView<'_>, outgoing: &OutgoingMail, is_part: bool) -> Value {
        let translate = Translate { words: self.words(outgoing.language).clone(), is_part };
        context! { mail => Value::from_serialize(view), t => Value::from_object(translate) }
    }

    pub(super) fn with_template(
        &self,
        folder: &str,
        end: &str,
        values: &Value,
        write: impl Fn(&Template<'_, '_>, &Value) -> Result<String, Error>,
    ) -> Result<String, TemplateError> {
        let name = format!("{folder}/body.{end}");
        let written = self.environment.get_template(&name).and_then(|template| write(&template, values));
        written.map_err(|error| located(&error, &name, &self.own))
    }

    pub(super) fn fault_of_words(&self, outgoing: &OutgoingMail, error: UnknownText) -> TemplateError {
        self.own.error(&embedded::words_file(outgoing.language), None, error)
    }
}

pub(super) fn whole(template: &Template<'_, '_>, values: &Value) -> Result<String, Error> {
    template.render(values)
}
