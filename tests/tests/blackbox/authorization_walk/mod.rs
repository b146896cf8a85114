//! Every route for every kind of caller, against a table written from the rules of the help desk.

mod cast;
mod keys;
mod rows;
mod walk;
