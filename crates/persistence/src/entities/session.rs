super::entity!("sessions" {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub person_id: Uuid,
    pub begun_at: i64,
    pub ended_at: Option<i64>,
    pub expires_at: i64,
    pub agent: Option<String>,
    pub last_used_at: i64,
});
