//! What is there in the end.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::http::{get_as, post};

/// The path of the mails that came in.
pub(super) const MAILS: &str = "/api/v1/mail/in";

/// How many mails came over a transport.
pub(super) fn number_of(address: &str, token: &str, transport: &str) -> u64 {
    let mails = taken_in(address, token);
    mails.values().flatten().filter(|mail| mail["transport"] == transport).count() as u64
}

/// Tries the mails again that are in quarantine, as an admin would, and returns how many. A mail is put there when the program ended
/// in each of six tries, whatever ended it.
pub(super) fn retry_all(address: &str, token: &str) -> usize {
    let page = page(address, &format!("{MAILS}?state=quarantined&limit=100"), token);
    let quarantined = page["data"].as_array().unwrap();
    for mail in quarantined {
        let answer = post(address, &format!("{MAILS}/{}/retry", mail["id"].as_str().unwrap()), token, "{}");
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
    quarantined.len()
}

/// Each acknowledged mail is there once, and each mail that opened a ticket opened one. Returns how many did.
pub(super) fn taken_in_once(address: &str, token: &str, acknowledged: &[(&str, u64)]) -> usize {
    let mails = taken_in(address, token);
    for (transport, count) in acknowledged {
        for n in 0..*count {
            assert!(mails.contains_key(&format!("{transport} {n}")), "{transport} {n} of {count} is lost");
        }
    }
    let twice: Vec<_> = mails.iter().filter(|(_, copies)| copies.len() > 1).collect();
    assert!(twice.is_empty(), "taken in twice: {twice:#?}");
    let all = || mails.values().flatten();
    let unlike: Vec<_> = all().filter(|mail| mail["reason"] != "opened" && mail["reason"] != "storm").collect();
    assert!(unlike.is_empty(), "neither a ticket nor too many: {unlike:#?}");
    let opened: Vec<_> = all().filter(|mail| mail["reason"] == "opened").collect();
    let tickets: BTreeSet<_> = opened.iter().map(|mail| mail["ticket"]["number"].as_u64().unwrap()).collect();
    assert_eq!((tickets.len(), number_of_tickets(address, token)), (opened.len(), opened.len()), "a ticket each");
    opened.len()
}

fn page(address: &str, path: &str, token: &str) -> Value {
    let answer = get_as(address, path, token);
    serde_json::from_str(&answer[answer.find("\r\n\r\n").unwrap() + 4..]).unwrap()
}

/// Every mail that came in, by its subject.
fn taken_in(address: &str, token: &str) -> BTreeMap<String, Vec<Value>> {
    let mut mails: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    let mut path = format!("{MAILS}?limit=100");
    loop {
        let page = page(address, &path, token);
        for mail in page["data"].as_array().unwrap() {
            mails.entry(mail["subject"].as_str().unwrap_or_default().to_owned()).or_default().push(mail.clone());
        }
        match page["page"]["next_cursor"].as_str() {
            Some(cursor) => path = format!("{MAILS}?limit=100&cursor={cursor}"),
            None => return mails,
        }
    }
}

fn number_of_tickets(address: &str, token: &str) -> usize {
    let page = page(address, "/api/v1/tickets?limit=1&count=true", token);
    usize::try_from(page["page"]["total"].as_u64().unwrap()).unwrap()
}
