//! The transports that bring mail in, as far as the settings name them.

use std::net::SocketAddr;
use std::sync::Arc;

use deskhand_domain::MailboxReaderId;
use deskhand_domain::ports::IdGenerator;
use deskhand_domain::use_cases::UseCases;
use deskhand_http_core::metrics::Metrics;
use deskhand_mail_in::Intake;
use deskhand_mail_in::imap::{ImapObserver, MailboxReader};
use deskhand_mail_in::lmtp::{Limits, LmtpListener, LmtpServer};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::desk_intake::DeskIntake;
use crate::settings::{MailSettings, SettingsError};

/// What is ready to bring mail in.
pub(crate) struct Transports {
    lmtp: Option<(LmtpServer, LmtpListener)>,
    mailbox: Option<MailboxReader>,
}

impl Transports {
    /// Connects the transports to the use cases. The socket of LMTP was taken before.
    pub(crate) fn new(
        mail: &MailSettings,
        listener: Option<LmtpListener>,
        desk: &UseCases,
        ids: &dyn IdGenerator,
        metrics: &Metrics,
    ) -> Result<Self, SettingsError> {
        let intake: Arc<dyn Intake> = Arc::new(DeskIntake { desk: desk.clone(), metrics: metrics.clone() });
        let settings = &mail.incoming;
        let name = settings.address.rsplit_once('@').map_or("deskhand", |(_, domain)| domain);
        let lmtp = listener.map(|listener| (LmtpServer::new(name, Arc::clone(&intake), Limits::default()), listener));
        let mailbox = settings.mailbox()?.map(|mailbox| {
            let mailbox = mailbox.with_lease(mail.lease.unsigned_abs());
            let observer = MailboxMetrics { metrics: metrics.clone(), desk: desk.clone() };
            MailboxReader::new(mailbox, desk.clone(), intake, MailboxReaderId::new(ids.uuid()), Arc::new(observer))
        });
        Ok(Self { lmtp, mailbox })
    }

    /// The TCP address on which mail servers deliver, if they do.
    pub(crate) fn lmtp_address(&self) -> Option<SocketAddr> {
        self.lmtp.as_ref().and_then(|(_, listener)| listener.tcp_address())
    }

    /// Begins to serve mail servers, and to read the mailbox.
    pub(crate) fn start(self, stopped: &watch::Receiver<bool>) -> Vec<(&'static str, JoinHandle<()>)> {
        let mut loops = Vec::new();
        if let Some((server, listener)) = self.lmtp {
            loops.push(("LMTP server", tokio::spawn(server.run(listener, stopped.clone()))));
        }
        if let Some(mailbox) = self.mailbox {
            loops.push(("mailbox reader", tokio::spawn(mailbox.run(stopped.clone()))));
        }
        loops
    }
}

struct MailboxMetrics {
    metrics: Metrics,
    desk: UseCases,
}

impl ImapObserver for MailboxMetrics {
    fn connected(&self, is_connected: bool) {
        self.metrics.imap_connected(is_connected);
    }

    fn succeeded(&self) {
        self.metrics.imap_succeeded(self.desk.clock().now());
    }
}
