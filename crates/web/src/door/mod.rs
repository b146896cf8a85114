//! What every page passes: who looks at it, the frame round it, forms, and problems as pages.

mod faults;
mod form;
mod next;
mod page;
mod problem_page;
mod shell;
mod visitor;

pub(crate) use faults::Faults;
pub(crate) use form::Form;
pub(crate) use next::Next;
pub(crate) use page::{Page, page, see_other};
pub(crate) use problem_page::problem_page;
pub(crate) use shell::Shell;
pub(crate) use visitor::{Guest, Visitor};
