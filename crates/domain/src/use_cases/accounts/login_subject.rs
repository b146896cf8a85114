use crate::ids::PersonId;
use crate::people::{EmailAddress, Username};
use crate::ports::PersonKey;
use crate::use_cases::{Accounts, Error};

/// Whose password a sign-in tries: what limits count sign-ins by. All ways to write the login of one account are one subject, and so are
/// its username and its address.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum LoginSubject {
    /// An account.
    Account(PersonId),
    /// No account. It counts like one, so that a limit does not show which logins exist.
    Unknown(String),
}

impl LoginSubject {
    /// The account, if there is one.
    #[must_use]
    pub const fn account(&self) -> Option<PersonId> {
        match self {
            Self::Account(person) => Some(*person),
            Self::Unknown(_) => None,
        }
    }
}

impl Accounts<'_> {
    /// Finds whose password a sign-in with this login tries.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn login_subject(self, login: &str) -> Result<LoginSubject, Error> {
        let Some(key) = parse_login(login) else {
            return Ok(LoginSubject::Unknown(login.trim().to_lowercase()));
        };
        let normalized = match &key {
            PersonKey::Email(email) => email.case_folded(),
            PersonKey::Username(username) => username.to_string(),
            PersonKey::Id(id) => id.to_string(),
        };
        let found = self.desk.ports.people.find(key).await?;
        Ok(found.map_or(LoginSubject::Unknown(normalized), |view| LoginSubject::Account(view.person.id)))
    }
}

/// A login with an `@` is an e-mail address, because usernames have none. `None` if it is not valid as either.
pub(super) fn parse_login(login: &str) -> Option<PersonKey> {
    if login.contains('@') {
        EmailAddress::parse(login).ok().map(PersonKey::Email)
    } else {
        Username::parse(login).ok().map(PersonKey::Username)
    }
}
