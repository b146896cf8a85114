//! One page of a list of mails, and a mail as readers see it.

use deskhand_domain::MailId;
use deskhand_domain::ports::{MailPosition, MailState, MailView, Page, PageLimit, StorageError, Total};

use crate::queries::page::{cut, in_direction};
use crate::state::{QueuedMail, State, corrupt};

pub(super) fn list(
    state: &State,
    belongs: impl Fn(&QueuedMail) -> bool,
    descending: bool,
    after: Option<MailPosition>,
    limit: PageLimit,
    count: bool,
) -> Result<Page<MailView>, StorageError> {
    let belonging = state.outbox.values().filter(|queued| belongs(queued));
    let mut mails: Vec<MailView> = belonging.map(|queued| view(state, queued)).collect::<Result<_, _>>()?;
    let total = count.then(|| Total::of(mails.len() as u64));
    let place = |mail: &MailView| key(MailPosition::of(mail));
    mails.sort_by(|a, b| in_direction(descending, &place(a), &place(b)));
    mails.retain(|mail| after.is_none_or(|at| in_direction(descending, &place(mail), &key(at)).is_gt()));
    Ok(cut(mails, limit, total))
}

fn key(position: MailPosition) -> (i64, MailId) {
    (position.created_at, position.id)
}

pub(super) fn view(state: &State, queued: &QueuedMail) -> Result<MailView, StorageError> {
    let mail = &queued.mail;
    let unknown = || corrupt("outbox", "a mail is for a person that is not there");
    let recipient = state.people.get(&mail.recipient).ok_or_else(unknown)?;
    Ok(MailView {
        id: mail.id,
        recipient: recipient.to_ref(),
        recipient_role: recipient.role,
        address: mail.address.clone().or_else(|| recipient.email.clone()),
        reason: mail.reason,
        kind: mail.kind,
        ticket: mail.ticket.clone(),
        state: queued.state,
        frequency: mail.frequency,
        joins: mail.joins,
        attempts: queued.attempt,
        last_answer: queued.last_answer.clone(),
        created_at: mail.created_at,
        sent_at: queued.settled_at.filter(|_| queued.state == MailState::Sent),
        next_attempt_at: queued.is_pending().then_some(queued.due_at),
    })
}
