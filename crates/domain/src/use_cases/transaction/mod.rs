pub(crate) mod context;
pub(crate) mod execution;
pub(crate) mod links;
pub(crate) mod mails;
pub(crate) mod person_cache;
pub(crate) mod record;
