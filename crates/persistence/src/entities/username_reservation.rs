super::entity!("username_reservations" {
    #[sea_orm(primary_key, auto_increment = false)]
    pub username: String,
    pub owner_id: Uuid,
    pub reserved_until: i64,
});
