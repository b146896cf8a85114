use std::collections::BTreeSet;

use deskhand_domain::history::{EventKind, Fact};
use deskhand_domain::notification::{Audience, Contact, MailKind, Reason, plan_ticket_mails};
use deskhand_domain::people::{By, Role};
use deskhand_domain::testing::person_id;
use proptest::prelude::*;

use crate::notification_table::fact;

const NAMES: [&str; 6] = ["ann", "bob", "cyn", "dan", "eve", "fay"];

fn any_contact() -> impl Strategy<Value = Contact> {
    (
        proptest::sample::select(&NAMES[..]),
        proptest::sample::select(Role::ALL),
        proptest::bool::weighted(0.8),
        proptest::collection::btree_set(proptest::sample::select(MailKind::ALL), 0..3),
    )
        .prop_map(|(name, role, reachable, muted)| Contact {
            id: person_id(name),
            role,
            waits: false,
            reachable,
            has_verified_address: reachable,
            muted,
        })
}

prop_compose! {
    fn any_audience()(
        reporter in proptest::option::of(any_contact()),
        assignee in proptest::option::of(any_contact()),
        previous_assignee in proptest::option::of(any_contact()),
        followers in proptest::collection::vec(any_contact(), 0..3),
        admins in proptest::collection::vec(any_contact(), 0..4),
        note_writers in proptest::collection::vec(any_contact(), 0..3),
        participants in proptest::collection::btree_set(proptest::sample::select(&NAMES[..]), 0..3),
        muted_by in proptest::collection::btree_set(proptest::sample::select(&NAMES[..]), 0..2),
    ) -> Audience {
        Audience {
            reporter, assignee, previous_assignee, followers, admins, note_writers,
            participants: participants.into_iter().map(person_id).collect(),
            muted_by: muted_by.into_iter().map(person_id).collect(),
        }
    }
}

fn any_facts() -> impl Strategy<Value = Vec<Fact>> {
    proptest::collection::vec((proptest::sample::select(EventKind::ALL), any::<bool>()), 0..5)
        .prop_map(|facts| facts.into_iter().map(|(kind, automatic)| Fact { automatic, ..fact(kind) }).collect())
}

proptest! {
    #[test]
    fn nobody_gets_two_mails_or_one_about_their_own_doing_or_one_they_must_not_have(
        audience in any_audience(), facts in any_facts(), actor in proptest::sample::select(&NAMES[..])
    ) {
        let by = person_id(actor);
        let planned = plan_ticket_mails(&facts, By::Person(by), &audience);
        let recipients: BTreeSet<_> = planned.iter().map(|t| t.recipient).collect();
        prop_assert_eq!(recipients.len(), planned.len(), "one mail a person");
        let opening = facts.iter().any(|f| f.kind == EventKind::TicketOpened);
        let everybody = || {
            audience.reporter.iter().chain(&audience.assignee).chain(&audience.previous_assignee)
                .chain(&audience.followers).chain(&audience.admins).chain(&audience.note_writers)
        };
        for t in &planned {
            prop_assert!(!t.facts.is_empty());
            prop_assert!(!audience.muted_by.contains(&t.recipient));
            prop_assert!(everybody().any(|c| c.id == t.recipient && c.reachable));
            for place in &t.facts {
                let fact = &facts[*place];
                let receipt = opening && audience.reporter.as_ref().is_some_and(|r| r.id == t.recipient);
                prop_assert!(t.recipient != by || fact.automatic || receipt, "not about their own doing");
                if fact.kind.is_internal() {
                    prop_assert!(everybody().any(|c| c.id == t.recipient && c.role.is_staff()), "no note to a customer");
                }
            }
        }
        prop_assert!(planned.iter().all(|t| t.reason != Reason::OwnAccount));
    }
}
