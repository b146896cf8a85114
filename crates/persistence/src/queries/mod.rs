//! Reads outside any unit of work, on the connections that can't write.

mod conversation;
mod count;
mod keyset;
mod people;
mod person_refs;
mod text_search;
mod ticket_filter;
mod ticket_history;
mod ticket_list;
#[cfg(test)]
mod ticket_list_plans;
mod tickets;
