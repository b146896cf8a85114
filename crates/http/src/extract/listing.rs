use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use deskhand_domain::Invalid;
use deskhand_domain::ports::{Page, PageLimit};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;
use serde::Serialize;
use url::form_urlencoded;

use super::cursor::{self, Position};
use crate::dto::ListJson;

/// Which list a request is about: its path, filter and sort, as far as a cursor is bound to them.
pub(crate) struct Listing {
    path: String,
    parameters: Vec<(String, String)>,
}

/// What a cursor is not bound to: the size of a page may change from page to page, and the sort is bound by its word.
const UNBOUND: &[&str] = &["cursor", "limit", "count", "sort"];

impl Listing {
    /// Where the page begins, if the request says so. `sort` is the order that counts, said or not.
    pub(crate) fn after(&self, sort: &str) -> Result<Option<Position>, Problem> {
        let cursor = self.parameters.iter().find(|(name, _)| name == "cursor");
        cursor.map(|(_, cursor)| cursor::decode(cursor, &self.binding(sort))).transpose()
    }

    /// Answers a page, with the way to the next.
    pub(crate) fn answer<T, J: Serialize>(
        &self,
        state: &AppState,
        sort: &str,
        page: Page<T>,
        position: impl FnOnce(&T) -> Position,
        json: impl FnMut(T) -> J,
    ) -> HttpResponse {
        let last = page.rows.last().filter(|_| page.has_more);
        let next = last.map(|row| cursor::encode(position(row), &self.binding(sort)));
        let mut response = HttpResponse::Ok();
        if let Some(cursor) = &next {
            response.insert_header((header::LINK, self.link(state, cursor)));
        }
        let data = page.rows.into_iter().map(json).collect();
        response.json(ListJson::new(data, next, page.has_more, page.total))
    }

    fn binding(&self, sort: &str) -> String {
        let mut bound: Vec<_> = self.parameters.iter().filter(|(name, _)| !UNBOUND.contains(&name.as_str())).collect();
        bound.sort();
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(bound).finish();
        format!("{}?{query}#{sort}", self.path)
    }

    fn link(&self, state: &AppState, cursor: &str) -> String {
        let kept = self.parameters.iter().filter(|(name, _)| name != "cursor");
        let query =
            form_urlencoded::Serializer::new(String::new()).extend_pairs(kept).append_pair("cursor", cursor).finish();
        format!("<{}{}?{query}>; rel=\"next\"", state.public_url.trim_end_matches('/'), self.path)
    }
}

impl FromRequest for Listing {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let parameters = form_urlencoded::parse(request.query_string().as_bytes()).into_owned().collect();
        ready(Ok(Self { path: request.uri().path().to_owned(), parameters }))
    }
}

/// How many rows a page shall have.
pub(crate) fn page_limit(text: &str) -> Result<PageLimit, Invalid> {
    // What is no number is outside the limits too, and the reason names them.
    PageLimit::parse(text.parse().unwrap_or(0))
}
