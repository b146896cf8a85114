//! Threads for long computations that must not slow down other work.

use std::io;

use tokio::runtime::{Builder, Handle, Runtime};
use tokio::task::JoinHandle;

/// A fixed number of threads with the lowest priority. When all processors are busy, hashing passwords yields to the
/// threads that answer requests.
pub(crate) struct LowPriorityPool {
    handle: Handle,
    /// Only its blocking threads are used. `None` after `drop`.
    runtime: Option<Runtime>,
}

impl LowPriorityPool {
    /// Threads are started when there is work.
    pub(crate) fn new(max_threads: usize) -> io::Result<Self> {
        let threads = Builder::new_current_thread()
            .thread_name("low-priority")
            .max_blocking_threads(max_threads)
            .on_thread_start(lower_thread_priority)
            .build()?;
        Ok(Self { handle: threads.handle().clone(), runtime: Some(threads) })
    }

    /// Runs `work` on one of the threads.
    pub(crate) fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> JoinHandle<T> {
        self.handle.spawn_blocking(work)
    }
}

impl Drop for LowPriorityPool {
    /// Does not wait for running work: this may be dropped in an async context, where blocking is forbidden.
    fn drop(&mut self) {
        if let Some(threads) = self.runtime.take() {
            threads.shutdown_background();
        }
    }
}

/// Only on Linux: elsewhere the call would lower the priority of the whole process.
fn lower_thread_priority() {
    #[cfg(target_os = "linux")]
    // If it fails, hashing competes with requests on equal terms.
    let _ = rustix::process::setpriority_process(None, LOWEST);
}

/// The lowest priority.
#[cfg(target_os = "linux")]
const LOWEST: i32 = 19;

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    fn priority() -> Option<i32> {
        rustix::process::getpriority_process(None).ok()
    }

    #[tokio::test]
    async fn only_its_threads_have_low_priority() {
        let before = priority();
        let threads = LowPriorityPool::new(1).unwrap();

        assert_eq!(threads.run(priority).await.unwrap(), Some(LOWEST));

        assert_eq!(priority(), before);
    }
}
