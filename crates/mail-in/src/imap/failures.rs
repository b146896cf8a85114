use std::collections::HashMap;

/// After so many failures a mail is skipped.
const MOST: u32 = 3;

/// How often mails could not be fetched, by UIDVALIDITY and UID.
#[derive(Debug, Default)]
pub(super) struct Failures(HashMap<(u32, u32), u32>);

impl Failures {
    /// Counts a failure, and says whether it was one too many.
    pub(super) fn count(&mut self, uid_validity: u32, uid: u32) -> bool {
        let count = self.0.entry((uid_validity, uid)).or_default();
        *count += 1;
        *count >= MOST
    }

    /// Whether the mail is skipped.
    pub(super) fn skip(&self, uid_validity: u32, uid: u32) -> bool {
        self.0.get(&(uid_validity, uid)).is_some_and(|count| *count >= MOST)
    }

    /// Forgets the mails before this one, which will not be fetched again.
    pub(super) fn forget_before(&mut self, uid_validity: u32, next_uid: u32) {
        self.0.retain(|(validity, uid), _| *validity == uid_validity && *uid >= next_uid);
    }
}
