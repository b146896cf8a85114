use time::Duration;

use super::weigh::{Weighed, shown_subject};
use super::work::{Step, Work};
use crate::incoming::{
    HeldBecause, IncomingMail, IntakeRetries, MailReading, Readability, Settlement, TakenMail, TakenState, Unparsed,
    Verdict,
};
use crate::people::{By, EmailAddress};
use crate::ports::StorageError;
use crate::ticket::{MessageKind, Refusal};
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, IncomingMails};

/// When a mail is tried again after a fault of the store.
const AFTER_FAULT: Duration = Duration::seconds(30);

/// What a try to understand a mail came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DigestOutcome {
    /// The mail has its result, or waits for staff.
    Done(TakenState),
    /// The try failed. The mail is tried again, or quarantined where no try is left.
    Failed {
        /// Where the mail is now.
        state: TakenState,
        /// Why.
        error: String,
    },
    /// Another worker claimed the mail after the lease. The outcome of that worker counts.
    Superseded,
}

impl IncomingMails<'_> {
    /// Understands one claimed mail: reads it, decides, and carries that out in one transaction with the outcome.
    ///
    /// # Errors
    /// [`Error::Storage`] if the store failed. The mail is tried again after the lease.
    pub async fn digest(self, taken: &TakenMail, retries: &IntakeRetries) -> Result<DigestOutcome, Error> {
        match self.understand(taken).await {
            Ok(Some(state)) => Ok(DigestOutcome::Done(state)),
            Ok(None) => Ok(DigestOutcome::Superseded),
            // The store's own fault is none of the mail.
            Err(error @ Error::Storage(StorageError::Busy | StorageError::Full | StorageError::Unavailable(_))) => {
                // Where this fails too, the try counts, and the next one comes after the lease.
                let _ = self.desk.in_transaction(By::System, |tx| Box::pin(tx.forgive(taken))).await;
                Err(error)
            }
            Err(error) => self.fail(taken, retries, error.to_string()).await,
        }
    }

    async fn understand(self, taken: &TakenMail) -> Result<Option<TakenState>, Error> {
        let mail = self.read_raw(taken).await?;
        match self.decide_and_carry_out(taken, &mail).await {
            Err(error) if is_outdated(&error) => self.decide_and_carry_out(taken, &mail).await,
            done => done,
        }
    }

    async fn decide_and_carry_out(self, taken: &TakenMail, mail: &IncomingMail) -> Result<Option<TakenState>, Error> {
        let weighed = self.weigh(mail, &taken.recipients).await?;
        let files = match weighed.verdict {
            Verdict::Post(_) | Verdict::Open { .. } => self.store_files(mail).await?,
            _ => Vec::new(),
        };
        let reading = self.reading(mail, &weighed);
        let work = Work::new(taken, mail, &weighed, reading, files);
        let step = Step::of(weighed.verdict);
        match self.carry_out(&work, &step).await {
            Err(error) => match after_refusal(&step, &weighed, &error) {
                Some(next) => self.carry_out(&work, &next).await,
                None => Err(error),
            },
            done => done,
        }
    }

    /// The raw mail, as a reader understands it, with what its envelope says.
    ///
    /// # Errors
    /// [`Error::Internal`] where its bytes are not there; [`Error::Overloaded`] where reading took too long: another try may succeed.
    pub(super) async fn read_raw(self, taken: &TakenMail) -> Result<IncomingMail, Error> {
        let raw = self.raw_bytes(taken).await?;
        let mut mail = self.desk.ports.mail_reader.read(raw).await;
        // A report has no sender. A transport that knows the envelope knows it better than a header.
        mail.marks.null_return_path |= taken.sender.as_deref().is_some_and(str::is_empty);
        if mail.readability == Readability::Unparsed(Unparsed::OutOfTime) {
            return Err(Error::Overloaded);
        }
        Ok(mail)
    }

    pub(super) async fn raw_bytes(self, taken: &TakenMail) -> Result<Vec<u8>, Error> {
        let missing = Error::Internal("the bytes of a mail are missing");
        let Some(blob) = taken.raw else { return Err(missing) };
        self.desk.files().whole(blob).await?.ok_or(missing)
    }

    pub(super) fn reading(self, mail: &IncomingMail, weighed: &Weighed) -> MailReading {
        let author = mail.author();
        MailReading {
            author: weighed.sender.address.as_ref().map(EmailAddress::case_folded).or_else(|| {
                // An address to which we could not write is shown all the same.
                author.map(|author| author.address.as_str().to_owned())
            }),
            author_name: author.and_then(|author| author.name.clone()),
            person: weighed.sender.person.as_ref().map(|person| person.id),
            is_by_stranger: weighed.sender.person.is_none(),
            subject: shown_subject(mail),
            kind: weighed.case.kind,
            content: self.desk.ports.mail_reader.content_digest(mail),
        }
    }

    async fn fail(self, taken: &TakenMail, retries: &IntakeRetries, error: String) -> Result<DigestOutcome, Error> {
        let state = self.desk.in_transaction(By::System, |tx| Box::pin(tx.put_off(taken, retries, &error))).await?;
        Ok(state.map_or(DigestOutcome::Superseded, |state| DigestOutcome::Failed { state, error }))
    }
}

