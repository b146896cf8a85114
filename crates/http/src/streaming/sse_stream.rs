use actix_web::web::Bytes;
use futures::Stream;
use tokio::sync::mpsc;
use tokio::time::{Instant, MissedTickBehavior, interval_at, timeout};
use tracing::{Instrument as _, Span};

use super::sse;
use super::start::Start;
use super::subscription::{End, Listener};
use super::timing::EventTiming;
use crate::problem::Problem;

/// A task of its own reads: the body of an answer is not polled while its client takes nothing, and would hold on to a
/// connection to the database for as long.
pub(crate) fn messages(listener: Listener, start: Start) -> impl Stream<Item = Result<Bytes, Problem>> {
    let (tell, mut told) = mpsc::channel(1);
    actix_web::rt::spawn(tell_everything(listener, start, tell).instrument(Span::current()));
    futures::stream::poll_fn(move |context| told.poll_recv(context).map(|message| message.map(Ok)))
}

async fn tell_everything(mut listener: Listener, start: Start, tell: mpsc::Sender<Bytes>) {
    let EventTiming { heartbeat: every, patience, .. } = listener.hub.timing;
    let mut heartbeat = interval_at(Instant::now() + every, every);
    // A client that took nothing for a while needs no more than one.
    heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut next = sse::opening(start);
    loop {
        match timeout(patience, tell.send(next)).await {
            Ok(Ok(())) => {}
            Ok(Err(_)) => return,
            Err(_) => {
                listener.is_over(End::Silent);
                return;
            }
        }
        next = tokio::select! {
            () = tell.closed() => return,
            next = listener.next() => match next {
                Ok(events) => sse::events(events.iter().map(|event| &**event)),
                Err(end) => {
                    // Whoever takes nothing does not take this either.
                    let _ = timeout(patience, tell.send(sse::farewell(end))).await;
                    return;
                }
            },
            _ = heartbeat.tick() => sse::HEARTBEAT,
        };
    }
}
