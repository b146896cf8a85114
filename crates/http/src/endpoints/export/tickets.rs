use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION};
use actix_web::web::Bytes;
use actix_web::{HttpResponse, get, web};
use deskhand_domain::transfer::Record;
use deskhand_domain::use_cases::{Export, ExportOf};
use deskhand_domain::uuid::Uuid;
use deskhand_domain::{EventId, Invalid};
use deskhand_http_core::problem::{Fields, Problem};
use deskhand_http_core::{AppState, Pages, Unreadable, pages};
use deskhand_transfer::write_line;
use futures::stream::{self, StreamExt as _};
use serde::Deserialize;
use tracing_actix_web::RequestId;
use utoipa::IntoParams;

use crate::extract::{Caller, Query, QueryParameters, yes_or_no};

/// Which lines of the export.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ExportQuery {
    /// The lines after the one with this `id`: the last one that arrived whole. Without it the export begins at its beginning, with the
    /// line of the desk.
    #[param(example = "0190a8e2-5c1f-7cc3-98c4-dc0c0c07398f")]
    after: Option<String>,
    /// At most so many lines, from 1; all unless said otherwise.
    #[param(value_type = Option<u64>)]
    limit: Option<String>,
    /// Whether with the hashes of passwords, which a desk with the same secret can use: `false` unless said otherwise. For superadmins
    /// with a session, not with an API key.
    #[param(value_type = Option<bool>)]
    passwords: Option<String>,
}

impl QueryParameters for ExportQuery {
    type Meaning = ExportOf;

    fn into_meaning(self, fields: &mut Fields) -> Option<ExportOf> {
        Some(ExportOf {
            after: fields.text("after", self.after, id_of_line),
            limit: fields.text("limit", self.limit, number_of_lines),
            passwords: fields.text("passwords", self.passwords, yes_or_no).unwrap_or(false),
        })
    }
}

fn id_of_line(text: &str) -> Result<Uuid, Invalid> {
    text.parse().map(|id: EventId| id.as_uuid())
}

fn number_of_lines(text: &str) -> Result<u64, Invalid> {
    match text.parse() {
        Ok(lines @ 1..=MOST_LINES) => Ok(lines),
        _ => Err(Invalid::OutOfRange { min: 1, max: MOST_LINES.cast_signed() }),
    }
}

/// The largest number that every JSON reader holds exactly.
const MOST_LINES: u64 = (1 << 53) - 1;

/// The whole desk as lines of JSON, each an object with a `type`: `desk`, then every `person`, then each `event` that belongs to no ticket
/// that is stored, then every `ticket` with its messages, notes, files, history, followers, ratings and assignment. `deskhand import`
/// reads it. docs/operations.md says what is and is not in it.
///
/// An admin's export has no addresses and phones of other admins, and not what happened to their accounts; a superadmin's has all. The
/// security log has an entry of each. A connection that breaks off leaves the last line without its end: ask again with `after`.
#[utoipa::path(
    tag = "reports",
    params(ExportQuery),
    responses(
        (status = 200, description = "The lines, each ended by a line feed.", content_type = "application/jsonl", body = String),
        (status = 410, description = "`event-expired`: there is no line `after`. Begin anew."),
    )
)]
#[get("/api/v1/export/tickets")]
pub(crate) async fn export_tickets(
    state: web::Data<AppState>,
    caller: Caller,
    id: RequestId,
    query: Query<ExportQuery>,
) -> Result<HttpResponse, Problem> {
    let mut lines = Lines(state.use_cases.transfer().export(&caller.actor, query.0).await?);
    // Before the answer begins: a failure here is still answered as a problem.
    let first = encoded(&lines.0.next_page().await?).map_err(Problem::internal)?;
    let first = stream::iter(first.map(Ok));
    Ok(HttpResponse::Ok()
        .content_type("application/jsonl")
        .insert_header((CONTENT_DISPOSITION, "attachment; filename=\"deskhand.jsonl\""))
        .insert_header((CACHE_CONTROL, "private, no-store"))
        .streaming(first.chain(pages(lines, id, state.metrics.count_stream("export")))))
}

struct Lines(Export);

impl Pages for Lines {
    async fn next_chunk(&mut self) -> Result<Option<Bytes>, Unreadable> {
        encoded(&self.0.next_page().await?)
    }
}

fn encoded(records: &[Record]) -> Result<Option<Bytes>, Unreadable> {
    let mut lines = Vec::new();
    for record in records {
        write_line(record, &mut lines)?;
    }
    Ok((!lines.is_empty()).then(|| Bytes::from(lines)))
}
