//! A day at the desk, at random: whatever happens, the loads are true and no ticket sits where nobody works on it.

mod account_commands;
mod consistency;
pub(crate) mod contracts;
mod fixture;
mod operate;
mod ticket_commands;
