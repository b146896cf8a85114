super::entity!("security_events" {
    #[sea_orm(primary_key)]
    pub seq: i64,
    pub tx: i64,
    pub id: Uuid,
    pub at: i64,
    pub kind: String,
    pub is_refusal: bool,
    pub person_id: Option<Uuid>,
    pub actor_id: Option<Uuid>,
    pub address: Option<String>,
    pub network: Option<String>,
    pub agent: Option<String>,
    pub reason: Option<String>,
    pub detail: Option<String>,
    pub count: i32,
});
