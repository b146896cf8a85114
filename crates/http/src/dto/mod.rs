//! The JSON that several endpoints answer with.

mod attachment_json;
mod created;
mod encode_event;
mod etag;
mod event_json;
mod feed_event_json;
mod incoming_mail_json;
mod list_json;
mod mail_json;
mod message_json;
mod person_json;
mod plan_json;
mod rating_json;
pub(crate) mod schemas;
mod security_event_json;
mod ticket_json;
mod timestamp;
mod user_json;
pub(crate) mod words;

pub(crate) use attachment_json::AttachmentJson;
pub(crate) use created::Created;
pub use encode_event::encode_event;
pub(crate) use etag::etag;
pub(crate) use event_json::EventJson;
pub(crate) use feed_event_json::FeedEventJson;
pub(crate) use incoming_mail_json::{IncomingMailDetailJson, IncomingMailJson};
pub(crate) use list_json::ListJson;
pub(crate) use mail_json::MailJson;
pub(crate) use message_json::MessageJson;
pub(crate) use person_json::PersonJson;
pub(crate) use plan_json::{PlanJson, TicketOrPlan};
pub(crate) use rating_json::RatingJson;
pub(crate) use security_event_json::SecurityEventJson;
pub(crate) use ticket_json::TicketJson;
pub(crate) use timestamp::Timestamp;
pub(crate) use user_json::UserJson;
