use super::{Circle, Contact, Notice, NoticeKind, Reason};
use crate::history::{EventKind, Fact};
use crate::ids::PersonId;
use crate::people::{AccountStatus, By, EmailAddress, Person, Role};
use crate::policy::Workflow;

/// That one person is told of some of the facts of a change, in one mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Who.
    pub recipient: PersonId,
    /// Where, if not at the address that they have when the mail is sent.
    pub address: Option<EmailAddress>,
    /// Why them.
    pub reason: Reason,
    /// Which template: that of the first fact they are told of.
    pub kind: NoticeKind,
    /// The places of those facts in the change.
    pub facts: Vec<usize>,
}

/// Who is told of the facts of one change of a ticket: one entry a person, never the one who did it, never a note
/// to a customer, never anybody whom mail may not reach, nothing that they muted.
#[must_use]
pub fn ticket_notices(facts: &[Fact], by: By, circle: &Circle) -> Vec<Told> {
    let opening = facts.iter().any(|fact| fact.kind == EventKind::TicketOpened);
    let mut told: Vec<Told> = Vec::new();
    for (place, fact) in facts.iter().enumerate() {
        let Some(kind) = notice_kind(fact.kind) else { continue };
        for (contact, reason) in concerned(fact.kind, circle) {
            // Who opens a ticket gets a receipt, the one mail about one's own doing.
            let receipt = opening && reason == Reason::Reporter;
            let own_doing = fact.author(by).person() == Some(contact.id) && !receipt;
            if !own_doing && may_be_told(contact, fact.kind) && !is_muted(contact, kind, circle) {
                tell(&mut told, (contact.id, reason, kind), place, fact);
            }
        }
    }
    told
}

/// Who is told of the facts about one account: a mail for each, for they go to different addresses.
#[must_use]
pub fn account_notices(facts: &[Fact], by: By, person: &Contact, admins: &[Contact]) -> Vec<Told> {
    let mut told = Vec::new();
    for (place, fact) in facts.iter().enumerate() {
        match fact.kind {
            EventKind::SignedUp if person.role == Role::Engineer && person.waits => {
                for admin in admins.iter().filter(|a| a.reachable && by.person() != Some(a.id)) {
                    if !admin.muted.contains(&NoticeKind::EngineerSignedUp) {
                        told.push(one(admin.id, Reason::Admin, NoticeKind::EngineerSignedUp, place, fact));
                    }
                }
            }
            EventKind::AccountStatusChanged if is_verdict(fact) && by.person() != Some(person.id) => {
                told.push(one(person.id, Reason::OwnAccount, NoticeKind::AccountStatusChanged, place, fact));
            }
            // Told after the change to the very person: it warns them where somebody else did it.
            EventKind::PasswordChanged => {
                told.push(one(person.id, Reason::OwnAccount, NoticeKind::PasswordChanged, place, fact));
            }
            EventKind::EmailChanged => {
                told.push(one(person.id, Reason::OwnAccount, NoticeKind::EmailChanged, place, fact));
            }
            EventKind::LinkSent => {
                let kind = fact.after.as_deref().and_then(|purpose| purpose.parse().ok()).map(NoticeKind::with_link);
                told.extend(kind.map(|kind| one(person.id, Reason::OwnAccount, kind, place, fact)));
            }
            // To the owner as well: whoever got into an account makes a key to stay.
            EventKind::ApiKeyCreated => {
                told.push(one(person.id, Reason::OwnAccount, NoticeKind::ApiKeyCreated, place, fact));
            }
            _ => {}
        }
    }
    told
}

/// Whether a notice that was queued earlier may still go out now, when it is sent.
///
/// # Errors
/// The reason why not, for the record of deliveries.
pub fn still_entitled(notice: &Notice, recipient: &Person, rules: &Workflow) -> Result<(), &'static str> {
    let kind = notice.kind;
    let link = kind.link_purpose();
    let rejection = kind == NoticeKind::AccountStatusChanged && recipient.status == AccountStatus::Rejected;
    if recipient.removed_at.is_some() || recipient.email.is_none() {
        Err("the recipient was removed")
    } else if recipient.status == AccountStatus::Rejected && !rejection {
        Err("the recipient's account was rejected")
    } else if link.is_some_and(|purpose| !purpose.is_of_use_to(recipient)) {
        Err("the link is of no use to the recipient any more")
    } else if link.is_some() && !notice.address.as_ref().is_some_and(|address| recipient.is_reached_at(address)) {
        Err("the recipient has another address by now")
    } else if rules.require_verified_email && recipient.email_verified_at.is_none() && !may_go_unverified(kind) {
        Err("the recipient's address is not verified")
    } else if kind == NoticeKind::NotePosted && !recipient.role.is_staff() {
        Err("the recipient no longer belongs to the staff")
    } else {
        Ok(())
    }
}

