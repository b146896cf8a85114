//! Chooses how SQLite finds the tickets of a search. PostgreSQL's planner chooses by itself.
//!
//! The text index finds all rows with a term. Where these are many, it is faster to read the tickets in the order of the list until
//! the page is full. How many there are, and how close together, is estimated from the newest of them.

use deskhand_domain::TicketId;
use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{StorageError, TicketPosition};
use sea_orm::sea_query::{Condition, Expr, Order, Query};
use sea_orm::{ConnectionTrait, DbBackend, QueryTrait, Select};
use uuid::Uuid;

use super::list::TicketList;
use super::row::{ROWS, TicketRow};
use super::search::{SearchStrategy, Term};
use crate::database::Database;
use crate::entities::ticket::Entity;
use crate::error::storage_error;
use crate::queries::visibility::ticket_grants;
use crate::run::Run;

/// The hits from which the frequency of a term is estimated. A term with fewer is left to the index.
const SAMPLE: u64 = 64;

/// After so many tickets without a full page the index is faster, whatever was estimated. Reading these takes some ten
/// milliseconds.
const READ_AT_MOST: u64 = 20_000;

/// How many hits of the index are tried at first: enough for a full page where one ticket in ten is of the wanted state.
const FIRST_HITS: u64 = 256;

/// A customer who reported and follows fewer tickets reads these: how long that takes depends on no text of others.
const FEW_TICKETS: u64 = 5_000;

/// How many rows of texts there are for each with the term.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Gap {
    /// Fewer hits than the sample.
    Rare,
    Rows(f64),
}

/// The term that is in the fewest tickets, as far as estimated.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Estimate {
    rarest: usize,
    hits: f64,
    /// How many tickets have to be read, in the order of the list, for a full page.
    reading: f64,
}

impl Database {
    /// One row more than the page has, if there are so many.
    pub(super) async fn page_found_by_sqlite(&self, list: &TicketList<'_>) -> Result<Vec<TicketRow>, StorageError> {
        if !list.is_searched() || self.sees_few(list).await? {
            return self.rows_by(list, SearchStrategy::Rows).await;
        }
        let Some(estimate) = self.estimate(list).await? else { return self.rows_by(list, SearchStrategy::Rows).await };
        if estimate.reading < estimate.hits {
            if !list.is_everything() {
                return self.rows_by(list, SearchStrategy::Rows).await;
            }
            if let Some(page) = self.page_by_reading(list, estimate.reading).await? {
                return Ok(page);
            }
        }
        self.page_by_index(list, estimate).await
    }

    /// The strategy for counting what is found.
    pub(super) async fn counting_strategy(&self, list: &TicketList<'_>) -> Result<SearchStrategy, StorageError> {
        if self.reader.get_database_backend() != DbBackend::Sqlite || !list.is_searched() || self.sees_few(list).await?
        {
            return Ok(SearchStrategy::Rows);
        }
        let estimate = self.estimate(list).await?;
        Ok(estimate.map_or(SearchStrategy::Rows, |estimate| SearchStrategy::Index(estimate.rarest)))
    }

    async fn rows_by(&self, list: &TicketList<'_>, by: SearchStrategy) -> Result<Vec<TicketRow>, StorageError> {
        self.reader.fetch_statement(list.statement(by, DbBackend::Sqlite)).await
    }

