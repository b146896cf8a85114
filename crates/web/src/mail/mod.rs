//! Mail: what the desk sends, and what came in and waits for a decision.

mod decide;
mod incoming;
mod incoming_list;
mod outbox;
mod raw;

pub(crate) use decide::{decide_incoming, retry_incoming};
pub(crate) use incoming::show_incoming;
pub(crate) use incoming_list::show_incoming_list;
pub(crate) use outbox::{badge, mail_row, retry_mail, show_outbox};
pub(crate) use raw::download_raw;
