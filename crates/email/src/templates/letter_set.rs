use std::collections::BTreeMap;
use std::sync::Arc;

use deskhand_domain::people::Language;
use deskhand_domain::ports::OutgoingMail;
use minijinja::{Environment, Value, context};

use super::embedded;
use super::environment::{environment, located};
use super::own_files::OwnFiles;
use super::template_error::TemplateError;
use super::translate::Translate;
use crate::letterhead::Letterhead;
use crate::mail_view::MailView;
use crate::wording;
use crate::words::Words;

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
    words: BTreeMap<Language, Arc<Words>>,
}

impl LetterSet {
    pub(super) fn new(own: OwnFiles) -> Result<Self, TemplateError> {
        let words = |language| {
            let file = embedded::words_file(language);
            let words = Words::new(language, own.get(&file));
            words.map(Arc::new).map_err(|fault| own.error(&file, Some(fault.line), fault.reason))
        };
        Ok(Self {
            environment: environment(&own)?,
            english: words(Language::English)?,
            words: Language::ALL.iter().map(|language| Ok((*language, words(*language)?))).collect::<Result<_, _>>()?,
            own,
        })
    }

    pub(super) fn words(&self, language: Language) -> &Arc<Words> {
        self.words.get(&language).unwrap_or(&self.english)
    }

    pub(super) fn write(&self, outgoing: &OutgoingMail, letterhead: &Letterhead) -> Result<Letter, TemplateError> {
        let words = self.words(outgoing.language);
        let file = embedded::words_file(outgoing.language);
        let view = MailView::new(outgoing, letterhead, words).map_err(|error| self.own.error(&file, None, error))?;
        let subject = wording::subject(&outgoing.mail, words).map_err(|error| self.own.error(&file, None, error))?;
        let values =
            context! { mail => Value::from_serialize(&view), t => Value::from_object(Translate(words.clone())) };
        let body = |end: &str| {
            let name = format!("{}/body.{end}", outgoing.mail.kind);
            let template = self.environment.get_template(&name);
            let written = template.and_then(|template| template.render(&values));
            written.map_err(|error| located(&error, &name, &self.own))
        };
        Ok(Letter { subject, text: body("txt")?, html: body("html")?, mute_url: view.mute_url })
    }
}
