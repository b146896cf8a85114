use crate::support::TestApp;
use crate::support::feed::until_in_feed;

#[tokio::test]
async fn a_key_stands_in_no_list_no_mail_and_no_file_of_the_database() {
    let mut app = TestApp::start().await;
    let (ada, root) = (app.customer("ada").await, app.superadmin().await);
    let key = app.make_key(&ada, &["read"]).await["key"].as_str().unwrap().to_owned();
    let secret = &key[36..];
    let ticket = app.open_ticket(&ada, "After the key").await;
    until_in_feed(&app, &root, &ticket).await;

    for path in ["/api-keys", "/me", "/tickets", "/events"] {
        assert!(!app.get(&ada, path).await.body.contains(secret), "{path}");
    }
    for path in ["/api-keys?owner=ada", "/users/ada", "/users", "/admin/outbox", "/events"] {
        assert!(!app.get(&root, path).await.body.contains(secret), "{path}");
    }
    app.mails().await;
    for mail in app.smtp.mails() {
        assert!(!String::from_utf8_lossy(&mail.data).contains(secret));
    }
    let mut files = 0;
    for entry in std::fs::read_dir(app.folder.path()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_file() && name.starts_with("desk.db") {
            let bytes = std::fs::read(&path).unwrap();
            assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()), "{name}");
            files += 1;
        }
    }
    assert!(files > 0 || app.database_url().starts_with("postgres"), "there is a file to look into");
    app.finish().await;
}
