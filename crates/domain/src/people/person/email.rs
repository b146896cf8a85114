use time::OffsetDateTime;

use super::{Person, PersonRecord};
use crate::history::{EventKind, Fact};
use crate::mail::{EmailAddress, LinkPurpose};

impl Person {
    /// Changes the address, at once; the new one waits to be verified, and the old one gets a mail, if it was verified. Where only the case of
    /// letters differs, it is the same address, and what was verified stays so.
    pub fn change_email(&mut self, email: EmailAddress) -> Vec<Fact> {
        if self.is_reached_at(&email) {
            let respelled = |p: &mut PersonRecord| (p.email.as_ref() != Some(&email)).then(|| p.email = Some(email));
            return self.set(EventKind::ProfileChanged, respelled).into_iter().collect();
        }
        let was_verified = self.0.email_verified_at.take().is_some();
        let before = self.0.email.replace(email).filter(|_| was_verified);
        let mut facts = vec![Fact::new(EventKind::EmailChanged).addressed_to(before)];
        facts.extend(self.send_link(LinkPurpose::VerifyEmail));
        facts
    }

    /// States that a link of this purpose goes to their address now, where it would be of use to them.
    #[must_use]
    pub fn send_link(&self, purpose: LinkPurpose) -> Vec<Fact> {
        let sent = Fact::new(EventKind::LinkSent).after(purpose.as_str()).addressed_to(self.email.clone());
        purpose.is_of_use_to(self).then_some(sent).into_iter().collect()
    }

    /// Records that the address was shown to be theirs.
    pub fn verify_email(&mut self, now: OffsetDateTime) -> Vec<Fact> {
        self.set(EventKind::EmailVerified, |p| p.email_verified_at.is_none().then(|| p.email_verified_at = Some(now)))
            .into_iter()
            .collect()
    }
}
