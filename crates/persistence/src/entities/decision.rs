super::entity!("decisions" {
    #[sea_orm(primary_key)]
    pub seq: i64,
    pub ticket_id: Uuid,
    pub trigger_word: String,
    pub chosen_id: Option<Uuid>,
    pub candidates: String,
    pub excluded: String,
    pub decided_at: i64,
});
