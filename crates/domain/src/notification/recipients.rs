use super::{Audience, Contact, Reason};
use crate::history::{By, EventKind, Fact};
use crate::ids::PersonId;
use crate::mail::{EmailAddress, MailKind};
use crate::people::{AccountStatus, Role};

/// A mail that was decided on: one person gets some of the facts of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedMail {
    /// Who.
    pub recipient: PersonId,
    /// Where, if not at the address that they have when the mail is sent.
    pub address: Option<EmailAddress>,
    /// Why them.
    pub reason: Reason,
    /// Which template: that of the first of these facts.
    pub kind: MailKind,
    /// The places of those facts in the change.
    pub facts: Vec<usize>,
}

/// Who gets a mail about one change of a ticket: one entry a person, never the one who did it, never a note
/// to a customer, no mail to accounts that may not get any, and none of a kind that the person muted.
#[must_use]
pub fn plan_ticket_mails(facts: &[Fact], by: By, audience: &Audience) -> Vec<PlannedMail> {
    let opening = facts.iter().any(|fact| fact.kind == EventKind::TicketOpened);
    let mut planned: Vec<PlannedMail> = Vec::new();
    for (place, fact) in facts.iter().enumerate() {
        let Some(kind) = mail_kind(fact.kind) else { continue };
        for (contact, reason) in concerned(fact.kind, audience) {
            // Who opens a ticket gets a receipt, the one mail about one's own doing.
            let receipt = opening && reason == Reason::Reporter;
            let own_doing = fact.author(by).person() == Some(contact.id) && !receipt;
            if !own_doing && may_receive_mail(contact, fact.kind) && !is_muted(contact, kind, audience) {
                add_fact(&mut planned, (contact.id, reason, kind), place, fact);
            }
        }
    }
    planned
}

/// Who gets a mail about the changes of one account: a mail for each fact, since they go to different addresses.
#[must_use]
pub fn plan_account_mails(facts: &[Fact], by: By, person: &Contact, admins: &[Contact]) -> Vec<PlannedMail> {
    let mut planned = Vec::new();
    for (place, fact) in facts.iter().enumerate() {
        match fact.kind {
            EventKind::SignedUp if person.role == Role::Engineer && person.waits => {
                for admin in admins.iter().filter(|a| a.reachable && by.person() != Some(a.id)) {
                    if !admin.muted.contains(&MailKind::EngineerSignedUp) {
                        planned.push(one(admin.id, Reason::Admin, MailKind::EngineerSignedUp, place, fact));
                    }
                }
            }
            EventKind::WebhookStopped => {
                for admin in admins.iter().filter(|a| a.reachable && !a.muted.contains(&MailKind::WebhookStopped)) {
                    planned.push(one(admin.id, Reason::Admin, MailKind::WebhookStopped, place, fact));
                }
            }
            EventKind::AccountStatusChanged
                if person.has_verified_address && is_account_decision(fact) && by.person() != Some(person.id) =>
            {
                planned.push(one(person.id, Reason::OwnAccount, MailKind::AccountStatusChanged, place, fact));
            }
            EventKind::MailTooLarge if person.reachable => {
                planned.push(one(person.id, Reason::OwnAccount, MailKind::MailTooLarge, place, fact));
            }
            // Sent to the person themselves, after the change: it warns them where another person made it.
            EventKind::PasswordChanged if person.has_verified_address => {
                planned.push(one(person.id, Reason::OwnAccount, MailKind::PasswordChanged, place, fact));
            }
            EventKind::SecondFactorSet if person.has_verified_address => {
                planned.push(one(person.id, Reason::OwnAccount, MailKind::SecondFactorSet, place, fact));
            }
            EventKind::SecondFactorRemoved if person.has_verified_address => {
                planned.push(one(person.id, Reason::OwnAccount, MailKind::SecondFactorRemoved, place, fact));
            }
            EventKind::RecoveryCodeUsed if person.has_verified_address => {
                planned.push(one(person.id, Reason::OwnAccount, MailKind::RecoveryCodeUsed, place, fact));
            }
            // To the previous address, where that was verified.
            EventKind::EmailChangeRequested if fact.address.is_some() => {
                planned.push(one(person.id, Reason::OwnAccount, MailKind::EmailChangeRequested, place, fact));
            }
            EventKind::EmailChanged if fact.address.is_some() => {
                planned.push(one(person.id, Reason::OwnAccount, MailKind::EmailChanged, place, fact));
            }
            // The one mail to an address that is not verified: following its link verifies it.
            EventKind::LinkSent => {
                let kind = fact.after.as_deref().and_then(|purpose| purpose.parse().ok()).map(MailKind::with_link);
                planned.extend(kind.map(|kind| one(person.id, Reason::OwnAccount, kind, place, fact)));
            }
            // To the owner as well: an intruder makes a key to keep their access.
            EventKind::ApiKeyCreated if person.has_verified_address => {
                planned.push(one(person.id, Reason::OwnAccount, MailKind::ApiKeyCreated, place, fact));
            }
            _ => {}
        }
    }
    planned
}

