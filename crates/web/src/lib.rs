//! The pages for people with a browser. Like the API they translate and decide nothing: what happens is in the use cases of the domain.
//!
//! [`configure`] adds them to an app, [`rules`] says who may open which. `routes/table.rs` has every page in one row. Every page is whole without
//! scripts; what scripts add is in `assets/js`.

mod account;
mod assets;
mod door;
mod drafts;
mod go;
mod inbox;
mod links;
mod live;
mod mail;
mod parts;
mod people;
mod portal;
mod reports;
mod routes;
mod settings;
mod sign_in;
mod ticket;
mod words;

pub use routes::{PAGES, PageRoute, configure, rules};
