//! What a new password is judged by: the same at sign-up, creation by an admin, appointment, reset and change.

use deskhand_domain::Invalid;
use deskhand_domain::people::{EmailAddress, Password, PersonName, Role, Username};
use deskhand_domain::policy::Workflow;
use deskhand_domain::ports::StorageError;
use deskhand_domain::testing::{MockStorage, MockUnitOfWork};
use deskhand_domain::use_cases::{Error, NewSuperadmin, Rules, SignUp, UseCases};

use crate::use_case_steps::ports_over;

fn desk(workflow: Workflow) -> UseCases {
    let mut unit_of_work = MockUnitOfWork::new();
    unit_of_work.account_links.expect_reserved_for().returning(|_, _| Ok(None));
    unit_of_work.people.expect_insert().returning(|_| Err(StorageError::Full));
    let storage = MockStorage::handing_out(unit_of_work);
    let desk_names = vec!["Museum of Umbrellas".to_owned(), "desk.example.com".to_owned()];
    UseCases::new(ports_over(storage), Rules { workflow, desk_names, ..Rules::default() })
}

/// Why Ada may not sign up with this password; `None` where only the storage refuses.
fn refusal(workflow: Workflow, password: &str) -> Option<Invalid> {
    let password = match Password::parse(password) {
        Ok(password) => password,
        Err(reason) => return Some(reason),
    };
    let command = SignUp {
        name: PersonName::parse("Ada King-Lovelace").unwrap(),
        username: Username::parse("countess").unwrap(),
        email: EmailAddress::parse("ada@example.com").unwrap(),
        password: Some(password),
        role: Role::Customer,
        phone: None,
        language: None,
        time_zone: None,
    };
    match pollster::block_on(desk(workflow).accounts().sign_up(command)) {
        Err(Error::Field { field: "password", reason }) => Some(reason),
        _ => None,
    }
}

#[test]
fn common_passwords_and_the_names_of_person_desk_and_product_are_too_easy_to_guess() {
    for password in [
        "password1",
        "PassWord1",
        "COUNTESS",
        "ada@example.com",
        "Lovelace",
        "ada king-lovelace",
        "umbrellas",
        "museum of umbrellas",
        "desk.example.com",
        "Deskhand",
        "helpdesk",
    ] {
        assert_eq!(refusal(Workflow::default(), password), Some(Invalid::Guessable), "{password}");
    }
    assert_eq!(refusal(Workflow::default(), "green umbrellas"), None);
}

#[test]
fn with_the_policy_a_password_needs_ten_characters_of_four_classes() {
    let rules = || Workflow { password_classes: true, ..Workflow::default() };
    for (password, reason) in [
        ("Gr33n! um", Some(Invalid::TooShort { min: 10 })),
        ("Gr33n!   um", Some(Invalid::TooShort { min: 10 })),
        ("gr33n! umbrella", Some(Invalid::NeedsClasses)),
        ("GR33N! UMBRELLA", Some(Invalid::NeedsClasses)),
        ("Green! umbrella", Some(Invalid::NeedsClasses)),
        ("Gr33n umbrella", Some(Invalid::NeedsClasses)),
        ("Gr33n! umbrella", None),
        ("Grün٣ßes! Dach", None),
    ] {
        assert_eq!(refusal(rules(), password), reason, "{password}");
        assert!(reason.is_none() || refusal(Workflow::default(), password) != reason, "{password} without the policy");
    }
}

#[test]
fn an_operator_appoints_nobody_with_a_guessable_password() {
    let new = NewSuperadmin {
        name: PersonName::parse("Root").unwrap(),
        username: Username::parse("root").unwrap(),
        email: EmailAddress::parse("root@example.com").unwrap(),
        password: Password::parse("password1").unwrap(),
    };
    let refused = pollster::block_on(desk(Workflow::default()).users().appoint_superadmin(new));
    assert!(matches!(refused, Err(Error::Field { field: "password", reason: Invalid::Guessable })), "{refused:?}");
}
