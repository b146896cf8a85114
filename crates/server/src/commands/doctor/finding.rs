use std::fmt::Display;

/// How bad it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    Ok,
    /// A start succeeds, but the operator should know.
    Warning,
    /// A start is refused, or something does not work.
    Wrong,
}

impl Level {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warning => "warning",
            Self::Wrong => "WRONG",
        }
    }
}

/// The result of one check: what is right, or what is not and what to do.
pub(super) struct Finding {
    pub(super) level: Level,
    pub(super) what: &'static str,
    pub(super) text: String,
}

impl Finding {
    pub(super) fn ok(what: &'static str, text: impl Display) -> Self {
        Self { level: Level::Ok, what, text: text.to_string() }
    }

    pub(super) fn warning(what: &'static str, text: impl Display) -> Self {
        Self { level: Level::Warning, what, text: text.to_string() }
    }

    pub(super) fn wrong(what: &'static str, text: impl Display) -> Self {
        Self { level: Level::Wrong, what, text: text.to_string() }
    }

    pub(super) fn of(what: &'static str, result: Result<String, String>) -> Self {
        match result {
            Ok(text) => Self::ok(what, text),
            Err(text) => Self::wrong(what, text),
        }
    }
}
