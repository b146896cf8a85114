//! Reading a row's columns one after the other. Finding each by its name takes longer than reading it, and a page has hundreds.

use sea_orm::{DbErr, QueryResult, TryGetable};

/// A row, and how far it has been read.
pub(crate) struct InOrder<'row> {
    row: &'row QueryResult,
    place: usize,
}

impl<'row> InOrder<'row> {
    pub(crate) const fn of(row: &'row QueryResult) -> Self {
        Self { row, place: 0 }
    }

    /// The next column, which has this name: where debug assertions are on, it is looked at.
    pub(crate) fn next<T: TryGetable>(&mut self, name: &str) -> Result<T, DbErr> {
        debug_assert_eq!(self.row.column_names().get(self.place).map(String::as_str), Some(name));
        let value = self.row.try_get_by_index(self.place);
        self.place += 1;
        value
    }
}
