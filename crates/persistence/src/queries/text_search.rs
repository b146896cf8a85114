//! "Contains", on columns in the form of `search_folded`, with the search text taken literally.
//!
//! PostgreSQL's index (pg_trgm) serves LIKE itself. SQLite's (FTS5) is a table beside the searched one, and matches
//! phrases of trigrams, which has the same result. A text of one or two characters has no trigram: it is looked for in the rows.

use sea_orm::sea_query::extension::sqlite::SqliteExpr;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, LikeExpr, Query, SelectStatement};
use sea_orm::{ColumnTrait, IdenStatic};

/// Not the backslash, which the two databases quote differently.
const ESCAPE: char = '!';

/// The shortest text that the indexes find.
const TRIGRAM: usize = 3;

/// SQLite takes LIKE patterns of at most 50,000 bytes, and no search text is near that; its index would find longer ones.
const LONGEST_TERM: usize = 1_000;

/// Whether one of the columns contains the text.
pub(crate) fn any_contains<C: ColumnTrait>(columns: &[C], folded: &str) -> Condition {
    if folded.contains('\0') {
        // No column contains it, and PostgreSQL refuses the value.
        return Condition::any().add(Expr::value(false));
    }
    let pattern = pattern(folded);
    let like = |column: &C| Expr::col(column.as_column_ref()).like(LikeExpr::new(pattern.clone()).escape(ESCAPE));
    columns.iter().map(like).fold(Condition::any(), Condition::add)
}

/// The `rowid`s of the rows of which SQLite's index `index` knows that one of the columns contains the text.
pub(crate) fn hits<C: ColumnTrait>(index: &'static str, columns: &[C], folded: &str) -> SelectStatement {
    Query::select()
        .column("rowid")
        .from(index)
        .and_where(Expr::col(index).matches(Expr::value(phrase(columns, folded))))
        .take()
}

/// Whether SQLite's index finds the text.
pub(crate) fn is_indexed(folded: &str) -> bool {
    folded.chars().take(TRIGRAM).count() == TRIGRAM && folded.len() <= LONGEST_TERM && !folded.contains('\0')
}

/// `{title description} : "search text"`.
fn phrase<C: ColumnTrait>(columns: &[C], part: &str) -> String {
    let names: Vec<&str> = columns.iter().map(IdenStatic::as_str).collect();
    format!("{{{}}} : \"{}\"", names.join(" "), part.replace('"', "\"\""))
}

fn pattern(folded: &str) -> String {
    let escape = |c: char| matches!(c, '%' | '_' | ESCAPE).then_some(ESCAPE);
    let escaped: String = folded.chars().flat_map(|c| escape(c).into_iter().chain([c])).collect();
    format!("%{escaped}%")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::ticket_search::Column;

    #[test]
    fn wildcards_are_taken_literally() {
        assert_eq!(pattern("100% of a_b! \\"), "%100!% of a!_b!! \\%");
    }

    #[test]
    fn quotes_do_not_end_a_phrase() {
        let phrase = phrase(&[Column::Title, Column::Description], "say \"hello\" OR *");
        assert_eq!(phrase, r#"{title description} : "say ""hello"" OR *""#);
    }
}
