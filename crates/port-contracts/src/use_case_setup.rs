//! The use cases over the storage that is tested; everything else is a predictable double.

use std::sync::Arc;

use deskhand_domain::people::{Actor, EmailAddress, Password, Person, PersonName, Role, Username};
use deskhand_domain::ports::{PersonKey, PersonView, Storage};
use deskhand_domain::testing::{
    CountedSecrets, NoSleep, PersonBuilder, PlainPasswords, PlainTokens, SequentialIds, SilentSignal, TestClock,
};
use deskhand_domain::ticket::{MessageBody, Priority, Title};
use deskhand_domain::use_cases::{NewSuperadmin, OpenTicket, Ports, Rules, UseCases};

use crate::Adapter;

pub(crate) struct UseCaseSetup {
    pub(crate) use_cases: UseCases,
    pub(crate) clock: TestClock,
}

pub(crate) fn setup(adapter: &Adapter) -> UseCaseSetup {
    setup_over(adapter, Arc::clone(&adapter.storage))
}

/// Units of work begin at `storage`; reads come from the adapter.
pub(crate) fn setup_over(adapter: &Adapter, storage: Arc<dyn Storage>) -> UseCaseSetup {
    let clock = TestClock::new();
    let ports = Ports {
        storage,
        tickets: Arc::clone(&adapter.tickets),
        people: Arc::clone(&adapter.people),
        reports: Arc::clone(&adapter.reports),
        events: Arc::clone(&adapter.events),
        api_keys: Arc::clone(&adapter.api_keys),
        mail: Arc::clone(&adapter.mail),
        clock: Arc::new(clock.clone()),
        ids: Arc::new(SequentialIds::new()),
        passwords: Arc::new(PlainPasswords),
        tokens: Arc::new(PlainTokens),
        secrets: Arc::new(CountedSecrets::new()),
        signal: Arc::new(SilentSignal),
        sleeper: Arc::new(NoSleep),
    };
    UseCaseSetup { use_cases: UseCases::new(ports, Rules::default()), clock }
}

/// So many people of one kind, called after their role and a number from 0.
pub(crate) fn several(n: usize, a_person: fn() -> PersonBuilder) -> Vec<Person> {
    let role = a_person().build().role;
    (0..n).map(|i| a_person().username(&format!("{role}{i}")).build()).collect()
}

pub(crate) fn actors(people: &[Person]) -> Vec<Actor> {
    people.iter().map(Actor::from).collect()
}

/// A ticket to be opened.
pub(crate) fn a_request(priority: Priority) -> OpenTicket {
    OpenTicket {
        title: Title::parse("The printer is on fire").unwrap(),
        description: MessageBody::parse("It began with smoke.").unwrap(),
        priority,
        follow_up_of: None,
    }
}

pub(crate) fn a_new_superadmin(username: &str) -> NewSuperadmin {
    NewSuperadmin {
        name: PersonName::parse(username).unwrap(),
        username: Username::parse(username).unwrap(),
        email: EmailAddress::parse(&format!("{username}@example.com")).unwrap(),
        password: Password::parse("a long and quiet password").unwrap(),
    }
}

/// The person with their numbers, as readers see them now.
pub(crate) async fn view(adapter: &Adapter, person: &Person) -> Option<PersonView> {
    adapter.people.find(PersonKey::Id(person.id)).await.unwrap()
}

/// The working superadmins.
pub(crate) async fn superadmins(adapter: &Adapter) -> Vec<Person> {
    let superadmins = adapter.begin().await.people().lock_superadmins().await.unwrap();
    assert!(superadmins.iter().all(|person| person.role == Role::Superadmin));
    superadmins
}
