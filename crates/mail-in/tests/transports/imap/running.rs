use std::sync::Arc;
use std::time::Duration;

use deskhand_domain::MailboxReaderId;
use deskhand_domain::ports::{Clock, MailboxCursor};
use deskhand_domain::use_cases::{MailboxAccess, Ports, Rules, UseCases};
use deskhand_mail_in::imap::{FirstRun, ImapObserver, ImapSettings, MailboxReader};
use deskhand_memory::MemoryStorage;
use deskhand_system::SystemClock;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use uuid::Uuid;

use crate::fake_intake::FakeIntake;
use deskhand_tests::imap::ScriptedServer;

/// A desk with its storage, in which several readers can run.
#[derive(Clone)]
pub(crate) struct Desk {
    pub(crate) intake: Arc<FakeIntake>,
    pub(crate) desk: UseCases,
}

impl Default for Desk {
    fn default() -> Self {
        Self::with_clock(Arc::new(SystemClock))
    }
}

/// A reader that runs.
pub(crate) struct Running {
    settings: ImapSettings,
    desk: UseCases,
    pub(crate) observer: Arc<Observer>,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

#[derive(Default)]
pub(crate) struct Observer {
    is_connected: watch::Sender<bool>,
    successes: watch::Sender<usize>,
}

impl ImapObserver for Observer {
    fn connected(&self, is_connected: bool) {
        self.is_connected.send_replace(is_connected);
    }

    fn succeeded(&self) {
        self.successes.send_modify(|successes| *successes += 1);
    }
}

impl Observer {
    pub(crate) fn is_connected(&self) -> bool {
        *self.is_connected.borrow()
    }

    /// Waits until the folder was read to its end so many times.
    pub(crate) async fn read_to_its_end(&self, times: usize) {
        self.successes.subscribe().wait_for(|successes| *successes >= times).await.unwrap();
    }
}

impl Desk {
    /// A desk whose leases follow this clock.
    pub(crate) fn with_clock(clock: Arc<dyn Clock>) -> Self {
        let ports = Ports { clock, ..deskhand_system::ports_over(Arc::new(MemoryStorage::new())) };
        Self { intake: Arc::default(), desk: UseCases::new(ports, Rules::default()) }
    }

    /// Reads all mails, also at the first run.
    pub(crate) fn read(&self, server: &ScriptedServer, after: &str) -> Running {
        self.read_as(1, server, after, FirstRun::All)
    }

    pub(crate) fn read_as(&self, n: u128, server: &ScriptedServer, after: &str, first_run: FirstRun) -> Running {
        self.read_url(n, &server.url(after), first_run)
    }

    /// Reads as the nth reader.
    pub(crate) fn read_url(&self, n: u128, url: &str, first_run: FirstRun) -> Running {
        let settings = ImapSettings::parse(url).unwrap();
        let settings = settings.with_first_run(first_run).with_poll_interval(Duration::from_secs(120));
        let (stop, stopped) = watch::channel(false);
        let observer = Arc::new(Observer::default());
        let id = MailboxReaderId::new(Uuid::from_u128(n));
        let intake = Arc::clone(&self.intake);
        let reader = MailboxReader::new(settings.clone(), self.desk.clone(), intake, id, Arc::clone(&observer) as _);
        let task = tokio::spawn(reader.run(stopped));
        Running { settings, desk: self.desk.clone(), observer, stop, task }
    }
}

impl Running {
    /// Stops the reader, and returns how far it read.
    pub(crate) async fn stop(self) -> Option<MailboxCursor> {
        self.stop.send(true).unwrap();
        self.task.await.unwrap();
        assert!(!self.observer.is_connected());
        let look = MailboxReaderId::new(Uuid::from_u128(99));
        let folder = self.settings.mailbox_folder();
        let access = self.desk.mailboxes().claim(&folder, look, time::Duration::MINUTE).await.unwrap();
        self.desk.mailboxes().release(&folder, look).await.unwrap();
        match access {
            MailboxAccess::Granted(cursor) => cursor,
            other => panic!("{other:?}: it was not given back"),
        }
    }
}

/// The cursor after mails were read in the scripted server's folder.
pub(crate) fn before(next_uid: u32) -> Option<MailboxCursor> {
    Some(MailboxCursor { uid_validity: 7, next_uid })
}
