super::entity!("webhooks" {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub url: String,
    pub description: Option<String>,
    /// The chosen kinds, separated by commas; NULL for all.
    pub kinds: Option<String>,
    pub state: String,
    pub key: Vec<u8>,
    pub previous_key: Option<Vec<u8>>,
    pub previous_until: Option<i64>,
    pub failing_since: Option<i64>,
    pub created_by: Uuid,
    pub created_at: i64,
    pub updated_at: i64,
    pub read_work: i64,
    pub read_seq: i64,
    pub read_event: Uuid,
});
