//! The one map from the domain's errors to problems.

use deskhand_domain::files::FileRefused;
use deskhand_domain::permissions::{Denied, KeyDenied};
use deskhand_domain::ports::{StorageError, Unique};
use deskhand_domain::ticket::{Refusal, StatusAction};
use deskhand_domain::use_cases::{Error, SignInRefusal};

use super::{Fields, Problem, ProblemCode as Code};

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Self::new(Code::NotFound),
            Error::Refused(refusal) => refusal.into(),
            Error::Field { field, reason } => {
                let mut fields = Fields::of_body();
                fields.refuse(field, reason.code(), reason.to_string());
                fields.into()
            }
            Error::Taken(what) => taken(what),
            Error::Stale => Self::new(Code::Conflict),
            Error::Overtaken { newer } => Self::new(Code::Overtaken).detail(error.to_string()).newer(newer),
            Error::KeyReused => Self::new(Code::IdempotencyKeyReused),
            Error::EventExpired => Self::new(Code::EventExpired),
            Error::SignIn(refusal) => refusal.into(),
            Error::Unauthenticated => Self::new(Code::Unauthenticated),
            Error::PasswordRequired => Self::new(Code::PasswordRequired).detail(error.to_string()),
            Error::SecondFactorRequired => Self::new(Code::SecondFactorRequired).detail(error.to_string()),
            Error::TooManyCodes { wait } => Self::new(Code::RateLimited)
                .detail("There were too many wrong codes within a day. `Retry-After` says when the next one is taken.")
                .retry_after(wait.whole_seconds().unsigned_abs() + 1),
            Error::KeyDenied(denied) => denied.into(),
            Error::LinkInvalid => Self::new(Code::LinkInvalid),
            Error::QuotaExceeded(quota) => {
                let seconds = quota.retry_after().as_seconds_f64().ceil();
                Self::new(Code::QuotaExceeded).detail(quota.to_string()).retry_after(seconds as u64)
            }
            Error::FileRefused(refused) => refused.into(),
            Error::Overloaded => Self::new(Code::Overloaded),
            Error::TooManyLetters { wait, .. } => {
                let seconds = u64::try_from(wait.whole_seconds()).unwrap_or_default().max(1);
                Self::new(Code::TooManyLetters).detail(error.to_string()).retry_after(seconds)
            }
            Error::EmptyPeriod(reason) => Self::new(Code::EmptyPeriod).detail(reason.to_string()),
            Error::Internal(cause) => Self::internal(cause),
            Error::Storage(error) => error.into(),
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let code = match &refusal {
            // The status must not reveal that it exists.
            Refusal::Denied(Denied::CannotSee) => return Self::new(Code::NotFound),
            Refusal::Denied(Denied::SessionOnly) => Code::SessionRequired,
            Refusal::Denied(_) => Code::Forbidden,
            Refusal::IllegalTransition { .. } => Code::IllegalTransition,
            Refusal::ResponseRequired => Code::ResponseRequired,
            Refusal::AwaitingResponse => Code::AwaitingResponse,
            Refusal::ReopenWindowPassed => Code::ReopenWindowPassed,
            Refusal::Canceled => Code::TicketCanceled,
            Refusal::ConversationOver(_) => Code::ConversationOver,
            Refusal::AssigneeAndStatus => Code::AssigneeAndStatus,
            Refusal::NotAssignable(_) => Code::NotAssignable,
            Refusal::NotFollowable(_) => Code::NotFollowable,
            Refusal::TooManyFollowers => Code::TooManyFollowers,
            Refusal::NotActive => Code::NotActive,
            Refusal::NotRateable => Code::NotRateable,
            Refusal::NotDead(_) => Code::NotDead,
            Refusal::TakesNoMail => Code::TakesNoMail,
            Refusal::UnknownRecipient => Code::UnknownRecipient,
            Refusal::MailNotHeld(_) => Code::MailNotHeld,
            Refusal::MailIncomplete => Code::MailIncomplete,
            Refusal::MailHasNoTicket => Code::MailHasNoTicket,
            Refusal::SenderHasNoPart => Code::SenderHasNoPart,
            Refusal::LastSuperadmin => Code::LastSuperadmin,
            Refusal::PersonRemoved => Code::PersonRemoved,
            Refusal::NotAnEngineer => Code::NotAnEngineer,
            Refusal::SecondFactorSet => Code::SecondFactorSet,
            Refusal::NoSecondFactor => Code::NoSecondFactor,
            Refusal::TooManyKeys => Code::TooManyKeys,
            Refusal::TooManyWebhooks => Code::TooManyWebhooks,
            Refusal::WebhookStopped(_) => Code::WebhookStopped,
            Refusal::DeliveryPending => Code::DeliveryPending,
        };
        let problem = Self::new(code).detail(refusal.to_string());
        match refusal {
            Refusal::IllegalTransition { allowed, .. } => {
                problem.allowed(allowed.iter().map(StatusAction::as_str).collect())
            }
            Refusal::Denied(denied) => problem.denied(denied),
            _ => problem,
        }
    }
}

impl From<FileRefused> for Problem {
    fn from(refused: FileRefused) -> Self {
        match refused {
            FileRefused::TooLarge { .. } => Self::new(Code::TooLarge).detail(refused.to_string()),
            // When the next file is deleted is not known; a message makes room at once.
            FileRefused::TooManyOpen { .. } => {
                Self::new(Code::QuotaExceeded).detail(refused.to_string()).retry_after(3600)
            }
        }
    }
}

impl From<KeyDenied> for Problem {
    fn from(denied: KeyDenied) -> Self {
        match denied {
            KeyDenied::Scope(scope) => Self::new(Code::InsufficientScope).detail(denied.to_string()).scope(scope),
            KeyDenied::SessionOnly => Self::new(Code::SessionRequired).detail(denied.to_string()),
        }
    }
}

impl From<SignInRefusal> for Problem {
    fn from(refusal: SignInRefusal) -> Self {
        Self::new(match refusal {
            SignInRefusal::WrongCredentials => Code::WrongCredentials,
            SignInRefusal::Pending => Code::AccountPending,
            SignInRefusal::Rejected => Code::AccountRejected,
            SignInRefusal::Suspended => Code::AccountSuspended,
            SignInRefusal::EmailUnverified => Code::EmailUnverified,
            SignInRefusal::ChallengeInvalid => Code::ChallengeInvalid,
            SignInRefusal::WrongCode => Code::WrongCode,
        })
        .detail(refusal.to_string())
    }
}

impl From<StorageError> for Problem {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::Conflict => Self::new(Code::Conflict),
            StorageError::AlreadyExists(what) => taken(what),
            StorageError::Busy => Self::new(Code::Unavailable).cause(&error),
            StorageError::Full => Self::new(Code::InsufficientStorage).cause(&error),
            StorageError::Unavailable(cause) => Self::new(Code::Unavailable).cause(&cause),
            // Corrupt rows, ports that are not supported, and whatever storage errors are added.
            _ => Self::internal(&error),
        }
    }
}

fn taken(what: Unique) -> Problem {
    match what {
        Unique::Username => Problem::new(Code::UsernameTaken),
        Unique::Email => Problem::new(Code::EmailTaken),
        Unique::Other => Problem::internal("something that only a fault can repeat exists already"),
    }
}

#[cfg(test)]
mod tests;
