//! Who is on which ticket.

use deskhand_domain::ports::PresenceBoard;
use deskhand_domain::presence::{Activity, Presence};
use deskhand_domain::{PersonId, TicketId};
use uuid::Uuid;

use crate::Adapter;
use crate::fixtures::at;

const TICKETS: [TicketId; 2] = [TicketId::new(Uuid::from_u128(1)), TicketId::new(Uuid::from_u128(2))];

fn doing(n: u128, activity: Activity) -> Presence {
    Presence { person: PersonId::new(Uuid::from_u128(n)), activity }
}

fn board(adapter: &Adapter) -> &dyn PresenceBoard {
    &*adapter.presence
}

pub(crate) async fn people_are_on_a_ticket_until_their_note_ends(adapter: &Adapter) {
    let board = board(adapter);
    let [first, second] = TICKETS;
    let (ada, bob) = (doing(1, Activity::Looking), doing(2, Activity::Writing));
    board.note(first, bob, at(0), at(2)).await.unwrap();
    board.note(first, ada, at(0), at(3)).await.unwrap();
    board.note(second, ada, at(0), at(1)).await.unwrap();
    assert_eq!(board.present(first, at(1)).await.unwrap(), [ada, bob]);
    assert_eq!(board.present(first, at(2)).await.unwrap(), [ada], "what ends now has ended");
    assert_eq!(board.present(second, at(1)).await.unwrap(), []);
    // What was noted elsewhere is not forgotten before its end.
    board.note(second, bob, at(2), at(9)).await.unwrap();
    assert_eq!(board.present(first, at(2)).await.unwrap(), [ada]);
}

pub(crate) async fn a_person_is_on_a_ticket_once_and_leaves_it_alone(adapter: &Adapter) {
    let board = board(adapter);
    let [first, second] = TICKETS;
    let (looking, writing, other) =
        (doing(1, Activity::Looking), doing(1, Activity::Writing), doing(2, Activity::Looking));
    board.note(first, looking, at(0), at(2)).await.unwrap();
    board.note(first, writing, at(1), at(5)).await.unwrap();
    board.note(first, other, at(1), at(5)).await.unwrap();
    board.note(second, looking, at(1), at(5)).await.unwrap();
    assert_eq!(board.present(first, at(3)).await.unwrap(), [writing, other]);
    board.leave(first, looking.person).await.unwrap();
    board.leave(first, looking.person).await.unwrap();
    assert_eq!(board.present(first, at(3)).await.unwrap(), [other]);
    assert_eq!(board.present(second, at(3)).await.unwrap(), [looking]);
}
