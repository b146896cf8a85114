//! Links in mails: how long they are valid, which people can use them, and which mails are still sent.

use deskhand_domain::history::{EventKind, Fact};
use deskhand_domain::notification::{Frequency, Mail, MailKind, MailLine, Reason, still_entitled};
use deskhand_domain::people::{AccountStatus, EmailAddress, LinkPurpose, PasswordHash, Person};
use deskhand_domain::policy::Workflow;
use deskhand_domain::testing::{PersonBuilder, TestClock, a_customer};
use deskhand_domain::{EventId, MailId};
use time::Duration;
use uuid::Uuid;

use LinkPurpose::{AcceptInvitation, ClaimAccount, ResetPassword, UndoEmailChange, VerifyEmail};

pub(crate) fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

fn mail(kind: MailKind, to: Option<&str>) -> Mail {
    Mail {
        id: MailId::new(Uuid::nil()),
        recipient: a_customer().build().id,
        address: to.map(address),
        reason: Reason::OwnAccount,
        kind,
        event: EventId::new(Uuid::nil()),
        ticket: None,
        glance: None,
        by_name: "the help desk".to_owned(),
        by_role: None,
        about_name: None,
        lines: vec![MailLine { kind: EventKind::LinkSent, before: None, after: None, text: None, message: None }],
        created_at: TestClock::START,
        author: None,
        turn: TestClock::START,
        due_at: TestClock::START,
        frequency: Frequency::AtOnce,
        joins: None,
    }
}

#[test]
fn a_link_is_good_for_30_minutes_to_7_days() {
    assert_eq!(VerifyEmail.lifetime(), Duration::hours(24));
    assert_eq!(ResetPassword.lifetime(), Duration::minutes(30));
    assert_eq!(AcceptInvitation.lifetime(), Duration::hours(72));
    assert_eq!(ClaimAccount.lifetime(), Duration::hours(72));
    assert_eq!(UndoEmailChange.lifetime(), Duration::days(7));
}

#[test]
fn a_link_stays_good_for_half_of_its_time_at_least_whoever_asks_for_another() {
    for purpose in LinkPurpose::ALL {
        assert!(LinkPurpose::PAUSE * 2 <= purpose.lifetime(), "{purpose}");
    }
}

#[test]
fn a_link_goes_to_whom_it_is_of_use() {
    let verified = |person: PersonBuilder| person.verified_at(TestClock::START);
    let of = |status| a_customer().unverified().status(status).build();
    let cases: [(&str, Person, &[LinkPurpose]); 8] = [
        ("invited", a_customer().unverified().build(), &[VerifyEmail, ResetPassword, AcceptInvitation]),
        (
            "with a password",
            a_customer().unverified().password("x").build(),
            &[VerifyEmail, ResetPassword, ClaimAccount],
        ),
        ("verified", verified(a_customer().password("x")).build(), &[ResetPassword]),
        ("pending", of(AccountStatus::Pending), &[VerifyEmail, ResetPassword, AcceptInvitation]),
        ("suspended", of(AccountStatus::Suspended), &[VerifyEmail, ResetPassword, AcceptInvitation]),
        ("rejected", of(AccountStatus::Rejected), &[]),
        ("removed", a_customer().removed_at(TestClock::START).build(), &[]),
        ("verified by invitation", verified(a_customer()).build(), &[ResetPassword, AcceptInvitation]),
    ];
    for (who, person, expected) in cases {
        for purpose in LinkPurpose::ALL.iter().filter(|purpose| **purpose != UndoEmailChange) {
            let facts = person.send_link(*purpose);
            assert_eq!(facts.len(), usize::from(expected.contains(purpose)), "{purpose} to somebody {who}");
            assert!(facts.iter().all(|fact| fact.address == person.email && fact.kind == EventKind::LinkSent));
        }
    }
}

fn kinds(facts: &[Fact]) -> Vec<(EventKind, Option<EmailAddress>)> {
    facts.iter().map(|fact| (fact.kind, fact.address.clone())).collect()
}

#[test]
fn another_address_counts_only_after_its_confirmation_and_the_verified_one_before_it_is_told() {
    let (old, new) = (address("old@example.com"), address("new@example.com"));
    let mut person = a_customer().email("old@example.com").verified_at(TestClock::START).build();

    let facts = person.request_email_change(new.clone());
    let expected = [(EventKind::EmailChangeRequested, Some(old.clone())), (EventKind::LinkSent, Some(new.clone()))];
    assert_eq!(kinds(&facts), expected);
    assert!(facts.iter().all(|fact| fact.before.is_none() && fact.text.is_none()), "the history must not tell them");
    assert_eq!((&person.email, person.email_verified_at), (&Some(old.clone()), Some(TestClock::START)));
    assert_eq!(kinds(&person.request_email_change(new.clone())), expected[1..], "again: only another link");

    let later = TestClock::START + Duration::HOUR;
    assert_eq!(
        kinds(&person.confirm_email(&address("New@example.com"), later)),
        [(EventKind::EmailChanged, Some(old))]
    );
    assert_eq!((&person.email, &person.email_pending), (&Some(new), &None));
    assert_eq!(person.email_verified_at, Some(later));
}

