use super::{Contact, PlannedMail, Reason};
use crate::mail::MailKind;

/// Who hears that a mail waits for a decision: the assignee of its ticket, if they still work here and want such letters, else the admins.
/// `None` as the assignee also for a mail that names no ticket. The mail reports the one fact of its change.
#[must_use]
pub fn plan_held_mail(assignee: Option<&Contact>, admins: &[Contact]) -> Vec<PlannedMail> {
    let kind = MailKind::MailHeld;
    let to =
        |contact: &Contact, reason| PlannedMail { recipient: contact.id, address: None, reason, kind, facts: vec![0] };
    let wants = |contact: &&Contact| contact.reachable && !contact.muted.contains(&kind);
    match assignee.filter(wants).filter(|assignee| assignee.role.is_staff()) {
        Some(assignee) => vec![to(assignee, Reason::Assignee)],
        None => admins.iter().filter(wants).map(|admin| to(admin, Reason::Admin)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{an_admin, an_engineer};

    #[test]
    fn the_assignee_decides_and_else_every_admin_who_wants_to_hear_of_it() {
        let [assignee, admin, other] =
            [an_engineer(), an_admin(), an_admin().username("other")].map(|person| Contact::of(&person.build()));
        let muted = Contact { muted: [MailKind::MailHeld].into(), ..other.clone() };
        let silent = Contact { reachable: false, ..other.clone() };
        let admins = [admin.clone(), other.clone()];
        let planned = |assignee: Option<&Contact>, admins: &[Contact]| -> Vec<_> {
            plan_held_mail(assignee, admins).into_iter().map(|mail| (mail.recipient, mail.reason)).collect()
        };
        assert_eq!(planned(Some(&assignee), &admins), [(assignee.id, Reason::Assignee)]);
        assert_eq!(planned(None, &admins), [(admin.id, Reason::Admin), (other.id, Reason::Admin)]);
        assert_eq!(planned(None, &[muted.clone(), admin.clone(), silent]), [(admin.id, Reason::Admin)]);
        let demoted = Contact { role: crate::people::Role::Customer, ..assignee.clone() };
        let gone = Contact { reachable: false, ..assignee };
        for absent in [muted, demoted, gone] {
            assert_eq!(planned(Some(&absent), &admins[..1]), [(admin.id, Reason::Admin)], "the admins hear of it");
        }
    }
}
