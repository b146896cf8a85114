//! Long answers, which are read page by page (docs/adr/0040-reports-are-streamed.md).

use std::error::Error;
use std::fmt;

use actix_web::web::Bytes;
use futures::stream::{self, Stream};
use tracing_actix_web::RequestId;

use crate::metrics::OpenGauge;

/// Why a page could not be read.
pub type Unreadable = Box<dyn Error + Send + Sync>;

/// What is read page by page.
#[allow(async_fn_in_trait, reason = "the stream stays on the thread of its connection")]
pub trait Pages {
    /// The next page, encoded; `None` at the end.
    async fn next_chunk(&mut self) -> Result<Option<Bytes>, Unreadable>;
}

/// The pages as the body of an answer. Each is read when the client has received the one before. For a client that has disconnected
/// nothing is read.
pub fn pages<P: Pages>(
    pages: P,
    id: RequestId,
    open: OpenGauge,
) -> impl Stream<Item = Result<Bytes, Incomplete>> + use<P> {
    stream::try_unfold((pages, open), move |(mut pages, open)| async move {
        let chunk = pages.next_chunk().await.map_err(|cause| Incomplete { id, cause })?;
        Ok(chunk.map(|chunk| (chunk, (pages, open))))
    })
}

/// The rest of an answer could not be read. The server logs this and closes the connection: without the last chunk the client knows that
/// the answer is incomplete.
#[derive(Debug)]
pub struct Incomplete {
    #[expect(dead_code, reason = "for the log, which writes it out")]
    id: RequestId,
    cause: Unreadable,
}

impl fmt::Display for Incomplete {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Reading the answer failed; the connection is closed: {}", self.cause)
    }
}

impl Error for Incomplete {}
