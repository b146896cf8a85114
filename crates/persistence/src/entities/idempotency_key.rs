super::entity!("idempotency_keys" {
    #[sea_orm(primary_key, auto_increment = false)]
    pub owner_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    pub fingerprint: Vec<u8>,
    pub claimed_at: i64,
    pub answer: Option<String>,
    pub about_id: Option<Uuid>,
});
