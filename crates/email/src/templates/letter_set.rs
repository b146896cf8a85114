use std::collections::BTreeMap;
use std::sync::Arc;

use deskhand_domain::notification::Mail;
use deskhand_domain::people::Language;
use deskhand_domain::ports::OutgoingMail;
use minijinja::{Environment, Error, ErrorKind, Template, Value, context};

use super::embedded;
use super::environment::{environment, located};
use super::own_files::OwnFiles;
use super::template_error::TemplateError;
use super::translate::Translate;
use crate::letterhead::Letterhead;
use crate::mail_view::MailView;
use crate::wording;
use crate::words::{UnknownText, Words};

/// The folder of letters that report several events.
const SEVERAL_EVENTS: &str = "several_events";

/// The block of a template that says what happened.
const HAPPENED: &str = "happened";

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
        let subject = wording::subject(&outgoing.mail, words).map_err(|error| self.fault_of_words(outgoing, error))?;
        let view = self.view(outgoing, letterhead)?;
        if outgoing.joined.is_empty() {
            let folder = outgoing.mail.kind.as_str();
            let body = |end: &str| self.with_template(folder, end, &self.values(&view, outgoing, false), whole);
            return Ok(Letter { subject, text: body("txt")?, html: body("html")?, mute_url: view.mute_url });
        }
        let body = |end: &str| {
            let mut view = self.view(outgoing, letterhead)?;
            view.parts = self.parts(outgoing, letterhead, end)?;
            self.with_template(SEVERAL_EVENTS, end, &self.values(&view, outgoing, false), whole)
        };
        Ok(Letter { subject, text: body("txt")?, html: body("html")?, mute_url: view.mute_url })
    }

    /// What each event of a letter about several says: as its own letter would, without the frame.
    fn parts(&self, outgoing: &OutgoingMail, letterhead: &Letterhead, end: &str) -> Result<Vec<Value>, TemplateError> {
        let part = |mail: &Mail| {
            let part = OutgoingMail { mail: mail.clone(), joined: Vec::new(), ..outgoing.clone() };
            let values = self.values(&self.view(&part, letterhead)?, &part, true);
            let written = self.with_template(mail.kind.as_str(), end, &values, what_happened)?;
            Ok(Value::from_safe_string(written))
        };
        outgoing.parts().map(part).collect()
    }

    fn view<'a>(&self, outgoing: &'a OutgoingMail, letterhead: &'a Letterhead) -> Result<MailView<'a>, TemplateError> {
        let words = self.words(outgoing.language);
        MailView::new(outgoing, letterhead, words).map_err(|error| self.fault_of_words(outgoing, error))
    }

    fn values(&self, view: &MailView<'_>, outgoing: &OutgoingMail, is_part: bool) -> Value {
        let translate = Translate { words: self.words(outgoing.language).clone(), is_part };
        context! { mail => Value::from_serialize(view), t => Value::from_object(translate) }
    }

    fn with_template(
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

    fn fault_of_words(&self, outgoing: &OutgoingMail, error: UnknownText) -> TemplateError {
        self.own.error(&embedded::words_file(outgoing.language), None, error)
    }
}

fn whole(template: &Template<'_, '_>, values: &Value) -> Result<String, Error> {
    template.render(values)
}

/// An own template that has no such block is there whole.
fn what_happened(template: &Template<'_, '_>, values: &Value) -> Result<String, Error> {
    let mut letter = template.render_captured(values)?;
    match letter.with_state_mut(|state| state.render_block(HAPPENED)) {
        Err(error) if error.kind() == ErrorKind::UnknownBlock => Ok(letter.into_output()),
        written => written,
    }
}
