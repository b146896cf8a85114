use super::{By, EventKind};
use crate::ids::{MessageId, PersonId};
use crate::mail::EmailAddress;

/// What an aggregate states about its own change. The use cases make an [`Event`](super::Event) of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What happened.
    pub kind: EventKind,
    /// What was there before, in the words of [`EventKind`].
    pub before: Option<String>,
    /// What is there now.
    pub after: Option<String>,
    /// The message, where one was posted.
    pub message: Option<MessageId>,
    /// The words themselves, for the mail about it; the history does not keep them twice.
    pub text: Option<String>,
    /// Where the mail about it goes; the person's own address where this is `None`. The history does not keep it.
    pub address: Option<EmailAddress>,
    /// The system did it in the course of what a person did: an automatic assignment.
    pub automatic: bool,
}

impl Fact {
    pub(crate) const fn new(kind: EventKind) -> Self {
        Self { kind, before: None, after: None, message: None, text: None, address: None, automatic: false }
    }

    /// Who is named as its author, where `by` made the change.
    pub(crate) const fn author(&self, by: By) -> By {
        if self.automatic { By::System } else { by }
    }

    /// Says that the system did it, in the course of what a person did.
    #[must_use]
    pub const fn automatic(mut self) -> Self {
        self.automatic = true;
        self
    }

    pub(crate) fn before(mut self, before: &str) -> Self {
        self.before = Some(before.to_owned());
        self
    }

    pub(crate) fn after(mut self, after: &str) -> Self {
        self.after = Some(after.to_owned());
        self
    }

    pub(crate) fn before_person(mut self, before: Option<PersonId>) -> Self {
        self.before = before.map(|id| id.to_string());
        self
    }

    /// The person who is named as before.
    pub(crate) fn person_before(&self) -> Option<PersonId> {
        self.before.as_deref()?.parse().ok()
    }

    pub(crate) fn after_person(mut self, after: Option<PersonId>) -> Self {
        self.after = after.map(|id| id.to_string());
        self
    }

    pub(crate) fn addressed_to(mut self, address: Option<EmailAddress>) -> Self {
        self.address = address;
        self
    }

    pub(crate) fn text(mut self, text: &str) -> Self {
        self.text = Some(text.to_owned());
        self
    }

    pub(crate) fn message(mut self, id: MessageId, text: &str) -> Self {
        self.message = Some(id);
        self.text(text)
    }
}
