use std::time::Instant;

use super::*;
use crate::MasterSecret;

fn hasher_with(settings: HashingSettings, secret: &str) -> BcryptHasher {
    BcryptHasher::new(&MasterSecret::parse(secret).unwrap().pepper(), settings).unwrap()
}

const QUICK: HashingSettings = HashingSettings { cost: 4, at_once: 2, waiting: 64 };

fn hasher() -> BcryptHasher {
    hasher_with(QUICK, &"s".repeat(32))
}

fn typed(text: &str) -> Password {
    Password::typed(text).unwrap()
}

#[tokio::test]
async fn the_right_password_matches_and_another_does_not() {
    let hash = hasher().hash(typed("correct horse")).await.unwrap();
    assert_eq!(hash.as_str().find("$2b$04$"), Some(8), "after the tag of the pepper: {}", hash.as_str());
    assert_eq!(hasher().verify(typed("correct horse"), Some(hash.clone())).await, Ok(true));
    assert_eq!(hasher().verify(typed("correct horsf"), Some(hash)).await, Ok(false));
}

#[tokio::test]
async fn every_character_of_a_long_password_counts() {
    for (password, other) in [
        (format!("{}b", "a".repeat(72)), format!("{}c", "a".repeat(72))),
        (format!("{}b", "ü".repeat(40)), format!("{}c", "ü".repeat(40))),
        ("x".repeat(1024), "x".repeat(1023)),
        ("before\0after".to_owned(), "before\0later".to_owned()),
    ] {
        let hash = hasher().hash(typed(&password)).await.unwrap();
        assert_eq!(hasher().verify(typed(&other), Some(hash.clone())).await, Ok(false));
        assert_eq!(hasher().verify(typed(&password), Some(hash)).await, Ok(true));
    }
}

#[tokio::test]
async fn another_pepper_makes_every_password_wrong() {
    let hash = hasher().hash(typed("correct horse")).await.unwrap();
    let other = hasher_with(HashingSettings { cost: 4, at_once: 1, waiting: 0 }, &"t".repeat(32));
    assert_eq!(other.verify(typed("correct horse"), Some(hash)).await, Ok(false));
}

#[tokio::test]
async fn after_a_rotation_the_passwords_of_before_match_and_are_outdated() {
    let parse = |letter: &str| MasterSecret::parse(&letter.repeat(32)).unwrap();
    let hasher = |secret: MasterSecret| BcryptHasher::new(&secret.pepper(), QUICK).unwrap();
    let (oldest, old) = (hasher(parse("o")), hasher(parse("p").with_previous([parse("o")])));
    let new = hasher(parse("n").with_previous([parse("p"), parse("o")]));
    for before in [&oldest, &old] {
        let hash = before.hash(typed("correct horse")).await.unwrap();
        assert!(!before.is_outdated(&hash) && new.is_outdated(&hash));
        assert_eq!(new.verify(typed("correct horse"), Some(hash.clone())).await, Ok(true));
        assert_eq!(new.verify(typed("correct horsf"), Some(hash)).await, Ok(false));
    }
    let renewed = new.hash(typed("correct horse")).await.unwrap();
    assert!(!new.is_outdated(&renewed));
    assert_eq!(hasher(parse("n")).verify(typed("correct horse"), Some(renewed)).await, Ok(true));
}

#[tokio::test]
async fn a_hash_without_a_tag_is_of_the_oldest_secret() {
    let parse = |letter: &str| MasterSecret::parse(&letter.repeat(32)).unwrap();
    let tagged = BcryptHasher::new(&parse("o").pepper(), QUICK).unwrap().hash(typed("correct horse")).await.unwrap();
    let untagged = PasswordHash::new(tagged.as_str()[8..].to_owned());
    let new = BcryptHasher::new(&parse("n").with_previous([parse("o")]).pepper(), QUICK).unwrap();
    assert!(new.is_outdated(&untagged));
    assert_eq!(new.verify(typed("correct horse"), Some(untagged)).await, Ok(true));
}

#[tokio::test]
async fn a_hash_of_another_cost_matches_and_is_outdated() {
    let secret = "s".repeat(32);
    let hash = hasher_with(HashingSettings { cost: 5, ..QUICK }, &secret).hash(typed("correct horse")).await.unwrap();
    let hasher = hasher_with(QUICK, &secret);
    assert!(hasher.is_outdated(&hash));
    assert_eq!(hasher.verify(typed("correct horse"), Some(hash)).await, Ok(true));
}

/// Of "correct horse", as other programs wrote it.
fn foreign(form: &str) -> String {
    bcrypt::hash("correct horse", 4).unwrap().replacen("$2b$", form, 1)
}

