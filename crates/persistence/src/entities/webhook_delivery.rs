super::entity!("webhook_deliveries" {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub webhook_id: Uuid,
    pub event_id: Option<Uuid>,
    pub kind: String,
    pub about: Option<Uuid>,
    pub work: i64,
    pub seq: i64,
    pub body: String,
    pub state: String,
    /// How often it was claimed.
    pub attempt: i32,
    /// How often it was tried since it was queued, or queued again.
    pub tries: i32,
    /// NULL for a settled one, and for a pending one that waits for an earlier one about the same thing.
    pub due_at: Option<i64>,
    pub lease_until: Option<i64>,
    pub last_status: Option<i32>,
    pub last_answer: Option<String>,
    pub created_at: i64,
    pub settled_at: Option<i64>,
});
