use std::cmp::Reverse;

use serde_json::{Value, json};
use time::Duration;

use crate::support::{Person, TestApp};

/// Some thirty people of every kind; some of them report tickets. Two made at the same moment come in any order of id.
async fn crowd(app: &TestApp) -> Person {
    let root = app.superadmin().await;
    let names = ["Ada Lovelace", "Grace Hopper", "Edsger Dijkstra", "Zoë Ångström", "100% Real", "under_score"];
    for index in 0..28 {
        let role = ["customer", "customer", "engineer", "admin"][index % 4];
        let mut account = TestApp::account(&format!("person{index:02}"), role);
        account["name"] = json!(format!("{} {index}", names[index % names.len()]));
        if index % 3 == 0 {
            account["email"] = json!(format!("P{index}@Mixed.example"));
        }
        app.post(&root, "/users", account).await.expect(201);
        let status = ["approved", "approved", "suspended", "rejected", "pending"][index % 5];
        if status != "approved" {
            app.patch(&root, &format!("/users/person{index:02}"), json!({"status": status})).await.expect(200);
        } else if role == "customer" {
            let person = app.sign_in(&format!("person{index:02}")).await;
            for number in 0..index % 4 {
                app.open_ticket(&person, &format!("Number {number}")).await;
            }
        }
        if index % 2 == 0 {
            app.wait(Duration::milliseconds(1500));
        }
    }
    root
}

/// Every page of a list, walked by its cursors.
async fn pages(app: &TestApp, who: &Person, query: &str, limit: usize) -> Vec<Value> {
    let mut rows = Vec::new();
    let mut path = format!("/users?limit={limit}&count=true&{query}");
    loop {
        let answer = app.get(who, &path).await;
        let list = answer.expect(200);
        let page = list["data"].as_array().unwrap();
        rows.extend(page.clone());
        let Some(cursor) = list["page"]["next_cursor"].as_str() else {
            assert_eq!(list["page"]["has_more"], false);
            assert_eq!(answer.header("link"), "");
            assert_eq!(list["page"]["total"], rows.len(), "{query}");
            return rows;
        };
        assert_eq!((&list["page"]["has_more"], page.len()), (&json!(true), limit), "{query}");
        let next = format!("cursor={cursor}");
        assert!(answer.header("link").ends_with("rel=\"next\"") && answer.header("link").contains(&next));
        let link = answer.header("link");
        let url = link.trim_start_matches('<').split('>').next().unwrap();
        path = url.strip_prefix("https://desk.example.com/api/v1").unwrap().to_owned();
    }
}

fn text<'a>(person: &'a Value, field: &str) -> &'a str {
    person[field].as_str().unwrap_or_default()
}

fn ids(people: &[Value]) -> Vec<&str> {
    people.iter().map(|person| text(person, "username")).collect()
}

/// The list as it should be, worked out the simple way.
fn naive(everybody: &[Value], fits: impl Fn(&Value) -> bool, sort: &str) -> Vec<String> {
    let mut people: Vec<&Value> = everybody.iter().filter(|person| fits(person)).collect();
    let age = |person: &&Value| (text(person, "created_at").to_owned(), text(person, "id").to_owned());
    match sort {
        "created_at" => people.sort_by_key(age),
        "-created_at" => people.sort_by_key(|person| Reverse(age(person))),
        "-tickets" => people.sort_by_key(|p| Reverse((p["tickets_count"].as_u64(), text(p, "id").to_owned()))),
        other => panic!("{other}"),
    }
    people.into_iter().map(|person| text(person, "username").to_owned()).collect()
}

fn contains(person: &Value, what: &str) -> bool {
    ["username", "name", "email"].iter().any(|field| text(person, field).to_lowercase().contains(&what.to_lowercase()))
}

