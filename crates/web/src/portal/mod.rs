//! What a person asked for.

mod list;
mod new;

pub(crate) use list::show_requests;
pub(crate) use new::{open_request, show_new_request};

use crate::door::{Page, Visitor, see_other};

/// Sends each person to where their work begins.
pub(crate) async fn home(visitor: Visitor) -> Page {
    Ok(see_other(if visitor.caller.is_staff() { "/inbox" } else { "/requests" }, None))
}
