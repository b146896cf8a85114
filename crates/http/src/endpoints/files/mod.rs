//! Files: uploading them, handing them out, links to them, removing them.

mod content_digest;
mod disposition;
mod download;
mod hand_out;
mod inline_query;
mod link;
mod linked;
mod range;
mod remove;
mod upload;
mod upload_head;

pub(crate) use download::download_attachment;
pub(crate) use link::link_attachment;
pub(crate) use linked::download_by_link;
pub(crate) use remove::remove_attachment;
pub(crate) use upload::upload_file;
