use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::{Value, json};

use super::naive::in_order;
use super::varied::varied_tickets;
use crate::support::feed::until_in_feed;
use crate::support::{Person, TestApp};

/// Follows the `Link` headers from the first page to the last; `between` runs between two pages.
pub(super) async fn walk(app: &TestApp, who: &Person, path: &str, limit: usize, between: impl AsyncFn()) -> Vec<Value> {
    let mut rows: Vec<Value> = Vec::new();
    let mut address = format!("{}/api/v1{path}", app.base());
    loop {
        let answer = app.send(app.client.get(&address).bearer_auth(&who.token)).await;
        let list = answer.expect(200);
        let (page, data) = (&list["page"], list["data"].as_array().unwrap());
        rows.extend(data.iter().cloned());
        assert_eq!(page.get("total").is_some(), path.contains("count=true"));
        let Some(cursor) = page["next_cursor"].as_str() else {
            assert_eq!(page["has_more"], false);
            assert_eq!(answer.header("link"), "");
            assert!(data.len() <= limit);
            assert!(rows.is_empty() || !data.is_empty(), "a page promised more, and there was none");
            return rows;
        };
        assert_eq!((&page["has_more"], data.len()), (&json!(true), limit));
        let link = answer.header("link");
        let target = link.strip_prefix('<').and_then(|rest| rest.strip_suffix(">; rel=\"next\"")).unwrap();
        let target = target.strip_prefix("https://desk.example.com").unwrap();
        let next = reqwest::Url::parse(&format!("{}{target}", app.base())).unwrap();
        assert!(next.query_pairs().any(|(name, value)| name == "cursor" && value == cursor), "{link}");
        address = next.into();
        between().await;
    }
}

#[tokio::test]
async fn paging_meets_each_ticket_once_while_new_ones_arrive() {
    let app = TestApp::with("mail.concurrency", 64).start().await;
    let cast = varied_tickets(&app).await;
    for sort in ["created_at", "-created_at", "updated_at", "-updated_at", "priority", "number"] {
        let before = in_order(app.rows(&cast.admin, "/tickets").await, sort);
        let (known, mut seen): (BTreeSet<_>, _) =
            (before.iter().map(|t| t["id"].clone().to_string()).collect(), Vec::new());
        let arriving = async || {
            app.open_pressing(&cast.ada, "Just now", "urgent").await;
        };
        let walked = walk(&app, &cast.admin, &format!("/tickets?sort={sort}&limit=20"), 20, arriving).await;
        for ticket in &walked {
            assert!(!seen.contains(&ticket["id"]), "{sort}: {} came twice", ticket["number"]);
            seen.push(ticket["id"].clone());
        }
        let old: Vec<_> =
            walked.iter().filter(|t| known.contains(&t["id"].to_string())).map(|t| &t["number"]).collect();
        let expected: Vec<_> = before.iter().map(|ticket| &ticket["number"]).collect();
        assert_eq!(old, expected, "{sort}");
    }
    app.finish().await;
}

#[tokio::test]
async fn every_list_counts_what_the_caller_may_see_where_they_ask_for_it() {
    let app = TestApp::start().await;
    let (bob, ada, root) = (app.engineer("bob").await, app.customer("ada").await, app.superadmin().await);
    let ticket = app.open_ticket(&ada, "Printer").await;
    app.say(&bob, &ticket, "Is it plugged in?").await.expect(201);
    app.note(&bob, &ticket, "Surely not.").await.expect(201);
    app.say(&ada, &ticket, "It is now.").await.expect(201);
    let last = app.open_ticket(&root, "Another one").await;
    until_in_feed(&app, &root, &last).await;
    for who in [&ada, &bob, &root] {
        for list in ["/tickets/1/messages", "/tickets/1/history", "/tickets/1/notifications", "/events", "/tickets"] {
            if who.username == "ada" && list.ends_with("notifications") {
                continue;
            }
            let all = app.rows(who, list).await.len();
            let page = app.get(who, &format!("{list}?limit=1&count=true")).await.expect(200)["page"].clone();
            assert_eq!(page["total"], all, "{list} for {}", who.username);
            let page = app.get(who, &format!("{list}?limit=1&count=false")).await.expect(200)["page"].clone();
            assert_eq!(page.get("total"), None, "{list}");
        }
    }
    let of = async |who| app.get(who, "/tickets/1/messages?count=true").await.expect(200)["page"]["total"].clone();
    assert_eq!((of(&ada).await, of(&bob).await), (json!(3), json!(4)), "the note is no customer's");
    app.finish().await;
}

#[tokio::test]
async fn a_cursor_is_good_only_for_the_list_that_gave_it_out() {
    let app = TestApp::start().await;
    let (ada, admin) = (app.customer("ada").await, app.superadmin().await);
    for title in ["One", "Two", "Three", "Four", "Five"] {
        app.open_ticket(&ada, title).await;
    }
    let first = app.get(&admin, "/tickets?status=open&sort=number&limit=2").await.expect(200);
    let cursor = first["page"]["next_cursor"].as_str().unwrap().to_owned();
    let with = |rest: &str| format!("/tickets?{rest}&cursor={cursor}");
    app.get(&admin, &with("status=open&sort=number&limit=5&count=true")).await.expect(200);
    for other in ["sort=number", "status=open", "status=closed&sort=number", "status=open&sort=number&q=x"] {
        app.get(&admin, &with(other)).await.expect_problem(400, "bad-cursor");
    }
    app.get(&admin, &format!("/users/ada/tickets?status=open&sort=number&cursor={cursor}"))
        .await
        .expect_problem(400, "bad-cursor");
    for broken in ["", "x", "AAAA", &cursor[1..], &cursor.to_lowercase()] {
        let path = format!("/tickets?status=open&sort=number&cursor={broken}");
        app.get(&admin, &path).await.expect_problem(400, "bad-cursor");
    }
    app.finish().await;
}

#[tokio::test]
async fn a_query_that_cannot_be_understood_says_which_parameter() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    for limit in ["0", "101", "-1", "1.5", "x", "", "99999999999999999999"] {
        let problem = app.get(&ada, &format!("/tickets?limit={limit}")).await.expect_problem(400, "bad-query");
        assert_eq!(problem["errors"][0]["parameter"], "limit", "{limit}");
    }
    for (name, value) in [
        ("status", "done"),
        ("status", "open,"),
        ("priority", "1"),
        ("awaiting", "me"),
        ("sort", "title"),
        ("sort", "-number"),
        ("count", "maybe"),
        ("created_after", "yesterday"),
        ("updated_before", "2026-01-05"),
        ("reporter", "none"),
        ("assignee", "b@d"),
        ("colour", "red"),
        ("title", ""),
    ] {
        let problem = app.get(&ada, &format!("/tickets?{name}={value}")).await.expect_problem(400, "bad-query");
        assert_eq!(problem["errors"][0]["parameter"], name, "{name}={value}");
    }
    app.get(&ada, "/tickets?limit=1&limit=2").await.expect_problem(400, "bad-query");
    for limit in ["1", "100"] {
        app.get(&ada, &format!("/tickets?limit={limit}")).await.expect(200);
    }
    let anonymous = app.send(app.request(Method::GET, "/tickets")).await;
    anonymous.expect_problem(401, "unauthenticated");
    app.finish().await;
}
