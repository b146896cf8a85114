use actix_web::HttpRequest;
use actix_web::http::header::{self, HeaderName};
use url::Url;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Whether a browser says that one of our own pages sent the request. Pages of other sites can make a browser send forms here, with the cookie
/// of its person; they can't make it lie about where the form was.
///
/// Browsers say it in `Sec-Fetch-Site`, over plain HTTP beyond the own machine only in `Origin`.
#[must_use]
pub fn is_from_own_pages(request: &HttpRequest, public_url: &str) -> bool {
    let text = |name: &HeaderName| request.headers().get(name).and_then(|value| value.to_str().ok());
    match (text(&SEC_FETCH_SITE), text(&header::ORIGIN)) {
        (Some(site), _) => site == "same-origin",
        (None, Some(origin)) => is_own_origin(origin, text(&header::HOST), public_url),
        (None, None) => false,
    }
}

/// The origin of the host that the request names, or that of the desk: a proxy may name another host than the browser does.
fn is_own_origin(origin: &str, host: Option<&str>, public_url: &str) -> bool {
    let Ok(url) = Url::parse(origin) else { return false };
    let named = origin.split_once("://").map(|(_, host)| host);
    let is_http = matches!(url.scheme(), "http" | "https");
    (is_http && named.is_some() && named == host)
        || Url::parse(public_url).is_ok_and(|public| public.origin() == url.origin())
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn a_form_counts_as_ours_only_where_the_browser_says_so() {
        let site = |site: &str| vec![("sec-fetch-site", site.to_owned())];
        let origin = |origin: &str| vec![("host", "10.0.0.7:8080".to_owned()), ("origin", origin.to_owned())];
        for (headers, expected) in [
            (site("same-origin"), true),
            (site("same-site"), false),
            (site("cross-site"), false),
            (site("none"), false),
            (origin("http://10.0.0.7:8080"), true),
            (origin("https://desk.example.com"), true),
            (origin("https://desk.example.com.evil.example"), false),
            (origin("http://desk.example.com"), false),
            (origin("http://10.0.0.7:8081"), false),
            (origin("null"), false),
            ([site("cross-site"), origin("https://desk.example.com")].concat(), false),
            (vec![], false),
        ] {
            let mut request = TestRequest::post();
            for (name, value) in &headers {
                request = request.append_header((*name, value.as_str()));
            }
            let found = is_from_own_pages(&request.to_http_request(), "https://desk.example.com/");
            assert_eq!(found, expected, "{headers:?}");
        }
    }
}
