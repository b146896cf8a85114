use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "people")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub username: String,
    pub name: String,
    pub name_folded: String,
    pub email: Option<String>,
    pub email_folded: Option<String>,
    pub phone: Option<String>,
    pub role: String,
    pub status: String,
    pub email_verified_at: Option<i64>,
    pub availability: String,
    pub capacity: Option<i32>,
    pub password: Option<String>,
    pub muted: String,
    pub created_at: i64,
    pub updated_at: i64,
    pub removed_at: Option<i64>,
    pub version: i64,
    pub open_tickets: i32,
    pub tickets_count: i32,
    pub last_assigned_at: Option<i64>,
}

super::no_relations!();
