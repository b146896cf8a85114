use crate::ids::PersonId;
use crate::people::Actor;
use crate::permissions::{self, PersonAction};
use crate::ports::{
    AssigneeFilter, Page, PageLimit, PersonKey, TicketFilter, TicketPosition, TicketSort, TicketView,
    check_number_of_values,
};
use crate::use_cases::{Error, Tickets};

/// A value of a person filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// The caller.
    Me,
    /// No person: tickets without an assignee.
    Nobody,
    /// This person.
    Person(PersonKey),
}

/// Which page of which tickets to list.
#[derive(Clone, Debug, Default)]
pub struct ListTickets {
    /// All filters except people. Its `reporter` and `assignee` are overwritten from the fields below.
    pub filter: TicketFilter,
    /// Opened by one of these people; empty for any.
    pub reporter: Vec<Who>,
    /// Assigned to one of these; empty for any.
    pub assignee: Vec<Who>,
    /// The order; `None` for newest first.
    pub sort: Option<TicketSort>,
    /// The page starts after this ticket; `None` for the first page.
    pub after: Option<TicketPosition>,
    /// The size of the page.
    pub limit: PageLimit,
    /// Whether to count all matching tickets.
    pub count: bool,
}

impl ListTickets {
    /// The order, with the default filled in.
    #[must_use]
    pub fn order(&self) -> TicketSort {
        self.sort.unwrap_or(TicketSort::CreatedAtDesc)
    }
}

impl Tickets<'_> {
    /// Lists the tickets that match the filter and that the caller may see.
    ///
    /// # Errors
    /// [`Error::Refused`] if the account is not in use; [`Error::Field`] for a filter with too many people.
    pub async fn list(self, actor: &Actor, command: ListTickets) -> Result<Page<TicketView>, Error> {
        let visibility = permissions::tickets_visible_to(actor, self.desk.workflow())?;
        let sort = command.order();
        let filter = self.filter(actor, command.filter, &command.reporter, &command.assignee).await?;
        let page =
            self.desk.ports.tickets.list(visibility, filter, sort, command.after, command.limit, command.count).await?;
        Ok(page)
    }

    /// Counts the tickets that match the filter and that the caller may see, up to `most`, and no further: for a number beside a
    /// list that says "99+". Order, page and `count` of the command are not looked at.
    ///
    /// # Errors
    /// As [`Tickets::list`].
    pub async fn count_up_to(self, actor: &Actor, command: ListTickets, most: u32) -> Result<u32, Error> {
        let visibility = permissions::tickets_visible_to(actor, self.desk.workflow())?;
        let filter = self.filter(actor, command.filter, &command.reporter, &command.assignee).await?;
        Ok(self.desk.ports.tickets.count_up_to(visibility, filter, most).await?)
    }

    /// Lists the tickets that one person reported and that the caller may see. Replaces the reporter filter.
    ///
    /// # Errors
    /// [`Error::NotFound`] if the caller may not see the person.
    pub async fn list_reported_by(
        self,
        actor: &Actor,
        person: PersonKey,
        mut command: ListTickets,
    ) -> Result<Page<TicketView>, Error> {
        let found = self.desk.ports.people.find(person).await?.ok_or(Error::NotFound)?.person;
        permissions::may_with_person(actor, PersonAction::See, Some(found.id), found.role, self.desk.workflow())?;
        command.reporter = vec![Who::Person(PersonKey::Id(found.id))];
        self.list(actor, command).await
    }

    /// The filter with the people in it.
    async fn filter(
        self,
        actor: &Actor,
        mut filter: TicketFilter,
        reporter: &[Who],
        assignee: &[Who],
    ) -> Result<TicketFilter, Error> {
        for (field, people) in [("reporter", reporter), ("assignee", assignee)] {
            check_number_of_values(people.len()).map_err(|reason| Error::Field { field, reason })?;
        }
        if !reporter.is_empty() {
            let reporters = self.person_ids(actor, reporter).await?;
            filter.reporter = Some(reporters.into_iter().flatten().collect());
        }
        if !assignee.is_empty() {
            let assignees = self.person_ids(actor, assignee).await?;
            let named = |id: Option<PersonId>| id.map_or(AssigneeFilter::Nobody, AssigneeFilter::Person);
            filter.assignee = Some(assignees.into_iter().map(named).collect());
        }
        Ok(filter)
    }

    /// The ids of the people in a filter; [`Who::Nobody`] is `None`. Unknown people are left out, so a filter
    /// with only unknown people matches nothing.
    async fn person_ids(self, actor: &Actor, who: &[Who]) -> Result<Vec<Option<PersonId>>, Error> {
        let mut ids = Vec::new();
        for who in who {
            match who {
                Who::Me => ids.push(Some(actor.id)),
                Who::Nobody => ids.push(None),
                Who::Person(PersonKey::Id(id)) => ids.push(Some(*id)),
                Who::Person(key) => {
                    ids.extend(self.desk.ports.people.find(key.clone()).await?.map(|view| Some(view.person.id)));
                }
            }
        }
        Ok(ids)
    }
}
