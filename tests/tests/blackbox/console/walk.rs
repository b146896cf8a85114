use std::fmt::Write as _;

use deskhand_http_core::routing::Access;
use deskhand_web::{PAGES, PageRoute};
use reqwest::header::{ACCEPT, COOKIE, LOCATION};
use reqwest::{Client, Method, redirect};

use super::session::cookie_of;
use crate::support::TestApp;

/// Who walks, the least first.
const ROLES: [(&str, Access); 5] = [
    ("", Access::Public),
    ("ada", Access::SignedIn),
    ("edgar", Access::Staff),
    ("anna", Access::Admins),
    ("admin", Access::Superadmins),
];

fn client() -> Client {
    Client::builder().redirect(redirect::Policy::none()).no_proxy().build().unwrap()
}

/// The address of a page, with a ticket that the customer opened, and people who are there.
pub(super) fn path_of(page: &PageRoute, number: &str) -> String {
    let path = page.path.replace("{ticket}", number).replace("{user}", "ada").replace("{code}", "not-found");
    path.replace("{hash}", "0").replace("{file}", "console.css")
}

#[tokio::test]
async fn every_page_answers_every_role_as_the_table_says() {
    let app = TestApp::with("http.public_url", "http://127.0.0.1").start().await;
    app.engineer("edgar").await;
    app.admin("anna").await;
    let ada = app.customer("ada").await;
    let number = app.open_ticket(&ada, "Printer").await["number"].to_string();
    let (base, client) = (app.base(), client());
    let mut faults = String::new();
    for (login, role) in ROLES {
        let cookie = if login.is_empty() { String::new() } else { cookie_of(&app, login).await };
        for page in PAGES.iter().filter(|page| page.path != "/live" && page.path != "/sign-out") {
            let method: Method = page.method.parse().unwrap();
            let mut request = client.request(method, format!("{base}{}", path_of(page, &number)));
            request = request.header("origin", &base).header(COOKIE, &cookie);
            if page.method == "POST" {
                request = request.form(&[("nothing", "")]);
            }
            let answer = request.send().await.unwrap();
            let status = answer.status().as_u16();
            let leads_to_sign_in =
                answer.headers().get(LOCATION).is_some_and(|to| to.to_str().unwrap().starts_with("/sign-in"));
            let is_right = match (page.access, role) {
                (Access::Public, _) => status != 401 && status != 403 && status < 500,
                (_, Access::Public) if page.method == "GET" && !page.for_scripts => status == 303 && leads_to_sign_in,
                (_, Access::Public) => status == 401,
                (needed, has) if has < needed => status == 403,
                // What a policy or the domain allows beyond the role is asked by other tests.
                _ => {
                    let may_be_denied = page.method == "POST" || page.path.starts_with("/people");
                    status != 401 && (status != 403 || may_be_denied) && status < 500 && !leads_to_sign_in
                }
            };
            if !is_right {
                writeln!(faults, "{} {} as {role:?}: {status}", page.method, page.path).unwrap();
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
    app.finish().await;
}

#[tokio::test]
async fn each_person_is_offered_the_pages_that_they_may_open() {
    let app = TestApp::with("http.public_url", "http://127.0.0.1").start().await;
    app.customer("ada").await;
    app.engineer("edgar").await;
    app.admin("anna").await;
    let ask = async |path: &str, cookie: &str| {
        let answer = client().get(format!("{}{path}", app.base())).header(COOKIE, cookie).send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    };
    for (login, least, role) in [("ada", 8, "customer"), ("edgar", 14, "engineer"), ("anna", 18, "admin")] {
        let cookie = cookie_of(&app, login).await;
        let (_, page) = ask("/go", &cookie).await;
        let list = page.split_once("id=\"found\"").unwrap().1;
        let paths: Vec<&str> = list.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        assert!(paths.len() >= least, "{role}: {paths:?}");
        for path in &paths {
            assert_eq!(ask(path, &cookie).await.0, 200, "{role}: {path}");
        }
        // A page without a parameter that they may open, and that has a name, is among them.
        for page in PAGES.iter().filter(|page| page.method == "GET" && page.path.matches('/').count() == 1) {
            let is_named = !["/", "/go", "/live"].contains(&page.path) && page.access != Access::Public;
            if is_named && !paths.contains(&page.path) {
                assert_eq!(ask(page.path, &cookie).await.0, 403, "{role}: {} is not offered", page.path);
            }
        }
    }
    app.finish().await;
}

#[tokio::test]
async fn tickets_of_others_are_pages_that_are_not_there() {
    let app = TestApp::with("http.public_url", "http://127.0.0.1").start().await;
    let ada = app.customer("ada").await;
    app.customer("curt").await;
    let number = app.open_ticket(&ada, "Printer").await["number"].to_string();
    let (base, client) = (app.base(), client());
    let cookie = cookie_of(&app, "curt").await;
    for page in PAGES.iter().filter(|page| page.path.contains("{ticket}")) {
        let mut answers = Vec::new();
        for ticket in [number.as_str(), "999"] {
            let url = format!("{base}{}", path_of(page, ticket));
            let form: &[(&str, &str)] = &[
                ("body", "x"),
                ("status", "closed"),
                ("version", "1"),
                ("priority", "low"),
                ("assignee", ""),
                ("muted", "true"),
                ("stars", "3"),
                ("title", "x"),
                ("description", "x"),
                ("base_title", ""),
                ("base_description", ""),
                ("person", "ada"),
                ("typed", "1"),
            ];
            let request =
                client.request(page.method.parse().unwrap(), url).header("origin", &base).header(COOKIE, &cookie);
            let request = if page.method == "POST" { request.form(form) } else { request };
            answers.push(request.send().await.unwrap().status().as_u16());
        }
        assert_eq!(answers[0], answers[1], "{} {}", page.method, page.path);
        assert!(matches!(answers[0], 403 | 404), "{} {}: {answers:?}", page.method, page.path);
    }
    app.finish().await;
}

#[tokio::test]
async fn browsers_that_follow_an_old_link_get_to_the_page_of_the_ticket() {
    let app = TestApp::with("http.public_url", "https://example.com/desk").start().await;
    let ask =
        |accept: &'static str| client().get(format!("{}/api/v1/tickets/7", app.base())).header(ACCEPT, accept).send();
    let answer = ask("text/html,application/xhtml+xml,*/*;q=0.8").await.unwrap();
    assert_eq!((answer.status().as_u16(), answer.headers()[LOCATION].to_str().unwrap()), (303, "/desk/tickets/7"));
    for program in ["application/json", "*/*"] {
        assert_eq!(ask(program).await.unwrap().status(), 401, "{program}");
    }
    app.finish().await;
}
