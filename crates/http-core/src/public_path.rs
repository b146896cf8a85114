use actix_web::http::Uri;

/// The path below which clients see the service, without a slash at its end: empty where it is at the root of its host.
#[must_use]
pub fn public_path(public_url: &str) -> String {
    let url = public_url.parse::<Uri>().ok();
    url.map(|url| url.path().trim_end_matches('/').to_owned()).unwrap_or_default()
}
