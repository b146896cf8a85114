use async_trait::async_trait;
use deskhand_domain::incoming::ArrivedMail;
use deskhand_domain::people::EmailAddress;
use deskhand_domain::use_cases::{Error, TakenIn, UseCases};
use deskhand_http_core::metrics::Metrics;
use deskhand_mail_in::{Intake, IntakeError};

/// Stores the mails that the transports bring, and counts them.
pub(crate) struct DeskIntake {
    pub(crate) desk: UseCases,
    pub(crate) metrics: Metrics,
}

#[async_trait]
impl Intake for DeskIntake {
    async fn take_in(&self, mail: ArrivedMail) -> Result<TakenIn, IntakeError> {
        let transport = mail.transport;
        let taken = self.desk.incoming_mail().take_in(mail).await.map_err(|error| match error {
            Error::FileRefused(_) => IntakeError::TooLarge,
            error => IntakeError::Later(error.to_string()),
        })?;
        self.metrics.mail_in_received(transport);
        Ok(taken)
    }

    fn accepts(&self, recipient: &EmailAddress) -> bool {
        self.desk.incoming_mail().accepts(recipient)
    }

    fn most_bytes(&self) -> u64 {
        self.desk.incoming_mail().most_bytes()
    }
}
