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

/// The list that a request names: its path, filter and sort, to which a cursor is bound.
pub(crate) struct Listing {
    path: String,
    parameters: Vec<(String, String)>,
}

/// The parameters to which a cursor is not bound: the size of a page and the fields of its rows may change, and the sort is bound as a value of its own.
const UNBOUND: &[&str] = &["cursor", "limit", "count", "sort", "fields"];

impl Listing {
    /// The row after which the page begins, if the request has a cursor. `sort` is the order, given or default.
    pub(crate) fn after(&self, sort: &str) -> Result<Option<Position>, Problem> {
        let cursor = self.parameters.iter().find(|(name, _)| name == "cursor");
        cursor.map(|(_, cursor)| cursor::decode(cursor, &self.binding(sort))).transpose()
    }

    /// Answers a page, with a link to the next.
    pub(crate) fn answer<T, J: Serialize>(
        &self,
        state: &AppState,
        sort: &str,
        page: Page<T>,
        position: impl FnOnce(&T) -> Position,
        json: impl FnMut(T) -> J,
    ) -> HttpResponse {
        let page = self.page(sort, page, position, json);
        let mut response = HttpResponse::Ok();
        if let Some(cursor) = page.next_cursor() {
            response.insert_header((header::LINK, self.link(state, cursor)));
        }
        response.json(page)
    }

    /// A page as it is answered.
    pub(crate) fn page<T, J>(
        &self,
        sort: &str,
        page: Page<T>,
        position: impl FnOnce(&T) -> Position,
        json: impl FnMut(T) -> J,
    ) -> ListJson<J> {
        let last = page.rows.last().filter(|_| page.has_more);
        let next = last.map(|row| cursor::encode(position(row), &self.binding(sort)));
        ListJson::new(page.rows.into_iter().map(json).collect(), next, page.has_more, page.total)
    }

    /// The list at a path below this one, without parameters.
    pub(crate) fn below(&self, name: &str) -> Self {
        Self { path: format!("{}/{name}", self.path), parameters: Vec::new() }
    }

    fn binding(&self, sort: &str) -> String {
        let mut bound: Vec<_> = self.parameters.iter().filter(|(name, _)| !UNBOUND.contains(&name.as_str())).collect();
        bound.sort();
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(bound).finish();
        format!("{}?{query}#{sort}", self.path)
    }

    fn link(&self, state: &AppState, cursor: &str) -> String {
        self.link_after(state, "cursor", cursor)
    }

    /// A link to the page after this row, which the parameter `name` tells.
    pub(crate) fn link_after(&self, state: &AppState, name: &str, row: &str) -> String {
        let kept = self.parameters.iter().filter(|(name, _)| name != "cursor" && name != "after");
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(kept).append_pair(name, row).finish();
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

/// The size of a page.
pub(crate) fn page_limit(text: &str) -> Result<PageLimit, Invalid> {
    // A text that is no number is outside the limits too, and the reason names them.
    PageLimit::parse(text.parse().unwrap_or(0))
}
