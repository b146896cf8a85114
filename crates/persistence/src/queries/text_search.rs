//! "Contains": on folded columns, with what was typed taken literally.

use deskhand_domain::text::folded;
use sea_orm::ColumnTrait;
use sea_orm::sea_query::{Expr, ExprTrait, LikeExpr};

/// Not the backslash, which the databases quote differently.
const ESCAPE: char = '!';

pub(crate) fn contains(column: impl ColumnTrait, part: &str) -> Expr {
    Expr::col(column.as_column_ref()).like(LikeExpr::new(pattern(part)).escape(ESCAPE))
}

fn pattern(part: &str) -> String {
    let mut pattern = String::with_capacity(part.len() + 2);
    pattern.push('%');
    for c in folded(part).chars() {
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
    use super::pattern;

    #[test]
    fn wildcards_are_taken_literally() {
        assert_eq!(pattern("100% of a_b! \\"), "%100!% of a!_b!! \\%");
    }

    #[test]
    fn case_does_not_count() {
        assert_eq!(pattern("STRASSE Ä"), "%strasse ä%");
    }
}
