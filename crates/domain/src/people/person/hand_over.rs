use std::collections::BTreeSet;

use super::Person;
use crate::history::Fact;
use crate::mail::{Frequency, MailKind};
use crate::people::PasswordHash;

impl Person {
    /// Gives the account to the owner of its address, with a new password: another person may have signed up with it. Nothing stays by
    /// which that person would sign in, or keep letters from the owner.
    pub fn hand_over(&mut self, hash: PasswordHash) -> Vec<Fact> {
        let at_once = MailKind::mutable().map(|kind| (kind, Frequency::AtOnce)).collect();
        let mut facts = self.change_password(hash);
        facts.extend(self.remove_second_factor());
        facts.extend(self.mute(BTreeSet::new()));
        facts.extend(self.choose_frequencies(&at_once));
        facts
    }
}
