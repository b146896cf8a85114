//! Which database URLs are accepted.

use std::error::Error;

use deskhand_persistence::{BadUrl, Database, DatabaseOptions, missing_file};

/// A bad URL is refused before anything is opened.
async fn refusal(url: &str) -> BadUrl {
    let error = Database::connect(url, &DatabaseOptions::default()).await.unwrap_err();
    error.source().unwrap().downcast_ref::<BadUrl>().cloned().unwrap()
}

#[tokio::test]
async fn other_urls_are_refused_without_repeating_their_secrets() {
    assert_eq!(refusal("mysql://ada:secret@db/desk").await, BadUrl::Scheme("mysql".to_owned()));
    assert_eq!(refusal("postgres://ada:secret@db:port/desk").await, BadUrl::Postgres);
    assert_eq!(refusal("data/deskhand.db").await, BadUrl::NoUrl);
    for url in ["mysql://ada:secret@db/desk", "postgres://ada:secret@db:port/desk"] {
        assert!(!refusal(url).await.to_string().contains("secret"));
    }
}

#[test]
fn relative_and_absolute_files_are_understood() {
    let here = std::env::current_dir().unwrap();
    assert_eq!(missing_file("sqlite://data/not/there.db"), Some(here.join("data/not/there.db")));
    assert_eq!(missing_file("sqlite:///var/not/there.db"), Some("/var/not/there.db".into()));
}

#[tokio::test]
async fn what_is_no_file_of_its_own_is_refused() {
    assert_eq!(refusal("sqlite://").await, BadUrl::NoFile);
    assert_eq!(refusal("sqlite://:memory:").await, BadUrl::NoFile);
    assert_eq!(refusal("sqlite://a.db?mode=ro").await, BadUrl::Options);
}
