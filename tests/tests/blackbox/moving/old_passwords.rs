use serde_json::{Value, json};

use crate::support::TestAppBuilder;

/// "rasmuslerdorf", as another program (libxcrypt) hashes it.
const OLD_HASH: &str = "$2y$07$BCryptRequires22Chrcte/VlQH0piJtjXl.0t1XkA8pw9dMXTpOq";

fn person(hash: &str) -> Value {
    json!({
        "type": "person", "id": "0190a8e2-5c1f-7cc3-98c4-000000000001", "username": "rasmus", "name": "Rasmus",
        "email": "rasmus@example.com", "email_verified_at": "2026-01-01T00:00:00Z", "theme": "system", "single_keys": true,
        "role": "superadmin", "status": "approved", "availability": "available", "password_hash": hash, "muted": [],
        "digests": {}, "created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z", "version": 1,
        "reserved_usernames": []
    })
}

#[tokio::test]
async fn a_person_of_another_system_signs_in_with_the_old_password_and_has_a_new_hash_then() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("people.jsonl");
    std::fs::write(&file, person(OLD_HASH).to_string()).unwrap();
    let app = TestAppBuilder::default().importing(&file).start().await;
    let stored = async || app.rows_of("SELECT password FROM people").await.remove(0);
    assert_eq!(stored().await, format!("foreign{OLD_HASH}"));
    app.try_sign_in("rasmus", "rasmuslerdorff").await.expect_problem(401, "wrong-credentials");
    assert_eq!(stored().await, format!("foreign{OLD_HASH}"));

    app.try_sign_in("rasmus", "rasmuslerdorf").await.expect(200);
    let renewed = stored().await;
    assert_eq!(renewed.find("$2b$04$"), Some(8), "behind the tag of the desk's pepper: {renewed}");
    app.try_sign_in("rasmus", "rasmuslerdorf").await.expect(200);
    app.try_sign_in("rasmus", "rasmuslerdorff").await.expect_problem(401, "wrong-credentials");
    app.finish().await;
}

#[tokio::test]
async fn a_hash_that_this_desk_can_not_use_is_named() {
    let mut app = TestAppBuilder::default().start().await;
    app.stop().await;
    let file = app.folder.path().join("people.jsonl");
    for hash in ["0123abcd$2b$04$abcdefghijklmnopqrstuvABCDEFGHIJKLMNOPQRSTUVWXYZ01234", "secret", "{SHA}abc"] {
        std::fs::write(&file, person(hash).to_string()).unwrap();
        let (figures, refused) = app.import(&file, false).await;
        assert_eq!(figures.made.len(), 0);
        assert!(refused[0].1.starts_with("password_hash: must be a bcrypt hash"), "{refused:?}");
    }
    app.start_again().await;
    app.finish().await;
}
