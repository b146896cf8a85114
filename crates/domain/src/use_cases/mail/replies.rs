use crate::ids::MailId;
use crate::notification::{ReplyClaim, ReplySubject, ReplyTag};
use crate::people::{EmailAddress, Person};
use crate::ports::{OutgoingMail, Replies};
use crate::ticket::TicketRef;
use crate::use_cases::{OutboxMail, UseCases};

/// What the loop mark is a digest of.
const LOOP: &[u8] = b"loop";
/// 80 bits, in hexadecimal.
const LOOP_MARK_BYTES: usize = 10;

impl OutboxMail<'_> {
    /// Where answers to this letter go; `None` where the desk takes no mail.
    pub(super) fn replies(self, letter: &OutgoingMail, recipient: &Person) -> Option<Replies> {
        let mail_in = self.desk.rules.mail_in.as_ref().filter(|_| self.desk.ports.secrets.is_supported())?;
        let address = |tag: &ReplyTag| mail_in.replies.as_ref()?.address(tag).ok();
        let tag = |ticket: &TicketRef, is_note| self.desk.reply_tag(ticket, recipient, is_note);
        let is_note = letter.answer_is_note();
        let reference = letter.ticket().map(|ticket| tag(ticket, is_note));
        let note = letter.ticket().filter(|_| recipient.role.is_staff() && !is_note);
        Some(Replies {
            answer_to: reference.as_ref().map(|tag| address(tag).unwrap_or_else(|| mail_in.address.clone())),
            note_to: note.and_then(|ticket| address(&tag(ticket, true))),
            bounce_to: self.desk.bounce_address(letter.mail.id),
            reference,
            loop_mark: self.desk.loop_mark(),
        })
    }
}

impl UseCases {
    /// The tag of the address at which this person answers a ticket, or writes notes on it.
    fn reply_tag(&self, ticket: &TicketRef, person: &Person, is_note: bool) -> ReplyTag {
        let claim = ReplyClaim::Ticket { ticket: ticket.id, person: person.id, is_note };
        let subject = if is_note { ReplySubject::Note(ticket.number) } else { ReplySubject::Answer(ticket.number) };
        ReplyTag::new(subject, &self.ports.secrets.reply_digest(&claim.message()))
    }

    /// Where reports about this letter come to; `None` where the desk has no addresses with tags.
    pub(crate) fn bounce_address(&self, letter: MailId) -> Option<EmailAddress> {
        let pattern = self.rules.mail_in.as_ref()?.replies.as_ref()?;
        let digest = self.ports.secrets.reply_digest(&ReplyClaim::Mail(letter).message());
        pattern.address(&ReplyTag::new(ReplySubject::Bounce(letter), &digest)).ok()
    }

    /// The word by which the desk recognises its own letters.
    pub(crate) fn loop_mark(&self) -> String {
        let digest = self.ports.secrets.reply_digest(LOOP);
        digest.0.iter().take(LOOP_MARK_BYTES).map(|byte| format!("{byte:02x}")).collect()
    }
}
