//! The unit of work: one transaction behind all ports that write.

use async_trait::async_trait;
use deskhand_domain::ports::{
    AccountLinks, ApiKeyStore, AttachmentRepository, CustomerUses, DraftStore, EventTickets, HistoryLog,
    IdempotencyKeys, LinkRequests, MailIntake, MailboxCursors, Maintenance, Outbox, PeopleRepository, SavedViewStore,
    SecondFactorStore, SecurityLog, SessionStore, Storage, StorageError, TicketRepository, TransferStore, UnitOfWork,
    WebhookStore, Workload,
};
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, QueryTrait};

use crate::database::Database;
use crate::dialect::lease_clock::LeaseClock;
use crate::searched_texts::SearchedTexts;
use crate::stored_followers::StoredFollowers;
use crate::transaction::Transaction;

pub(crate) struct SeaOrmUnitOfWork {
    pub(crate) tx: Transaction,
    pub(crate) lease_clock: LeaseClock,
    pub(crate) searched: SearchedTexts,
    pub(crate) followers: StoredFollowers,
}

impl SeaOrmUnitOfWork {
    /// Inserts rows by [`Transaction::write`].
    pub(crate) async fn write_rows<A: ActiveModelTrait>(&self, rows: Vec<A>) -> Result<(), StorageError> {
        if rows.is_empty() {
            return Ok(());
        }
        let count = rows.len() as u64;
        self.tx.write(A::Entity::insert_many(rows).build(self.tx.get_database_backend()), count).await
    }
}

impl Database {
    pub(crate) async fn begin_unit_of_work(&self) -> Result<SeaOrmUnitOfWork, StorageError> {
        Ok(self.unit_of_work(self.writer.begin().await?))
    }

    fn unit_of_work(&self, tx: Transaction) -> SeaOrmUnitOfWork {
        let (searched, followers) = (SearchedTexts::default(), StoredFollowers::default());
        SeaOrmUnitOfWork { tx, lease_clock: self.lease_clock, searched, followers }
    }
}

#[async_trait]
impl Storage for Database {
    async fn begin(&self) -> Result<Box<dyn UnitOfWork>, StorageError> {
        Ok(Box::new(self.begin_unit_of_work().await?))
    }

    async fn begin_ahead(&self) -> Result<Box<dyn UnitOfWork>, StorageError> {
        Ok(Box::new(self.unit_of_work(self.writer.begin_ahead().await?)))
    }
}

/// One object implements every port, see `repositories/`.
macro_rules! ports {
    ($($name:ident: $Port:ident)+) => {
        $(fn $name(&mut self) -> &mut dyn $Port {
            self
        })+
    };
}

#[async_trait]
impl UnitOfWork for SeaOrmUnitOfWork {
    ports! {
        tickets: TicketRepository
        people: PeopleRepository
        workload: Workload
        history: HistoryLog
        outbox: Outbox
        sessions: SessionStore
        idempotency_keys: IdempotencyKeys
        api_keys: ApiKeyStore
        account_links: AccountLinks
        link_requests: LinkRequests
        second_factors: SecondFactorStore
        security_log: SecurityLog
        customer_uses: CustomerUses
        event_tickets: EventTickets
        attachments: AttachmentRepository
        mail_intake: MailIntake
        mailbox_cursors: MailboxCursors
        drafts: DraftStore
        saved_views: SavedViewStore
        transfer: TransferStore
        webhooks: WebhookStore
        maintenance: Maintenance
    }

    async fn commit(self: Box<Self>) -> Result<(), StorageError> {
        self.tx.commit().await
    }

    async fn roll_back(self: Box<Self>) {
        self.tx.roll_back().await;
    }
}
