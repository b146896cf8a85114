use std::collections::{BTreeMap, BTreeSet};

use super::Person;
use crate::history::{EventKind, Fact};
use crate::mail::MailKind;

impl Person {
    /// Sets which kinds of mail this person does not want. Account mails can't be muted and are left out.
    pub fn mute(&mut self, kinds: BTreeSet<MailKind>) -> Vec<Fact> {
        let kinds: BTreeSet<_> = kinds.into_iter().filter(MailKind::can_be_muted).collect();
        self.set(EventKind::ProfileChanged, |p| (p.muted != kinds).then(|| p.muted = kinds)).into_iter().collect()
    }

    /// Says of some kinds of mail whether this person wants them; of the others nothing changes.
    pub fn choose_notices(&mut self, choices: &BTreeMap<MailKind, bool>) -> Vec<Fact> {
        let mut muted = self.muted.clone();
        for (kind, wanted) in choices {
            if *wanted {
                muted.remove(kind);
            } else {
                muted.insert(*kind);
            }
        }
        self.mute(muted)
    }
}
