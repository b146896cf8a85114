//! The statements that readiness, the mail worker and maintenance run again and again must not read all mails, tickets or
//! sessions.

use deskhand_domain::notification::Frequency;
use deskhand_domain::ports::{MailPosition, MailState, PageLimit};
use deskhand_domain::testing::ticket_id;
use deskhand_domain::ticket::ClosingDue;
use deskhand_domain::{MailId, PersonId};
use sea_orm::QuerySelect;
use time::OffsetDateTime;
use uuid::Uuid;

use super::Planner;
use crate::entities::mail::Column;
use crate::mapping::mail::{NOT_YET, READY};
use crate::queries::mail::joined::{digests_to, joined_to, recent_about};
use crate::queries::mail::list::{about_ticket, all_in_states, first_pending, in_state, newest_claim};
use crate::queries::mail::queue::{become_due, due, first_due, newest_of, news_to, nth_newest_of, nth_newest_to};
use crate::queries::tickets::closing::{to_be_warned, warned_long_enough};
use crate::repositories::maintenance::{old_mail, old_sessions, old_tokens};
use crate::run::counted;

/// The time of the nth row: the fixture gives each row the next second.
fn second(n: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(n).unwrap()
}

fn positions() -> [Option<MailPosition>; 2] {
    [None, Some(MailPosition { created_at: 10_000_000, id: MailId::new(Uuid::from_u128(7)) })]
}

#[tokio::test]
async fn the_readiness_looks_at_what_waits_and_never_at_what_was_sent() {
    for planner in Planner::both().await {
        let counts = [MailState::Pending, MailState::Dead].map(|state| counted(all_in_states(&[state]), Column::Id));
        for ask in counts.into_iter().chain([first_pending()]) {
            let plan = planner.plan(ask).await;
            assert!(plan.finds_by("state") && !plan.looks_at_every_row() && !plan.sorts(), "{plan:#?}");
        }
        for ready in [READY, NOT_YET] {
            let plan = planner.plan(first_due(ready)).await;
            assert!(plan.finds_by("ready") && !plan.looks_at_every_row() && !plan.sorts(), "{plan:#?}");
        }
        let newest = planner.plan(newest_claim()).await;
        assert!(!newest.looks_at_every_row() && !newest.sorts(), "{newest:#?}");
    }
}

#[tokio::test]
async fn what_is_due_is_claimed_along_its_index_however_much_of_it_there_is() {
    for planner in Planner::both().await {
        let somebody = PersonId::new(Uuid::from_u128(1));
        for but_not in [&[][..], &[somebody]] {
            let plan = planner.plan(due(15_000_000, 15_000_000, 2, but_not)).await;
            assert!(plan.finds_by("ready") && !plan.looks_at_every_row() && !plan.sorts(), "{plan:#?}");
        }
        let later = planner.plan(become_due(15_000_000).limit(1000)).await;
        assert!(later.finds_by("due_at") && !later.looks_at_every_row() && !later.sorts(), "{later:#?}");
    }
}

#[tokio::test]
async fn what_an_author_caused_and_a_person_got_lately_is_found_by_person_and_time() {
    for planner in Planner::both().await {
        let person = PersonId::new(Uuid::from_u128(1));
        for author in [Some(person), None] {
            let plan = planner.plan(newest_of(author)).await;
            assert!(plan.finds_by("author_id") && !plan.looks_at_every_row() && !plan.sorts(), "{plan:#?}");
        }
        for (ask, column) in [
            (nth_newest_of(person, 5, 1_000), "author_id"),
            (nth_newest_to(person, 5, 1_000), "recipient_id"),
            (news_to(&[person], 1_000), "news_to"),
        ] {
            let plan = planner.plan(ask).await;
            // Of a handful of rows PostgreSQL would rather sort than follow the index; a budget keeps them few.
            assert!(plan.finds_by(column) && !plan.looks_at_every_row(), "{plan:#?}");
        }
    }
}

#[tokio::test]
async fn each_state_is_listed_along_its_index_from_any_position() {
    for planner in Planner::both().await {
        for state in MailState::ALL {
            for after in positions() {
                let plan = planner.plan(in_state(*state, after, PageLimit::default())).await;
                assert!(plan.finds_by("state") && !plan.looks_at_every_row() && !plan.sorts(), "{state}: {plan:#?}");
            }
        }
    }
}

#[tokio::test]
async fn the_mails_of_a_ticket_are_found_by_it() {
    for planner in Planner::both().await {
        for after in positions() {
            let plan = planner.plan(about_ticket(ticket_id(7), after, PageLimit::default())).await;
            assert!(plan.finds_by("ticket_id") && !plan.looks_at_every_row(), "{plan:#?}");
        }
    }
}

#[tokio::test]
async fn letters_of_several_events_are_found_by_their_ticket_and_by_their_letter() {
    for planner in Planner::both().await {
        let recent = planner.plan(recent_about(ticket_id(7), 15_000_000)).await;
        assert!(recent.finds_by("ticket_id") && recent.finds_by("created_at"), "{recent:#?}");
        let joined = planner.plan(joined_to([7, 8].map(Uuid::from_u128).into_iter())).await;
        assert!(joined.finds_by("joins"), "{joined:#?}");
        let daily = planner.plan(digests_to(PersonId::new(Uuid::from_u128(7)), Frequency::Daily, 15_000_000)).await;
        assert!(daily.finds_by("recipient_id") && !daily.looks_at_every_row(), "{daily:#?}");
        assert!(!recent.looks_at_every_row() && !joined.looks_at_every_row());
    }
}

#[tokio::test]
async fn what_is_too_old_is_found_by_its_age() {
    for planner in Planner::both().await {
        for state in [MailState::Sent, MailState::Dead, MailState::Dropped] {
            let plan = planner.plan(old_mail(state, second(50)).limit(500)).await;
            assert!(plan.finds_by("settled_at") && !plan.looks_at_every_row(), "{state}: {plan:#?}");
        }
        let tokens = planner.plan(old_tokens(second(50)).limit(500)).await;
        assert!(tokens.finds_by("expires_at") && !tokens.looks_at_every_row(), "{tokens:#?}");
        let sessions = planner.plan(old_sessions(second(50)).limit(500)).await;
        let by_both = sessions.finds_by("expires_at") && sessions.finds_by("ended_at");
        assert!(by_both && !sessions.looks_at_every_row(), "{sessions:#?}");
    }
}

#[tokio::test]
async fn tickets_to_be_closed_are_found_without_a_look_at_the_others() {
    let due = ClosingDue { unwarned_resolved_by: second(50), warned_by: second(50), warned_resolved_by: second(50) };
    for planner in Planner::both().await {
        for ask in [to_be_warned(&due, 100), warned_long_enough(&due, 100)] {
            let plan = planner.plan(ask).await;
            assert!(plan.finds_by("status") && plan.finds_by("close_warned_at"), "{plan:#?}");
            assert!(!plan.looks_at_every_row(), "{plan:#?}");
        }
    }
}
