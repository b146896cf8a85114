use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::{self, HeaderName};
use actix_web::{FromRequest, HttpMessage as _, HttpRequest};
use deskhand_domain::files::FileName;
use deskhand_http_core::problem::{Problem, ProblemCode};

use super::content_digest::sha256_of;
use super::disposition::name_in;

const CONTENT_DIGEST: HeaderName = HeaderName::from_static("content-digest");

/// What the headers of an upload say of its body.
pub(crate) struct UploadHead {
    pub(super) name: FileName,
    /// The SHA-256 that it must have.
    pub(super) digest: Option<[u8; 32]>,
    /// How many bytes it has, if the client said it.
    pub(super) length: Option<u64>,
}

impl FromRequest for UploadHead {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(read(request))
    }
}

fn read(request: &HttpRequest) -> Result<UploadHead, Problem> {
    let headers = request.headers();
    if headers.get(header::CONTENT_ENCODING).is_some_and(|encoding| encoding != "identity") {
        let wanted = "The body must be the bytes of the file, without a content encoding.";
        return Err(Problem::new(ProblemCode::UnsupportedMediaType).detail(wanted));
    }
    if request.content_type().starts_with("multipart/") {
        let wanted = "The body must be the bytes of one file, not a form; Content-Disposition gives the name.";
        return Err(Problem::new(ProblemCode::UnsupportedMediaType).detail(wanted));
    }
    let name = match headers.get(header::CONTENT_DISPOSITION) {
        Some(disposition) => name_in(disposition)
            .ok_or_else(|| bad("Content-Disposition", "must be such as: attachment; filename=\"photo.png\""))?,
        None => FileName::of(""),
    };
    let digest = match headers.get(CONTENT_DIGEST) {
        Some(digest) => sha256_of(digest.to_str().unwrap_or_default())
            .map_err(|()| bad("Content-Digest", "must be such as: sha-256=:<base64>:"))?,
        None => None,
    };
    let length = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    Ok(UploadHead { name, digest, length })
}

fn bad(header: &str, wanted: &str) -> Problem {
    Problem::new(ProblemCode::BadRequest).detail(format!("The header {header} {wanted}."))
}
