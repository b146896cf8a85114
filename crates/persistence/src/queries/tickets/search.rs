//! What a list of tickets searches for in their texts.

use deskhand_domain::ports::{SearchText, TicketFilter, TicketPosition};
use deskhand_domain::text::search_folded;
use deskhand_domain::ticket::TicketNumber;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Statement};

use super::filter::has_number;
use crate::entities::ticket;
use crate::entities::ticket_search::{Column, Entity};
use crate::queries::keyset::Sorting;
use crate::queries::text_search::{any_contains, hits, is_indexed};

/// SQLite's index of the table.
const INDEX: &str = "ticket_search_text";

/// How the tickets with the searched texts are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SearchStrategy {
    /// The texts of each ticket that the other conditions select are read. PostgreSQL turns this around where that is better, and
    /// takes the tickets from its index.
    Rows,
    /// The same in the order of the list, whatever index the other conditions have: SQLite would sort all that it finds there.
    RowsInOrder,
    /// SQLite's index gives those with the term at this position; the others are looked for in these.
    Index(usize),
    /// The same, but only the first so many in the order of the list, which must be the order of creation.
    FirstOfIndex(usize, u64),
}

/// One text, and where it may be.
pub(crate) struct Term {
    columns: Vec<Column>,
    folded: String,
    number: Option<TicketNumber>,
}

/// Every text that the filter asks for.
pub(crate) fn terms(filter: &TicketFilter, with_notes: bool) -> Vec<Term> {
    let contained = |column, text: &Option<String>| {
        text.as_ref().map(|text| Term { columns: vec![column], folded: search_folded(text), number: None })
    };
    let mut columns = vec![Column::Title, Column::Description, Column::Message];
    columns.extend(with_notes.then_some(Column::Note));
    let words = filter.q.iter().flat_map(SearchText::terms).map(|term| Term {
        columns: columns.clone(),
        folded: term.folded.clone(),
        number: term.number,
    });
    let texts = [contained(Column::Title, &filter.title), contained(Column::Description, &filter.description)];
    texts.into_iter().flatten().chain(words).collect()
}

impl Term {
    /// Whether SQLite's index finds it.
    pub(crate) fn is_indexed(&self) -> bool {
        is_indexed(&self.folded)
    }

    /// Whether it also names a ticket, which may not contain it.
    pub(crate) const fn names_a_ticket(&self) -> bool {
        self.number.is_some()
    }

    /// The numbers of the rows with it.
    pub(crate) fn hits(&self) -> SelectStatement {
        hits(INDEX, &self.columns, &self.folded)
    }

    /// A ticket with it, by reading its texts.
    pub(crate) fn in_rows(&self) -> Expr {
        let same_ticket = Column::TicketId.into_expr().eq(ticket::Column::Id.into_expr());
        let is_in_row = any_contains(&self.columns, &self.folded).add_option(self.is_the_named_ticket());
        Expr::exists(
            Query::select().expr(Expr::val(1)).from(Entity).and_where(same_ticket).cond_where(is_in_row).take(),
        )
    }

    /// A ticket with it, from SQLite's index.
    pub(crate) fn in_index(&self) -> Expr {
        let found = Condition::any().add(Column::Seq.in_subquery(self.hits())).add_option(self.is_the_named_ticket());
        let rows = Entity::find().select_only().column(Column::TicketId).filter(found);
        ticket::Column::Id.in_subquery(rows.into_query())
    }

    /// Part of the condition on a row, not beside it: PostgreSQL uses no index for an OR with EXISTS.
    fn is_the_named_ticket(&self) -> Option<Expr> {
        self.number.map(|number| {
            let named = ticket::Entity::find().select_only().column(ticket::Column::Id).filter(has_number(number));
            Column::TicketId.into_expr().eq(Expr::from(named.into_query()))
        })
    }

    /// The first `most` tickets with it in the order of their creation, from SQLite's index. Nothing but keys is read for them.
    pub(crate) fn first_in_index(&self, sorting: &Sorting<Column>, after: Option<TicketPosition>, most: u64) -> Expr {
        let keys = Entity::find().select_only().columns([Column::CreatedAt, Column::TicketId]).distinct();
        let keys = keys.filter(Column::Seq.in_subquery(self.hits()));
        let keys = match after {
            Some(at) => sorting.begin_after(keys, at.value, at.id.as_uuid()),
            None => keys,
        };
        let keys = sorting.put_in_order(keys).limit(most).into_query();
        ticket::Column::Id.in_subquery(Query::select().column(Column::TicketId).from_subquery(keys, "found").take())
    }
}

/// SQLite would look into the table itself for each hit: its rows are wide with texts, and each is on a page of its own.
pub(crate) fn read_keys_only(statement: &mut Statement) {
    let (table, keys) =
        (r#"FROM "ticket_search" WHERE "ticket_search"."seq" IN"#, r#"INDEXED BY "ticket_search_keys""#);
    let indexed = table.replacen("WHERE", &format!("{keys} WHERE"), 1);
    statement.sql = statement.sql.replacen(table, &indexed, 1);
}
