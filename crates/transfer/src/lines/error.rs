use deskhand_domain::Invalid;

/// Why a line is no record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LineError {
    /// It is no JSON object with a `type`.
    #[error("the line is no JSON object with a \"type\": {0}")]
    NoObject(String),
    /// The type is none of those that there are.
    #[error("the type \"{0}\" is not known; there are desk, person, event and ticket")]
    UnknownType(String),
    /// The file is of a newer version.
    #[error("the format {0} is not known to this version of deskhand")]
    UnknownFormat(u32),
    /// A value is missing, unknown or of another kind.
    #[error("{0}")]
    Shape(String),
    /// A value is not valid.
    #[error("{path} {reason}")]
    Value {
        /// Where it is.
        path: String,
        /// Why it is not.
        reason: Invalid,
    },
}

impl LineError {
    /// A value that is not valid, at this place.
    pub(super) fn at(path: impl Into<String>) -> impl FnOnce(Invalid) -> Self {
        let path = path.into();
        move |reason| Self::Value { path, reason }
    }
}
