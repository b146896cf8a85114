use sea_orm_migration::{prelude::*, schema::*};

use crate::table::index;

/// Reports count what was rated in a period.
const NAME: &str = "tickets_rated";

/// How the reporter of a ticket rated it. The ticket has the newest rating, so a deleted one takes it along; the history has all of
/// them.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let stars = small_integer_null("rating_stars").check(Expr::col("rating_stars").between(1, 5)).take();
        for column in [stars, text_null("rating_comment"), big_integer_null("rated_at")] {
            manager.alter_table(Table::alter().table("tickets").add_column(column).take()).await?;
        }
        // Most tickets have no rating, and need no place in it.
        let rated = index("tickets", NAME, &["rated_at"]).and_where(Expr::col("rated_at").is_not_null()).take();
        manager.create_index(rated).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name(NAME).table("tickets").to_owned()).await?;
        for column in ["rated_at", "rating_comment", "rating_stars"] {
            manager.alter_table(Table::alter().table("tickets").drop_column(column).take()).await?;
        }
        Ok(())
    }
}
