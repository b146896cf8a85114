use crate::mail::MailKind;
use crate::people::Role;

/// The kinds of mail that a person of this role may get and can mute, in the order of [`MailKind::ALL`].
pub fn mutable_kinds(role: Role) -> impl Iterator<Item = MailKind> {
    MailKind::mutable().filter(move |kind| match kind {
        MailKind::NobodyEligible | MailKind::EngineerSignedUp | MailKind::WebhookStopped => role.is_admin(),
        MailKind::NotePosted | MailKind::MailBounced | MailKind::MailHeld => role.is_staff(),
        _ => true,
    })
}
