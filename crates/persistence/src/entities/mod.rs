//! The rows as SeaORM sees them. They stay inside this crate: `mapping` converts them to values of the domain.

/// What SeaORM wants of every entity. Statements here write their joins out, so no entity has relations.
macro_rules! no_relations {
    () => {
        #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
        pub enum Relation {}

        impl ActiveModelBehavior for ActiveModel {}
    };
}
use no_relations;

pub(crate) mod account_link;
pub(crate) mod api_key;
pub(crate) mod backlog_state;
pub(crate) mod decision;
pub(crate) mod event;
pub(crate) mod idempotency_key;
pub(crate) mod link_request;
pub(crate) mod mail;
pub(crate) mod mail_pause;
pub(crate) mod message;
pub(crate) mod person;
pub(crate) mod refresh_token;
pub(crate) mod session;
pub(crate) mod ticket;
pub(crate) mod ticket_mute;
pub(crate) mod ticket_number;
