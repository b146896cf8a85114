use time::OffsetDateTime;

use super::{Person, PersonName, REMOVED_NAME};
use crate::history::{EventKind, Fact};
use crate::people::{AccountStatus, Look, Username};

impl Person {
    /// Removes the person: their words stay, who they were does not.
    pub fn remove(&mut self, now: OffsetDateTime) -> Vec<Fact> {
        self.set(EventKind::PersonRemoved, |p| {
            p.removed_at.is_none().then(|| {
                let tail: String = p.id.as_uuid().simple().to_string().chars().rev().take(16).collect();
                p.username = Username::parse(&format!("removed-{tail}")).unwrap_or_else(|_| p.username.clone());
                p.name = PersonName::parse(REMOVED_NAME).unwrap_or_else(|_| p.name.clone());
                p.email = None;
                p.email_pending = None;
                p.phone = None;
                p.language = None;
                p.time_zone = None;
                p.look = Look::default();
                p.password = None;
                p.second_factor_at = None;
                p.email_verified_at = None;
                p.unreachable_since = None;
                p.status = AccountStatus::Rejected;
                p.removed_at = Some(now);
            })
        })
        .into_iter()
        .collect()
    }
}
