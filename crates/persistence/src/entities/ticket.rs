use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tickets")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: i64,
    pub title: String,
    pub title_folded: String,
    pub subject: String,
    pub description: String,
    pub description_folded: String,
    pub priority: i16,
    pub status: String,
    pub reporter_id: Uuid,
    pub assignee_id: Option<Uuid>,
    pub taken_at: Option<i64>,
    pub first_response_at: Option<i64>,
    pub resolved_at: Option<i64>,
    pub closed_at: Option<i64>,
    pub close_warned_at: Option<i64>,
    pub reopen_count: i32,
    pub follow_up_of: Option<Uuid>,
    pub awaiting: String,
    pub message_count: i32,
    pub note_count: i32,
    pub created_at: i64,
    pub updated_at: i64,
    pub version: i64,
}

super::no_relations!();
