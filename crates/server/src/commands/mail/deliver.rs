//! Takes in the mail on standard input. The exit codes are those of sysexits.h, which mail servers understand.

use std::io::Read as _;
use std::process::ExitCode;

use deskhand_domain::incoming::{ArrivedMail, Transport};
use deskhand_domain::people::EmailAddress;
use deskhand_domain::ticket::Refusal;
use deskhand_domain::use_cases::{Error, TakenIn};

use super::input::open;
use crate::settings::Settings;

/// There is no mail.
const NO_INPUT: u8 = 65;
/// No recipient is known.
const UNKNOWN_RECIPIENT: u8 = 67;
/// It is never taken as it is.
const NOT_TAKEN: u8 = 69;
/// It is to be brought again.
const TRY_AGAIN: u8 = 75;

pub(super) async fn run(settings: &Settings, recipients: &[EmailAddress], sender: Option<&str>) -> ExitCode {
    match deliver(settings, recipients, sender).await {
        Ok(TakenIn::New(id)) => {
            tracing::info!(mail = %id, "Mail taken in");
            ExitCode::SUCCESS
        }
        Ok(TakenIn::Known { id, .. }) => {
            tracing::info!(mail = %id, "The mail came before");
            ExitCode::SUCCESS
        }
        Err((code, reason)) => {
            // Mail servers put this into their report to the sender.
            eprintln!("deskhand: {reason}");
            ExitCode::from(code)
        }
    }
}

async fn deliver(
    settings: &Settings,
    recipients: &[EmailAddress],
    sender: Option<&str>,
) -> Result<TakenIn, (u8, String)> {
    let raw = read(settings.mail.incoming.max_mail)?;
    let components = open(settings).await.map_err(|error| (TRY_AGAIN, format!("{error:#}")))?;
    let mail = ArrivedMail {
        raw,
        sender: sender.map(str::to_owned),
        recipients: recipients.to_vec(),
        transport: Transport::Stdin,
        left: None,
    };
    let taken = components.desk.incoming_mail().take_in(mail).await;
    // What is taken in stays taken in, also where closing fails.
    if let Err(error) = components.database.close().await {
        tracing::warn!(%error, "The database did not close well");
    }
    taken.map_err(|error| (code_of(&error), error.to_string()))
}

/// One byte more than a mail may have shows that it has more.
fn read(most: u64) -> Result<Vec<u8>, (u8, String)> {
    let mut raw = Vec::new();
    let read = std::io::stdin().lock().take(most.saturating_add(1)).read_to_end(&mut raw);
    read.map_err(|error| (TRY_AGAIN, format!("standard input can't be read: {error}")))?;
    if raw.is_empty() { Err((NO_INPUT, "there is no mail on standard input".to_owned())) } else { Ok(raw) }
}

const fn code_of(error: &Error) -> u8 {
    match error {
        Error::Refused(Refusal::UnknownRecipient) => UNKNOWN_RECIPIENT,
        Error::FileRefused(_) | Error::Refused(Refusal::TakesNoMail) => NOT_TAKEN,
        _ => TRY_AGAIN,
    }
}
