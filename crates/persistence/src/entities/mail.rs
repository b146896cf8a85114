super::entity!("outbox" {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub recipient_id: Uuid,
    pub kind: String,
    pub ticket_id: Option<Uuid>,
    pub event_id: Uuid,
    pub payload: String,
    pub state: String,
    pub attempt: i32,
    pub due_at: i64,
    pub lease_until: Option<i64>,
    pub last_answer: Option<String>,
    pub created_at: i64,
    pub sent_at: Option<i64>,
    pub forgiven: i32,
    pub settled_at: Option<i64>,
    pub address: Option<String>,
    pub author_id: Option<Uuid>,
    /// 0 for mails about the recipient's own account, else 1.
    pub urgency: i16,
    pub turn: i64,
    /// 1 for a pending mail that is due, 0 for one that was not due yet when it was last written, NULL for a settled one.
    pub ready: Option<i16>,
    /// The recipient of news, NULL for other mails.
    pub news_to: Option<Uuid>,
    /// The letter that this one joined, NULL for a letter of its own.
    pub joins: Option<Uuid>,
    /// How soon the recipient wants it, NULL for at once.
    pub frequency: Option<String>,
});
