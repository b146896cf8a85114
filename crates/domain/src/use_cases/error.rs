use time::Duration;

use crate::files::FileRefused;
use crate::invalid::Invalid;
use crate::notification::LetterBudget;
use crate::permissions::{Denied, KeyDenied};
use crate::ports::{HashingError, StorageError, Unique};
use crate::quota::QuotaExceeded;
use crate::report::EmptyPeriod;
use crate::ticket::{NotAssignable, NotFollowable, Refusal};

/// Why a sign-in was refused. Anything about the account is revealed only after the right password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignInRefusal {
    /// There is no such person, or the password is wrong. The caller does not learn which.
    #[error("the login or the password is wrong")]
    WrongCredentials,
    /// The account is pending: an admin must approve it first.
    #[error("your account waits for approval")]
    Pending,
    /// An admin rejected the account.
    #[error("your account was rejected")]
    Rejected,
    /// The account is suspended.
    #[error("your account is suspended")]
    Suspended,
    /// The workflow requires a verified e-mail address, and this one is not verified yet.
    #[error("your e-mail address is not verified yet")]
    EmailUnverified,
    /// The challenge is unknown, used or expired, or it had too many wrong codes. The person starts with the password.
    #[error("the sign-in took too long or had too many wrong codes; start again with the password")]
    ChallengeInvalid,
    /// The code is wrong, or was used already.
    #[error("the code is wrong, or was used already")]
    WrongCode,
}

impl SignInRefusal {
    /// The reason in the security log, as a stable word. `is_known` says whether there is such an account.
    pub(crate) const fn reason(self, is_known: bool) -> &'static str {
        match self {
            Self::WrongCredentials if is_known => "wrong_password",
            Self::WrongCredentials => "unknown_login",
            Self::Pending => "account_pending",
            Self::Rejected => "account_rejected",
            Self::Suspended => "account_suspended",
            Self::EmailUnverified => "email_unverified",
            Self::ChallengeInvalid => "challenge_invalid",
            Self::WrongCode => "wrong_code",
        }
    }
}

/// Why a use case has no result.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It does not exist, or the caller may not see it.
    #[error("there is no such thing")]
    NotFound,
    /// A rule or a missing permission forbids it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A value of the command is not acceptable, alone or together with what is stored.
    #[error("{field} {reason}")]
    Field {
        /// The field, as the API names it.
        field: &'static str,
        /// What is wrong with the value.
        reason: Invalid,
    },
    /// A value that must be unique belongs to another person.
    #[error("the {} is taken", .0.as_str())]
    Taken(Unique),
    /// The version that the caller gave is not the newest.
    #[error("it was changed in the meantime")]
    Stale,
    /// Others wrote on the ticket after the last message that the writer saw.
    #[error("messages by others since the last one that you saw: {newer}")]
    Overtaken {
        /// How many messages by others, of those that the writer may read.
        newer: u32,
    },
    /// The client used the idempotency key for another request before.
    #[error("this idempotency key was used for another request")]
    KeyReused,
    /// The event to continue after is not in the log. The reader must start from the beginning.
    #[error("there is no such event any more")]
    EventExpired,
    /// The sign-in was refused.
    #[error(transparent)]
    SignIn(#[from] SignInRefusal),
    /// The token or API key is not valid, its session has ended, or its account is not in use.
    #[error("the token is not valid")]
    Unauthenticated,
    /// The sign-in is too long ago for what is asked: the current password must come with the request.
    #[error("your sign-in is more than 15 minutes old: send your current password, or sign in again")]
    PasswordRequired,
    /// The policy wants a second factor of the caller, who has none. They may do nothing else until they set one up, and
    /// their API keys nothing at all.
    #[error("set up a second factor first: your role requires one")]
    SecondFactorRequired,
    /// Too many wrong codes of a second factor within a day.
    #[error("too many wrong codes")]
    TooManyCodes {
        /// Until the next one is taken.
        wait: Duration,
    },
    /// The scopes of the API key do not allow it, whatever its owner may do.
    #[error(transparent)]
    KeyDenied(#[from] KeyDenied),
    /// The link is unknown, used, expired, or for another purpose. The caller does not learn which.
    #[error("the link is not good, or not any more")]
    LinkInvalid,
    /// The caller would exceed a quota.
    #[error(transparent)]
    QuotaExceeded(#[from] QuotaExceeded),
    /// The file is too large, or there are too many.
    #[error(transparent)]
    FileRefused(#[from] FileRefused),
    /// Too many passwords are being hashed already.
    #[error("too many sign-ins at once")]
    Overloaded,
    /// The request would cause more letters than its author may cause for now.
    #[error("you caused more mail than one person may ({budget}); try again in {} s", .wait.whole_seconds().max(1))]
    TooManyLetters {
        /// What is allowed.
        budget: LetterBudget,
        /// After which time there is room again.
        wait: Duration,
    },
    /// The period of the report is empty.
    #[error(transparent)]
    EmptyPeriod(#[from] EmptyPeriod),
    /// A bug or an inconsistent store. The message is for the log only.
    #[error("{0}")]
    Internal(&'static str),
    /// The store failed.
    #[error(transparent)]
    Storage(StorageError),
}

impl From<Denied> for Error {
    /// What the caller may not see gets the same answer as what does not exist.
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::CannotSee => Self::NotFound,
            Denied::SessionOnly => KeyDenied::SessionOnly.into(),
            other => Self::Refused(other.into()),
        }
    }
}

impl From<NotFollowable> for Error {
    fn from(reason: NotFollowable) -> Self {
        Refusal::from(reason).into()
    }
}

impl From<NotAssignable> for Error {
    fn from(reason: NotAssignable) -> Self {
        Self::Refused(reason.into())
    }
}

impl From<StorageError> for Error {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::AlreadyExists(what @ (Unique::Username | Unique::Email)) => Self::Taken(what),
            StorageError::Conflict => Self::Stale,
            other => Self::Storage(other),
        }
    }
}

impl From<HashingError> for Error {
    fn from(error: HashingError) -> Self {
        match error {
            HashingError::Overloaded => Self::Overloaded,
            HashingError::Failed => Self::Internal("a password could not be hashed or compared"),
        }
    }
}

/// Turns a refusal into an error; one that must hide the ticket becomes [`Error::NotFound`].
pub(crate) fn refused(refusal: Refusal) -> Error {
    match refusal {
        Refusal::Denied(denied) => denied.into(),
        other => Error::Refused(other),
    }
}
