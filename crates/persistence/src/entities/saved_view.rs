super::entity!("saved_views" {
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    pub query: String,
    pub saved_at: i64,
});
