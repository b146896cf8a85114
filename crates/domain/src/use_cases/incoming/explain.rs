use uuid::Uuid;

use crate::ids::MailId;
use crate::incoming::{
    AuthenticationVerdict, HeldBecause, IncomingCase, IncomingKind, IncomingMail, MailMessageId, OwnMail, Part,
    Readability, Recognition, Standing, Subject, Trimmed, Verdict, decide,
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
        let sender = self.sender(mail).await?;
        let recognised = self.recognise(mail, recipients, &sender).await?;
        let ticket = recognised.ticket.as_ref();
        let subject = Subject::read(&mail.subject);
        let case = IncomingCase {
            kind: self.kind(mail).await?,
            is_readable: mail.readability == Readability::Readable,
            recognition: recognised.recognition,
            proof: mail.authentication(&self.desk.rules.incoming.trusted_servers),
            standing: sender.standing,
            part: sender.part(self, ticket),
            is_by_staff: sender.is_staff(),
            is_over_cap: false,
            is_marked_spam: !mail.marks.spam.is_empty(),
            is_allowed_machine: self.is_allowed_machine(sender.address.as_ref()),
            is_forward: subject.is_forward,
        };
        let is_gone = recognised.recognition != Recognition::None && ticket.is_none();
        let verdict = match decide(&case, &self.desk.rules.incoming) {
            Verdict::Post(_) | Verdict::Hold(HeldBecause::NoPart) if is_gone => Verdict::Hold(HeldBecause::Deleted),
            verdict => verdict,
        };
        let number = ticket.map(|ticket| ticket.number);
        // The first mail of a conversation quotes nothing of it.
        let is_answer = recognised.recognition != Recognition::None;
        let trimmed =
            if is_answer { Trimmed::of(&mail.text, number) } else { Trimmed { kept: &mail.text, elided: "" } };
        Ok(ExplainedMail {
            kind: case.kind,
            recognition: case.recognition,
            ticket: number,
            proof: case.proof,
            sender: sender.address,
            standing: case.standing,
            part: case.part,
            verdict,
            title: subject.title_or(&mail.text),
            kept: trimmed.kept.to_owned(),
            elided: trimmed.elided.to_owned(),
        })
    }

    async fn kind(self, mail: &IncomingMail) -> Result<IncomingKind, Error> {
        let mut issued = Vec::new();
        for id in mail.message_id.iter().chain(&mail.inner_ids) {
            if let Some(letter) = self.letter_of(id)
                && self.desk.ports.mail.find(letter).await?.is_some()
            {
                issued.push(id.clone());
            }
        }
        let has_issued = |id: &MailMessageId| issued.contains(id);
        Ok(IncomingKind::of(mail, &OwnMail { loop_id: &self.desk.loop_mark(), has_issued: &has_issued }))
    }

    /// The letter that has this id, if the desk made it.
    fn letter_of(self, id: &MailMessageId) -> Option<MailId> {
        let (local, domain) = id.as_str().rsplit_once('@')?;
        let own = &self.desk.rules.mail_in.as_ref()?.id_domain;
        let letter = Uuid::try_parse(local).ok().filter(|_| own.eq_ignore_ascii_case(domain))?;
        Some(MailId::new(letter))
    }

    fn is_allowed_machine(self, sender: Option<&EmailAddress>) -> bool {
        let allowed = &self.desk.rules.incoming.allowed_machines;
        sender.is_some_and(|sender| allowed.iter().any(|address| address.eq_ignore_ascii_case(sender.as_str())))
    }
}
