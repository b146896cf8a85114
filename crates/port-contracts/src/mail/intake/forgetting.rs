use deskhand_domain::MessageId;
use deskhand_domain::incoming::{HeldBecause, Settlement, TakenMail, TakenState};
use deskhand_domain::testing::{a_customer, a_ticket};

use super::fixture::{SENDER, a_mail, a_reading, a_settled_mail, find, keep};
use crate::Adapter;
use crate::fixtures::{at, id};

/// Nothing says any more who wrote it and what; that it came stays.
async fn assert_forgotten(adapter: &Adapter, mail: &TakenMail) {
    let found = find(adapter, mail).await.unwrap();
    assert_eq!((found.raw, found.sender, found.recipients), (None, None, Vec::new()));
    let reading = found.reading.unwrap();
    assert_eq!((reading.author, reading.author_name, reading.subject.as_str()), (None, None, ""));
    assert!(matches!(found.state, TakenState::Settled(_)), "{:?}", found.state);
    assert_eq!(found.digest, mail.digest, "it is not taken in again");
}

pub(crate) async fn the_words_of_the_mails_of_a_ticket_or_person_are_forgotten(adapter: &Adapter) {
    let (customer, ticket) = (a_customer().build(), a_ticket().build());
    adapter.keep_people(std::slice::from_ref(&customer)).await;
    adapter.keep_tickets(std::slice::from_ref(&ticket)).await;
    let with_person = |n, person, author: &str| {
        let mut mail = a_settled_mail(n, Settlement::Opened);
        mail.reading.iter_mut().for_each(|reading| {
            (reading.person, reading.author) = (person, Some(author.to_owned()));
        });
        mail
    };
    let mut of_ticket = TakenMail { ticket: Some(ticket.id), reading: Some(a_reading()), ..a_mail(1) };
    of_ticket.hold(HeldBecause::Weak);
    let theirs = with_person(2, Some(customer.id), "old@client.example");
    let before_they_were_known = with_person(3, None, "ada@new.example");
    let other = with_person(4, None, SENDER);
    let mails = [of_ticket, theirs, before_they_were_known, other];
    keep(adapter, &mails).await;
    let mut uow = adapter.begin().await;
    uow.mail_intake().forget_ticket(ticket.id, at(9)).await.unwrap();
    uow.tickets().delete(ticket.id).await.unwrap();
    uow.mail_intake().forget_person(customer.id, Some("ada@new.example".to_owned()), at(9)).await.unwrap();
    uow.commit().await.unwrap();
    for mail in &mails[..3] {
        assert_forgotten(adapter, mail).await;
    }
    assert_eq!(find(adapter, &mails[0]).await.unwrap().ticket, None);
    assert_eq!(find(adapter, &mails[0]).await.unwrap().state, TakenState::Settled(Settlement::Rejected));
    assert_eq!(find(adapter, &mails[3]).await, Some(mails[3].clone()));
}

pub(crate) async fn the_words_of_the_mail_of_a_message_are_forgotten(adapter: &Adapter) {
    let message = MessageId::new(id(1));
    let mails = [1, 2].map(|n| a_settled_mail(n, Settlement::Posted));
    let [of_message, other] = [TakenMail { message: Some(message), ..mails[0].clone() }, mails[1].clone()];
    keep(adapter, &[of_message.clone(), other.clone()]).await;
    let mut uow = adapter.begin().await;
    uow.mail_intake().forget_message(message, at(9)).await.unwrap();
    uow.commit().await.unwrap();
    assert_forgotten(adapter, &of_message).await;
    assert_eq!(find(adapter, &other).await, Some(other));
}

pub(crate) async fn old_mails_are_forgotten_by_their_state_and_in_bounded_numbers(adapter: &Adapter) {
    let held = |n| {
        let mut mail = TakenMail { reading: Some(a_reading()), ..a_mail(n) };
        mail.hold(HeldBecause::Stranger);
        mail
    };
    let settled = [1, 2, 3, 8].map(|n| a_settled_mail(n, Settlement::Posted));
    let undecided = [4, 9].map(held);
    let waiting = a_mail(5);
    keep(adapter, &settled).await;
    keep(adapter, &undecided).await;
    keep(adapter, std::slice::from_ref(&waiting)).await;
    let forget = async |undecided, limit| {
        let mut uow = adapter.begin().await;
        let forgotten = uow.mail_intake().forget_words(undecided, at(7), limit, at(20)).await.unwrap();
        uow.commit().await.unwrap();
        forgotten
    };
    assert_eq!((forget(false, 2).await, forget(false, 9).await, forget(false, 9).await), (2, 1, 0));
    assert_eq!((forget(true, 9).await, forget(true, 9).await), (1, 0));
    for mail in settled[..3].iter().chain(&undecided[..1]) {
        assert_forgotten(adapter, mail).await;
    }
    assert_eq!(find(adapter, &waiting).await, Some(waiting.clone()));

    let forget = async |limit| {
        let mut uow = adapter.begin().await;
        let forgotten = uow.mail_intake().forget(at(7), limit).await.unwrap();
        uow.commit().await.unwrap();
        forgotten
    };
    assert_eq!((forget(3).await, forget(9).await, forget(9).await), (3, 1, 0));
    assert_eq!(find(adapter, &settled[0]).await, None);
    assert_eq!(find(adapter, &settled[3]).await, Some(settled[3].clone()));
    assert_eq!(find(adapter, &waiting).await, Some(waiting), "however old, it was not looked at yet");
}
