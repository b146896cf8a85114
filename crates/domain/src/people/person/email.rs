use time::OffsetDateTime;

use super::{Person, PersonRecord};
use crate::history::{EventKind, Fact};
use crate::mail::{EmailAddress, LinkPurpose};

impl Person {
    /// Notes another address. It counts only after [`Person::confirm_email`]. The present address, if it was verified,
    /// gets a mail with a link that undoes the change; of any other nobody knows whose it is.
    ///
    /// The present address drops the other one; where only the case of letters differs, it is the same address, and
    /// what was verified stays so. The same other address again only gets another link.
    pub fn request_email_change(&mut self, email: EmailAddress) -> Vec<Fact> {
        if self.is_reached_at(&email) {
            let respelled = |p: &mut PersonRecord| {
                let had_pending = p.email_pending.take().is_some();
                let before = p.email.replace(email);
                (had_pending || before != p.email).then_some(())
            };
            return self.set(EventKind::ProfileChanged, respelled).into_iter().collect();
        }
        let mut facts = Vec::new();
        if !self.awaits_confirmation_of(&email) {
            let owner = self.email.clone().filter(|_| self.email_verified_at.is_some());
            facts.push(Fact::new(EventKind::EmailChangeRequested).addressed_to(owner));
        }
        self.0.email_pending = Some(email);
        facts.extend(self.send_link(LinkPurpose::VerifyEmail));
        facts
    }

    /// States that a link of this purpose goes to their address now, where it would be of use to them.
    #[must_use]
    pub fn send_link(&self, purpose: LinkPurpose) -> Vec<Fact> {
        let pending = self.email_pending.clone().filter(|_| purpose == LinkPurpose::VerifyEmail);
        let sent = Fact::new(EventKind::LinkSent).after(purpose.as_str()).addressed_to(pending.or(self.email.clone()));
        purpose.is_of_use_to(self).then_some(sent).into_iter().collect()
    }

    /// Records that this address, the present or the other one, was shown to be theirs. The other one replaces the
    /// present one, which gets a mail if it was verified.
    pub fn confirm_email(&mut self, address: &EmailAddress, now: OffsetDateTime) -> Vec<Fact> {
        if !self.awaits_confirmation_of(address) {
            return self.verify_email(now);
        }
        let confirmed = self.0.email_pending.take();
        // What came back from the old address says nothing of the new one.
        self.0.unreachable_since = None;
        let before = std::mem::replace(&mut self.0.email, confirmed);
        let owner = before.filter(|_| self.email_verified_at.is_some());
        let mut facts = vec![Fact::new(EventKind::EmailChanged).addressed_to(owner)];
        facts.extend(self.verify_email(now));
        self.0.email_verified_at = Some(now);
        facts
    }

    /// Takes a change of the address back: `address`, where the link was read, is theirs again, and no other waits. The
    /// password goes: who changed the address knew it.
    pub fn undo_email_change(&mut self, address: EmailAddress, now: OffsetDateTime) -> Vec<Fact> {
        self.0.email = Some(address);
        self.0.email_pending = None;
        self.0.unreachable_since = None;
        self.0.email_verified_at = Some(now);
        self.0.password = None;
        vec![Fact::new(EventKind::EmailChangeUndone)]
    }

    /// Records that letters to the address come back: letters about tickets are not sent to it any more. Those about the account are.
    pub fn lose_address(&mut self, now: OffsetDateTime) -> Vec<Fact> {
        let lose = |p: &mut PersonRecord| {
            (p.email.is_some() && p.unreachable_since.is_none()).then(|| p.unreachable_since = Some(now))
        };
        self.set(EventKind::AddressUnreachable, lose).into_iter().collect()
    }

    /// Records that letters to the address arrive again.
    pub fn regain_address(&mut self) -> Vec<Fact> {
        let regain = |p: &mut PersonRecord| p.unreachable_since.take().map(drop);
        self.set(EventKind::AddressReachable, regain).into_iter().collect()
    }

    /// Records that the address was shown to be theirs.
    pub fn verify_email(&mut self, now: OffsetDateTime) -> Vec<Fact> {
        self.set(EventKind::EmailVerified, |p| p.email_verified_at.is_none().then(|| p.email_verified_at = Some(now)))
            .into_iter()
            .collect()
    }
}
