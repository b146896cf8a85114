use std::collections::{BTreeMap, BTreeSet};

use crate::support::{Contract, TestApp};

const METHODS: [&str; 10] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get"];

#[tokio::test]
async fn every_address_refuses_every_method_that_it_does_not_know_and_names_those_it_does() {
    let app = TestApp::start().await;
    let root = app.superadmin().await;
    let mut known: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for operation in Contract::of(&app).await.operations() {
        let methods = known.entry(operation.path).or_default();
        methods.insert(operation.method.to_string());
        if operation.method == reqwest::Method::GET {
            methods.insert("HEAD".to_owned());
        }
        methods.insert("OPTIONS".to_owned());
    }
    for (path, methods) in &known {
        let address = format!("/{}", path.replace("{ticket}", "1").replace("{user}", "admin"));
        let allow: Vec<_> = methods.iter().map(String::as_str).collect();
        for method in METHODS.iter().filter(|method| !methods.contains(**method)) {
            for who in [None, Some(&root)] {
                let answer = app.call(who, method, &address, None).await;
                assert_eq!(answer.status, 405, "{method} {path}: {}", answer.body);
                if *method != "HEAD" {
                    answer.expect_problem(405, "method-not-allowed");
                }
                assert_eq!(answer.header("allow"), allow.join(", "), "{method} {path}");
            }
        }
    }
    assert_eq!(app.get(&root, "/users?count=true").await.expect(200)["page"]["total"], 1);
    app.finish().await;
}

#[tokio::test]
async fn head_answers_as_get_does_without_the_body() {
    let app = TestApp::start().await;
    let root = app.superadmin().await;
    app.open_ticket(&root, "Printer").await;
    for operation in Contract::of(&app).await.operations().iter().filter(|one| one.method == reqwest::Method::GET) {
        let address = format!("/{}", operation.path.replace("{ticket}", "1").replace("{user}", "admin"));
        for who in [None, Some(&root)] {
            let (get, head) = (app.call(who, "GET", &address, None).await, app.call(who, "HEAD", &address, None).await);
            assert_eq!(head.status, get.status, "{address}");
            assert_eq!(head.body, "", "{address}");
            // Every request makes the metrics longer.
            let headers = ["content-type", "etag", "link", "www-authenticate", "content-length"];
            for header in headers.iter().filter(|header| address != "//metrics" || **header != "content-length") {
                assert_eq!(head.header(header), get.header(header), "{header} of {address}");
            }
        }
    }
    app.finish().await;
}

#[tokio::test]
async fn an_unknown_address_is_a_problem_for_everybody() {
    let app = TestApp::start().await;
    let root = app.superadmin().await;
    for path in [
        "//nowhere",
        "//api",
        "//api/v1",
        "//api/v1/",
        "//api/v2/me",
        "//API/V1/me",
        "//api/v1//me",
        "/me//",
        "/ME",
        "/tickets/1/nothing",
        "/tickets/1/take/2",
        "/auth",
        "/users/admin/nothing",
        "//healthz/",
        "//.env",
        "//.git/config",
        "//admin",
        "//index.html",
        "//metrics.php",
        "/tickets%2F1",
        "//%00",
        "//api/v1/me;x=1",
        "/me%20",
    ] {
        for who in [None, Some(&root)] {
            for method in ["GET", "POST", "DELETE", "OPTIONS"] {
                let answer = app.call(who, method, path, None).await;
                assert_eq!(answer.status, 404, "{method} {path}: {}", answer.body);
                answer.expect_problem(404, "not-found");
            }
        }
    }
    app.finish().await;
}
