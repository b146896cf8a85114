use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use time::Duration;

use crate::api_keys::{ApiKey, PresentedKey};
use crate::ids::{ApiKeyId, PersonId, SessionId};
use crate::people::{By, Person};
use crate::ports::TokenUse;
use crate::security::SecurityKind;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Accounts, Admission, Caller, Credential, Error, Origin};

/// How long a request with an API key waits for storing the time of use.
const RECORD_USE_TIMEOUT: Duration = Duration::milliseconds(100);

impl Accounts<'_> {
    /// Finds the person who sends a request with this access token or API key. It reads the store for every request, so
    /// that a change by an admin takes effect at once on every instance.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] if the token or key is invalid or expired, the session has ended, or the account is
    /// not in use; [`Error::SecondFactorRequired`] where the policy wants a second factor that the person does not have.
    pub async fn authenticate(self, presented: &str, origin: Origin, admission: Admission) -> Result<Caller, Error> {
        match PresentedKey::parse(presented) {
            Some(key) => self.authenticate_api_key(&key, origin, admission).await,
            None => self.authenticate_token(presented, TokenUse::Api, origin, admission).await,
        }
    }

    /// Finds the person whose browser sends this token. It is good for the pages only.
    ///
    /// # Errors
    /// As [`Accounts::authenticate`].
    pub async fn authenticate_browser(
        self,
        token: &str,
        origin: Origin,
        admission: Admission,
    ) -> Result<Caller, Error> {
        self.authenticate_token(token, TokenUse::Browser, origin, admission).await
    }

    async fn authenticate_token(
        self,
        token: &str,
        usage: TokenUse,
        origin: Origin,
        admission: Admission,
    ) -> Result<Caller, Error> {
        let now = self.desk.ports.clock.now();
        let claims = self.desk.ports.tokens.read(token, now).ok().filter(|claims| claims.usage == usage);
        let Some(claims) = claims else {
            return self.refuse(SecurityKind::TokenRefused, None, "invalid_or_expired", origin);
        };
        let Some(person) = self.desk.ports.people.of_session(claims.session, claims.person, now).await? else {
            return self.refuse(SecurityKind::TokenRefused, Some(claims.person), "session_ended", origin);
        };
        let id = person.id;
        match Caller::admitted(
            person,
            Credential::Session(claims.session),
            origin.clone(),
            (admission, self.desk.workflow()),
        ) {
            Err(Error::Unauthenticated) => {
                self.refuse(SecurityKind::TokenRefused, Some(id), "account_not_in_use", origin)
            }
            admitted => Ok(admitted?.until(Some(claims.expires_at))),
        }
    }

    async fn authenticate_api_key(
        self,
        presented: &PresentedKey,
        origin: Origin,
        admission: Admission,
    ) -> Result<Caller, Error> {
        let now = self.desk.ports.clock.now();
        let Some((key, owner)) = self.desk.ports.api_keys.find(presented.id).await? else {
            return self.refuse(SecurityKind::ApiKeyRefused, None, "unknown_or_revoked", origin);
        };
        let person = Some(owner.id);
        if key.digest != self.desk.ports.secrets.digest(presented.secret.reveal()) {
            return self.refuse(SecurityKind::ApiKeyRefused, person, "wrong_secret", origin);
        }
        if !key.is_live(now) {
            return self.refuse(SecurityKind::ApiKeyRefused, person, "expired", origin);
        }
        let credential = Credential::of_key(&key, &owner);
        match Caller::admitted(owner, credential, origin.clone(), (admission, self.desk.workflow())) {
            Err(Error::Unauthenticated) => {
                self.refuse(SecurityKind::ApiKeyRefused, person, "account_not_in_use", origin)
            }
            admitted => {
                let caller = admitted?.until(key.expires_at);
                if key.note_is_due(now) {
                    self.record_use(&key).await;
                }
                Ok(caller)
            }
        }
    }

    fn refuse(
        self,
        kind: SecurityKind,
        person: Option<PersonId>,
        reason: &str,
        origin: Origin,
    ) -> Result<Caller, Error> {
        self.desk.from_origin(origin).note_refusal(kind, person, reason, None);
        Err(Error::Unauthenticated)
    }

    /// The person of a session that has not ended.
    pub(crate) async fn person_of_session(self, session: SessionId, person: PersonId) -> Result<Person, Error> {
        self.desk
            .ports
            .people
            .of_session(session, person, self.desk.ports.clock.now())
            .await?
            .ok_or(Error::Unauthenticated)
    }

    /// A key that is neither revoked nor expired, with its owner.
    pub(crate) async fn live_key(self, id: ApiKeyId) -> Result<(ApiKey, Person), Error> {
        let now = self.desk.ports.clock.now();
        let found = self.desk.ports.api_keys.find(id).await?.filter(|(key, _)| key.is_live(now));
        found.ok_or(Error::Unauthenticated)
    }

    /// Stores when the key was used, for at most [`RECORD_USE_TIMEOUT`]. If that fails or takes longer, the next use
    /// stores it: a request is neither refused nor delayed by other writers for that.
    async fn record_use(self, key: &ApiKey) {
        let mut write = pin!(self.desk.in_transaction(By::Person(key.owner), |tx| Box::pin(tx.record_use_of(key.id))));
        let mut timeout = pin!(self.desk.ports.sleeper.wait(RECORD_USE_TIMEOUT));
        let write_or_timeout = poll_fn(|context| {
            let is_finished = write.as_mut().poll(context).is_ready() || timeout.as_mut().poll(context).is_ready();
            if is_finished { Poll::Ready(()) } else { Poll::Pending }
        });
        write_or_timeout.await;
    }
}

impl TxContext<'_> {
    async fn record_use_of(&mut self, key: ApiKeyId) -> Result<(), Error> {
        let now = self.now;
        Ok(self.uow.api_keys().note_use(key, now).await?)
    }
}