    /// Whether the caller is a customer with few tickets.
    async fn sees_few(&self, list: &TicketList<'_>) -> Result<bool, StorageError> {
        let TicketVisibility::ReportedOrFollowedBy(_) = list.sees else { return Ok(false) };
        for grant in ticket_grants(list.sees).into_iter().flatten() {
            if self.position(list.position(grant.condition, FEW_TICKETS)).await?.is_some() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// `None` if no term is in the index.
    async fn estimate(&self, list: &TicketList<'_>) -> Result<Option<Estimate>, StorageError> {
        let mut gaps = Vec::new();
        let last_row = self.last_text_row().await?;
        for (position, term) in list.terms(list.is_everything()).iter().enumerate() {
            if term.is_indexed() {
                gaps.push((position, self.gap(term, last_row).await?));
            }
        }
        Ok(estimate(&gaps, last_row, u64::from(list.limit.get()) + 1))
    }

    async fn last_text_row(&self) -> Result<i64, StorageError> {
        let last = Query::select().expr(Expr::cust("coalesce(max(seq), 0)")).from("ticket_search").take();
        let row = self.reader.query_one(&last).await.map_err(storage_error)?;
        row.map_or(Ok(0), |row| row.try_get_by_index(0)).map_err(storage_error)
    }

    async fn gap(&self, term: &Term, last_row: i64) -> Result<Gap, StorageError> {
        let sample = term.hits().order_by("rowid", Order::Desc).limit(SAMPLE).take();
        let counted = Query::select()
            .expr(Expr::cust("count(*)"))
            .expr(Expr::cust("coalesce(min(rowid), 0)"))
            .from_subquery(sample, "sample")
            .take();
        let Some(row) = self.reader.query_one(&counted).await.map_err(storage_error)? else { return Ok(Gap::Rare) };
        let hits: i64 = row.try_get_by_index(0).map_err(storage_error)?;
        let oldest: i64 = row.try_get_by_index(1).map_err(storage_error)?;
        Ok(if hits.cast_unsigned() < SAMPLE {
            Gap::Rare
        } else {
            Gap::Rows(float(last_row - oldest + 1) / float(hits))
        })
    }

    /// Reads tickets in the order of the list: at first a few times as many as estimated, then more. `None` if the index is faster.
    async fn page_by_reading(
        &self,
        list: &TicketList<'_>,
        estimate: f64,
    ) -> Result<Option<Vec<TicketRow>>, StorageError> {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a positive number of tickets")]
        let mut tickets = (estimate * 4.0) as u64 + SAMPLE;
        loop {
            tickets = tickets.min(READ_AT_MOST);
            let Some(last) = self.position(list.position(Condition::all(), tickets)).await? else {
                return self.rows_by(list, SearchStrategy::Rows).await.map(Some);
            };
            let page = ROWS.with_all_columns(list.page_until(last).build(DbBackend::Sqlite));
            let rows = self.reader.fetch_statement(page).await?;
            if rows.len() > list.limit.get() as usize {
                return Ok(Some(rows));
            }
            if tickets == READ_AT_MOST {
                return Ok(None);
            }
            tickets *= 16;
        }
    }

    async fn page_by_index(&self, list: &TicketList<'_>, estimate: Estimate) -> Result<Vec<TicketRow>, StorageError> {
        let terms = list.terms(list.is_everything());
        let is_number = terms.get(estimate.rarest).is_some_and(Term::names_a_ticket);
        if estimate.hits >= float(SAMPLE.cast_signed()) && list.is_everything() && list.is_by_creation() && !is_number {
            let rows = self.rows_by(list, SearchStrategy::FirstOfIndex(estimate.rarest, FIRST_HITS)).await?;
            if rows.len() > list.limit.get() as usize {
                return Ok(rows);
            }
        }
        self.rows_by(list, SearchStrategy::Index(estimate.rarest)).await
    }

    async fn position(&self, ticket: Select<Entity>) -> Result<Option<TicketPosition>, StorageError> {
        let position: Option<(i64, Uuid)> = self.reader.fetch_tuple(ticket).await?;
        Ok(position.map(|(value, id)| TicketPosition { value, id: TicketId::new(id) }))
    }
}

/// Terms are taken for independent of each other. Reading a ticket takes about as long as looking up a hit.
fn estimate(gaps: &[(usize, Gap)], rows: i64, page: u64) -> Option<Estimate> {
    let rows = float(rows);
    let hits = |gap: Gap| match gap {
        Gap::Rare => 0.0,
        Gap::Rows(gap) => rows / gap.max(1.0),
    };
    let (rarest, gap) = gaps.iter().copied().min_by(|(_, one), (_, other)| hits(*one).total_cmp(&hits(*other)))?;
    let together = gaps.iter().map(|(_, gap)| match gap {
        Gap::Rare => f64::INFINITY,
        Gap::Rows(gap) => gap.max(1.0),
    });
    Some(Estimate { rarest, hits: hits(gap), reading: float(page.cast_signed()) * together.product::<f64>() })
}

#[expect(clippy::cast_precision_loss, reason = "for estimates")]
const fn float(count: i64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests;
