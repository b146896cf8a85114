use std::collections::HashMap;

/// After so many failures a mail is given up, and its header is fetched in its place. Where that fails, too, it is skipped.
const MOST: usize = 3;

/// The mails that could not be fetched, by UIDVALIDITY and UID, with what the server said each time.
#[derive(Debug, Default)]
pub(super) struct Failures(HashMap<(u32, u32), Vec<String>>);

/// What is tried next of a mail.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NextTry {
    Whole,
    /// Its header, after this failure.
    Header(String),
    Nothing,
}

impl Failures {
    /// Counts a failure, and says whether the mail is given up with it.
    pub(super) fn count(&mut self, uid_validity: u32, uid: u32, failure: String) -> bool {
        let failures = self.0.entry((uid_validity, uid)).or_default();
        failures.push(failure);
        failures.len() >= MOST
    }

    pub(super) fn next_try(&self, uid_validity: u32, uid: u32) -> NextTry {
        match self.0.get(&(uid_validity, uid)).map(Vec::as_slice) {
            Some(failures @ [.., last]) if failures.len() == MOST => NextTry::Header(last.clone()),
            Some(failures) if failures.len() > MOST => NextTry::Nothing,
            _ => NextTry::Whole,
        }
    }

    /// Forgets the mails before this one, which will not be fetched again.
    pub(super) fn forget_before(&mut self, uid_validity: u32, next_uid: u32) {
        self.0.retain(|(validity, uid), _| *validity == uid_validity && *uid >= next_uid);
    }
}
