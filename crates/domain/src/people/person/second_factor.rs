use time::OffsetDateTime;

use super::Person;
use crate::history::{EventKind, Fact};

impl Person {
    /// From now on a sign-in needs a code.
    pub fn set_second_factor(&mut self, now: OffsetDateTime) -> Vec<Fact> {
        self.set(EventKind::SecondFactorSet, |p| p.second_factor_at.is_none().then(|| p.second_factor_at = Some(now)))
            .into_iter()
            .collect()
    }

    /// From now on a sign-in needs the password only.
    pub fn remove_second_factor(&mut self) -> Vec<Fact> {
        self.set(EventKind::SecondFactorRemoved, |p| p.second_factor_at.take().map(|_| ())).into_iter().collect()
    }
}
