use std::collections::BTreeMap;

use crate::history::Fact;
use crate::invalid::Invalid;
use crate::notification::{Frequency, MailKind};
use crate::people::{
    AccountStatus, Actor, Availability, Capacity, EmailAddress, Language, Person, PersonName, PhoneNumber, Role,
    TimeZone, Username,
};
use crate::permissions::{self, PersonAction};
use crate::ports::{PersonKey, PersonView};
use crate::ticket::Refusal;
use crate::use_cases::accounts::sign_up::phone_is_given;
use crate::use_cases::transaction::{BasedOn, TxContext};
use crate::use_cases::users::look_change::LookChange;
use crate::use_cases::{Caller, Error, Users};

/// The changes to an account. A field that is `None` does not change.
#[derive(Clone, Debug, Default)]
pub struct UpdatePerson {
    /// The new display name.
    pub name: Option<PersonName>,
    /// The new username. Only superadmins change it. The old one stays reserved for the person.
    pub username: Option<Username>,
    /// The new phone number; `Some(None)` removes it. With policy `phone_required` a person cannot remove their own.
    pub phone: Option<Option<PhoneNumber>>,
    /// The language of letters; `Some(None)` leaves it to the desk.
    pub language: Option<Option<Language>>,
    /// The time zone of moments in letters; `Some(None)` leaves it to the desk.
    pub time_zone: Option<Option<TimeZone>>,
    /// The new role. A new engineer, admin or superadmin becomes pending, and a pending account that becomes a
    /// customer's is approved, unless `status` is given.
    pub role: Option<Role>,
    /// The new status.
    pub status: Option<AccountStatus>,
    /// Whether the engineer gets tickets by automatic assignment.
    pub availability: Option<Availability>,
    /// The engineer's limit of open tickets; `Some(None)` removes it.
    pub capacity: Option<Option<Capacity>>,
    /// Letters to the address arrive again.
    pub is_reachable: bool,
    /// Which kinds of mail the person wants (`true`) or not, of those that can be muted. Kinds that are missing here
    /// do not change.
    pub notifications: BTreeMap<MailKind, bool>,
    /// How soon the person gets mails of these kinds. Kinds that are missing here do not change.
    pub digests: BTreeMap<MailKind, Frequency>,
    /// The version that the change is based on.
    pub based_on: BasedOn,
}

/// What only the person themselves changes of their account.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct OwnChanges<'a> {
    /// The person, where their identity was confirmed for the change.
    pub(super) confirmed: Option<&'a Caller>,
    /// Another address, which counts after its link was followed.
    pub(super) email: Option<&'a EmailAddress>,
    /// How the pages look to them.
    pub(super) look: LookChange,
}

impl UpdatePerson {
    fn changes_profile(&self) -> bool {
        let (language, time_zone) = (self.language.is_some(), self.time_zone.is_some());
        let letters = !self.notifications.is_empty() || !self.digests.is_empty();
        self.name.is_some() || self.phone.is_some() || language || time_zone || letters || self.is_reachable
    }
}

impl Users<'_> {
    /// Changes an account: the whole command or nothing. An engineer who leaves gives tickets back; one who becomes
    /// eligible gets tickets from the backlog.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`], [`Error::Taken`], [`Error::Field`] for a name that is misleading for the role, or
    /// [`Error::Refused`] for the first part that is refused.
    pub async fn update(self, actor: &Actor, key: PersonKey, command: UpdatePerson) -> Result<PersonView, Error> {
        let own = OwnChanges::default();
        self.desk.in_transaction(actor, |tx| Box::pin(tx.update_person(&key, actor, &command, own))).await
    }
}

impl TxContext<'_> {
    /// Changes a person.
    pub(super) async fn update_person(
        &mut self,
        key: &PersonKey,
        actor: &Actor,
        command: &UpdatePerson,
        own: OwnChanges<'_>,
    ) -> Result<PersonView, Error> {
        self.lock_engineers().await?;
        if let Some(caller) = own.confirmed {
            self.lock_signed_in(caller).await?;
        }
        let before = self.lock_person(key.clone(), actor, &command.based_on).await?;
        self.check_permissions(actor, &before, command)?;
        let mut person = before.clone();
        let mut facts = apply(&mut person, command.clone())?;
        let (id, role, rules) = (Some(person.id), person.role, self.desk.workflow());
        if own.look != LookChange::default() {
            permissions::may_with_person(actor, PersonAction::EditProfile, id, role, rules)?;
            facts.extend(own.look.apply(&mut person));
        }
        if let Some(email) = own.email {
            permissions::may_with_person(actor, PersonAction::ChangeEmail, id, role, rules)?;
            // The account may have another address than when the request was authenticated.
            if own.confirmed.is_none() && !before.is_reached_at(email) {
                return Err(Error::PasswordRequired);
            }
            facts.extend(self.request_email_change(&mut person, email).await?);
        }
        self.record_person_and_reassign(&before, &mut person, facts).await?;
        self.uow.people().view(person.id).await?.ok_or(Error::NotFound)
    }
}

impl TxContext<'_> {
    /// Checks that `actor` may make each change of the command.
    fn check_permissions(&self, actor: &Actor, person: &Person, command: &UpdatePerson) -> Result<(), Error> {
        let may =
            |action| permissions::may_with_person(actor, action, Some(person.id), person.role, self.desk.workflow());
        if command.changes_profile() {
            may(PersonAction::EditProfile)?;
        }
        if command.username.is_some() {
            may(PersonAction::ChangeUsername)?;
        }
        if command.phone == Some(None) && actor.is(person.id) {
            phone_is_given(None, self.desk.workflow())?;
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
        if name.is_misleading_for(command.role.unwrap_or(person.role)) {
            return Err(Error::Field { field: "name", reason: Invalid::Reserved });
        }
        facts.extend(person.rename(name));
    }
    if let Some(username) = command.username {
        facts.extend(person.change_username(username));
    }
    if let Some(phone) = command.phone {
        facts.extend(person.change_phone(phone));
    }
    if command.is_reachable {
        facts.extend(person.regain_address());
    }
    facts.extend(person.choose_mail_kinds(&command.notifications));
    facts.extend(person.choose_frequencies(&command.digests));
    facts.extend(choose_locale(person, command.language, command.time_zone));
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

/// The language and the time zone of the person's letters.
fn choose_locale(
    person: &mut Person,
    language: Option<Option<Language>>,
    time_zone: Option<Option<TimeZone>>,
) -> Vec<Fact> {
    let language = language.map(|language| person.change_language(language));
    let time_zone = time_zone.map(|time_zone| person.change_time_zone(time_zone));
    language.into_iter().chain(time_zone).flatten().collect()
}
