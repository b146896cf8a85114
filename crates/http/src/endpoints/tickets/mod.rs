//! Tickets: opening, reading, changing them, and talking about them.

mod assignment;
mod attachment_ids;
mod bulk;
mod bulk_body;
mod delete;
mod dry_run;
mod followers;
mod history;
mod include;
mod list;
mod message;
mod messages;
mod mute;
mod notifications;
mod open;
mod rate;
mod reply;
mod show;
mod take;
mod tickets_query;
mod unmute;
mod update;

pub(crate) use assignment::explain_assignment;
pub(crate) use bulk::change_many_tickets;
pub(crate) use delete::delete_ticket;
pub(crate) use followers::{add_follower, list_followers, remove_follower};
pub(crate) use history::list_history;
pub(crate) use list::{answer_tickets, list_tickets, position_after};
pub(crate) use message::show_message;
pub(crate) use messages::list_messages;
pub(crate) use mute::mute_ticket;
pub(crate) use notifications::list_receipts;
pub(crate) use open::open_ticket;
pub(crate) use rate::rate_ticket;
pub(crate) use reply::post_message;
pub(crate) use show::show_ticket;
pub(crate) use take::take_ticket;
pub(crate) use tickets_query::TicketsQuery;
pub(crate) use unmute::unmute_ticket;
pub(crate) use update::update_ticket;

/// The one order of conversations, histories and mails about a ticket.
const OLDEST_FIRST: &str = "oldest-first";
