use crate::incoming::{
    AuthenticationVerdict, IncomingKind, IncomingMail, Part, Recognition, Standing, Verdict, original_sender,
};
use crate::people::EmailAddress;
use crate::ticket::TicketNumber;
use crate::use_cases::{Error, IncomingMails};

/// What would become of a mail, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExplainedMail {
    /// What kind of mail it is.
    pub kind: IncomingKind,
    /// What shows to which ticket it belongs.
    pub recognition: Recognition,
    /// That ticket, if it exists.
    pub ticket: Option<TicketNumber>,
    /// What the own mail server found out about the sender.
    pub proof: AuthenticationVerdict,
    /// Who says to have written it; `None` where that is not one address.
    pub sender: Option<EmailAddress>,
    /// What the desk knows of them.
    pub standing: Standing,
    /// What they have to do with the ticket.
    pub part: Part,
    /// Where staff forwarded it: who wrote it first, as its text says. They name that person when they open a ticket with it.
    pub original_sender: Option<EmailAddress>,
    /// What would become of it.
    pub verdict: Verdict,
    /// The title of a ticket that it would open.
    pub title: String,
    /// What of its text is new.
    pub kept: String,
    /// What of its text is quoted, or a signature.
    pub elided: String,
}

impl IncomingMails<'_> {
    /// Says what would become of a mail, without changing anything. `recipients` are those of its envelope, where they are known.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn explain(self, mail: &IncomingMail, recipients: &[EmailAddress]) -> Result<ExplainedMail, Error> {
        let weighed = self.weigh(mail, recipients).await?;
        Ok(ExplainedMail {
            original_sender: weighed.case.is_forwarded_by_staff().then(|| original_sender(&mail.text)).flatten(),
            kind: weighed.case.kind,
            recognition: weighed.case.recognition,
            ticket: weighed.ticket.map(|ticket| ticket.number),
            proof: weighed.case.proof,
            sender: weighed.sender.address,
            standing: weighed.case.standing,
            part: weighed.case.part,
            verdict: weighed.verdict,
            title: weighed.title,
            kept: weighed.kept,
            elided: weighed.elided,
        })
    }
}
