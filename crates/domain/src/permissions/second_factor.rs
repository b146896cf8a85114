use crate::people::{Person, Role};
use crate::policy::{SecondFactorFor, Workflow};

/// Whether people of this role sign in with a second factor only.
#[must_use]
pub const fn needs_second_factor(role: Role, rules: &Workflow) -> bool {
    match rules.require_second_factor {
        SecondFactorFor::Nobody => false,
        SecondFactorFor::Admins => role.is_admin(),
        SecondFactorFor::Staff => role.is_staff(),
    }
}

/// Whether a person has to set up a second factor before they may do anything else.
#[must_use]
pub fn must_enrol(person: &Person, rules: &Workflow) -> bool {
    person.second_factor_at.is_none() && needs_second_factor(person.role, rules)
}
