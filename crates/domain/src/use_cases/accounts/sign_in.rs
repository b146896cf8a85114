use time::{Duration, OffsetDateTime};

use crate::ids::{PersonId, SessionId};
use crate::people::{AccountStatus, By, Password, PasswordHash, Person};
use crate::policy::Workflow;
use crate::ports::{AccessClaims, PersonView, RefreshToken, SecretToken, StorageError, TokenUse};
use crate::security::SecurityKind;
use crate::use_cases::accounts::login_subject::parse_login;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Accounts, Challenge, Error, SignInRefusal};

/// A sign-in with a password.
#[derive(Clone, Debug)]
pub struct SignIn {
    /// The username or e-mail address.
    pub login: String,
    /// The password, as typed.
    pub password: Password,
}

/// The tokens of a session, after a sign-in or refresh.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The access token, to be sent with every request.
    pub access_token: String,
    /// How long the access token is valid.
    pub expires_in: Duration,
    /// The refresh token. It works once.
    pub refresh_token: SecretToken,
    /// The person who signed in.
    pub person: PersonView,
    /// The session that began or goes on.
    pub session: SessionId,
}

/// What a right password leads to.
#[derive(Clone, Debug)]
pub enum SignInAnswer {
    /// A session.
    SignedIn(Box<SignedIn>),
    /// The person has a second factor: its code is wanted too.
    SecondFactorRequired(Challenge),
}

/// What a right password leads to, within the transaction.
enum PasswordAccepted {
    Session(Box<Person>, RefreshToken, SecretToken),
    Challenge(Challenge),
}

impl Accounts<'_> {
    /// Begins a session for a person with the right password and an account in use; where they have a second factor, the
    /// wait for its code.
    ///
    /// An unknown login takes as long as a wrong password and gets the same answer, so that a caller cannot find out
    /// which logins exist.
    ///
    /// # Errors
    /// [`Error::SignIn`]; [`Error::Overloaded`] if too many passwords are being verified.
    pub async fn sign_in(self, command: SignIn) -> Result<SignInAnswer, Error> {
        let signed_in = match self.try_sign_in(&command).await {
            // Meanwhile another sign-in renewed the hash, or the password was changed: what is stored now decides.
            Err(Error::Storage(StorageError::Conflict)) => match self.try_sign_in(&command).await {
                Err(Error::Storage(StorageError::Conflict)) => Err(SignInRefusal::WrongCredentials.into()),
                result => result,
            },
            result => result,
        };
        if let Err(Error::SignIn(refusal)) = &signed_in {
            self.note_failed_sign_in(&command.login, *refusal).await;
        }
        signed_in
    }

    async fn note_failed_sign_in(self, login: &str, refusal: SignInRefusal) {
        let person = self.login_subject(login).await.ok().and_then(|login| login.account());
        self.desk.note_refusal(SecurityKind::SignInFailed, person, refusal.reason(person.is_some()), None);
    }

    async fn try_sign_in(self, command: &SignIn) -> Result<SignInAnswer, Error> {
        let found = match parse_login(&command.login) {
            Some(key) => self.desk.ports.people.find(key).await?,
            None => None,
        };
        let hash = found.as_ref().and_then(|view| view.person.password.clone());
        let check = self.check_password(&command.password, hash.clone()).await?;
        let view = found.filter(|_| check.is_right()).ok_or(SignInRefusal::WrongCredentials)?;

        let id = view.person.id;
        // Before the challenge of a second factor: that is bound to the hash.
        let hash = match hash {
            Some(hash) => Some(self.renew_hash(id, command.password.clone(), hash, check).await),
            None => None,
        };
        let accepted =
            self.desk.in_transaction(By::Person(id), |tx| Box::pin(tx.accept_password(id, hash.as_ref()))).await?;
        Ok(match accepted {
            PasswordAccepted::Session(person, token, secret) => {
                SignInAnswer::SignedIn(Box::new(self.signed_in(PersonView { person: *person, ..view }, &token, secret)))
            }
            PasswordAccepted::Challenge(challenge) => SignInAnswer::SecondFactorRequired(challenge),
        })
    }

    /// Issues the access token of a session. It does not outlive the session.
    pub(crate) fn signed_in(self, person: PersonView, token: &RefreshToken, refresh_token: SecretToken) -> SignedIn {
        let issued_at = self.desk.ports.clock.now();
        let end = token.begun_at.saturating_add(self.desk.rules.session_lifetime);
        let expires_at = end.min(issued_at + self.desk.rules.access_token_lifetime);
        let (id, session) = (person.person.id, token.session);
        let claims = AccessClaims { person: id, session, issued_at, expires_at, usage: TokenUse::Api };
        let expires_in = expires_at - issued_at;
        SignedIn { access_token: self.desk.ports.tokens.issue(&claims), expires_in, refresh_token, person, session }
    }
}

impl TxContext<'_> {
    /// Checks the account again, now locked: since the first read it may have been suspended or got another password.
    async fn accept_password(&mut self, id: PersonId, hash: Option<&PasswordHash>) -> Result<PasswordAccepted, Error> {
        let person = self.uow.people().find(id).await?.ok_or(SignInRefusal::WrongCredentials)?;
        if person.password.as_ref() != hash {
            return Err(StorageError::Conflict.into());
        }
        may_sign_in(&person, self.desk.workflow())?;
        if person.second_factor_at.is_some() {
            return self.begin_challenge(&person).await.map(PasswordAccepted::Challenge);
        }
        let (token, secret) = self.begin_session(&person).await?;
        Ok(PasswordAccepted::Session(Box::new(person), token, secret))
    }

    /// Begins a session of a person who proved who they are.
    pub(crate) async fn begin_session(&mut self, person: &Person) -> Result<(RefreshToken, SecretToken), Error> {
        let session = SessionId::new(self.desk.ports.ids.uuid());
        let secret = self.desk.ports.secrets.generate();
        let token = self.refresh_token(session, person.id, self.now, &secret);
        self.uow.sessions().begin_session(&token, self.desk.origin.agent.clone()).await?;
        self.record_security(SecurityKind::SignedIn, person.id, None).await?;
        Ok((token, secret))
    }

    /// The row to store for a refresh token that is given out now. It does not outlive the session.
    pub(crate) fn refresh_token(
        &self,
        session: SessionId,
        person: PersonId,
        begun_at: OffsetDateTime,
        secret: &SecretToken,
    ) -> RefreshToken {
        let end = begun_at.saturating_add(self.desk.rules.session_lifetime);
        RefreshToken {
            session,
            person,
            begun_at,
            digest: self.desk.ports.secrets.digest(secret.reveal()),
            issued_at: self.now,
            expires_at: end.min(self.now + self.desk.rules.refresh_token_lifetime),
        }
    }
}

/// Whether an account may have a session. Call it only after the right password or token, because the refusal reveals
/// the state of the account.
pub(crate) fn may_sign_in(person: &Person, rules: &Workflow) -> Result<(), SignInRefusal> {
    match person.status {
        _ if person.removed_at.is_some() => Err(SignInRefusal::WrongCredentials),
        AccountStatus::Pending => Err(SignInRefusal::Pending),
        AccountStatus::Rejected => Err(SignInRefusal::Rejected),
        AccountStatus::Suspended => Err(SignInRefusal::Suspended),
        AccountStatus::Approved if rules.require_verified_email && person.email_verified_at.is_none() => {
            Err(SignInRefusal::EmailUnverified)
        }
        AccountStatus::Approved => Ok(()),
    }
}
