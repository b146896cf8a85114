//! Reports: what was resolved, as a table; and the summary of a period.

mod period_query;
mod resolved_csv;
mod summary;

pub(crate) use resolved_csv::report_resolved;
pub(crate) use summary::report_summary;
