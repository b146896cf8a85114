use super::context::TxContext;
use crate::people::{Person, UsernameReservation};
use crate::ports::Unique;
use crate::use_cases::Error;

impl TxContext<'_> {
    /// Refuses a username that is reserved for another person. Call it after the account was written: a transaction that gives
    /// the name up at the same time has ended by then.
    pub(super) async fn check_username(&mut self, person: &Person) -> Result<(), Error> {
        match self.uow.people().username_reservation(&person.username).await? {
            Some(reservation) if reservation.bars(person.id, self.now) => Err(Error::Taken(Unique::Username)),
            _ => Ok(()),
        }
    }

    /// Reserves the username that the person had before, if it changed, and checks the new one. Of a removed person every
    /// reservation ends.
    pub(super) async fn record_username(&mut self, before: &Person, person: &Person) -> Result<(), Error> {
        if before.username == person.username {
            return Ok(());
        }
        if person.removed_at.is_some() {
            return Ok(self.uow.people().release_usernames_of(person.id).await?);
        }
        let reservation = UsernameReservation::new(person.id, self.now);
        self.uow.people().reserve_username(&before.username, reservation).await?;
        self.check_username(person).await
    }
}
