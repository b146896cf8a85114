super::entity!("sign_in_challenges" {
    #[sea_orm(primary_key, auto_increment = false)]
    pub digest: Vec<u8>,
    pub person_id: Uuid,
    pub password: Vec<u8>,
    pub expires_at: i64,
    pub wrong_codes: i32,
});
