//! Extractors: the parts of a request, parsed and checked before the handler runs.

mod cursor;
mod escaped_text;
mod idempotency;
mod if_match;
mod json_body;
mod json_object;
mod listing;
mod merge_patch;
mod page_query;
mod path_ids;
mod query;

pub(crate) use cursor::Position;
pub(crate) use deskhand_http_core::without_slot;
pub(crate) use escaped_text::ESCAPED_TEXT_LIMIT;
pub(crate) use idempotency::IdempotencyHeader;
pub(crate) use if_match::IfMatch;
pub(crate) use json_body::{BodyDigest, OptionalJson, RequestBody, ValidJson, characters, read_json};
pub(crate) use json_object::JsonObject;
pub(crate) use listing::{Listing, page_limit};
pub(crate) use merge_patch::present;
pub(crate) use page_query::PageQuery;
pub(crate) use path_ids::{
    ApiKeyPath, AttachmentPath, DeliveryPath, IncomingMailPath, MailPath, MessagePath, PersonPath, SessionPath,
    TicketPath, WebhookPath,
};
pub(crate) use query::{Query, QueryParameters, parse_each, search_text, search_words, yes_or_no};

pub(crate) use deskhand_http_core::auth::{Caller, Origin};
pub(crate) use deskhand_http_core::{named_person, named_ticket, named_time};