#[test]
fn an_unverified_address_is_told_nothing_and_its_successor_is_the_first_verified_one() {
    let (old, new) = ("old@example.com", address("new@example.com"));
    let mut person = a_customer().email(old).unverified().build();
    let facts = kinds(&person.request_email_change(new.clone()));
    assert_eq!(facts, [(EventKind::EmailChangeRequested, None), (EventKind::LinkSent, Some(new.clone()))]);
    let facts = kinds(&person.confirm_email(&new, TestClock::START));
    assert_eq!(facts, [(EventKind::EmailChanged, None), (EventKind::EmailVerified, None)]);
}

#[test]
fn another_case_is_the_same_address_and_the_present_one_drops_the_other() {
    let mut person = a_customer().email("ada@example.com").verified_at(TestClock::START).build();
    assert!(person.request_email_change(address("ada@example.com")).is_empty());
    let facts = person.request_email_change(address("Ada@Example.com"));
    assert_eq!(kinds(&facts), [(EventKind::ProfileChanged, None)]);
    assert_eq!(person.email, Some(address("Ada@example.com")));
    assert!(person.email_verified_at.is_some());
    person.request_email_change(address("new@example.com"));
    assert_eq!(kinds(&person.request_email_change(address("Ada@example.com"))), [(EventKind::ProfileChanged, None)]);
    assert_eq!(person.email_pending, None);
}

#[test]
fn an_undone_change_restores_the_address_and_takes_the_password() {
    let mut person = a_customer().email("thief@example.com").email_pending("third@example.com").password("x").build();
    person.undo_email_change(address("owner@example.com"), TestClock::START);
    assert_eq!((&person.email, &person.email_pending), (&Some(address("owner@example.com")), &None));
    assert_eq!((&person.password, person.email_verified_at), (&None, Some(TestClock::START)));
}

#[test]
fn a_link_is_good_for_the_person_whom_its_address_still_means() {
    let verified = |person: PersonBuilder| person.verified_at(TestClock::START);
    let of = |email: &str| a_customer().email(email).password("x").unverified();
    let (old, new) = ("old@example.com", "new@example.com");
    type Usable<'a> = &'a [(LinkPurpose, &'a str)];
    let cases: [(&str, Person, Usable<'_>); 5] = [
        ("unverified", of(old).build(), &[(VerifyEmail, old), (ResetPassword, old), (UndoEmailChange, new)]),
        ("verified", verified(of(old)).build(), &[(ResetPassword, old), (UndoEmailChange, new)]),
        (
            "changing",
            verified(of(old).email_pending(new)).build(),
            &[(ResetPassword, old), (UndoEmailChange, old), (VerifyEmail, new), (UndoEmailChange, new)],
        ),
        ("changed", verified(of(new)).build(), &[(UndoEmailChange, old), (ResetPassword, new)]),
        ("rejected", of(old).status(AccountStatus::Rejected).build(), &[]),
    ];
    for (who, person, expected) in cases {
        for purpose in [VerifyEmail, ResetPassword, UndoEmailChange] {
            for to in [old, new] {
                let good = purpose.is_good_for(&person, &address(to));
                assert_eq!(good, expected.contains(&(purpose, to)), "{purpose} to {to}, {who}");
            }
        }
    }
}

#[test]
fn an_invitation_is_accepted_once() {
    let mut person = a_customer().build();
    let hash = |text: &str| PasswordHash::new(text.to_owned());
    assert_eq!(person.accept_invitation(hash("first")).len(), 1);
    assert!(person.accept_invitation(hash("second")).is_empty());
    assert_eq!(person.password, Some(hash("first")));
}

#[test]
fn links_go_out_unverified_and_pending_but_only_to_the_address_they_are_for() {
    let strict = Workflow { require_verified_email: true, ..Workflow::default() };
    let person = a_customer().email("ada@example.com").unverified().status(AccountStatus::Pending).build();
    for purpose in [VerifyEmail, ResetPassword, AcceptInvitation] {
        let kind = MailKind::with_link(purpose);
        assert!(!kind.can_be_muted());
        assert_eq!(still_entitled(&mail(kind, Some("Ada@example.com")), &person, None, &strict), Ok(()), "{kind}");
        for elsewhere in [Some("old@example.com"), None] {
            assert!(still_entitled(&mail(kind, elsewhere), &person, None, &strict).is_err(), "{kind} to {elsewhere:?}");
        }
    }
}

#[test]
fn the_old_address_is_told_though_the_new_one_is_not_verified() {
    let strict = Workflow { require_verified_email: true, ..Workflow::default() };
    let person = a_customer().email("new@example.com").unverified().build();
    let change = mail(MailKind::EmailChanged, Some("old@example.com"));
    assert_eq!(still_entitled(&change, &person, None, &strict), Ok(()));
    assert!(!MailKind::EmailChanged.can_be_muted());
    let removed = a_customer().removed_at(TestClock::START).build();
    assert!(still_entitled(&change, &removed, None, &strict).is_err());
}
