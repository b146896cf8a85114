//! The tickets that a letter reports, as they are when it is sent.

use std::collections::{BTreeMap, BTreeSet};

use crate::ids::{PersonId, TicketId};
use crate::notification::{Mail, still_entitled};
use crate::people::Person;
use crate::permissions::TicketVisibility;
use crate::policy::Workflow;
use crate::ports::{StorageError, TicketKey};
use crate::ticket::{Ticket, TicketRef};
use crate::use_cases::OutboxMail;

/// The tickets, but for deleted ones, and whether the recipient muted them.
pub(super) struct ReportedTickets(BTreeMap<TicketId, (Ticket, bool)>);

impl ReportedTickets {
    /// The ticket as it is now; `None` where it was deleted.
    pub(super) fn of(&self, ticket: Option<&TicketRef>) -> Option<&Ticket> {
        ticket.and_then(|ticket| self.0.get(&ticket.id)).map(|(ticket, _)| ticket)
    }

    /// Whether the recipient may get this mail; else the reason why not.
    pub(super) fn check(&self, mail: &Mail, recipient: &Person, rules: &Workflow) -> Result<(), &'static str> {
        still_entitled(mail, recipient, self.of(mail.ticket.as_ref()), rules)?;
        match mail.ticket.as_ref().and_then(|ticket| self.0.get(&ticket.id)) {
            Some((_, true)) => Err("the recipient muted the ticket"),
            _ => Ok(()),
        }
    }
}

impl OutboxMail<'_> {
    /// Looks up the tickets that these mails are about, each once.
    pub(super) async fn tickets_of(
        self,
        mails: impl Iterator<Item = &Mail> + Send,
        recipient: PersonId,
    ) -> Result<ReportedTickets, StorageError> {
        let tickets = &self.desk.ports.tickets;
        let ids: BTreeSet<TicketId> = mails.filter_map(|mail| mail.ticket.as_ref()).map(|ticket| ticket.id).collect();
        let mut reported = BTreeMap::new();
        for id in ids {
            if let Some(view) = tickets.find(TicketVisibility::Everything, TicketKey::Id(id)).await? {
                reported.insert(id, (view.ticket, tickets.is_muted(id, recipient).await?));
            }
        }
        Ok(ReportedTickets(reported))
    }
}
