//! Which person gets a mail about which event, and why: all events, relations to the ticket and roles in one golden
//! table.

use std::collections::BTreeSet;

use deskhand_domain::history::{EventKind, Fact};
use deskhand_domain::notification::{
    Audience, Contact, MailKind, PlannedMail, Reason, mutable_kinds, plan_account_mails, plan_ticket_mails,
};
use deskhand_domain::people::{AccountStatus, By, Person, Role};
use deskhand_domain::testing::{PersonBuilder, TestClock, a_customer, an_admin, an_engineer};

use crate::account_links::address;
use crate::golden;
use crate::notification_table::fact;

/// The relation of a person to the ticket of an event.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Relation {
    Reporter,
    Assignee,
    PreviousAssignee,
    Follower,
    NoteWriter,
    DeskAdmin,
    DeskAdminOfUnassigned,
    ParticipatingAdmin,
    Nobody,
}

const RELATIONS: [(Relation, &str); 9] = [
    (Relation::Reporter, "reporter"),
    (Relation::Assignee, "assignee"),
    (Relation::PreviousAssignee, "previous assignee"),
    (Relation::Follower, "follower"),
    (Relation::NoteWriter, "wrote a note on it"),
    (Relation::DeskAdmin, "runs the desk"),
    (Relation::DeskAdminOfUnassigned, "runs the desk, and it has no assignee"),
    (Relation::ParticipatingAdmin, "runs the desk and took part"),
    (Relation::Nobody, "none of these"),
];

/// A special condition of the person or the change.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Case {
    Plain,
    DidIt,
    MutedTheKinds,
    MutedTheTicket,
    Pending,
    Suspended,
    Rejected,
    Removed,
    Unverified,
    OnlyByMail,
}

const CASES: [(Case, &str); 10] = [
    (Case::Plain, "somebody else did it"),
    (Case::DidIt, "they did it themselves"),
    (Case::MutedTheKinds, "they muted every kind of mail that can be muted"),
    (Case::MutedTheTicket, "they muted the ticket"),
    (Case::Pending, "their account waits for approval"),
    (Case::Suspended, "their account is suspended"),
    (Case::Rejected, "their account was rejected"),
    (Case::Removed, "they were removed"),
    (Case::Unverified, "their address is not verified"),
    (Case::OnlyByMail, "their address is not verified, and they have no password"),
];

fn person(role: Role, case: Case) -> Person {
    let builder: PersonBuilder = a_customer().username("them").role(role);
    match case {
        Case::MutedTheKinds => builder.muted(MailKind::ALL.iter().copied().filter(MailKind::can_be_muted)),
        Case::Pending => builder.status(AccountStatus::Pending),
        Case::Suspended => builder.status(AccountStatus::Suspended),
        Case::Rejected => builder.status(AccountStatus::Rejected),
        Case::Removed => builder.removed_at(TestClock::START),
        Case::Unverified => builder.password("a password of theirs").unverified(),
        Case::OnlyByMail => builder.unverified(),
        Case::Plain | Case::DidIt | Case::MutedTheTicket => builder,
    }
    .build()
}

fn audience(them: &Person, relation: Relation, case: Case) -> Audience {
    let contact = Contact::of(them);
    let here = |relations: &[Relation]| relations.contains(&relation).then(|| contact.clone());
    let somebody = Contact::of(&an_engineer().username("somebody").build());
    let admins = [Relation::DeskAdmin, Relation::DeskAdminOfUnassigned, Relation::ParticipatingAdmin];
    Audience {
        reporter: here(&[Relation::Reporter]),
        assignee: match relation {
            Relation::Assignee => Some(contact.clone()),
            Relation::DeskAdminOfUnassigned => None,
            _ => Some(somebody),
        },
        previous_assignee: here(&[Relation::PreviousAssignee]),
        followers: here(&[Relation::Follower]).into_iter().collect(),
        admins: here(&admins).into_iter().collect(),
        participants: here(&[Relation::ParticipatingAdmin]).map(|them| them.id).into_iter().collect(),
        note_writers: here(&[Relation::NoteWriter]).into_iter().collect(),
        muted_by: if case == Case::MutedTheTicket { BTreeSet::from([them.id]) } else { BTreeSet::new() },
    }
}

/// The reason why this person gets a mail about an event, if they get one.
fn reason_for(kind: EventKind, relation: Relation, role: Role, case: Case) -> Option<Reason> {
    planned_mail(kind, relation, role, case).map(|planned| planned.reason)
}

fn planned_mail(kind: EventKind, relation: Relation, role: Role, case: Case) -> Option<PlannedMail> {
    let them = person(role, case);
    let by = if case == Case::DidIt { By::Person(them.id) } else { By::System };
    let planned = plan_ticket_mails(&[fact(kind)], by, &audience(&them, relation, case));
    let mut theirs = planned.into_iter().filter(|planned| planned.recipient == them.id);
    let first = theirs.next();
    assert_eq!(theirs.next(), None, "one mail a person");
    first
}

fn ticket_events() -> impl Iterator<Item = EventKind> {
    let concerns_tickets = |kind: &EventKind| {
        RELATIONS.iter().any(|(relation, _)| reason_for(*kind, *relation, Role::Admin, Case::Plain).is_some())
    };
    EventKind::ALL.iter().copied().filter(concerns_tickets)
}

