use std::io::ErrorKind;

use deskhand_mail_in::imap::ImapReport;
use deskhand_mail_in::lmtp::LmtpListener;

use super::finding::Finding;
use crate::settings::{Settings, SettingsError};
use crate::start::port::lmtp_refusal;

/// Whether a mail server could deliver.
pub(super) async fn lmtp(settings: &Settings) -> Option<Finding> {
    let what = "mail in (LMTP)";
    let address = match settings.mail.incoming.lmtp_address() {
        Ok(address) => address?,
        Err(wrong) => return Some(Finding::wrong(what, SettingsError::from(wrong))),
    };
    Some(match LmtpListener::bind(&address).await {
        Ok(_) if address.is_for_this_machine() => Finding::ok(what, format!("{address} is free")),
        Ok(_) => Finding::warning(what, format!("other machines can reach {address}; whoever does delivers mail")),
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            Finding::warning(what, format!("a server answers on {address} already; a second start there is refused"))
        }
        Err(error) => Finding::wrong(what, lmtp_refusal(&address, &error)),
    })
}

/// Whether mail could be fetched.
pub(super) async fn mailbox(settings: &Settings) -> Vec<Finding> {
    let what = "mail in (IMAP)";
    let mailbox = match settings.mail.incoming.mailbox() {
        Ok(Some(mailbox)) => mailbox,
        Ok(None) => return Vec::new(),
        Err(wrong) => return vec![Finding::wrong(what, SettingsError::from(wrong))],
    };
    match ImapReport::of(&mailbox).await {
        Ok(report) => {
            let warnings = report.warnings.iter().map(|warning| Finding::warning(what, warning));
            std::iter::once(Finding::ok(what, &report)).chain(warnings).collect()
        }
        Err(error) => vec![Finding::wrong(what, error)],
    }
}
