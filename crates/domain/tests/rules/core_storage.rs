//! A storage that implements the core ports and nothing else serves the use cases that need no more.

use std::sync::Arc;

use async_trait::async_trait;
use deskhand_domain::SessionId;
use deskhand_domain::api_keys::{KeyName, KeyScope, KeyScopes};
use deskhand_domain::people::{Actor, Role};
use deskhand_domain::ports::{
    HistoryLog, Outbox, PeopleRepository, PersonKey, Storage, StorageError, TicketRepository, UnitOfWork, Workload,
};
use deskhand_domain::testing::{SequentialIds, TestClock, a_superadmin, an_engineer};
use deskhand_domain::ticket::{MessageBody, Priority, Title};
use deskhand_domain::use_cases::{
    BasedOn, Caller, CreateApiKey, Credential, Error, ListApiKeys, OpenTicket, Origin, Ports, Rules, UseCases,
};
use deskhand_memory::MemoryStorage;

/// Hides the optional ports of the storage in it.
struct CoreStorage(Arc<MemoryStorage>);

struct CoreUnitOfWork(Box<dyn UnitOfWork>);

#[async_trait]
impl Storage for CoreStorage {
    async fn begin(&self) -> Result<Box<dyn UnitOfWork>, StorageError> {
        Ok(Box::new(CoreUnitOfWork(self.0.begin().await?)))
    }
}

#[async_trait]
impl UnitOfWork for CoreUnitOfWork {
    fn tickets(&mut self) -> &mut dyn TicketRepository {
        self.0.tickets()
    }

    fn people(&mut self) -> &mut dyn PeopleRepository {
        self.0.people()
    }

    fn workload(&mut self) -> &mut dyn Workload {
        self.0.workload()
    }

    fn history(&mut self) -> &mut dyn HistoryLog {
        self.0.history()
    }

    fn outbox(&mut self) -> &mut dyn Outbox {
        self.0.outbox()
    }

    async fn commit(self: Box<Self>) -> Result<(), StorageError> {
        self.0.commit().await
    }
}

/// A desk over a core storage that holds a superadmin and an engineer.
async fn a_desk() -> (UseCases, Actor) {
    let memory = Arc::new(MemoryStorage::new());
    let admin = a_superadmin().build();
    let mut uow = memory.begin().await.unwrap();
    for person in [&admin, &an_engineer().build()] {
        uow.people().insert(person).await.unwrap();
    }
    uow.commit().await.unwrap();
    let storage = Arc::new(CoreStorage(memory.clone()));
    (desk_over(storage, memory), Actor::from(&admin))
}

fn desk_over(storage: Arc<dyn Storage>, memory: Arc<MemoryStorage>) -> UseCases {
    let ports = Ports::over(memory, Arc::new(TestClock::new()), Arc::new(SequentialIds::new()));
    UseCases::new(Ports { storage, ..ports }, Rules::default())
}

fn a_key() -> CreateApiKey {
    let scopes = KeyScopes::parse([KeyScope::Read]).unwrap();
    CreateApiKey { name: KeyName::parse("backup").unwrap(), scopes, expires_at: None, current_password: None }
}

fn a_request() -> OpenTicket {
    OpenTicket {
        title: Title::parse("The printer is on fire").unwrap(),
        description: MessageBody::parse("It began with smoke.").unwrap(),
        priority: Priority::Low,
        follow_up_of: None,
        attachments: Vec::new(),
        editor: None,
        mail: None,
    }
}

#[test]
fn a_ticket_is_opened_and_its_engineer_removed_without_any_optional_port() {
    pollster::block_on(async {
        let (desk, admin) = a_desk().await;
        let opened = desk.tickets().open(&admin, a_request()).await.unwrap();
        let engineer = opened.view.assignee.unwrap();
        desk.users().remove(&admin, PersonKey::Id(engineer.id), BasedOn::Any).await.unwrap();
        assert_eq!(desk.maintenance().assign_backlog().await.unwrap(), 0);
    });
}

#[test]
fn a_use_case_of_a_missing_port_says_what_is_not_supported() {
    pollster::block_on(async {
        let (desk, admin) = a_desk().await;
        assert_eq!(admin.role, Role::Superadmin);
        let refused = desk.api_keys().list(&admin, ListApiKeys::default()).await;
        assert!(matches!(refused, Err(Error::Storage(StorageError::Unsupported("API keys")))));
        let refused = desk.events().newest().await;
        assert!(matches!(refused, Err(Error::Storage(StorageError::Unsupported("the event feed")))));
    });
}

#[test]
fn a_service_without_secrets_stores_no_key_that_could_never_be_used() {
    pollster::block_on(async {
        let memory = Arc::new(MemoryStorage::new());
        let admin = a_superadmin().build();
        let mut uow = memory.begin().await.unwrap();
        uow.people().insert(&admin).await.unwrap();
        uow.commit().await.unwrap();
        let desk = desk_over(memory.clone(), memory.clone());
        let credential = Credential::Session(SessionId::new(admin.id.as_uuid()));
        let caller = Caller {
            actor: Actor::from(&admin),
            person: admin.clone(),
            credential,
            origin: Origin::default(),
            expires_at: None,
        };
        let refused = desk.api_keys().create(&caller, a_key()).await;
        assert!(matches!(refused, Err(Error::Storage(StorageError::Unsupported("secrets")))));
        let mut uow = memory.begin().await.unwrap();
        assert_eq!(uow.api_keys().count_live(admin.id, TestClock::START).await.unwrap(), 0);
    });
}

#[test]
fn no_presented_secret_matches_without_secrets() {
    use deskhand_domain::ports::{Secrets, Unsupported};
    let token = Unsupported.generate();
    assert_ne!(Unsupported.digest(token.reveal()), Unsupported.digest(token.reveal()));
}
