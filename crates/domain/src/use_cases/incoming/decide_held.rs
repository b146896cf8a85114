use super::digest::is_outdated;
use super::list::by;
use super::sender::Sender;
use super::weigh::Weighed;
use super::work::{Step, Work};
use crate::ids::IncomingMailId;
use crate::incoming::{IncomingMail, Part, Recognition, Settlement, Standing, TakenMail, TakenState};
use crate::invalid::Invalid;
use crate::people::{Actor, EmailAddress};
use crate::permissions::Denied;
use crate::ports::TakenMailView;
use crate::ticket::{MessageKind, Refusal};
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, IncomingMails};

/// What becomes of a mail that is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MailDecision {
    /// It becomes a message of its ticket in the name of its sender: a request of the reporter or a follower, or a response of staff.
    Take,
    /// It becomes a note of whoever decides, with the words that the mail has. Its sender need have no part in the ticket.
    Note,
    /// It opens a ticket in the name of its sender, or of another person where staff forwarded it.
    Open {
        /// In whose name; `None` for the sender.
        sender: Option<EmailAddress>,
    },
    /// Its sender follows its ticket from now on, and it is their request. A person whom the desk does not know becomes a customer.
    Follow,
    /// Nothing comes of it.
    Reject,
}

impl IncomingMails<'_> {
    /// Decides what becomes of a mail that is held, in one transaction with what comes of it. A mail in quarantine can only be
    /// rejected. An operator of the desk (`None`) decides too, but writes no note: it would have no author.
    ///
    /// # Errors
    /// [`Error::NotFound`] also if the caller may not see it; [`Error::Refused`] if it is not held, its sender may not write there, or
    /// the ticket takes nothing now.
    pub async fn decide_held(
        self,
        actor: Option<&Actor>,
        id: IncomingMailId,
        decision: &MailDecision,
    ) -> Result<TakenMailView, Error> {
        let taken = self.visible(actor, id).await?.mail;
        let is_held = matches!(taken.state, TakenState::Held(_));
        let is_rejectable = *decision == MailDecision::Reject && taken.state == TakenState::Quarantined;
        if !is_held && !is_rejectable {
            return Err(Refusal::MailNotHeld(taken.state.as_str()).into());
        }
        let needs_words = matches!(decision, MailDecision::Take | MailDecision::Follow);
        if needs_words && is_of_a_header(taken.state) {
            return Err(Refusal::MailIncomplete.into());
        }
        let decided = match decision {
            MailDecision::Reject => self.reject(actor, &taken).await?,
            _ => self.take_held(actor, &taken, decision).await?,
        };
        // Somebody else has decided since.
        decided.ok_or(Error::Stale)?;
        self.desk.ports.intake.find(id).await?.ok_or(Error::NotFound)
    }

    async fn reject(self, actor: Option<&Actor>, taken: &TakenMail) -> Result<Option<TakenState>, Error> {
        self.desk.in_transaction(by(actor), |tx| Box::pin(tx.reject_mail(actor, taken))).await
    }

    async fn take_held(
        self,
        actor: Option<&Actor>,
        taken: &TakenMail,
        decision: &MailDecision,
    ) -> Result<Option<TakenState>, Error> {
        let mail = self.read_raw(taken).await?;
        match self.carry_out_decision(actor, taken, &mail, decision).await {
            Err(error) if is_outdated(&error) => self.carry_out_decision(actor, taken, &mail, decision).await,
            done => done,
        }
    }

    async fn carry_out_decision(
        self,
        actor: Option<&Actor>,
        taken: &TakenMail,
        mail: &IncomingMail,
        decision: &MailDecision,
    ) -> Result<Option<TakenState>, Error> {
        let mut weighed = self.weigh(mail, &taken.recipients).await?;
        let step = self.step_of(actor, decision, mail, &mut weighed).await?;
        let files = self.store_files(mail).await?;
        let mut work = Work::new(taken, mail, &weighed, self.reading(mail, &weighed), files);
        // What is known of the mail itself stays as it was read.
        work.reading = taken.reading.clone().unwrap_or(work.reading);
        work.decided_by = Some(actor.map(|actor| actor.id));
        self.carry_out(&work, &step).await
    }

    /// What is to be done. Where another person than the sender becomes its author, `weighed` names them from then on.
    async fn step_of(
        self,
        actor: Option<&Actor>,
        decision: &MailDecision,
        mail: &IncomingMail,
        weighed: &mut Weighed,
    ) -> Result<Step, Error> {
        Ok(match decision {
            MailDecision::Take => {
                if weighed.sender.standing == Standing::NotInUse {
                    return Err(Refusal::SenderHasNoPart.into());
                }
                Step::Post(own_kind(weighed.case.part, weighed.case.recognition)?)
            }
            MailDecision::Note => {
                let writer = actor.ok_or(Error::Internal("a note of a mail needs an author"))?;
                weighed.kept = quoted(mail, &weighed.kept);
                weighed.sender = self.sender_of(writer).await?;
                Step::Post(MessageKind::Note)
            }
            MailDecision::Open { sender } => {
                if let Some(address) = sender {
                    weighed.sender = self.named_sender(actor, address, weighed).await?;
                }
                check_opener(&weighed.sender)?;
                Step::Open { with_receipt: weighed.is_by_human(), follow_up_of: None }
            }
            MailDecision::Follow => {
                self.check_following(actor, weighed)?;
                Step::Follow
            }
            MailDecision::Reject => Step::Settle(Settlement::Rejected),
        })
    }

    /// The person whom staff name. An engineer names another person only where staff forwarded that person's mail.
    async fn named_sender(
        self,
        actor: Option<&Actor>,
        address: &EmailAddress,
        weighed: &Weighed,
    ) -> Result<Sender, Error> {
        if !weighed.case.is_forwarded_by_staff() && actor.is_some_and(|actor| !actor.role.is_admin()) {
            return Err(Denied::Role.into());
        }
        self.sender_at(address.clone()).await
    }

    /// Has a mail tried again that is in quarantine or held: the reader, or the settings, changed since.
    ///
    /// # Errors
    /// As [`IncomingMails::decide_held`].
    pub async fn retry(self, actor: Option<&Actor>, id: IncomingMailId) -> Result<TakenMailView, Error> {
        let taken = self.visible(actor, id).await?.mail;
        self.desk.in_transaction(by(actor), |tx| Box::pin(tx.try_mail_anew(taken.id))).await?;
        self.desk.ports.signal.wake();
        self.desk.ports.intake.find(id).await?.ok_or(Error::NotFound)
    }
}

