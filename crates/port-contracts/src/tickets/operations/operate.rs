//! One operation at random.

use deskhand_domain::PersonId;
use deskhand_domain::people::{Actor, Person};
use deskhand_domain::ports::PersonKey;
use deskhand_domain::ticket::Priority;
use deskhand_domain::use_cases::{BasedOn, Error};
use time::Duration;

use super::account_commands::{a_change_of_account, an_account};
use super::fixture::Staffed;
use super::ticket_commands::{a_message, a_move, an_assignment, some_ticket};
use crate::fixtures::{Random, a_request};

/// A random person does a random operation. It may be refused; it must not fail in the store.
pub(super) async fn operate(setup: &Staffed, random: &mut Random) {
    setup.clock.advance(Duration::minutes(1));
    let who = some_person(setup, random);
    let Some(view) = setup.reads.find(PersonKey::Id(who)).await.unwrap() else { return };
    let actor = Actor::from(&view.person);
    let result = match random.below(20) {
        0..=5 => setup.use_cases.tickets().open(&actor, a_request(*random.pick(Priority::ALL))).await.map(drop),
        6..=7 => setup.use_cases.tickets().post_message(&actor, some_ticket(random), a_message(random)).await.map(drop),
        8..=11 => setup.use_cases.tickets().update(&actor, some_ticket(random), a_move(random)).await.map(drop),
        12..=13 => {
            let command = an_assignment(setup, random);
            setup.use_cases.tickets().update(&actor, some_ticket(random), command).await.map(drop)
        }
        14 => setup.use_cases.tickets().take(&actor, some_ticket(random)).await.map(drop),
        15..=18 => {
            let command = a_change_of_account(random);
            setup.use_cases.users().update(&actor, an_account(setup, random), command).await.map(drop)
        }
        _ => setup.use_cases.tickets().delete(&actor, some_ticket(random), BasedOn::Any).await,
    };
    match result {
        Ok(()) | Err(Error::NotFound | Error::Refused(_) | Error::Field { .. }) => {}
        Err(error) => panic!("{error:?}"),
    }
}

/// Half of the time an admin, who may do most: refused operations would test little.
fn some_person(setup: &Staffed, random: &mut Random) -> PersonId {
    let admins: Vec<&Person> = setup.people.iter().filter(|person| person.role.is_admin()).collect();
    if random.flip() { random.pick(&admins).id } else { random.pick(&setup.people).id }
}
