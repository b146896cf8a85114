super::entity!("mail_pauses" {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i16,
    pub since: i64,
});
