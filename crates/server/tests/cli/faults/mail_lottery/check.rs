//! What is there in the end.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::http::get_as;

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
    let mut path = "/api/v1/mail/in?limit=100".to_owned();
    loop {
        let page = page(address, &path, token);
        for mail in page["data"].as_array().unwrap() {
            mails.entry(mail["subject"].as_str().unwrap_or_default().to_owned()).or_default().push(mail.clone());
        }
        match page["page"]["next_cursor"].as_str() {
            Some(cursor) => path = format!("/api/v1/mail/in?limit=100&cursor={cursor}"),
            None => return mails,
        }
    }
}

fn number_of_tickets(address: &str, token: &str) -> usize {
    let page = page(address, "/api/v1/tickets?limit=1&count=true", token);
    usize::try_from(page["page"]["total"].as_u64().unwrap()).unwrap()
}
