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

    /// Gives another role. A new engineer, admin or superadmin waits for approval, and a pending account that becomes a
    /// customer's is approved, as at a sign-up, unless the same request says `status`. A rejected or suspended account stays
    /// so as a customer's: a change of role must not lift what was decided about the person.
    pub fn change_role(&mut self, role: Role, status: Option<AccountStatus>) -> Vec<Fact> {
        let before = self.role;
        let changed = self.set(EventKind::RoleChanged, |p| (p.role != role).then(|| p.role = role));
        let by_role = match (role, self.status) {
            (Role::Customer, AccountStatus::Pending) => AccountStatus::Approved,
            (Role::Customer, decided) => decided,
            (Role::Engineer | Role::Admin | Role::Superadmin, _) => AccountStatus::Pending,
        };
        let status = status.or(changed.is_some().then_some(by_role)).unwrap_or(self.status);
        let mut facts: Vec<Fact> =
            changed.map(|fact| fact.before(before.as_str()).after(role.as_str())).into_iter().collect();
        facts.extend(self.change_status(status));
        facts
    }
}
