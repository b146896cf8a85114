super::entity!("history" {
    #[sea_orm(primary_key)]
    pub seq: i64,
    pub id: Uuid,
    pub at: i64,
    pub by_id: Option<Uuid>,
    pub ticket_id: Option<Uuid>,
    pub person_id: Option<Uuid>,
    pub kind: String,
    pub audience: String,
    pub before_value: Option<String>,
    pub after_value: Option<String>,
    pub before_person_id: Option<Uuid>,
    pub after_person_id: Option<Uuid>,
    pub message_id: Option<Uuid>,
    pub tx: i64,
});
