//! The columns and joins of a ticket or a person are most of a statement's text, and building them takes longer than
//! reading a row by its key. They are the same for every request, so they are built once.

use sea_orm::{EntityTrait, QuerySelect, Select, Statement};

use crate::postgres::inline_limit::with_inline_limits;

/// What a statement selects, and what it joins.
pub(crate) struct CachedHead<E: EntityTrait> {
    ids: Select<E>,
    ids_text: String,
    text: String,
}

impl<E: EntityTrait> CachedHead<E> {
    /// `full` selects and joins everything that a row needs, and has no values but limits. `id` is a column of the entity.
    pub(crate) fn new(id: E::Column, full: &Select<E>) -> Self {
        let ids = E::find().select_only().column(id);
        // Both databases take the same text.
        let text = |select: &Select<E>| with_inline_limits(select).sql;
        Self { ids_text: text(&ids), text: text(full), ids }
    }

    /// The same rows with nothing but their ids, to add conditions, order and limit to.
    pub(crate) fn ids(&self) -> Select<E> {
        self.ids.clone()
    }

    /// Makes a statement that was built from [`ids`](Self::ids) select everything.
    pub(crate) fn with_all_columns(&self, mut statement: Statement) -> Statement {
        statement.sql.replace_range(..self.ids_text.len(), &self.text);
        statement
    }
}
