use serde_json::json;

use crate::support::{BROKEN, Service};

#[actix_web::test]
async fn every_answer_carries_its_request_id_and_the_security_headers() {
    let service = Service::new().await;
    let root = service.root().await;
    let answers = [
        service.get("/healthz").send().await,
        service.get("/me").by(&root).send().await,
        service.get("/me").send().await,
        service.get("/elsewhere").send().await,
        service.call("PUT", "/me").send().await,
        service.post("/auth/signup", &json!({})).send().await,
    ];

    for answer in answers {
        assert_eq!(answer.header("x-request-id").len(), 36);
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        assert_eq!(answer.header("content-security-policy"), "default-src 'none'; frame-ancestors 'none'");
        assert_eq!(answer.header("cache-control"), "no-store");
    }
}

#[actix_web::test]
async fn no_two_requests_have_the_same_id() {
    let service = Service::new().await;

    let one = service.get("/healthz").header("x-request-id", "mine").send().await;
    let other = service.get("/healthz").header("x-request-id", "mine").send().await;

    assert_ne!(one.header("x-request-id"), other.header("x-request-id"));
    assert_ne!(one.header("x-request-id"), "mine");
}

#[actix_web::test]
async fn an_unknown_address_is_a_problem() {
    let service = Service::new().await;
    let root = service.root().await;

    for path in ["/elsewhere", "/api/v1", "/api/v1/", "/nonsense", "/tickets/1/nonsense", "/tickets//", "/api/v2/me"] {
        service.get(path).by(&root).send().await.problem(404, "not-found");
    }
}

#[actix_web::test]
async fn a_wrong_method_is_told_the_right_ones() {
    let service = Service::new().await;

    for (method, path, allow) in [
        ("PUT", "/tickets", "GET, HEAD, OPTIONS, POST"),
        ("DELETE", "/tickets", "GET, HEAD, OPTIONS, POST"),
        ("PUT", "/tickets/1", "DELETE, GET, HEAD, OPTIONS, PATCH"),
        ("GET", "/tickets/1/take", "OPTIONS, POST"),
        ("HEAD", "/tickets/1/take", "OPTIONS, POST"),
        ("GET", "/auth/signin", "OPTIONS, POST"),
        ("BREW", "/me", "GET, HEAD, OPTIONS, PATCH"),
        ("POST", "/healthz", "GET, HEAD, OPTIONS"),
    ] {
        let answer = service.call(method, path).send().await;
        answer.problem(405, "method-not-allowed");
        assert_eq!(answer.header("allow"), allow, "{method} {path}");
    }
}

#[actix_web::test]
async fn head_is_answered_where_get_is() {
    let service = Service::new().await;

    assert_eq!(service.call("HEAD", "/healthz").send().await.status, 200);
    assert_eq!(service.call("HEAD", "/me").send().await.status, 401);
}

#[actix_web::test]
async fn a_panic_is_a_problem_that_tells_nothing() {
    let service = Service::new().await;
    *service.readiness.0.lock().unwrap() = Some(vec![BROKEN.to_owned()]);

    let answer = service.get("/readyz").send().await;

    answer.problem(500, "internal");
    assert!(!answer.text().contains("secret"), "{}", answer.text());
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
}

#[actix_web::test]
async fn readiness_names_what_is_wrong_and_health_does_not_look() {
    let service = Service::new().await;
    service.get("/readyz").send().await.success(200);
    *service.readiness.0.lock().unwrap() = Some(vec!["the database is away".to_owned(), "mail is late".to_owned()]);

    let answer = service.get("/readyz").send().await;

    assert_eq!(answer.problem(503, "not-ready")["detail"], "the database is away; mail is late");
    assert_eq!(answer.header("retry-after"), "5");
    service.get("/healthz").send().await.success(200);
}

#[actix_web::test]
async fn without_a_valid_token_nothing_else_of_a_request_is_read() {
    let service = Service::new().await;
    let root = service.root().await;
    let strange = [
        String::new(),
        "Bearer".to_owned(),
        "Bearer ".to_owned(),
        "Bearer nonsense".to_owned(),
        format!("Basic {}", root.token),
        root.token.clone(),
        "Bearer \u{fc}".to_owned(),
    ];

    for value in strange {
        let answer = service.call("POST", "/tickets?x=1").header("authorization", &value).body("{").send().await;
        answer.problem(401, "unauthenticated");
        assert_eq!(answer.header("www-authenticate"), "Bearer", "{value}");
    }
    let twice = service.get("/me").by(&root).by(&root).send().await;
    twice.problem(401, "unauthenticated");
    service.get("/me").header("authorization", &format!("bearer {}", root.token)).send().await.success(200);
}

#[actix_web::test]
async fn a_needlessly_encoded_path_is_the_same_path() {
    let service = Service::new().await;
    let root = service.root().await;

    service.get("/%6de").by(&root).send().await.success(200);
    service.get("/%6de").send().await.problem(401, "unauthenticated");
    service.call("PUT", "/%6de").send().await.problem(405, "method-not-allowed");
}

#[actix_web::test]
async fn what_was_created_is_found_where_its_answer_says_also_below_a_path_of_the_public_address() {
    let service = Service::new().await;
    let carla = service.customer("carla").await;
    let ticket = json!({"title": "Printer", "description": "It burns."});
    for (path, body) in [("/tickets", ticket), ("/tickets/1/messages", json!({"body": "Still burning."}))] {
        let created = service.post(path, &body).by(&carla).send().await;
        let id = created.success(201)["id"].clone();
        let location = created.header("location");
        let at = location.strip_prefix("/help/api/v1").unwrap_or_else(|| panic!("{path}: {location}"));
        assert_eq!(service.get(at).by(&carla).send().await.success(200)["id"], id);
    }
}
