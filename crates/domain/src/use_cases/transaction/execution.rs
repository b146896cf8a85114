//! How a verb is carried out: for good, once for each key of the client's, or only on trial.

use time::Duration;

use crate::history::{Event, EventKind, Topic};
use crate::ids::{PersonId, TicketId};
use crate::notification::{Mail, MailKind, Reason};
use crate::people::{Actor, Person, PersonRef};
use crate::permissions;
use crate::policy::Workflow;
use crate::ports::{HistoryView, KeyClaim, KeyedRequest};
use crate::ticket::{Ticket, TicketAction};
use crate::use_cases::Error;
use crate::use_cases::transaction::context::TxContext;

/// For how long a key stands for its first request.
pub const IDEMPOTENCY_KEY_LIFETIME: Duration = Duration::hours(24);

/// How a verb is to be carried out.
pub enum Execution<'a, T> {
    /// For good.
    Commit,
    /// For good, but only the first time that a request comes; after that, the first answer again.
    Idempotent(Idempotent<'a, T>),
    /// On trial: everything is decided, and nothing is kept.
    DryRun,
}

/// What it takes to carry out a request once.
pub struct Idempotent<'a, T> {
    /// The request.
    pub request: &'a KeyedRequest,
    /// How the result is answered. The answer is kept with the result, in the same unit of work.
    /// `None` is a fault of whoever writes it, and undoes everything.
    pub answer: &'a (dyn Fn(&T) -> Option<String> + Send + Sync),
}

/// What came of a verb.
#[derive(Debug)]
pub enum Outcome<T> {
    /// It is done.
    Done(T),
    /// It was done before, and answered so.
    Replayed(String),
    /// It would be done.
    Planned(Plan<T>),
}

impl<T> Outcome<T> {
    /// The result of [`Execution::Commit`].
    pub(crate) fn done(self) -> Result<T, Error> {
        match self {
            Self::Done(result) => Ok(result),
            Self::Replayed(_) | Self::Planned(_) => Err(Error::Internal("a verb was not carried out as it was asked")),
        }
    }
}

/// What would come of a verb.
#[derive(Debug)]
pub struct Plan<T> {
    /// Its result.
    pub result: T,
    /// What the history would tell.
    pub events: Vec<HistoryView>,
    /// Who would get a mail.
    pub mails: Vec<MailPreview>,
}

/// A mail that would be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailPreview {
    /// To whom.
    pub recipient: PersonRef,
    /// Why to them.
    pub reason: Reason,
    /// What about.
    pub kind: MailKind,
    /// The ticket, where it is about one.
    pub ticket: Option<TicketId>,
}

impl<T> Plan<T> {
    /// What `actor` may know of a plan for `ticket`: nothing of what it does to other tickets, nothing internal unless
    /// they read notes, and of the mails the same: a customer does not insert who runs the desk.
    #[must_use]
    pub fn seen_by(mut self, actor: &Actor, ticket: &Ticket, rules: &Workflow) -> Self {
        let is_staff = permissions::may(actor, TicketAction::ReadNotes, &ticket.relation_to(actor), rules).is_ok();
        let on_it = |person: PersonId| person == ticket.reporter || Some(person) == ticket.assignee;
        self.events.retain(|view| {
            view.event.topic == Topic::Ticket(ticket.id) && (is_staff || !view.event.kind.is_internal())
        });
        self.mails.retain(|mail| mail.ticket == Some(ticket.id) && (is_staff || on_it(mail.recipient.id)));
        self
    }
}

impl TxContext<'_> {
    /// The answer that this request got already, if it did. From here on, its key belongs to this unit of work.
    pub(crate) async fn earlier_answer(&mut self, request: &KeyedRequest) -> Result<Option<String>, Error> {
        let forgotten = self.now - IDEMPOTENCY_KEY_LIFETIME;
        match self.uow.idempotency_keys().claim(request, self.now, forgotten).await? {
            KeyClaim::First => Ok(None),
            KeyClaim::Answered(answer) => Ok(Some(answer)),
            KeyClaim::OtherRequest => Err(Error::KeyReused),
        }
    }

    /// Everything that this unit of work recorded, with the people in it.
    pub(crate) async fn plan<T>(&mut self, result: T) -> Result<Plan<T>, Error> {
        let (events, mails) = (std::mem::take(&mut self.recorded.events), std::mem::take(&mut self.recorded.mails));
        let concerned = events.iter().flat_map(people_in).chain(mails.iter().map(|mail| mail.recipient));
        let mut ids: Vec<PersonId> = concerned.collect();
        ids.sort_unstable();
        ids.dedup();
        let people: Vec<PersonRef> = self.look_up(&ids).await?.iter().map(Person::to_ref).collect();
        let events = events.into_iter().map(|event| view_of(event, &people)).collect();
        let mails = mails.iter().filter_map(|mail| planned(mail, &people)).collect();
        Ok(Plan { result, events, mails })
    }
}

/// Whom an event names: who did it, and for an assignment from whom to whom.
fn people_in(event: &Event) -> Vec<PersonId> {
    let (before, after) = assigned(event);
    [event.by.person(), before, after].into_iter().flatten().collect()
}

fn assigned(event: &Event) -> (Option<PersonId>, Option<PersonId>) {
    let id = |text: &Option<String>| text.as_deref().and_then(|text| text.parse().ok());
    match event.kind {
        EventKind::Assigned => (id(&event.before), id(&event.after)),
        _ => (None, None),
    }
}

fn view_of(event: Event, people: &[PersonRef]) -> HistoryView {
    let named = |id: Option<PersonId>| people.iter().find(|person| Some(person.id) == id).cloned();
    let (before, after) = assigned(&event);
    HistoryView { by: named(event.by.person()), before: named(before), after: named(after), event }
}

fn planned(mail: &Mail, people: &[PersonRef]) -> Option<MailPreview> {
    let recipient = people.iter().find(|person| person.id == mail.recipient)?.clone();
    let ticket = mail.ticket.as_ref().map(|ticket| ticket.id);
    Some(MailPreview { recipient, reason: mail.reason, kind: mail.kind, ticket })
}
