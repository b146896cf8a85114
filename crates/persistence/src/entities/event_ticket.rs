super::entity!("event_tickets" {
    #[sea_orm(primary_key, auto_increment = false)]
    pub digest: Vec<u8>,
    pub person_id: Uuid,
    pub session_id: Uuid,
    pub stream_ends_at: i64,
    pub expires_at: i64,
});
