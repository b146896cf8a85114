use crate::ids::PersonId;
use crate::invalid::Invalid;
use crate::people::{NewPerson, Person};
use crate::ports::PersonView;
use crate::use_cases::accounts::sign_up::SignUp;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Accounts, Error};

impl Accounts<'_> {
    /// Prepares a new account and hashes its password. Call it before the transaction: hashing is slow and would delay
    /// every writer.
    pub(crate) async fn new_person(self, id: PersonId, command: SignUp) -> Result<NewPerson, Error> {
        if command.name.is_misleading_for(command.role) {
            return Err(Error::Field { field: "name", reason: Invalid::Reserved });
        }
        let password = match command.password {
            Some(password) => {
                let names = [command.username.as_str(), command.email.as_str(), command.name.as_str()];
                Some(self.hash_new_password("password", password, &names).await?)
            }
            None => None,
        };
        Ok(NewPerson {
            id,
            username: command.username,
            name: command.name,
            email: command.email,
            phone: command.phone,
            language: command.language,
            time_zone: command.time_zone,
            role: command.role,
            password,
        })
    }
}

impl TxContext<'_> {
    /// A person whose account was just created, with the load of the tickets assigned at once.
    pub(crate) fn view_of_new_person(&self, person: Person) -> PersonView {
        let load = self.engineers.iter().find(|load| load.id == person.id);
        let (open_tickets, last_assigned_at) =
            load.map_or((0, None), |load| (load.open_tickets, load.last_assigned_at));
        PersonView { person, open_tickets, tickets_count: 0, last_assigned_at }
    }
}
