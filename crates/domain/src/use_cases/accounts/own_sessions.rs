use crate::ids::SessionId;
use crate::people::Password;
use crate::ports::{Page, PageLimit, Session, SessionPosition};
use crate::security::SecurityKind;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Accounts, Caller, Error};

/// Which page of the caller's sessions to list.
#[derive(Clone, Debug, Default)]
pub struct ListSessions {
    /// The page starts after this session; `None` for the first page.
    pub after: Option<SessionPosition>,
    /// The size of the page.
    pub limit: PageLimit,
    /// Whether to count all of them.
    pub count: bool,
}

impl Accounts<'_> {
    /// Lists the caller's own sessions that have neither ended nor expired, newest first.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn list_sessions(self, caller: &Caller, command: ListSessions) -> Result<Page<Session>, Error> {
        let (me, now) = (caller.actor.id, self.desk.ports.clock.now());
        Ok(self.desk.ports.sessions.list(me, now, command.after, command.limit, command.count).await?)
    }

    /// Ends one of the caller's own sessions. Ending the one that asks is a sign-out. To end another one takes the
    /// current password or a recent sign-in: who found an open session must not shut the owner out.
    ///
    /// # Errors
    /// [`Error::NotFound`] also if it has ended; for another session those of [`Accounts::confirm_identity`].
    pub async fn end_session(
        self,
        caller: &Caller,
        id: SessionId,
        current_password: Option<Password>,
    ) -> Result<(), Error> {
        let found = self.desk.ports.sessions.find(id).await?;
        found.filter(|session| session.person == caller.actor.id).ok_or(Error::NotFound)?;
        let kind = if caller.credential.id().session() == Some(id) {
            SecurityKind::SignedOut
        } else {
            self.confirm_identity(caller, current_password).await?;
            SecurityKind::SessionEnded
        };
        self.desk.in_transaction(&caller.actor, |tx| Box::pin(tx.end_own_session(caller, id, kind))).await
    }

    /// Ends all of the caller's own sessions but the one that asks.
    ///
    /// # Errors
    /// Those of [`Accounts::confirm_identity`].
    pub async fn end_other_sessions(self, caller: &Caller, current_password: Option<Password>) -> Result<(), Error> {
        self.confirm_identity(caller, current_password).await?;
        self.desk.in_transaction(&caller.actor, |tx| Box::pin(tx.end_own_sessions(caller))).await
    }
}

impl TxContext<'_> {
    async fn end_own_session(&mut self, caller: &Caller, id: SessionId, kind: SecurityKind) -> Result<(), Error> {
        if kind != SecurityKind::SignedOut {
            self.lock_signed_in(caller).await?;
        }
        self.uow.sessions().end_session(id, self.now).await?;
        self.record_security(kind, caller.actor.id, None).await
    }

    async fn end_own_sessions(&mut self, caller: &Caller) -> Result<(), Error> {
        let me = self.lock_signed_in(caller).await?.id;
        self.uow.sessions().end_sessions_of(me, caller.credential.id().session(), self.now).await?;
        self.record_security(SecurityKind::SessionEnded, me, None).await
    }
}
