//! A ticket with its lists in one answer, and only some of its fields.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Contract, Person, TestApp};

/// Ticket 1 of ada with an answer and a note of grace.
async fn desk() -> (TestApp, Person, Person) {
    let app = TestApp::start().await;
    let (ada, grace) = (app.customer("ada").await, app.engineer("grace").await);
    let ticket = app.open_ticket(&ada, "Printer").await;
    app.say(&grace, &ticket, "Have you tried?").await.expect(201);
    app.note(&grace, &ticket, "Strange").await.expect(201);
    (app, ada, grace)
}

async fn ask(app: &TestApp, who: &Person, method: Method, path: &str, known: &str) -> Answer {
    let request = app.request(method, path).bearer_auth(&who.token).header("if-none-match", known);
    app.send(request).await
}

fn names(object: &Value) -> Vec<&str> {
    let mut names: Vec<_> = object.as_object().unwrap().keys().map(String::as_str).collect();
    names.sort_unstable();
    names
}

#[tokio::test]
async fn what_is_included_is_what_the_calls_of_its_own_answer_each_caller() {
    let (app, ada, grace) = desk().await;
    let contract = Contract::of(&app).await;
    for (who, parts, messages) in
        [(&ada, "messages,history,files", 2), (&grace, "history,messages,files,assignment", 3)]
    {
        let answer = app.get(who, &format!("/tickets/1?include={parts}")).await;
        contract.check(&contract.operation("GET", "/api/v1/tickets/{ticket}"), &answer);
        let mut ticket = answer.expect(200);
        assert_eq!(ticket["messages"]["data"].as_array().unwrap().len(), messages);
        for list in ["messages", "history"] {
            let own = app.get(who, &format!("/tickets/1/{list}?limit=100")).await.expect(200);
            assert_eq!(ticket[list], own, "{list}");
        }
        assert_eq!(ticket["files"], json!([]));
        if parts.contains("assignment") {
            assert_eq!(ticket["assignment"], app.get(who, "/tickets/1/assignment").await.expect(200));
        }
        for part in ["messages", "history", "files", "assignment"] {
            ticket.as_object_mut().unwrap().remove(part);
        }
        assert_eq!(ticket, app.get(who, "/tickets/1").await.expect(200));
    }
    app.get(&ada, "/tickets/1?include=assignment").await.expect_problem(403, "forbidden");
    let ben = app.customer("ben").await;
    app.get(&ben, "/tickets/1?include=messages").await.expect_problem(404, "not-found");
    app.finish().await;
}

#[tokio::test]
async fn the_cursor_of_an_included_list_continues_it() {
    let (app, ada, _) = desk().await;
    let ticket = json!({"number": 1});
    for number in 3..=101 {
        app.say(&ada, &ticket, &format!("Words {number}")).await.expect(201);
    }
    let included = app.get(&ada, "/tickets/1?include=messages").await.expect(200)["messages"].clone();
    assert_eq!((included["data"].as_array().unwrap().len(), &included["page"]["has_more"]), (100, &json!(true)));
    let cursor = included["page"]["next_cursor"].as_str().unwrap();
    let rest = app.get(&ada, &format!("/tickets/1/messages?cursor={cursor}")).await.expect(200);
    let bodies: Vec<_> = rest["data"].as_array().unwrap().iter().map(|message| &message["body"]).collect();
    assert_eq!(bodies, ["Words 101"]);
    app.finish().await;
}

#[tokio::test]
async fn the_tag_of_a_ticket_with_lists_covers_them() {
    let (app, ada, grace) = desk().await;
    let with_lists = "/tickets/1?include=messages,history";
    let first = app.get(&ada, with_lists).await;
    let tag = first.header("etag");
    assert!(tag.starts_with("W/"), "{tag}");
    assert_eq!(ask(&app, &ada, Method::GET, with_lists, &tag).await.status, 304);
    let plain = app.get(&ada, "/tickets/1").await.header("etag");
    assert_eq!(ask(&app, &ada, Method::GET, "/tickets/1", &plain).await.status, 304);
    assert_eq!(ask(&app, &ada, Method::GET, with_lists, &plain).await.status, 200);
    // Her name is in the messages, and no part of the ticket's version.
    app.patch(&grace, "/me", json!({"name": "Grace Hopper"})).await.expect(200);
    let renamed = ask(&app, &ada, Method::GET, with_lists, &tag).await;
    assert_eq!(renamed.expect(200)["messages"]["data"][1]["author"]["name"], "Grace Hopper");
    let request = app.request(Method::PATCH, "/tickets/1").bearer_auth(&ada.token).header("if-match", &tag);
    app.send(request.json(&json!({"title": "Scanner"}))).await.expect_problem(412, "stale");
    app.finish().await;
}

#[tokio::test]
async fn fields_choose_what_of_a_ticket_is_answered() {
    let (app, ada, _) = desk().await;
    let whole = app.get(&ada, "/tickets/1").await;
    let some = app.get(&ada, "/tickets/1?fields=number,title,id").await;
    let ticket = some.expect(200);
    assert_eq!(names(&ticket), ["id", "number", "title"]);
    assert_eq!((&ticket["id"], some.header("etag")), (&whole.json()["id"], whole.header("etag")));
    let both = app.get(&ada, "/tickets/1?fields=number&include=messages").await.expect(200);
    assert_eq!(names(&both), ["messages", "number"]);

    app.open_ticket(&ada, "Scanner").await;
    let page = app.get(&ada, "/tickets?fields=number&sort=number&limit=1").await.expect(200);
    assert_eq!(page["data"], json!([{"number": 1}]));
    let cursor = page["page"]["next_cursor"].as_str().unwrap();
    let next = format!("/tickets?fields=number,title&sort=number&limit=1&cursor={cursor}");
    assert_eq!(app.get(&ada, &next).await.expect(200)["data"], json!([{"number": 2, "title": "Scanner"}]));
    let of_ada = app.get(&ada, "/users/ada/tickets?fields=number&sort=number").await.expect(200);
    assert_eq!(of_ada["data"][0], json!({"number": 1}));
    let problem = app.get(&ada, "/tickets?fields=number,secret").await.expect_problem(400, "bad-query");
    assert_eq!(problem["errors"][0]["parameter"], "fields");
    app.finish().await;
}

#[tokio::test]
async fn heads_are_those_of_gets_and_options_name_the_methods() {
    let (app, ada, _) = desk().await;
    for path in ["/tickets/1", "/tickets/1?include=messages", "/tickets?fields=number", "/tickets/1/messages"] {
        let (get, head) = (app.get(&ada, path).await, ask(&app, &ada, Method::HEAD, path, "").await);
        assert_eq!((head.status, &*head.body), (200, ""), "{path}");
        for header in ["etag", "content-type", "link"] {
            assert_eq!(head.header(header), get.header(header), "{path}: {header}");
        }
    }
    let tag = app.get(&ada, "/tickets/1?include=messages").await.header("etag");
    assert_eq!(ask(&app, &ada, Method::HEAD, "/tickets/1?include=messages", &tag).await.status, 304);
    for (path, expected) in [
        ("/tickets/1", "DELETE, GET, HEAD, OPTIONS, PATCH"),
        ("/tickets", "GET, HEAD, OPTIONS, POST"),
        ("/tickets/bulk", "OPTIONS, POST"),
    ] {
        let options = app.send(app.request(Method::OPTIONS, path)).await;
        assert_eq!((options.status, &*options.header("allow")), (204, expected), "{path}");
    }
    app.finish().await;
}
