//! Words that stand in very many tickets, on SQLite. Its index of texts finds all tickets that have such a word, in no order of
//! use to a list: of a million tickets, a word in every sixth took most of a second. A page of them is found a thousand times
//! as fast by looking at one ticket after the other in the order of the list.

use deskhand_domain::TicketId;
use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{StorageError, TicketFilter, TicketPosition};
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, QueryTrait, Statement};
use uuid::Uuid;

use crate::database::Database;
use crate::entities::ticket::Column;
use crate::error::storage_error;
use crate::queries::text_search::{SearchStrategy, TICKETS};
use crate::queries::tickets::list::{TicketList, TicketRow, read_with_people};

/// A word in fewer tickets is left to the index.
const MANY: u64 = 500;

/// After so many tickets the index is the faster way after all: the word stands in older ones. Looking at these takes some
/// ten milliseconds.
const FIRST: u64 = 20_000;

/// What is searched takes no longer than SQLite's patterns may be (50,000 bytes), by far.
const LONGEST: usize = 1_000;

impl Database {
    /// One row more than the page has, if there are so many. `None` where the index is to be asked.
    pub(super) async fn page_of_common_word(
        &self,
        list: &TicketList<'_>,
    ) -> Result<Option<Vec<TicketRow>>, StorageError> {
        if self.reader.get_database_backend() != DbBackend::Sqlite || !self.is_of_common_word(list.filter).await? {
            return Ok(None);
        }
        let last = match list.sees {
            TicketVisibility::Everything => self.position(list, FIRST).await?,
            // Nobody has so many tickets of their own that looking at them takes long.
            _ => None,
        };
        let Some(last) = last else {
            return self.rows(list.statement(SearchStrategy::Rows, DbBackend::Sqlite)).await.map(Some);
        };
        let rows =
            self.rows(read_with_people(list.page_until(last, SearchStrategy::Rows).build(DbBackend::Sqlite))).await?;
        Ok((rows.len() > list.limit.get() as usize).then_some(rows))
    }

    async fn is_of_common_word(&self, filter: &TicketFilter) -> Result<bool, StorageError> {
        let Some((columns, word)) = only_word(filter) else { return Ok(false) };
        let Some(counting) = TICKETS.count_hits(columns, word, MANY).filter(|_| word.len() <= LONGEST) else {
            return Ok(false);
        };
        let counted = self.reader.query_one(&counting).await.map_err(storage_error)?;
        let hits: i64 = counted.map_or(Ok(0), |row| row.try_get_by_index(0)).map_err(storage_error)?;
        Ok(u64::try_from(hits).is_ok_and(|hits| hits >= MANY))
    }

    async fn position(&self, list: &TicketList<'_>, places: u64) -> Result<Option<TicketPosition>, StorageError> {
        let position: Option<(i64, Uuid)> =
            list.position(places).into_tuple().one(&self.reader).await.map_err(storage_error)?;
        Ok(position.map(|(value, id)| TicketPosition { value, id: TicketId::new(id) }))
    }

    pub(super) async fn rows(&self, statement: Statement) -> Result<Vec<TicketRow>, StorageError> {
        TicketRow::find_by_statement(statement).all(&self.reader).await.map_err(storage_error)
    }
}

/// What is searched where nothing else is asked for. Together with other wishes, the index is as good as anything.
fn only_word(filter: &TicketFilter) -> Option<(&'static [Column], &str)> {
    let none = TicketFilter::default();
    let (columns, word, only): (&[Column], _, _) = match filter {
        TicketFilter { q: Some(q), .. } => {
            (&[Column::TitleFolded, Column::DescriptionFolded], q, TicketFilter { q: Some(q.clone()), ..none })
        }
        TicketFilter { title: Some(title), .. } => {
            (&[Column::TitleFolded], title, TicketFilter { title: Some(title.clone()), ..none })
        }
        TicketFilter { description: Some(text), .. } => {
            (&[Column::DescriptionFolded], text, TicketFilter { description: Some(text.clone()), ..none })
        }
        _ => return None,
    };
    (*filter == only).then_some((columns, word.as_str()))
}

#[cfg(test)]
mod tests;
