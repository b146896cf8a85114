//! What a request says, taken apart before any handler runs: who, which ticket or person, which body, which query.

mod caller;
mod cursor;
mod escaped_text;
mod if_match;
mod json;
mod keys;
mod listing;
mod patch;
mod query;
mod retry;
mod shape;

pub(crate) use caller::Caller;
pub(crate) use cursor::Position;
pub(crate) use escaped_text::ESCAPED_TEXT_LIMIT;
pub(crate) use if_match::IfMatch;
use json::TEXT_LIMIT;
pub(crate) use json::{RequestBody, ValidJson, characters, read_json};
pub(crate) use keys::{ApiKeyPath, MailKey, PersonKey, TicketKey, named_person, named_ticket};
pub(crate) use listing::{Listing, page_limit};
pub(crate) use patch::present;
pub(crate) use query::{Query, QueryParameters, parse_each, search_text, time, yes_or_no};
pub use retry::InFlight;
pub(crate) use retry::Retry;
