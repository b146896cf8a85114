use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use deskhand_domain::MailboxReaderId;
use deskhand_domain::ports::{MailboxCursor, MailboxFolder};
use deskhand_domain::use_cases::{MailboxAccess, UseCases};
use tokio::sync::watch;
use tokio::time::Instant;

use super::after::After;
use super::failures::Failures;
use super::fault::Fault;
use super::idle::RENEWED;
use super::observer::ImapObserver;
use super::pauses::Pauses;
use super::session::Session;
use super::settings::ImapSettings;
use crate::intake::Intake;
use crate::stopping::stopped;

/// Takes in the mails of one folder. Of several instances one reads it at a time.
pub struct MailboxReader {
    pub(super) settings: ImapSettings,
    pub(super) folder: MailboxFolder,
    pub(super) desk: UseCases,
    pub(super) intake: Arc<dyn Intake>,
    pub(super) id: MailboxReaderId,
    pub(super) observer: Arc<dyn ImapObserver>,
    pub(super) failures: Failures,
    pauses: Pauses,
    /// When the lease was got or prolonged.
    claimed_at: Instant,
}

impl MailboxReader {
    /// A reader with an id that no other reader has.
    #[must_use]
    pub fn new(
        settings: ImapSettings,
        desk: UseCases,
        intake: Arc<dyn Intake>,
        id: MailboxReaderId,
        observer: Arc<dyn ImapObserver>,
    ) -> Self {
        let folder = settings.mailbox_folder();
        let (failures, pauses) = (Failures::default(), Pauses::with_lease(settings.lease));
        Self { settings, folder, desk, intake, id, observer, failures, pauses, claimed_at: Instant::now() }
    }

    /// Reads until `stop` becomes true. A mail that is under way then is fetched again after the next start, and stored once.
    #[tracing::instrument(name = "imap", skip_all, fields(server = self.settings.server()))]
    pub async fn run(mut self, mut stop: watch::Receiver<bool>) {
        loop {
            let fault = tokio::select! {
                () = stopped(&mut stop) => break,
                Err(fault) = self.read() => fault,
            };
            self.observer.connected(false);
            let pause = self.pauses.after(&fault);
            log(&fault, pause);
            tokio::select! {
                () = stopped(&mut stop) => break,
                () = tokio::time::sleep(pause) => {}
            }
        }
        self.observer.connected(false);
        if let Err(error) = self.desk.mailboxes().release(&self.folder, self.id).await {
            tracing::warn!(%error, "The mailbox can't be given back; other instances wait for the end of its lease");
        }
    }

    async fn read(&mut self) -> Result<Infallible, Fault> {
        self.claim().await?;
        let mut session = Session::open(&self.settings, self.intake.most_bytes()).await?;
        let folder = session.select(&self.settings.folder, false).await?;
        let after = self.possible_after(&session);
        tracing::info!(mails = folder.mails, "Reading a mailbox");
        self.observer.connected(true);
        loop {
            let cursor = self.claim().await?;
            self.read_new(&mut session, folder, cursor, &after).await?;
            self.pauses.reset();
            self.observer.succeeded();
            self.wait(&mut session).await?;
        }
    }

    /// Gets the folder, or prolongs the lease. Returns how far it was read.
    async fn claim(&mut self) -> Result<Option<MailboxCursor>, Fault> {
        let lease = time::Duration::try_from(self.settings.lease).unwrap_or(time::Duration::MAX);
        self.claimed_at = Instant::now();
        match self.desk.mailboxes().claim(&self.folder, self.id, lease).await {
            Ok(MailboxAccess::Granted(cursor)) => Ok(cursor),
            Ok(MailboxAccess::Taken) => Err(Fault::Taken),
            Ok(MailboxAccess::Paused) => Err(Fault::Paused),
            Err(error) => Err(Fault::Storage(format!("the place in the mailbox can't be read or stored: {error}"))),
        }
    }

    /// Prolongs the lease where that is due: there may be many mails to read.
    pub(super) async fn prolong(&mut self) -> Result<(), Fault> {
        if self.claimed_at.elapsed() >= self.settings.prolonged() {
            self.claim().await?;
        }
        Ok(())
    }

    /// What the settings say, if the server can do it.
    fn possible_after(&self, session: &Session) -> After {
        match session.lacks_for(&self.settings.after) {
            None => self.settings.after.clone(),
            Some(lacks) => {
                tracing::error!(
                    "The mail server lacks {lacks}, which mail.in.imap_url needs for what it says after `after=`; mails are marked as \
                     read instead"
                );
                After::Seen
            }
        }
    }

    /// Waits until there may be new mail, and keeps the folder meanwhile.
    async fn wait(&mut self, session: &mut Session) -> Result<(), Fault> {
        if session.connection.take_news() {
            return Ok(());
        }
        match session.begin_idle().await? {
            Some(tag) => {
                let deadline = Instant::now() + RENEWED;
                while Instant::now() < deadline
                    && !session.idle_until(deadline.min(Instant::now() + self.settings.prolonged())).await?
                {
                    self.claim().await?;
                }
                session.end_idle(&tag).await
            }
            None => {
                let deadline = Instant::now() + self.settings.poll_interval;
                while Instant::now() < deadline {
                    tokio::time::sleep_until(deadline.min(Instant::now() + self.settings.prolonged())).await;
                    self.claim().await?;
                }
                session.noop().await
            }
        }
    }
}

fn log(fault: &Fault, pause: Duration) {
    match fault {
        Fault::Taken | Fault::Paused => tracing::debug!("Not reading the mailbox: {fault}; looking again in {pause:?}"),
        Fault::SignIn(_) => tracing::error!("The mailbox can't be read: {fault}; trying again in {pause:?}"),
        _ => tracing::warn!("The mailbox can't be read: {fault}; trying again in {pause:?}"),
    }
}
