//! Passwords by bcrypt. It reads 72 bytes and stops, so it is given `base64(HMAC-SHA256(pepper, password))`: 44
//! characters that depend on every character of the password, and that nobody can try without the pepper.

use std::sync::Arc;

use async_trait::async_trait;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use deskhand_domain::people::{Password, PasswordHash};
use deskhand_domain::ports::{HashingError, PasswordHasher};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::low_priority_pool::LowPriorityPool;
use crate::master_secret::{DerivedKey, hmac_sha256};

/// How dear a password is, and how many are hashed at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HashingSettings {
    /// The base-2 logarithm of the rounds: 4 to 31. 12 takes a good third of a second.
    pub cost: u32,
    /// How many run at once. More than there are cores only makes each slower.
    pub at_once: usize,
    /// How many may wait for their turn. Whoever comes then is told to try again later.
    pub waiting: usize,
}

impl Default for HashingSettings {
    /// Cost 12, one task less than there are cores, 64 waiting.
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self { cost: 12, at_once: cores.saturating_sub(1).max(1), waiting: 64 }
    }
}

/// Why there is no hasher.
#[derive(Debug, thiserror::Error)]
pub enum HasherError {
    /// A cost that bcrypt does not know.
    #[error("the bcrypt cost is {0}, and must be between 4 and 31")]
    CostOutOfRange(u32),
    /// The system does not let it prepare its threads.
    #[error("no threads for hashing: {0}")]
    NoThreads(#[source] std::io::Error),
}

/// Hashes on threads in the background, so that sign-ins never stop the answers to anybody else.
pub struct BcryptHasher {
    pepper: DerivedKey,
    cost: u32,
    dummy_hash: PasswordHash,
    /// Whoever is let in at all, running or waiting.
    door: Arc<Semaphore>,
    /// Whoever runs.
    room: Arc<Semaphore>,
    threads: LowPriorityPool,
}

impl BcryptHasher {
    /// A hasher with the pepper of [`MasterSecret::pepper`](crate::MasterSecret::pepper).
    ///
    /// # Errors
    /// [`HasherError`].
    pub fn new(pepper: DerivedKey, settings: HashingSettings) -> Result<Self, HasherError> {
        if !(4..=31).contains(&settings.cost) {
            return Err(HasherError::CostOutOfRange(settings.cost));
        }
        let at_once = settings.at_once.clamp(1, 1024);
        Ok(Self {
            pepper,
            cost: settings.cost,
            dummy_hash: dummy_hash(settings.cost),
            door: Arc::new(Semaphore::new(at_once.saturating_add(settings.waiting.min(100_000)))),
            room: Arc::new(Semaphore::new(at_once)),
            threads: LowPriorityPool::new(at_once).map_err(HasherError::NoThreads)?,
        })
    }

    fn peppered(&self, password: &Password) -> String {
        STANDARD.encode(hmac_sha256(self.pepper.expose(), password.reveal().as_bytes()))
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, bcrypt::BcryptError> + Send + 'static,
    ) -> Result<T, HashingError> {
        let turn = self.wait_for_turn().await?;
        let task = self.threads.run(move || {
            // Held by the thread and not by the request: a caller who hangs up must not make room for one more.
            let _turn = turn;
            work()
        });
        task.await.map_err(|_| HashingError::Failed)?.map_err(|_| HashingError::Failed)
    }

    async fn wait_for_turn(&self) -> Result<(OwnedSemaphorePermit, OwnedSemaphorePermit), HashingError> {
        let entered = Arc::clone(&self.door).try_acquire_owned().map_err(|_| HashingError::Overloaded)?;
        let running = Arc::clone(&self.room).acquire_owned().await.map_err(|_| HashingError::Failed)?;
        Ok((entered, running))
    }
}

#[async_trait]
impl PasswordHasher for BcryptHasher {
    async fn hash(&self, password: Password) -> Result<PasswordHash, HashingError> {
        let (peppered, cost) = (self.peppered(&password), self.cost);
        self.run(move || bcrypt::non_truncating_hash(peppered, cost)).await.map(PasswordHash::new)
    }

    async fn verify(&self, password: Password, hash: Option<PasswordHash>) -> Result<bool, HashingError> {
        let somebody = hash.is_some();
        let peppered = self.peppered(&password);
        let hash = hash.unwrap_or_else(|| self.dummy_hash.clone());
        let equal = self.run(move || bcrypt::verify(peppered, hash.as_str())).await?;
        Ok(equal && somebody)
    }
}

/// A well-formed hash of nobody's password: comparing with it costs what comparing with a real one does.
fn dummy_hash(cost: u32) -> PasswordHash {
    PasswordHash::new(format!("$2b${cost:02}${}", ".".repeat(53)))
}

#[cfg(test)]
mod tests {
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
        let running = hasher.wait_for_turn().await.unwrap();
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
}
