use deskhand_domain::IncomingMailId;
use deskhand_domain::incoming::{HeldBecause, MailDigest, Settlement, TakenMail, TakenState};
use deskhand_domain::people::EmailAddress;
use deskhand_domain::ports::StorageError;
use deskhand_domain::testing::{a_customer, a_ticket, an_engineer};

use super::fixture::{a_mail, a_reading, a_settled_mail, find, keep, update};
use crate::Adapter;
use crate::fixtures::{at, id};

pub(crate) async fn a_mail_is_kept_whole_through_all_that_becomes_of_it(adapter: &Adapter) {
    let (customer, engineer, ticket) = (a_customer().build(), an_engineer().build(), a_ticket().build());
    adapter.keep_people(&[customer.clone(), engineer.clone()]).await;
    adapter.keep_tickets(std::slice::from_ref(&ticket)).await;
    let mut mail = a_mail(1);
    keep(adapter, std::slice::from_ref(&mail)).await;
    assert_eq!(find(adapter, &mail).await, Some(mail.clone()));
    assert_eq!(adapter.intake.known(mail.digest).await.unwrap(), Some(mail.id));
    assert_eq!(adapter.intake.known(MailDigest([9; 32])).await.unwrap(), None);

    mail.reading = Some(a_reading());
    mail.reading.as_mut().unwrap().person = Some(customer.id);
    mail.ticket = Some(ticket.id);
    mail.hold(HeldBecause::Weak);
    update(adapter, &mail).await;
    assert_eq!(find(adapter, &mail).await, Some(mail.clone()));
    mail.decided_by = Some(engineer.id);
    (mail.had_receipt, mail.reopened) = (true, true);
    mail.settle(Settlement::Posted, at(5));
    update(adapter, &mail).await;
    assert_eq!(find(adapter, &mail).await, Some(mail.clone()));

    let view = adapter.intake.find(mail.id).await.unwrap().unwrap();
    assert_eq!((view.mail, view.ticket), (mail, Some(ticket.to_ref())));
    assert_eq!((view.assignee, view.person), (ticket.assignee, Some(customer.to_ref())));
    let unknown = a_mail(2);
    let changed = adapter.begin().await.mail_intake().update(&unknown).await;
    assert!(matches!(changed, Err(StorageError::Conflict)), "{changed:?}");
}

pub(crate) async fn a_mail_with_the_digest_of_another_is_that_one(adapter: &Adapter) {
    let mail = a_mail(1);
    keep(adapter, std::slice::from_ref(&mail)).await;
    let again = TakenMail { id: IncomingMailId::new(id(77)), ..a_mail(1) };
    let mut uow = adapter.begin().await;
    assert_eq!(uow.mail_intake().append(&again).await.unwrap(), Some(mail.id));
    uow.commit().await.unwrap();
    assert_eq!(find(adapter, &again).await, None);
}

pub(crate) async fn another_mail_with_the_same_content_is_found_unless_it_is_a_duplicate(adapter: &Adapter) {
    let first = a_settled_mail(1, Settlement::Opened);
    let second = TakenMail { reading: Some(a_reading()), ..a_mail(2) };
    keep(adapter, &[first.clone(), second.clone()]).await;
    let content = a_reading().content.unwrap();
    let has = async |but| adapter.begin().await.mail_intake().has_content(content, but).await.unwrap();
    assert!(has(first.id).await, "the second has it, whatever became of it");
    let mut duplicate = second;
    duplicate.settle(Settlement::Duplicate, at(3));
    update(adapter, &duplicate).await;
    assert!(!has(first.id).await, "a duplicate does not count");
    assert!(has(duplicate.id).await);
}

pub(crate) async fn recipients_are_added_without_a_change_of_anything_else(adapter: &Adapter) {
    let mut mail = a_mail(1);
    keep(adapter, std::slice::from_ref(&mail)).await;
    let mut uow = adapter.begin().await;
    let claimed = uow.mail_intake().claim_due(at(1), time::Duration::minutes(2), 1).await.unwrap();
    assert_eq!(claimed.len(), 1);
    let other = EmailAddress::parse("help@desk.example").unwrap();
    assert!(mail.add_recipients(std::slice::from_ref(&other)));
    uow.mail_intake().set_recipients(mail.id, &mail.recipients).await.unwrap();
    assert!(uow.mail_intake().claim_due(at(2), time::Duration::minutes(2), 1).await.unwrap().is_empty());
    uow.commit().await.unwrap();
    let found = find(adapter, &mail).await.unwrap();
    assert_eq!((found.recipients, found.attempts, found.state), (mail.recipients, 1, TakenState::Waiting));
}

pub(crate) async fn the_content_of_a_raw_mail_is_in_use_until_the_mail_forgets_it(adapter: &Adapter) {
    let mail = a_settled_mail(1, Settlement::Posted);
    keep(adapter, std::slice::from_ref(&mail)).await;
    let digest = mail.raw.unwrap().digest;
    let condemn = async || {
        let mut uow = adapter.begin().await;
        let condemned = uow.attachments().condemn_blob(digest, at(9), at(0), at(9)).await.unwrap();
        uow.commit().await.unwrap();
        condemned
    };
    assert_eq!(adapter.attachments.condemnable(at(9), at(9), 9).await.unwrap(), []);
    assert!(!condemn().await);
    let mut uow = adapter.begin().await;
    assert_eq!(uow.mail_intake().forget_words(false, at(9), 9, at(9)).await.unwrap(), 1);
    uow.commit().await.unwrap();
    assert_eq!(adapter.attachments.condemnable(at(9), at(9), 9).await.unwrap(), [digest]);
    assert!(condemn().await);
}

pub(crate) async fn the_mails_of_a_person_that_are_held_for_a_reason_are_found(adapter: &Adapter) {
    let (customer, engineer) = (a_customer().build(), an_engineer().build());
    adapter.keep_people(&[customer.clone(), engineer.clone()]).await;
    let held = |n, person, because| {
        let mut mail = TakenMail { reading: Some(a_reading()), ..a_mail(n) };
        mail.reading.as_mut().unwrap().person = Some(person);
        mail.hold(because);
        mail
    };
    let theirs = held(1, customer.id, HeldBecause::UnprovenAccount);
    let mut settled = held(4, customer.id, HeldBecause::UnprovenAccount);
    settled.settle(Settlement::Rejected, at(5));
    let others = [held(2, customer.id, HeldBecause::Spam), held(3, engineer.id, HeldBecause::UnprovenAccount), settled];
    keep(adapter, std::slice::from_ref(&theirs)).await;
    keep(adapter, &others).await;
    let mut uow = adapter.begin().await;
    let mut of = async |because, limit| uow.mail_intake().held_of(customer.id, because, limit).await.unwrap();
    assert_eq!(of(HeldBecause::UnprovenAccount, 9).await, [theirs]);
    assert_eq!(of(HeldBecause::UnprovenAccount, 0).await, []);
    assert_eq!(of(HeldBecause::Storm, 9).await, []);
    uow.commit().await.unwrap();
}
