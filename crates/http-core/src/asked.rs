/// What the answer to a request depends on when nothing but a problem is left of it.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The id of the request.
    pub request_id: String,
    /// Whether it only reads.
    pub is_read: bool,
    /// Path and query.
    pub target: String,
    /// The media types that the client accepts, as in `Accept`.
    pub accept: String,
    /// The languages that the client prefers, as in `Accept-Language`.
    pub languages: String,
    /// The path of the public URL, without a slash at its end.
    pub public_path: String,
}
