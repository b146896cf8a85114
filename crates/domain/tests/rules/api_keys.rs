use std::sync::Arc;

use deskhand_domain::api_keys::{ApiKey, KeyName, KeyScope, KeyScopes, PresentedKey};
use deskhand_domain::people::{AccountStatus, Actor, Role};
use deskhand_domain::permissions::{
    Denied, KeyAccess, KeyDenied, PersonAction, may_make_key, may_manage_keys_of, may_use, may_with_person,
};
use deskhand_domain::policy::Workflow;
use deskhand_domain::ports::{SecretDigest, SecretToken, Storage, StorageError, UnitOfWork};
use deskhand_domain::testing::{MockApiKeyQueries, MockStorage, TestClock, a_customer, person_id};
use deskhand_domain::use_cases::{Admission, Origin, Rules, UseCases};
use deskhand_domain::{ApiKeyId, Invalid};
use time::Duration;
use uuid::Uuid;

use crate::use_case_steps::ports_over;
use KeyAccess::{Read as ToRead, RegisterStaff, SessionOnly, Write as ToWrite};
use KeyScope::{Read, StaffRegister, Write};

const EVERYTHING: &[KeyScope] = &[Read, Write, StaffRegister];

fn actor(role: Role, status: AccountStatus) -> Actor {
    Actor { id: person_id("owner"), role, status, by_key: false }
}

fn a_key() -> ApiKey {
    ApiKey {
        id: ApiKeyId::new(Uuid::from_u128(7)),
        owner: person_id("owner"),
        name: KeyName::parse("Nightly report").unwrap(),
        scopes: KeyScopes::parse([Read]).unwrap(),
        digest: SecretDigest([1; 32]),
        created_at: TestClock::START,
        expires_at: None,
        revoked_at: None,
        last_used_at: None,
    }
}

/// A store whose lock another writer never releases.
struct Held;

#[async_trait::async_trait]
impl Storage for Held {
    async fn begin(&self) -> Result<Box<dyn UnitOfWork>, StorageError> {
        std::future::pending().await
    }
}

#[test]
fn a_read_with_a_key_does_not_wait_for_the_note_of_its_use() {
    let mut ports = ports_over(MockStorage::default());
    let key = ApiKey { digest: ports.secrets.digest("s3cret"), ..a_key() };
    let presented = PresentedKey { id: key.id, secret: SecretToken::new("s3cret".to_owned()) }.reveal();
    let owner = a_customer().username("owner").build();
    let mut keys = MockApiKeyQueries::new();
    let found = (key, owner.clone());
    keys.expect_find().returning(move |_| Ok(Some(found.clone())));
    ports.api_keys = Arc::new(keys);
    ports.storage = Arc::new(Held);
    let desk = UseCases::new(ports, Rules::default());
    let caller =
        pollster::block_on(desk.accounts().authenticate(&presented, Origin::default(), Admission::Enrolled)).unwrap();
    assert_eq!(caller.actor.id, owner.id);
}

#[test]
fn each_scope_opens_what_it_names_and_nothing_else() {
    let table: [(&[KeyScope], [bool; 4]); 6] = [
        // read, write, register staff, session only
        (&[], [false, false, false, false]),
        (&[Read], [true, false, false, false]),
        (&[Write], [true, true, false, false]),
        (&[StaffRegister], [false, false, true, false]),
        (&[Read, StaffRegister], [true, false, true, false]),
        (EVERYTHING, [true, true, true, false]),
    ];
    for (scopes, expected) in table {
        let opens = [ToRead, ToWrite, RegisterStaff, SessionOnly].map(|access| may_use(scopes, access).is_ok());
        assert_eq!(opens, expected, "{scopes:?}");
    }
    let refusals = [ToRead, ToWrite, RegisterStaff, SessionOnly].map(|access| may_use(&[], access).unwrap_err());
    let missing = |scope| KeyDenied::Scope(scope);
    assert_eq!(refusals, [missing(Read), missing(Write), missing(StaffRegister), KeyDenied::SessionOnly]);
}

#[test]
fn registering_staff_is_for_admins_when_the_key_is_made_and_when_it_is_used() {
    let scopes = KeyScopes::parse(EVERYTHING.iter().copied()).unwrap();
    for role in Role::ALL {
        let made = may_make_key(&actor(*role, AccountStatus::Approved), &scopes);
        assert_eq!(made.is_ok(), role.is_admin(), "{role}");
        assert_eq!(scopes.of_owner(*role).contains(&StaffRegister), role.is_admin(), "{role}");
        let plain = KeyScopes::parse([Read, Write]).unwrap();
        assert_eq!(may_make_key(&actor(*role, AccountStatus::Approved), &plain), Ok(()));
        assert_eq!(plain.of_owner(*role), [Read, Write]);
    }
}

