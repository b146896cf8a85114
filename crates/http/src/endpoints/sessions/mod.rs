//! The caller's own sessions: what is signed in, and how to end it.

mod end;
mod end_others;
mod list;
mod view;

pub(crate) use end::end_session;
pub(crate) use end_others::end_other_sessions;
pub(crate) use list::list_sessions;
