//! The files of templates, embedded in the program: one folder for each kind of mail, with a body in text and one in HTML.

use deskhand_domain::people::Language;

macro_rules! embedded {
    ($($name:literal,)+) => {
        /// Every template by its name.
        pub(super) const TEMPLATES: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../templates/", $name))),)+];
    };
}

embedded! {
    "shared/layout.txt",
    "shared/layout.html",
    "ticket_opened/body.txt",
    "ticket_opened/body.html",
    "nobody_eligible/body.txt",
    "nobody_eligible/body.html",
    "assigned/body.txt",
    "assigned/body.html",
    "ticket_changed/body.txt",
    "ticket_changed/body.html",
    "closing_soon/body.txt",
    "closing_soon/body.html",
    "response_posted/body.txt",
    "response_posted/body.html",
    "request_posted/body.txt",
    "request_posted/body.html",
    "note_posted/body.txt",
    "note_posted/body.html",
    "mail_bounced/body.txt",
    "mail_bounced/body.html",
    "mail_held/body.txt",
    "mail_held/body.html",
    "webhook_stopped/body.txt",
    "webhook_stopped/body.html",
    "mail_too_large/body.txt",
    "mail_too_large/body.html",
    "engineer_signed_up/body.txt",
    "engineer_signed_up/body.html",
    "account_status_changed/body.txt",
    "account_status_changed/body.html",
    "password_changed/body.txt",
    "password_changed/body.html",
    "second_factor_set/body.txt",
    "second_factor_set/body.html",
    "second_factor_removed/body.txt",
    "second_factor_removed/body.html",
    "recovery_code_used/body.txt",
    "recovery_code_used/body.html",
    "api_key_created/body.txt",
    "api_key_created/body.html",
    "email_verification/body.txt",
    "email_verification/body.html",
    "password_reset/body.txt",
    "password_reset/body.html",
    "invitation/body.txt",
    "invitation/body.html",
    "account_claim/body.txt",
    "account_claim/body.html",
    "email_change_requested/body.txt",
    "email_change_requested/body.html",
    "email_changed/body.txt",
    "email_changed/body.html",
    "desk_digest/body.txt",
    "desk_digest/body.html",
    "several_events/body.txt",
    "several_events/body.html",
    "several_tickets/body.txt",
    "several_tickets/body.html",
}

/// The name of the file of words of a language.
pub(super) fn words_file(language: Language) -> String {
    format!("words/{language}.ftl")
}

/// Whether an operator's file of this name takes the place of an embedded one.
pub(super) fn is_known(name: &str) -> bool {
    TEMPLATES.iter().any(|(template, _)| *template == name)
        || Language::ALL.iter().any(|language| words_file(*language) == name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use deskhand_domain::notification::MailKind;

    use super::*;

    #[test]
    fn every_file_of_the_folder_is_embedded_and_every_kind_has_two() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
        let mut found = BTreeSet::new();
        for directory in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            for file in std::fs::read_dir(directory.path()).unwrap().map(Result::unwrap) {
                let (directory, file) = (directory.file_name(), file.file_name());
                found.insert(format!("{}/{}", directory.to_str().unwrap(), file.to_str().unwrap()));
            }
        }
        assert_eq!(found, TEMPLATES.iter().map(|(name, _)| (*name).to_owned()).collect());
        for kind in MailKind::ALL {
            assert!(["txt", "html"].iter().all(|end| is_known(&format!("{kind}/body.{end}"))), "{kind}");
        }
    }
}
