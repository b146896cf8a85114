//! People at work with a browser. tests/with_browser.sh runs these tests beside a ChromeDriver; without one they say so and check nothing.

mod access;
mod account;
mod admin;
pub(crate) mod browser;
mod budgets;
mod choose;
mod customer;
mod edit;
mod engineer;
mod keyboard;
mod live;
mod look;
mod no_script;
mod palette;
mod parity;
mod print;
mod problems;
mod pseudo;
mod restart;
mod saved_views;
mod session;
mod visit;
mod walk;
