//! What the examples share: the people of a museum, from its own directory, and what they ask for.

use std::error::Error;

use deskhand_domain::PersonId;
use deskhand_domain::people::{AccountStatus, Actor, EmailAddress, NewPerson, Person, PersonName, Role, Username};
use deskhand_domain::ports::{Clock, IdGenerator, Storage};
use deskhand_domain::ticket::{MessageBody, Priority, Title};
use deskhand_domain::use_cases::OpenTicket;
use deskhand_system::{SystemClock, UuidV7Ids};

pub(crate) type Outcome<T> = Result<T, Box<dyn Error>>;

/// Adds an approved person without a password: the museum has a sign-in of its own.
pub(crate) async fn add_person(storage: &dyn Storage, name: &str, role: Role) -> Outcome<Actor> {
    let new = NewPerson {
        id: PersonId::new(UuidV7Ids.uuid()),
        username: Username::parse(name)?,
        name: PersonName::parse(name)?,
        email: EmailAddress::parse(&format!("{name}@museum.example"))?,
        phone: None,
        language: None,
        time_zone: None,
        role,
        password: None,
    };
    let (mut person, _) = Person::sign_up(new, Some(AccountStatus::Approved), SystemClock.now());
    // The museum knows the addresses of its people. Without this they would get no mail.
    person.verify_email(SystemClock.now());
    let mut uow = storage.begin().await?;
    uow.people().insert(&person).await?;
    uow.commit().await?;
    Ok(Actor::from(&person))
}

pub(crate) fn lost_umbrella() -> Outcome<OpenTicket> {
    Ok(OpenTicket {
        title: Title::parse("I lost my umbrella")?,
        description: MessageBody::parse("Green, near the mummies.")?,
        priority: Priority::Medium,
        follow_up_of: None,
        attachments: Vec::new(),
        editor: None,
        mail: None,
    })
}
