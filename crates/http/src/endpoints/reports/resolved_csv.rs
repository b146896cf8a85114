use std::error::Error;
use std::fmt;

use actix_web::http::header::CONTENT_DISPOSITION;
use actix_web::web::Bytes;
use actix_web::{HttpResponse, get, web};
use deskhand_domain::ports::TicketView;
use deskhand_domain::report::Period;
use deskhand_domain::use_cases::ResolvedReport;
use deskhand_http_core::AppState;
use deskhand_http_core::metrics::OpenGauge;
use deskhand_http_core::problem::Problem;
use futures::stream::{self, Stream, StreamExt as _};
use tracing_actix_web::RequestId;

use super::period_query::TableQuery;
use super::table;
use crate::extract::{Caller, Query};

/// The tickets that were resolved in a period, as a table (RFC 4180) in UTF-8 with a byte order mark (`bom=false` leaves it out).
/// `ticket_id` is the UUID of the ticket, `number` is what people call it.
///
/// Words of people that a spreadsheet might take for a formula have an apostrophe in front, at the beginning of a cell, of each line
/// in it and after each semicolon, and so have those that begin with an apostrophe: without one leading apostrophe in each of these parts,
/// a cell is what was written.
#[utoipa::path(
    tag = "reports",
    params(TableQuery),
    responses(
        (status = 200, description = "The table, as far as the caller may see it.", content_type = "text/csv", body = String),
        (status = 422, description = "`empty-period`: it ends before it begins."),
    )
)]
#[get("/api/v1/reports/resolved.csv")]
pub(crate) async fn report_resolved(
    state: web::Data<AppState>,
    caller: Caller,
    id: RequestId,
    query: Query<TableQuery>,
) -> Result<HttpResponse, Problem> {
    let wished = query.0.period;
    let mut report = state.use_cases.reports().resolved(&caller.actor, wished.from, wished.to)?;
    // Before the answer begins: a failure here is still answered as a problem.
    let first = report.next_page().await?;
    let head = table::head_and_rows(&first, query.0.bom).map_err(Problem::internal)?;
    let attachment = format!("attachment; filename=\"{}\"", file_name(report.period()));
    let rest = stream::once(async { Ok(head) }).chain(rest_of(report, id, state.metrics.count_stream("csv")));
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8; header=present")
        .insert_header((CONTENT_DISPOSITION, attachment))
        .streaming(rest))
}

/// The first and the last day of it. Without times: colons are not for file names.
fn file_name(period: Period) -> String {
    let (first, last) = period.days();
    format!("resolved-{first}-{last}.csv")
}

/// Each page is read when the client has received the one before. For a client that has disconnected nothing is read.
fn rest_of(
    report: ResolvedReport,
    id: RequestId,
    open: OpenGauge,
) -> impl Stream<Item = Result<Bytes, Incomplete>> + use<> {
    stream::try_unfold((report, open), move |(mut report, open)| async move {
        let next = async { Ok(report.next_page().await?) };
        let rows = next.await.map_err(|cause: Box<dyn Error + Send + Sync>| Incomplete { id, cause })?;
        encoded(&rows).map_err(|cause| Incomplete { id, cause }).map(|chunk| chunk.map(|chunk| (chunk, (report, open))))
    })
}

fn encoded(rows: &[TicketView]) -> Result<Option<Bytes>, Box<dyn Error + Send + Sync>> {
    if rows.is_empty() { Ok(None) } else { table::rows(rows).map(Some) }
}

/// The rest of an answer could not be read. The server logs this and closes the connection: without the last chunk the client knows that
/// the table is incomplete.
#[derive(Debug)]
struct Incomplete {
    #[expect(dead_code, reason = "for the log, which writes it out")]
    id: RequestId,
    cause: Box<dyn Error + Send + Sync>,
}

impl fmt::Display for Incomplete {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Reading the report failed; the connection is closed: {}", self.cause)
    }
}

impl Error for Incomplete {}
