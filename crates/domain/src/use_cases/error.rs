use crate::invalid::Invalid;
use crate::permissions::{Denied, KeyDenied};
use crate::ports::{HashingError, StorageError, Unique};
use crate::report::EmptyPeriod;
use crate::ticket::{NotAssignable, Refusal};

/// Why nobody is signed in. The account's state is told only after a right password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignInRefusal {
    /// No such person, or a wrong password: which of the two is not told.
    #[error("the login or the password is wrong")]
    WrongCredentials,
    /// The account waits for approval.
    #[error("your account waits for approval")]
    Pending,
    /// The account was turned down.
    #[error("your account was rejected")]
    Rejected,
    /// The account was taken out of use.
    #[error("your account is suspended")]
    Suspended,
    /// The address was not verified yet, and this desk requires it.
    #[error("your e-mail address is not verified yet")]
    EmailUnverified,
}

/// Everything that a use case answers instead of a result.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or the caller may not know of it.
    #[error("there is no such thing")]
    NotFound,
    /// The help desk does not do this.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A value of the request does not fit what is stored.
    #[error("{field} {reason}")]
    Field {
        /// Which field of the command.
        field: &'static str,
        /// What is wrong with it.
        reason: Invalid,
    },
    /// A value that must be unique is taken.
    #[error("the {} is taken", .0.as_str())]
    Taken(Unique),
    /// The caller changes a version that is no longer the newest.
    #[error("it was changed in the meantime")]
    Stale,
    /// The client used the key of this request for another one.
    #[error("this idempotency key was used for another request")]
    KeyReused,
    /// The event to go on after is not in the log, or no longer: begin anew.
    #[error("there is no such event any more")]
    EventExpired,
    /// Nobody is signed in.
    #[error(transparent)]
    SignIn(#[from] SignInRefusal),
    /// The token is not valid, or its session has ended.
    #[error("the token is not valid")]
    Unauthenticated,
    /// An API key does not reach so far, whatever its owner may do.
    #[error(transparent)]
    KeyDenied(#[from] KeyDenied),
    /// The link is unknown, used, expired, or for something else: which of these is not told.
    #[error("the link is not good, or not any more")]
    LinkInvalid,
    /// Too many passwords to hash at once.
    #[error("too many sign-ins at once")]
    Overloaded,
    /// A report was asked for of no time at all.
    #[error(transparent)]
    EmptyPeriod(#[from] EmptyPeriod),
    /// A fault inside; the message is for the log.
    #[error("{0}")]
    Internal(&'static str),
    /// The store failed.
    #[error(transparent)]
    Storage(StorageError),
}

impl From<Denied> for Error {
    /// What may not be seen answers like what does not exist.
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::CannotSee => Self::NotFound,
            Denied::SessionOnly => KeyDenied::SessionOnly.into(),
            other => Self::Refused(other.into()),
        }
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

/// A refusal that hides the ticket becomes "not found", whichever way it came.
pub(crate) fn refused(refusal: Refusal) -> Error {
    match refusal {
        Refusal::Denied(denied) => denied.into(),
        other => Error::Refused(other),
    }
}
