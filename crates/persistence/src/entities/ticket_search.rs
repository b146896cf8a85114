super::entity!("ticket_search" {
    #[sea_orm(primary_key)]
    pub seq: i64,
    pub ticket_id: Uuid,
    pub created_at: i64,
    pub title: Option<String>,
    pub description: Option<String>,
    pub message: Option<String>,
    pub note: Option<String>,
});
