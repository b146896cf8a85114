use std::cmp::Reverse;

use async_trait::async_trait;
use deskhand_domain::ports::{
    MailPosition, MailQueries, MailState, MailView, OutboxCounts, Page, PageLimit, StorageError,
};
use deskhand_domain::{NoticeId, TicketId};
use sea_orm::{EntityTrait, Select};

use super::keyset::page;
use super::mail_list::{MailRow, about_ticket, count_about_ticket, count_of, in_state, oldest_pending, with_recipient};
use crate::connect::Database;
use crate::entities::notice::Entity;
use crate::rows::reading::Table;
use crate::storage_error::storage_error;

#[async_trait]
impl MailQueries for Database {
    async fn counts(&self) -> Result<OutboxCounts, StorageError> {
        let oldest = oldest_pending().into_tuple::<i64>().one(&self.reader).await.map_err(storage_error)?;
        Ok(OutboxCounts {
            pending: self.count(count_of(&[MailState::Pending])).await?,
            dead: self.count(count_of(&[MailState::Dead])).await?,
            oldest_pending: Table("outbox").time_or_none("created_at", oldest)?,
        })
    }

    async fn find(&self, id: NoticeId) -> Result<Option<MailView>, StorageError> {
        let mut rows = self.mails(with_recipient(Entity::find_by_id(id.as_uuid()))).await?;
        rows.pop().map(MailRow::into_view).transpose()
    }

    async fn about_ticket(
        &self,
        ticket: TicketId,
        after: Option<MailPosition>,
        limit: PageLimit,
    ) -> Result<Page<MailView>, StorageError> {
        page(self.mails(about_ticket(ticket, after, limit)).await?, limit, None, MailRow::into_view)
    }

    async fn count_about_ticket(&self, ticket: TicketId) -> Result<u64, StorageError> {
        self.count(count_about_ticket(ticket)).await
    }

    async fn list(
        &self,
        states: Vec<MailState>,
        after: Option<MailPosition>,
        limit: PageLimit,
        count: bool,
    ) -> Result<Page<MailView>, StorageError> {
        // Each state once, however often it was asked for.
        let wanted = |state: &&MailState| states.is_empty() || states.contains(state);
        let states: Vec<MailState> = MailState::ALL.iter().filter(wanted).copied().collect();
        let total = if count { Some(self.count(count_of(&states)).await?) } else { None };
        let mut rows = Vec::new();
        for state in states {
            rows.extend(self.mails(in_state(state, after, limit)).await?);
        }
        rows.sort_by_key(|row| Reverse((row.mail.created_at, row.mail.id)));
        page(rows, limit, total, MailRow::into_view)
    }
}

impl Database {
    async fn mails(&self, mails: Select<Entity>) -> Result<Vec<MailRow>, StorageError> {
        mails.into_model::<MailRow>().all(&self.reader).await.map_err(storage_error)
    }
}