#[test]
fn a_person_can_mute_every_kind_that_their_role_gets_about_tickets_and_is_offered_no_other() {
    for role in Role::ALL {
        let of_role = |relation: &Relation| {
            let is_of_admins = matches!(
                relation,
                Relation::DeskAdmin | Relation::DeskAdminOfUnassigned | Relation::ParticipatingAdmin
            );
            !is_of_admins || role.is_admin()
        };
        let relations = || RELATIONS.iter().map(|(relation, _)| *relation).filter(of_role);
        let got: BTreeSet<_> = EventKind::ALL
            .iter()
            .flat_map(|kind| relations().filter_map(|relation| planned_mail(*kind, relation, *role, Case::Plain)))
            .map(|planned| planned.kind)
            .collect();
        // These are about no event of a ticket: mail that is held, sign-ups, and webhooks.
        let others = [MailKind::MailHeld, MailKind::EngineerSignedUp, MailKind::WebhookStopped];
        let offered: BTreeSet<_> = mutable_kinds(*role).filter(|kind| !others.contains(kind)).collect();
        assert_eq!(got, offered, "{role}");
    }
}

#[test]
fn who_is_told_of_every_event_by_relation_and_role_is_as_printed() {
    let mut text = String::from("# Who is told of a ticket's events, and with which reason; \"-\" is nobody.\n");
    for (case, words) in CASES {
        text += &format!("\n## {words}\n");
        for (relation, words) in RELATIONS {
            text += &format!("\n{words:<40}{:<18}{:<18}{:<18}superadmin\n", "customer", "engineer", "admin");
            for kind in ticket_events() {
                let cells = Role::ALL.iter().map(|role| reason_for(kind, relation, *role, case));
                let words: Vec<_> = cells.map(|reason| reason.map_or("-", |reason| reason.as_str())).collect();
                text += format!("  {kind:<38}{:<18}{:<18}{:<18}{}", words[0], words[1], words[2], words[3]).trim_end();
                text += "\n";
            }
        }
    }
    golden::compare("tests/golden/notification_matrix.txt", &text);
}

#[test]
fn the_events_that_concern_nobody_are_these() {
    let silent: Vec<_> = EventKind::ALL.iter().filter(|kind| !ticket_events().any(|k| k == **kind)).collect();
    let text: String = silent.iter().map(|kind| format!("{kind}\n")).collect();
    golden::compare("tests/golden/events_without_ticket_notices.txt", &text);
}

#[test]
fn no_customer_is_ever_told_anything_internal() {
    for kind in EventKind::ALL.iter().filter(|kind| kind.is_internal()) {
        for (relation, _) in RELATIONS {
            for (case, _) in CASES {
                assert_eq!(reason_for(*kind, relation, Role::Customer, case), None, "{kind} {relation:?} {case:?}");
            }
        }
    }
}

#[test]
fn who_is_told_of_what_happens_to_an_account_is_as_printed() {
    let mut text = String::from("# Who is told of what happens to an account, by its role; \"-\" is nobody.\n");
    for (case, words) in CASES.into_iter().filter(|(case, _)| *case != Case::MutedTheTicket) {
        text += &format!("\n## {words}\n{:<40}{:<24}{:<24}{:<24}superadmin\n", "", "customer", "engineer", "admin");
        for fact in account_facts() {
            let cells: Vec<_> = Role::ALL.iter().map(|role| told_of_account(&fact, *role, case)).collect();
            let name = format!("{} {}", fact.kind, fact.after.as_deref().unwrap_or_default());
            text += format!("  {name:<38}{:<24}{:<24}{:<24}{}", cells[0], cells[1], cells[2], cells[3]).trim_end();
            text += "\n";
        }
    }
    golden::compare("tests/golden/account_notification_matrix.txt", &text);
}

/// Every kind of fact. For a change of the account status, one fact for each new status.
fn account_facts() -> Vec<Fact> {
    let others = EventKind::ALL.iter().filter(|kind| **kind != EventKind::AccountStatusChanged);
    let verdicts = AccountStatus::ALL.iter().map(|status| {
        let after = Some(status.to_string());
        Fact { after, ..fact(EventKind::AccountStatusChanged) }
    });
    // The mail about another address goes to the previous one, which the fact names if it was verified.
    let of = |kind: EventKind| (kind == EventKind::EmailChanged).then(|| address("previous@example.com"));
    others.map(|kind| Fact { address: of(*kind), ..fact(*kind) }).chain(verdicts).collect()
}

fn told_of_account(fact: &Fact, role: Role, case: Case) -> String {
    let (them, admin) = (person(role, case), an_admin().username("an-admin").build());
    let by = if case == Case::DidIt { By::Person(them.id) } else { By::System };
    let admins = [Contact::of(&admin)];
    let planned = plan_account_mails(std::slice::from_ref(fact), by, &Contact::of(&them), &admins);
    let names = planned.iter().map(|planned| if planned.recipient == them.id { "themselves" } else { "admins" });
    let names: Vec<_> = names.collect();
    if names.is_empty() { "-".to_owned() } else { names.join(" and ") }
}
