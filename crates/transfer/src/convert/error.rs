/// Why a file was not converted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConvertError {
    /// It is no JSON.
    #[error("{0} is no output of mongoexport: {1}")]
    NoJson(&'static str, serde_json::Error),
    /// A document lacks a value, or it is of another kind.
    #[error("{of} {key}: {field} is missing, or of another kind")]
    NoField {
        /// What the document is.
        of: &'static str,
        /// Its id.
        key: String,
        /// The field.
        field: &'static str,
    },
    /// A dump lacks a table or a column.
    #[error("the dump has no {0}; it must be made by pg_dump --data-only, without --inserts")]
    NoTable(String),
    /// A line of a dump has more or fewer values than its table.
    #[error("line {0} of the dump has not as many values as its table has columns")]
    OddLine(usize),
    /// Two documents have the same id.
    #[error("{0} {1} is there twice")]
    Twice(&'static str, String),
}
