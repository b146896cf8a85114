//! The rows as SeaORM sees them. They stay inside this crate: `mapping` converts them to values of the domain.

/// The entity of one table. Statements here write their joins out, so no entity has relations.
macro_rules! entity {
    ($table:tt { $($fields:tt)* }) => {
        use sea_orm::entity::prelude::*;

        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = $table)]
        pub struct Model {
            $($fields)*
        }

        #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
        pub enum Relation {}

        impl ActiveModelBehavior for ActiveModel {}
    };
}
use entity;

pub(crate) mod account_link;
pub(crate) mod api_key;
pub(crate) mod attachment;
pub(crate) mod backlog_state;
pub(crate) mod blob;
pub(crate) mod blob_chunk;
pub(crate) mod blob_content;
pub(crate) mod decision;
pub(crate) mod draft;
pub(crate) mod event;
pub(crate) mod event_ticket;
pub(crate) mod idempotency_key;
pub(crate) mod incoming_mail;
pub(crate) mod link_request;
pub(crate) mod mail;
pub(crate) mod mail_pause;
pub(crate) mod mailbox;
pub(crate) mod mailbox_use;
pub(crate) mod message;
pub(crate) mod person;
pub(crate) mod presence;
pub(crate) mod recovery_code;
pub(crate) mod refresh_token;
pub(crate) mod saved_view;
pub(crate) mod second_factor;
pub(crate) mod security_event;
pub(crate) mod session;
pub(crate) mod sign_in_challenge;
pub(crate) mod ticket;
pub(crate) mod ticket_follower;
pub(crate) mod ticket_mute;
pub(crate) mod ticket_number;
pub(crate) mod ticket_search;
pub(crate) mod username_reservation;
pub(crate) mod webhook;
pub(crate) mod webhook_delivery;
