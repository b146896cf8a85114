//! Letters that report several events about one ticket.

use deskhand_domain::MailId;
use deskhand_domain::notification::{Frequency, Mail, MailKind, Reason, RecentLetter};
use deskhand_domain::ports::{ClaimedMail, MailState};
use deskhand_domain::testing::{a_ticket, person_id};
use deskhand_domain::ticket::Ticket;

use super::fixture::{LEASE, claim, counts, enqueue};
use crate::Adapter;
use crate::fixtures::{at, id, queued_mail};

fn ticket(number: u64) -> Ticket {
    a_ticket().number(number).build()
}

/// The nth mail, about the first ticket.
fn letter(n: u64) -> Mail {
    let ticket = Some(ticket(1).to_ref());
    Mail { kind: MailKind::TicketChanged, reason: Reason::Reporter, ticket, ..queued_mail(n) }
}

fn joining(n: u64, letter_id: u64) -> Mail {
    Mail { joins: Some(MailId::new(id(letter_id))), ..letter(n) }
}

async fn claimed(adapter: &Adapter, minute: i64) -> Vec<ClaimedMail> {
    let mut uow = adapter.begin().await;
    let claimed = uow.outbox().claim_due(at(minute), LEASE, 10, &[]).await.unwrap().deliveries;
    uow.commit().await.unwrap();
    claimed
}

async fn view(adapter: &Adapter, n: u64) -> (MailState, Option<u64>) {
    let view = adapter.mail.find(MailId::new(id(n))).await.unwrap().unwrap();
    (view.state, view.joins.map(|letter| (1..=9).find(|n| id(*n) == letter.as_uuid()).unwrap()))
}

pub(crate) async fn what_joined_a_letter_is_claimed_with_it_and_never_by_itself(adapter: &Adapter) {
    enqueue(adapter, &[letter(1), joining(3, 1), joining(2, 1), letter(4)]).await;
    assert_eq!(counts(adapter).await.pending, 2, "what is joined does not wait by itself");
    assert_eq!(view(adapter, 2).await, (MailState::Joined, Some(1)));
    for attempt in 1..=2 {
        let mut claimed = claimed(adapter, 9 + 20 * i64::from(attempt)).await;
        assert_eq!(claimed.iter().map(|letter| letter.attempt).collect::<Vec<_>>(), [attempt, attempt]);
        assert!(claimed.pop().unwrap().joined.is_empty());
        assert_eq!(claimed.pop().unwrap().joined, [joining(2, 1), joining(3, 1)], "the older first");
    }
    let mut uow = adapter.begin().await;
    assert!(uow.outbox().mark_sent(letter(1).id, 2, at(50), "250 Ok").await.unwrap());
    uow.commit().await.unwrap();
    assert_eq!(view(adapter, 2).await, (MailState::Joined, Some(1)), "it went with the letter");
    let about = adapter.mail.about_ticket(ticket(1).id, None, Default::default()).await.unwrap();
    assert_eq!(about.rows.len(), 4, "every event is listed");
}

pub(crate) async fn recent_letters_about_a_ticket_say_when_they_go_and_whether_they_are_open(adapter: &Adapter) {
    let other = Mail { ticket: Some(ticket(2).to_ref()), ..letter(5) };
    let later = Mail { due_at: at(9), ..letter(6) };
    enqueue(adapter, &[letter(1), letter(2), letter(3), joining(4, 3), other, later, letter(7)]).await;
    assert_eq!(claim(adapter, at(3), 10).await.len(), 3);
    let mut uow = adapter.begin().await;
    assert!(uow.outbox().mark_sent(letter(2).id, 1, at(8), "250 Ok").await.unwrap());
    assert!(uow.outbox().drop_mail(letter(3).id, 1, at(8), "muted").await.unwrap());
    uow.commit().await.unwrap();

    let mut recent = adapter.begin().await.outbox().recent_about(ticket(1).id, at(1)).await.unwrap();
    recent.sort_by_key(|letter| letter.id);
    let of = |mail: Mail| RecentLetter::of(&mail);
    let sent = RecentLetter { goes_at: at(8), is_open: false, ..of(letter(2)) };
    let joined = RecentLetter { is_open: false, ..of(joining(4, 3)) };
    let expected = [sent, joined, RecentLetter { goes_at: at(9), ..of(letter(6)) }, of(letter(7))];
    assert_eq!(recent, expected, "neither what is older nor what was dropped");
}

