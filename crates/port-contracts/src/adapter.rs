//! A storage to be tested, with the few operations that many contracts need.

use std::any::Any;
use std::sync::Arc;

use deskhand_domain::people::Person;
use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{
    ApiKeyQueries, AttachmentQueries, DraftQueries, EventFeed, IntakeQueries, MailQueries, PageLimit, PeopleQueries,
    PresenceBoard, ReportQueries, SavedViewQueries, SecurityQueries, SessionQueries, Storage, TicketFilter, TicketKey,
    TicketQueries, TicketSort, TransferQueries, UnitOfWork, WebhookQueries,
};
use deskhand_domain::ticket::{Message, Ticket};

/// A fresh, empty storage, seen through all of its ports.
pub struct Adapter {
    /// Begins units of work.
    pub storage: Arc<dyn Storage>,
    /// Reads of tickets.
    pub tickets: Arc<dyn TicketQueries>,
    /// Reads of people.
    pub people: Arc<dyn PeopleQueries>,
    /// Reads for reports.
    pub reports: Arc<dyn ReportQueries>,
    /// Reads of the log of everything that happened.
    pub events: Arc<dyn EventFeed>,
    /// Reads of sessions.
    pub sessions: Arc<dyn SessionQueries>,
    /// Reads of API keys.
    pub api_keys: Arc<dyn ApiKeyQueries>,
    /// Reads of mails.
    pub mail: Arc<dyn MailQueries>,
    /// Reads of the security log.
    pub security: Arc<dyn SecurityQueries>,
    /// Reads of files.
    pub attachments: Arc<dyn AttachmentQueries>,
    /// Reads of mail that came in.
    pub intake: Arc<dyn IntakeQueries>,
    /// Reads of drafts.
    pub drafts: Arc<dyn DraftQueries>,
    /// Who is on which ticket.
    pub presence: Arc<dyn PresenceBoard>,
    /// Reads of saved views.
    pub saved_views: Arc<dyn SavedViewQueries>,
    /// Reads whole people and tickets.
    pub transfer: Arc<dyn TransferQueries>,
    /// Reads of webhooks.
    pub webhooks: Arc<dyn WebhookQueries>,
    /// What must live as long as the storage: a temporary directory, a database to be dropped.
    pub keep_alive: Box<dyn Any + Send + Sync>,
}

impl Adapter {
    pub(crate) async fn begin(&self) -> Box<dyn UnitOfWork> {
        self.storage.begin().await.unwrap()
    }

    pub(crate) async fn keep_people(&self, people: &[Person]) {
        let mut uow = self.begin().await;
        for person in people {
            uow.people().insert(person).await.unwrap();
        }
        uow.commit().await.unwrap();
    }

    pub(crate) async fn keep_tickets(&self, tickets: &[Ticket]) {
        let mut uow = self.begin().await;
        for ticket in tickets {
            uow.tickets().insert(ticket).await.unwrap();
        }
        uow.commit().await.unwrap();
    }

    pub(crate) async fn keep_messages(&self, messages: &[Message]) {
        let mut uow = self.begin().await;
        for message in messages {
            uow.tickets().append_message(message).await.unwrap();
        }
        uow.commit().await.unwrap();
    }

    /// The ticket as readers see it now.
    pub(crate) async fn ticket(&self, ticket: &Ticket) -> Option<Ticket> {
        let key = TicketKey::Id(ticket.id);
        self.tickets.find(TicketVisibility::Everything, key).await.unwrap().map(|view| view.ticket)
    }

    /// The person as units of work see them now, removed or not.
    pub(crate) async fn person(&self, person: &Person) -> Option<Person> {
        self.begin().await.people().find(person.id).await.unwrap()
    }

    /// The numbers of all tickets that fit, lowest first.
    pub(crate) async fn numbers(&self, sees: TicketVisibility, filter: &TicketFilter) -> Vec<u64> {
        let limit = PageLimit::parse(i64::from(PageLimit::MAX)).unwrap();
        let page = self.tickets.list(sees, filter.clone(), TicketSort::Number, None, limit, false).await.unwrap();
        assert!(!page.has_more, "the suites keep no more tickets than fit on one page");
        page.rows.iter().map(|view| view.ticket.number.get()).collect()
    }
}
