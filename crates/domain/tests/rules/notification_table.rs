use std::collections::BTreeSet;

use deskhand_domain::history::{EventKind, Fact};
use deskhand_domain::notification::{Circle, Contact, account_notices, ticket_notices};
use deskhand_domain::people::{AccountStatus, By, Person};
use deskhand_domain::policy::Workflow;
use deskhand_domain::testing::{a_customer, an_admin, an_engineer};

use crate::golden;

pub(crate) fn fact(kind: EventKind) -> Fact {
    Fact { kind, before: None, after: None, message: None, text: None, automatic: false }
}

fn cast() -> Vec<Person> {
    vec![
        a_customer().username("reporter").build(),
        an_engineer().username("assignee").build(),
        an_engineer().username("previous").build(),
        an_engineer().username("note-writer").build(),
        an_admin().build(),
        an_admin().username("following-admin").build(),
    ]
}

fn circle(cast: &[Person], assigned: bool) -> Circle {
    let rules = Workflow::default();
    let contact = |n: usize| Contact::of(&cast[n], &rules);
    Circle {
        reporter: Some(contact(0)),
        assignee: assigned.then(|| contact(1)),
        previous_assignee: Some(contact(2)),
        note_writers: vec![contact(3)],
        admins: vec![contact(4), contact(5)],
        followers: BTreeSet::from([cast[5].id]),
        muted_by: BTreeSet::new(),
    }
}

#[test]
fn who_is_told_of_what_and_why_is_as_printed() {
    let cast = cast();
    let name = |id| cast.iter().find(|p| p.id == id).map_or("?", |p| p.username.as_str());
    let mut text = String::new();
    for assigned in [true, false] {
        text += if assigned { "# of a ticket with an assignee\n" } else { "# of a ticket without an assignee\n" };
        for kind in EventKind::ALL {
            let told = ticket_notices(&[fact(*kind)], By::System, &circle(&cast, assigned));
            let names: Vec<_> = told.iter().map(|t| format!("{} ({})", name(t.recipient), t.reason)).collect();
            text += format!("{kind:<24}{}", if names.is_empty() { "-".into() } else { names.join(", ") }).trim_end();
            text += "\n";
        }
    }
    golden::compare("tests/golden/notifications.txt", &text);
}

#[test]
fn who_opens_a_ticket_gets_one_receipt_that_names_the_engineer() {
    let cast = cast();
    let facts = [fact(EventKind::TicketOpened), Fact { automatic: true, ..fact(EventKind::Assigned) }];
    let told = ticket_notices(&facts, By::Person(cast[0].id), &circle(&cast, true));
    let receipt: Vec<_> = told.iter().filter(|t| t.recipient == cast[0].id).collect();
    assert_eq!(receipt.len(), 1);
    assert_eq!(receipt[0].facts, [0, 1]);
}

#[test]
fn accounts_tell_the_admins_of_new_engineers_and_people_of_verdicts() {
    let rules = Workflow::default();
    let admins = [Contact::of(&an_admin().build(), &rules)];
    let engineer = an_engineer().status(AccountStatus::Pending).build();
    let contact = Contact::of(&engineer, &rules);
    let told = account_notices(&[fact(EventKind::SignedUp)], By::Person(engineer.id), &contact, &admins);
    assert_eq!(told.iter().map(|t| t.recipient).collect::<Vec<_>>(), [admins[0].id]);

    let approved = Contact::of(&an_engineer().build(), &rules);
    assert!(account_notices(&[fact(EventKind::SignedUp)], By::Person(admins[0].id), &approved, &admins).is_empty());

    let customer = Contact::of(&a_customer().build(), &rules);
    assert!(account_notices(&[fact(EventKind::SignedUp)], By::Person(customer.id), &customer, &admins).is_empty());

    for (after, expected) in [("approved", 1), ("rejected", 1), ("suspended", 1), ("pending", 0)] {
        let verdict = Fact { after: Some(after.into()), ..fact(EventKind::AccountStatusChanged) };
        let told = account_notices(&[verdict], By::Person(admins[0].id), &contact, &admins);
        assert_eq!(told.len(), expected, "{after}");
        assert!(told.iter().all(|t| t.recipient == engineer.id));
    }
}
