use std::path::PathBuf;

use clap::Parser;

/// Compares two builds of deskhand under load
#[derive(Parser)]
pub(crate) struct Options {
    /// The deskhand program to measure
    #[arg(long)]
    pub(crate) ours: PathBuf,
    /// The deskhand program to compare it with; without it, nothing is compared
    #[arg(long)]
    pub(crate) base: Option<PathBuf>,
    /// The revision of the base, for the report
    #[arg(long, default_value = "no other build")]
    pub(crate) base_name: String,
    /// The load tool
    #[arg(long)]
    pub(crate) oha: PathBuf,
    /// The folder of the filled databases, named after their schema; what is missing is filled
    #[arg(long)]
    pub(crate) data: PathBuf,
    /// A PostgreSQL server on which databases may be created: tests/with_postgres.sh starts one
    #[arg(long)]
    pub(crate) postgres: String,
    /// The file for the report, in Markdown
    #[arg(long)]
    pub(crate) report: PathBuf,
    /// Only mail that comes in
    #[arg(long)]
    pub(crate) mail: bool,
    /// Only the pages
    #[arg(long)]
    pub(crate) pages: bool,
    /// Only what programs use: changes in bulk, the export, webhooks
    #[arg(long)]
    pub(crate) programs: bool,
    /// Only the main operations, with short turns
    #[arg(long)]
    pub(crate) quick: bool,
}
