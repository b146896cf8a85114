use actix_web::web::Bytes;
use futures::Stream;
use tokio::sync::mpsc;
use tokio::time::{Instant, MissedTickBehavior, interval_at, timeout};
use tracing::{Instrument as _, Span};

use super::close_reason::CloseReason;
use super::sse::{HEARTBEAT, SseFormat};
use super::start::Start;
use super::subscription::Subscription;
use super::timing::EventTiming;
use crate::metrics::OpenGauge;
use crate::problem::Problem;

/// The body of the answer. A task of its own reads the subscription: the body is not polled while its client reads nothing, and would
/// hold a database connection for as long.
pub(crate) fn messages(
    subscription: Subscription,
    start: Start,
    format: SseFormat,
    open: OpenGauge,
) -> impl Stream<Item = Result<Bytes, Problem>> {
    let (sender, mut receiver) = mpsc::channel(1);
    actix_web::rt::spawn(run(subscription, start, format, sender).instrument(Span::current()));
    futures::stream::poll_fn(move |context| {
        let _ = &open;
        receiver.poll_recv(context).map(|message| message.map(Ok))
    })
}

async fn run(mut subscription: Subscription, start: Start, format: SseFormat, sender: mpsc::Sender<Bytes>) {
    let EventTiming { heartbeat: every, patience, .. } = *subscription.timing();
    let mut heartbeat = interval_at(Instant::now() + every, every);
    // A client that has read nothing for a while needs no more than one.
    heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut next = format.opening(start);
    loop {
        match timeout(patience, sender.send(next)).await {
            Ok(Ok(())) => {}
            Ok(Err(_)) => return,
            Err(_) => {
                subscription.close(CloseReason::Silent);
                return;
            }
        }
        next = tokio::select! {
            () = sender.closed() => return,
            next = subscription.next() => match next {
                Ok(events) => format.events(events.iter().map(|event| &**event)),
                Err(reason) => {
                    // A client that reads nothing does not read this either.
                    let _ = timeout(patience, sender.send(format.bye(reason))).await;
                    return;
                }
            },
            _ = heartbeat.tick() => HEARTBEAT,
        };
    }
}
