//! What browsers and their caches ask of an answer.

use serde_json::json;

use crate::support::Service;

#[actix_web::test]
async fn a_read_of_what_the_client_knows_is_answered_without_a_body() {
    let service = Service::new().await;
    let carla = service.customer("carla").await;
    let number = service.ticket(&carla, "Printer").await;
    let path = format!("/tickets/{number}");

    for known in ["\"1\"", "W/\"1\"", "\"7\", \"1\"", "*"] {
        for method in ["GET", "HEAD"] {
            let answer = service.call(method, &path).by(&carla).header("if-none-match", known).send().await;
            assert_eq!((answer.status, answer.text().as_str()), (304, ""), "{method} {known}");
            assert_eq!(answer.header("etag"), "\"1\"");
        }
    }
    for other in ["\"2\"", "\"11\"", "1"] {
        service.get(&path).by(&carla).header("if-none-match", other).send().await.success(200);
    }
    let change = service.patch(&path, &json!({"title": "Fire"})).by(&carla).header("if-none-match", "*");
    change.send().await.success(200);
}

#[actix_web::test]
async fn options_names_the_methods_of_an_address_and_needs_no_token() {
    let service = Service::new().await;

    let answer = service.call("OPTIONS", "/tickets/1").send().await;

    assert_eq!((answer.status, answer.header("allow")), (204, "DELETE, GET, HEAD, OPTIONS, PATCH"));
    service.call("OPTIONS", "/elsewhere").send().await.problem(404, "not-found");
}

#[actix_web::test]
async fn only_scripts_of_the_origins_in_the_settings_may_call() {
    let service = Service::new().await;
    let carla = service.customer("carla").await;
    for (origin, allowed) in [
        ("https://intranet.example.com", "https://intranet.example.com"),
        ("https://intranet.example.com.evil.test", ""),
        ("http://intranet.example.com", ""),
        ("null", ""),
    ] {
        let preflight = service.call("OPTIONS", "/tickets").header("origin", origin);
        let preflight = preflight.header("access-control-request-method", "POST").send().await;
        assert_eq!(preflight.header("access-control-allow-origin"), allowed, "{origin}");
        let answer = service.get("/me").by(&carla).header("origin", origin).send().await;
        assert_eq!(answer.header("access-control-allow-origin"), allowed, "{origin}");
        assert_eq!(answer.header("access-control-allow-credentials"), "");
    }
    let answer = service.get("/me").by(&carla).header("origin", "https://intranet.example.com").send().await;
    assert!(answer.header("access-control-expose-headers").to_lowercase().contains("etag"));
}

#[actix_web::test]
async fn long_reads_are_compressed_for_who_asks_and_answers_with_secrets_never() {
    let service = Service::new().await;
    let carla = service.customer("carla").await;
    let long = json!({"title": "Long", "description": "The printer is on fire. ".repeat(400)});
    let opened = service.post("/tickets", &long).by(&carla).header("accept-encoding", "gzip").send().await;
    assert_eq!(opened.header("content-encoding"), "", "an answer to a change");
    let read = async |path: &str, accepted: &str| {
        let answer = service.get(path).by(&carla).header("accept-encoding", accepted).send().await;
        (answer.header("content-encoding").to_owned(), answer.header("vary").to_owned(), answer.body)
    };

    let (coding, vary, body) = read("/tickets/1", "br, gzip;q=0.8").await;
    assert_eq!((coding.as_str(), &body[..2]), ("gzip", &[0x1f, 0x8b][..]));
    assert!(vary.starts_with("accept-encoding"), "{vary}");
    assert!(body.len() < 2_000, "{}", body.len());
    for (path, accepted) in [("/tickets/1", "identity"), ("/tickets/1", "gzip;q=0"), ("/me/sessions", "gzip")] {
        assert_eq!(read(path, accepted).await.0, "", "{path} {accepted}");
    }
    let signed_in = service.post("/auth/signin", &json!({"login": "carla", "password": crate::support::PASSWORD}));
    assert_eq!(signed_in.header("accept-encoding", "gzip").send().await.header("content-encoding"), "");
}

#[actix_web::test]
async fn a_slash_at_the_end_of_an_address_of_the_api_makes_no_difference() {
    let service = Service::new().await;
    let carla = service.customer("carla").await;
    service.ticket(&carla, "Printer").await;

    let lists =
        [service.get("/tickets").by(&carla).send().await, service.get("/tickets/?limit=5").by(&carla).send().await];
    assert_eq!(lists[0].success(200), lists[1].success(200));
    service.post("/tickets/", &json!({"title": "Two", "description": "Two"})).by(&carla).send().await.success(201);
    service.get("/healthz/").send().await.problem(404, "not-found");
}
