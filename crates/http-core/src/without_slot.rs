use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use crate::admission::{reacquire, release};
use crate::problem::Problem;
use actix_web::HttpRequest;

/// Waits for the body of a request, and holds no slot meanwhile. A body that has arrived already is taken at once.
pub async fn without_slot<T>(request: &HttpRequest, arriving: impl Future<Output = T>) -> Result<T, Problem> {
    let mut arriving = pin!(arriving);
    let first_look = poll_fn(|context| Poll::Ready(arriving.as_mut().poll(context)));
    if let Poll::Ready(arrived) = first_look.await {
        return Ok(arrived);
    }
    let released = release(request);
    let arrived = arriving.await;
    if let Some(released) = released {
        reacquire(request, released).await?;
    }
    Ok(arrived)
}
