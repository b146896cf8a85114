//! The disk of the files is full, and that of the database is not.

use std::fs;

use super::client::PASSWORD;
use super::environment::with_own_disk;
use crate::http::{field, get_as, post, upload};
use crate::workplace::Workplace;

#[test]
fn without_room_for_a_file_an_upload_is_answered_507_and_the_rest_goes_on() {
    let place = Workplace::new().with("DESKHAND__BOOTSTRAP__PASSWORD", PASSWORD);
    let place = with_own_disk(place, "mount -t tmpfs -o size=256k,mode=700 tmpfs data/files");
    fs::create_dir_all(place.path("data/files")).unwrap();
    let serving = place.serve();
    let address = serving.address();
    let sign_in = format!(r#"{{"login": "admin", "password": "{PASSWORD}"}}"#);
    let token = field(&post(&address, "/api/v1/auth/signin", "", &sign_in), "access_token");

    let large = upload(&address, &token, "large.txt", &"x".repeat(1024 * 1024));
    assert!(large.starts_with("HTTP/1.1 507") && large.contains("/problems/insufficient-storage"), "{large}");
    let id = field(&upload(&address, &token, "small.txt", "there is room for this"), "id");
    let body = format!(r#"{{"title": "T", "description": "D", "attachments": ["{id}"]}}"#);
    assert!(post(&address, "/api/v1/tickets", &token, &body).starts_with("HTTP/1.1 201"));
    let read = get_as(&address, &format!("/api/v1/tickets/1/attachments/{id}"), &token);
    assert!(read.ends_with("there is room for this"), "{read}");
    assert!(serving.stop().0);
}
