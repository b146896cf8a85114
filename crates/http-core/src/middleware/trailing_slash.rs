use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Uri;
use actix_web::middleware::Next;

/// Only the API: a proxy in front may guard other paths, such as `/metrics`, by their exact text.
const API: &str = "/api/";

/// Serves `/api/v1/tickets/` as `/api/v1/tickets`: clients that join addresses write it so.
///
/// # Errors
/// Those of the handler.
pub async fn trim_trailing_slash<B: MessageBody>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    if let Some(uri) = trimmed(request.uri()) {
        request.match_info_mut().get_mut().update(&uri);
        request.head_mut().uri = uri;
    }
    next.call(request).await
}

fn trimmed(uri: &Uri) -> Option<Uri> {
    let path = uri.path().strip_suffix('/').filter(|path| path.starts_with(API) && !path.ends_with('/'))?;
    let path = uri.query().map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"));
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = path.parse().ok();
    Uri::from_parts(parts).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slash_at_the_end_of_a_path_of_the_api_is_left_out() {
        for (given, expected) in [
            ("/api/v1/tickets/", Some("/api/v1/tickets")),
            ("/api/v1/tickets/?q=a/", Some("/api/v1/tickets?q=a/")),
            ("/api/v1/tickets", None),
            ("/api/v1/tickets//", None),
            ("/metrics/", None),
            ("/", None),
            ("/api/", None),
        ] {
            let uri: Uri = given.parse().unwrap();
            assert_eq!(trimmed(&uri).map(|uri| uri.to_string()).as_deref(), expected, "{given}");
        }
    }
}
