//! Checks what the kind of a value does not say: addresses, URLs, sizes, one setting beside another. Each check reads the
//! value as the wiring does, by the same function.

mod auth;
mod bootstrap;
mod certificates;
mod connections;
mod files;
mod http;
mod log;
mod mail;
mod mail_in;
mod security;

use super::{Settings, Wrong};

/// The settings that can't be used.
pub(super) fn wrong_values(settings: &Settings) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    wrong.extend(settings.http.wrong_values());
    wrong.extend(settings.database.parsed_kind().err());
    wrong.extend(settings.auth.wrong_values());
    wrong.extend(settings.bootstrap.wrong_values(&settings.rules()));
    wrong.extend(settings.mail.wrong_values());
    wrong.extend(settings.files.wrong_values());
    wrong.extend(settings.webhooks.wrong_values());
    wrong.extend(settings.security.wrong_values());
    wrong.extend(settings.log.filter().err());
    wrong
}
