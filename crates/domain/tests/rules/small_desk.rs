//! A customer, an engineer and an admin over the memory storage.

use std::sync::Arc;

use deskhand_domain::MessageId;
use deskhand_domain::people::{Actor, Person};
use deskhand_domain::ports::{PageLimit, Storage, TicketKey};
use deskhand_domain::testing::{
    CountedSecrets, PersonBuilder, PlainPayloads, PlainSigner, SequentialIds, TestClock, a_customer, an_admin,
    an_engineer,
};
use deskhand_domain::ticket::{MessageBody, Priority, Title};
use deskhand_domain::use_cases::{OpenTicket, Ports, PostMessage, Rules, UseCases};
use deskhand_memory::{MemoryPresence, MemoryStorage};

pub(crate) struct SmallDesk {
    pub(crate) use_cases: UseCases,
    pub(crate) clock: TestClock,
    pub(crate) ada: Actor,
    pub(crate) bob: Actor,
    pub(crate) root: Actor,
}

impl SmallDesk {
    pub(crate) async fn open() -> Self {
        let (storage, clock) = (Arc::new(MemoryStorage::new()), TestClock::new());
        let people = [a_customer().username("ada"), an_engineer().username("bob"), an_admin().username("root")];
        let people: Vec<Person> = people.into_iter().map(PersonBuilder::build).collect();
        let mut uow = storage.begin().await.unwrap();
        for person in &people {
            uow.people().insert(person).await.unwrap();
        }
        uow.commit().await.unwrap();
        let ports = Ports {
            attachments: storage.clone(),
            drafts: storage.clone(),
            presence: Arc::new(MemoryPresence::default()),
            events: storage.clone(),
            saved_views: storage.clone(),
            transfer: storage.clone(),
            webhooks: storage.clone(),
            webhook_payloads: Arc::new(PlainPayloads),
            webhook_signer: Arc::new(PlainSigner::default()),
            secrets: Arc::new(CountedSecrets::new()),
            ..Ports::over(storage, Arc::new(clock.clone()), Arc::new(SequentialIds::new()))
        };
        let [ada, bob, root] = [0, 1, 2].map(|n| Actor::from(&people[n]));
        Self { use_cases: UseCases::new(ports, Rules::default()), clock, ada, bob, root }
    }

    pub(crate) async fn ticket(&self, who: &Actor, title: &str) -> TicketKey {
        let ticket = self.use_cases.tickets().open(who, a_ticket(title)).await.unwrap();
        TicketKey::Id(ticket.view.ticket.id)
    }

    /// The last message that this person can read.
    pub(crate) async fn last_message(&self, who: &Actor, ticket: TicketKey) -> MessageId {
        let page = self.use_cases.tickets().messages(who, ticket, None, PageLimit::default(), false).await.unwrap();
        page.rows.last().unwrap().view.message.id
    }
}

pub(crate) fn a_ticket(title: &str) -> OpenTicket {
    OpenTicket {
        title: Title::parse(title).unwrap(),
        description: MessageBody::parse("It began with smoke.").unwrap(),
        priority: Priority::Low,
        follow_up_of: None,
        attachments: Vec::new(),
        editor: None,
        mail: None,
    }
}

pub(crate) fn a_message(text: &str, note: bool) -> PostMessage {
    PostMessage {
        body: MessageBody::parse(text).unwrap(),
        note,
        attachments: Vec::new(),
        seen: None,
        editor: None,
        mail: None,
    }
}
