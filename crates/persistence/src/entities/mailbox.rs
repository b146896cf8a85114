super::entity!("mailboxes" {
    #[sea_orm(primary_key, auto_increment = false)]
    pub account: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub folder: String,
    pub uid_validity: Option<i64>,
    pub next_uid: Option<i64>,
    pub reader_id: Option<Uuid>,
    pub lease_until: i64,
});
