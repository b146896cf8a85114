//! People, for those who look after their accounts.

mod change;
mod list;
mod new;
mod remove;
mod show;
mod tickets;
mod waiting;

pub(crate) use change::change_person;
pub(crate) use list::show_people;
pub(crate) use new::{create_person, show_new_person};
pub(crate) use remove::{remove_person, remove_second_factor, show_remove_person, show_remove_second_factor};
pub(crate) use show::show_person;
pub(crate) use tickets::show_tickets_of;
pub(crate) use waiting::show_waiting_people;

use deskhand_domain::ports::PersonKey;
use deskhand_http_core::named_person;
use deskhand_http_core::problem::{Problem, ProblemCode};

/// The person that an address names.
fn key_of(text: &str) -> Result<PersonKey, Problem> {
    named_person(text).map_err(|_| Problem::new(ProblemCode::NotFound))
}
