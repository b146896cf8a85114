//! Colleagues see who else has a ticket before them; customers neither see it nor are seen.

use deskhand_domain::people::Actor;
use deskhand_domain::ports::TicketKey;
use deskhand_domain::presence::{Activity, Presence};
use deskhand_domain::use_cases::Error;
use pollster::block_on;
use time::Duration;

use crate::small_desk::SmallDesk;

use Activity::{Looking, Writing};

impl SmallDesk {
    /// The usernames of the others on the ticket, and what they do.
    async fn notes(&self, who: &Actor, ticket: TicketKey, activity: Activity) -> Vec<(String, Activity)> {
        let others = self.use_cases.tickets().note_presence(who, ticket, activity).await.unwrap();
        others.into_iter().map(|other| (other.person.username.to_string(), other.activity)).collect()
    }
}

#[test]
fn colleagues_on_a_ticket_see_each_other_until_they_leave_or_their_note_ends() {
    block_on(async {
        let desk = SmallDesk::open().await;
        let ticket = desk.ticket(&desk.ada, "Printer").await;
        assert_eq!(desk.notes(&desk.bob, ticket, Looking).await, []);
        assert_eq!(desk.notes(&desk.root, ticket, Writing).await, [("bob".to_owned(), Looking)]);
        assert_eq!(desk.notes(&desk.bob, ticket, Looking).await, [("root".to_owned(), Writing)]);
        desk.use_cases.tickets().leave(&desk.root, ticket).await.unwrap();
        assert_eq!(desk.notes(&desk.bob, ticket, Writing).await, []);
        desk.clock.advance(Presence::LEASE - Duration::SECOND);
        assert_eq!(desk.notes(&desk.root, ticket, Looking).await, [("bob".to_owned(), Writing)]);
        desk.clock.advance(Duration::SECOND);
        assert_eq!(desk.notes(&desk.root, ticket, Looking).await, [], "bob's browser is gone without a word");
    });
}

#[test]
fn another_ticket_has_its_own_people() {
    block_on(async {
        let desk = SmallDesk::open().await;
        let (first, second) = (desk.ticket(&desk.ada, "Printer").await, desk.ticket(&desk.ada, "Scanner").await);
        desk.notes(&desk.root, first, Writing).await;
        assert_eq!(desk.notes(&desk.bob, second, Looking).await, []);
    });
}

#[test]
fn customers_and_those_who_may_not_see_the_ticket_are_not_noted() {
    block_on(async {
        let desk = SmallDesk::open().await;
        let ticket = desk.ticket(&desk.ada, "Printer").await;
        let foreign = desk.ticket(&desk.bob, "My chair").await;
        let tickets = || desk.use_cases.tickets();
        assert!(matches!(tickets().note_presence(&desk.ada, ticket, Looking).await, Err(Error::Refused(_))));
        assert!(matches!(tickets().leave(&desk.ada, ticket).await, Err(Error::Refused(_))));
        assert!(matches!(tickets().note_presence(&desk.ada, foreign, Looking).await, Err(Error::NotFound)));
        assert_eq!(desk.notes(&desk.bob, ticket, Looking).await, []);
    });
}
