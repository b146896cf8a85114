super::entity!("second_factors" {
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: Uuid,
    pub secret: Vec<u8>,
    pub enrolled_at: i64,
    pub confirmed_at: Option<i64>,
    pub last_step: Option<i64>,
    pub wrong_codes: i32,
    pub counted_since: i64,
});
