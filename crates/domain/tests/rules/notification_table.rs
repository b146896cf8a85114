use std::collections::BTreeSet;

use deskhand_domain::history::{EventKind, Fact};
use deskhand_domain::notification::{Circle, Contact, Told, account_notices, ticket_notices};
use deskhand_domain::people::{AccountStatus, By, EmailAddress, LinkPurpose, Person};
use deskhand_domain::policy::Workflow;
use deskhand_domain::testing::{a_customer, an_admin, an_engineer};

use crate::golden;

pub(crate) fn fact(kind: EventKind) -> Fact {
    Fact { kind, before: None, after: None, message: None, text: None, address: None, automatic: false }
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
    text += "# of an account: a new engineer's, by somebody else\n";
    for (label, fact) in account_facts() {
        let told = told_of_account(fact);
        let mails: Vec<_> =
            told.iter().map(|t| format!("{} ({}): {}{}", name_of(t), t.reason, t.kind, to(t))).collect();
        text += format!("{label:<40}{}", if mails.is_empty() { "-".into() } else { mails.join(", ") }).trim_end();
        text += "\n";
    }
    golden::compare("tests/golden/notifications.txt", &text);
}

/// Every kind of fact, with the words and addresses that make a difference.
fn account_facts() -> Vec<(String, Fact)> {
    let mut facts = Vec::new();
    for kind in EventKind::ALL {
        let words: Vec<&str> = match kind {
            EventKind::AccountStatusChanged => AccountStatus::ALL.iter().map(AccountStatus::as_str).collect(),
            EventKind::LinkSent => LinkPurpose::ALL.iter().map(LinkPurpose::as_str).collect(),
            _ => vec![""],
        };
        let address = matches!(kind, EventKind::LinkSent | EventKind::EmailChanged)
            .then(|| EmailAddress::parse("elsewhere@example.com").unwrap());
        facts.extend(words.into_iter().map(|word| {
            let after = (!word.is_empty()).then(|| word.to_owned());
            (format!("{kind} {word}"), Fact { after, address: address.clone(), ..fact(*kind) })
        }));
    }
    facts
}

fn told_of_account(fact: Fact) -> Vec<Told> {
    let rules = Workflow::default();
    let admins = [Contact::of(&an_admin().build(), &rules)];
    let engineer = Contact::of(&an_engineer().build(), &rules);
    account_notices(&[fact], By::System, &engineer, &admins)
}

fn name_of(told: &Told) -> &'static str {
    if told.recipient == an_admin().build().id { "admin" } else { "engineer" }
}

fn to(told: &Told) -> String {
    told.address.as_ref().map(|address| format!(" to {address}")).unwrap_or_default()
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
