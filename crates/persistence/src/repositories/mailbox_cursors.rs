use async_trait::async_trait;
use deskhand_domain::MailboxReaderId;
use deskhand_domain::ports::{MailboxClaim, MailboxCursor, MailboxCursors, MailboxFolder, StorageError};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::entities::mailbox::{ActiveModel, Column, Entity, Model};
use crate::mapping::decode::{Table, millis_in};
use crate::run::Run;
use crate::unit_of_work::SeaOrmUnitOfWork;

const MAILBOXES: Table = Table("mailboxes");

#[async_trait]
impl MailboxCursors for SeaOrmUnitOfWork {
    async fn claim(
        &mut self,
        folder: &MailboxFolder,
        reader: MailboxReaderId,
        now: OffsetDateTime,
        lease: Duration,
    ) -> Result<MailboxClaim, StorageError> {
        let now = self.lease_clock.now(&self.tx, now).await?;
        self.tx.insert_unless_there(unread(folder)).await?;
        let is_free = Condition::any()
            .add(Column::ReaderId.is_null())
            .add(Column::ReaderId.eq(reader.as_uuid()))
            .add(Column::LeaseUntil.lte(now));
        let claim = Entity::update_many()
            .col_expr(Column::ReaderId, Expr::value(reader.as_uuid()))
            .col_expr(Column::LeaseUntil, Expr::value(now + millis_in(lease)))
            .filter(is(folder).add(is_free));
        if self.tx.update_rows(claim).await? == 0 {
            return Ok(MailboxClaim::Taken);
        }
        let row: Option<Model> = self.tx.fetch_one(Entity::find().filter(is(folder))).await?;
        Ok(MailboxClaim::Granted(row.as_ref().map(cursor).transpose()?.flatten()))
    }

    async fn advance(
        &mut self,
        folder: &MailboxFolder,
        reader: MailboxReaderId,
        cursor: MailboxCursor,
    ) -> Result<bool, StorageError> {
        let advance = Entity::update_many()
            .col_expr(Column::UidValidity, Expr::value(i64::from(cursor.uid_validity)))
            .col_expr(Column::NextUid, Expr::value(i64::from(cursor.next_uid)))
            .filter(is(folder).add(Column::ReaderId.eq(reader.as_uuid())));
        Ok(self.tx.update_rows(advance).await? == 1)
    }

    async fn release(&mut self, folder: &MailboxFolder, reader: MailboxReaderId) -> Result<(), StorageError> {
        let release = Entity::update_many()
            .col_expr(Column::ReaderId, Expr::value(None::<Uuid>))
            .filter(is(folder).add(Column::ReaderId.eq(reader.as_uuid())));
        self.tx.update_rows(release).await.map(drop)
    }
}

fn is(folder: &MailboxFolder) -> Condition {
    Condition::all().add(Column::Account.eq(&folder.account)).add(Column::Folder.eq(&folder.folder))
}

fn unread(folder: &MailboxFolder) -> ActiveModel {
    ActiveModel {
        account: Set(folder.account.clone()),
        folder: Set(folder.folder.clone()),
        uid_validity: Set(None),
        next_uid: Set(None),
        reader_id: Set(None),
        lease_until: Set(0),
    }
}

fn cursor(row: &Model) -> Result<Option<MailboxCursor>, StorageError> {
    let (Some(uid_validity), Some(next_uid)) = (row.uid_validity, row.next_uid) else { return Ok(None) };
    Ok(Some(MailboxCursor {
        uid_validity: MAILBOXES.number("uid_validity", uid_validity)?,
        next_uid: MAILBOXES.number("next_uid", next_uid)?,
    }))
}
