//! "Contains": on folded columns, with what was typed taken literally, from an index of all triples of mails.
//!
//! PostgreSQL's index (pg_trgm) serves LIKE itself. SQLite's (FTS5) is a table beside the searched one, and answers
//! for whole phrases of triples, which is the same. A part of one or two mails has no triple: both databases then
//! look at every row.

use deskhand_domain::text::case_folded;
use sea_orm::sea_query::extension::sqlite::SqliteExpr;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, LikeExpr, Query, SelectStatement};
use sea_orm::{ColumnTrait, DbBackend, IdenStatic};

/// Not the backslash, which the databases quote differently.
const ESCAPE: char = '!';

/// The fewest mails that the indexes know.
const TRIPLE: usize = 3;

/// How texts are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SearchStrategy {
    /// By SQLite's index, which is a table of its own.
    Index,
    /// One row after the other, as far as the statement says. PostgreSQL finds an index for that by itself.
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
    /// The number by which that index knows a row.
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
            // No text has it, and PostgreSQL does not even take it.
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

    /// How many rows SQLite's index finds, counted no further than `most`. `None` for what that index does not know.
    pub(crate) fn count_hits<C: ColumnTrait>(&self, columns: &[C], part: &str, most: u64) -> Option<SelectStatement> {
        let part = case_folded(part);
        let hits = || self.hits(columns, &part).limit(most).take();
        is_indexed(&part).then(|| Query::select().expr(Expr::cust("COUNT(*)")).from_subquery(hits(), "hits").take())
    }
}

fn is_indexed(case_folded: &str) -> bool {
    case_folded.chars().count() >= TRIPLE && !case_folded.contains('\0')
}

/// `{title_folded description_folded} : "what was typed"`.
fn phrase<C: ColumnTrait>(columns: &[C], part: &str) -> String {
    let names: Vec<&str> = columns.iter().map(IdenStatic::as_str).collect();
    format!("{{{}}} : \"{}\"", names.join(" "), part.replace('"', "\"\""))
}

fn pattern(case_folded: &str) -> String {
    let mut pattern = String::with_capacity(case_folded.len() + 2);
    pattern.push('%');
    for c in case_folded.chars() {
        if matches!(c, '%' | '_' | ESCAPE) {
            pattern.push(ESCAPE);
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
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
