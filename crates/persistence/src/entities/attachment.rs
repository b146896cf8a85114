super::entity!("attachments" {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub message_id: Option<Uuid>,
    pub uploader_id: Uuid,
    pub name: String,
    pub kind: String,
    pub sha256: Option<Vec<u8>>,
    pub size: i64,
    pub created_at: i64,
    pub removed_at: Option<i64>,
});
