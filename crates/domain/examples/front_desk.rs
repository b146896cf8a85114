//! The domain in another service: a museum's front desk that keeps its tickets in memory.

use std::sync::Arc;

use deskhand_domain::people::{Actor, EmailAddress, Password, PersonName, Role, Username};
use deskhand_domain::testing::{
    CountedSecrets, NoSleep, PlainPasswords, PlainTokens, SequentialIds, SilentSignal, TestClock,
};
use deskhand_domain::ticket::{MessageBody, Priority, Title};
use deskhand_domain::use_cases::{CreatePerson, NewSuperadmin, OpenTicket, Ports, Rules, SignUp, UseCases};
use deskhand_memory::MemoryStorage;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    pollster::block_on(a_morning())
}

async fn a_morning() -> Outcome<()> {
    let memory = Arc::new(MemoryStorage::new());
    // A real service brings its own clock, ids, password hasher and tokens; the doubles do for a morning.
    let ports = Ports {
        storage: memory.clone(),
        tickets: memory.clone(),
        people: memory.clone(),
        reports: memory.clone(),
        events: memory.clone(),
        api_keys: memory.clone(),
        mail: memory,
        clock: Arc::new(TestClock::new()),
        ids: Arc::new(SequentialIds::default()),
        passwords: Arc::new(PlainPasswords),
        tokens: Arc::new(PlainTokens),
        secrets: Arc::new(CountedSecrets::default()),
        signal: Arc::new(SilentSignal),
        sleeper: Arc::new(NoSleep),
    };
    let desk = UseCases::new(ports, Rules::default());

    let SignUp { name, username, email, .. } = account("director", Role::Customer)?;
    let password = Password::parse("the director has a key")?;
    let director = desk.users().appoint_first_superadmin(NewSuperadmin { name, username, email, password }).await?;
    let director = Actor::from(&director.ok_or("somebody was here before")?);
    desk.users().create(&director, CreatePerson { account: account("guide", Role::Engineer)?, status: None }).await?;
    let visitor = desk.accounts().sign_up(account("visitor", Role::Customer)?).await?.person;

    let (title, description) = (Title::parse("I lost my umbrella")?, MessageBody::parse("Green, near the mummies.")?);
    let command = OpenTicket { title, description, priority: Priority::Medium, follow_up_of: None };
    let ticket = desk.tickets().open(&Actor::from(&visitor), command).await?.view;
    let guide = ticket.assignee.ok_or("nobody was free")?.name;
    println!("#{} \"{}\" went to {guide}", ticket.ticket.number, ticket.ticket.title);
    Ok(())
}

fn account(name: &str, role: Role) -> Outcome<SignUp> {
    Ok(SignUp {
        name: PersonName::parse(name)?,
        username: Username::parse(name)?,
        email: EmailAddress::parse(&format!("{name}@museum.example"))?,
        password: Some(Password::parse(&format!("{name} has a key"))?),
        role,
        phone: None,
    })
}
