//! The OpenAPI document: from the table of routes and from what the handlers say of themselves.

#![expect(clippy::indexing_slicing, reason = "to write by a key adds it to a JSON object, and the document is one")]

mod complete;
mod document;
mod examples;
mod guide;
mod headers;
mod schemas;

pub(crate) use document::document_text;
pub use document::openapi;
