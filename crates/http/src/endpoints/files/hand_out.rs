//! Hands out the bytes of a file. A file is a download of bytes that nothing may run: its type follows from its bytes, and no browser
//! may guess another.

use std::fmt;

use actix_web::body::SizedStream;
use actix_web::http::header::{self, HeaderValue};
use actix_web::web::Bytes;
use actix_web::{HttpMessage as _, HttpRequest, HttpResponse};
use deskhand_domain::files::Blob;
use deskhand_domain::use_cases::{Error, ReadableFile, UseCases};
use deskhand_http_core::middleware::HeadOnly;
use deskhand_http_core::problem::Problem;
use deskhand_http_core::{AppState, FILE_HEADERS, disposition};
use futures::stream::{self, Stream, StreamExt as _};
use tracing_actix_web::RequestId;

use super::range::{Part, part};

/// The bytes that are read at once.
const PIECE: u64 = 256 * 1024;

/// Answers the file, or the range that the request asks for.
pub(super) async fn hand_out(
    state: &AppState,
    request: &HttpRequest,
    file: ReadableFile,
    inline: bool,
) -> Result<HttpResponse, Problem> {
    let ReadableFile { attachment, blob } = file;
    let tag = format!("\"{}\"", blob.digest);
    let (mut answer, from, to) = match wanted(request, &tag, blob.size) {
        Part::Whole => (HttpResponse::Ok(), 0, blob.size),
        Part::Bytes(from, to) => {
            let mut answer = HttpResponse::PartialContent();
            answer.insert_header((header::CONTENT_RANGE, format!("bytes {from}-{}/{}", to - 1, blob.size)));
            (answer, from, to)
        }
        Part::Nothing => {
            let range = (header::CONTENT_RANGE, format!("bytes */{}", blob.size));
            return Ok(HttpResponse::RangeNotSatisfiable().insert_header(range).finish());
        }
    };
    for (name, value) in FILE_HEADERS {
        answer.insert_header((name, HeaderValue::from_static(value)));
    }
    let kind = attachment.kind;
    answer
        .content_type(kind.media_type())
        .insert_header(disposition(&attachment.name, inline && kind.is_shown_inline()))
        .insert_header((header::ETAG, tag));
    let id = request.extensions().get::<RequestId>().copied();
    let mut rest = Rest { use_cases: state.use_cases.clone(), id, blob, next: from, end: to };
    // Before the answer begins: a failure here is still answered as a problem.
    let first = rest.read().await?;
    let pieces = stream::iter(first.map(Ok)).chain(rest.pieces());
    Ok(answer.body(SizedStream::new(to - from, pieces)))
}

/// A range counts for a GET only, and with `If-Range` only if the file is still the same.
fn wanted(request: &HttpRequest, tag: &str, size: u64) -> Part {
    let text = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
    let is_other = text(header::IF_RANGE).is_some_and(|known| known != tag);
    match text(header::RANGE) {
        Some(range) if !is_other && !request.extensions().contains::<HeadOnly>() => part(range, size),
        _ => Part::Whole,
    }
}

/// What of a file was not read yet.
struct Rest {
    use_cases: UseCases,
    id: Option<RequestId>,
    blob: Blob,
    next: u64,
    end: u64,
}

impl Rest {
    async fn read(&mut self) -> Result<Option<Bytes>, Error> {
        let length = PIECE.min(self.end - self.next);
        if length == 0 {
            return Ok(None);
        }
        let bytes =
            self.use_cases.files().read(self.blob, self.next, usize::try_from(length).unwrap_or_default()).await?;
        if bytes.len() as u64 != length {
            return Err(Error::Internal("a file is shorter than when it arrived; see `deskhand files check`"));
        }
        self.next += length;
        Ok(Some(bytes.into()))
    }

    /// Each piece is read when the client has received the one before.
    fn pieces(self) -> impl Stream<Item = Result<Bytes, Incomplete>> {
        stream::try_unfold(self, |mut rest| async move {
            let id = rest.id;
            let piece = rest.read().await.map_err(|cause| Incomplete { id, cause })?;
            Ok(piece.map(|piece| (piece, rest)))
        })
    }
}

/// The rest of a file could not be read. The server logs this and closes the connection: the client knows the length.
#[derive(Debug)]
struct Incomplete {
    #[expect(dead_code, reason = "for the log, which writes it out")]
    id: Option<RequestId>,
    cause: Error,
}

impl fmt::Display for Incomplete {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Reading a file failed; the connection is closed: {}", self.cause)
    }
}

impl std::error::Error for Incomplete {}
