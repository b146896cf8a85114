use deskhand_domain::PersonId;
use deskhand_domain::assignment::{EngineerLoad, Room, Trigger, decide, eligible, room};
use deskhand_domain::people::{AccountStatus, Availability, Capacity, Role};
use deskhand_domain::testing::{TestClock, a_ticket};
use deskhand_domain::ticket::Ticket;
use proptest::prelude::*;
use time::Duration;
use uuid::Uuid;

fn any_engineer() -> impl Strategy<Value = EngineerLoad> {
    let role = prop_oneof![9 => Just(Role::Engineer), 1 => Just(Role::Customer)];
    let status = prop_oneof![4 => Just(AccountStatus::Approved), 1 => Just(AccountStatus::Suspended)];
    let availability = prop_oneof![4 => Just(Availability::Available), 1 => Just(Availability::Away)];
    let capacity = proptest::option::of(0_i64..6);
    (any::<u128>(), role, status, availability, capacity, 0_u32..6, proptest::option::of(0_i64..4)).prop_map(
        |(id, role, status, availability, capacity, open_tickets, idle)| EngineerLoad {
            id: PersonId::new(Uuid::from_u128(id)),
            role,
            status,
            availability,
            capacity: capacity.map(|n| Capacity::parse(n).unwrap()),
            open_tickets,
            last_assigned_at: idle.map(|hours| TestClock::START - Duration::hours(hours)),
        },
    )
}

proptest! {
    #[test]
    fn the_choice_is_eligible_and_nobody_eligible_has_less_to_do(
        engineers in proptest::collection::vec(any_engineer(), 0..12)
    ) {
        let ticket = a_ticket().build();
        let decision = decide(&ticket, Trigger::Opened, &engineers);
        prop_assert_eq!(decision.candidates.len() + decision.excluded.len(), engineers.len());
        match decision.chosen {
            None => prop_assert!(engineers.iter().all(|e| eligible(e, &ticket).is_err())),
            Some(id) => {
                let chosen = engineers.iter().find(|e| e.id == id).unwrap();
                prop_assert!(eligible(chosen, &ticket).is_ok());
                for other in engineers.iter().filter(|e| eligible(e, &ticket).is_ok()) {
                    let key = |e: &EngineerLoad| (e.open_tickets, e.last_assigned_at, e.id);
                    prop_assert!(key(chosen) <= key(other));
                }
            }
        }
    }

    #[test]
    fn there_is_room_where_an_engineer_can_have_a_ticket_and_one_or_two_can_be_barred(
        engineers in proptest::collection::vec(any_engineer(), 0..6)
    ) {
        let goes = |ticket: &Ticket| decide(ticket, Trigger::Waiting, &engineers).chosen.is_some();
        let of_a_stranger = a_ticket().build();
        match room(&engineers) {
            None => prop_assert!(!goes(&of_a_stranger)),
            Some(Room { places, only }) => {
                prop_assert!(places > 0 && goes(&of_a_stranger));
                for reporter in engineers.iter().map(|engineer| engineer.id) {
                    let own = a_ticket().reporter(reporter);
                    prop_assert_eq!(goes(&own.clone().build()), only != [reporter]);
                    for other in engineers.iter().map(|engineer| engineer.id) {
                        let barred = only.iter().filter(|id| **id == reporter || **id == other).count();
                        let handed_back = own.clone().handed_back_by(other).build();
                        prop_assert_eq!(goes(&handed_back), only.is_empty() || barred < only.len());
                    }
                }
            }
        }
    }

    #[test]
    fn the_choice_does_not_depend_on_the_order_of_asking(
        engineers in proptest::collection::vec(any_engineer(), 0..12), turn in 0_usize..12
    ) {
        let ticket = a_ticket().build();
        let mut turned = engineers.clone();
        turned.rotate_left(turn.min(engineers.len()));
        prop_assert_eq!(
            decide(&ticket, Trigger::Opened, &engineers).chosen,
            decide(&ticket, Trigger::Opened, &turned).chosen
        );
    }

    #[test]
    fn equal_engineers_end_up_at_most_one_ticket_apart(count in 1_usize..9, tickets in 0_i64..60) {
        let mut engineers: Vec<EngineerLoad> = (0..count)
            .map(|n| EngineerLoad {
                id: PersonId::new(Uuid::from_u128(n as u128 + 1)),
                role: Role::Engineer,
                status: AccountStatus::Approved,
                availability: Availability::Available,
                capacity: None,
                open_tickets: 0,
                last_assigned_at: None,
            })
            .collect();
        for n in 0..tickets {
            let id = decide(&a_ticket().build(), Trigger::Opened, &engineers).chosen.unwrap();
            let load = engineers.iter_mut().find(|e| e.id == id).unwrap();
            load.open_tickets += 1;
            load.last_assigned_at = Some(TestClock::START + Duration::seconds(n));
        }
        let loads = || engineers.iter().map(|e| e.open_tickets);
        prop_assert!(loads().max().unwrap() - loads().min().unwrap() <= 1);
    }
}
