//! "Contains", on case-folded columns, with the search text taken literally, from an index of trigrams.
//!
//! PostgreSQL's index (pg_trgm) serves LIKE itself. SQLite's (FTS5) is a table beside the searched one, and matches
//! phrases of trigrams, which has the same result. A text of one or two letters has no trigram: for it both databases
//! read every row.

use deskhand_domain::text::case_folded;
use sea_orm::sea_query::extension::sqlite::SqliteExpr;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, LikeExpr, Query, SelectStatement};
use sea_orm::{ColumnTrait, DbBackend, IdenStatic};

/// Not the backslash, which the two databases quote differently.
const ESCAPE: char = '!';

/// The shortest text that the indexes find.
const TRIGRAM: usize = 3;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SearchStrategy {
    /// SQLite's FTS5 table.
    Index,
    /// LIKE on each row that the other conditions select. PostgreSQL serves LIKE from its trigram index.
    Rows,
}

impl SearchStrategy {
    pub(crate) const fn of(backend: DbBackend) -> Self {
        match backend {
            DbBackend::Sqlite => Self::Index,
            _ => Self::Rows,
        }
    }
}

/// A table whose texts can be searched.
pub(crate) struct Searched {
    table: &'static str,
    index: &'static str,
    /// The column that is the FTS5 table's `rowid`.
    row: &'static str,
}

pub(crate) const TICKETS: Searched = Searched { table: "tickets", index: "tickets_text", row: "number" };
pub(crate) const PEOPLE: Searched = Searched { table: "people", index: "people_text", row: "seq" };

impl Searched {
    /// Whether any of the columns contains the part.
    pub(crate) fn any_contains<C: ColumnTrait>(
        &self,
        strategy: SearchStrategy,
        columns: &[C],
        part: &str,
    ) -> Condition {
        let part = case_folded(part);
        if part.contains('\0') {
            // No column contains it, and PostgreSQL refuses the value.
            return Condition::any().add(Expr::value(false));
        }
        if strategy == SearchStrategy::Index && is_indexed(&part) {
            return Condition::any().add(self.found_by_fts(columns, &part));
        }
        let pattern = pattern(&part);
        let like = |column: &C| Expr::col(column.as_column_ref()).like(LikeExpr::new(pattern.clone()).escape(ESCAPE));
        columns.iter().map(like).fold(Condition::any(), Condition::add)
    }

    fn found_by_fts<C: ColumnTrait>(&self, columns: &[C], part: &str) -> Expr {
        Expr::col((self.table, self.row)).in_subquery(self.hits(columns, part))
    }

    fn hits<C: ColumnTrait>(&self, columns: &[C], part: &str) -> SelectStatement {
        Query::select()
            .column("rowid")
            .from(self.index)
            .and_where(Expr::col(self.index).matches(Expr::value(phrase(columns, part))))
            .take()
    }

    /// How many rows SQLite's index finds, counted up to `most`. `None` for a text that the index can't find.
    pub(crate) fn count_hits<C: ColumnTrait>(&self, columns: &[C], part: &str, most: u64) -> Option<SelectStatement> {
        let part = case_folded(part);
        let hits = || self.hits(columns, &part).limit(most).take();
        is_indexed(&part).then(|| Query::select().expr(Expr::cust("COUNT(*)")).from_subquery(hits(), "hits").take())
    }
}

fn is_indexed(case_folded: &str) -> bool {
    case_folded.chars().count() >= TRIGRAM && !case_folded.contains('\0')
}

/// `{title_folded description_folded} : "search text"`.
fn phrase<C: ColumnTrait>(columns: &[C], part: &str) -> String {
    let names: Vec<&str> = columns.iter().map(IdenStatic::as_str).collect();
    format!("{{{}}} : \"{}\"", names.join(" "), part.replace('"', "\"\""))
}

fn pattern(case_folded: &str) -> String {
    let escape = |c: char| matches!(c, '%' | '_' | ESCAPE).then_some(ESCAPE);
    let escaped: String = case_folded.chars().flat_map(|c| escape(c).into_iter().chain([c])).collect();
    format!("%{escaped}%")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::ticket::Column;

    #[test]
    fn wildcards_are_taken_literally() {
        assert_eq!(pattern("100% of a_b! \\"), "%100!% of a!_b!! \\%");
    }

    #[test]
    fn quotes_do_not_end_a_phrase() {
        let phrase = phrase(&[Column::TitleFolded, Column::DescriptionFolded], "say \"hello\" OR *");
        assert_eq!(phrase, r#"{title_folded description_folded} : "say ""hello"" OR *""#);
    }
}
