use deskhand_domain::TicketId;
use deskhand_domain::ports::OutgoingMail;
use minijinja::Value;

use super::letter_set::LetterSet;
use super::template_error::TemplateError;
use crate::letterhead::Letterhead;
use crate::mail_view::MailView;
use crate::ticket_view::{TicketView, ticket_view};

impl LetterSet {
    /// The parts under their tickets, in the order in which something happened on these.
    pub(super) fn by_ticket<'a>(
        &self,
        outgoing: &'a OutgoingMail,
        letterhead: &'a Letterhead,
        parts: Vec<Value>,
    ) -> Result<MailView<'a>, TemplateError> {
        let words = self.words(outgoing.language);
        let mut view = self.view(outgoing, letterhead)?;
        let mut tickets: Vec<(TicketId, TicketView<'a>)> = Vec::new();
        for (mail, part) in outgoing.parts().zip(parts) {
            let Some(ticket) = &mail.ticket else {
                view.parts.push(part);
                continue;
            };
            // The newest state and title.
            let mut now = ticket_view(mail, ticket, letterhead, words).map_err(|e| self.fault_of_words(outgoing, e))?;
            match tickets.iter_mut().find(|(id, _)| *id == ticket.id) {
                Some((_, earlier)) => {
                    now.parts = std::mem::take(&mut earlier.parts);
                    now.parts.push(part);
                    *earlier = now;
                }
                None => {
                    now.parts.push(part);
                    tickets.push((ticket.id, now));
                }
            }
        }
        view.tickets = tickets.into_iter().map(|(_, ticket)| ticket).collect();
        Ok(view)
    }
}
