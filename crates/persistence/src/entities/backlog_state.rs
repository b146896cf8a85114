super::entity!("hand_out_rests" {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i16,
});
