use crate::ids::{MailId, PersonId, TicketId};

/// What the check of a tag is computed from. The number of a ticket is not enough: after a restore it may be given again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReplyClaim {
    /// An answer or note of this person.
    Ticket {
        /// The ticket.
        ticket: TicketId,
        /// Who got the address.
        person: PersonId,
        /// Whether it is the address of notes.
        is_note: bool,
    },
    /// A report about this letter.
    Mail(MailId),
}

impl ReplyClaim {
    /// The bytes whose keyed digest is the check. The first one is the version of this form.
    #[must_use]
    pub fn message(&self) -> Vec<u8> {
        match self {
            Self::Ticket { ticket, person, is_note } => {
                let kind = if *is_note { b'n' } else { b'r' };
                [&[1, kind], &ticket.as_uuid().as_bytes()[..], person.as_uuid().as_bytes()].concat()
            }
            Self::Mail(mail) => [&[1, b'b'], &mail.as_uuid().as_bytes()[..]].concat(),
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_claim_is_about_kind_ticket_and_person() {
        let id = Uuid::from_u128;
        let claim = |ticket, person, is_note| {
            ReplyClaim::Ticket { ticket: TicketId::new(id(ticket)), person: PersonId::new(id(person)), is_note }
                .message()
        };
        let messages = [
            claim(1, 2, false),
            claim(1, 2, true),
            claim(2, 1, false),
            claim(1, 3, false),
            ReplyClaim::Mail(MailId::new(id(1))).message(),
        ];
        for (at, message) in messages.iter().enumerate() {
            assert!(!messages[..at].contains(message), "{at}");
        }
    }
}
