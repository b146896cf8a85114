super::entity!("blobs" {
    #[sea_orm(primary_key, auto_increment = false)]
    pub sha256: Vec<u8>,
    pub size: i64,
    pub state: String,
    pub claimed_at: i64,
});
