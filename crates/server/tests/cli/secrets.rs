//! The master secret: rotated without loss, or replaced after a loss.

use std::fs;

use crate::http::{field, post};
use crate::workplace::{Serving, Workplace};

const PASSWORD: &str = "correct horse battery";

fn place() -> Workplace {
    Workplace::new().with("DESKHAND__BOOTSTRAP__PASSWORD", PASSWORD)
}

fn sign_in(serving: &Serving, password: &str) -> String {
    let body = format!(r#"{{"login": "admin", "password": "{password}"}}"#);
    post(&serving.address(), "/api/v1/auth/signin", "", &body)
}

fn is_valid(serving: &Serving, token: &str) -> bool {
    crate::http::get_as(&serving.address(), "/api/v1/me", token).starts_with("HTTP/1.1 200")
}

#[test]
fn a_rotated_secret_ends_no_session_and_passwords_move_to_it_at_sign_in() {
    let place = place();
    let serving = place.serve();
    let token = field(&sign_in(&serving, PASSWORD), "access_token");
    assert!(serving.stop().0);
    let old = fs::read_to_string(place.path("data/secret")).unwrap();

    let rotated = place.run(&["secret", "rotate"]).succeeds();
    assert!(rotated.out.contains("1 previous one(s)"), "{}", rotated.out);
    let lines = fs::read_to_string(place.path("data/secret")).unwrap();
    let [new, previous] = lines.lines().collect::<Vec<_>>()[..] else { panic!("{lines}") };
    assert!(new.len() == 43 && new != old && previous == old.trim());
    assert!(place.run(&["secret", "status"]).succeeds().out.contains("1 password(s) need a previous secret"));
    place.run(&["secret", "drop-previous"]).fails_saying("1 password(s) still need a previous secret");

    let serving = place.serve();
    assert!(is_valid(&serving, &token), "a token that was signed before");
    assert!(sign_in(&serving, "wrong horse battery").starts_with("HTTP/1.1 401"));
    assert!(sign_in(&serving, PASSWORD).starts_with("HTTP/1.1 200"));
    assert!(serving.stop().0);
    let status = place.run(&["secret", "status"]).succeeds();
    assert!(status.out.contains("1 password(s) need the current secret"), "{}", status.out);
    assert!(place.run(&["secret", "drop-previous"]).succeeds().out.contains("1 previous secret(s) are gone"));

    let serving = place.serve();
    assert!(!is_valid(&serving, &token), "the key of the token is gone");
    assert!(sign_in(&serving, PASSWORD).starts_with("HTTP/1.1 200"));
    assert!(serving.stop().0);
}

#[test]
fn a_configured_secret_is_rotated_where_it_is_set() {
    let (old, new) = ("the old secret of this test is long enough", "the new secret of this test is long enough");
    let place = place().with("DESKHAND__AUTH__SECRET", old);
    place.serve().stop();
    let advice = place.run(&["secret", "rotate"]).succeeds();
    assert!(advice.out.contains("DESKHAND__AUTH__PREVIOUS_SECRETS") && !advice.out.contains(old), "{}", advice.out);
    let place = place.with("DESKHAND__AUTH__SECRET", new).with("DESKHAND__AUTH__PREVIOUS_SECRETS", old);
    let serving = place.serve();
    assert!(sign_in(&serving, PASSWORD).starts_with("HTTP/1.1 200"));
    assert!(serving.stop().0);
    let place = place.with("DESKHAND__AUTH__PREVIOUS_SECRETS", "");
    let serving = place.serve();
    assert!(sign_in(&serving, PASSWORD).starts_with("HTTP/1.1 200"), "the hash was renewed");
    assert!(serving.stop().0);
}

#[test]
fn after_a_loss_a_new_secret_is_taken_and_the_operator_sets_a_password() {
    let place = place();
    place.serve().stop();
    place.run(&["secret", "replace"]).fails_saying("the secret is the one that this database was made with");
    fs::remove_file(place.path("data/secret")).unwrap();
    place.run(&["serve"]).fails_saying("`deskhand secret replace`");
    let replaced = place.run(&["secret", "replace"]).succeeds();
    assert!(replaced.out.contains("every password must be set anew"), "{}", replaced.out);
    let doctor = place.run(&["doctor"]).succeeds();
    assert!(doctor.out.contains("warning secret: 1 password(s) need a secret that is gone"), "{}", doctor.out);
    place.run_with_input(&["admin", "password", "admin"], "another horse battery\n").succeeds();
    let serving = place.serve();
    assert!(sign_in(&serving, PASSWORD).starts_with("HTTP/1.1 401"));
    assert!(sign_in(&serving, "another horse battery").starts_with("HTTP/1.1 200"));
    assert!(serving.stop().0);
}

#[test]
fn a_backup_is_restored_only_with_its_secret() {
    let place = place();
    place.serve().stop();
    place.run(&["backup", "kept.db"]).succeeds();
    let elsewhere = Workplace::new();
    fs::copy(place.path("kept.db"), elsewhere.path("kept.db")).unwrap();
    elsewhere.run(&["restore", "kept.db"]).fails_saying("kept.db was not restored: the secret is missing");
    assert_eq!(elsewhere.files(), [elsewhere.path("kept.db")], "nothing is left");
    fs::create_dir(elsewhere.path("data")).unwrap();
    fs::copy(place.path("data/secret"), elsewhere.path("data/secret")).unwrap();
    elsewhere.run(&["restore", "kept.db"]).succeeds();
    // A backup from before a rotation comes back after it.
    place.run(&["secret", "rotate"]).succeeds();
    place.run(&["restore", "kept.db"]).succeeds();
    assert!(place.serve().stop().0);
}
