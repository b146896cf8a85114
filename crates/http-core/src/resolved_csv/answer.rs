use actix_web::HttpResponse;
use actix_web::http::header::CONTENT_DISPOSITION;
use actix_web::web::Bytes;
use deskhand_domain::people::Actor;
use deskhand_domain::ports::TicketView;
use deskhand_domain::report::Period;
use deskhand_domain::use_cases::ResolvedReport;
use futures::stream::{self, StreamExt as _};
use time::OffsetDateTime;
use tracing_actix_web::RequestId;

use super::table;
use crate::paged_answer::{Pages, Unreadable, pages};
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
    let rest = stream::once(async { Ok(head) }).chain(pages(report, id, state.metrics.count_stream("csv")));
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

impl Pages for ResolvedReport {
    async fn next_chunk(&mut self) -> Result<Option<Bytes>, Unreadable> {
        encoded(&self.next_page().await?)
    }
}

fn encoded(rows: &[TicketView]) -> Result<Option<Bytes>, Unreadable> {
    if rows.is_empty() { Ok(None) } else { table::rows(rows).map(Some) }
}