/// A link is how an address becomes verified; and a changed address is told to the one that it was before.
const fn may_go_unverified(kind: NoticeKind) -> bool {
    kind.link_purpose().is_some() || matches!(kind, NoticeKind::EmailChanged)
}

/// The table of domain.md section 7, the most personal reason first.
fn concerned(kind: EventKind, circle: &Circle) -> Vec<(&Contact, Reason)> {
    let reporter = circle.reporter.iter().map(|c| (c, Reason::Reporter));
    let assignee = circle.assignee.iter().map(|c| (c, Reason::Assignee));
    let previous = circle.previous_assignee.iter().map(|c| (c, Reason::PreviousAssignee));
    let admins = circle.admins.iter().map(|c| (c, Reason::Admin));
    let followers = circle.admins.iter().filter(|c| circle.followers.contains(&c.id)).map(|c| (c, Reason::Follower));
    let writers = circle.note_writers.iter().map(|c| (c, Reason::NoteWriter));
    match kind {
        EventKind::TicketOpened => reporter.chain(assignee).chain(admins).collect(),
        EventKind::NobodyEligible => admins.collect(),
        EventKind::Assigned => assignee.chain(previous).chain(reporter).collect(),
        EventKind::TitleChanged
        | EventKind::DescriptionChanged
        | EventKind::PriorityChanged
        | EventKind::StatusChanged => reporter.chain(assignee).chain(followers).collect(),
        EventKind::ClosingSoon | EventKind::ResponsePosted => reporter.collect(),
        EventKind::RequestPosted if circle.assignee.is_some() => assignee.collect(),
        EventKind::RequestPosted => admins.collect(),
        EventKind::NotePosted => assignee.chain(writers).collect(),
        _ => Vec::new(),
    }
}

const fn notice_kind(kind: EventKind) -> Option<NoticeKind> {
    match kind {
        EventKind::TicketOpened => Some(NoticeKind::TicketOpened),
        EventKind::NobodyEligible => Some(NoticeKind::NobodyEligible),
        EventKind::Assigned => Some(NoticeKind::Assigned),
        EventKind::TitleChanged
        | EventKind::DescriptionChanged
        | EventKind::PriorityChanged
        | EventKind::StatusChanged => Some(NoticeKind::TicketChanged),
        EventKind::ClosingSoon => Some(NoticeKind::ClosingSoon),
        EventKind::ResponsePosted => Some(NoticeKind::ResponsePosted),
        EventKind::RequestPosted => Some(NoticeKind::RequestPosted),
        EventKind::NotePosted => Some(NoticeKind::NotePosted),
        _ => None,
    }
}

/// Reachable, and never anything internal to a customer.
const fn may_be_told(contact: &Contact, kind: EventKind) -> bool {
    contact.reachable && (contact.role.is_staff() || !kind.is_internal())
}

fn is_muted(contact: &Contact, kind: NoticeKind, circle: &Circle) -> bool {
    circle.muted_by.contains(&contact.id) || contact.muted.contains(&kind)
}

/// Approved, rejected and suspended are told; being put back to pending by a change of role is not.
fn is_verdict(fact: &Fact) -> bool {
    fact.after.as_deref() != Some(AccountStatus::Pending.as_str())
}

fn tell(told: &mut Vec<Told>, (recipient, reason, kind): (PersonId, Reason, NoticeKind), place: usize, fact: &Fact) {
    match told.iter_mut().find(|t| t.recipient == recipient) {
        Some(entry) if entry.facts.contains(&place) => {}
        Some(entry) => entry.facts.push(place),
        None => told.push(one(recipient, reason, kind, place, fact)),
    }
}

fn one(recipient: PersonId, reason: Reason, kind: NoticeKind, place: usize, fact: &Fact) -> Told {
    Told { recipient, address: fact.address.clone(), reason, kind, facts: vec![place] }
}
