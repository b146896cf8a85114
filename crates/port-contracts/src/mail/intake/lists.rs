use deskhand_domain::IncomingMailId;
use deskhand_domain::incoming::{HeldBecause, Settlement, TakenMail};
use deskhand_domain::permissions::{IntakeVisibility, NotesVisibility};
use deskhand_domain::ports::{IntakeCounts, TakenMailFilter, TakenMailPosition};
use deskhand_domain::testing::{a_customer, a_ticket, an_engineer};
use time::Duration;

use super::fixture::{a_mail, a_reading, a_settled_mail, keep};
use crate::Adapter;
use crate::fixtures::{all, at, rows};

/// A held mail of an engineer's ticket, one of another ticket, one without, a settled one without, and one that waits.
async fn five_mails(adapter: &Adapter) -> ([TakenMail; 5], deskhand_domain::PersonId) {
    let engineer = an_engineer().build();
    adapter.keep_people(&[a_customer().build(), engineer.clone()]).await;
    let theirs = a_ticket().number(1).assignee(engineer.id).build();
    let other = a_ticket().number(2).build();
    adapter.keep_tickets(&[theirs.clone(), other.clone()]).await;
    let held = |n, ticket| {
        let mut mail = TakenMail { reading: Some(a_reading()), ticket, ..a_mail(n) };
        mail.hold(HeldBecause::Weak);
        mail
    };
    let mails = [
        held(1, Some(theirs.id)),
        held(2, Some(other.id)),
        held(3, None),
        a_settled_mail(4, Settlement::Recorded),
        a_mail(5),
    ];
    keep(adapter, &mails).await;
    (mails, engineer.id)
}

async fn list(adapter: &Adapter, sees: IntakeVisibility, states: &[&str], page: u32) -> Vec<IncomingMailId> {
    let filter = TakenMailFilter { states: states.iter().map(|state| (*state).to_owned()).collect(), ticket: None };
    let limit = rows(page);
    let read = async |after| adapter.intake.list(sees, filter.clone(), after, limit).await.unwrap();
    all(limit, TakenMailPosition::of, read).await.iter().map(|view| view.mail.id).collect()
}

pub(crate) async fn lists_show_the_newest_first_page_by_page_by_state_and_to_whom_they_may(adapter: &Adapter) {
    let (mails, engineer) = five_mails(adapter).await;
    let ids = |places: &[usize]| places.iter().map(|place| mails[*place].id).collect::<Vec<_>>();
    for page in [1, 2, 9] {
        let everything = list(adapter, IntakeVisibility::Everything, &[], page).await;
        assert_eq!(everything, ids(&[4, 3, 2, 1, 0]), "pages of {page}");
    }
    let everything = IntakeVisibility::Everything;
    assert_eq!(list(adapter, everything, &["held"], 2).await, ids(&[2, 1, 0]));
    assert_eq!(list(adapter, everything, &["settled", "waiting"], 9).await, ids(&[4, 3]));
    let of_ticket = TakenMailFilter { states: Vec::new(), ticket: mails[1].ticket };
    let page = adapter.intake.list(everything, of_ticket, None, rows(9)).await.unwrap();
    assert_eq!(page.rows.iter().map(|view| view.mail.id).collect::<Vec<_>>(), ids(&[1]));
    let of_tickets = IntakeVisibility::OfTickets;
    assert_eq!(list(adapter, of_tickets(NotesVisibility::AssignedTo(engineer)), &[], 9).await, ids(&[0]));
    assert_eq!(list(adapter, of_tickets(NotesVisibility::Everywhere), &[], 9).await, ids(&[1, 0]));
    assert!(list(adapter, of_tickets(NotesVisibility::Nowhere), &[], 9).await.is_empty());
}

pub(crate) async fn what_waits_is_counted(adapter: &Adapter) {
    assert_eq!(adapter.intake.counts().await.unwrap(), IntakeCounts::default());
    five_mails(adapter).await;
    let mut quarantined = a_mail(6);
    quarantined.put_off(None, "the reader failed".to_owned());
    keep(adapter, std::slice::from_ref(&quarantined)).await;
    let mut uow = adapter.begin().await;
    uow.mail_intake().claim_due(at(9), Duration::minutes(2), 9).await.unwrap();
    uow.commit().await.unwrap();
    let expected = IntakeCounts {
        waiting: 1,
        held: 3,
        quarantined: 1,
        oldest_waiting: Some(at(5)),
        first_due: Some(at(5)),
        claimed_until: Some(at(11)),
    };
    assert_eq!(adapter.intake.counts().await.unwrap(), expected);
}