#[tokio::test]
async fn every_filter_and_sort_gives_what_a_simple_count_gives() {
    let app = TestApp::start().await;
    let root = crowd(&app).await;
    let everybody = app.get(&root, "/users?limit=100").await.expect(200)["data"].as_array().unwrap().clone();
    assert_eq!(everybody.len(), 29);
    let is = |field: &'static str, words: &'static [&'static str]| {
        move |person: &Value| words.contains(&text(person, field))
    };
    type Fits = Box<dyn Fn(&Value) -> bool>;
    let filters: Vec<(&str, Fits)> = vec![
        ("", Box::new(|_| true)),
        ("role=customer", Box::new(is("role", &["customer"]))),
        ("role=engineer,admin", Box::new(is("role", &["engineer", "admin"]))),
        ("role=superadmin", Box::new(is("role", &["superadmin"]))),
        ("status=approved", Box::new(is("status", &["approved"]))),
        ("status=pending,rejected", Box::new(is("status", &["pending", "rejected"]))),
        ("role=customer&status=suspended", Box::new(|p| p["role"] == "customer" && p["status"] == "suspended")),
        ("q=ada", Box::new(|p| contains(p, "ada"))),
        ("q=MIXED.EXAMPLE", Box::new(|p| contains(p, "mixed.example"))),
        ("q=Person1", Box::new(|p| contains(p, "person1"))),
        ("q=%C3%85NGSTR%C3%96M", Box::new(|p| contains(p, "Ångström"))),
        ("q=%25", Box::new(|p| contains(p, "%"))),
        ("q=_", Box::new(|p| contains(p, "_"))),
        ("q=hopper&role=customer", Box::new(|p| contains(p, "hopper") && p["role"] == "customer")),
        ("q=nobody-has-this", Box::new(|_| false)),
    ];
    let mut found = 0;
    for (filter, fits) in &filters {
        for sort in ["created_at", "-created_at", "-tickets"] {
            let expected = naive(&everybody, fits, sort);
            found += expected.len();
            for limit in [1, 4, 100] {
                let listed = pages(&app, &root, format!("{filter}&sort={sort}").trim_start_matches('&'), limit).await;
                assert_eq!(ids(&listed), expected, "{filter} by {sort}, {limit} a page");
            }
        }
        assert_eq!(
            ids(&pages(&app, &root, filter.trim_start_matches('&'), 100).await),
            naive(&everybody, fits, "-created_at")
        );
    }
    assert!(found > 200, "the filters found too little to compare: {found}");
    app.finish().await;
}

#[tokio::test]
async fn somebody_who_comes_while_others_turn_pages_disturbs_nobody() {
    let app = TestApp::start().await;
    let root = crowd(&app).await;
    for sort in ["created_at", "-created_at"] {
        let before = pages(&app, &root, &format!("sort={sort}"), 100).await;
        let first = app.get(&root, &format!("/users?limit=5&sort={sort}")).await.expect(200);
        app.wait(Duration::seconds(1));
        app.appoint(&format!("late{}", sort.len()), "customer").await;
        app.delete(&root, &format!("/users/{}", text(&before[20], "username"))).await.expect(204);
        let cursor = text(&first["page"], "next_cursor");
        let rest = app.get(&root, &format!("/users?limit=100&sort={sort}&cursor={cursor}")).await.expect(200);

        let mut seen = ids(first["data"].as_array().unwrap());
        seen.extend(ids(rest["data"].as_array().unwrap()));
        let late = format!("late{}", sort.len());
        let mut expected: Vec<_> =
            ids(&before).into_iter().filter(|name| *name != text(&before[20], "username")).collect();
        if sort == "created_at" {
            expected.push(&late);
        }
        assert_eq!(seen, expected);
    }
    app.finish().await;
}

#[tokio::test]
async fn the_numbers_of_a_person_are_the_true_counts() {
    let app = TestApp::start().await;
    let bob = app.engineer("bob").await;
    let ada = app.customer("ada").await;
    let root = app.superadmin().await;
    for number in 0..4 {
        app.open_ticket(&ada, &format!("Number {number}")).await;
    }
    app.patch(&ada, "/tickets/1", json!({"status": "closed"})).await.expect(200);
    app.patch(&root, "/tickets/2", json!({"status": "blocked"})).await.expect(200);

    let numbers = async |name: &str| {
        let user = app.get(&root, &format!("/users/{name}")).await.expect(200);
        (user["open_tickets"].clone(), user["tickets_count"].clone())
    };
    assert_eq!(numbers("bob").await, (json!(2), json!(0)));
    assert_eq!(numbers("ada").await, (json!(0), json!(4)));
    app.delete(&root, "/tickets/3").await.expect(204);
    assert_eq!(numbers("bob").await, (json!(1), json!(0)));
    assert_eq!(numbers("ada").await, (json!(0), json!(3)));
    assert_eq!(app.get(&bob, "/me").await.expect(200)["open_tickets"], 1);
    assert_eq!(app.get(&ada, "/me").await.expect(200).get("open_tickets"), None);
    app.finish().await;
}
