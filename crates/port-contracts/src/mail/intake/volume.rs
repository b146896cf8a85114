use deskhand_domain::incoming::{HeldBecause, MailVolume, Settlement, TakenMail};
use deskhand_domain::testing::{a_customer, a_ticket};

use super::fixture::{SENDER, a_mail, a_reading, a_settled_mail, keep};
use crate::Adapter;
use crate::fixtures::at;

pub(crate) async fn volume_counts_what_came_within_the_spans_of_the_caps(adapter: &Adapter) {
    let ticket = a_ticket().build();
    adapter.keep_people(&[a_customer().build()]).await;
    adapter.keep_tickets(std::slice::from_ref(&ticket)).await;
    let with_receipt = |mail: TakenMail| TakenMail { had_receipt: true, ..mail };
    let on_ticket = |mail: TakenMail| TakenMail { ticket: Some(ticket.id), reopened: true, ..mail };
    let by = |author: &str, mail: TakenMail| {
        let reading = mail.reading.map(|reading| deskhand_domain::incoming::MailReading {
            author: Some(author.to_owned()),
            is_by_stranger: false,
            ..reading
        });
        TakenMail { reading, ..mail }
    };
    let mut held = TakenMail { reading: Some(a_reading()), ..a_mail(66) };
    held.hold(HeldBecause::Storm);
    keep(
        adapter,
        &[
            a_settled_mail(1, Settlement::Opened),
            with_receipt(a_settled_mail(61, Settlement::Opened)),
            with_receipt(a_settled_mail(62, Settlement::FollowedUp)),
            by("bob@client.example", a_settled_mail(63, Settlement::Opened)),
            on_ticket(a_settled_mail(2, Settlement::Posted)),
            on_ticket(a_settled_mail(64, Settlement::Posted)),
            a_settled_mail(65, Settlement::Recorded),
            held,
        ],
    )
    .await;
    let volume = async |subject, ticket, minutes| {
        adapter.begin().await.mail_intake().volume(SENDER, subject, ticket, at(minutes)).await.unwrap()
    };
    let expected = MailVolume {
        opened_by_sender: 2,
        opened_by_strangers: 3,
        posted_on_ticket: 1,
        reopened_ticket: 2,
        receipts_to_sender: 2,
        receipts_for_subject: 2,
    };
    assert_eq!(volume("The lamp", Some(ticket.id), 66).await, expected);
    let later = volume("The lamp", Some(ticket.id), 72).await;
    assert_eq!(later, MailVolume { receipts_for_subject: 0, ..expected }, "ten minutes after the last receipt");
    let elsewhere = volume("Another lamp", None, 66).await;
    assert_eq!(elsewhere, MailVolume { posted_on_ticket: 0, reopened_ticket: 0, receipts_for_subject: 0, ..expected });
    assert_eq!(volume("The lamp", Some(ticket.id), 66 + 24 * 60).await, MailVolume::default());
}
