//! In which order due mails are claimed, and what that order is computed from.

use deskhand_domain::notification::{Mail, MailKind, Reason, RecentNews};
use deskhand_domain::testing::{a_customer, an_admin, person_id};
use deskhand_domain::{MailId, PersonId};
use time::Duration;

use super::fixture::{LEASE, claim, enqueue};
use crate::Adapter;
use crate::fixtures::{at, id, queued_mail};

/// The nth mail, about a ticket.
fn notice(n: u64) -> Mail {
    Mail { kind: MailKind::TicketChanged, reason: Reason::Reporter, ..queued_mail(n) }
}

fn news(n: u64, kind: MailKind, recipient: PersonId) -> Mail {
    Mail { kind, reason: Reason::Admin, recipient, ..queued_mail(n) }
}

pub(crate) async fn mails_about_accounts_are_claimed_first_and_the_others_by_their_turns(adapter: &Adapter) {
    let flood = (1..=3).map(|n| Mail { turn: at(50 + n), ..notice(n.cast_unsigned()) });
    let others = [notice(8), queued_mail(9), notice(7)];
    enqueue(adapter, &flood.chain(others).collect::<Vec<_>>()).await;
    let claimed = claim(adapter, at(9), 10).await;
    let expected = [9, 7, 8, 1, 2, 3].map(|n| (MailId::new(id(n)), 1));
    assert_eq!(claimed, expected);
}

pub(crate) async fn a_mail_for_later_waits_for_its_time_and_then_takes_its_turn(adapter: &Adapter) {
    enqueue(adapter, &[Mail { due_at: at(5), ..notice(1) }, notice(2)]).await;
    assert_eq!(claim(adapter, at(4), 10).await, [(notice(2).id, 1)]);
    assert_eq!(adapter.mail.flow().await.unwrap().first_due, Some(at(2)));
    let mut uow = adapter.begin().await;
    uow.outbox().enqueue(&[notice(3)]).await.unwrap();
    uow.commit().await.unwrap();
    assert_eq!(claim(adapter, at(5), 10).await, [(notice(1).id, 1), (notice(3).id, 1)]);
}

pub(crate) async fn a_mail_that_was_put_off_has_all_its_tries_again(adapter: &Adapter) {
    enqueue(adapter, &[notice(0)]).await;
    for attempt in 1..=3 {
        let now = at(i64::from(attempt) * 10);
        let mut uow = adapter.begin().await;
        let claimed = uow.outbox().claim_due(now, LEASE, 1, &[]).await.unwrap().deliveries;
        assert_eq!(claimed.iter().map(|mail| (mail.attempt, mail.tries)).collect::<Vec<_>>(), [(attempt, 1)]);
        let later = now + Duration::minutes(10);
        assert!(!uow.outbox().put_off(notice(0).id, attempt + 1, later, "no").await.unwrap());
        assert!(uow.outbox().put_off(notice(0).id, attempt, later, "the budget is used up").await.unwrap());
        uow.commit().await.unwrap();
        assert_eq!(claim(adapter, later - Duration::MILLISECOND, 1).await, []);
    }
    let view = adapter.mail.find(notice(0).id).await.unwrap().unwrap();
    assert_eq!(view.last_answer.as_deref(), Some("the budget is used up"));
}

pub(crate) async fn the_last_turn_of_an_author_counts_while_that_mail_waits(adapter: &Adapter) {
    let author = Some(person_id("ada"));
    let by = |n, turn| Mail { author, turn: at(turn), ..notice(n) };
    enqueue(adapter, &[by(1, 1), by(2, 7), by(3, 8), Mail { turn: at(99), ..notice(4) }]).await;
    let last = async |author| adapter.begin().await.outbox().last_turn(author).await.unwrap();
    assert_eq!(last(author).await, Some(at(8)));
    assert_eq!(last(None).await, Some(at(99)));
    assert_eq!(last(Some(person_id("bob"))).await, None);
    claim(adapter, at(9), 10).await;
    let mut uow = adapter.begin().await;
    assert!(uow.outbox().mark_sent(notice(3).id, 1, at(9), "250 Ok").await.unwrap());
    uow.commit().await.unwrap();
    assert_eq!(last(author).await, None);
}

pub(crate) async fn the_nth_newest_mail_says_whether_a_budget_is_used_up(adapter: &Adapter) {
    let author = person_id("ada");
    let mut mails: Vec<Mail> = (1..=3).map(|n| Mail { author: Some(author), ..notice(n) }).collect();
    mails.push(Mail { author: Some(author), ..queued_mail(4) });
    enqueue(adapter, &mails).await;
    let by = async |n, since| adapter.begin().await.outbox().nth_newest_of(author, n, at(since)).await.unwrap();
    assert_eq!(
        [by(1, 0).await, by(3, 0).await, by(3, 1).await, by(4, 0).await],
        [Some(at(3)), Some(at(1)), None, None]
    );

    let recipient = notice(1).recipient;
    let to = async |n, since| adapter.mail.nth_newest_to(recipient, n, at(since)).await.unwrap();
    assert_eq!(to(1, 0).await, None);
    claim(adapter, at(9), 10).await;
    let mut uow = adapter.begin().await;
    assert!(uow.outbox().mark_sent(queued_mail(4).id, 1, at(13), "250 Ok").await.unwrap());
    for n in 1..=2_i64 {
        let id = notice(n.cast_unsigned()).id;
        assert!(uow.outbox().mark_sent(id, 1, at(10 + n), "250 Ok").await.unwrap());
    }
    uow.commit().await.unwrap();
    assert_eq!(
        [to(1, 0).await, to(2, 10).await, to(2, 11).await, to(3, 0).await],
        [Some(at(12)), Some(at(11)), None, None]
    );
}

pub(crate) async fn what_admins_got_of_new_tickets_and_sign_ups_is_counted(adapter: &Adapter) {
    let (admin, other) = (an_admin().build(), a_customer().username("grace").build());
    adapter.keep_people(&[admin.clone(), other.clone()]).await;
    let mails = [
        news(1, MailKind::TicketOpened, admin.id),
        news(2, MailKind::EngineerSignedUp, admin.id),
        news(3, MailKind::NobodyEligible, admin.id),
        news(4, MailKind::RequestPosted, admin.id),
        news(5, MailKind::DeskDigest, admin.id),
        Mail { reason: Reason::Reporter, ..news(6, MailKind::TicketOpened, admin.id) },
        news(7, MailKind::TicketOpened, other.id),
    ];
    enqueue(adapter, &mails).await;
    let mut uow = adapter.begin().await;
    let got = uow.outbox().news_to(&[admin.id], at(1)).await.unwrap();
    assert_eq!(got, [RecentNews { recipient: admin.id, letters: 2, digest_since: Some(at(5)) }]);
    let got = uow.outbox().news_to(&[admin.id], at(5)).await.unwrap();
    assert!(got.iter().all(|recent| (recent.letters, recent.digest_since) == (0, None)), "{got:?}");
}
