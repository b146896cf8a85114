super::entity!("link_requests" {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub purpose: String,
    pub address: String,
    pub requested_at: i64,
});
