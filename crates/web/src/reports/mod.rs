//! Reports: the figures of a period, and its resolved tickets as a table.

mod chart;
mod download;
mod figures;
mod period;
mod show;

pub(crate) use download::download_resolved;
pub(crate) use show::show_reports;
