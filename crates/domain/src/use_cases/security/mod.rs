pub(crate) mod list;
pub(crate) mod refusal;
mod store;
