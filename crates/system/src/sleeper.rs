use std::future::poll_fn;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Poll, Waker};
use std::thread;

use async_trait::async_trait;
use deskhand_domain::ports::Sleeper;
use time::Duration;

/// Waits by a thread that sleeps, one for each wait, and blocks no executor. The use cases wait only before they try a
/// busy store again, so there are few. Where no thread can be started, it returns at once. On a runtime with timers, its
/// own `sleep` is cheaper.
#[derive(Clone, Copy, Debug, Default)]
pub struct ThreadSleeper;

#[derive(Default)]
struct Alarm {
    rang: bool,
    waker: Option<Waker>,
}

#[async_trait]
impl Sleeper for ThreadSleeper {
    async fn wait(&self, time: Duration) {
        let alarm = Arc::new(Mutex::new(Alarm::default()));
        let sleeping = Arc::clone(&alarm);
        let started = thread::Builder::new().name("sleeper".to_owned()).spawn(move || {
            thread::sleep(time.unsigned_abs());
            ring(&sleeping);
        });
        if started.is_err() {
            return;
        }
        poll_fn(|context| {
            let mut alarm = alarm.lock().unwrap_or_else(PoisonError::into_inner);
            if alarm.rang {
                return Poll::Ready(());
            }
            alarm.waker = Some(context.waker().clone());
            Poll::Pending
        })
        .await;
    }
}

fn ring(alarm: &Mutex<Alarm>) {
    let mut alarm = alarm.lock().unwrap_or_else(PoisonError::into_inner);
    alarm.rang = true;
    if let Some(waker) = alarm.waker.take() {
        waker.wake();
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    #[test]
    fn it_returns_after_the_time_and_not_before() {
        let started = Instant::now();
        pollster::block_on(ThreadSleeper.wait(Duration::milliseconds(20)));
        assert!(started.elapsed() >= std::time::Duration::from_millis(20));
    }
}
