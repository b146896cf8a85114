//! What a change of role makes of the status of an account.

use deskhand_domain::people::{AccountStatus, Role};
use deskhand_domain::testing::a_customer;

use crate::golden;

/// Every role, status and new role, without and with a status that the same request names.
#[test]
fn what_a_change_of_role_makes_of_an_account_is_as_printed() {
    let mut text = format!("{:<11}{:<11}{:<11}{:<16}then\n", "role", "status", "new role", "named status");
    let named = [None].into_iter().chain(AccountStatus::ALL.iter().copied().map(Some));
    let named: Vec<Option<AccountStatus>> = named.collect();
    for role in Role::ALL {
        for status in AccountStatus::ALL {
            for new in Role::ALL {
                for named in &named {
                    let mut person = a_customer().role(*role).status(*status).build();
                    person.change_role(*new, *named);
                    assert_eq!(person.role, *new);
                    let word = named.map_or("-", |status| status.as_str());
                    text += &format!("{role:<11}{status:<11}{new:<11}{word:<16}{}\n", person.status);
                }
            }
        }
    }
    golden::compare("tests/golden/role_changes.txt", &text);
}

#[test]
fn an_engineer_who_waits_and_becomes_a_customer_is_approved() {
    let mut person = a_customer().role(Role::Engineer).status(AccountStatus::Pending).build();
    person.change_role(Role::Customer, None);
    assert_eq!((person.role, person.status), (Role::Customer, AccountStatus::Approved));
}

#[test]
fn a_change_of_role_lifts_no_rejection_and_no_suspension() {
    for status in [AccountStatus::Rejected, AccountStatus::Suspended] {
        let mut person = a_customer().role(Role::Engineer).status(status).build();
        person.change_role(Role::Customer, None);
        assert_eq!(person.status, status);
    }
}

#[test]
fn a_new_superadmin_waits_for_approval_as_every_new_member_of_the_staff() {
    for role in [Role::Engineer, Role::Admin, Role::Superadmin] {
        let mut person = a_customer().build();
        person.change_role(role, None);
        assert_eq!((person.role, person.status), (role, AccountStatus::Pending));
    }
}
