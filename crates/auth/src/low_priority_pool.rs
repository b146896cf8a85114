//! Threads for work that takes long and that nobody else should have to wait for.

use std::io;

use tokio::runtime::{Builder, Handle, Runtime};
use tokio::task::JoinHandle;

/// So many threads that get a processor when nobody else wants it: where all are busy, whoever hashes passwords must not
/// take turns with those who answer requests.
pub(crate) struct LowPriorityPool {
    handle: Handle,
    /// Nothing but these threads: nobody drives it.
    runtime: Option<Runtime>,
}

impl LowPriorityPool {
    /// Threads are started when there is work.
    pub(crate) fn new(most: usize) -> io::Result<Self> {
        let threads = Builder::new_current_thread()
            .thread_name("in-background")
            .max_blocking_threads(most)
            .on_thread_start(lower_thread_priority)
            .build()?;
        Ok(Self { handle: threads.handle().clone(), runtime: Some(threads) })
    }

    /// Does something there.
    pub(crate) fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> JoinHandle<T> {
        self.handle.spawn_blocking(work)
    }
}

impl Drop for LowPriorityPool {
    /// Without waiting for what they do: this may be dropped where nobody may wait.
    fn drop(&mut self) {
        if let Some(threads) = self.runtime.take() {
            threads.shutdown_background();
        }
    }
}

/// Linux has a priority for each thread; elsewhere it would be the whole program's.
fn lower_thread_priority() {
    #[cfg(target_os = "linux")]
    // Without it they only do their work at somebody's cost.
    let _ = rustix::process::setpriority_process(None, LAST);
}

/// The lowest priority that there is.
#[cfg(target_os = "linux")]
const LAST: i32 = 19;

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    fn priority() -> Option<i32> {
        rustix::process::getpriority_process(None).ok()
    }

    #[tokio::test]
    async fn only_they_stand_back() {
        let before = priority();
        let threads = LowPriorityPool::new(1).unwrap();

        assert_eq!(threads.run(priority).await.unwrap(), Some(LAST));

        assert_eq!(priority(), before);
    }
}
