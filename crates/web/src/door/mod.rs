//! What every page passes: who looks at it, the frame round it, forms, and problems as pages.

mod confirm;
mod faults;
mod form;
mod form_with_files;
mod next;
mod once;
mod page;
mod problem_page;
mod refusal;
mod shell;
mod visitor;

pub(crate) use confirm::{Confirm, ConfirmForm};
pub(crate) use faults::{Faults, Reason};
pub(crate) use form::Form;
pub(crate) use form_with_files::{Files, FormWithFiles};
pub(crate) use next::Next;
pub(crate) use once::Once;
pub(crate) use page::{Page, page, see_other, shown_once, unkept_page};
pub(crate) use problem_page::problem_page;
pub(crate) use refusal::{bad_form, reason, refused};
pub(crate) use shell::Shell;
pub(crate) use visitor::{Guest, Visitor};
