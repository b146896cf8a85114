//! Other systems, as their documents describe them, become records that an import takes.
#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

use deskhand_domain::people::{AccountStatus, Person, Role};
use deskhand_domain::ticket::{MessageKind, Priority, TicketStatus};
use deskhand_domain::transfer::{Record, WholeTicket};
use deskhand_transfer::convert::{ConvertOptions, Converted, crm_service, support_tracker, ticket_portal, tickets_go};
use deskhand_transfer::{read_line, write_line};

macro_rules! fixture {
    ($name:literal) => {
        include_str!(concat!("fixtures/", $name))
    };
}

const AS_IT_IS: ConvertOptions = ConvertOptions { trust_addresses: false };

fn crm(options: ConvertOptions) -> Converted {
    crm_service(fixture!("crm_service/users.json"), fixture!("crm_service/tickets.json"), options).unwrap()
}

fn tracker() -> Converted {
    let [users, tickets, replies] = [
        fixture!("support_tracker/users.json"),
        fixture!("support_tracker/tickets.json"),
        fixture!("support_tracker/replies.json"),
    ];
    support_tracker(users, tickets, replies, AS_IT_IS).unwrap()
}

fn portal() -> Converted {
    let [users, admins, tickets] = [
        fixture!("ticket_portal/users.json"),
        fixture!("ticket_portal/admins.json"),
        fixture!("ticket_portal/tickets.json"),
    ];
    ticket_portal(users, admins, tickets, AS_IT_IS).unwrap()
}

fn go() -> Converted {
    tickets_go(fixture!("tickets_go/dump.sql"), AS_IT_IS).unwrap()
}

fn people(converted: &Converted) -> Vec<&Person> {
    converted
        .records
        .iter()
        .filter_map(|record| if let Record::Person(whole) = record { Some(&whole.person) } else { None })
        .collect()
}

fn tickets(converted: &Converted) -> Vec<&WholeTicket> {
    converted
        .records
        .iter()
        .filter_map(|record| if let Record::Ticket(whole) = record { Some(&**whole) } else { None })
        .collect()
}

fn lines(converted: &Converted) -> Vec<u8> {
    let mut lines = Vec::new();
    converted.records.iter().for_each(|record| write_line(record, &mut lines).unwrap());
    lines
}

#[test]
fn every_record_keeps_the_rules_of_the_desk_and_is_the_same_the_second_time() {
    let all: [fn() -> Converted; 4] = [|| crm(AS_IT_IS), tracker, portal, go];
    for convert in all {
        let converted = convert();
        assert!(people(&converted).len() > 1 && tickets(&converted).len() > 1);
        for record in &converted.records {
            record.check().unwrap();
        }
        assert_eq!(lines(&converted), lines(&convert()));
        let again: Vec<Record> =
            lines(&converted).split_inclusive(|byte| *byte == b'\n').map(|line| read_line(line).unwrap()).collect();
        assert_eq!(again, converted.records, "what is written is read");
    }
}

#[test]
fn the_crm_service_keeps_people_states_and_priorities() {
    let converted = crm(AS_IT_IS);
    let roles: Vec<_> =
        people(&converted).iter().map(|person| (person.username.to_string(), person.role, person.status)).collect();
    let expected = [
        ("admin", Role::Superadmin, AccountStatus::Approved),
        ("customer1", Role::Customer, AccountStatus::Approved),
        ("engineer1", Role::Engineer, AccountStatus::Approved),
        ("engineer2", Role::Engineer, AccountStatus::Pending),
    ];
    assert_eq!(roles, expected.map(|(name, role, status)| (name.to_owned(), role, status)));
    let all = tickets(&converted);
    let seen: Vec<_> =
        all.iter().map(|one| (one.ticket.title.as_str(), one.ticket.status, one.ticket.priority)).collect();
    let expected = [
        ("Problem in printer", TicketStatus::Open, Priority::Low),
        ("Problem in mobile phone", TicketStatus::Blocked, Priority::Urgent),
        ("Own problem", TicketStatus::Closed, Priority::High),
    ];
    assert_eq!(seen, expected, "in the order of creation");
    let assigned: Vec<_> = all.iter().map(|one| one.ticket.assignee.is_some()).collect();
    assert_eq!(assigned, [true, false, false], "not to one who waits for approval, nor to the reporter");
    let remarks = [
        "the address of \"engineer2\" belongs to another person, and is left out",
        "the password of engineer2 is not kept by bcrypt, and is left out",
        "ticket 2: \"engineer2\" can not have it here; it has no assignee",
        "ticket 3: \"engineer1\" can not have it here; it has no assignee",
    ];
    assert_eq!(converted.remarks, remarks);
    assert!(people(&converted).iter().all(|person| person.email_verified_at.is_none()));
    let trusted = crm(ConvertOptions { trust_addresses: true });
    assert!(people(&trusted)[0].email_verified_at.is_some());
}

