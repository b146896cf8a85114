//! Waiting for an answer without going to sleep.
//!
//! SQLite answers from a thread of its own: a row within a tenth of a millisecond, a page of a list within three. A thread
//! that goes to sleep takes a tenth to wake up, longer where its processor was halted meanwhile. So whoever has the database
//! to themselves stays awake: one connection reads tickets half as fast again. Where others ask as well there is something
//! better to do.

use std::future::poll_fn;
use std::hint::spin_loop;
use std::pin::pin;
use std::sync::LazyLock;
use std::task::{Context, Poll, Waker};
use std::thread::available_parallelism;
use std::time::{Duration, Instant};

/// What takes longer is worth a sleep: twice as long as a page of a list, for not every machine is as fast, nor always.
const LONGEST: Duration = Duration::from_micros(600);

/// On the only processor it would keep the answer from coming.
static THERE_IS_ANOTHER_PROCESSOR: LazyLock<bool> =
    LazyLock::new(|| available_parallelism().is_ok_and(|processors| processors.get() > 1));

/// Looks for the answer without a pause, at first.
pub(crate) async fn wide_awake<T>(asked: impl Future<Output = T>) -> T {
    if *THERE_IS_ANOTHER_PROCESSOR { awake_for(LONGEST, asked).await } else { asked.await }
}

async fn awake_for<T>(longest: Duration, asked: impl Future<Output = T>) -> T {
    let mut asked = pin!(asked);
    let until = Instant::now() + longest;
    while Instant::now() < until {
        // Nobody needs to be woken for it: that is a trip to the kernel.
        if let Poll::Ready(answer) = asked.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return answer;
        }
        spin_loop();
    }
    poll_fn(|context| asked.as_mut().poll(context)).await
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_secs(60);

    #[tokio::test]
    async fn an_answer_is_seen_that_wakes_nobody() {
        let mut looks = 0;
        let third_time = poll_fn(|_| {
            looks += 1;
            if looks == 3 { Poll::Ready("here") } else { Poll::Pending }
        });
        assert_eq!(awake_for(LONG, third_time).await, "here");
    }

    #[tokio::test]
    async fn an_answer_that_takes_longer_comes_as_well() {
        for longest in [Duration::ZERO, LONGEST] {
            let (answer, asked) = tokio::sync::oneshot::channel();
            // Sent only when the one who waits has gone to sleep: both are the same task.
            let later = async { answer.send("here").unwrap() };
            let (got, ()) = tokio::join!(awake_for(longest, asked), later);
            assert_eq!(got.unwrap(), "here");
        }
    }
}
