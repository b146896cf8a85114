//! One paragraph for each line of a mail: what happened, and who did it.

use std::str::FromStr;

use deskhand_domain::history::EventKind;
use deskhand_domain::notification::{Mail, MailKind, MailLine, Reason};
use minijinja::Value;
use serde::Serialize;

use crate::moments::Moments;
use crate::sentence::Sentence;
use crate::sizes::rounded;
use crate::wording;
use crate::words::{Arg, UnknownText, Words};

/// One event of the mail in plain writing.
#[derive(Serialize)]
pub(crate) struct Paragraph<'a> {
    sentence: Value,
    /// Text that a user wrote. It is shown as a quotation, so that it cannot pass for text of the help desk.
    quote: Option<&'a str>,
}

/// Writes the paragraphs of one mail.
pub(crate) struct Writer<'a, 'w> {
    pub(crate) mail: &'a Mail,
    pub(crate) words: &'w Words,
    pub(crate) moments: &'w Moments<'w>,
}

type Written<'a> = Result<Option<Paragraph<'a>>, UnknownText>;

impl<'a> Writer<'a, '_> {
    pub(crate) fn paragraphs(&self) -> Result<Vec<Paragraph<'a>>, UnknownText> {
        self.mail.lines.iter().filter_map(|line| self.paragraph(line).transpose()).collect()
    }

    fn paragraph(&self, line: &'a MailLine) -> Written<'a> {
        let (before, after) = (line.before.as_deref(), line.after.as_deref());
        match line.kind {
            EventKind::TicketOpened | EventKind::RequestPosted | EventKind::ResponsePosted | EventKind::NotePosted => {
                line.text.as_deref().map(|text| self.author().map(|author| quoting(author, Some(text)))).transpose()
            }
            EventKind::Assigned => self.assigned(line),
            EventKind::NobodyEligible => self.known(after, |why| {
                let why = wording::why(why, self.words)?;
                self.words.sentence("nobody-eligible", &[("why", Arg::Sentence(why))])
            }),
            EventKind::TitleChanged => self.changed(before, after, |before, after| {
                self.words.sentence("title-changed", &[("before", Arg::theirs(before)), ("after", Arg::theirs(after))])
            }),
            EventKind::DescriptionChanged => Ok(Some(quoting(self.plain("description-changed")?, after))),
            EventKind::PriorityChanged => self.changed(before, after, |before, after| {
                let args = [("before", self.priority(before)?), ("after", self.priority(after)?)];
                self.words.sentence("priority-changed", &args)
            }),
            EventKind::StatusChanged => self.known(after, |status| wording::now(status, self.words)),
            EventKind::AccountStatusChanged => self.known(after, |status| wording::verdict(status, self.words)),
            EventKind::ClosingSoon => self.known(after, |at: String| {
                self.words.sentence("closes-by-itself", &[("moment", Arg::Sentence(self.moments.moment(&at)?))])
            }),
            EventKind::MailTooLarge => self.known(after, |most: u64| {
                let subject = line.text.as_deref().unwrap_or_default();
                let size = Arg::Word(rounded(most));
                self.words.sentence("mail-too-large", &[("subject", Arg::theirs(subject)), ("size", size)])
            }),
            EventKind::MailBounced => self.changed(before, after, |name, status| {
                self.words.sentence("letter-came-back", &[("name", Arg::theirs(name)), ("status", Arg::theirs(status))])
            }),
            EventKind::RecoveryCodeUsed => {
                self.known(after, |count| self.words.sentence("recovery-codes-left", &[("count", Arg::Number(count))]))
            }
            EventKind::ApiKeyCreated => {
                self.known(after, |name: String| self.words.sentence("api-key-called", &[("name", Arg::theirs(name))]))
            }
            EventKind::WebhookStopped => {
                self.known(after, |url: String| self.words.sentence("webhook-goes-to", &[("url", Arg::theirs(url))]))
            }
            // The template says it all, or no mail is sent for it.
            _ => Ok(None),
        }
    }

    /// A receipt goes to the author.
    fn author(&self) -> Result<Sentence, UnknownText> {
        match is_receipt(self.mail) {
            true => self.plain("you-said"),
            false => self.words.sentence("said", &[("by", Arg::Sentence(wording::by(self.mail, self.words)?))]),
        }
    }

    fn assigned(&self, line: &'a MailLine) -> Written<'a> {
        let sentence = match (line.after.as_deref(), self.mail.reason) {
            // A mail about the opening has the description already.
            _ if (self.mail.kind, self.mail.reason) == (MailKind::Assigned, Reason::Assignee) => {
                let Some(text) = line.text.as_deref() else { return Ok(None) };
                return Ok(Some(quoting(self.plain("what-it-is-about")?, Some(text))));
            }
            // The first sentence of their mail says it.
            (Some(_), Reason::Assignee) => return Ok(None),
            (Some(name), _) => self.words.sentence("assigned-to", &[("name", Arg::theirs(name))])?,
            (None, _) => self.plain("assigned-to-nobody")?,
        };
        Ok(Some(quoting(sentence, None)))
    }

    fn plain(&self, id: &str) -> Result<Sentence, UnknownText> {
        self.words.sentence(id, &[])
    }

    fn priority(&self, word: &str) -> Result<Arg, UnknownText> {
        let known = word.parse().map(|priority| wording::priority(priority, self.words));
        Ok(Arg::Sentence(known.unwrap_or_else(|_| Ok(Sentence::ours(word)))?))
    }

    /// A sentence about a value. One that this version does not know says nothing.
    fn known<T: FromStr>(&self, word: Option<&str>, say: impl Fn(T) -> Result<Sentence, UnknownText>) -> Written<'a> {
        let value = word.and_then(|word| word.parse().ok());
        value.map(|value| say(value).map(|sentence| quoting(sentence, None))).transpose()
    }

    fn changed(
        &self,
        before: Option<&str>,
        after: Option<&str>,
        say: impl Fn(&str, &str) -> Result<Sentence, UnknownText>,
    ) -> Written<'a> {
        let values = before.zip(after);
        values.map(|(before, after)| say(before, after).map(|sentence| quoting(sentence, None))).transpose()
    }
}

fn quoting(sentence: Sentence, quote: Option<&str>) -> Paragraph<'_> {
    Paragraph { sentence: Value::from_object(sentence), quote }
}

/// Whether it is a receipt for a ticket without an assignee.
pub(crate) fn is_waiting_receipt(mail: &Mail) -> bool {
    is_receipt(mail) && !mail.lines.iter().any(|line| line.kind == EventKind::Assigned && line.after.is_some())
}

fn is_receipt(mail: &Mail) -> bool {
    (mail.kind, mail.reason) == (MailKind::TicketOpened, Reason::Reporter)
}
