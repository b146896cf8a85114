super::entity!("drafts" {
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub place: String,
    pub ticket_id: Option<Uuid>,
    pub title: String,
    pub body: String,
    pub saved_at: i64,
});
