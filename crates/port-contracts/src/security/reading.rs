use deskhand_domain::SecurityEventId;
use deskhand_domain::permissions::PeopleVisibility;
use deskhand_domain::ports::{SecurityFilter, SecuritySort};
use deskhand_domain::security::{Network, SecurityEvent, SecurityKind};
use deskhand_domain::testing::{a_customer, a_superadmin, an_admin};

use super::fixture::{append, entry, listed, listed_for};
use crate::Adapter;
use crate::fixtures::{id, rows};

pub(crate) async fn an_entry_is_read_as_it_was_written_with_its_people(adapter: &Adapter) {
    let (person, actor) = (a_customer().build(), an_admin().build());
    adapter.keep_people(&[person.clone(), actor.clone()]).await;
    let whole = SecurityEvent {
        actor: Some(actor.id),
        address: Some("2001:db8::7".parse().unwrap()),
        agent: Some("curl/8.5.0".to_owned()),
        reason: Some("wrong_password".to_owned()),
        detail: Some("customer -> engineer".to_owned()),
        count: 12,
        ..entry(1, SecurityKind::SignInFailed, Some(person.id))
    };
    let empty = entry(2, SecurityKind::TokenRefused, None);
    append(adapter, &[whole.clone(), empty.clone()]).await;
    let (all, sort) = (SecurityFilter::default(), SecuritySort::At);
    let page = adapter.security.security_events(PeopleVisibility::Everybody, all, sort, None, rows(5)).await;
    let page = page.unwrap().unwrap();
    assert_eq!((page.has_more, page.total), (false, None));
    let people: Vec<_> = page.rows.iter().map(|view| (view.person.clone(), view.actor.clone())).collect();
    assert_eq!(people, [(Some(person.to_ref()), Some(actor.to_ref())), (None, None)]);
    assert_eq!(page.rows.into_iter().map(|view| view.event).collect::<Vec<_>>(), [whole, empty]);
}

pub(crate) async fn the_security_log_is_read_in_both_orders_and_by_kind_and_person(adapter: &Adapter) {
    let people = [a_customer().build(), a_superadmin().build()];
    adapter.keep_people(&people).await;
    // The ids are not in the order of appending.
    let kinds = [SecurityKind::SignedIn, SecurityKind::SignedOut, SecurityKind::ApiKeyCreated];
    let events: Vec<_> =
        (0..9).map(|n| entry(20 - n, kinds[n as usize % 3], Some(people[n as usize % 2].id))).collect();
    append(adapter, &events).await;
    let ids: Vec<_> = events.iter().map(|event| event.id).collect();
    let all = SecurityFilter::default();
    assert_eq!(listed(adapter, &all, SecuritySort::At).await, ids);
    assert_eq!(listed(adapter, &all, SecuritySort::AtDesc).await, ids.iter().copied().rev().collect::<Vec<_>>());
    let by = |keep: &dyn Fn(&SecurityEvent) -> bool| -> Vec<_> {
        events.iter().filter(|event| keep(event)).map(|event| event.id).collect()
    };
    let two = SecurityFilter { kind: kinds[..2].to_vec(), person: Some(people[0].id) };
    let expected = by(&|event| event.kind != kinds[2] && event.person == Some(people[0].id));
    assert_eq!(listed(adapter, &two, SecuritySort::At).await, expected);

    let unknown = Some(SecurityEventId::new(id(404)));
    let sees = PeopleVisibility::Everybody;
    assert_eq!(adapter.security.security_events(sees, all, SecuritySort::At, unknown, rows(2)).await.unwrap(), None);
}

pub(crate) async fn an_admin_reads_nothing_about_other_admins_but_what_strangers_did(adapter: &Adapter) {
    let people =
        [a_customer().build(), an_admin().build(), an_admin().username("other").build(), a_superadmin().build()];
    adapter.keep_people(&people).await;
    let whose = [Some(people[0].id), Some(people[1].id), Some(people[2].id), Some(people[3].id), None];
    let events: Vec<_> = (1..).zip(whose).map(|(n, person)| entry(n, SecurityKind::SignInFailed, person)).collect();
    append(adapter, &events).await;
    let sees = PeopleVisibility::CustomersAndEngineers(people[1].id);
    let seen = listed_for(adapter, sees, &SecurityFilter::default(), SecuritySort::At).await;
    assert_eq!(seen, [events[0].id, events[1].id, events[4].id]);
}

pub(crate) async fn a_network_is_known_after_a_sign_in_from_it(adapter: &Adapter) {
    let people = [a_customer().build(), a_customer().username("other").build()];
    adapter.keep_people(&people).await;
    let from = |n, kind, address: &str| SecurityEvent {
        address: Some(address.parse().unwrap()),
        ..entry(n, kind, Some(people[0].id))
    };
    let events = [
        from(1, SecurityKind::SignedIn, "2001:db8:1:2::7"),
        from(2, SecurityKind::SignInFailed, "192.0.2.1"),
        from(3, SecurityKind::SignedIn, "192.0.2.2"),
    ];
    append(adapter, &events).await;
    for (person, address, expected) in [
        (0, "2001:db8:1:2::ffff", true),
        (0, "2001:db8:1:3::7", false),
        (0, "192.0.2.1", false),
        (0, "192.0.2.2", true),
        (1, "192.0.2.2", false),
    ] {
        let network = Network::of(address.parse().unwrap());
        let known = adapter.security.has_signed_in_from(people[person].id, network).await.unwrap();
        assert_eq!(known, expected, "{person} {address}");
    }
}
