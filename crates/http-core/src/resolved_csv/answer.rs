use std::error::Error;
use std::fmt;

use actix_web::HttpResponse;
use actix_web::http::header::CONTENT_DISPOSITION;
use actix_web::web::Bytes;
use deskhand_domain::people::Actor;
use deskhand_domain::ports::TicketView;
use deskhand_domain::report::Period;
use deskhand_domain::use_cases::ResolvedReport;
use futures::stream::{self, Stream, StreamExt as _};
use time::OffsetDateTime;
use tracing_actix_web::RequestId;

use super::table;
use crate::metrics::OpenGauge;
use crate::problem::Problem;
use crate::state::AppState;

/// Answers the tickets that were resolved in a period, as a table (RFC 4180) in UTF-8, as far as the reader may see them. `bom` begins it with
/// a byte order mark, without which Excel takes UTF-8 for another encoding.
///
/// # Errors
/// The problem, where the reader is not staff, the period is empty, or its first page can't be read.
pub async fn resolved_csv(
    state: &AppState,
    reader: &Actor,
    (from, to): (Option<OffsetDateTime>, Option<OffsetDateTime>),
    bom: bool,
    id: RequestId,
) -> Result<HttpResponse, Problem> {
    let mut report = state.use_cases.reports().resolved(reader, from, to)?;
    // Before the answer begins: a failure here is still answered as a problem.
    let first = report.next_page().await?;
    let head = table::head_and_rows(&first, bom).map_err(Problem::internal)?;
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
