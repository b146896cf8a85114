use actix_web::http::Uri;
use actix_web::http::header::HeaderValue;
use deskhand_domain::people::{Language, Look};

use crate::public_path::public_path;

/// What the answer to a request depends on when nothing but a problem is left of it. It is kept of every request, so nothing is read of it
/// before there is a problem.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The id of the request.
    pub request_id: String,
    /// Whether it only reads.
    pub is_read: bool,
    pub(crate) uri: Uri,
    pub(crate) accept: Option<HeaderValue>,
    pub(crate) languages: Option<HeaderValue>,
    pub(crate) public_url: String,
    /// What the person who asks chose: the language, and how pages look. `None` where the request has no session.
    pub language: Option<Language>,
    pub look: Option<Look>,
}

impl Asked {
    /// Path and query.
    #[must_use]
    pub fn target(&self) -> &str {
        self.uri.path_and_query().map_or("", |target| target.as_str())
    }

    /// The media types that the client accepts, as in `Accept`.
    #[must_use]
    pub fn accept(&self) -> &str {
        text(self.accept.as_ref())
    }

    /// The languages that the client prefers, as in `Accept-Language`.
    #[must_use]
    pub fn languages(&self) -> &str {
        text(self.languages.as_ref())
    }

    /// The path of the public URL, without a slash at its end.
    #[must_use]
    pub fn public_path(&self) -> String {
        public_path(&self.public_url)
    }
}

fn text(header: Option<&HeaderValue>) -> &str {
    header.and_then(|value| value.to_str().ok()).unwrap_or_default()
}
