//! The users of the sample data.

use deskhand_domain::people::{Actor, EmailAddress, Password, Person, PersonName, Role, Username};
use deskhand_domain::permissions::PeopleVisibility;
use deskhand_domain::ports::{PageLimit, PeopleFilter, PeopleQueries, PersonKey, PersonSort};
use deskhand_domain::use_cases::{CreatePerson, Error, SignUp, UseCases};

const ENGINEERS: &[&str] =
    &["Ines Duarte", "Tomasz Nowak", "Priya Raman", "Jonas Lindqvist", "Mei Tanaka", "Samuel Okafor"];

const CUSTOMERS: &[&str] = &[
    "Clara Bianchi",
    "Henrik Vogel",
    "Aisha Khan",
    "Lucas Moreau",
    "Nora Jensen",
    "Diego Fuentes",
    "Hanna Kowalska",
    "Omar Haddad",
    "Julia Brandt",
    "Kwame Mensah",
    "Sofia Petrova",
    "Ben Carter",
    "Yuki Sato",
    "Marta Silva",
    "Erik Dahl",
    "Leila Farahani",
    "Patrick Walsh",
    "Anna Novak",
    "Ravi Patel",
    "Emma Laurent",
];

/// All users of the sample data.
pub(super) struct DemoPeople {
    pub(super) superadmin: Actor,
    pub(super) engineers: Vec<Person>,
    pub(super) customers: Vec<Person>,
}

/// Creates the users, or finds those that an earlier run created.
pub(super) async fn create_people(
    desk: &UseCases,
    people: &dyn PeopleQueries,
    password: &str,
) -> anyhow::Result<DemoPeople> {
    let superadmin = superadmin(people).await?;
    let mut cast = DemoPeople { superadmin, engineers: Vec::new(), customers: Vec::new() };
    for name in ENGINEERS {
        cast.engineers.push(account(desk, people, &superadmin, name, Role::Engineer, password).await?);
    }
    for name in CUSTOMERS {
        cast.customers.push(account(desk, people, &superadmin, name, Role::Customer, password).await?);
    }
    Ok(cast)
}

/// Any active superadmin. Only they can create engineers.
async fn superadmin(people: &dyn PeopleQueries) -> anyhow::Result<Actor> {
    let filter = PeopleFilter { role: vec![Role::Superadmin], ..PeopleFilter::default() };
    let everybody = PeopleVisibility::Everybody;
    let page = people.list(everybody, filter, PersonSort::CreatedAt, None, PageLimit::default(), false).await?;
    let found = page.rows.iter().find(|view| view.person.is_working_superadmin());
    found
        .map(|view| Actor::from(&view.person))
        .ok_or_else(|| anyhow::anyhow!("there is no superadmin in use: make one with `deskhand admin create`"))
}

async fn account(
    desk: &UseCases,
    people: &dyn PeopleQueries,
    superadmin: &Actor,
    name: &str,
    role: Role,
    password: &str,
) -> anyhow::Result<Person> {
    let username = name.to_lowercase().replace(' ', ".");
    let account = SignUp {
        name: PersonName::parse(name)?,
        username: Username::parse(&username)?,
        // The domain is reserved for examples (RFC 2606), so that no mail can arrive.
        email: EmailAddress::parse(&format!("{username}@example.com"))?,
        password: Some(Password::parse(password)?),
        role,
        phone: None,
        language: None,
        time_zone: None,
    };
    let key = PersonKey::Username(account.username.clone());
    match desk.users().create(superadmin, CreatePerson { account, status: None }).await {
        Ok(view) => Ok(view.person),
        Err(Error::Taken(_)) => {
            let found = people.find(key).await?.map(|view| view.person);
            found.ok_or_else(|| {
                anyhow::anyhow!(
                    "another account has the address {username}@example.com, which {name} of the sample needs"
                )
            })
        }
        Err(error) => Err(error.into()),
    }
}