#[test]
fn an_account_that_is_not_approved_makes_and_manages_no_keys() {
    let scopes = KeyScopes::parse([Read]).unwrap();
    for role in Role::ALL {
        for status in AccountStatus::ALL.iter().filter(|status| **status != AccountStatus::Approved) {
            let actor = actor(*role, *status);
            assert_eq!(may_make_key(&actor, &scopes), Err(Denied::AccountNotApproved));
            assert_eq!(may_manage_keys_of(&actor, actor.id), Err(Denied::AccountNotApproved));
        }
    }
}

#[test]
fn everybody_manages_their_own_keys_and_superadmins_those_of_others() {
    for role in Role::ALL {
        let actor = actor(*role, AccountStatus::Approved);
        assert_eq!(may_manage_keys_of(&actor, actor.id), Ok(()));
        let others = may_manage_keys_of(&actor, person_id("other"));
        assert_eq!(others.is_ok(), *role == Role::Superadmin, "{role}");
    }
}

#[test]
fn no_key_makes_changes_or_removes_an_admin_and_else_it_does_what_its_owner_may() {
    let rules = Workflow::default();
    for role in Role::ALL {
        let person = actor(*role, AccountStatus::Approved);
        let program = Actor { by_key: true, ..person };
        for target in Role::ALL {
            let may = |actor, action| {
                let account = (action != PersonAction::Create).then(|| person_id("other"));
                may_with_person(actor, action, account, *target, &rules)
            };
            for action in actions() {
                let admins = target.is_admin() || matches!(action, PersonAction::ChangeRole(to) if to.is_admin());
                let expected = match may(&person, action) {
                    Ok(()) if admins && action != PersonAction::See => Err(Denied::SessionOnly),
                    answer => answer,
                };
                assert_eq!(may(&program, action), expected, "{role}: {action:?} {target}");
            }
        }
    }
}

fn actions() -> Vec<PersonAction> {
    let mut actions = vec![
        PersonAction::See,
        PersonAction::EditProfile,
        PersonAction::ChangeAvailability,
        PersonAction::ChangeCapacity,
        PersonAction::Create,
        PersonAction::ChangeStatus,
        PersonAction::Remove,
    ];
    actions.extend(Role::ALL.iter().map(|role| PersonAction::ChangeRole(*role)));
    actions
}

#[test]
fn a_key_has_at_least_one_scope_and_each_once() {
    assert_eq!(KeyScopes::parse([]), Err(Invalid::Empty));
    assert_eq!(KeyScopes::parse([Read, Write, Read]), Err(Invalid::Repeated));
    assert!(KeyScopes::parse([Write, Read]).unwrap().iter().eq([Read, Write]));
}

#[test]
fn a_key_is_live_until_the_moment_it_expires_or_is_revoked() {
    let end = TestClock::START + Duration::MINUTE;
    let expiring = ApiKey { expires_at: Some(end), ..a_key() };
    assert!(expiring.is_live(end - Duration::MILLISECOND) && !expiring.is_live(end));
    assert!(!ApiKey { revoked_at: Some(end), ..a_key() }.is_live(TestClock::START));
    assert!(a_key().is_live(TestClock::START + Duration::days(10_000)));
}

#[test]
fn a_presented_key_is_taken_apart_and_put_together_again() {
    let id = ApiKeyId::new(Uuid::from_u128(0x0190_a8e2_5c1f_7cc3_98c4_dc0c_0c07_398f));
    let text = "dh_0190a8e25c1f7cc398c4dc0c0c07398f_se-cret_with_underscores";
    let key = PresentedKey { id, secret: SecretToken::new("se-cret_with_underscores".to_owned()) };
    assert_eq!(PresentedKey::parse(text), Some(key.clone()));
    assert_eq!(key.reveal(), text);
    assert!(!format!("{key:?}").contains("cret"), "{key:?}");

    for other in [
        "",
        "dh_",
        "dh__secret",
        "dh_0190a8e25c1f7cc398c4dc0c0c07398f",
        "dh_0190A8E25C1F7CC398C4DC0C0C07398F_secret",
        "dh_0190a8e2-5c1f-7cc3-98c4-dc0c0c07398f_secret",
        "DH_0190a8e25c1f7cc398c4dc0c0c07398f_secret",
        " dh_0190a8e25c1f7cc398c4dc0c0c07398f_secret",
        "0190a8e25c1f7cc398c4dc0c0c07398f_secret",
        "eyJhbGciOiJIUzI1NiJ9.e30.x",
    ] {
        assert_eq!(PresentedKey::parse(other), None, "{other}");
    }
}
