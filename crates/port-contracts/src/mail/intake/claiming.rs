use deskhand_domain::incoming::{HeldBecause, TakenMail, TakenState};
use time::{Duration, OffsetDateTime};

use super::fixture::{a_mail, find, keep, update};
use crate::Adapter;
use crate::fixtures::at;

const LEASE: Duration = Duration::minutes(2);

async fn claim(adapter: &Adapter, now: OffsetDateTime, limit: u32) -> Vec<TakenMail> {
    let mut uow = adapter.begin().await;
    let claimed = uow.mail_intake().claim_due(now, LEASE, limit).await.unwrap();
    uow.commit().await.unwrap();
    claimed
}

fn ids(mails: &[TakenMail]) -> Vec<deskhand_domain::IncomingMailId> {
    mails.iter().map(|mail| mail.id).collect()
}

pub(crate) async fn due_mails_are_claimed_oldest_first_and_to_one_worker(adapter: &Adapter) {
    let mails = [1, 2, 3, 9].map(a_mail);
    keep(adapter, &mails).await;
    let first = claim(adapter, at(5), 2).await;
    assert_eq!(ids(&first), ids(&mails[..2]));
    assert_eq!(first[0].attempts, 1, "the claim counts");
    assert_eq!(ids(&claim(adapter, at(5), 9).await), [mails[2].id], "the fourth is not due");
    assert!(claim(adapter, at(6), 9).await.is_empty());
    let again = claim(adapter, at(7), 9).await;
    assert_eq!(ids(&again), ids(&mails[..3]), "their leases are over");
    assert_eq!(again[0].attempts, 2);
}

pub(crate) async fn only_waiting_mails_are_claimed_and_an_outcome_ends_the_lease(adapter: &Adapter) {
    let mails = [1, 2, 3].map(a_mail);
    keep(adapter, &mails).await;
    let [mut held, mut late, mut quarantined] = <[TakenMail; 3]>::try_from(claim(adapter, at(5), 9).await).unwrap();
    held.hold(HeldBecause::Stranger);
    late.put_off(Some(at(6)), "the reader was busy".to_owned());
    quarantined.put_off(None, "the reader failed".to_owned());
    for mail in [&held, &late, &quarantined] {
        update(adapter, mail).await;
    }
    assert!(claim(adapter, at(5), 9).await.is_empty());
    assert_eq!(ids(&claim(adapter, at(6), 9).await), [late.id], "before the lease would have ended");
    assert_eq!(find(adapter, &quarantined).await.unwrap().state, TakenState::Quarantined);
    quarantined.try_anew(at(7));
    update(adapter, &quarantined).await;
    let again = claim(adapter, at(7), 9).await;
    assert_eq!(ids(&again), [quarantined.id]);
    assert_eq!((again[0].attempts, again[0].tries()), (2, 1));
}
