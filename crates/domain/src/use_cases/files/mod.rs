pub(crate) mod attach;
pub(crate) mod check;
pub(crate) mod delete_blob;
pub(crate) mod link;
pub(crate) mod read;
pub(crate) mod remove;
pub(crate) mod sweep;
pub(crate) mod upload;
