//! What becomes of requests that a desk does not answer.

use std::collections::BTreeSet;

use crate::scripted_desk::ScriptedDesk;
use crate::workplace::Workplace;

fn client_of(desk: &ScriptedDesk) -> Workplace {
    Workplace::new().with("DESKHAND_URL", &desk.url).with("DESKHAND_API_KEY", "dh_1_2")
}

fn idempotency_key(request: &str) -> &str {
    request.lines().find_map(|line| line.strip_prefix("idempotency-key: ")).unwrap()
}

#[test]
fn what_creates_is_sent_again_with_its_key_until_it_is_answered() {
    let desk = ScriptedDesk::start(&[
        None,
        Some("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 6\r\nConnection: close\r\n\r\n<html>"),
        Some(concat!(
            "HTTP/1.1 409 Conflict\r\nRetry-After: 1\r\nContent-Length: 66\r\nConnection: close\r\n\r\n",
            r#"{"type":"/problems/idempotency-in-flight","title":"T","detail":"D"}"#
        )),
        Some("HTTP/1.1 201 Created\r\nContent-Length: 14\r\nConnection: close\r\n\r\n{\"id\": \"made\"}"),
    ]);
    let run = client_of(&desk).run(&["ticket", "reply", "1", "-m", "Hello"]).succeeds();
    let gateway = "a server in front of the desk answered 502 Bad Gateway; the desk may be down; trying again in 2 s";
    assert!(run.err.contains("; trying again in 1 s\n") && run.err.contains(gateway), "{run:#?}");
    assert!(run.err.ends_with("the desk asks to wait; trying again in 1 s\n"), "{run:#?}");
    let requests = desk.requests();
    assert_eq!(requests.iter().map(|request| idempotency_key(request)).collect::<BTreeSet<_>>().len(), 1);
    assert!(requests.iter().all(|request| request.ends_with("{\"body\":\"Hello\"}")), "{requests:#?}");
}

#[test]
fn a_change_that_may_be_made_already_is_not_sent_again() {
    let desk = ScriptedDesk::start(&[None]);
    let client = client_of(&desk);
    client.run(&["ticket", "resolve", "1"]).fails_saying("it is not known whether this was done");
    assert!(desk.requests()[0].starts_with("PATCH /api/v1/tickets/1 HTTP/1.1\r\n"));
    let page =
        ScriptedDesk::start(&[Some("HTTP/1.1 404 Not Found\r\nContent-Length: 6\r\nConnection: close\r\n\r\n<html>")]);
    client_of(&page).run(&["ticket", "show", "1"]).fails_saying("404 Not Found, and not that of a desk");
    client_of(&page).run(&["ticket", "show", "#1?"]).fails_saying("a ticket is named by its number or its id");
}

#[test]
fn what_a_server_says_can_not_reach_into_the_terminal() {
    const ESCAPE: &str = "HTTP/1.1 409 Conflict\r\nContent-Length: 68\r\nConnection: close\r\n\r\n\
        {\"type\":\"/problems/x\",\"title\":\"T\\u001b[2J\",\"detail\":\"D\\u009b\\u202e\"}";
    let desk = ScriptedDesk::start(&[Some(ESCAPE)]);
    let run = client_of(&desk).run(&["ticket", "list"]);
    assert_eq!(run.err, "deskhand: T\u{fffd}[2J. D\u{fffd}\u{fffd}\n");
}