/// Whether what a mail was weighed by has changed since. No transaction is open between: another mail of the same sender may have got
/// them an account, or their account may have been suspended. Weighed once more, the mail meets what is stored now.
pub(super) const fn is_outdated(error: &Error) -> bool {
    matches!(error, Error::Taken(_) | Error::Stale)
}

/// What becomes of a mail that the ticket or the desk refuses. `None` where the error is a failure of the try.
fn after_refusal(step: &Step, weighed: &Weighed, error: &Error) -> Option<Step> {
    let is_request = matches!(step, Step::Post(MessageKind::Request));
    Some(match error {
        // The old ticket takes nothing more, so the words open one that follows it, unless the caps forbid that too.
        Error::Refused(Refusal::ReopenWindowPassed | Refusal::Canceled | Refusal::ConversationOver(_))
            if is_request =>
        {
            Step::Open {
                with_receipt: weighed.is_by_human(),
                follow_up_of: weighed.ticket.as_ref().map(|ticket| ticket.id),
            }
        }
        Error::Refused(_) => Step::Hold(HeldBecause::Refused),
        Error::NotFound => Step::Hold(HeldBecause::NoPart),
        Error::QuotaExceeded(_) | Error::TooManyLetters { .. } => Step::Hold(HeldBecause::Storm),
        Error::Field { .. } => Step::Hold(HeldBecause::Unread),
        _ => return None,
    })
}

impl Step {
    fn of(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Drop => Self::Settle(Settlement::Dropped),
            Verdict::Bounce => Self::Bounce,
            Verdict::Record => Self::Record,
            Verdict::Post(kind) => Self::Post(kind),
            Verdict::Open { with_receipt } => Self::Open { with_receipt, follow_up_of: None },
            Verdict::Hold(because) => Self::Hold(because),
        }
    }
}

impl TxContext<'_> {
    /// The fault was not the mail's: the try does not count.
    async fn forgive(&mut self, taken: &TakenMail) -> Result<(), Error> {
        if let Some(mut mail) = self.awaited(taken).await? {
            mail.forgive(self.now + AFTER_FAULT);
            self.uow.mail_intake().update(&mail).await?;
        }
        Ok(())
    }

    async fn put_off(
        &mut self,
        taken: &TakenMail,
        retries: &IntakeRetries,
        error: &str,
    ) -> Result<Option<TakenState>, Error> {
        let Some(mut mail) = self.awaited(taken).await? else { return Ok(None) };
        mail.put_off(retries.next_try(mail.tries(), self.now), error.to_owned());
        self.save_taken_mail(&mail).await?;
        Ok(Some(mail.state))
    }

    /// The mail, unless another worker has claimed it since.
    async fn awaited(&mut self, taken: &TakenMail) -> Result<Option<TakenMail>, Error> {
        let current = self.uow.mail_intake().find(taken.id).await?;
        Ok(current.filter(|mail| mail.awaits(taken.attempts)))
    }
}
