use actix_web::web;
use serde::Deserialize;

/// The query of a link. Parameters that tracking programs add to it are ignored.
#[derive(Deserialize)]
pub(crate) struct LinkQuery {
    #[serde(default)]
    pub(super) token: String,
}

// Under a name that utoipa does not recognise as a query: pages are in no document.
pub(super) type Link = web::Query<LinkQuery>;
