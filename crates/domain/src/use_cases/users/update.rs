use std::collections::BTreeMap;

use crate::history::Fact;
use crate::notification::MailKind;
use crate::people::{
    AccountStatus, Actor, Availability, Capacity, EmailAddress, Person, PersonName, PhoneNumber, Role, Username,
};
use crate::permissions::{self, PersonAction};
use crate::ports::{PersonKey, PersonView};
use crate::ticket::Refusal;
use crate::use_cases::accounts::sign_up::phone_is_given;
use crate::use_cases::transaction::{BasedOn, TxContext};
use crate::use_cases::{Error, Users};

/// The changes to an account. A field that is `None` does not change.
#[derive(Clone, Debug, Default)]
pub struct UpdatePerson {
    /// The new display name.
    pub name: Option<PersonName>,
    /// The new username. Only superadmins change it. The old one stays reserved for the person.
    pub username: Option<Username>,
    /// The new e-mail address, unverified at first. Only the person may change it.
    pub email: Option<EmailAddress>,
    /// The new phone number; `Some(None)` removes it. With policy `phone_required` nobody removes their own.
    pub phone: Option<Option<PhoneNumber>>,
    /// The new role. A new engineer, admin or superadmin becomes pending, and a pending account that becomes a
    /// customer's is approved, unless `status` is given.
    pub role: Option<Role>,
    /// The new status.
    pub status: Option<AccountStatus>,
    /// Whether the engineer gets tickets by automatic assignment.
    pub availability: Option<Availability>,
    /// The engineer's limit of open tickets; `Some(None)` removes it.
    pub capacity: Option<Option<Capacity>>,
    /// Which kinds of mail the person wants (`true`) or not, of those that can be muted. Kinds that are missing here
    /// do not change.
    pub notifications: BTreeMap<MailKind, bool>,
    /// The version that the change is based on.
    pub based_on: BasedOn,
}

impl Users<'_> {
    /// Changes an account: the whole command or nothing. An engineer who leaves gives tickets back; one who becomes
    /// eligible gets tickets from the backlog.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`], [`Error::Taken`], or [`Error::Refused`] for the first part that is
    /// refused.
    pub async fn update(self, actor: &Actor, key: PersonKey, command: UpdatePerson) -> Result<PersonView, Error> {
        self.desk.in_transaction(actor, |tx| Box::pin(tx.update_person(&key, actor, &command))).await
    }
}

impl TxContext<'_> {
    async fn update_person(
        &mut self,
        key: &PersonKey,
        actor: &Actor,
        command: &UpdatePerson,
    ) -> Result<PersonView, Error> {
        self.lock_engineers().await?;
        let before = self.lock_person(key.clone(), actor, &command.based_on).await?;
        self.check_permissions(actor, &before, command)?;
        let mut person = before.clone();
        let facts = apply(&mut person, command.clone())?;
        self.record_person_and_reassign(&before, &mut person, facts).await?;
        self.uow.people().view(person.id).await?.ok_or(Error::NotFound)
    }
}

impl TxContext<'_> {
    /// Checks that `actor` may make each change of the command.
    fn check_permissions(&self, actor: &Actor, person: &Person, command: &UpdatePerson) -> Result<(), Error> {
        let may =
            |action| permissions::may_with_person(actor, action, Some(person.id), person.role, self.desk.workflow());
        if command.name.is_some() || command.phone.is_some() || !command.notifications.is_empty() {
            may(PersonAction::EditProfile)?;
        }
        if command.username.is_some() {
            may(PersonAction::ChangeUsername)?;
        }
        if command.phone == Some(None) && actor.is(person.id) {
            phone_is_given(None, self.desk.workflow())?;
        }
        if command.email.is_some() {
            may(PersonAction::ChangeEmail)?;
        }
        if let Some(role) = command.role {
            may(PersonAction::ChangeRole(role))?;
        }
        if command.status.is_some() {
            may(PersonAction::ChangeStatus)?;
        }
        if command.availability.is_some() {
            may(PersonAction::ChangeAvailability)?;
        }
        if command.capacity.is_some() {
            may(PersonAction::ChangeCapacity)?;
        }
        Ok(())
    }
}

/// Applies the command to the account, and returns the facts to record.
fn apply(person: &mut Person, command: UpdatePerson) -> Result<Vec<Fact>, Error> {
    let mut facts = Vec::new();
    if let Some(name) = command.name {
        facts.extend(person.rename(name));
    }
    if let Some(username) = command.username {
        facts.extend(person.change_username(username));
    }
    if let Some(email) = command.email {
        facts.extend(person.change_email(email));
    }
    if let Some(phone) = command.phone {
        facts.extend(person.change_phone(phone));
    }
    facts.extend(person.choose_notices(&command.notifications));
    match (command.role, command.status) {
        (Some(role), status) => facts.extend(person.change_role(role, status)),
        (None, Some(status)) => facts.extend(person.change_status(status)),
        (None, None) => {}
    }
    if (command.availability.is_some() || command.capacity.is_some()) && person.role != Role::Engineer {
        return Err(Refusal::NotAnEngineer.into());
    }
    if let Some(availability) = command.availability {
        facts.extend(person.change_availability(availability));
    }
    if let Some(capacity) = command.capacity {
        facts.extend(person.change_capacity(capacity));
    }
    Ok(facts)
}
