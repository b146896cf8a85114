//! The pages for people with a browser, as a browser without scripts sees them.

mod browser;
mod people;
mod roles;
