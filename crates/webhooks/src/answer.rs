//! What of an answer is read, and what of a failure is said.

use http_body_util::BodyExt as _;
use hyper::Response;
use hyper::body::Incoming;
use hyper::header::RETRY_AFTER;

/// The most bytes of an answer that are read: it is shown to admins, not used.
pub(crate) const MOST_BYTES: usize = 2_000;

/// The first words of an answer. A receiver that has answered and breaks off its words has answered all the same.
pub(crate) async fn beginning(mut body: Incoming) -> String {
    let mut bytes = Vec::new();
    while bytes.len() < MOST_BYTES
        && let Some(Ok(frame)) = body.frame().await
    {
        bytes.extend(frame.into_data().unwrap_or_default());
    }
    bytes.truncate(MOST_BYTES);
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The seconds of `Retry-After`. A date is not understood, and changes nothing.
pub(crate) fn asked_to_wait<B>(answer: &Response<B>) -> Option<time::Duration> {
    let seconds: u32 = answer.headers().get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(time::Duration::seconds(i64::from(seconds)))
}
