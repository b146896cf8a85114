use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::{Context, Poll};

use actix_http::error::DispatchError;
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::time::{Instant, Sleep, sleep_until};

use super::end::End;
use super::socket::Socket;

/// Runs actix on a connection until either of them ends it. Returns why, and the connection, unless actix has closed it.
pub(super) async fn converse(
    socket: Socket,
    dispatcher: impl Future<Output = Result<(), DispatchError>>,
    displaced: &mut oneshot::Receiver<()>,
) -> (End, Option<TcpStream>) {
    let end = {
        let mut dispatcher = pin!(dispatcher);
        let mut alarm = pin!(sleep_until(Instant::now()));
        poll_fn(|context| match Pin::new(&mut *displaced).poll(context) {
            Poll::Ready(_) => Poll::Ready(End::Displaced),
            Poll::Pending => poll(&socket, dispatcher.as_mut(), alarm.as_mut(), context),
        })
        .await
    };
    (end, socket.into_stream())
}

fn poll(
    socket: &Socket,
    mut dispatcher: Pin<&mut impl Future<Output = Result<(), DispatchError>>>,
    alarm: Pin<&mut Sleep>,
    context: &mut Context<'_>,
) -> Poll<End> {
    loop {
        socket.0.borrow_mut().begin_turn();
        // Its error is of the connection, or of a request that it could not read.
        let is_over = dispatcher.as_mut().poll(context).is_ready();
        let wire = socket.0.borrow();
        if let Some(end) = wire.end {
            return Poll::Ready(end);
        }
        if is_over {
            return Poll::Ready(End::Closed);
        }
        if !wire.wants_turn() {
            break;
        }
    }
    poll_deadline(socket.0.borrow().deadline(), alarm, context)
}

/// The alarm is set earlier, but never later before it rings: a busy connection would set it for every request.
fn poll_deadline(deadline: Option<(Instant, End)>, mut alarm: Pin<&mut Sleep>, context: &mut Context<'_>) -> Poll<End> {
    let Some((at, end)) = deadline else { return Poll::Pending };
    loop {
        if at < alarm.deadline() || alarm.is_elapsed() {
            alarm.as_mut().reset(at);
        }
        if alarm.as_mut().poll(context).is_pending() {
            return Poll::Pending;
        }
        if at <= Instant::now() {
            return Poll::Ready(end);
        }
    }
}
