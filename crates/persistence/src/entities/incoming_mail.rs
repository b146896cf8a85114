super::entity!("incoming_mails" {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub digest: Vec<u8>,
    pub transport: String,
    pub sender: Option<String>,
    /// A JSON list of addresses.
    pub recipients: String,
    pub sha256: Option<Vec<u8>>,
    pub size: i64,
    pub received_at: i64,
    pub state: String,
    /// Why it is held, or what became of it.
    pub reason: Option<String>,
    pub attempt: i32,
    pub forgiven: i32,
    pub due_at: i64,
    pub lease_until: Option<i64>,
    pub error: Option<String>,
    pub author: Option<String>,
    pub author_name: Option<String>,
    pub person_id: Option<Uuid>,
    pub is_by_stranger: i16,
    pub subject: Option<String>,
    /// NULL until it was read.
    pub kind: Option<String>,
    pub content: Option<Vec<u8>>,
    pub ticket_id: Option<Uuid>,
    pub message_id: Option<Uuid>,
    pub had_receipt: i16,
    pub reopened: i16,
    pub settled_at: Option<i64>,
    pub decided_by: Option<Uuid>,
});
