pub(crate) mod appoint_superadmin;
pub(crate) mod create;
pub(crate) mod list;
mod lock_person;
mod reassign;
pub(crate) mod remove;
pub(crate) mod show;
pub(crate) mod sign_up_sponsored;
pub(crate) mod update;