#[test]
fn the_tracker_keeps_numbers_replies_and_times() {
    let converted = tracker();
    assert_eq!(people(&converted)[1].username.as_str(), "kayode-o");
    let all = tickets(&converted);
    let first = all[0];
    assert_eq!((first.ticket.number.get(), first.ticket.status), (1, TicketStatus::Resolved));
    let kinds: Vec<_> = first.messages.iter().map(|message| message.kind).collect();
    assert_eq!(kinds, [MessageKind::Request, MessageKind::Response, MessageKind::Request]);
    assert_eq!(first.ticket.resolved_at.unwrap().to_string(), "2021-04-13 2:00:15.949 +00:00:00");
    assert_eq!(first.ticket.first_response_at, Some(first.messages[1].created_at));
    assert_eq!(converted.remarks.len(), 3, "{:?}", converted.remarks);
}

#[test]
fn the_portal_keeps_answers_whose_authors_it_does_not_know() {
    let converted = portal();
    let all = people(&converted);
    let roles: Vec<_> = all.iter().map(|person| (person.name.as_str(), person.role)).collect();
    let expected = [
        ("Lina Haddad", Role::Customer),
        ("chief", Role::Superadmin),
        ("omar", Role::Engineer),
        ("Ticket portal", Role::Engineer),
    ];
    assert_eq!(roles, expected);
    assert!(all[0].email_verified_at.is_some() && all[1].email_verified_at.is_none());
    let first = tickets(&converted)[0];
    assert_eq!((first.ticket.title.as_str(), first.ticket.priority), ("My order did not arrive.", Priority::Urgent));
    assert_eq!((first.messages.len(), first.messages[2].author), (3, all[3].id));
    assert_eq!(first.ticket.created_at.year(), 2023, "as its id says");
}

#[test]
fn the_go_service_keeps_people_of_one_name_apart_and_its_escaped_texts() {
    let converted = go();
    let names: Vec<_> = people(&converted).iter().map(|person| person.username.to_string()).collect();
    assert_eq!(names, ["michelle", "michelle-2", "michelle-3"]);
    let all = tickets(&converted);
    assert_eq!(all[0].ticket.description.as_str(), "a long text\nwith a tab\there");
    let kinds: Vec<_> = all[1].messages.iter().map(|message| message.kind).collect();
    assert_eq!(kinds, [MessageKind::Request, MessageKind::Response, MessageKind::Note]);
    assert_eq!(all[1].messages[2].body.as_str(), "A back\\slash for colleagues");
    assert_eq!(all[1].ticket.number.get(), 3);
    assert_eq!(all[1].ticket.created_at.to_string(), "2022-07-16 5:13:58.008 +00:00:00", "its zone counts");
}

#[test]
fn what_is_no_export_is_refused_with_the_document_or_the_line() {
    let users = fixture!("crm_service/users.json");
    let refusal = |users: &str, tickets: &str| crm_service(users, tickets, AS_IT_IS).unwrap_err().to_string();
    assert!(refusal("{", "").contains("the user is no output of mongoexport"));
    let no_reporter =
        r#"{"_id": {"$oid": "62ed134ee134ad67c6c61e68"}, "title": "T", "description": "D", "reporter": "nobody"}"#;
    assert_eq!(
        refusal(users, no_reporter),
        "the ticket 62ed134ee134ad67c6c61e68: its reporter is missing, or of another kind"
    );
    assert_eq!(refusal(&users.repeat(2), ""), "the person admin is there twice");
    let dump = fixture!("tickets_go/dump.sql");
    let odd = dump.replace("\tf\tf\t2", "\tf");
    assert_eq!(
        tickets_go(&odd, AS_IT_IS).unwrap_err().to_string(),
        "line 7 of the dump has not as many values as its table has columns"
    );
    let other = dump.replace("public.messages", "public.letters");
    assert!(tickets_go(&other, AS_IT_IS).unwrap_err().to_string().starts_with("the dump has no table messages"));
}
