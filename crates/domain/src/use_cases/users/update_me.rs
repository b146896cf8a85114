use crate::history::Fact;
use crate::ids::PersonId;
use crate::people::{EmailAddress, LinkPurpose, Password, Person};
use crate::ports::{PersonKey, PersonView, Unique};
use crate::use_cases::transaction::TxContext;
use crate::use_cases::users::look_change::LookChange;
use crate::use_cases::users::update::{OwnChanges, UpdatePerson};
use crate::use_cases::{Caller, Error, Users};

/// The changes to the caller's own account.
#[derive(Clone, Debug, Default)]
pub struct UpdateMe {
    /// The changes that a superior may make, too.
    pub profile: UpdatePerson,
    /// Another e-mail address. It counts after the link in a mail to it was followed.
    pub email: Option<EmailAddress>,
    /// How the pages look to the caller.
    pub look: LookChange,
    /// The caller's current password, if they gave it. Only another address asks for it.
    pub current_password: Option<Password>,
}

impl Users<'_> {
    /// Changes the caller's own account: the whole command or nothing.
    ///
    /// # Errors
    /// As [`Users::update`]; for another address those of
    /// [`Accounts::confirm_identity`](crate::use_cases::Accounts::confirm_identity), and [`Error::Taken`].
    pub async fn update_me(self, caller: &Caller, command: UpdateMe) -> Result<PersonView, Error> {
        let UpdateMe { profile, email, look, current_password } = command;
        let needs_confirmation = email.as_ref().is_some_and(|email| !caller.person.is_reached_at(email));
        if needs_confirmation {
            self.desk.accounts().confirm_identity(caller, current_password).await?;
        }
        let confirmed = needs_confirmation.then_some(caller);
        let (actor, me) = (&caller.actor, PersonKey::Id(caller.actor.id));
        let own = OwnChanges { confirmed, email: email.as_ref(), look };
        self.desk.in_transaction(actor, |tx| Box::pin(tx.update_person(&me, actor, &profile, own))).await
    }
}

impl TxContext<'_> {
    /// Notes another address of this person, whom the caller has locked.
    pub(crate) async fn request_email_change(
        &mut self,
        person: &mut Person,
        email: &EmailAddress,
    ) -> Result<Vec<Fact>, Error> {
        self.check_address_is_free(email, person.id).await?;
        if person.awaits_confirmation_of(email) {
            let last = self.uow.account_links().issued_at(person.id, LinkPurpose::VerifyEmail).await?;
            if last.is_some_and(|last| self.now - last < LinkPurpose::PAUSE) {
                return Ok(Vec::new());
            }
        }
        Ok(person.request_email_change(email.clone()))
    }

    /// Checks that no other account has the address, nor can get it back by undoing a change.
    pub(crate) async fn check_address_is_free(&mut self, email: &EmailAddress, person: PersonId) -> Result<(), Error> {
        let holder = self.uow.people().find_by_email(email).await?.map(|holder| holder.id);
        let reserved = self.uow.account_links().reserved_for(email, self.now).await?;
        if [holder, reserved].into_iter().flatten().any(|other| other != person) {
            return Err(Error::Taken(Unique::Email));
        }
        Ok(())
    }
}
