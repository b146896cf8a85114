super::entity!("blob_contents" {
    #[sea_orm(primary_key, auto_increment = false)]
    pub upload_id: Uuid,
    pub sha256: Option<Vec<u8>>,
    pub size: Option<i64>,
});
