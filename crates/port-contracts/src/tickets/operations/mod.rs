//! Random operations: after each, the loads are true, and no ticket is assigned to a person who does not work.

mod account_commands;
mod consistency;
pub(crate) mod contracts;
mod fixture;
mod operate;
mod ticket_commands;
