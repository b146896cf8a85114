//! Letters that report several events, of one ticket or of several.

use deskhand_domain::notification::Mail;
use deskhand_domain::ports::OutgoingMail;
use minijinja::Value;

use super::letter_set::{LetterSet, whole};
use super::template_error::TemplateError;
use super::what_happened::what_happened;
use crate::letterhead::Letterhead;

/// The folder of letters that report several events.
const SEVERAL_EVENTS: &str = "several_events";

/// The folder of letters that report several tickets.
const SEVERAL_TICKETS: &str = "several_tickets";

impl LetterSet {
    /// The body of such a letter.
    pub(super) fn several(
        &self,
        outgoing: &OutgoingMail,
        letterhead: &Letterhead,
        end: &str,
    ) -> Result<String, TemplateError> {
        let parts = self.parts(outgoing, letterhead, end)?;
        let (folder, view) = match outgoing.is_of_several_tickets() {
            true => (SEVERAL_TICKETS, self.by_ticket(outgoing, letterhead, parts)?),
            false => (SEVERAL_EVENTS, self.view(outgoing, letterhead)?.with_parts(parts)),
        };
        self.with_template(folder, end, &self.values(&view, outgoing, false), whole)
    }

    /// What each event of a letter about several says: as its own letter would, without the frame.
    fn parts(&self, outgoing: &OutgoingMail, letterhead: &Letterhead, end: &str) -> Result<Vec<Value>, TemplateError> {
        let frame = OutgoingMail { joined: Vec::new(), ..outgoing.clone() };
        let part = |mail: &Mail| {
            let part = OutgoingMail { mail: mail.clone(), ..frame.clone() };
            let values = self.values(&self.view(&part, letterhead)?, &part, true);
            let written = self.with_template(mail.kind.as_str(), end, &values, what_happened)?;
            Ok(Value::from_safe_string(written))
        };
        outgoing.parts().map(part).collect()
    }
}
