use super::Person;
use crate::history::{EventKind, Fact};
use crate::people::{AccountStatus, Role};

impl Person {
    /// Approves, rejects or suspends the account.
    pub fn change_status(&mut self, status: AccountStatus) -> Vec<Fact> {
        let before = self.status;
        self.set(EventKind::AccountStatusChanged, |p| (p.status != status).then(|| p.status = status))
            .map(|fact| fact.before(before.as_str()).after(status.as_str()))
            .into_iter()
            .collect()
    }

    /// Gives another role. A new engineer or admin waits for approval, unless the same request says `status`.
    pub fn change_role(&mut self, role: Role, status: Option<AccountStatus>) -> Vec<Fact> {
        let before = self.role;
        let changed = self.set(EventKind::RoleChanged, |p| (p.role != role).then(|| p.role = role));
        let waits = changed.is_some() && matches!(role, Role::Engineer | Role::Admin);
        let status = status.or(waits.then_some(AccountStatus::Pending)).unwrap_or(self.status);
        let mut facts: Vec<Fact> =
            changed.map(|fact| fact.before(before.as_str()).after(role.as_str())).into_iter().collect();
        facts.extend(self.change_status(status));
        facts
    }
}
