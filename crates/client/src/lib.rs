//! The commands `deskhand ticket` and `deskhand watch`: they work with a running desk over its API, from any machine, with an API key.

mod answer;
mod command;
mod connection;
mod desk;
mod event_words;
mod no_answer;
mod output;
mod problem;
mod request;
mod server_sent;
mod settings;
mod settings_file;
mod table;
mod terminal;
mod ticket;
mod ticket_name;
mod watch;
mod wire;

pub use command::{ClientCommand, run};
