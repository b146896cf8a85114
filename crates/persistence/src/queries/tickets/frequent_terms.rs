//! Search terms that are in very many tickets, on SQLite. Its text index finds all tickets with the term, in no order
//! that helps a list: of a million tickets, a term in every sixth took most of a second. Reading the tickets in the
//! order of the list until the page is full takes a thousandth of that.

use deskhand_domain::TicketId;
use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{StorageError, TicketFilter, TicketPosition};
use sea_orm::{ConnectionTrait, DbBackend, QueryTrait};
use uuid::Uuid;

use super::list::TicketList;
use super::row::{ROWS, TicketRow};
use crate::database::Database;
use crate::entities::ticket::Column;
use crate::error::storage_error;
use crate::queries::text_search::{SearchStrategy, TICKETS};
use crate::run::Run;

/// A term in fewer tickets is left to the index.
const FREQUENT: u64 = 500;

/// After so many tickets without a full page the term is in older ones, and the index is faster. Reading these takes
/// some ten milliseconds.
const READ_AT_MOST: u64 = 20_000;

/// SQLite takes LIKE patterns of at most 50,000 bytes. No search text is near that.
const LONGEST_TERM: usize = 1_000;

impl Database {
    /// One row more than the page has, if there are so many. `None` if the text index is the faster way.
    pub(super) async fn page_of_frequent_term(
        &self,
        list: &TicketList<'_>,
    ) -> Result<Option<Vec<TicketRow>>, StorageError> {
        if self.reader.get_database_backend() != DbBackend::Sqlite || !self.is_of_frequent_term(list.filter).await? {
            return Ok(None);
        }
        let last = match list.sees {
            TicketVisibility::Everything => self.position(list, READ_AT_MOST).await?,
            // One person has too few tickets for reading all of them to take long.
            _ => None,
        };
        let Some(last) = last else {
            return self
                .reader
                .fetch_statement(list.statement(SearchStrategy::Rows, DbBackend::Sqlite))
                .await
                .map(Some);
        };
        let page = list.page_until(last, SearchStrategy::Rows).build(DbBackend::Sqlite);
        let rows = self.reader.fetch_statement(ROWS.with_all_columns(page)).await?;
        Ok((rows.len() > list.limit.get() as usize).then_some(rows))
    }

    async fn is_of_frequent_term(&self, filter: &TicketFilter) -> Result<bool, StorageError> {
        let Some((columns, term)) = only_term(filter) else { return Ok(false) };
        let Some(counting) = TICKETS.count_hits(columns, term, FREQUENT).filter(|_| term.len() <= LONGEST_TERM) else {
            return Ok(false);
        };
        let counted = self.reader.query_one(&counting).await.map_err(storage_error)?;
        let hits: i64 = counted.map_or(Ok(0), |row| row.try_get_by_index(0)).map_err(storage_error)?;
        Ok(u64::try_from(hits).is_ok_and(|hits| hits >= FREQUENT))
    }

    async fn position(&self, list: &TicketList<'_>, offset: u64) -> Result<Option<TicketPosition>, StorageError> {
        let position: Option<(i64, Uuid)> = self.reader.fetch_tuple(list.position(offset)).await?;
        Ok(position.map(|(value, id)| TicketPosition { value, id: TicketId::new(id) }))
    }
}

/// The term and the columns in which it is searched, if the filter has no other condition. With others the text index is not
/// slower.
fn only_term(filter: &TicketFilter) -> Option<(&'static [Column], &str)> {
    let (columns, term): (&[Column], _) = match filter {
        TicketFilter { q: Some(q), .. } => (&[Column::TitleFolded, Column::DescriptionFolded], q),
        TicketFilter { title: Some(title), .. } => (&[Column::TitleFolded], title),
        TicketFilter { description: Some(text), .. } => (&[Column::DescriptionFolded], text),
        _ => return None,
    };
    let one_text = [&filter.q, &filter.title, &filter.description].into_iter().flatten().count() == 1;
    let others = TicketFilter { q: None, title: None, description: None, ..filter.clone() };
    (one_text && others == TicketFilter::default()).then_some((columns, term.as_str()))
}

#[cfg(test)]
mod tests;