/// The table of docs/domain.md section 7, the most personal reason first.
fn concerned(kind: EventKind, audience: &Audience) -> Vec<(&Contact, Reason)> {
    let reporter = audience.reporter.iter().map(|c| (c, Reason::Reporter));
    let assignee = audience.assignee.iter().map(|c| (c, Reason::Assignee));
    let previous = audience.previous_assignee.iter().map(|c| (c, Reason::PreviousAssignee));
    let admins = audience.admins.iter().map(|c| (c, Reason::Admin));
    let took_part = |contact: &&Contact| audience.participants.contains(&contact.id);
    let participants = audience.admins.iter().filter(took_part).map(|c| (c, Reason::Participant));
    let followers = audience.followers.iter().map(|c| (c, Reason::Follower));
    let writers = audience.note_writers.iter().map(|c| (c, Reason::NoteWriter));
    match kind {
        EventKind::TicketOpened => reporter.chain(assignee).chain(admins).collect(),
        EventKind::NobodyEligible => admins.collect(),
        EventKind::Assigned => assignee.chain(previous).chain(reporter).chain(followers).collect(),
        EventKind::TitleChanged
        | EventKind::DescriptionChanged
        | EventKind::PriorityChanged
        | EventKind::StatusChanged => reporter.chain(assignee).chain(followers).chain(participants).collect(),
        EventKind::ClosingSoon | EventKind::ResponsePosted => reporter.chain(followers).collect(),
        // A request of the reporter goes to the followers, and one of a follower to the reporter.
        EventKind::RequestPosted if audience.assignee.is_some() => assignee.chain(reporter).chain(followers).collect(),
        EventKind::RequestPosted => admins.chain(reporter).chain(followers).collect(),
        EventKind::NotePosted => assignee.chain(writers).collect(),
        EventKind::MailBounced if audience.assignee.is_some() => assignee.collect(),
        EventKind::MailBounced => admins.collect(),
        _ => Vec::new(),
    }
}

const fn mail_kind(kind: EventKind) -> Option<MailKind> {
    match kind {
        EventKind::TicketOpened => Some(MailKind::TicketOpened),
        EventKind::NobodyEligible => Some(MailKind::NobodyEligible),
        EventKind::Assigned => Some(MailKind::Assigned),
        EventKind::TitleChanged
        | EventKind::DescriptionChanged
        | EventKind::PriorityChanged
        | EventKind::StatusChanged => Some(MailKind::TicketChanged),
        EventKind::ClosingSoon => Some(MailKind::ClosingSoon),
        EventKind::ResponsePosted => Some(MailKind::ResponsePosted),
        EventKind::RequestPosted => Some(MailKind::RequestPosted),
        EventKind::NotePosted => Some(MailKind::NotePosted),
        EventKind::MailBounced => Some(MailKind::MailBounced),
        _ => None,
    }
}

/// Reachable, and never anything internal to a customer.
const fn may_receive_mail(contact: &Contact, kind: EventKind) -> bool {
    contact.reachable && (contact.role.is_staff() || !kind.is_internal())
}

fn is_muted(contact: &Contact, kind: MailKind, audience: &Audience) -> bool {
    audience.muted_by.contains(&contact.id) || contact.muted.contains(&kind)
}

/// Approval, rejection and suspension send a mail; a return to pending by a change of role does not.
fn is_account_decision(fact: &Fact) -> bool {
    fact.after.as_deref() != Some(AccountStatus::Pending.as_str())
}

fn add_fact(
    planned: &mut Vec<PlannedMail>,
    (recipient, reason, kind): (PersonId, Reason, MailKind),
    place: usize,
    fact: &Fact,
) {
    match planned.iter_mut().find(|t| t.recipient == recipient) {
        Some(entry) if entry.facts.contains(&place) => {}
        Some(entry) => entry.facts.push(place),
        None => planned.push(one(recipient, reason, kind, place, fact)),
    }
}

fn one(recipient: PersonId, reason: Reason, kind: MailKind, place: usize, fact: &Fact) -> PlannedMail {
    PlannedMail { recipient, address: fact.address.clone(), reason, kind, facts: vec![place] }
}
