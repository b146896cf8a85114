//! Pages by position: a page begins after the last row of the one before, whatever was inserted or deleted meanwhile.

use deskhand_domain::ports::{Page, PageLimit, StorageError, Total};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, Select};
use uuid::Uuid;

/// The order of a list: by a column, ties by id, both in the same direction.
pub(crate) struct Sorting<C> {
    pub(crate) by: C,
    pub(crate) id: C,
    pub(crate) direction: Order,
}

impl<C: ColumnTrait> Sorting<C> {
    /// One page after this position, or the first.
    pub(crate) fn page<E: EntityTrait>(
        &self,
        select: Select<E>,
        after: Option<(impl Into<Expr>, Uuid)>,
        limit: PageLimit,
    ) -> Select<E> {
        let rest = match after {
            Some((value, id)) => self.begin_after(select, value, id),
            None => select,
        };
        one_page(self.put_in_order(rest), limit)
    }

    pub(crate) fn put_in_order<E: EntityTrait>(&self, select: Select<E>) -> Select<E> {
        select.order_by(self.by, self.direction.clone()).order_by(self.id, self.direction.clone())
    }

    /// Only rows after this position. One comparison of row values, which both databases serve from the index of the
    /// order; they do not for the same condition written with OR (SeaORM's `cursor_by`).
    pub(crate) fn begin_after<E: EntityTrait>(&self, select: Select<E>, value: impl Into<Expr>, id: Uuid) -> Select<E> {
        let last_seen = Expr::tuple([value.into(), Expr::value(id)]);
        match self.direction {
            Order::Desc => select.filter(self.row().lt(last_seen)),
            _ => select.filter(self.row().gt(last_seen)),
        }
    }

    /// Only rows up to and including this position.
    pub(crate) fn end_with<E: EntityTrait>(&self, select: Select<E>, value: impl Into<Expr>, id: Uuid) -> Select<E> {
        let last = Expr::tuple([value.into(), Expr::value(id)]);
        match self.direction {
            Order::Desc => select.filter(self.row().gte(last)),
            _ => select.filter(self.row().lte(last)),
        }
    }

    fn row(&self) -> Expr {
        Expr::tuple([Expr::col(self.by.as_column_ref()), Expr::col(self.id.as_column_ref())])
    }
}

/// One row more than the page has, to see whether there are more.
pub(crate) fn one_page<E: EntityTrait>(select: Select<E>, limit: PageLimit) -> Select<E> {
    select.limit(u64::from(limit.get()) + 1)
}

pub(crate) fn page<R, T>(
    mut rows: Vec<R>,
    limit: PageLimit,
    total: Option<Total>,
    read: impl FnMut(R) -> Result<T, StorageError>,
) -> Result<Page<T>, StorageError> {
    let limit = limit.get() as usize;
    let has_more = rows.len() > limit;
    rows.truncate(limit);
    Ok(Page { rows: rows.into_iter().map(read).collect::<Result<_, _>>()?, has_more, total })
}
