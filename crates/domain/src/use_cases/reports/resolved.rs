use time::OffsetDateTime;

use crate::ids::PersonId;
use crate::people::Actor;
use crate::permissions;
use crate::ports::{Page, PageLimit, PersonKey, ResolvedPosition, TicketView};
use crate::report::Period;
use crate::use_cases::{Error, Reports, UseCases};

/// The report of the tickets resolved in a period. It is read page by page, so that a long report needs little memory.
pub struct ResolvedReport {
    desk: UseCases,
    reader: PersonId,
    period: Period,
    /// The last ticket of the page before; `None` for the first page.
    after: Option<ResolvedPosition>,
    is_complete: bool,
}

impl Reports<'_> {
    /// Begins the report of the tickets resolved in a period, by default the last month.
    ///
    /// # Errors
    /// [`Error::Refused`] if the caller is not staff; [`Error::EmptyPeriod`].
    pub fn resolved(
        self,
        actor: &Actor,
        from: Option<OffsetDateTime>,
        to: Option<OffsetDateTime>,
    ) -> Result<ResolvedReport, Error> {
        permissions::may_read_reports(actor)?;
        let period = Period::of_wish(from, to, self.desk.ports.clock.now())?;
        Ok(ResolvedReport { desk: self.desk.clone(), reader: actor.id, period, after: None, is_complete: false })
    }
}

impl ResolvedReport {
    /// The period of the report, defaults filled in.
    #[must_use]
    pub const fn period(&self) -> Period {
        self.period
    }

    /// The next tickets, in the order of their resolution; empty at the end.
    ///
    /// Reading a long report takes time, so the permissions of the reader are checked again for every page.
    ///
    /// # Errors
    /// [`Error::NotFound`] if the reader was removed meanwhile; [`Error::Refused`] if they are no longer approved
    /// staff; [`Error::Storage`].
    pub async fn next_page(&mut self) -> Result<Vec<TicketView>, Error> {
        if self.is_complete {
            return Ok(Vec::new());
        }
        let ports = &self.desk.ports;
        let reader = ports.people.find(PersonKey::Id(self.reader)).await?.ok_or(Error::NotFound)?.person;
        let reader = Actor::from(&reader);
        permissions::may_read_reports(&reader)?;
        let visibility = permissions::tickets_visible_to(&reader, self.desk.workflow())?;
        let page = ports.reports.resolved(visibility, self.period, self.after, PageLimit::LARGEST).await?;
        self.advance(&page);
        Ok(page.rows)
    }

    /// Sets the position for the next page, or completes the report.
    fn advance(&mut self, page: &Page<TicketView>) {
        let last = page.rows.last().map(|view| &view.ticket);
        let position =
            last.and_then(|ticket| Some(ResolvedPosition { resolved_at: ticket.resolved_at?, id: ticket.id }));
        self.is_complete = !page.has_more || position.is_none();
        self.after = position;
    }
}
