use std::path::PathBuf;

use clap::Parser;

/// Compares two builds of deskhand under load
#[derive(Debug, Parser)]
#[command(version)]
pub(crate) struct Options {
    /// The deskhand program to measure
    #[arg(long, value_name = "FILE")]
    pub(crate) ours: PathBuf,
    /// The deskhand program to compare it with; without it, nothing is compared
    #[arg(long, value_name = "FILE")]
    pub(crate) base: Option<PathBuf>,
    /// The revision of the base, for the report
    #[arg(long, value_name = "REVISION", default_value = "no other build")]
    pub(crate) base_name: String,
    /// The load tool
    #[arg(long, value_name = "FILE")]
    pub(crate) oha: PathBuf,
    /// Filled databases are stored here and used again
    #[arg(long, value_name = "FOLDER")]
    pub(crate) data: PathBuf,
    /// Names the schema of the filled databases
    #[arg(long, value_name = "NAME")]
    pub(crate) schema: String,
    /// A PostgreSQL server on which databases may be created; tests/with_postgres.sh starts one
    #[arg(long, value_name = "URL")]
    pub(crate) postgres: String,
    /// The report, in Markdown
    #[arg(long, value_name = "FILE")]
    pub(crate) report: PathBuf,
    /// Only the main operations, with short turns
    #[arg(long)]
    pub(crate) quick: bool,
}
