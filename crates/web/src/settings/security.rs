use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use deskhand_domain::ports::{SecurityEventView, SecuritySort};
use deskhand_domain::security::SecurityKind;
use deskhand_domain::use_cases::ListSecurityEvents;
use deskhand_http_core::{AppState, named_person};
use serde::Deserialize;

use crate::door::{Page, Shell, Visitor, page};
use crate::parts::{Pager, rows_of_a_page};

#[derive(Template)]
#[template(path = "settings/security.html")]
struct SecurityPage {
    shell: Shell,
    query: SecurityQuery,
    kinds: &'static [SecurityKind],
    rows: Vec<SecurityEventView>,
    pager: Pager,
}

/// The query of the page. What is not right is left out.
#[derive(Default, Deserialize)]
pub(crate) struct SecurityQuery {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    person: String,
    /// The last entry of the page before.
    #[serde(default)]
    after: String,
}

/// The security log about people whom the visitor may see, and about strangers; newest first.
pub(crate) async fn show_security(
    state: web::Data<AppState>,
    Visitor { caller, shell }: Visitor,
    web::Query(query): web::Query<SecurityQuery>,
) -> Page {
    let after = query.after.parse().ok();
    let command = ListSecurityEvents {
        kind: query.kind.parse().into_iter().collect(),
        person: named_person(query.person.trim()).ok(),
        sort: SecuritySort::AtDesc,
        after,
        limit: rows_of_a_page(),
    };
    let found = state.use_cases.security().list(&caller.actor, command).await?;
    let next = found.rows.last().filter(|_| found.has_more).map(|last| last.event.id.to_string());
    let filter = [("kind", query.kind.as_str()), ("person", query.person.trim())];
    let pager = Pager::new("/security", &filter, after.is_none(), next.as_deref());
    page(StatusCode::OK, &SecurityPage { shell, kinds: SecurityKind::ALL, rows: found.rows, pager, query })
}
