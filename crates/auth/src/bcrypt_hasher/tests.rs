use std::time::{Duration, Instant};

use super::*;
use crate::MasterSecret;

fn hasher_with(settings: HashingSettings, secret: &str) -> BcryptHasher {
    BcryptHasher::new(MasterSecret::parse(secret).unwrap().pepper(), settings).unwrap()
}

fn hasher() -> BcryptHasher {
    hasher_with(HashingSettings { cost: 4, at_once: 2, waiting: 64 }, &"s".repeat(32))
}

fn typed(text: &str) -> Password {
    Password::typed(text).unwrap()
}

#[tokio::test]
async fn the_right_password_matches_and_another_does_not() {
    let hash = hasher().hash(typed("correct horse")).await.unwrap();
    assert!(hash.as_str().starts_with("$2b$04$"));
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
async fn comparing_with_nobody_is_false_and_takes_as_long() {
    let hasher = hasher_with(HashingSettings { cost: 8, at_once: 1, waiting: 0 }, &"s".repeat(32));
    let hash = hasher.hash(typed("correct horse")).await.unwrap();
    let (mut somebody, mut nobody) = (Vec::new(), Vec::new());
    for _ in 0..9 {
        let start = Instant::now();
        assert_eq!(hasher.verify(typed("wrong horse"), Some(hash.clone())).await, Ok(false));
        somebody.push(start.elapsed());
        let start = Instant::now();
        assert_eq!(hasher.verify(typed("wrong horse"), None).await, Ok(false));
        nobody.push(start.elapsed());
    }
    // Generous, because the machine that runs the tests is busy; skipping the work would be a thousandfold.
    assert!(median(nobody) * 2 > median(somebody));
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
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
        let refused = BcryptHasher::new(pepper, HashingSettings { cost, ..HashingSettings::default() });
        assert!(matches!(refused.err(), Some(HasherError::CostOutOfRange(refused)) if refused == cost));
    }
}
