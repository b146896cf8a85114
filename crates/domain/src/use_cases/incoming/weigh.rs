use uuid::Uuid;

use super::sender::Sender;
use crate::ids::{MailId, TicketId};
use crate::incoming::{
    AuthenticationVerdict, HeldBecause, IncomingCase, IncomingKind, IncomingMail, MailCaps, MailMessageId, MailVolume,
    OwnMail, Readability, Recognition, Subject, Trimmed, Verdict, decide,
};
use crate::people::{By, EmailAddress};
use crate::ticket::Ticket;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, IncomingMails};

/// A mail with all that is known about it, and the decision.
pub(super) struct Weighed {
    pub(super) case: IncomingCase,
    pub(super) verdict: Verdict,
    pub(super) sender: Sender,
    /// The ticket that it names, if it exists.
    pub(super) ticket: Option<Ticket>,
    /// Whether a tag shows that ticket that only the mailbox of the sender got.
    pub(super) is_by_tag: bool,
    /// The letter of ours that it reports on.
    pub(super) letter: Option<MailId>,
    /// Whether it asks for no answer by itself.
    pub(super) asks_for_silence: bool,
    /// The title of a ticket that it would open.
    pub(super) title: String,
    /// What of its text is new.
    pub(super) kept: String,
    /// What of its text is quoted, or a signature.
    pub(super) elided: String,
}

impl Weighed {
    /// Whether a person wrote it, as far as it shows, so that a receipt is due: none goes to machines, nor to whom the mail server
    /// refutes.
    pub(super) fn is_by_human(&self) -> bool {
        self.case.kind == IncomingKind::Human && self.case.proof != AuthenticationVerdict::Fail
    }

    /// Whether its sender may be written to: a person who did not ask for silence.
    pub(super) fn may_be_answered(&self) -> bool {
        self.is_by_human() && !self.asks_for_silence
    }
}

impl IncomingMails<'_> {
    /// Gathers what is known about a mail, and decides, without changing anything. `recipients` are those of its envelope, where they
    /// are known.
    pub(super) async fn weigh(self, mail: &IncomingMail, recipients: &[EmailAddress]) -> Result<Weighed, Error> {
        let sender = self.sender(mail).await?;
        let recognised = self.recognise(mail, recipients, &sender).await?;
        let (ticket, is_by_tag) = (recognised.ticket, recognised.is_by_tag);
        let subject = Subject::read(&mail.subject);
        let case = IncomingCase {
            kind: self.kind(mail).await?,
            is_readable: mail.readability == Readability::Readable,
            recognition: recognised.recognition,
            proof: mail.authentication(&self.desk.rules.incoming.trusted_servers),
            standing: sender.standing,
            part: sender.part(self, ticket.as_ref()),
            is_by_staff: sender.is_staff(),
            is_over_cap: false,
            is_marked_spam: !mail.marks.spam.is_empty(),
            is_allowed_machine: self.is_allowed_machine(sender.address.as_ref()),
            is_forward: subject.is_forward,
        };
        let volume = self.volume(&sender, mail, ticket.as_ref().map(|ticket| ticket.id)).await?;
        let (case, verdict) = self.decide(case, &volume, ticket.as_ref(), &sender);
        // The first mail of a conversation quotes nothing of it.
        let is_answer = recognised.recognition != Recognition::None;
        let trimmed = if is_answer {
            Trimmed::of(&mail.text, ticket.as_ref().map(|ticket| ticket.number))
        } else {
            Trimmed { kept: &mail.text, elided: "" }
        };
        Ok(Weighed {
            case,
            verdict,
            is_by_tag,
            letter: self.reported_letter(mail, recipients),
            asks_for_silence: mail.marks.asks_for_silence,
            title: subject.title_or(&mail.text, matches!(verdict, Verdict::Post(_))),
            kept: trimmed.kept.to_owned(),
            elided: trimmed.elided.to_owned(),
            sender,
            ticket,
        })
    }

    /// The decision. The caps count only where it would be taken in.
    fn decide(
        self,
        mut case: IncomingCase,
        volume: &MailVolume,
        ticket: Option<&Ticket>,
        sender: &Sender,
    ) -> (IncomingCase, Verdict) {
        let rules = &self.desk.rules.incoming;
        case.is_over_cap = match decide(&case, rules) {
            Verdict::Open { .. } => rules.caps.forbid_opening(volume, sender.person.is_none()),
            Verdict::Post(_) => ticket.is_some_and(|ticket| forbid_message(&rules.caps, volume, &case, ticket)),
            _ => false,
        };
        let is_gone = case.recognition != Recognition::None && ticket.is_none();
        let verdict = match decide(&case, rules) {
            Verdict::Post(_) | Verdict::Hold(HeldBecause::NoPart) if is_gone => Verdict::Hold(HeldBecause::Deleted),
            verdict => verdict,
        };
        (case, verdict)
    }

    async fn volume(self, sender: &Sender, mail: &IncomingMail, ticket: Option<TicketId>) -> Result<MailVolume, Error> {
        let author = sender.address.as_ref().map(EmailAddress::case_folded).unwrap_or_default();
        let subject = shown_subject(mail);
        self.desk.in_transaction(By::System, |tx| Box::pin(tx.mail_volume(&author, &subject, ticket))).await
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
    pub(super) fn letter_of(self, id: &MailMessageId) -> Option<MailId> {
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

/// Whether the caps forbid one more message of this sender on the ticket.
pub(super) fn forbid_message(caps: &MailCaps, volume: &MailVolume, case: &IncomingCase, ticket: &Ticket) -> bool {
    let is_machine = case.kind != IncomingKind::Human;
    let reopens = !ticket.status.is_active() && case.part.asks();
    caps.forbid_posting(volume, is_machine) || (reopens && caps.forbid_reopening(volume, is_machine))
}

/// The most characters of a subject that is stored.
const MAX_SUBJECT: usize = 200;

/// The subject as it is stored and compared.
pub(super) fn shown_subject(mail: &IncomingMail) -> String {
    mail.subject.chars().take(MAX_SUBJECT).collect()
}

impl TxContext<'_> {
    pub(super) async fn mail_volume(
        &mut self,
        sender: &str,
        subject: &str,
        ticket: Option<TicketId>,
    ) -> Result<MailVolume, Error> {
        Ok(self.uow.mail_intake().volume(sender, subject, ticket, self.now).await?)
    }
}
