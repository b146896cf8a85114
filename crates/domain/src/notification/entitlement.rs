use super::{Mail, Reason};
use crate::history::EventKind;
use crate::mail::MailKind;
use crate::people::{AccountStatus, Actor, Person};
use crate::permissions;
use crate::policy::Workflow;
use crate::ticket::{Ticket, TicketAction};

/// Whether a mail that was queued earlier may still go out now, when it is sent. `ticket` is the one that it is about, as it
/// is now; `None` where that was deleted.
///
/// # Errors
/// The reason why not, for the record of deliveries.
pub fn still_entitled(
    mail: &Mail,
    recipient: &Person,
    ticket: Option<&Ticket>,
    rules: &Workflow,
) -> Result<(), &'static str> {
    if recipient.removed_at.is_some() || recipient.email.is_none() {
        return Err("the recipient was removed");
    }
    if mail.kind.is_about_account() {
        return may_get_account_mail(mail, recipient);
    }
    if !recipient.is_reached_by_mail() {
        return Err("the recipient's address is not verified");
    }
    if recipient.unreachable_since.is_some() {
        return Err("letters to the recipient's address come back");
    }
    if recipient.status != AccountStatus::Approved {
        return Err("the recipient's account is not in use");
    }
    if recipient.muted.contains(&mail.kind) {
        return Err("the recipient muted this kind of mail");
    }
    match (&mail.ticket, ticket) {
        (Some(_), Some(ticket)) => may_read(mail, recipient, ticket, rules),
        (Some(_), None) => Err("the ticket was deleted"),
        (None, _) if recipient.is_working_admin() => Ok(()),
        (None, _) if mail.kind == MailKind::MailHeld && recipient.role.is_staff() => Ok(()),
        (None, _) => Err("the recipient is no longer an admin"),
    }
}

fn may_get_account_mail(mail: &Mail, recipient: &Person) -> Result<(), &'static str> {
    let kind = mail.kind;
    let link = kind.link_purpose();
    let rejection = kind == MailKind::AccountStatusChanged && recipient.status == AccountStatus::Rejected;
    if recipient.status == AccountStatus::Rejected && !rejection {
        Err("the recipient's account was rejected")
    } else if link.is_some_and(|purpose| !purpose.is_of_use_to(recipient)) {
        Err("the link is of no use to the recipient any more")
    } else if link.is_some_and(|purpose| !mail.address.as_ref().is_some_and(|to| purpose.is_good_for(recipient, to))) {
        Err("the recipient has another address by now")
    } else if recipient.email_verified_at.is_none() && !may_go_unverified(kind, recipient) {
        Err("the recipient's address is not verified")
    } else {
        Ok(())
    }
}

/// Following a link verifies an address; the mail about a changed address goes to the previous one, which was verified; and who wrote a
/// mail is reached as by those about tickets.
fn may_go_unverified(kind: MailKind, recipient: &Person) -> bool {
    match kind {
        MailKind::EmailChanged => true,
        MailKind::MailTooLarge => recipient.is_reached_by_mail(),
        kind => kind.link_purpose().is_some(),
    }
}

/// The permission that reading the mail's words on the ticket itself would need.
fn may_read(mail: &Mail, recipient: &Person, ticket: &Ticket, rules: &Workflow) -> Result<(), &'static str> {
    // Who lost the ticket is told just that.
    let only_the_loss = mail.lines.iter().all(|line| line.kind == EventKind::Assigned);
    if mail.reason == Reason::PreviousAssignee && only_the_loss && recipient.role.is_staff() {
        return Ok(());
    }
    let actor = Actor::from(recipient);
    let may = |action| permissions::may(&actor, action, &ticket.relation_to(&actor), rules).is_ok();
    if !may(TicketAction::See) {
        Err("the recipient may no longer see the ticket")
    } else if mail.lines.iter().any(|line| line.kind.is_internal()) && !may(TicketAction::ReadNotes) {
        Err("the recipient may no longer read the notes of the ticket")
    } else {
        Ok(())
    }
}
