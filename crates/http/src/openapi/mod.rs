//! The OpenAPI document: from the table of routes and from what the handlers say of themselves.

mod complete;
mod document;
mod examples;
mod guide;
mod headers;
mod schemas;

pub(crate) use document::document_text;
pub use document::openapi;
