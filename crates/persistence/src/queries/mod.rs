//! Reads outside any unit of work, on the connections that can't write.

pub(crate) mod api_keys;
mod closing;
mod common_words;
mod conversation;
mod count;
mod event_feed;
mod feed_page;
mod hot;
mod keyset;
mod literal_limits;
mod mail;
mod mail_list;
mod one_index;
mod people;
mod people_list;
mod person_refs;
mod plain_list;
#[cfg(test)]
mod plans;
mod report_statements;
mod reports;
pub(crate) mod text_search;
mod ticket_filter;
mod ticket_history;
mod ticket_list;
mod tickets;
