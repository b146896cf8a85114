//! People: the accounts that the staff looks after.

mod create;
mod list;
mod new_account;
mod remove;
mod remove_second_factor;
mod show;
mod tickets;
mod update;

pub(crate) use create::create_person;
pub(crate) use list::list_people;
pub(crate) use remove::remove_person;
pub(crate) use remove_second_factor::remove_second_factor_of;
pub(crate) use show::show_person;
pub(crate) use tickets::list_tickets_of;
pub(crate) use update::update_person;
