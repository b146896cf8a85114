use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use deskhand_domain::people::Language;
use deskhand_http_core::AppState;

use super::policies::{Policy, policies};
use crate::door::{Page, Shell, Visitor, page};

/// The version of the program: all its crates have one.
const VERSION: &str = env!("CARGO_PKG_VERSION");

#[derive(Template)]
#[template(path = "settings/settings.html")]
struct SettingsPage<'a> {
    shell: Shell,
    policies: Vec<Policy>,
    /// What keeps the program from working now.
    failures: Vec<String>,
    /// What an operator should mend all the same.
    warnings: Vec<String>,
    public_url: &'a str,
    language: &'a Language,
    time_zone: &'a str,
    mail_address: Option<String>,
}

/// How the desk is set up, and whether it can work now. It is changed in the settings of the program only.
pub(crate) async fn show_settings(state: web::Data<AppState>, visitor: Visitor) -> Page {
    let (rules, shell) = (state.use_cases.rules(), visitor.shell);
    page(
        StatusCode::OK,
        &SettingsPage {
            policies: policies(&rules.workflow, &shell),
            failures: state.readiness.check().await.err().unwrap_or_default(),
            warnings: state.readiness.warnings(),
            public_url: &state.public_url,
            language: &rules.language,
            time_zone: rules.time_zone.as_str(),
            mail_address: rules.mail_in.as_ref().map(|mail| mail.address.to_string()),
            shell,
        },
    )
}
