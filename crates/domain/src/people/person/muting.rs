use std::collections::{BTreeMap, BTreeSet};

use super::Person;
use crate::history::{EventKind, Fact};
use crate::mail::{Frequency, MailKind};

impl Person {
    /// Sets which kinds of mail this person does not want. Account mails can't be muted and are left out.
    pub fn mute(&mut self, kinds: BTreeSet<MailKind>) -> Vec<Fact> {
        let kinds: BTreeSet<_> = kinds.into_iter().filter(MailKind::can_be_muted).collect();
        self.set(EventKind::ProfileChanged, |p| (p.muted != kinds).then(|| p.muted = kinds)).into_iter().collect()
    }

    /// Says of some kinds of mail whether this person wants them; of the others nothing changes.
    pub fn choose_mail_kinds(&mut self, choices: &BTreeMap<MailKind, bool>) -> Vec<Fact> {
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

    /// Says how soon this person gets some kinds of mail; of the others nothing changes. Account mails always come at once.
    pub fn choose_frequencies(&mut self, choices: &BTreeMap<MailKind, Frequency>) -> Vec<Fact> {
        let mut digests = self.digests.clone();
        digests.extend(choices.iter().filter(|(kind, _)| kind.can_be_muted()).map(|(kind, chosen)| (*kind, *chosen)));
        digests.retain(|_, chosen| *chosen != Frequency::AtOnce);
        self.set(EventKind::ProfileChanged, |p| (p.digests != digests).then(|| p.digests = digests))
            .into_iter()
            .collect()
    }

    /// How soon this person gets mails of this kind. A report comes hourly at most.
    #[must_use]
    pub fn frequency_of(&self, kind: MailKind) -> Frequency {
        let soonest = if kind.is_report() { Frequency::Hourly } else { Frequency::AtOnce };
        self.digests.get(&kind).copied().unwrap_or(soonest)
    }
}