/// Whether a ticket can be opened in the name of this person.
fn check_opener(sender: &Sender) -> Result<(), Error> {
    let wanted = match sender.standing {
        Standing::NotInUse => "the address of a person whose account is in use",
        _ if sender.address.is_none() => {
            "the address of the person in whose name it is opened: the mail has no sender of its own"
        }
        _ => return Ok(()),
    };
    Err(Error::Field { field: "sender", reason: Invalid::Format(wanted) })
}

/// The kind of message that the sender may write.
fn own_kind(part: Part, recognition: Recognition) -> Result<MessageKind, Error> {
    let is_note = matches!(recognition, Recognition::OwnNoteAddress | Recognition::ForeignNoteAddress);
    match part {
        Part::Reporter | Part::Follower if !is_note => Ok(MessageKind::Request),
        Part::Staff if is_note => Ok(MessageKind::Note),
        Part::Staff => Ok(MessageKind::Response),
        Part::Reporter | Part::Follower | Part::Other => Err(Refusal::SenderHasNoPart.into()),
    }
}

const fn is_of_a_header(state: TakenState) -> bool {
    matches!(state, TakenState::Held(because) if because.is_of_a_header())
}

/// The words of a mail in a note that another person writes.
fn quoted(mail: &IncomingMail, kept: &str) -> String {
    let author = mail.author().map_or_else(
        || "(no sender)".to_owned(),
        |author| match &author.name {
            Some(name) => format!("{name} <{}>", author.address),
            None => author.address.to_string(),
        },
    );
    format!("Mail from {author}: {}\n\n{kept}", mail.subject)
}

impl TxContext<'_> {
    async fn reject_mail(&mut self, actor: Option<&Actor>, taken: &TakenMail) -> Result<Option<TakenState>, Error> {
        let current = self.uow.mail_intake().find(taken.id).await?;
        let Some(mut mail) = current.filter(|mail| mail.state == taken.state) else { return Ok(None) };
        mail.settle(Settlement::Rejected, self.now);
        mail.decided_by = actor.map(|actor| actor.id);
        self.uow.mail_intake().update(&mail).await?;
        Ok(Some(mail.state))
    }

    async fn try_mail_anew(&mut self, id: IncomingMailId) -> Result<(), Error> {
        let mut mail = self.uow.mail_intake().find(id).await?.ok_or(Error::NotFound)?;
        match mail.state {
            state if is_of_a_header(state) => return Err(Refusal::MailIncomplete.into()),
            TakenState::Held(_) | TakenState::Quarantined if mail.raw.is_some() => mail.try_anew(self.now),
            state => return Err(Refusal::MailNotHeld(state.as_str()).into()),
        }
        Ok(self.uow.mail_intake().update(&mail).await?)
    }
}
