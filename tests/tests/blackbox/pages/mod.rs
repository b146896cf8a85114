//! The pages for people with a browser, as a browser without scripts sees them.

pub(crate) mod browser;
mod bulk;
mod files;
mod go;
mod mail;
mod once;
mod people;
mod reports;
mod roles;
mod saved_views;
mod ticket_pages;
