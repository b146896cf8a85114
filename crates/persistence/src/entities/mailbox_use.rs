super::entity!("mailbox_uses" {
    #[sea_orm(primary_key, auto_increment = false)]
    pub mailbox: Vec<u8>,
    pub last_at: i64,
});
