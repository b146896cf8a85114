pub(crate) mod appoint_superadmin;
pub(crate) mod create;
pub(crate) mod list;
pub(crate) mod remove;
pub(crate) mod show;
pub(crate) mod sign_up_sponsored;
pub(crate) mod update;
