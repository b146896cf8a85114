//! Reads the mails that a worker has claimed, with what joined them and who gets them.

use std::collections::HashMap;

use deskhand_domain::MailId;
use deskhand_domain::people::Person;
use deskhand_domain::ports::{ClaimedBatch, ClaimedMail, StorageError, UnreadableMail};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::entities::mail::Model;
use crate::entities::person;
use crate::mapping;
use crate::queries::mail::joined::joined_to;
use crate::run::Run;
use crate::unit_of_work::SeaOrmUnitOfWork;

impl SeaOrmUnitOfWork {
    /// Reads each row by itself: one that can't be read does not hide the others.
    pub(super) async fn read_claimed(
        &self,
        due: Vec<(Uuid, Result<Model, StorageError>)>,
    ) -> Result<ClaimedBatch, StorageError> {
        let recipients = due.iter().filter_map(|(_, row)| row.as_ref().ok()).map(|row| row.recipient_id);
        let recipients = person::Entity::find().filter(person::Column::Id.is_in(recipients));
        let mut people: HashMap<Uuid, Result<Person, StorageError>> = HashMap::new();
        for (id, row) in self.tx.fetch_each(recipients).await? {
            people.insert(id, row.and_then(mapping::person::to_domain));
        }
        let mut joined = self.joined_to(due.iter().map(|(id, _)| *id)).await?;
        let mut claimed = ClaimedBatch::default();
        for (id, row) in due {
            let joined = joined.remove(&id).unwrap_or_default();
            match row.as_ref().map_err(ToString::to_string).and_then(|row| claimed_mail(row, &joined, &people)) {
                Ok(claimed_mail) => claimed.deliveries.push(claimed_mail),
                Err(reason) => claimed.unreadable.push(unreadable(id, row.as_ref().ok(), reason)),
            }
        }
        Ok(claimed)
    }

    /// What joined these letters, in the order of time, then id.
    async fn joined_to(
        &self,
        letters: impl Iterator<Item = Uuid> + Send,
    ) -> Result<HashMap<Uuid, Vec<Model>>, StorageError> {
        let rows: Vec<Model> = self.tx.fetch_all(joined_to(letters)).await?;
        let mut joined: HashMap<Uuid, Vec<Model>> = HashMap::new();
        for row in rows {
            joined.entry(row.joins.unwrap_or_default()).or_default().push(row);
        }
        Ok(joined)
    }
}

/// `row` was read before the claim counted this attempt.
fn claimed_mail(
    row: &Model,
    joined: &[Model],
    recipients: &HashMap<Uuid, Result<Person, StorageError>>,
) -> Result<ClaimedMail, String> {
    let read = || {
        let (attempt, tries) = (mapping::mail::attempt_of(row)? + 1, mapping::mail::tries_of(row)? + 1);
        let joined = joined.iter().map(mapping::mail::to_domain).collect::<Result<Vec<_>, _>>()?;
        Ok((mapping::mail::to_domain(row)?, joined, attempt, tries))
    };
    let (mail, joined, attempt, tries) = read().map_err(|error: StorageError| error.to_string())?;
    let recipient = recipients.get(&row.recipient_id).map(|person| person.as_ref().map_err(ToString::to_string));
    Ok(ClaimedMail { mail, joined, recipient: recipient.transpose()?.cloned(), attempt, tries })
}

/// If the numbers can't be read either, this counts as the first try. Its outcome then matches no row.
fn unreadable(id: Uuid, row: Option<&Model>, reason: String) -> UnreadableMail {
    let number = |read: fn(&Model) -> Result<u32, StorageError>| row.and_then(|row| read(row).ok()).unwrap_or_default();
    let (attempt, tries) = (number(mapping::mail::attempt_of) + 1, number(mapping::mail::tries_of) + 1);
    UnreadableMail { id: MailId::new(id), attempt, tries, reason }
}
