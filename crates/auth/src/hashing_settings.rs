/// The cost of one hash, and how many run and wait at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HashingSettings {
    /// The base-2 logarithm of the rounds: 4 to 31. 12 takes about 0.4 s.
    pub cost: u32,
    /// How many run at once, each on a thread of the lowest priority. More than there are processors only makes each slower.
    pub at_once: usize,
    /// How many may wait. Further ones fail with `Overloaded`, and the caller retries later.
    pub waiting: usize,
}

impl Default for HashingSettings {
    /// Cost 12, one task for each processor, 64 waiting.
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self { cost: 12, at_once: cores, waiting: 64 }
    }
}

/// Why a hasher can't be created.
#[derive(Debug, thiserror::Error)]
pub enum HasherError {
    /// bcrypt has no such cost.
    #[error("the bcrypt cost is {0}; it must be between 4 and 31")]
    CostOutOfRange(u32),
    /// The thread pool can't be created.
    #[error("the threads for hashing can't be created: {0}")]
    NoThreads(#[source] std::io::Error),
}
