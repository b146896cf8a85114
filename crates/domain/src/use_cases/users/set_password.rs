use crate::ids::PersonId;
use crate::people::{By, Password, PasswordHash, Person, Username};
use crate::ports::PersonKey;
use crate::use_cases::transaction::{Ending, TxContext};
use crate::use_cases::{Error, Users};

impl Users<'_> {
    /// Sets a new password for a person, as the operator of the program: for a superadmin whose password is lost. It is like a
    /// reset by mail: all sessions and API keys of the person end.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown or removed person; [`Error::Field`] for a password that is too easy to guess.
    pub async fn set_password(self, username: Username, password: Password) -> Result<Person, Error> {
        let found = self.desk.ports.people.find(PersonKey::Username(username)).await?.ok_or(Error::NotFound)?;
        let person = found.person;
        let hash = self.desk.accounts().hash_new_password("password", password, &person.known_names()).await?;
        self.desk.in_transaction(By::System, |tx| Box::pin(tx.set_password(person.id, &hash))).await
    }
}

impl TxContext<'_> {
    async fn set_password(&mut self, id: PersonId, hash: &PasswordHash) -> Result<Person, Error> {
        let found = self.uow.people().find(id).await?;
        let mut person = found.filter(|person| person.removed_at.is_none()).ok_or(Error::NotFound)?;
        let facts = person.change_password(hash.clone());
        self.record_person_ending(&mut person, facts, Ending { spared: None, api_keys: true }).await?;
        Ok(person)
    }
}
