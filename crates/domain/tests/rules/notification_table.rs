use std::collections::BTreeSet;

use deskhand_domain::history::{EventKind, Fact};
use deskhand_domain::notification::{Audience, Contact, PlannedMail, plan_account_mails, plan_ticket_mails};
use deskhand_domain::people::{AccountStatus, By, EmailAddress, LinkPurpose, Person};
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
        an_admin().username("participant").build(),
        a_customer().username("follower").build(),
    ]
}

fn audience(cast: &[Person], assigned: bool) -> Audience {
    let contact = |n: usize| Contact::of(&cast[n]);
    Audience {
        reporter: Some(contact(0)),
        assignee: assigned.then(|| contact(1)),
        previous_assignee: Some(contact(2)),
        note_writers: vec![contact(3)],
        admins: vec![contact(4), contact(5)],
        followers: vec![contact(6)],
        participants: BTreeSet::from([cast[5].id]),
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
            let planned = plan_ticket_mails(&[fact(*kind)], By::System, &audience(&cast, assigned));
            let names: Vec<_> = planned.iter().map(|t| format!("{} ({})", name(t.recipient), t.reason)).collect();
            text += format!("{kind:<24}{}", if names.is_empty() { "-".into() } else { names.join(", ") }).trim_end();
            text += "\n";
        }
    }
    text += "# of an account: a new engineer's, by somebody else\n";
    for (label, fact) in account_facts() {
        let planned = told_of_account(fact);
        let mails: Vec<_> =
            planned.iter().map(|t| format!("{} ({}): {}{}", name_of(t), t.reason, t.kind, to(t))).collect();
        text += format!("{label:<40}{}", if mails.is_empty() { "-".into() } else { mails.join(", ") }).trim_end();
        text += "\n";
    }
    golden::compare("tests/golden/notifications.txt", &text);
}

/// Every kind of fact, with the texts and addresses that change the mail.
fn account_facts() -> Vec<(String, Fact)> {
    let mut facts = Vec::new();
    for kind in EventKind::ALL {
        let words: Vec<&str> = match kind {
            EventKind::AccountStatusChanged => AccountStatus::ALL.iter().map(AccountStatus::as_str).collect(),
            EventKind::LinkSent => LinkPurpose::ALL.iter().map(LinkPurpose::as_str).collect(),
            _ => vec![""],
        };
        let address = matches!(kind, EventKind::LinkSent | EventKind::EmailChangeRequested | EventKind::EmailChanged)
            .then(|| EmailAddress::parse("elsewhere@example.com").unwrap());
        facts.extend(words.into_iter().map(|word| {
            let after = (!word.is_empty()).then(|| word.to_owned());
            (format!("{kind} {word}"), Fact { after, address: address.clone(), ..fact(*kind) })
        }));
    }
    facts
}

fn told_of_account(fact: Fact) -> Vec<PlannedMail> {
    let admins = [Contact::of(&an_admin().build())];
    let engineer = Contact::of(&an_engineer().build());
    plan_account_mails(&[fact], By::System, &engineer, &admins)
}

fn name_of(planned: &PlannedMail) -> &'static str {
    if planned.recipient == an_admin().build().id { "admin" } else { "engineer" }
}

fn to(planned: &PlannedMail) -> String {
    planned.address.as_ref().map(|address| format!(" to {address}")).unwrap_or_default()
}

#[test]
fn who_opens_a_ticket_gets_one_receipt_that_names_the_engineer() {
    let cast = cast();
    let facts = [fact(EventKind::TicketOpened), Fact { automatic: true, ..fact(EventKind::Assigned) }];
    let planned = plan_ticket_mails(&facts, By::Person(cast[0].id), &audience(&cast, true));
    let receipt: Vec<_> = planned.iter().filter(|t| t.recipient == cast[0].id).collect();
    assert_eq!(receipt.len(), 1);
    assert_eq!(receipt[0].facts, [0, 1]);
}

#[test]
fn accounts_tell_the_admins_of_new_engineers_and_people_of_verdicts() {
    let admins = [Contact::of(&an_admin().build())];
    let engineer = an_engineer().status(AccountStatus::Pending).build();
    let contact = Contact::of(&engineer);
    let planned = plan_account_mails(&[fact(EventKind::SignedUp)], By::Person(engineer.id), &contact, &admins);
    assert_eq!(planned.iter().map(|t| t.recipient).collect::<Vec<_>>(), [admins[0].id]);

    let approved = Contact::of(&an_engineer().build());
    assert!(plan_account_mails(&[fact(EventKind::SignedUp)], By::Person(admins[0].id), &approved, &admins).is_empty());

    let customer = Contact::of(&a_customer().build());
    assert!(plan_account_mails(&[fact(EventKind::SignedUp)], By::Person(customer.id), &customer, &admins).is_empty());

    for (after, expected) in [("approved", 1), ("rejected", 1), ("suspended", 1), ("pending", 0)] {
        let verdict = Fact { after: Some(after.into()), ..fact(EventKind::AccountStatusChanged) };
        let planned = plan_account_mails(&[verdict], By::Person(admins[0].id), &contact, &admins);
        assert_eq!(planned.len(), expected, "{after}");
        assert!(planned.iter().all(|t| t.recipient == engineer.id));
    }
}
