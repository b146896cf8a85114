use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{index, to_person};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let since = big_integer_null("second_factor_at");
        manager.alter_table(Table::alter().table("people").add_column(since).take()).await?;
        manager.create_table(second_factors()).await?;
        manager.create_table(recovery_codes()).await?;
        manager.create_table(sign_in_challenges()).await?;
        let by_person = index("sign_in_challenges", "sign_in_challenges_by_person", &["person_id"]);
        manager.create_index(by_person).await?;
        manager.create_index(index("sign_in_challenges", "sign_in_challenges_by_expiry", &["expires_at"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("sign_in_challenges").take()).await?;
        manager.drop_table(Table::drop().table("recovery_codes").take()).await?;
        manager.drop_table(Table::drop().table("second_factors").take()).await?;
        manager.alter_table(Table::alter().table("people").drop_column("second_factor_at").take()).await
    }
}

/// The secret is encrypted under a key that is not in the database.
fn second_factors() -> TableCreateStatement {
    Table::create()
        .table("second_factors")
        .col(uuid("person_id").primary_key())
        .col(ColumnDef::new("secret").blob().not_null())
        .col(big_integer("enrolled_at"))
        .col(big_integer_null("confirmed_at"))
        .col(big_integer_null("last_step"))
        .col(integer("wrong_codes"))
        .col(big_integer("counted_since"))
        .foreign_key(&mut to_person("second_factors", "person_id"))
        .take()
}

/// A code is kept as its digest only, until it is used.
fn recovery_codes() -> TableCreateStatement {
    Table::create()
        .table("recovery_codes")
        .col(uuid("person_id"))
        .col(ColumnDef::new("digest").blob().not_null())
        .primary_key(Index::create().col("person_id").col("digest"))
        .foreign_key(&mut to_person("recovery_codes", "person_id"))
        .take()
}

/// A token is kept as its digest only, and so is the password that was right.
fn sign_in_challenges() -> TableCreateStatement {
    Table::create()
        .table("sign_in_challenges")
        .col(ColumnDef::new("digest").blob().not_null().primary_key())
        .col(uuid("person_id"))
        .col(ColumnDef::new("password").blob().not_null())
        .col(big_integer("expires_at"))
        .col(integer("wrong_codes"))
        .foreign_key(&mut to_person("sign_in_challenges", "person_id"))
        .take()
}
