super::entity!("ticket_numbers" {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i16,
    pub last: i64,
});
