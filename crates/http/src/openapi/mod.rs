//! The OpenAPI document: from the table of routes and from what the handlers say of themselves.

#![expect(clippy::indexing_slicing, reason = "to write by a key adds it to a JSON object, and the document is one")]

mod callers;
mod complete;
mod document;
mod event_messages;
mod events;
mod examples;
mod guide;
mod headers;
mod schemas;
mod webhooks;

pub(crate) use document::document_text;
pub use document::openapi;
pub use events::asyncapi;
