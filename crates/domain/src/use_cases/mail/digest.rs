use time::Duration;

use crate::notification::{DIGEST_WINDOW, Mail};
use crate::people::{AccountStatus, Role};
use crate::permissions::{PeopleVisibility, TicketVisibility};
use crate::ports::{
    AssigneeFilter, DeskDigest, PageLimit, PeopleFilter, PersonSort, StorageError, TicketFilter, TicketSort, Total,
};
use crate::ticket::TicketStatus;
use crate::use_cases::OutboxMail;

impl OutboxMail<'_> {
    /// What a digest reports: the tickets opened within its time, and what waits for an admin now.
    pub(crate) async fn digest_of(self, mail: &Mail) -> Result<DeskDigest, StorageError> {
        // The filter leaves out its own bounds.
        let instant = Duration::milliseconds(1);
        let opened = TicketFilter {
            created_after: Some(mail.created_at - instant),
            created_before: Some(mail.created_at + DIGEST_WINDOW),
            ..TicketFilter::default()
        };
        let unassigned = TicketFilter {
            status: vec![TicketStatus::Open, TicketStatus::Blocked],
            assignee: Some(vec![AssigneeFilter::Nobody]),
            ..TicketFilter::default()
        };
        let waiting = PeopleFilter {
            role: vec![Role::Engineer],
            status: vec![AccountStatus::Pending],
            ..PeopleFilter::default()
        };
        let (ports, one) = (&self.desk.ports, PageLimit::parse(1).unwrap_or_default());
        let tickets = async |filter, limit| {
            let sort = TicketSort::CreatedAtDesc;
            ports.tickets.list(TicketVisibility::Everything, filter, sort, None, limit, true).await
        };
        let opened = tickets(opened, PageLimit::default()).await?;
        let unassigned = tickets(unassigned, one).await?;
        let sees = PeopleVisibility::Everybody;
        let waiting = ports.people.list(sees, waiting, PersonSort::CreatedAtDesc, None, one, true).await?;
        Ok(DeskDigest {
            opened_total: opened.total.unwrap_or(Total::of(0)),
            opened: opened.rows,
            unassigned: unassigned.total.unwrap_or(Total::of(0)),
            waiting_engineers: waiting.total.unwrap_or(Total::of(0)),
        })
    }
}
