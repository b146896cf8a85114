//! What a request says, taken apart before any handler runs: who, which ticket or person, which body, which query.

mod caller;
mod cursor;
mod escaped_text;
mod idempotency;
mod if_match;
mod json_body;
mod json_object;
mod listing;
mod merge_patch;
mod path_ids;
mod query;

pub(crate) use caller::Caller;
pub(crate) use cursor::Position;
pub(crate) use escaped_text::ESCAPED_TEXT_LIMIT;
pub(crate) use idempotency::IdempotencyHeader;
pub use idempotency::InFlightRequests;
pub(crate) use if_match::IfMatch;
use json_body::TEXT_LIMIT;
pub(crate) use json_body::{RequestBody, ValidJson, characters, read_json};
pub(crate) use listing::{Listing, page_limit};
pub(crate) use merge_patch::present;
pub(crate) use path_ids::{ApiKeyPath, MailKey, PersonKey, TicketKey, named_person, named_ticket};
pub(crate) use query::{Query, QueryParameters, parse_each, search_text, time, yes_or_no};
