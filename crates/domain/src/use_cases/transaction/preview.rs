//! Turns what a dry run recorded into its plan.

use super::context::TxContext;
use super::plan::{MailPreview, Plan};
use crate::history::Event;
use crate::ids::PersonId;
use crate::notification::Mail;
use crate::people::{Person, PersonRef};
use crate::ports::HistoryView;
use crate::use_cases::Error;

impl TxContext<'_> {
    /// The plan of this transaction: its result, events and mails, with the people in them.
    pub(crate) async fn plan<T>(&mut self, result: T) -> Result<Plan<T>, Error> {
        let (events, mails) = (std::mem::take(&mut self.recorded.events), std::mem::take(&mut self.recorded.mails));
        let named = events.iter().flat_map(people_in).chain(mails.iter().map(|mail| mail.recipient));
        let mut ids: Vec<PersonId> = named.collect();
        ids.sort_unstable();
        ids.dedup();
        let people: Vec<PersonRef> = self.look_up(&ids).await?.iter().map(Person::to_ref).collect();
        let events = events.into_iter().map(|event| history_view(event, &people)).collect();
        let mails = mails.iter().filter_map(|mail| mail_preview(mail, &people)).collect();
        Ok(Plan { result, events, mails })
    }
}

/// The people whom an event names: its author and, where its before and after are people, these.
fn people_in(event: &Event) -> Vec<PersonId> {
    let (before, after) = named_people(event);
    [event.by.person(), before, after].into_iter().flatten().collect()
}

/// Who was there before and who is there now, if the event names people.
fn named_people(event: &Event) -> (Option<PersonId>, Option<PersonId>) {
    let id = |text: &Option<String>| text.as_deref().and_then(|text| text.parse().ok());
    if event.kind.names_people() { (id(&event.before), id(&event.after)) } else { (None, None) }
}

fn history_view(event: Event, people: &[PersonRef]) -> HistoryView {
    let person = |id: Option<PersonId>| people.iter().find(|person| Some(person.id) == id).cloned();
    let (before, after) = named_people(&event);
    HistoryView { by: person(event.by.person()), before: person(before), after: person(after), event }
}

fn mail_preview(mail: &Mail, people: &[PersonRef]) -> Option<MailPreview> {
    let recipient = people.iter().find(|person| person.id == mail.recipient)?.clone();
    let ticket = mail.ticket.as_ref().map(|ticket| ticket.id);
    Some(MailPreview { recipient, reason: mail.reason, kind: mail.kind, ticket })
}
