use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use crate::http::{field, get, get_as, post};
use crate::workplace::Workplace;

#[test]
fn no_log_however_talkative_tells_an_api_key() {
    let place = Workplace::new()
        .with("DESKHAND__BOOTSTRAP__PASSWORD", "correct horse battery")
        .with("DESKHAND__LOG__LEVEL", "trace");
    let serving = place.serve();
    let address = serving.address();
    let sign_in = r#"{"login": "admin", "password": "correct horse battery"}"#;
    let token = field(&post(&address, "/api/v1/auth/signin", "", sign_in), "access_token");
    let wanted = r#"{"name": "Logged", "scopes": ["read", "staff:register"]}"#;
    let key = field(&post(&address, "/api/v1/api-keys", &token, wanted), "key");
    assert!(post(&address, "/api/v1/api-keys", &key, wanted).starts_with("HTTP/1.1 403"));
    assert!(post(&address, "/api/v1/auth/signup", &key, "{}").starts_with("HTTP/1.1 422"));
    serving.log.wait_for_lines("answered", 4);
    let secret = &key[36..];
    assert_eq!((serving.log.count(&key), serving.log.count(secret)), (0, 0));
    let (_, printed) = serving.stop();
    assert!(!printed.concat().contains(secret));
}

#[test]
fn security_events_are_lines_of_the_log_without_secrets() {
    let serving = Workplace::new().with("DESKHAND__BOOTSTRAP__PASSWORD", "correct horse battery").serve();
    let address = serving.address();
    for (login, password) in
        [("admin", "wrong staple"), ("typed here by mistake", "x"), ("admin", "correct horse battery")]
    {
        post(&address, "/api/v1/auth/signin", "", &format!(r#"{{"login": "{login}", "password": "{password}"}}"#));
    }
    assert!(get_as(&address, "/api/v1/me", "made.up.token").starts_with("HTTP/1.1 401"));
    for event in [
        r#""message":"Security event","security_event":"sign_in_failed","person":""#,
        r#""message":"Security event","security_event":"sign_in_failed","address":"127.0.0.1","reason":"unknown_login""#,
        r#""message":"Security event","security_event":"signed_in","person":""#,
        r#""message":"Security event","security_event":"token_refused","address":"127.0.0.1""#,
    ] {
        serving.log.wait_for(event);
    }
    for secret in ["wrong staple", "typed here by mistake", "correct horse battery", "made.up.token"] {
        assert_eq!(serving.log.count(secret), 0, "{secret}");
    }
    assert!(serving.stop().0);
}

fn line<'a>(printed: &'a [String], words: &str) -> Option<&'a str> {
    printed.iter().map(String::as_str).find(|line| line.contains(words))
}

#[test]
fn the_first_start_prints_a_password_once_and_a_later_one_none() {
    let place = Workplace::new();
    let serving = place.serve();
    assert!(get(&serving.address(), "/healthz").starts_with("HTTP/1.1 200"));
    assert!(get(&serving.address(), "/readyz").starts_with("HTTP/1.1 200"));
    let (ended_well, printed) = serving.stop();
    assert!(ended_well, "SIGTERM ends it with 0");
    assert!(line(&printed, "first superadmin").unwrap().ends_with("admin"));
    let password = line(&printed, "password").unwrap().split_whitespace().nth(1).unwrap();
    assert_eq!(password.len(), 20, "{password}");

    let serving = place.serve();
    assert!(get(&serving.address(), "/healthz").starts_with("HTTP/1.1 200"));
    let sign_in = format!(r#"{{"login": "admin", "password": "{password}"}}"#);
    let (_, printed) = {
        assert!(post(&serving.address(), "/api/v1/auth/signin", "", &sign_in).starts_with("HTTP/1.1 200"));
        serving.stop()
    };
    let hint = line(&printed, "password").unwrap();
    assert!(!printed.concat().contains(password) && hint.contains("`deskhand admin password admin`"), "{printed:#?}");

    let (_, printed) = place.serve().stop();
    assert_eq!(line(&printed, "password"), None, "now they have signed in: {printed:#?}");
}

#[test]
fn the_generated_secret_is_for_its_owner_only_and_stays() {
    use std::os::unix::fs::PermissionsExt;
    let place = Workplace::new();
    place.serve().stop();
    let file = place.path("data/secret");
    let secret = std::fs::read_to_string(&file).unwrap();
    assert!(secret.len() >= 43, "256 bits at least");
    assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    place.serve().stop();
    assert_eq!(std::fs::read_to_string(&file).unwrap(), secret);
}

#[test]
fn a_configured_password_is_never_printed_even_if_it_looks_like_a_number() {
    let place = Workplace::new().with("DESKHAND__BOOTSTRAP__PASSWORD", "70915386240918273564");
    let serving = place.serve();
    let body = r#"{"login": "admin", "password": "70915386240918273564"}"#;
    let answer = post(&serving.address(), "/api/v1/auth/signin", "", body);
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let (_, printed) = serving.stop();
    assert!(!printed.concat().contains("70915386240918273564"));
}

#[test]
fn strangers_write_no_errors_into_the_log_and_are_counted() {
    let place = Workplace::new().with("DESKHAND__LOG__LEVEL", "info");
    let serving = place.serve();
    let address = serving.address();
    for nonsense in ["nonsense\r\n\r\n", "GET / HTTP/1.1\r\nHost: d\r\nx: a\0b\r\n\r\n"] {
        for _ in 0..50 {
            let mut stream = TcpStream::connect(&address).unwrap();
            stream.write_all(nonsense.as_bytes()).unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
        }
    }
    let metrics = get(&address, "/metrics");
    assert!(metrics.contains("deskhand_connections_cut_off_total{reason=\"no_request\"} 100"), "{metrics}");
    serving.log.wait_for("answered");
    for words in ["ERROR", "WARN", "no_request", "stream error"] {
        assert_eq!(serving.log.count(words), 0, "{words}");
    }
    assert!(serving.stop().0);
}

#[test]
fn a_generated_password_has_every_kind_of_character_that_a_policy_may_want() {
    let place = Workplace::new().with("DESKHAND__WORKFLOW__PASSWORD_CLASSES", "true");
    assert!(place.serve().stop().0);
    for number in 0..8 {
        let username = format!("root{number}");
        let arguments =
            ["admin", "create", "--username", &username, "--email", &format!("{username}@x.org"), "--random-password"];
        place.run(&arguments).succeeds();
    }
}
