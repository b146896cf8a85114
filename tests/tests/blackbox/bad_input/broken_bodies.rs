use super::routes::{desk, routes};

/// What no JSON reader accepts, or none should.
fn broken() -> Vec<(Vec<u8>, &'static str)> {
    let nested = |open: &str, close: &str, depth: usize| format!("{}{}", open.repeat(depth), close.repeat(depth));
    let mut broken: Vec<(Vec<u8>, _)> = [
        ("", "nothing"),
        (" \n", "white space"),
        ("{", "an open brace"),
        ("{\"name\": \"x\"", "no closing brace"),
        ("{\"name\": \"x\",}", "a trailing comma"),
        ("{'name': 'x'}", "single quotes"),
        ("{name: 1}", "a bare name"),
        ("{} {}", "two documents"),
        ("{}x", "something after the end"),
        ("{\"a\": NaN}", "not a number"),
        ("{\"a\": 01}", "a leading zero"),
        ("{\"a\": 1e999}", "an infinite number"),
        ("{\"a\": \"\\ud800\"}", "a lone surrogate"),
        ("{\"a\": \"\\udc00\\ud800\"}", "surrogates the wrong way round"),
        ("{\"a\": \"\\x41\"}", "an unknown escape"),
        ("{\"a\": \"line\nbreak\"}", "a bare line break"),
        ("{\"a\": \"\u{0}\"}", "a bare NUL"),
        ("// comment\n{}", "a comment"),
        ("\u{feff}{}", "a byte order mark"),
        ("name=x&title=y", "a form"),
        ("<xml/>", "another language"),
    ]
    .map(|(text, what)| (text.as_bytes().to_vec(), what))
    .into();
    broken.push((b"{\"name\": \"\xff\xfe\"}".to_vec(), "no UTF-8"));
    broken.push((b"{\"name\": \"\xed\xa0\x80\"}".to_vec(), "a surrogate in UTF-8"));
    broken.push((b"\xff\xfe{\x00}\x00".to_vec(), "UTF-16"));
    broken.push((format!("{{\"name\": {}}}", nested("[", "]", 20_000)).into_bytes(), "deep arrays"));
    broken.push((format!("{}1{}", "{\"a\":".repeat(5_000), "}".repeat(5_000)).into_bytes(), "deep objects"));
    broken
}

#[tokio::test]
async fn what_cannot_be_read_as_json_is_a_bad_request_on_every_route() {
    let (app, contract, superadmin) = desk().await;
    let before = app.everything(&superadmin).await;
    for route in routes() {
        for (body, what) in broken() {
            let answer = app.send_text(&superadmin, route.method, &route.address(), body).await;
            assert_eq!(answer.status, 400, "{} {}, {what}: {}", route.method, route.path, answer.body);
            answer.expect_problem(400, "broken-json");
            contract.check(&contract.operation(route.method, route.path), &answer);
        }
    }
    assert_eq!(app.everything(&superadmin).await, before);
    app.finish().await;
}

#[tokio::test]
async fn json_that_is_no_object_and_fields_that_come_twice_are_refused_on_every_route() {
    let (app, contract, superadmin) = desk().await;
    let before = app.everything(&superadmin).await;
    for route in routes() {
        let (name, value) = route.good.as_object().unwrap().iter().next().unwrap();
        let rest = route.good.to_string();
        let twice = format!("{{\"{name}\": {value}, {}", &rest[1..]);
        let whole = format!("[{rest}]");
        let deep = format!("{}{}", "[".repeat(20_000), "]".repeat(20_000));
        let bodies = [
            ("[]", ""),
            (&deep, ""),
            ("null", ""),
            ("0", ""),
            ("\"text\"", ""),
            ("true", ""),
            (&whole, ""),
            (&twice, name),
        ];
        for (body, of) in bodies {
            let answer = app.send_text(&superadmin, route.method, &route.address(), body).await;
            let problem = answer.expect_problem(422, "invalid-fields");
            let pointer = if of.is_empty() { String::new() } else { format!("/{of}") };
            assert_eq!(problem["errors"][0]["pointer"], pointer, "{} {}: {body}", route.method, route.path);
            contract.check(&contract.operation(route.method, route.path), &answer);
        }
    }
    assert_eq!(app.everything(&superadmin).await, before);
    app.finish().await;
}

#[tokio::test]
async fn a_body_that_is_not_announced_as_json_is_refused_on_every_route() {
    let (app, contract, superadmin) = desk().await;
    let before = app.everything(&superadmin).await;
    for route in routes() {
        let request = |headers: &[(&str, &str)]| {
            let request = app.request(route.method.parse().unwrap(), &route.address()).bearer_auth(&superadmin.token);
            let request = request.body(route.good.to_string());
            headers.iter().fold(request, |request, (name, value)| request.header(*name, *value))
        };
        for headers in [
            &[][..],
            &[("content-type", "")],
            &[("content-type", "text/plain")],
            &[("content-type", "application/x-www-form-urlencoded")],
            &[("content-type", "multipart/form-data; boundary=x")],
            &[("content-type", "application/xml")],
            &[("content-type", "application/jsonp")],
            &[("content-type", "nonsense")],
            &[("content-type", "application/json; charset=iso-8859-1")],
            &[("content-type", "application/json"), ("content-encoding", "gzip")],
            &[("content-type", "application/json"), ("content-encoding", "br")],
        ] {
            let answer = app.send(request(headers)).await;
            assert_eq!(answer.status, 415, "{} {} {headers:?}: {}", route.method, route.path, answer.body);
            answer.expect_problem(415, "unsupported-media-type");
            contract.check(&contract.operation(route.method, route.path), &answer);
        }
    }
    assert_eq!(app.everything(&superadmin).await, before);
    app.finish().await;
}

#[tokio::test]
async fn a_body_over_its_limit_is_too_large_on_every_route() {
    let (app, contract, superadmin) = desk().await;
    let before = app.everything(&superadmin).await;
    for route in routes() {
        for bytes in [1200 * 1024, 3 * 1024 * 1024] {
            let mut body = route.good.to_string();
            body.push_str(&" ".repeat(bytes));
            let answer = app.send_text(&superadmin, route.method, &route.address(), body).await;
            answer.expect_problem(413, "too-large");
            contract.check(&contract.operation(route.method, route.path), &answer);
        }
    }
    assert_eq!(app.everything(&superadmin).await, before);
    app.finish().await;
}
