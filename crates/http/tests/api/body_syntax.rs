//! Bodies that cannot be read at all: no JSON, not announced as such, too large.

use serde_json::json;

use crate::support::{Service, SignedIn};

/// A service with one ticket.
async fn desk() -> (Service, SignedIn) {
    let service = Service::new().await;
    let root = service.root().await;
    service.ticket(&root, "Printer").await;
    (service, root)
}

#[actix_web::test]
async fn a_field_that_comes_twice_is_refused() {
    let service = Service::new().await;
    let body = r#"{"login": "root", "login": "other", "password": "x"}"#;

    let call = service.call("POST", "/auth/signin").header("content-type", "application/json").body(body);
    let answer = call.send().await;

    answer.problem(422, "invalid-fields");
    assert_eq!(answer.errors(), ["/login repeated"]);
}

#[actix_web::test]
async fn what_is_no_json_is_a_bad_request() {
    let (service, root) = desk().await;
    let deep = format!("{{\"title\": {}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    let broken: [&[u8]; 8] = [
        b"",
        b"{",
        b"{\"title\": \"x\"",
        b"{\"title\": \"\xff\"}",
        b"{\"title\": \"\\ud800\"}",
        b"{\"title\": 1e999}",
        b"{} {}",
        deep.as_bytes(),
    ];

    for body in broken {
        let call = service.call("POST", "/tickets").by(&root).header("content-type", "application/json").body(body);
        call.send().await.problem(400, "broken-json");
    }
}

#[actix_web::test]
async fn json_that_is_no_object_has_the_wrong_type() {
    let (service, root) = desk().await;

    for body in ["[]", "null", "5", "\"x\"", "true"] {
        let call = service.call("POST", "/tickets").by(&root).header("content-type", "application/json").body(body);
        let answer = call.send().await;
        answer.problem(422, "invalid-fields");
        assert_eq!(answer.errors(), [" type"], "{body}");
    }
}

#[actix_web::test]
async fn a_body_that_is_not_announced_as_json_is_refused() {
    let (service, root) = desk().await;

    for media in ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin1", "nonsense", ""]
    {
        let call = service.call("POST", "/tickets").by(&root).header("content-type", media).body("{}");
        call.send().await.problem(415, "unsupported-media-type");
    }
    service.call("POST", "/tickets").by(&root).body("{}").send().await.problem(415, "unsupported-media-type");
    let zipped = service.call("POST", "/tickets").by(&root).json(&json!({})).header("content-encoding", "gzip");
    zipped.send().await.problem(415, "unsupported-media-type");
    for media in ["application/json; charset=UTF-8", "application/merge-patch+json"] {
        let call = service.call("PATCH", "/me").by(&root).header("content-type", media).body("{}");
        call.send().await.success(200);
    }
}

#[actix_web::test]
async fn a_body_over_its_limit_is_too_large() {
    let (service, root) = desk().await;
    let of = |bytes: usize| json!({"name": "x".repeat(bytes)});

    service.patch("/me", &of(63 * 1024)).by(&root).send().await.problem(422, "invalid-fields");
    service.patch("/me", &of(64 * 1024)).by(&root).send().await.problem(413, "too-large");
    let large = json!({"body": "x".repeat(3 * 384 * 1024)});
    service.post("/tickets/1/messages", &large).by(&root).send().await.problem(413, "too-large");
    let request = service.call("PATCH", "/me").by(&root).header("content-type", "application/json");
    let request = request.header("content-length", "99999999");
    request.send().await.problem(413, "too-large");
}

#[actix_web::test]
async fn the_longest_text_fits_however_a_client_writes_its_characters() {
    let (service, root) = desk().await;
    for (character, written) in [
        ("\u{1F4A9}", "\u{1F4A9}"),
        ("\u{1F4A9}", "\\ud83d\\udca9"),
        ("\u{e9}", "\\u00e9"),
        ("\"", "\\u0022"),
        ("\n", "\\n"),
    ] {
        // A text does not begin or end with an empty line.
        let text = format!("x{}x", written.repeat(65_534));
        let title = written.replace("\\n", "n").repeat(200);
        let body = format!(r#"{{"title": "{title}", "description": "{text}"}}"#);
        let call = service.call("POST", "/tickets").by(&root).header("content-type", "application/json").body(body);
        let opened = call.send().await.success(201);
        assert_eq!(opened["description"], format!("x{}x", character.repeat(65_534)), "{written}");
    }
}

#[actix_web::test]
async fn the_longest_text_of_the_widest_characters_fits() {
    let (service, root) = desk().await;
    let text = "\u{1F4A9}".repeat(65_536);

    let body = json!({"title": "x".repeat(200), "description": text});
    let opened = service.post("/tickets", &body).by(&root).send().await.success(201);
    service.post("/tickets/1/messages", &json!({"body": text})).by(&root).send().await.success(201);

    assert_eq!(opened["description"].as_str().map(|text| text.chars().count()), Some(65_536));
}
