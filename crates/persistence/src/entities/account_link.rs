super::entity!("account_links" {
    #[sea_orm(primary_key, auto_increment = false)]
    pub digest: Vec<u8>,
    pub person_id: Uuid,
    pub purpose: String,
    pub address: String,
    pub issued_at: i64,
    pub expires_at: i64,
});