#[tokio::test]
async fn a_hash_of_another_system_matches_its_password_and_is_outdated() {
    for form in ["$2a$", "$2b$", "$2y$"] {
        let written = foreign(form);
        let hash = hasher().import_hash(&written).unwrap();
        assert_eq!(hasher().verify(typed("correct horse"), Some(hash.clone())).await, Ok(true), "{form}");
        assert_eq!(hasher().verify(typed("correct horsf"), Some(hash.clone())).await, Ok(false), "{form}");
        assert!(hasher().is_outdated(&hash));
        assert_eq!(hasher().export_hash(&hash), Some(written), "it can be moved once more");
    }
    // As another program (libxcrypt) hashes it.
    let known = hasher().import_hash("$2y$07$BCryptRequires22Chrcte/VlQH0piJtjXl.0t1XkA8pw9dMXTpOq").unwrap();
    assert_eq!(hasher().verify(typed("rasmuslerdorf"), Some(known)).await, Ok(true));
}

#[tokio::test]
async fn an_exported_hash_is_of_use_where_the_secret_is_and_nowhere_else() {
    let parse = |letter: &str| MasterSecret::parse(&letter.repeat(32)).unwrap();
    let here = BcryptHasher::new(&parse("o").pepper(), QUICK).unwrap();
    let with_it = BcryptHasher::new(&parse("n").with_previous([parse("o")]).pepper(), QUICK).unwrap();
    let without = BcryptHasher::new(&parse("n").pepper(), QUICK).unwrap();
    let hash = here.hash(typed("correct horse")).await.unwrap();
    let untagged = PasswordHash::new(hash.as_str()[8..].to_owned());
    for stored in [hash, untagged] {
        let exported = here.export_hash(&stored).unwrap();
        let moved = with_it.import_hash(&exported).unwrap();
        assert_eq!(with_it.verify(typed("correct horse"), Some(moved)).await, Ok(true));
        without.import_hash(&exported).unwrap_err();
    }
}

#[test]
fn what_is_no_hash_or_too_costly_is_refused() {
    let costly = foreign("$2b$").replacen("$04$", "$15$", 1);
    let good = foreign("$2b$");
    for text in ["", "$2b$", "secret", "foreign$2b$04$x", &costly, &foreign("$2x$"), &good[..59], &format!("{good} ")] {
        hasher().import_hash(text).expect_err(text);
    }
    hasher().import_hash(&format!("foreign{good}")).expect_err("the tag is the desk's own affair");
}

#[tokio::test]
async fn comparing_without_a_hash_is_false_and_takes_as_long() {
    let hasher = hasher_with(HashingSettings { cost: 8, at_once: 1, waiting: 0 }, &"s".repeat(32));
    let hash = hasher.hash(typed("correct horse")).await.unwrap();
    let (mut with_hash, mut without_hash) = (Vec::new(), Vec::new());
    for _ in 0..9 {
        let start = Instant::now();
        assert_eq!(hasher.verify(typed("wrong horse"), Some(hash.clone())).await, Ok(false));
        with_hash.push(start.elapsed());
        let start = Instant::now();
        assert_eq!(hasher.verify(typed("wrong horse"), None).await, Ok(false));
        without_hash.push(start.elapsed());
    }
    // The quickest of each, and generous, because the machine that runs the tests is busy; skipping the work would be a thousandfold.
    assert!(*without_hash.iter().min().unwrap() * 2 > *with_hash.iter().min().unwrap());
}

#[tokio::test]
async fn whoever_comes_when_the_queue_is_full_is_turned_away_at_once() {
    let hasher = hasher_with(HashingSettings { cost: 4, at_once: 1, waiting: 1 }, &"s".repeat(32));
    let running = hasher.acquire_permits().await.unwrap();
    let waiting = hasher.hash(typed("second in line"));
    tokio::pin!(waiting);
    assert!(std::future::poll_fn(|cx| std::task::Poll::Ready(waiting.as_mut().poll(cx).is_pending())).await);
    assert_eq!(hasher.hash(typed("third in line")).await, Err(HashingError::Overloaded));
    drop(running);
    assert!(waiting.await.is_ok());
}

#[tokio::test]
async fn an_unreadable_hash_is_a_failure_and_no_panic() {
    for broken in ["", "plain", "$2b$04$tooshort", &"é".repeat(30)] {
        let verdict = hasher().verify(typed("correct horse"), Some(PasswordHash::new(broken.to_owned()))).await;
        assert_eq!(verdict, Err(HashingError::Failed), "{broken:?}");
    }
}

#[test]
fn costs_that_bcrypt_does_not_know_are_refused() {
    for cost in [0, 3, 32] {
        let pepper = MasterSecret::parse(&"s".repeat(32)).unwrap().pepper();
        let refused = BcryptHasher::new(&pepper, HashingSettings { cost, ..HashingSettings::default() });
        assert!(matches!(refused.err(), Some(HasherError::CostOutOfRange(refused)) if refused == cost));
    }
}
