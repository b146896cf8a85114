pub(crate) mod joined;
pub(crate) mod list;
pub(crate) mod queue;

use std::cmp::Reverse;

use async_trait::async_trait;
use deskhand_domain::ports::{
    AccountLink, MailFlow, MailPosition, MailQueries, MailState, MailView, OutboxCounts, Page, PageLimit, SecretDigest,
    StorageError, Total,
};
use deskhand_domain::{MailId, PersonId, TicketId};
use sea_orm::{EntityTrait, Select};
use time::OffsetDateTime;

use crate::database::Database;
use crate::entities::mail::{Column, Entity};
use crate::entities::mail_pause;
use crate::mapping::decode::{Table, millis};
use crate::mapping::mail::{NOT_YET, READY};
use crate::queries::account_links::find_valid_link;
use crate::queries::keyset::page;
use crate::queries::mail::list::{
    MailRow, about_ticket, all_about_ticket, all_in_states, first_pending, in_state, newest_claim, with_recipient,
};
use crate::queries::mail::queue::{first_due, nth_newest_to};
use crate::run::Run;

#[async_trait]
impl MailQueries for Database {
    async fn counts(&self) -> Result<OutboxCounts, StorageError> {
        Ok(OutboxCounts {
            pending: self.reader.count(all_in_states(&[MailState::Pending]), Column::Id).await?,
            dead: self.reader.count(all_in_states(&[MailState::Dead]), Column::Id).await?,
            oldest_pending: self.fetch_time("created_at", first_pending()).await?,
        })
    }

    async fn flow(&self) -> Result<MailFlow, StorageError> {
        let pause: Option<mail_pause::Model> = self.reader.fetch_one(mail_pause::Entity::find()).await?;
        Ok(MailFlow {
            paused_since: Table("mail_pauses").time_or_none("since", pause.map(|pause| pause.since))?,
            first_due: {
                let ready = self.fetch_time("due_at", first_due(READY)).await?;
                let later = self.fetch_time("due_at", first_due(NOT_YET)).await?;
                ready.into_iter().chain(later).min()
            },
            claimed_until: self.fetch_time("lease_until", newest_claim()).await?,
        })
    }

    async fn find(&self, id: MailId) -> Result<Option<MailView>, StorageError> {
        let mail = with_recipient(Entity::find_by_id(id.as_uuid()));
        self.reader.fetch_one(mail).await?.map(MailRow::into_view).transpose()
    }

    async fn link(&self, digest: &SecretDigest, at: OffsetDateTime) -> Result<Option<AccountLink>, StorageError> {
        find_valid_link(&self.reader, digest, at).await
    }

    async fn nth_newest_to(
        &self,
        recipient: PersonId,
        n: u32,
        since: OffsetDateTime,
    ) -> Result<Option<OffsetDateTime>, StorageError> {
        self.fetch_time("sent_at", nth_newest_to(recipient, n, millis(since))).await
    }

    async fn about_ticket(
        &self,
        ticket: TicketId,
        after: Option<MailPosition>,
        limit: PageLimit,
    ) -> Result<Page<MailView>, StorageError> {
        readable(self.reader.fetch_all(about_ticket(ticket, after, limit)).await?, limit, None)
    }

    async fn count_about_ticket(&self, ticket: TicketId) -> Result<Total, StorageError> {
        self.reader.total(all_about_ticket(ticket), Column::Id).await
    }

    async fn list(
        &self,
        states: Vec<MailState>,
        after: Option<MailPosition>,
        limit: PageLimit,
        count: bool,
    ) -> Result<Page<MailView>, StorageError> {
        // Each state once, even if the caller names it twice.
        let wanted = |state: &&MailState| states.is_empty() || states.contains(state);
        let states: Vec<MailState> = MailState::ALL.iter().filter(wanted).copied().collect();
        let total = if count { Some(self.reader.total(all_in_states(&states), Column::Id).await?) } else { None };
        let mut rows: Vec<MailRow> = Vec::new();
        for state in states {
            rows.extend(self.reader.fetch_all(in_state(state, after, limit)).await?);
        }
        rows.sort_by_key(|row| Reverse((row.mail.created_at, row.mail.id)));
        readable(rows, limit, total)
    }
}

/// The page without rows that can't be read: an administrator who looks for a fault here needs the others.
fn readable(rows: Vec<MailRow>, limit: PageLimit, total: Option<Total>) -> Result<Page<MailView>, StorageError> {
    let Page { rows, has_more, total } = page(rows, limit, total, |row| Ok(row.into_view().ok()))?;
    Ok(Page { rows: rows.into_iter().flatten().collect(), has_more, total })
}

impl Database {
    async fn fetch_time(&self, column: &str, select: Select<Entity>) -> Result<Option<OffsetDateTime>, StorageError> {
        Table("outbox").time_or_none(column, self.reader.fetch_tuple(select).await?)
    }
}
