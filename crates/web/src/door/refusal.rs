use deskhand_domain::ticket::Refusal;
use deskhand_domain::use_cases::Error;
use deskhand_http_core::problem::{Problem, ProblemCode};

use super::faults::invalid_words;
use super::shell::Shell;

/// Why something was not done, where it is an answer and no failure.
fn refusal_words(error: &Error, shell: &Shell) -> Option<String> {
    match error {
        Error::Refused(refusal) => Some(reason(refusal, shell)),
        Error::Stale => Some(shell.say("refusal-stale")),
        Error::Overtaken { newer } => Some(shell.count("refusal-overtaken", newer)),
        Error::QuotaExceeded(_) | Error::TooManyLetters { .. } | Error::FileRefused(_) => {
            Some(sentence(&error.to_string()))
        }
        Error::Field { field, reason } => {
            Some(format!("{}: {}", shell.word("field", field), invalid_words(*reason, shell)))
        }
        _ => None,
    }
}

/// Why something was not done.
///
/// # Errors
/// The problem, where it is a failure and no answer.
pub(crate) fn refused(error: Error, shell: &Shell) -> Result<String, Problem> {
    refusal_words(&error, shell).map_or_else(|| Err(error.into()), Ok)
}

/// Why, in the reader's language where there are words for it.
pub(crate) fn reason(refusal: &Refusal, shell: &Shell) -> String {
    let id = match refusal {
        Refusal::Denied(denied) => format!("refusal-{}", denied.code()),
        other => format!("refusal-{}", other.code()),
    };
    shell.words().find(&id, &[]).unwrap_or_else(|| sentence(&refusal.to_string()))
}

/// A reason as a sentence of its own.
fn sentence(reason: &str) -> String {
    let mut characters = reason.chars();
    let first = characters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", characters.as_str())
}

/// No page of ours sends such a form.
pub(crate) fn bad_form() -> Problem {
    Problem::new(ProblemCode::BadRequest)
}
