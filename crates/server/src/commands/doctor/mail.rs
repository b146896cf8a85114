use deskhand_email::{SmtpNotifier, Templates};

use super::finding::Finding;
use crate::settings::{Settings, SettingsError};
use crate::wiring;

/// The sender, the letters and the mail server.
pub(super) async fn examine(settings: &Settings) -> Vec<Finding> {
    match try_to_connect(settings).await {
        Ok(findings) => findings,
        Err(error) => vec![Finding::wrong("mail", error)],
    }
}

async fn try_to_connect(settings: &Settings) -> Result<Vec<Finding>, SettingsError> {
    let composer = wiring::composer(settings)?;
    let sender = Finding::ok("sender", format!("mails come from {}", composer.letterhead.from.address));
    let letters = letters(&composer.templates);
    let server = match settings.mail.smtp(&composer.letterhead)? {
        Some(smtp) => {
            let report = SmtpNotifier::new(composer, smtp).check_connection().await;
            Finding::of("mail", report.map(|report| report.to_string()))
        }
        None => {
            let folder = settings.mail.directory.display();
            Finding::ok("mail", format!("no mail server is configured: mails are written to {folder}"))
        }
    };
    Ok(vec![sender, letters, server])
}

/// Writes sample letters, as a start with own templates does.
fn letters(templates: &Templates) -> Finding {
    let written = templates.check().map(|letters| {
        let own = templates.own_files();
        format!("{letters} sample letters could be written, with {own} own template(s)")
    });
    Finding::of("letters", written.map_err(|error| error.to_string()))
}
