super::entity!("messages" {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub ticket_id: Uuid,
    pub kind: String,
    pub author_id: Uuid,
    pub body: String,
    pub created_at: i64,
    /// What showed who wrote the mail that it was, NULL for one that came over the API.
    pub mail_proof: Option<String>,
    pub elided: Option<String>,
});
