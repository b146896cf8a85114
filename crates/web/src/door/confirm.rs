use actix_web::http::StatusCode;
use askama::Template;
use deskhand_domain::Invalid;
use deskhand_domain::use_cases::Error;
use serde::Deserialize;

use super::faults::Faults;
use super::page::{Page, page, see_other};
use super::refusal::refused;
use super::shell::Shell;

/// The page before something that can't be undone: it names what goes, and has it typed.
#[derive(Template)]
#[template(path = "shared/confirm.html")]
pub(crate) struct Confirm {
    pub(crate) shell: Shell,
    pub(crate) title: String,
    /// What goes and what stays, a paragraph each.
    pub(crate) words: Vec<String>,
    /// What has to be typed.
    pub(crate) wanted: String,
    /// The path that does it.
    pub(crate) action: String,
    /// The path of the page from which the person came.
    pub(crate) back: String,
    /// The version that the page shows.
    pub(crate) version: u64,
    pub(crate) faults: Faults,
    pub(crate) notice: Option<String>,
}

/// What was typed, and the version that the page showed.
#[derive(Deserialize)]
pub(crate) struct ConfirmForm {
    pub(crate) typed: String,
    pub(crate) version: u64,
}

impl Confirm {
    /// The page as it is first shown.
    pub(crate) fn show(&self) -> Page {
        page(StatusCode::OK, self)
    }

    /// Whether it was typed as it is wanted, whatever its case.
    pub(crate) fn accepts(&mut self, form: &ConfirmForm) -> bool {
        let is_typed = form.typed.trim().to_lowercase() == self.wanted.to_lowercase();
        self.faults.accept("typed", if is_typed { Ok(()) } else { Err(Invalid::Wrong) }).is_some()
    }

    /// The page again, with what is wrong.
    pub(crate) fn again(&self) -> Page {
        page(StatusCode::UNPROCESSABLE_ENTITY, self)
    }

    /// The way on where it was done; else the page again, with why it was not.
    pub(crate) fn answer(mut self, done: Result<(), Error>, next: &str) -> Page {
        let Err(error) = done else { return Ok(see_other(next, None)) };
        self.notice = Some(refused(error, &self.shell)?);
        page(StatusCode::CONFLICT, &self)
    }
}