pub(crate) async fn what_was_left_out_of_a_letter_is_dropped(adapter: &Adapter) {
    enqueue(adapter, &[letter(1), joining(2, 1)]).await;
    let mut uow = adapter.begin().await;
    uow.outbox().leave_out(letter(1).id, at(5), "it joins none").await.unwrap();
    uow.outbox().leave_out(letter(2).id, at(5), "muted").await.unwrap();
    uow.commit().await.unwrap();
    assert_eq!(
        (view(adapter, 1).await, view(adapter, 2).await),
        ((MailState::Pending, None), (MailState::Dropped, None))
    );
    let left_out = adapter.mail.find(letter(2).id).await.unwrap().unwrap();
    assert_eq!(left_out.last_answer.as_deref(), Some("muted"));
    assert!(claimed(adapter, 9).await.iter().all(|letter| letter.joined.is_empty()));
}

pub(crate) async fn the_next_takes_the_place_of_a_letter_that_is_not_sent(adapter: &Adapter) {
    enqueue(adapter, &[letter(1), joining(2, 1), joining(3, 1), joining(4, 1)]).await;
    claimed(adapter, 4).await;
    let mut uow = adapter.begin().await;
    assert!(uow.outbox().drop_mail(letter(1).id, 1, at(5), "muted").await.unwrap());
    uow.outbox().replace_letter(letter(1).id, letter(2).id, at(6)).await.unwrap();
    uow.commit().await.unwrap();
    assert_eq!(view(adapter, 2).await, (MailState::Pending, None));
    assert_eq!(view(adapter, 4).await, (MailState::Joined, Some(2)));
    assert!(claimed(adapter, 5).await.is_empty());
    let claimed = claimed(adapter, 6).await;
    let ids = |mails: &[Mail]| mails.iter().map(|mail| mail.id).collect::<Vec<_>>();
    assert_eq!((claimed.len(), claimed[0].mail.id), (1, letter(2).id));
    assert_eq!(ids(&claimed[0].joined), [letter(3).id, letter(4).id]);
}

pub(crate) async fn a_digest_is_found_by_its_recipient_and_frequency_and_not_by_its_ticket(adapter: &Adapter) {
    let delayed = |frequency, mail: Mail| Mail { frequency, due_at: at(99), ..mail };
    let (daily, hourly) = (delayed(Frequency::Daily, letter(2)), delayed(Frequency::Hourly, letter(3)));
    let joined = delayed(Frequency::Daily, joining(4, 2));
    enqueue(adapter, &[letter(5), daily.clone(), hourly.clone(), joined.clone()]).await;
    let counted = counts(adapter).await;
    assert_eq!((counted.pending, counted.oldest_pending), (3, Some(at(5))), "a digest waits on purpose");

    let mut uow = adapter.begin().await;
    let recipient = letter(1).recipient;
    let mut found = uow.outbox().digests_to(recipient, Frequency::Daily, at(1)).await.unwrap();
    found.sort_by_key(|letter| letter.id);
    assert_eq!(found, [RecentLetter::of(&daily), RecentLetter { is_open: false, ..RecentLetter::of(&joined) }]);
    assert_eq!(uow.outbox().digests_to(recipient, Frequency::Hourly, at(3)).await.unwrap(), [], "it is older");
    assert_eq!(uow.outbox().digests_to(person_id("nobody"), Frequency::Daily, at(1)).await.unwrap(), []);
    let about = uow.outbox().recent_about(ticket(1).id, at(1)).await.unwrap();
    assert_eq!(about, [RecentLetter::of(&letter(5))]);
}
